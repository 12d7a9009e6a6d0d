// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/packet.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The first line of what a connection carries, read when somebody asks for it, never for each
/// packet. All text comes from the wire and is hostile: views escape it. Views into the payload
/// live as long as the payload does.
namespace synoptic {

/// RFC 9112, section 3: "GET /index.html HTTP/1.1".
struct HttpRequestLine {
    std::string_view method;
    std::string_view target;
    std::string_view version; ///< empty if the capture ends before it
};
std::optional<HttpRequestLine> readHttpRequest(std::span<const std::uint8_t> payload);

/// RFC 9112, section 4: "HTTP/1.1 200 OK".
struct HttpStatusLine {
    std::string_view version;
    std::uint16_t status = 0;
    std::string_view reason;
};
std::optional<HttpStatusLine> readHttpStatus(std::span<const std::uint8_t> payload);

/// One field of an HTTP/1 head that begins with `payload` (RFC 9112, section 5), its value without
/// the white space around it; found whatever the case of its name. Absent if it is not within the
/// payload.
std::optional<std::string_view> readHttpField(std::span<const std::uint8_t> payload,
                                              std::string_view field);
/// Whether the empty line that ends the head is within the payload.
bool isHttpHeadWhole(std::span<const std::uint8_t> payload);

/// The first question of a DNS message (RFC 1035, section 4.1).
struct DnsQuestion {
    std::string name;       ///< without the last dot; bytes that are no letter of a name as \\ddd
    std::uint16_t type = 0; ///< 1 A, 28 AAAA, ...
    bool isResponse = false;
};
/// `overTcp`: two bytes of length come first.
std::optional<DnsQuestion> readDnsQuestion(std::span<const std::uint8_t> payload, bool overTcp);

/// The server's name from a TLS ClientHello (RFC 8446, 4.1.2; RFC 6066, 3), if it is within the
/// payload.
std::optional<std::string_view> readTlsServerName(std::span<const std::uint8_t> payload);

/// Whichever of the above the payload begins with.
struct FirstLine {
    enum class Kind : std::uint8_t { None, HttpRequest, HttpStatus, DnsQuery, DnsResponse, Tls };
    Kind kind = Kind::None;
    std::string text; ///< "GET /index.html", "200 OK", a name; never longer than kLongest
    static constexpr std::size_t kLongest = 256;
};
/// DNS is looked for only if the port of either end is 53 or 5353, where ports are given.
FirstLine readFirstLine(std::span<const std::uint8_t> payload, Transport transport,
                        std::uint16_t sourcePort = 53, std::uint16_t destinationPort = 53);

} // namespace synoptic
