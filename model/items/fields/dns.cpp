// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"

namespace synoptic::fields {

namespace {

constexpr std::uint32_t kHeader = 12; // RFC 1035, 4.1.1
constexpr unsigned kMostRecords = 200;

QString replyCodeName(unsigned code) {
    static constexpr const char* kNames[] = {"NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN",
                                             "NOTIMP",  "REFUSED", "YXDOMAIN", "YXRRSET",
                                             "NXRRSET", "NOTAUTH", "NOTZONE"};
    return code < std::size(kNames) ? QString::fromLatin1(kNames[code]) : QString();
}

QString operationName(unsigned operation) {
    static constexpr const char* kNames[] = {"QUERY", "IQUERY", "STATUS", "", "NOTIFY", "UPDATE"};
    return operation < std::size(kNames) ? QString::fromLatin1(kNames[operation]) : QString();
}

QString typeText(std::uint16_t type) {
    const QString name = dnsTypeName(type);
    return name.isEmpty() ? FieldText::tr("type %1").arg(type) : name;
}

void addFlags(const Field& dns, Bytes message) {
    const std::uint16_t flags = message.u16(2);
    const bool isResponse = (flags & 0x8000) != 0;
    const Field field = dns.add("dns.flags", FieldText::tr("Flags"), hex(flags, 4), 2, 2);
    field.bits("dns.flags.response", FieldText::tr("Kind"),
               isResponse ? FieldText::tr("1 (response)") : FieldText::tr("0 (query)"), 2);
    field.bits("dns.flags.opcode", FieldText::tr("Operation"),
               named(flags >> 11 & 0x0fU, operationName(flags >> 11 & 0x0fU)), 2);
    if (isResponse)
        field.flag("dns.flags.authoritative", FieldText::tr("Authoritative"), (flags & 0x0400) != 0,
                   2);
    field.flag("dns.flags.truncated", FieldText::tr("Truncated"), (flags & 0x0200) != 0, 2);
    field.flag("dns.flags.recdesired", FieldText::tr("Recursion desired"), (flags & 0x0100) != 0,
               2);
    if (!isResponse)
        return;
    field.flag("dns.flags.recavail", FieldText::tr("Recursion available"), (flags & 0x0080) != 0,
               3);
    field.flag("dns.flags.authenticated", FieldText::tr("Authenticated"), (flags & 0x0020) != 0, 3);
    field.bits("dns.flags.rcode", FieldText::tr("Reply code"),
               named(flags & 0x0fU, replyCodeName(flags & 0x0fU)), 3);
}

/// One name of a record's data, or what stands there if it is none.
QString nameText(Bytes message, std::uint32_t at, std::uint32_t end) {
    QString name;
    std::uint32_t next = 0;
    return readDnsName(message.limitedTo(end), at, name, next)
               ? name
               : hexText(message.span(at, end - at));
}

QString texts(Bytes message, std::uint32_t at, std::uint32_t end) {
    QStringList parts;
    while (at < end && parts.size() < 16) {
        const std::uint32_t length = message.u8(at);
        parts << QLatin1Char('"') +
                     plainText(message.span(at + 1, std::min(length, end - at - 1))) +
                     QLatin1Char('"');
        at += length + 1;
    }
    return parts.join(QLatin1Char(' '));
}

/// What a record says; `key` is set where Wireshark names it.
QString recordText(Bytes message, std::uint16_t type, std::uint32_t at, std::uint32_t end,
                   const char*& key) {
    const std::uint32_t length = end - at;
    switch (type) {
    case 1:
        key = "dns.a";
        return length == 4 ? ipv4Text(message, at) : hexText(message.span(at, length));
    case 28:
        key = "dns.aaaa";
        return length == 16 ? ipv6Text(message, at) : hexText(message.span(at, length));
    case 2:
        key = "dns.ns";
        return nameText(message, at, end);
    case 5:
        key = "dns.cname";
        return nameText(message, at, end);
    case 12:
        key = "dns.ptr.domain_name";
        return nameText(message, at, end);
    case 6:
        key = "dns.soa.mname";
        return nameText(message, at, end);
    case 15:
        return decimal(message.u16(at)) + QLatin1Char(' ') + nameText(message, at + 2, end);
    case 16:
        return texts(message, at, end);
    case 33: // RFC 2782: priority 2, weight 2, port 2, target
        return nameText(message, at + 6, end) + QLatin1Char(':') + decimal(message.u16(at + 4));
    case 64:
    case 65: // RFC 9460: priority 2, target, parameters
        return decimal(message.u16(at)) + QLatin1Char(' ') + nameText(message, at + 2, end);
    default:
        return hexText(message.span(at, length));
    }
}

QString secondsText(std::uint32_t seconds) {
    return FieldText::tr("%1 second(s)", nullptr, pluralOf(seconds)).arg(grouped(seconds));
}

/// Adds a question and moves behind it; false if it is not whole.
bool addQuestion(const Field& list, Bytes message, std::uint32_t& at) {
    QString name;
    std::uint32_t next = 0;
    if (!readDnsName(message, at, name, next) || next + 4 > message.captured())
        return false;
    const std::uint16_t type = message.u16(next);
    const Field question = list.add("", name, typeText(type), at, next + 4 - at);
    question.add("dns.qry.name", FieldText::tr("Name"), name, at, next - at);
    question.add("dns.qry.type", FieldText::tr("Type"), named(type, dnsTypeName(type)), next, 2);
    question.add("dns.qry.class", FieldText::tr("Class"), hex(message.u16(next + 2), 4), next + 2,
                 2);
    at = next + 4;
    return true;
}

bool addRecord(const Field& list, Bytes message, std::uint32_t& at) {
    QString name;
    std::uint32_t next = 0;
    if (!readDnsName(message, at, name, next) || next + 10 > message.captured())
        return false;
    const std::uint16_t type = message.u16(next);
    const std::uint32_t length = message.u16(next + 8);
    const std::uint32_t data = next + 10;
    const std::uint32_t end = data + length;
    if (end > message.captured())
        return false;
    const char* key = "";
    const QString value = length == 0 ? QString() : recordText(message, type, data, end, key);
    const Field record =
        list.add("", name, typeText(type) + QLatin1Char(' ') + value, at, end - at);
    record.add("dns.resp.name", FieldText::tr("Name"), name, at, next - at);
    record.add("dns.resp.type", FieldText::tr("Type"), named(type, dnsTypeName(type)), next, 2);
    constexpr std::uint16_t kOptions = 41; // RFC 6891: class and time to live mean something else
    if (type == kOptions) {
        record.add("dns.rr.udp_payload_size", FieldText::tr("Largest datagram"),
                   byteCount(message.u16(next + 2)), next + 2, 2);
    } else {
        record.add("dns.resp.class", FieldText::tr("Class"), hex(message.u16(next + 2), 4),
                   next + 2, 2);
        record.add("dns.resp.ttl", FieldText::tr("Time to live"),
                   secondsText(message.u32(next + 4)), next + 4, 4);
    }
    record.add("dns.resp.len", FieldText::tr("Data length"), byteCount(length), next + 8, 2);
    if (length > 0)
        record.add(key, FieldText::tr("Data"), value, data, length);
    at = end;
    return true;
}

} // namespace

bool addDns(Dissection& d, Bytes bytes, bool overTcp) {
    const std::uint32_t prefix = overTcp ? 2 : 0;
    const Bytes message = overTcp ? bytes.after(2).limitedTo(bytes.u16(0)) : bytes;
    const std::uint16_t flags = message.u16(2);
    const unsigned counts[] = {message.u16(4), message.u16(6), message.u16(8), message.u16(10)};
    if (!message.has(kHeader) || (flags & 0x0040) != 0 || counts[0] > 100)
        return false;
    QString first;
    std::uint32_t next = 0;
    if (counts[0] > 0 && !readDnsName(message, kHeader, first, next))
        return false;
    const bool isResponse = (flags & 0x8000) != 0;
    const Field dns =
        d.layer("dns", QStringLiteral("DNS"),
                //: %1 is the name that is asked for
                (isResponse ? FieldText::tr("response %1") : FieldText::tr("query %1")).arg(first),
                bytes, bytes.captured());
    if (overTcp)
        dns.add("dns.length", FieldText::tr("Length"), byteCount(bytes.u16(0)), 0, prefix);
    const Field head = dns.at(message);
    head.add("dns.id", FieldText::tr("Identification"), hex(message.u16(0), 4), 0, 2);
    addFlags(head, message);
    const QString names[] = {FieldText::tr("Questions"), FieldText::tr("Answers"),
                             FieldText::tr("Authorities"), FieldText::tr("Additional records")};
    static constexpr const char* kKeys[] = {"dns.count.queries", "dns.count.answers",
                                            "dns.count.auth_rr", "dns.count.add_rr"};
    for (std::uint32_t section = 0; section < 4; ++section)
        head.add(kKeys[section], names[section], decimal(counts[section]), 4 + section * 2, 2);
    std::uint32_t at = kHeader;
    unsigned total = 0;
    for (std::uint32_t section = 0; section < 4; ++section) {
        if (counts[section] == 0)
            continue;
        const std::uint32_t begin = at;
        const Field place = head.at(message.after(begin));
        const Field list = place.add("", names[section], {}, 0, 1);
        for (unsigned i = 0; i < counts[section]; ++i) {
            const bool isRead = ++total <= kMostRecords &&
                                (section == 0 ? addQuestion(list.at(message), message, at)
                                              : addRecord(list.at(message), message, at));
            if (!isRead) {
                head.problem(FieldText::tr("The message ends, or is broken, before the rest"));
                return true;
            }
            list.resize(at - begin);
        }
    }
    return true;
}

} // namespace synoptic::fields
