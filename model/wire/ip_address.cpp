// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/ip_address.h"

#include <algorithm>
#include <charconv>

namespace synoptic {

namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

/// Reads "a.b.c.d" with decimal parts of one to three digits and no leading zeros.
bool parseDotted(std::string_view text, std::uint8_t* out) {
    for (int part = 0; part < 4; ++part) {
        unsigned value = 0;
        const char* begin = text.data();
        const char* end = begin + text.size();
        const auto [next, error] = std::from_chars(begin, end, value);
        const auto digits = next - begin;
        if (error != std::errc{} || value > 255 || digits > 3 || (digits > 1 && *begin == '0'))
            return false;
        out[part] = static_cast<std::uint8_t>(value);
        text.remove_prefix(static_cast<std::size_t>(digits));
        if (part < 3) {
            if (text.empty() || text.front() != '.')
                return false;
            text.remove_prefix(1);
        }
    }
    return text.empty();
}

/// Reads groups of up to four hexadecimal digits parted by colons into at most `room` bytes, the
/// last 4 of them perhaps dotted. Returns the number of bytes written, or -1.
int parseGroups(std::string_view text, std::uint8_t* out, int room) {
    int written = 0;
    while (!text.empty()) {
        const auto colon = text.find(':');
        const std::string_view group = text.substr(0, colon);
        if (group.find('.') != std::string_view::npos) {
            if (colon != std::string_view::npos || written + 4 > room ||
                !parseDotted(group, out + written))
                return -1;
            return written + 4;
        }
        unsigned value = 0;
        const auto [next, error] =
            std::from_chars(group.data(), group.data() + group.size(), value, 16);
        if (error != std::errc{} || next != group.data() + group.size() || group.size() > 4 ||
            written + 2 > room)
            return -1;
        out[written++] = static_cast<std::uint8_t>(value >> 8);
        out[written++] = static_cast<std::uint8_t>(value & 0xff);
        if (colon == std::string_view::npos)
            return written;
        text.remove_prefix(colon + 1);
        if (text.empty())
            return -1; // a lone colon at the end
    }
    return written;
}

/// At most four digits.
char* writeNumber(char* out, unsigned number, int base) {
    return std::to_chars(out, out + 4, number, base).ptr;
}

char* writeDotted(const std::uint8_t* bytes, char* out) {
    for (int i = 0; i < 4; ++i) {
        if (i > 0)
            *out++ = '.';
        out = writeNumber(out, bytes[i], 10);
    }
    return out;
}

} // namespace

IpAddress IpAddress::fromV4(std::uint32_t hostOrder) {
    const std::array<std::uint8_t, 4> bytes{
        static_cast<std::uint8_t>(hostOrder >> 24), static_cast<std::uint8_t>(hostOrder >> 16),
        static_cast<std::uint8_t>(hostOrder >> 8), static_cast<std::uint8_t>(hostOrder)};
    return fromV4Bytes(bytes.data());
}

IpAddress IpAddress::fromV4Bytes(const std::uint8_t* bytes) {
    IpAddress address;
    address.assignV4Bytes(bytes);
    return address;
}

IpAddress IpAddress::fromV6Bytes(const std::uint8_t* bytes) {
    IpAddress address;
    address.assignV6Bytes(bytes);
    return address;
}

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
    std::array<std::uint8_t, 16> bytes{};
    if (text.find(':') == std::string_view::npos) {
        if (!parseDotted(text, bytes.data()))
            return std::nullopt;
        return fromV4Bytes(bytes.data());
    }
    const auto gap = text.find("::");
    if (gap == std::string_view::npos) {
        if (parseGroups(text, bytes.data(), 16) != 16)
            return std::nullopt;
        return fromV6Bytes(bytes.data());
    }
    std::array<std::uint8_t, 16> tail{};
    const int head = parseGroups(text.substr(0, gap), bytes.data(), 14);
    if (head < 0 || text.substr(0, gap).find('.') != std::string_view::npos)
        return std::nullopt;
    const int rest = parseGroups(text.substr(gap + 2), tail.data(), 14 - head);
    if (rest < 0)
        return std::nullopt;
    std::copy_n(tail.begin(), rest, bytes.end() - rest);
    return fromV6Bytes(bytes.data());
}

bool IpAddress::isUnspecified() const {
    return std::all_of(bytes_.begin(), bytes_.end(), [](std::uint8_t byte) { return byte == 0; });
}

bool IpAddress::isLoopback() const {
    if (isV4())
        return bytes_[0] == 127;
    if (isV4Mapped())
        return bytes_[12] == 127;
    return std::all_of(bytes_.begin(), bytes_.end() - 1, [](std::uint8_t b) { return b == 0; }) &&
           bytes_[15] == 1;
}

bool IpAddress::isLinkLocal() const {
    if (isV4())
        return bytes_[0] == 169 && bytes_[1] == 254;
    return bytes_[0] == 0xfe && (bytes_[1] & 0xc0) == 0x80;
}

bool IpAddress::isMulticast() const {
    return isV4() ? (bytes_[0] & 0xf0) == 0xe0 : bytes_[0] == 0xff;
}

bool IpAddress::isV4Mapped() const {
    return !isV4() && std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), bytes_.begin());
}

IpAddress IpAddress::unmapped() const {
    return isV4Mapped() ? fromV4Bytes(bytes_.data() + 12) : *this;
}

bool IpAddress::isInside(const IpAddress& network, int prefixLength) const {
    if (family_ != network.family_)
        return false;
    const int whole = prefixLength / 8;
    const int rest = prefixLength % 8;
    if (!std::equal(bytes_.begin(), bytes_.begin() + whole, network.bytes_.begin()))
        return false;
    if (rest == 0)
        return true;
    const auto mask = static_cast<std::uint8_t>(0xff << (8 - rest));
    const auto index = static_cast<std::size_t>(whole);
    return (bytes_[index] & mask) == (network.bytes_[index] & mask);
}

std::string IpAddress::toString() const {
    std::array<char, kLongestText> text;
    return {text.data(), write(text.data())};
}

char* IpAddress::write(char* out) const {
    if (isV4())
        return writeDotted(bytes_.data(), out);
    if (isV4Mapped()) {
        constexpr std::string_view kPrefix = "::ffff:";
        return writeDotted(bytes_.data() + 12, std::copy(kPrefix.begin(), kPrefix.end(), out));
    }
    std::array<unsigned, 8> groups{};
    for (std::size_t i = 0; i < 8; ++i)
        groups[i] = static_cast<unsigned>(bytes_[2 * i] << 8 | bytes_[2 * i + 1]);
    // RFC 5952, 4.2: the longest run of two or more zero groups, the first of equals.
    std::size_t runStart = 8;
    std::size_t runLength = 1;
    for (std::size_t i = 0; i < 8;) {
        std::size_t end = i;
        while (end < 8 && groups[end] == 0)
            ++end;
        if (end - i > runLength) {
            runStart = i;
            runLength = end - i;
        }
        i = end + 1;
    }
    bool needsColon = false;
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == runStart) {
            *out++ = ':';
            *out++ = ':';
            needsColon = false;
            i += runLength - 1;
            continue;
        }
        if (needsColon)
            *out++ = ':';
        out = writeNumber(out, groups[i], 16);
        needsColon = true;
    }
    return out;
}

} // namespace synoptic
