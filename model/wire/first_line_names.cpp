// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/first_line.h"

#include <cstdio>

/// Names inside binary messages: DNS and TLS.
namespace synoptic {

namespace {

/// Takes numbers and pieces from the front; once something is missing, everything is.
class Cursor {
public:
    explicit Cursor(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    bool failed() const { return failed_; }
    bool isEmpty() const { return bytes_.empty(); }
    /// A big-endian number of `size` bytes, or 0.
    std::uint32_t number(std::size_t size) {
        std::uint32_t value = 0;
        for (const std::uint8_t byte : take(size))
            value = value << 8 | byte;
        return value;
    }
    std::span<const std::uint8_t> take(std::size_t size) {
        if (failed_ || size > bytes_.size()) {
            failed_ = true;
            return {};
        }
        const auto piece = bytes_.first(size);
        bytes_ = bytes_.subspan(size);
        return piece;
    }
    /// What the next `size` bytes hold, or as much of it as there is.
    Cursor part(std::size_t size) const {
        return Cursor(failed_ ? bytes_.first(0) : bytes_.first(std::min(size, bytes_.size())));
    }

private:
    std::span<const std::uint8_t> bytes_;
    bool failed_ = false;
};

/// RFC 4343, 2.1: bytes that would be mistaken are written as a backslash and three digits.
void appendLabel(std::string& name, std::span<const std::uint8_t> label) {
    if (!name.empty())
        name += '.';
    for (const std::uint8_t byte : label) {
        if (byte > 0x20 && byte < 0x7f && byte != '.' && byte != '\\') {
            name += static_cast<char>(byte);
            continue;
        }
        char text[5];
        std::snprintf(text, sizeof text, "\\%03u", unsigned{byte});
        name += text;
    }
}

} // namespace

std::optional<DnsQuestion> readDnsQuestion(std::span<const std::uint8_t> payload, bool overTcp) {
    Cursor cursor(payload);
    if (overTcp)
        cursor.take(2);
    cursor.take(2); // identification
    const std::uint32_t flags = cursor.number(2);
    const std::uint32_t questions = cursor.number(2);
    cursor.take(6); // numbers of answers, authorities, additional records
    constexpr std::uint32_t kResponse = 0x8000;
    constexpr std::uint32_t kOperation = 0x7800;
    constexpr std::uint32_t kReserved = 0x0040;
    if (cursor.failed() || questions == 0 || (flags & (kOperation | kReserved)) != 0)
        return std::nullopt;
    DnsQuestion question;
    question.isResponse = (flags & kResponse) != 0;
    constexpr std::size_t kLongestName = 255; // RFC 1035, 2.3.4
    constexpr std::uint32_t kLongestLabel = 63;
    std::size_t used = 1;
    for (;;) {
        const std::uint32_t length = cursor.number(1);
        used += length + 1;
        if (cursor.failed() || length > kLongestLabel || used > kLongestName)
            return std::nullopt; // the first question has no name before it to point at
        if (length == 0)
            break;
        appendLabel(question.name, cursor.take(length));
    }
    question.type = static_cast<std::uint16_t>(cursor.number(2));
    if (cursor.failed())
        return std::nullopt;
    return question;
}

std::optional<std::string_view> readTlsServerName(std::span<const std::uint8_t> payload) {
    constexpr std::uint32_t kHandshake = 22;
    constexpr std::uint32_t kClientHello = 1;
    constexpr std::uint32_t kServerName = 0;
    constexpr std::uint32_t kHostName = 0;
    Cursor cursor(payload);
    const std::uint32_t contentType = cursor.number(1);
    const std::uint32_t majorVersion = cursor.number(1);
    cursor.take(3); // minor version, length of the record
    const std::uint32_t messageType = cursor.number(1);
    if (contentType != kHandshake || majorVersion != 3 || messageType != kClientHello)
        return std::nullopt;
    cursor.take(3 + 2 + 32);       // length, version, random
    cursor.take(cursor.number(1)); // session id
    cursor.take(cursor.number(2)); // cipher suites
    cursor.take(cursor.number(1)); // compression methods
    const std::uint32_t extensions = cursor.number(2);
    Cursor rest = cursor.part(extensions);
    while (!rest.failed() && !rest.isEmpty()) {
        const std::uint32_t type = rest.number(2);
        const std::uint32_t length = rest.number(2);
        if (type != kServerName) {
            rest.take(length);
            continue;
        }
        rest.take(2); // length of the list, which begins with the host name
        const std::uint32_t kind = rest.number(1);
        const auto name = rest.take(rest.number(2));
        if (rest.failed() || kind != kHostName || name.empty())
            return std::nullopt;
        return std::string_view(reinterpret_cast<const char*>(name.data()), name.size());
    }
    return std::nullopt;
}

} // namespace synoptic
