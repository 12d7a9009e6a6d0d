// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"

namespace synoptic::fields {

namespace {

constexpr std::uint32_t kMostExtensions = 64;
constexpr std::uint32_t kMostSuites = 100;

enum Extension : std::uint16_t { ServerName = 0, Alpn = 16, SupportedVersions = 43 };

/// RFC 6066, 3: length of the list 2, then type 1, length 2, name.
QString serverName(const Field& extension, Bytes body) {
    const std::uint32_t length = body.u16(3);
    if (body.captured() < 5 + length || body.u8(2) != 0 || length == 0)
        return {};
    const QString name = plainText(body.span(5, length));
    extension.at(body).add("tls.handshake.extensions_server_name", FieldText::tr("Server name"),
                           name, 5, length);
    return name;
}

/// RFC 7301, 3.1: length of the list 2, then length 1 and name, each.
QString protocols(const Field& extension, Bytes body) {
    QStringList names;
    for (std::uint32_t at = 2; body.has(at + 1) && names.size() < 32;) {
        const std::uint32_t length = body.u8(at);
        if (!body.has(at + 1 + length))
            break;
        names << plainText(body.span(at + 1, length));
        extension.at(body).add("tls.handshake.extensions_alpn_str", FieldText::tr("Protocol"),
                               names.last(), at + 1, length);
        at += 1 + length;
    }
    return names.join(QStringLiteral(", "));
}

/// RFC 8446, 4.2.1: of a client length 1 and versions of 2, of a server one version.
QString versions(const Field& extension, Bytes body, bool isClient) {
    QStringList names;
    for (std::uint32_t at = isClient ? 1 : 0; body.has(at + 2) && names.size() < 32; at += 2) {
        const std::uint16_t version = body.u16(at);
        const QString name = tlsVersionName(version);
        names << (name.isEmpty() ? hex(version, 4) : name);
        extension.at(body).add("tls.handshake.extensions.supported_version",
                               FieldText::tr("Version"), namedHex(version, 4, name), at, 2);
    }
    return names.join(QStringLiteral(", "));
}

void addExtensions(const Field& message, Bytes list, bool isClient) {
    std::uint32_t count = 0;
    while (list.has(4)) {
        const std::uint16_t type = list.u16(0);
        const std::uint32_t length = list.u16(2);
        if (length + 4 > list.length) {
            message.at(list).problem(FieldText::tr("An extension is longer than its list"), 0, 4);
            return;
        }
        if (++count > kMostExtensions) {
            message.at(list).problem(FieldText::tr("More extensions are not listed"));
            return;
        }
        const Bytes whole = list.limitedTo(length + 4);
        const QString name = tlsExtensionName(type);
        const Field extension = message.at(whole).add(
            "", name.isEmpty() ? FieldText::tr("Extension %1").arg(type) : name, byteCount(length),
            0, whole.captured());
        extension.add("tls.handshake.extension.type", FieldText::tr("Type"), named(type, name), 0,
                      2);
        extension.add("tls.handshake.extension.len", FieldText::tr("Length"), byteCount(length), 2,
                      2);
        const Bytes body = whole.after(4);
        QString value;
        if (type == ServerName)
            value = serverName(extension, body);
        else if (type == Alpn)
            value = protocols(extension, body);
        else if (type == SupportedVersions)
            value = versions(extension, body, isClient);
        if (!value.isEmpty())
            extension.setValue(value);
        list = list.after(length + 4);
    }
}

} // namespace

void addTlsHello(const Field& message, bool isClient) {
    // RFC 8446, 4.1.2: version 2, random 32, session id, suites (a server: one), compression,
    // extensions; behind type 1 and length 3.
    const Bytes& bytes = message.bytes();
    std::uint32_t at = 4;
    message.add("tls.handshake.version", FieldText::tr("Version"),
                namedHex(bytes.u16(at), 4, tlsVersionName(bytes.u16(at))), at, 2);
    message.add("tls.handshake.random", FieldText::tr("Random"), hexText(bytes.span(at + 2, 32)),
                at + 2, 32);
    at += 34;
    const std::uint32_t session = bytes.u8(at);
    message.add("tls.handshake.session_id_length", FieldText::tr("Session ID length"),
                decimal(session), at, 1);
    if (session > 0)
        message.add("tls.handshake.session_id", FieldText::tr("Session ID"),
                    hexText(bytes.span(at + 1, session)), at + 1, session);
    at += 1 + session;
    const auto suiteText = [&](std::uint32_t place) {
        return namedHex(bytes.u16(place), 4, tlsCipherName(bytes.u16(place)));
    };
    if (isClient) {
        const std::uint32_t size = bytes.u16(at);
        const Field suites =
            message.add("tls.handshake.ciphersuites", FieldText::tr("Cipher suites"),
                        decimal(size / 2), at + 2, size);
        for (std::uint32_t i = 0; i < std::min(size / 2, kMostSuites); ++i)
            suites.add("tls.handshake.ciphersuite", FieldText::tr("Cipher suite"),
                       suiteText(at + 2 + 2 * i), at + 2 + 2 * i, 2);
        at += 2 + size;
        at += 1U + bytes.u8(at); // compression methods
    } else {
        message.add("tls.handshake.ciphersuite", FieldText::tr("Cipher suite"), suiteText(at), at,
                    2);
        at += 3; // and the compression method
    }
    if (!bytes.has(at + 2)) {
        if (bytes.length > at)
            message.problem(FieldText::tr("The message goes on beyond this packet"));
        return;
    }
    const std::uint32_t size = bytes.u16(at);
    addExtensions(message, bytes.after(at + 2).limitedTo(size), isClient);
    if (!bytes.has(at + 2 + size))
        message.problem(FieldText::tr("The message goes on beyond this packet"));
}

} // namespace synoptic::fields
