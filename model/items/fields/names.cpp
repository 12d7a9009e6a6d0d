// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/names.h"

#include "model/wire/ether_type.h"
#include "model/wire/link_type.h"

namespace synoptic::fields {

namespace {

struct Name {
    std::uint32_t number;
    const char* text;
};

template <std::size_t N>
QString find(const Name (&names)[N], std::uint32_t number) {
    for (const Name& name : names) {
        if (name.number == number)
            return QString::fromLatin1(name.text);
    }
    return {};
}

constexpr std::uint32_t number(LinkType type) {
    return static_cast<std::uint32_t>(type);
}

// https://www.tcpdump.org/linktypes.html
constexpr Name kLinkTypes[] = {
    {number(LinkType::Null), "BSD loopback"},
    {number(LinkType::Ethernet), "Ethernet"},
    {number(LinkType::Slip), "SLIP"},
    {number(LinkType::Ppp), "PPP"},
    {number(LinkType::RawOpenBsd), "Raw IP"},
    {number(LinkType::RawBsd), "Raw IP"},
    {number(LinkType::PppHdlc), "PPP in HDLC"},
    {number(LinkType::PppEther), "PPPoE session"},
    {number(LinkType::AtmRfc1483), "ATM, RFC 1483"},
    {number(LinkType::Raw), "Raw IP"},
    {number(LinkType::CiscoHdlc), "Cisco HDLC"},
    {number(LinkType::Ieee80211), "IEEE 802.11"},
    {number(LinkType::FrameRelay), "Frame Relay"},
    {number(LinkType::Loop), "OpenBSD loopback"},
    {number(LinkType::OpenBsdEnc), "OpenBSD enc"},
    {number(LinkType::LinuxSll), "Linux cooked v1"},
    {number(LinkType::Prism), "IEEE 802.11, Prism"},
    {number(LinkType::IpOverFc), "IP over Fibre Channel"},
    {number(LinkType::Radiotap), "IEEE 802.11, radiotap"},
    {number(LinkType::AppleIpOver1394), "IP over IEEE 1394"},
    {number(LinkType::Avs), "IEEE 802.11, AVS"},
    {number(LinkType::PppPppd), "PPP, pppd"},
    {number(LinkType::Ppi), "PPI"},
    {number(LinkType::PppWithDirection), "PPP with direction"},
    {number(LinkType::Mpls), "MPLS"},
    {number(LinkType::Ipv4), "IPv4"},
    {number(LinkType::Ipv6), "IPv6"},
    {number(LinkType::Nflog), "Linux NFLOG"},
    {number(LinkType::IpOverInfiniband), "IP over InfiniBand"},
    {number(LinkType::LinuxSll2), "Linux cooked v2"},
};

constexpr std::uint32_t number(EtherType type) {
    return static_cast<std::uint32_t>(type);
}

// IEEE Registration Authority
constexpr Name kEtherTypes[] = {
    {number(EtherType::Ipv4), "IPv4"},
    {0x0806, "ARP"},
    {0x0842, "Wake-on-LAN"},
    {number(EtherType::TransparentBridging), "Ethernet"},
    {0x8035, "RARP"},
    {number(EtherType::Vlan), "802.1Q VLAN"},
    {number(EtherType::Ipv6), "IPv6"},
    {0x8808, "Ethernet flow control"},
    {0x8809, "Slow protocols (LACP)"},
    {number(EtherType::Ppp), "PPP"},
    {number(EtherType::MplsUnicast), "MPLS"},
    {number(EtherType::MplsMulticast), "MPLS multicast"},
    {0x8863, "PPPoE discovery"},
    {number(EtherType::PppoeSession), "PPPoE session"},
    {0x888e, "EAPOL (802.1X)"},
    {number(EtherType::ServiceVlan), "802.1ad VLAN"},
    {0x88cc, "LLDP"},
    {0x88e5, "MACsec"},
    {number(EtherType::ProviderBackbone), "802.1ah backbone"},
    {0x88f7, "PTP"},
    {number(EtherType::VnTag), "VN-Tag"},
    {number(EtherType::BridgePortExtension), "802.1BR tag"},
    {0x9000, "Loopback test"},
    {number(EtherType::OldQinQ), "QinQ"},
};

// IANA, "Assigned Internet Protocol Numbers"
constexpr Name kIpProtocols[] = {
    {0, "Hop-by-Hop Options"},
    {1, "ICMP"},
    {2, "IGMP"},
    {4, "IPv4"},
    {6, "TCP"},
    {17, "UDP"},
    {33, "DCCP"},
    {41, "IPv6"},
    {43, "Routing"},
    {44, "Fragment"},
    {46, "RSVP"},
    {47, "GRE"},
    {50, "ESP"},
    {51, "AH"},
    {58, "ICMPv6"},
    {59, "No Next Header"},
    {60, "Destination Options"},
    {88, "EIGRP"},
    {89, "OSPF"},
    {97, "EtherIP"},
    {103, "PIM"},
    {112, "VRRP"},
    {115, "L2TP"},
    {132, "SCTP"},
    {135, "Mobility"},
    {136, "UDP-Lite"},
    {137, "MPLS in IP"},
    {139, "HIP"},
    {140, "Shim6"},
};

// IANA, "Differentiated Services Field Codepoints"
constexpr Name kCodePoints[] = {
    {0, "CS0"},   {1, "LE"},    {8, "CS1"},   {10, "AF11"}, {12, "AF12"}, {14, "AF13"},
    {16, "CS2"},  {18, "AF21"}, {20, "AF22"}, {22, "AF23"}, {24, "CS3"},  {26, "AF31"},
    {28, "AF32"}, {30, "AF33"}, {32, "CS4"},  {34, "AF41"}, {36, "AF42"}, {38, "AF43"},
    {40, "CS5"},  {44, "VA"},   {46, "EF"},   {48, "CS6"},  {56, "CS7"},
};

// include/uapi/linux/if_arp.h
constexpr Name kHardware[] = {
    {1, "Ethernet"},   {32, "InfiniBand"}, {512, "PPP"},     {768, "IP in IP"},
    {772, "loopback"}, {776, "SIT"},       {778, "GRE"},     {801, "IEEE 802.11"},
    {803, "radiotap"}, {823, "GRE6"},      {824, "netlink"}, {0xfffe, "no link layer"},
};

// IANA, "Point-to-Point Protocol Field Assignments"
constexpr Name kPppProtocols[] = {
    {0x0021, "IPv4"},
    {0x002d, "Van Jacobson compressed TCP"},
    {0x002f, "Van Jacobson uncompressed TCP"},
    {0x0031, "Bridged PDU"},
    {0x003d, "Multilink"},
    {0x0057, "IPv6"},
    {0x00fd, "Compressed datagram"},
    {0x0281, "MPLS"},
    {0x0283, "MPLS multicast"},
    {0x8021, "IPCP"},
    {0x8057, "IPV6CP"},
    {0x80fd, "CCP"},
    {0xc021, "LCP"},
    {0xc023, "PAP"},
    {0xc223, "CHAP"},
    {0xc025, "LQR"},
    {0xc227, "EAP"},
};

} // namespace

QString linkTypeName(std::uint16_t linkType) {
    return find(kLinkTypes, linkType);
}

QString etherTypeName(std::uint16_t type) {
    return find(kEtherTypes, type);
}

QString ipProtocolName(std::uint8_t protocol) {
    return find(kIpProtocols, protocol);
}

QString dscpName(std::uint8_t codePoint) {
    return find(kCodePoints, codePoint);
}

QString ecnName(unsigned bits) {
    static constexpr Name kEcn[] = {{0, "Not-ECT"}, {1, "ECT(1)"}, {2, "ECT(0)"}, {3, "CE"}};
    return find(kEcn, bits);
}

QString arphrdName(std::uint16_t type) {
    return find(kHardware, type);
}

QString pppProtocolName(std::uint16_t protocol) {
    return find(kPppProtocols, protocol);
}

} // namespace synoptic::fields
