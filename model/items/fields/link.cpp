// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"
#include "model/wire/ether_type.h"
#include "model/wire/link_type.h"

namespace synoptic::fields {

namespace {

constexpr std::uint32_t kEthernetHeader = 14; // IEEE 802.3: destination 6, source 6, type 2
constexpr std::uint32_t kVlanTag = 4;         // IEEE 802.1Q: control information 2, type 2
constexpr std::uint16_t kLargest8023Length = 1500;
constexpr std::uint16_t kSmallestEtherType = 0x0600;

/// 802.1Q, and the outer tag of 802.1ad, which Wireshark names differently.
void addVlan(Dissection& d, std::uint16_t etherType, Bytes bytes) {
    const bool isService = etherType == static_cast<std::uint16_t>(EtherType::ServiceVlan);
    const std::uint16_t control = bytes.u16(0);
    const std::uint16_t next = bytes.u16(2);
    const Field vlan = d.layer(isService ? "ieee8021ad" : "vlan",
                               isService ? FieldText::tr("Service VLAN tag (802.1ad)")
                                         : FieldText::tr("VLAN tag (802.1Q)"),
                               FieldText::tr("VLAN %1").arg(control & 0x0fff), bytes, kVlanTag);
    if (!vlan.require(kVlanTag))
        return;
    vlan.bits(isService ? "ieee8021ad.priority" : "vlan.priority", FieldText::tr("Priority"),
              decimal(control >> 13), 0, 1);
    vlan.flag(isService ? "ieee8021ad.dei" : "vlan.dei", FieldText::tr("Drop eligible"),
              (control & 0x1000) != 0, 0, 1);
    vlan.bits(isService ? "ieee8021ad.id" : "vlan.id", FieldText::tr("VLAN identifier"),
              decimal(control & 0x0fff), 0, 2);
    const Bytes rest = bytes.after(kVlanTag);
    if (next <= kLargest8023Length) {
        vlan.add("vlan.len", FieldText::tr("Length"), byteCount(next), 2, 2);
        addLlc(d, rest.limitedTo(next));
        return;
    }
    vlan.add(isService ? "" : "vlan.etype", FieldText::tr("EtherType"),
             namedHex(next, 4, etherTypeName(next)), 2, 2);
    addEtherType(d, next, rest);
}

/// A tag that is not read closer, before the next EtherType.
void addTag(Dissection& d, const QString& name, Bytes bytes, std::uint32_t size) {
    const Field tag = d.layer("", name, hexText(bytes.span(0, size)), bytes, size);
    if (!tag.require(size))
        return;
    const std::uint16_t next = bytes.u16(size - 2);
    tag.add("", FieldText::tr("EtherType"), namedHex(next, 4, etherTypeName(next)), size - 2, 2);
    addEtherType(d, next, bytes.after(size));
}

/// A header that is not read closer; false if it is not all there.
bool addHeader(Dissection& d, const QString& name, Bytes bytes, std::uint32_t size) {
    return d.layer("", name, byteCount(size), bytes, size).require(size);
}

void addInfiniband(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kHeader = 44; // RFC 4391, 6: route header 40, EtherType 2, 0 2
    if (addHeader(d, FieldText::tr("IP over InfiniBand"), bytes, kHeader))
        addEtherType(d, bytes.u16(40), bytes.after(kHeader));
}

void addFirewire(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kHeader = 18; // two addresses of 8, EtherType 2
    if (addHeader(d, FieldText::tr("IP over IEEE 1394"), bytes, kHeader))
        addEtherType(d, bytes.u16(16), bytes.after(kHeader));
}

} // namespace

void addEthernet(Dissection& d, Bytes bytes) {
    if (!d.enterLayer())
        return;
    const Field ethernet =
        d.layer("eth", FieldText::tr("Ethernet"), arrow(macText(bytes, 6), macText(bytes, 0)),
                bytes, kEthernetHeader);
    const auto address = [&](const char* key, const QString& name, std::uint32_t at) {
        QString value = macText(bytes, at);
        if ((bytes.u8(at) & 0x01) != 0) // IEEE 802: the group bit
            value += QStringLiteral(" (") +
                     (bytes.u32(at) == 0xffffffff && bytes.u16(at + 4) == 0xffff
                          ? FieldText::tr("broadcast")
                          : FieldText::tr("multicast")) +
                     QLatin1Char(')');
        ethernet.add(key, name, value, at, 6);
    };
    address("eth.dst", FieldText::tr("Destination"), 0);
    address("eth.src", FieldText::tr("Source"), 6);
    if (!ethernet.require(kEthernetHeader))
        return;
    const std::uint16_t type = bytes.u16(12);
    const Bytes rest = bytes.after(kEthernetHeader);
    if (type >= kSmallestEtherType) {
        ethernet.add("eth.type", FieldText::tr("EtherType"), namedHex(type, 4, etherTypeName(type)),
                     12, 2);
        addEtherType(d, type, rest);
    } else if (type <= kLargest8023Length) {
        ethernet.add("eth.len", FieldText::tr("Length"), byteCount(type), 12, 2);
        addLlc(d, rest.limitedTo(type));
        addTrailer(d, rest.after(type));
    } else {
        ethernet.problem(FieldText::tr("%1 is neither a length nor an EtherType").arg(hex(type, 4)),
                         12, 2);
    }
}

void addEtherType(Dissection& d, std::uint16_t type, Bytes bytes) {
    if (!d.enterLayer())
        return;
    switch (static_cast<EtherType>(type)) {
    case EtherType::Ipv4:
        addIpv4(d, bytes);
        return;
    case EtherType::Ipv6:
        addIpv6(d, bytes);
        return;
    case EtherType::Vlan:
    case EtherType::ServiceVlan:
    case EtherType::OldQinQ:
        addVlan(d, type, bytes);
        return;
    case EtherType::MplsUnicast:
    case EtherType::MplsMulticast:
        addMpls(d, bytes);
        return;
    case EtherType::PppoeSession:
        addPppoe(d, bytes);
        return;
    case EtherType::Ppp:
        addPpp(d, bytes);
        return;
    case EtherType::TransparentBridging:
        addEthernet(d, bytes);
        return;
    case EtherType::ProviderBackbone:
        if (addHeader(d, FieldText::tr("Backbone tag (802.1ah)"), bytes, 4))
            addEthernet(d, bytes.after(4));
        return;
    case EtherType::BridgePortExtension:
        addTag(d, FieldText::tr("Port extender tag (802.1BR)"), bytes, 8);
        return;
    case EtherType::VnTag:
        addTag(d, QStringLiteral("VN-Tag"), bytes, 6);
        return;
    }
    constexpr std::uint16_t kArp = 0x0806;
    constexpr std::uint16_t kReverseArp = 0x8035;
    if (type == kArp || type == kReverseArp)
        addArp(d, bytes);
    else
        addData(d, bytes);
}

void addIp(Dissection& d, Bytes bytes) {
    if (bytes.u8(0) >> 4 == 4)
        addIpv4(d, bytes);
    else if (bytes.u8(0) >> 4 == 6)
        addIpv6(d, bytes);
    else
        addData(d, bytes);
}

void addData(Dissection& d, Bytes bytes) {
    if (bytes.length == 0)
        return;
    const Field data =
        d.layer("data", FieldText::tr("Data"), byteCount(bytes.length), bytes, bytes.captured());
    if (bytes.captured() == 0)
        data.problem(FieldText::tr("Cut off by the snap length: none of it was captured"));
    else if (!bytes.isWhole())
        data.problem(FieldText::tr("Cut off by the snap length: %1 captured")
                         .arg(byteCount(bytes.captured())));
}

void addTrailer(Dissection& d, Bytes bytes) {
    if (bytes.captured() > 0)
        d.layer("", FieldText::tr("Trailer"),
                FieldText::tr("%1 after the packet").arg(byteCount(bytes.length)), bytes,
                bytes.captured());
}

void addLink(Dissection& d, std::uint16_t linkType, Bytes bytes) {
    switch (static_cast<LinkType>(linkType)) {
    case LinkType::Ethernet:
        return addEthernet(d, bytes);
    case LinkType::LinuxSll:
        return addSll(d, bytes);
    case LinkType::LinuxSll2:
        return addSll2(d, bytes);
    case LinkType::Null:
    case LinkType::Loop:
        return addNull(d, bytes);
    case LinkType::OpenBsdEnc:
        return addEnc(d, bytes);
    case LinkType::Raw:
    case LinkType::RawBsd:
    case LinkType::RawOpenBsd:
        return addIp(d, bytes);
    case LinkType::Ipv4:
        return addIpv4(d, bytes);
    case LinkType::Ipv6:
        return addIpv6(d, bytes);
    case LinkType::Ppp:
    case LinkType::PppHdlc:
        return addPppHdlc(d, bytes);
    case LinkType::PppPppd:
    case LinkType::PppWithDirection:
        if (addHeader(d, FieldText::tr("Direction"), bytes, 1))
            addPpp(d, bytes.after(1));
        return;
    case LinkType::PppEther:
        return addPppoe(d, bytes);
    case LinkType::CiscoHdlc:
        return addCiscoHdlc(d, bytes);
    case LinkType::FrameRelay:
        return addFrameRelay(d, bytes);
    case LinkType::Slip:
        if (addHeader(d, QStringLiteral("SLIP"), bytes, 16))
            addIp(d, bytes.after(16));
        return;
    case LinkType::Nflog:
        return addNflog(d, bytes);
    case LinkType::Mpls:
        return addMpls(d, bytes);
    case LinkType::Ieee80211:
        return addWifi(d, bytes, false);
    case LinkType::Radiotap:
        return addRadiotap(d, bytes);
    case LinkType::Prism:
    case LinkType::Avs:
        return addPrism(d, bytes);
    case LinkType::Ppi:
        return addPpi(d, bytes);
    case LinkType::AtmRfc1483:
        return addLlc(d, bytes);
    case LinkType::IpOverFc:
        if (addHeader(d, FieldText::tr("IP over Fibre Channel"), bytes, 16))
            addLlc(d, bytes.after(16));
        return;
    case LinkType::AppleIpOver1394:
        return addFirewire(d, bytes);
    case LinkType::IpOverInfiniband:
        return addInfiniband(d, bytes);
    }
    addData(d, bytes);
}

} // namespace synoptic::fields
