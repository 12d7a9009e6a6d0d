// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/http_heads.h"

#include "model/wire/first_line.h"

#include <algorithm>
#include <charconv>

namespace synoptic {

namespace {

/// Texts beyond this are cut: nobody reads them in a table.
constexpr std::size_t kLongestTarget = 2'048;
constexpr std::size_t kLongestWord = 256;

std::string shortened(std::string_view text, std::size_t longest) {
    return std::string(text.substr(0, longest));
}

/// "http://host/path" of a request to a proxy: the host.
std::string_view hostOfTarget(std::string_view target) {
    const auto begin = target.find("://");
    if (begin == std::string_view::npos || target.front() == '/')
        return {};
    const std::string_view rest = target.substr(begin + 3);
    return rest.substr(0, rest.find('/'));
}

bool mayBeginHead(std::span<const std::uint8_t> payload) {
    const auto isCapital = [](std::uint8_t c) { return c >= 'A' && c <= 'Z'; };
    return payload.size() >= 12 && isCapital(payload[0]) && isCapital(payload[1]) &&
           isCapital(payload[2]) && (isCapital(payload[3]) || payload[3] == ' ');
}

} // namespace

std::optional<HttpMessage> readHttpHead(const TcpSegment& segment) {
    const auto payload = segment.payload;
    if (!mayBeginHead(payload))
        return std::nullopt;
    HttpMessage message;
    if (const auto request = readHttpRequest(payload)) {
        message.isRequest = true;
        message.method = shortened(request->method, kLongestWord);
        message.target = shortened(request->target, kLongestTarget);
        const auto host = readHttpField(payload, "host");
        message.host = shortened(host ? *host : hostOfTarget(request->target), kLongestWord);
    } else if (const auto status = readHttpStatus(payload)) {
        message.status = status->status;
        message.reason = shortened(status->reason, kLongestWord);
    } else {
        return std::nullopt;
    }
    if (const auto type = readHttpField(payload, "content-type"))
        message.contentType = shortened(*type, kLongestWord);
    if (const auto length = readHttpField(payload, "content-length")) {
        std::int64_t value = -1;
        const auto [end, error] =
            std::from_chars(length->data(), length->data() + length->size(), value);
        if (error == std::errc{} && end == length->data() + length->size() && value >= 0)
            message.contentLength = value;
    }
    message.headCut = !isHttpHeadWhole(payload);
    return message;
}

} // namespace synoptic
