// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"
#include "model/items/packet_text.h"
#include "model/wire/ip_protocol.h"

namespace synoptic::fields {

namespace {

constexpr std::uint32_t kSmallestHeader = 20; // RFC 9293, 3.1

QString numberText(std::uint32_t number, std::optional<std::uint32_t> base) {
    if (!base)
        return decimal(number);
    //: %1 is a sequence number as sent, %2 the same counted from the connection's first
    return FieldText::tr("%1 (relative %2)").arg(decimal(number), decimal(number - *base));
}

void addFlags(const Field& tcp, Bytes bytes) {
    const unsigned flags = bytes.u16(12) & 0x0fffU;
    const QString words = formatControl(bytes.u8(13));
    const Field field =
        tcp.bits("tcp.flags", FieldText::tr("Flags"), namedHex(flags, 3, words), 12, 2);
    field.bits("tcp.flags.res", FieldText::tr("Reserved"), decimal(flags >> 9), 12);
    static constexpr struct {
        const char* key;
        const char* name;
        unsigned bit;
    } kFlags[] = {
        {"tcp.flags.ae", "AE", 0x100},    {"tcp.flags.cwr", "CWR", 0x80},
        {"tcp.flags.ece", "ECE", 0x40},   {"tcp.flags.urg", "URG", 0x20},
        {"tcp.flags.ack", "ACK", 0x10},   {"tcp.flags.push", "PSH", 0x08},
        {"tcp.flags.reset", "RST", 0x04}, {"tcp.flags.syn", "SYN", 0x02},
        {"tcp.flags.fin", "FIN", 0x01},
    };
    for (const auto& flag : kFlags)
        field.flag(flag.key, QString::fromLatin1(flag.name), (flags & flag.bit) != 0,
                   flag.bit > 0xff ? 12 : 13);
}

QString sumText(const IpEnds& ends, Bytes bytes) {
    const std::uint16_t stored = bytes.u16(16);
    if (!bytes.isWhole() || ends.isFragment || !ends.isFinal)
        return uncheckedText(stored);
    InternetSum sum = pseudoHeader(ends, static_cast<std::uint8_t>(IpProtocol::Tcp), bytes.length);
    sum.add(bytes.span(0, 16));
    sum.add(bytes.span(18));
    return checksumText(stored, sum.value());
}

/// How long a quoted or fragmented segment is cannot be told from what is here of it.
QString summary(Bytes bytes, std::optional<std::uint32_t> payload) {
    QString text = arrow(decimal(bytes.u16(0)), decimal(bytes.u16(2)));
    if (bytes.has(kSmallestHeader))
        text += QStringLiteral(", ") + formatControl(bytes.u8(13));
    if (bytes.has(kSmallestHeader) && payload)
        text += QStringLiteral(", len ") + decimal(*payload);
    return text;
}

} // namespace

void addTcp(Dissection& d, const IpEnds& ends, Bytes bytes) {
    const std::uint32_t header = (bytes.u8(12) >> 4) * 4U;
    const Bytes payload = bytes.after(header);
    const auto length =
        ends.isFragment || d.isQuoted ? std::nullopt : std::optional(payload.length);
    const Field tcp = d.layer("tcp", QStringLiteral("TCP"), summary(bytes, length), bytes,
                              std::max(header, kSmallestHeader));
    // What an ICMP error quotes belongs to the same connection, sent the other way.
    const FieldHints none;
    const FieldHints& hints = d.isQuoted ? none : d.hints;
    tcp.add("tcp.srcport", FieldText::tr("Source port"), decimal(bytes.u16(0)), 0, 2);
    tcp.add("tcp.dstport", FieldText::tr("Destination port"), decimal(bytes.u16(2)), 2, 2);
    tcp.add("tcp.seq_raw", FieldText::tr("Sequence number"),
            numberText(bytes.u32(4), hints.sequenceBase), 4, 4);
    const bool hasAck = (bytes.u8(13) & 0x10) != 0;
    tcp.add("tcp.ack_raw", FieldText::tr("Acknowledgment number"),
            numberText(bytes.u32(8), hasAck ? hints.acknowledgmentBase : std::nullopt), 8, 4);
    if (!tcp.require(kSmallestHeader))
        return;
    tcp.bits("tcp.hdr_len", FieldText::tr("Header length"), byteCount(header), 12);
    addFlags(tcp, bytes);
    tcp.add("tcp.window_size_value", FieldText::tr("Window"), decimal(bytes.u16(14)), 14, 2);
    tcp.add("tcp.checksum", FieldText::tr("Checksum"), sumText(ends, bytes), 16, 2);
    tcp.add("tcp.urgent_pointer", FieldText::tr("Urgent pointer"), decimal(bytes.u16(18)), 18, 2);
    if (header < kSmallestHeader) {
        tcp.problem(FieldText::tr("The header is said to be shorter than it can be"), 12, 1);
        return;
    }
    if (header > kSmallestHeader)
        addTcpOptions(tcp, bytes.limitedTo(header).after(kSmallestHeader));
    if (length)
        tcp.add("tcp.len", FieldText::tr("Payload length"), byteCount(*length), 0, 0);
    if (tcp.require(header))
        addTcpPayload(d, bytes.u16(0), bytes.u16(2), payload);
}

} // namespace synoptic::fields
