// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"
#include "model/wire/first_line.h"

#include <string_view>

namespace synoptic::fields {

namespace {

constexpr int kMostHeaderFields = 200;

std::span<const std::uint8_t> asBytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// A part of the message as a field of its own.
void addPart(const Field& parent, const Bytes& bytes, const char* key, const QString& name,
             std::string_view part) {
    if (part.empty())
        return;
    const auto at = static_cast<std::uint32_t>(reinterpret_cast<const std::uint8_t*>(part.data()) -
                                               bytes.span().data());
    parent.add(key, name, plainText(asBytes(part)), at, static_cast<std::uint32_t>(part.size()));
}

void addHeaderField(const Field& http, std::string_view line, std::uint32_t at,
                    std::uint32_t size) {
    const auto colon = line.find(':');
    std::string_view name = line.substr(0, colon);
    std::string_view value =
        colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    constexpr std::string_view kHostName = "host";
    const bool isHost = std::equal(name.begin(), name.end(), kHostName.begin(), kHostName.end(),
                                   [](char a, char b) { return (a | 0x20) == b; });
    http.add(isHost ? "http.host" : "", plainText(asBytes(name)), plainText(asBytes(value)), at,
             size);
}

/// Up to and with the line feed; whether it is there is told by its last character.
std::string_view lineAt(std::string_view text, std::size_t at) {
    const auto end = text.find('\n', at);
    return text.substr(at, end == std::string_view::npos ? end : end + 1 - at);
}

std::string_view withoutEnd(std::string_view line) {
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.remove_suffix(1);
    return line;
}

} // namespace

bool addHttp(Dissection& d, Bytes bytes) {
    const auto payload = bytes.span();
    const auto request = readHttpRequest(payload);
    const auto status = request ? std::nullopt : readHttpStatus(payload);
    if (!request && !status)
        return false;
    const std::string_view text(reinterpret_cast<const char*>(payload.data()), payload.size());
    const std::string_view first = lineAt(text, 0);
    const QString firstText = plainText(asBytes(withoutEnd(first)));
    const Field http = d.layer("http", QStringLiteral("HTTP"), firstText, bytes, bytes.captured());
    const Field line =
        http.add("", request ? FieldText::tr("Request line") : FieldText::tr("Status line"),
                 firstText, 0, static_cast<std::uint32_t>(first.size()));
    if (request) {
        addPart(line, bytes, "http.request.method", FieldText::tr("Method"), request->method);
        addPart(line, bytes, "http.request.uri", FieldText::tr("Target"), request->target);
        addPart(line, bytes, "http.request.version", FieldText::tr("Version"), request->version);
    } else {
        addPart(line, bytes, "http.response.version", FieldText::tr("Version"), status->version);
        addPart(line, bytes, "http.response.code", FieldText::tr("Status"), first.substr(9, 3));
        addPart(line, bytes, "http.response.phrase", FieldText::tr("Reason"), status->reason);
    }
    std::size_t at = first.size();
    for (int count = 0; at < text.size(); ++count) {
        const std::string_view whole = lineAt(text, at);
        const std::string_view content = withoutEnd(whole);
        const bool isEnded = !whole.empty() && whole.back() == '\n';
        if (content.empty() && isEnded) { // the empty line that ends the head
            at += whole.size();
            const Bytes body = bytes.after(static_cast<std::uint32_t>(at));
            if (body.length > 0)
                http.at(body).add("", FieldText::tr("Body, as far as it is in this packet"),
                                  byteCount(body.length), 0, body.captured());
            return true;
        }
        if (!isEnded || count == kMostHeaderFields) {
            http.problem(FieldText::tr("The head goes on beyond this packet"),
                         static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(whole.size()));
            return true;
        }
        addHeaderField(http, content, static_cast<std::uint32_t>(at),
                       static_cast<std::uint32_t>(whole.size()));
        at += whole.size();
    }
    return true;
}

} // namespace synoptic::fields
