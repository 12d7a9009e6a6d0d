// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"
#include "model/items/packet_text.h"
#include "model/wire/ip_protocol.h"

namespace synoptic::fields {

namespace {

constexpr std::uint32_t kHeader = 8; // RFC 4443, 2.1: type 1, code 1, checksum 2, depends 4

enum Type : std::uint8_t {
    TooBig = 2,
    ParameterProblem = 4,
    EchoRequest = 128,
    EchoReply = 129,
    RouterSolicitation = 133, ///< RFC 4861, 4
    RouterAdvertisement = 134,
    NeighborSolicitation = 135,
    NeighborAdvertisement = 136,
    Redirect = 137,
};

QString optionName(std::uint8_t type) {
    switch (type) {
    case 1:
        return FieldText::tr("Source's hardware address");
    case 2:
        return FieldText::tr("Target's hardware address");
    case 3:
        return FieldText::tr("Prefix");
    case 5:
        return QStringLiteral("MTU");
    case 25:
        return FieldText::tr("Name servers");
    default:
        return FieldText::tr("Option %1").arg(type);
    }
}

/// RFC 4861, 4.6: type 1, length in units of 8 bytes 1, value.
void addNeighborOptions(const Field& icmp, Bytes bytes, std::uint32_t at) {
    while (at + 8 <= bytes.captured()) {
        const std::uint8_t type = bytes.u8(at);
        const std::uint32_t size = bytes.u8(at + 1) * 8U;
        if (size == 0 || at + size > bytes.captured()) {
            icmp.problem(FieldText::tr("An option is longer than the packet"), at, 2);
            return;
        }
        QString value = hexText(bytes.span(at + 2, size - 2));
        if ((type == 1 || type == 2) && size == 8)
            value = macText(bytes, at + 2);
        else if (type == 3 && size == 32)
            value = ipv6Text(bytes, at + 16) + QLatin1Char('/') + decimal(bytes.u8(at + 2));
        else if (type == 5)
            value = decimal(bytes.u32(at + 4));
        icmp.add("icmpv6.opt", optionName(type), value, at, size);
        at += size;
    }
}

} // namespace

void addIcmpv6(Dissection& d, const IpEnds& ends, Bytes bytes) {
    const std::uint8_t type = bytes.u8(0);
    const std::uint8_t code = bytes.u8(1);
    const Field icmp = d.layer("icmpv6", QStringLiteral("ICMPv6"), formatIcmp(true, type, code),
                               bytes, bytes.captured());
    icmp.add("icmpv6.type", FieldText::tr("Type"), decimal(type), 0, 1);
    icmp.add("icmpv6.code", FieldText::tr("Code"), decimal(code), 1, 1);
    QString sum = uncheckedText(bytes.u16(2));
    if (bytes.isWhole() && ends.isFinal && !ends.isFragment) {
        InternetSum right =
            pseudoHeader(ends, static_cast<std::uint8_t>(IpProtocol::Icmpv6), bytes.length);
        right.add(bytes.span(0, 2));
        right.add(bytes.span(4));
        sum = checksumText(bytes.u16(2), right.value());
    }
    icmp.add("icmpv6.checksum", FieldText::tr("Checksum"), sum, 2, 2);
    if (!icmp.require(type == RouterSolicitation || type < 128 ? 4 : kHeader))
        return;
    const Bytes rest = bytes.after(kHeader);
    switch (type) {
    case TooBig:
        icmp.add("icmpv6.mtu", QStringLiteral("MTU"), byteCount(bytes.u32(4)), 4, 4);
        break;
    case ParameterProblem:
        icmp.add("icmpv6.pointer", FieldText::tr("Pointer"), decimal(bytes.u32(4)), 4, 4);
        break;
    case EchoRequest:
    case EchoReply:
        icmp.add("icmpv6.echo.identifier", FieldText::tr("Identifier"), decimal(bytes.u16(4)), 4,
                 2);
        icmp.add("icmpv6.echo.sequence_number", FieldText::tr("Sequence number"),
                 decimal(bytes.u16(6)), 6, 2);
        break;
    case RouterSolicitation:
        addNeighborOptions(icmp, bytes, kHeader);
        return;
    case RouterAdvertisement:
        icmp.add("icmpv6.nd.ra.cur_hop_limit", FieldText::tr("Hop limit"), decimal(bytes.u8(4)), 4,
                 1);
        icmp.add("icmpv6.nd.ra.router_lifetime", FieldText::tr("Router's lifetime"),
                 QStringLiteral("%1 s").arg(bytes.u16(6)), 6, 2);
        addNeighborOptions(icmp, bytes, 16);
        return;
    case NeighborSolicitation:
        icmp.add("icmpv6.nd.ns.target_address", FieldText::tr("Target's address"),
                 ipv6Text(bytes, 8), 8, 16);
        addNeighborOptions(icmp, bytes, 24);
        return;
    case NeighborAdvertisement:
        icmp.add("icmpv6.nd.na.target_address", FieldText::tr("Target's address"),
                 ipv6Text(bytes, 8), 8, 16);
        addNeighborOptions(icmp, bytes, 24);
        return;
    case Redirect:
        icmp.add("icmpv6.nd.rd.target_address", FieldText::tr("Target's address"),
                 ipv6Text(bytes, 8), 8, 16);
        icmp.add("icmpv6.rd.na.destination_address", FieldText::tr("Destination"),
                 ipv6Text(bytes, 24), 24, 16);
        addNeighborOptions(icmp, bytes, 40);
        return;
    default:
        break;
    }
    if (type >= 1 && type <= ParameterProblem)
        addQuote(d, icmp, rest);
    else if (rest.captured() > 0)
        icmp.at(rest).add("", FieldText::tr("Data"), byteCount(rest.length), 0, rest.captured());
}

} // namespace synoptic::fields
