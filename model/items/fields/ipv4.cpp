// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"

namespace synoptic::fields {

namespace {

constexpr std::uint32_t kSmallestHeader = 20; // RFC 791, 3.1

QString optionName(std::uint8_t kind) {
    switch (kind) {
    case 0:
        return FieldText::tr("End of options");
    case 1:
        return FieldText::tr("No operation");
    case 7:
        return QStringLiteral("Record Route");
    case 68:
        return QStringLiteral("Timestamp");
    case 130:
        return QStringLiteral("Security");
    case 131:
        return QStringLiteral("Loose Source Route");
    case 136:
        return QStringLiteral("Stream Identifier");
    case 137:
        return QStringLiteral("Strict Source Route");
    case 148:
        return QStringLiteral("Router Alert");
    default:
        return FieldText::tr("Option %1").arg(kind);
    }
}

/// Whether a source route has hops left: the header's destination is not the last one then.
bool isRouted(Bytes header) {
    for (std::uint32_t at = kSmallestHeader; at < header.captured();) {
        const std::uint8_t kind = header.u8(at);
        const std::uint32_t length = kind == 1 ? 1 : header.u8(at + 1);
        if (kind == 0 || length == 0)
            break;
        if ((kind == 131 || kind == 137) && header.u8(at + 2) + 3U <= length)
            return true;
        at += length;
    }
    return false;
}

void addOptions(const Field& ip, Bytes header) {
    for (std::uint32_t at = kSmallestHeader; at < header.captured();) {
        const std::uint8_t kind = header.u8(at);
        if (kind <= 1) {
            ip.add("", optionName(kind), {}, at, 1);
            if (kind == 0)
                break;
            ++at;
            continue;
        }
        const std::uint32_t length = header.u8(at + 1);
        if (length < 2 || at + length > header.captured()) {
            ip.problem(FieldText::tr("An option is longer than the header"), at, 2);
            break;
        }
        QString value = hexText(header.span(at + 2, length - 2));
        if (kind == 7 || kind == 131 || kind == 137) {
            QStringList hops;
            for (std::uint32_t hop = 3; hop + 4 <= length; hop += 4)
                hops << ipv4Text(header, at + hop);
            value = hops.join(QStringLiteral(", "));
        }
        ip.add("", optionName(kind), value, at, length);
        at += length;
    }
}

void addService(const Field& ip, std::uint8_t service) {
    const std::uint8_t codePoint = service >> 2;
    const Field field =
        ip.add("ip.dsfield", FieldText::tr("Differentiated services"), hex(service, 2), 1, 1);
    field.bits("ip.dsfield.dscp", QStringLiteral("DSCP"), named(codePoint, dscpName(codePoint)), 1);
    field.bits("ip.dsfield.ecn", QStringLiteral("ECN"), named(service & 3U, ecnName(service & 3)),
               1);
}

void addFragmentation(const Field& ip, std::uint16_t field) {
    const bool dont = (field & 0x4000) != 0;
    const bool more = (field & 0x2000) != 0;
    const unsigned offset = (field & 0x1fffU) * 8;
    const Field flags = ip.bits("ip.flags", FieldText::tr("Flags"), hex(field >> 13, 1), 6, 1);
    flags.flag("ip.flags.rb", FieldText::tr("Reserved bit"), (field & 0x8000) != 0, 6);
    flags.flag("ip.flags.df", FieldText::tr("Don't fragment"), dont, 6);
    flags.flag("ip.flags.mf", FieldText::tr("More fragments"), more, 6);
    ip.bits("ip.frag_offset", FieldText::tr("Fragment offset"),
            named(offset / 8, byteCount(offset)), 6, 2);
}

} // namespace

void addIpv4(Dissection& d, Bytes bytes) {
    if (!d.enterLayer())
        return;
    const std::uint32_t header = (bytes.u8(0) & 0x0fU) * 4U;
    const std::uint8_t protocol = bytes.u8(9);
    std::uint32_t total = bytes.u16(2);
    const Field ip = d.layer("ip", FieldText::tr("Internet Protocol, version 4"),
                             arrow(ipv4Text(bytes, 12), ipv4Text(bytes, 16)), bytes,
                             std::max(header, kSmallestHeader));
    if (!ip.require(kSmallestHeader))
        return;
    ip.bits("ip.version", FieldText::tr("Version"), decimal(bytes.u8(0) >> 4), 0);
    ip.bits("ip.hdr_len", FieldText::tr("Header length"), byteCount(header), 0);
    addService(ip, bytes.u8(1));
    ip.add("ip.len", FieldText::tr("Total length"),
           total == 0 ? FieldText::tr("0, left to the network card") : byteCount(total), 2, 2);
    ip.add("ip.id", FieldText::tr("Identification"),
           namedHex(bytes.u16(4), 4, decimal(bytes.u16(4))), 4, 2);
    addFragmentation(ip, bytes.u16(6));
    ip.add("ip.ttl", FieldText::tr("Time to live"), decimal(bytes.u8(8)), 8, 1);
    ip.add("ip.proto", FieldText::tr("Protocol"), named(protocol, ipProtocolName(protocol)), 9, 1);
    if (header < kSmallestHeader || bytes.u8(0) >> 4 != 4) {
        ip.problem(FieldText::tr("The header contradicts itself"), 0, 1);
        return;
    }
    const std::uint16_t stored = bytes.u16(10);
    InternetSum sum;
    sum.add(bytes.span(0, 10));
    sum.add(bytes.span(12, header - 12));
    ip.add("ip.checksum", FieldText::tr("Header checksum"),
           bytes.has(header) ? checksumText(stored, sum.value()) : uncheckedText(stored), 10, 2);
    ip.add("ip.src", FieldText::tr("Source"), ipv4Text(bytes, 12), 12, 4);
    const bool routed = isRouted(bytes.limitedTo(header));
    if (routed)
        ip.add("ip.cur_rt", FieldText::tr("Next hop of the source route"), ipv4Text(bytes, 16), 16,
               4);
    else
        ip.add("ip.dst", FieldText::tr("Destination"), ipv4Text(bytes, 16), 16, 4);
    if (!ip.require(header))
        return;
    addOptions(ip, bytes.limitedTo(header));
    if (total == 0) // the sender's network card was left to cut this into segments
        total = bytes.length;
    if (total < header) {
        ip.problem(FieldText::tr("The packet is said to be shorter than its header"), 2, 2);
        return;
    }
    const Bytes payload = bytes.limitedTo(total).after(header);
    if ((bytes.u16(6) & 0x1fff) != 0)
        addData(d, payload);
    else
        addIpPayload(d, protocol,
                     {bytes.span(12, 4), bytes.span(16, 4), !routed, (bytes.u16(6) & 0x2000) != 0},
                     payload);
    addTrailer(d, bytes.after(total));
}

} // namespace synoptic::fields
