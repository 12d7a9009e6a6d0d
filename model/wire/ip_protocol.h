// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace synoptic {

/// The IP protocol numbers the decoder follows (IANA, "Assigned Internet Protocol Numbers").
enum class IpProtocol : std::uint8_t {
    HopByHopOptions = 0,
    Icmp = 1,
    Ipv4 = 4,
    Tcp = 6,
    Udp = 17,
    Ipv6 = 41,
    Ipv6Routing = 43,
    Ipv6Fragment = 44,
    Gre = 47,
    AuthenticationHeader = 51,
    Icmpv6 = 58,
    Ipv6NoNextHeader = 59,
    Ipv6DestinationOptions = 60,
    EtherIp = 97,
    L2tpV3 = 115,
    Ipv6Mobility = 135,
    MplsInIp = 137,
    HostIdentity = 139,
    Shim6 = 140,
};

} // namespace synoptic
