// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/ip_address.h"

#include <compare>
#include <cstdint>
#include <string>

namespace synoptic {

/// One end of a connection: address, port, and for link-local IPv6 the interface index as scope.
struct Endpoint {
    IpAddress address;
    std::uint16_t port = 0;
    std::uint32_t scope = 0; ///< interface index; 0 where the address needs none

    /// "192.0.2.7:80", "[2001:db8::1]:80", "[fe80::1%3]:80".
    std::string toString() const;
    /// The same text without allocating; see IpAddress::write().
    char* write(char* out) const;
    static constexpr std::size_t kLongestText =
        IpAddress::kLongestText + sizeof "[%4294967295]:65535" - 1;

    friend bool operator==(const Endpoint&, const Endpoint&) = default;
    friend std::strong_ordering operator<=>(const Endpoint&, const Endpoint&) = default;
};

/// The two ends as the observer names them. On a capture file "local" is the client.
struct FourTuple {
    Endpoint local;
    Endpoint remote;

    friend bool operator==(const FourTuple&, const FourTuple&) = default;
    friend std::strong_ordering operator<=>(const FourTuple&, const FourTuple&) = default;
};

/// A hash for look-ups only; two tuples with one hash are still two tuples.
struct FourTupleHash {
    std::size_t operator()(const FourTuple& tuple) const noexcept;
};

} // namespace synoptic
