// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

/// Proper names as registries write them, not translated; empty where unknown. Any thread.
namespace synoptic::fields {

QString linkTypeName(std::uint16_t linkType);
QString etherTypeName(std::uint16_t type);
QString ipProtocolName(std::uint8_t protocol);
QString dscpName(std::uint8_t codePoint);
QString ecnName(unsigned bits);
QString arphrdName(std::uint16_t type);
QString pppProtocolName(std::uint16_t protocol);
QString dnsTypeName(std::uint16_t type);
QString tlsVersionName(std::uint16_t version);
QString tlsCipherName(std::uint16_t suite);
QString tlsExtensionName(std::uint16_t extension);

} // namespace synoptic::fields
