// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <QByteArray>
#include <QString>

#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <string>

namespace synoptic {

/// Puts other addresses and names in the place of those that were seen, the same for the same key.
/// Addresses keep what they have in common: two that share their first n bits share exactly n
/// afterwards (the scheme of Xu, Fan, Ammar and Moon, "Prefix-preserving IP address anonymization",
/// 2002, with HMAC-SHA-256 for the cipher). What kind of address it is stays visible: private,
/// link-local, shared and multicast networks keep their prefix, loopback, unspecified, broadcast
/// and well-known multicast addresses stay as they are, and no other becomes one of them.
/// One thread at a time; remembers what it computed.
class Redactor {
public:
    /// `secret` is any bytes; who has it can undo the redaction by trying addresses.
    explicit Redactor(const QByteArray& secret);
    /// 256 bits from the system's generator.
    static QByteArray randomSecret();

    /// Eight hexadecimal digits that are the same for reports made with the same key.
    const QString& keyName() const { return keyName_; }

    IpAddress address(const IpAddress& address);
    Endpoint endpoint(const Endpoint& end);

    enum class Name { Host, User, Url, File, Interface };
    /// "host-3f9a1c2e"; nothing stays nothing. Host names are told apart without regard to case.
    QString name(Name kind, const QString& text);
    std::string name(Name kind, const std::string& text);

    /// Words about the evidence: addresses of IP and hardware, URLs and host names in them are
    /// replaced; so is all of what is not plain text.
    std::string words(const std::string& text);

private:
    using Block = std::array<std::uint8_t, 32>; ///< one bit for each node of a byte's tree
    const Block& blockFor(bool v4, const std::uint8_t* prefix, int bytes);
    IpAddress mapped(const IpAddress& address);

    QByteArray key_;
    QString keyName_;
    boost::unordered_flat_map<std::string, Block> blocks_;
};

} // namespace synoptic
