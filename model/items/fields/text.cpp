// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"
#include "model/items/safe_text.h"

namespace synoptic::fields {

namespace {
constexpr std::size_t kMostHexBytes = 32;
constexpr qsizetype kLongestText = 512;

thread_local const QLocale* numbers = nullptr;
} // namespace

QString decimal(std::uint64_t value) {
    return QString::number(value);
}

QString hex(std::uint64_t value, int digits) {
    return QStringLiteral("0x%1").arg(value, digits, 16, QLatin1Char('0'));
}

NumbersOf::NumbersOf(const QLocale& locale) {
    numbers = &locale;
}

NumbersOf::~NumbersOf() {
    numbers = nullptr;
}

QString grouped(std::uint64_t count) {
    return numbers ? numbers->toString(static_cast<qulonglong>(count)) : decimal(count);
}

int pluralOf(std::uint64_t count) {
    return static_cast<int>(std::min<std::uint64_t>(count, 0x7fffffff));
}

QString byteCount(std::uint64_t count) {
    return FieldText::tr("%1 byte(s)", nullptr, pluralOf(count)).arg(grouped(count));
}

QString hexText(std::span<const std::uint8_t> bytes) {
    const auto shown = bytes.first(std::min(bytes.size(), kMostHexBytes));
    QString text =
        QString::fromLatin1(QByteArray::fromRawData(reinterpret_cast<const char*>(shown.data()),
                                                    static_cast<qsizetype>(shown.size()))
                                .toHex());
    if (shown.size() < bytes.size())
        text += QChar(0x2026);
    return text;
}

QString plainText(std::span<const std::uint8_t> bytes) {
    return safeText(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()),
                    kLongestText);
}

QString macText(Bytes bytes, std::uint32_t at) {
    const auto address = bytes.span(at, 6);
    return QString::fromLatin1(
        QByteArray::fromRawData(reinterpret_cast<const char*>(address.data()),
                                static_cast<qsizetype>(address.size()))
            .toHex(':'));
}

QString ipv4Text(Bytes bytes, std::uint32_t at) {
    return QString::fromStdString(IpAddress::fromV4(bytes.u32(at)).toString());
}

QString ipv6Text(Bytes bytes, std::uint32_t at) {
    std::uint8_t address[16];
    for (std::uint32_t i = 0; i < 16; ++i)
        address[i] = bytes.u8(at + i);
    return QString::fromStdString(IpAddress::fromV6Bytes(address).toString());
}

QString arrow(const QString& from, const QString& to) {
    return from + QStringLiteral(" → ") + to;
}

QString named(std::uint64_t value, const QString& name) {
    return name.isEmpty() ? decimal(value)
                          : decimal(value) + QStringLiteral(" (") + name + QLatin1Char(')');
}

QString namedHex(std::uint64_t value, int digits, const QString& name) {
    return name.isEmpty() ? hex(value, digits)
                          : hex(value, digits) + QStringLiteral(" (") + name + QLatin1Char(')');
}

QString checksumText(std::uint16_t stored, std::uint16_t right) {
    if (stored == right)
        return FieldText::tr("%1, correct").arg(hex(stored, 4));
    return FieldText::tr("%1 does not match, %2 would; normal where the network card computes it")
        .arg(hex(stored, 4), hex(right, 4));
}

QString uncheckedText(std::uint16_t stored) {
    return FieldText::tr("%1, not checked: the packet is not here as a whole").arg(hex(stored, 4));
}

void InternetSum::add(std::span<const std::uint8_t> bytes) {
    std::size_t at = 0;
    for (; at + 1 < bytes.size(); at += 2)
        sum_ += static_cast<std::uint32_t>(bytes[at] << 8 | bytes[at + 1]);
    if (at < bytes.size())
        sum_ += static_cast<std::uint32_t>(bytes[at] << 8);
}

std::uint16_t InternetSum::value() const {
    std::uint64_t sum = sum_;
    while ((sum >> 16) != 0)
        sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
}

} // namespace synoptic::fields
