// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/report/redactor.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>
#include <cstring>
#include <vector>

namespace synoptic {

namespace {

/// A network whose prefix stays; with `whole`, its addresses stay too.
struct KeptNetwork {
    IpAddress network;
    int length;
    bool whole;
};

const std::vector<KeptNetwork>& keptNetworks() {
    static const std::vector<KeptNetwork> networks = [] {
        std::vector<KeptNetwork> list;
        const auto add = [&list](const char* network, int length, bool whole = false) {
            list.push_back({*IpAddress::parse(network), length, whole});
        };
        add("0.0.0.0", 8, true);
        add("10.0.0.0", 8);
        add("100.64.0.0", 10);
        add("127.0.0.0", 8, true);
        add("169.254.0.0", 16);
        add("172.16.0.0", 12);
        add("192.168.0.0", 16);
        add("224.0.0.0", 4);
        add("224.0.0.0", 24, true);
        add("240.0.0.0", 4);
        add("255.255.255.255", 32, true);
        add("::", 128, true);
        add("::1", 128, true);
        add("::ffff:0:0", 96);
        add("64:ff9b::", 96);
        add("2000::", 3);
        add("fc00::", 7);
        add("fe80::", 10);
        add("ff00::", 16);
        for (const char* scope : {"ff01::", "ff02::", "ff05::"})
            add(scope, 112, true);
        return list;
    }();
    return networks;
}

bool bitAt(const std::uint8_t* bytes, int bit) {
    return (bytes[bit / 8] >> (7 - bit % 8)) & 1U;
}

bool sameUpTo(const IpAddress& a, const IpAddress& b, int bits) {
    for (int bit = 0; bit < bits; ++bit) {
        if (bitAt(a.bytes().data(), bit) != bitAt(b.bytes().data(), bit))
            return false;
    }
    return true;
}

/// True if the bit must stay because kept networks lie on the way: then none of them moves, and
/// nothing moves into one.
std::array<bool, 128> keptBits(const IpAddress& address) {
    std::array<bool, 128> kept{};
    for (const KeptNetwork& one : keptNetworks()) {
        if (one.network.isV4() != address.isV4())
            continue;
        for (int bit = 0; bit < one.length; ++bit) {
            kept[static_cast<std::size_t>(bit)] = true;
            if (bitAt(one.network.bytes().data(), bit) != bitAt(address.bytes().data(), bit))
                break;
        }
        if (one.whole && sameUpTo(one.network, address, one.length))
            kept.fill(true);
    }
    return kept;
}

QByteArray digest(const QByteArray& key, const QByteArray& message) {
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256);
}

const char* prefixOf(Redactor::Name kind) {
    switch (kind) {
    case Redactor::Name::Host:
        return "host-";
    case Redactor::Name::User:
        return "user-";
    case Redactor::Name::Url:
        return "url-";
    case Redactor::Name::File:
        return "file-";
    case Redactor::Name::Interface:
        break;
    }
    return "interface-";
}

} // namespace

Redactor::Redactor(const QByteArray& secret)
    : key_(digest(QByteArrayLiteral("synoptic report redaction 1"), secret)),
      keyName_(
          QString::fromLatin1(digest(key_, QByteArrayLiteral("name of the key")).toHex().left(8))) {
}

QByteArray Redactor::randomSecret() {
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return {reinterpret_cast<const char*>(words.data()), sizeof words};
}

const Redactor::Block& Redactor::blockFor(bool v4, const std::uint8_t* prefix, int bytes) {
    std::string path(v4 ? "4" : "6");
    path.append(reinterpret_cast<const char*>(prefix), static_cast<std::size_t>(bytes));
    const auto [place, isNew] = blocks_.try_emplace(path);
    if (isNew) {
        const QByteArray code = digest(key_, "address" + QByteArray::fromStdString(path));
        std::memcpy(place->second.data(), code.constData(), place->second.size());
    }
    return place->second;
}

