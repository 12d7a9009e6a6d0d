// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"
#include "model/wire/ether_type.h"

namespace synoptic::fields {

namespace {

bool beginsWithEthernetOfIp(Bytes bytes) {
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

void addSnap(Dissection& d, const Field& llc, Bytes bytes) {
    constexpr std::uint32_t kHeader = 8; // RFC 1042: LLC 3, organisation 3, protocol 2
    if (!llc.require(kHeader))
        return;
    llc.resize(kHeader);
    const std::uint32_t organisation = bytes.u24(3);
    const std::uint16_t protocol = bytes.u16(6);
    llc.add("llc.oui", FieldText::tr("Organization"), hex(organisation, 6), 3, 3);
    const bool isEtherType = organisation == 0x000000 || organisation == 0x0000f8;
    llc.add(isEtherType ? "llc.type" : "llc.pid", FieldText::tr("Protocol"),
            namedHex(protocol, 4, isEtherType ? etherTypeName(protocol) : QString()), 6, 2);
    const Bytes rest = bytes.after(kHeader);
    if (isEtherType)
        addEtherType(d, protocol, rest);
    else if (organisation == 0x0080c2 && (protocol == 0x0001 || protocol == 0x0007))
        addEthernet(d, rest.after(2)); // RFC 2684: bridged Ethernet, after two bytes of padding
    else
        addData(d, rest);
}

} // namespace

void addLlc(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kHeader = 3;
    const std::uint8_t access = bytes.u8(0);
    const Field llc =
        d.layer("llc", FieldText::tr("Logical link control"),
                access == 0xaa ? QStringLiteral("SNAP") : hex(access, 2), bytes, kHeader);
    llc.add("llc.dsap", FieldText::tr("Destination access point"), hex(access, 2), 0, 1);
    llc.add("llc.ssap", FieldText::tr("Source access point"), hex(bytes.u8(1), 2), 1, 1);
    llc.add("llc.control", FieldText::tr("Control"), hex(bytes.u8(2), 2), 2, 1);
    if (!llc.require(kHeader))
        return;
    constexpr std::uint8_t kUnnumberedInformation = 0x03;
    const Bytes rest = bytes.after(kHeader);
    if (bytes.u8(2) != kUnnumberedInformation)
        addData(d, rest);
    else if (access == 0xaa)
        addSnap(d, llc, bytes);
    else if (access == 0x06) // RFC 948: the access point of IP
        addIp(d, rest);
    else if (access == 0xfe && rest.u8(0) == 0xcc) // RFC 2427: NLPID of IPv4
        addIpv4(d, rest.after(1));
    else if (access == 0xfe && rest.u8(0) == 0x8e)
        addIpv6(d, rest.after(1));
    else
        addData(d, rest);
}

void addMpls(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kEntry = 4; // RFC 3032: label 20 bits, TC 3, S 1, TTL 8
    for (bool bottom = false; !bottom;) {
        const std::uint32_t entry = bytes.u32(0);
        bottom = (entry & 0x100) != 0;
        const Field label = d.layer("mpls", QStringLiteral("MPLS"),
                                    FieldText::tr("label %1").arg(entry >> 12), bytes, kEntry);
        if (!label.require(kEntry) || !d.enterLayer())
            return;
        label.bits("mpls.label", FieldText::tr("Label"), decimal(entry >> 12), 0, 3);
        label.bits("mpls.exp", FieldText::tr("Traffic class"), decimal(entry >> 9 & 7), 2, 1);
        label.flag("mpls.bottom", FieldText::tr("Bottom of the stack"), bottom, 2, 1);
        label.add("mpls.ttl", FieldText::tr("Time to live"), decimal(entry & 0xff), 3, 1);
        bytes = bytes.after(kEntry);
    }
    // The label's meaning is known to the routers alone; the first bits tell most payloads apart.
    constexpr std::uint32_t kControlWord = 4; // RFC 4448, begins with four zero bits
    const unsigned first = bytes.u8(0) >> 4;
    if (bytes.captured() == 0)
        addData(d, bytes);
    else if (first == 4 || first == 6)
        addIp(d, bytes);
    else if (first == 1) // RFC 4385: associated channel
        addData(d, bytes);
    else if (first == 0 && !beginsWithEthernetOfIp(bytes) &&
             beginsWithEthernetOfIp(bytes.after(kControlWord)))
        addEthernet(d, bytes.after(kControlWord));
    else
        addEthernet(d, bytes);
}

void addArp(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kFixed = 8; // RFC 826: types 2 and 2, lengths 1 and 1, operation 2
    const std::uint16_t operation = bytes.u16(6);
    const std::uint8_t hardware = bytes.u8(4);
    const std::uint8_t protocol = bytes.u8(5);
    const bool isUsual = hardware == 6 && protocol == 4;
    QString summary;
    if (isUsual && operation == 1)
        summary =
            FieldText::tr("who has %1? Tell %2").arg(ipv4Text(bytes, 24), ipv4Text(bytes, 14));
    else if (isUsual && operation == 2)
        summary = FieldText::tr("%1 is at %2").arg(ipv4Text(bytes, 14), macText(bytes, 8));
    const std::uint32_t size = kFixed + 2U * hardware + 2U * protocol;
    const Field arp = d.layer("arp", QStringLiteral("ARP"), summary, bytes, size);
    arp.add("arp.hw.type", FieldText::tr("Hardware type"),
            named(bytes.u16(0), arphrdName(bytes.u16(0))), 0, 2);
    arp.add("arp.proto.type", FieldText::tr("Protocol type"),
            namedHex(bytes.u16(2), 4, etherTypeName(bytes.u16(2))), 2, 2);
    arp.add("arp.hw.size", FieldText::tr("Hardware address length"), decimal(hardware), 4, 1);
    arp.add("arp.proto.size", FieldText::tr("Protocol address length"), decimal(protocol), 5, 1);
    arp.add("arp.opcode", FieldText::tr("Operation"),
            named(operation, operation == 1   ? FieldText::tr("request")
                             : operation == 2 ? FieldText::tr("reply")
                                              : QString()),
            6, 2);
    if (!arp.require(size) || !isUsual)
        return;
    arp.add("arp.src.hw_mac", FieldText::tr("Sender's hardware address"), macText(bytes, 8), 8, 6);
    arp.add("arp.src.proto_ipv4", FieldText::tr("Sender's address"), ipv4Text(bytes, 14), 14, 4);
    arp.add("arp.dst.hw_mac", FieldText::tr("Target's hardware address"), macText(bytes, 18), 18,
            6);
    arp.add("arp.dst.proto_ipv4", FieldText::tr("Target's address"), ipv4Text(bytes, 24), 24, 4);
    addTrailer(d, bytes.after(size));
}

} // namespace synoptic::fields
