// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/first_line.h"

#include <algorithm>
#include <charconv>

namespace synoptic {

namespace {

std::string_view firstLineOf(std::span<const std::uint8_t> payload) {
    const std::string_view text(reinterpret_cast<const char*>(payload.data()), payload.size());
    std::string_view line = text.substr(0, text.find('\n'));
    if (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    return line;
}

/// RFC 9110, 5.6.2: methods are tokens; those in use are capital letters and hyphens.
bool isMethod(std::string_view word) {
    return word.size() >= 3 && word.size() <= 20 &&
           std::all_of(word.begin(), word.end(),
                       [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; });
}

bool isHttpVersion(std::string_view word) {
    return word.size() == 8 && word.starts_with("HTTP/1.") && word[7] >= '0' && word[7] <= '9';
}

} // namespace

std::optional<HttpRequestLine> readHttpRequest(std::span<const std::uint8_t> payload) {
    const std::string_view line = firstLineOf(payload);
    const auto first = line.find(' ');
    if (first == std::string_view::npos || !isMethod(line.substr(0, first)))
        return std::nullopt;
    HttpRequestLine request{line.substr(0, first), line.substr(first + 1), {}};
    const auto last = request.target.rfind(' ');
    if (last != std::string_view::npos && isHttpVersion(request.target.substr(last + 1))) {
        request.version = request.target.substr(last + 1);
        request.target = request.target.substr(0, last);
    } else if (line.size() < payload.size()) {
        return std::nullopt; // the line is whole and names no version
    }
    // RFC 9112, 3.2: a path, an asterisk, an absolute URI or an authority
    if (request.target.empty() || (request.target.front() != '/' && request.version.empty()))
        return std::nullopt;
    return request;
}

std::optional<HttpStatusLine> readHttpStatus(std::span<const std::uint8_t> payload) {
    const std::string_view line = firstLineOf(payload);
    if (line.size() < 12 || !isHttpVersion(line.substr(0, 8)) || line[8] != ' ')
        return std::nullopt;
    HttpStatusLine status{line.substr(0, 8), 0, {}};
    const std::string_view code = line.substr(9, 3);
    const auto [end, error] =
        std::from_chars(code.data(), code.data() + code.size(), status.status);
    if (error != std::errc{} || end != code.data() + code.size() || status.status < 100)
        return std::nullopt;
    if (line.size() > 13 && line[12] == ' ')
        status.reason = line.substr(13);
    return status;
}

std::optional<std::string_view> readHttpField(std::span<const std::uint8_t> payload,
                                              std::string_view field) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    std::string_view rest(reinterpret_cast<const char*>(payload.data()), payload.size());
    for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
        rest.remove_prefix(end + 1);
        const std::string_view line = rest.substr(0, rest.find('\n'));
        if (line.empty() || line == "\r")
            return std::nullopt; // the head is over
        const bool isField = line.size() > field.size() && line[field.size()] == ':' &&
                             std::equal(field.begin(), field.end(), line.begin(),
                                        [&](char a, char b) { return lower(a) == lower(b); });
        if (!isField || line.size() == rest.size())
            continue; // another one, or cut short
        std::string_view value = line.substr(field.size() + 1);
        constexpr std::string_view kWhite = " \t\r";
        value.remove_prefix(std::min(value.find_first_not_of(kWhite), value.size()));
        return value.substr(0, value.find_last_not_of(kWhite) + 1);
    }
    return std::nullopt;
}

bool isHttpHeadWhole(std::span<const std::uint8_t> payload) {
    const std::string_view text(reinterpret_cast<const char*>(payload.data()), payload.size());
    return text.find("\r\n\r\n") != std::string_view::npos ||
           text.find("\n\n") != std::string_view::npos;
}

FirstLine readFirstLine(std::span<const std::uint8_t> payload, Transport transport,
                        std::uint16_t sourcePort, std::uint16_t destinationPort) {
    constexpr std::uint16_t kDns = 53;
    constexpr std::uint16_t kMulticastDns = 5353;
    const auto isDns = [](std::uint16_t port) { return port == kDns || port == kMulticastDns; };
    FirstLine line;
    const auto set = [&line](FirstLine::Kind kind, std::string text) {
        line.kind = kind;
        line.text = std::move(text);
        if (line.text.size() > FirstLine::kLongest)
            line.text.resize(FirstLine::kLongest);
        return line;
    };
    if (transport == Transport::Tcp) {
        if (const auto request = readHttpRequest(payload))
            return set(FirstLine::Kind::HttpRequest,
                       std::string(request->method) + ' ' + std::string(request->target));
        if (const auto status = readHttpStatus(payload))
            return set(FirstLine::Kind::HttpStatus,
                       std::to_string(status->status) + ' ' + std::string(status->reason));
        if (const auto server = readTlsServerName(payload))
            return set(FirstLine::Kind::Tls, std::string(*server));
    }
    if (isDns(sourcePort) || isDns(destinationPort))
        if (auto question = readDnsQuestion(payload, transport == Transport::Tcp))
            return set(question->isResponse ? FirstLine::Kind::DnsResponse
                                            : FirstLine::Kind::DnsQuery,
                       std::move(question->name));
    return line;
}

} // namespace synoptic
