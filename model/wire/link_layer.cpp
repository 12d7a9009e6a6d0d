// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/decoding.h"
#include "model/wire/ether_type.h"
#include "model/wire/link_type.h"

namespace synoptic::decoding {

namespace {

constexpr std::uint32_t kEthernetHeader = 14; // IEEE 802.3: destination 6, source 6, type 2
constexpr std::uint32_t kVlanTag = 4;         // IEEE 802.1Q: control information 2, type 2
constexpr std::uint32_t kMplsEntry = 4;       // RFC 3032: label 20 bits, TC 3, S 1, TTL 8
constexpr std::uint16_t kLargest8023Length = 1500;
constexpr std::uint16_t kSmallestEtherType = 0x0600;

DecodeOutcome decodeVlan(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(kVlanTag))
        return shortage(bytes, kVlanTag);
    DecodedPacket& out = decoding.out;
    if (out.vlanCount < kMaxVlans)
        out.vlans[out.vlanCount++] = bytes.u16(0) & 0x0fff;
    const std::uint16_t type = bytes.u16(2);
    const Bytes rest = bytes.after(kVlanTag);
    if (type <= kLargest8023Length)
        return decodeLlc(decoding, rest.limitedTo(type));
    return decodeEtherType(decoding, type, rest);
}

/// A tag of fixed size before the next EtherType.
DecodeOutcome decodeTag(Decoding& decoding, Bytes bytes, std::uint32_t size) {
    if (!bytes.has(size))
        return shortage(bytes, size);
    return decodeEtherType(decoding, bytes.u16(size - 2), bytes.after(size));
}

/// Behind `header` bytes there is an Ethernet frame.
DecodeOutcome decodeEthernetAfter(Decoding& decoding, Bytes bytes, std::uint32_t header) {
    if (!bytes.has(header))
        return shortage(bytes, header);
    return decodeEthernet(decoding, bytes.after(header));
}

/// RFC 4391, 6, behind a global route header: EtherType 2, 0 2.
DecodeOutcome decodeIpOverInfiniband(Decoding& decoding, Bytes bytes) {
    constexpr std::uint32_t kRouteHeader = 40;
    if (!bytes.has(kRouteHeader + 4))
        return shortage(bytes, kRouteHeader + 4);
    return decodeEtherType(decoding, bytes.u16(kRouteHeader), bytes.after(kRouteHeader + 4));
}

bool beginsWithEthernetOfIp(Bytes bytes) {
    if (!bytes.has(kEthernetHeader))
        return false;
    switch (static_cast<EtherType>(bytes.u16(12))) {
    case EtherType::Ipv4:
    case EtherType::Ipv6:
    case EtherType::Vlan:
    case EtherType::ServiceVlan:
    case EtherType::OldQinQ:
    case EtherType::PppoeSession:
    case EtherType::MplsUnicast:
        return true;
    default:
        return false;
    }
}

} // namespace

DecodeOutcome decodeEthernet(Decoding& decoding, Bytes bytes) {
    if (!decoding.enterLayer())
        return DecodeOutcome::Malformed;
    if (!bytes.has(kEthernetHeader))
        return shortage(bytes, kEthernetHeader);
    const std::uint16_t type = bytes.u16(12);
    const Bytes rest = bytes.behind(kEthernetHeader);
    if (type == static_cast<std::uint16_t>(EtherType::Ipv4) && decoding.enterLayer())
        return decodeIpv4(decoding, rest); // as decodeEtherType() would, by the shortest way
    if (type >= kSmallestEtherType)
        return decodeEtherType(decoding, type, rest);
    if (type <= kLargest8023Length)
        return decodeLlc(decoding, rest.limitedTo(type));
    return DecodeOutcome::NotIp;
}

DecodeOutcome decodeEtherType(Decoding& decoding, std::uint16_t etherType, Bytes bytes) {
    if (!decoding.enterLayer())
        return DecodeOutcome::Malformed;
    switch (static_cast<EtherType>(etherType)) {
    case EtherType::Ipv4:
        return decodeIpv4(decoding, bytes);
    case EtherType::Ipv6:
        return decodeIpv6(decoding, bytes);
    case EtherType::Vlan:
    case EtherType::ServiceVlan:
    case EtherType::OldQinQ:
        return decodeVlan(decoding, bytes);
    case EtherType::MplsUnicast:
    case EtherType::MplsMulticast:
        return decodeMpls(decoding, bytes);
    case EtherType::PppoeSession:
        return decodePppoe(decoding, bytes);
    case EtherType::Ppp:
        return decodePpp(decoding, bytes);
    case EtherType::TransparentBridging:
        return decodeEthernet(decoding, bytes);
    case EtherType::ProviderBackbone:
        return decodeEthernetAfter(decoding, bytes, 4); // IEEE 802.1ah: I-TAG
    case EtherType::BridgePortExtension:
        return decodeTag(decoding, bytes, 8); // IEEE 802.1BR: E-TAG 6, type 2
    case EtherType::VnTag:
        return decodeTag(decoding, bytes, 6); // VN-Tag 4, type 2
    }
    return DecodeOutcome::NotIp;
}