IpAddress Redactor::mapped(const IpAddress& address) {
    const std::array<bool, 128> kept = keptBits(address);
    std::array<std::uint8_t, 16> out = address.bytes();
    for (int byte = 0; byte < address.bitLength() / 8; ++byte) {
        const std::uint8_t original = address.bytes()[static_cast<std::size_t>(byte)];
        const Block& flips = blockFor(address.isV4(), address.bytes().data(), byte);
        unsigned node = 1; // of a binary tree: what came before within this byte
        for (int bit = 0; bit < 8; ++bit) {
            const bool flip = (flips[node / 8] >> (node % 8)) & 1U;
            if (flip && !kept[static_cast<std::size_t>(byte * 8 + bit)])
                out[static_cast<std::size_t>(byte)] ^= static_cast<std::uint8_t>(0x80U >> bit);
            node = node * 2 + ((original >> (7 - bit)) & 1U);
        }
    }
    return address.isV4() ? IpAddress::fromV4Bytes(out.data()) : IpAddress::fromV6Bytes(out.data());
}

IpAddress Redactor::address(const IpAddress& address) {
    if (!address.isV4Mapped())
        return mapped(address);
    // It shall stand beside the same address without the mapping.
    const IpAddress inside = mapped(address.unmapped());
    std::array<std::uint8_t, 16> out = address.bytes();
    std::copy_n(inside.bytes().begin(), 4, out.begin() + 12);
    return IpAddress::fromV6Bytes(out.data());
}

Endpoint Redactor::endpoint(const Endpoint& end) {
    return {address(end.address), end.port, end.scope};
}

QString Redactor::name(Name kind, const QString& text) {
    if (text.isEmpty())
        return {};
    const QByteArray prefix(prefixOf(kind));
    const QString same = kind == Name::Host ? text.toLower() : text;
    return QString::fromLatin1(prefix + digest(key_, prefix + same.toUtf8()).toHex().left(8));
}

std::string Redactor::name(Name kind, const std::string& text) {
    return name(kind, QString::fromStdString(text)).toStdString();
}

std::string Redactor::words(const std::string& text) {
    // What could be a name, an address or a URL: letters and digits with dots, colons, slashes.
    static const QRegularExpression word(QStringLiteral(
        "[\\p{L}\\p{N}][\\p{L}\\p{N}._:/@%?=&~+-]*[\\p{L}\\p{N}/:]|::[0-9A-Fa-f:]*"));
    static const QRegularExpression hardware(
        QStringLiteral("^([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$"));
    static const QRegularExpression endpointForm(QStringLiteral("^([0-9.]+)([:/]\\d+)$"));
    static const QRegularExpression networkForm(QStringLiteral("^([0-9A-Fa-f:.]+)([/%]\\w+)$"));
    static const QRegularExpression hostForm(QStringLiteral("^(?=.*\\p{L})[^/@:]+\\.[^/@:]+$"));
    const QString all = QString::fromStdString(text);
    QString out;
    qsizetype done = 0;
    for (auto matches = word.globalMatch(all); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        out += QStringView(all).mid(done, match.capturedStart() - done);
        done = match.capturedEnd();
        const QString one = match.captured();
        QString tail;
        auto parsed = IpAddress::parse(one.toStdString());
        for (const auto* form : {&endpointForm, &networkForm}) {
            const QRegularExpressionMatch parts = form->match(one);
            if (!parsed && parts.hasMatch()) {
                parsed = IpAddress::parse(parts.captured(1).toStdString());
                tail = parts.captured(2);
            }
        }
        if (parsed)
            out += QString::fromStdString(address(*parsed).toString()) + tail;
        else if (hardware.match(one).hasMatch())
            out += QStringLiteral("xx:xx:xx:xx:xx:xx");
        else if (one.contains(QLatin1String("://")) || one.contains(QLatin1Char('@')))
            out += name(Name::Url, one);
        else if (hostForm.match(one).hasMatch())
            out += name(Name::Host, one);
        else
            out += one;
    }
    out += QStringView(all).mid(done);
    return out.toStdString();
}

} // namespace synoptic
