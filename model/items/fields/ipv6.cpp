// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"
#include "model/wire/ip_protocol.h"

namespace synoptic::fields {

namespace {

constexpr std::uint32_t kHeader = 40; // RFC 8200, 3
constexpr int kMostExtensions = 32;

struct Extension {
    const char* nextKey = "";
    QString name; ///< empty: no extension header
};

Extension extensionOf(IpProtocol protocol) {
    switch (protocol) {
    case IpProtocol::HopByHopOptions:
        return {"ipv6.hopopts.nxt", FieldText::tr("Hop-by-hop options")};
    case IpProtocol::Ipv6Routing:
        return {"ipv6.routing.nxt", FieldText::tr("Routing header")};
    case IpProtocol::Ipv6DestinationOptions:
        return {"ipv6.dstopts.nxt", FieldText::tr("Destination options")};
    case IpProtocol::Ipv6Mobility:
        return {"mip6.proto", FieldText::tr("Mobility header")};
    case IpProtocol::Ipv6Fragment:
        return {"ipv6.fraghdr.nxt", FieldText::tr("Fragment header")};
    case IpProtocol::AuthenticationHeader:
        return {"ah.next_header", FieldText::tr("Authentication header")};
    case IpProtocol::HostIdentity:
        return {"hip.proto", QStringLiteral("Host Identity Protocol")};
    case IpProtocol::Shim6:
        return {"shim6.nxt", QStringLiteral("Shim6")};
    default:
        return {};
    }
}

/// RFC 8200, 4.2: type 1, length 1, value; type 0 is one byte of padding. Returns the length that
/// the jumbo payload option gives (RFC 2675), or 0.
std::uint32_t addOptions(const Field& header, Bytes bytes) {
    std::uint32_t jumbo = 0;
    for (std::uint32_t at = 2; at < bytes.captured();) {
        const std::uint8_t type = bytes.u8(at);
        const std::uint32_t size = type == 0 ? 1 : bytes.u8(at + 1) + 2U;
        if (at + size > bytes.captured()) {
            header.problem(FieldText::tr("An option is longer than the header"), at, 2);
            break;
        }
        QString name = FieldText::tr("Option %1").arg(hex(type, 2));
        QString value = hexText(bytes.span(at + 2, size < 2 ? 0 : size - 2));
        if (type <= 1) {
            name = FieldText::tr("Padding");
            value = byteCount(size);
        } else if (type == 0xc2 && size == 6) {
            jumbo = bytes.u32(at + 2);
            name = QStringLiteral("Jumbo Payload");
            value = byteCount(jumbo);
        } else if (type == 5 && size == 4) {
            name = QStringLiteral("Router Alert");
            value = decimal(bytes.u16(at + 2));
        }
        header.add("ipv6.opt", name, value, at, size);
        at += size;
    }
    return jumbo;
}

/// Returns whether the route has hops left: the header's destination is not the last one then.
bool addRoute(const Field& header, Bytes bytes) {
    const std::uint8_t type = bytes.u8(2);
    header.add("ipv6.routing.type", FieldText::tr("Type"), decimal(type), 2, 1);
    header.add("ipv6.routing.segleft", FieldText::tr("Segments left"), decimal(bytes.u8(3)), 3, 1);
    if (type == 0 || type == 2 || type == 4) {
        const std::uint32_t most = type == 4 ? 8U + (bytes.u8(4) + 1U) * 16U : bytes.captured();
        for (std::uint32_t at = 8; at + 16 <= std::min(bytes.captured(), most); at += 16)
            header.add("", FieldText::tr("Address"), ipv6Text(bytes, at), at, 16);
    }
    return bytes.u8(3) != 0;
}

void addFragment(const Field& header, Bytes bytes) {
    const std::uint16_t field = bytes.u16(2);
    header.bits("ipv6.fraghdr.offset", FieldText::tr("Fragment offset"),
                named(field >> 3, byteCount(field & 0xfff8U)), 2, 2);
    header.flag("ipv6.fraghdr.more", FieldText::tr("More fragments"), (field & 1U) != 0, 3);
    header.add("ipv6.fraghdr.ident", FieldText::tr("Identification"), hex(bytes.u32(4), 8), 4, 4);
}

/// The headers between the IPv6 header and what it carries, and that.
void addExtensions(Dissection& d, std::uint8_t protocol, IpEnds ends, Bytes bytes) {
    for (int count = 0;; ++count) {
        const auto kind = static_cast<IpProtocol>(protocol);
        const Extension extension = extensionOf(kind);
        if (extension.name.isEmpty() || count == kMostExtensions) {
            addIpPayload(d, protocol, ends, bytes);
            return;
        }
        const std::uint32_t size = kind == IpProtocol::Ipv6Fragment ? 8U
                                   : kind == IpProtocol::AuthenticationHeader
                                       ? (bytes.u8(1) + 2U) * 4U
                                       : (bytes.u8(1) + 1U) * 8U;
        const std::uint8_t next = bytes.u8(0);
        const Field header = d.layer("", extension.name, byteCount(size), bytes, size);
        header.add(extension.nextKey, FieldText::tr("Next header"),
                   named(next, ipProtocolName(next)), 0, 1);
        if (!header.require(size))
            return;
        const Bytes part = bytes.limitedTo(size);
        if (kind == IpProtocol::HopByHopOptions || kind == IpProtocol::Ipv6DestinationOptions)
            addOptions(header, part);
        else if (kind == IpProtocol::Ipv6Routing)
            ends.isFinal = !addRoute(header, part) && ends.isFinal;
        else if (kind == IpProtocol::Ipv6Fragment)
            addFragment(header, part);
        else if (kind == IpProtocol::AuthenticationHeader)
            header.add("ah.spi", QStringLiteral("SPI"), hex(part.u32(4), 8), 4, 4);
        protocol = next;
        bytes = bytes.after(size);
        if (kind == IpProtocol::Ipv6Fragment) {
            ends.isFragment |= (part.u16(2) & 1U) != 0;
            if ((part.u16(2) & 0xfff8U) != 0) {
                addData(d, bytes);
                return;
            }
        }
    }
}

/// As decodeIpv6() finds it: the packet's length is needed before its options are shown.
std::uint32_t jumboLength(Bytes options) {
    const Bytes part = options.limitedTo((options.u8(1) + 1U) * 8U);
    for (std::uint32_t at = 2; part.has(at + 6);) {
        if (part.u8(at) == 0xc2 && part.u8(at + 1) == 4)
            return part.u32(at + 2);
        at += part.u8(at) == 0 ? 1U : part.u8(at + 1) + 2U;
    }
    return 0;
}

} // namespace

void addIpv6(Dissection& d, Bytes bytes) {
    if (!d.enterLayer())
        return;
    const std::uint8_t next = bytes.u8(6);
    std::uint32_t length = bytes.u16(4);
    const Field ip = d.layer("ipv6", FieldText::tr("Internet Protocol, version 6"),
                             arrow(ipv6Text(bytes, 8), ipv6Text(bytes, 24)), bytes, kHeader);
    if (!ip.require(kHeader))
        return;
    const unsigned trafficClass = bytes.u32(0) >> 20 & 0xffU;
    ip.bits("ip.version", FieldText::tr("Version"), decimal(bytes.u8(0) >> 4), 0);
    const Field service =
        ip.bits("ipv6.tclass", FieldText::tr("Traffic class"), hex(trafficClass, 2), 0, 2);
    const auto codePoint = static_cast<std::uint8_t>(trafficClass >> 2);
    service.bits("ipv6.tclass.dscp", QStringLiteral("DSCP"), named(codePoint, dscpName(codePoint)),
                 0, 2);
    service.bits("ipv6.tclass.ecn", QStringLiteral("ECN"),
                 named(trafficClass & 3U, ecnName(trafficClass & 3U)), 1);
    ip.bits("ipv6.flow", FieldText::tr("Flow label"), hex(bytes.u32(0) & 0xfffffU, 5), 1, 3);
    ip.add("ipv6.plen", FieldText::tr("Payload length"), byteCount(length), 4, 2);
    ip.add("ipv6.nxt", FieldText::tr("Next header"), named(next, ipProtocolName(next)), 6, 1);
    ip.add("ipv6.hlim", FieldText::tr("Hop limit"), decimal(bytes.u8(7)), 7, 1);
    ip.add("ipv6.src", FieldText::tr("Source"), ipv6Text(bytes, 8), 8, 16);
    ip.add("ipv6.dst", FieldText::tr("Destination"), ipv6Text(bytes, 24), 24, 16);
    if (bytes.u8(0) >> 4 != 6) {
        ip.problem(FieldText::tr("The header contradicts itself"), 0, 1);
        return;
    }
    Bytes payload = bytes.after(kHeader);
    if (length == 0 && static_cast<IpProtocol>(next) == IpProtocol::HopByHopOptions)
        length = jumboLength(payload);
    const bool isTold =
        length != 0 || static_cast<IpProtocol>(next) == IpProtocol::Ipv6NoNextHeader;
    const Bytes behind = isTold ? payload.after(length) : Bytes{};
    if (isTold)
        payload = payload.limitedTo(length);
    addExtensions(d, next, {bytes.span(8, 16), bytes.span(24, 16)}, payload);
    addTrailer(d, behind);
}

} // namespace synoptic::fields