DecodeOutcome decodeLlc(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(3))
        return shortage(bytes, 3);
    const std::uint8_t destination = bytes[0];
    const std::uint8_t control = bytes[2];
    constexpr std::uint8_t kUnnumberedInformation = 0x03;
    if (control != kUnnumberedInformation)
        return DecodeOutcome::NotIp;
    if (destination == 0x06) // RFC 948: the access point of IP
        return decodeIp(decoding, bytes.after(3));
    if (destination == 0xfe && bytes.has(4)) // RFC 2427: OSI network layer, told apart by NLPID
        return bytes[3] == 0xcc   ? decodeIpv4(decoding, bytes.after(4))
               : bytes[3] == 0x8e ? decodeIpv6(decoding, bytes.after(4))
                                  : DecodeOutcome::NotIp;
    if (destination != 0xaa)
        return DecodeOutcome::NotIp;
    if (!bytes.has(8)) // RFC 1042: SNAP is organisation 3, protocol 2
        return shortage(bytes, 8);
    const std::uint32_t organisation = bytes.u32(2) & 0x00ffffff;
    const std::uint16_t protocol = bytes.u16(6);
    const Bytes rest = bytes.after(8);
    if (organisation == 0x000000 || organisation == 0x0000f8)
        return decodeEtherType(decoding, protocol, rest);
    if (organisation == 0x0080c2 && (protocol == 0x0001 || protocol == 0x0007)) {
        // RFC 2684: bridged Ethernet, after two bytes of padding
        return decodeEthernetAfter(decoding, rest, 2);
    }
    return DecodeOutcome::NotIp;
}

DecodeOutcome decodeMpls(Decoding& decoding, Bytes bytes) {
    bool bottom = false;
    while (!bottom) {
        if (!bytes.has(kMplsEntry))
            return shortage(bytes, kMplsEntry);
        bottom = (bytes[2] & 0x01) != 0;
        bytes = bytes.after(kMplsEntry);
    }
    if (!bytes.has(1))
        return shortage(bytes, 1);
    // The label's meaning is known to the routers alone; the first bits tell most payloads apart.
    switch (bytes[0] >> 4) {
    case 4:
        return decodeIpv4(decoding, bytes);
    case 6:
        return decodeIpv6(decoding, bytes);
    case 1:
        return DecodeOutcome::NotIp; // RFC 4385: associated channel
    default:
        break;
    }
    constexpr std::uint32_t kControlWord = 4; // RFC 4448, begins with four zero bits
    if ((bytes[0] >> 4) == 0 && !beginsWithEthernetOfIp(bytes) &&
        beginsWithEthernetOfIp(bytes.after(kControlWord)))
        return decodeEthernet(decoding, bytes.after(kControlWord));
    return decodeEthernet(decoding, bytes);
}

DecodeOutcome decodeLink(Decoding& decoding, std::uint16_t linkType, Bytes bytes) {
    switch (static_cast<LinkType>(linkType)) {
    case LinkType::Ethernet:
        return decodeEthernet(decoding, bytes);
    case LinkType::LinuxSll:
        return decodeLinuxSll(decoding, bytes);
    case LinkType::LinuxSll2:
        return decodeLinuxSll2(decoding, bytes);
    case LinkType::Null:
        return decodeNull(decoding, bytes);
    case LinkType::Loop:
        return decodeLoop(decoding, bytes);
    case LinkType::OpenBsdEnc:
        return decodeOpenBsdEnc(decoding, bytes);
    case LinkType::Raw:
    case LinkType::RawBsd:
    case LinkType::RawOpenBsd:
        return decodeIp(decoding, bytes);
    case LinkType::Ipv4:
        return decodeIpv4(decoding, bytes);
    case LinkType::Ipv6:
        return decodeIpv6(decoding, bytes);
    case LinkType::Ppp:
    case LinkType::PppHdlc:
        return decodePppHdlc(decoding, bytes);
    case LinkType::PppPppd:
    case LinkType::PppWithDirection: // a byte that tells the direction
        return decodePpp(decoding, bytes.after(1));
    case LinkType::PppEther:
        return decodePppoe(decoding, bytes);
    case LinkType::CiscoHdlc:
        return decodeCiscoHdlc(decoding, bytes);
    case LinkType::FrameRelay:
        return decodeFrameRelay(decoding, bytes);
    case LinkType::Slip:
        return decodeIp(decoding, bytes.after(16)); // direction 1, compressed header 15
    case LinkType::Nflog:
        return decodeNflog(decoding, bytes);
    case LinkType::Mpls:
        return decodeMpls(decoding, bytes);
    case LinkType::Ieee80211:
        return decodeIeee80211(decoding, bytes);
    case LinkType::Radiotap:
        return decodeRadiotap(decoding, bytes);
    case LinkType::Prism:
    case LinkType::Avs:
        return decodePrism(decoding, bytes);
    case LinkType::Ppi:
        return decodePpi(decoding, bytes);
    case LinkType::AtmRfc1483:
        return decodeLlc(decoding, bytes);
    case LinkType::IpOverFc:
        return decodeLlc(decoding, bytes.after(16)); // RFC 2625: two network addresses of 8
    case LinkType::AppleIpOver1394:
        return decodeTag(decoding, bytes, 18); // two addresses of 8, type 2
    case LinkType::IpOverInfiniband:
        return decodeIpOverInfiniband(decoding, bytes);
    }
    return DecodeOutcome::UnknownLinkType;
}

} // namespace synoptic::decoding
