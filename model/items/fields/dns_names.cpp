// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"

namespace synoptic::fields {

namespace {

/// RFC 4343, 2.1: bytes that would be mistaken are written as a backslash and three digits.
void appendLabel(QString& name, std::span<const std::uint8_t> label) {
    if (!name.isEmpty())
        name += QLatin1Char('.');
    for (const std::uint8_t byte : label) {
        if (byte > 0x20 && byte < 0x7f && byte != '.' && byte != '\\')
            name += QLatin1Char(static_cast<char>(byte));
        else
            name += QStringLiteral("\\%1").arg(byte, 3, 10, QLatin1Char('0'));
    }
}

} // namespace

bool readDnsName(Bytes message, std::uint32_t at, QString& name, std::uint32_t& next) {
    constexpr std::uint32_t kLongestName = 255; // RFC 1035, 2.3.4
    name.clear();
    next = 0;
    std::uint32_t used = 1;
    for (std::uint32_t start = at;;) {
        if (at >= message.captured())
            return false;
        const std::uint32_t length = message.u8(at);
        if ((length & 0xc0) == 0xc0) {
            if (at + 2 > message.captured())
                return false;
            if (next == 0)
                next = at + 2;
            const std::uint32_t target = message.u16(at) & 0x3fffU;
            if (target >= start) // only what stands before this name can be pointed at
                return false;
            start = at = target;
            continue;
        }
        used += length + 1;
        if ((length & 0xc0) != 0 || used > kLongestName || at + 1 + length > message.captured())
            return false;
        if (length == 0) {
            if (next == 0)
                next = at + 1;
            if (name.isEmpty())
                name = QStringLiteral("."); // the root
            return true;
        }
        appendLabel(name, message.span(at + 1, length));
        at += 1 + length;
    }
}

QString dnsTypeName(std::uint16_t type) {
    switch (type) { // IANA, "DNS Parameters"
    case 1:
        return QStringLiteral("A");
    case 2:
        return QStringLiteral("NS");
    case 5:
        return QStringLiteral("CNAME");
    case 6:
        return QStringLiteral("SOA");
    case 12:
        return QStringLiteral("PTR");
    case 15:
        return QStringLiteral("MX");
    case 16:
        return QStringLiteral("TXT");
    case 28:
        return QStringLiteral("AAAA");
    case 33:
        return QStringLiteral("SRV");
    case 35:
        return QStringLiteral("NAPTR");
    case 41:
        return QStringLiteral("OPT");
    case 43:
        return QStringLiteral("DS");
    case 46:
        return QStringLiteral("RRSIG");
    case 47:
        return QStringLiteral("NSEC");
    case 48:
        return QStringLiteral("DNSKEY");
    case 50:
        return QStringLiteral("NSEC3");
    case 52:
        return QStringLiteral("TLSA");
    case 64:
        return QStringLiteral("SVCB");
    case 65:
        return QStringLiteral("HTTPS");
    case 251:
        return QStringLiteral("IXFR");
    case 252:
        return QStringLiteral("AXFR");
    case 255:
        return QStringLiteral("ANY");
    case 257:
        return QStringLiteral("CAA");
    default:
        return {};
    }
}

} // namespace synoptic::fields
