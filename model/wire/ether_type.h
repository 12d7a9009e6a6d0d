// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace synoptic {

/// The EtherTypes the decoder follows (IEEE Registration Authority).
enum class EtherType : std::uint16_t {
    Ipv4 = 0x0800,
    TransparentBridging = 0x6558, ///< RFC 1701: an Ethernet frame
    Vlan = 0x8100,                ///< IEEE 802.1Q
    Ipv6 = 0x86dd,
    Ppp = 0x880b,
    MplsUnicast = 0x8847, ///< RFC 3032
    MplsMulticast = 0x8848,
    PppoeSession = 0x8864,        ///< RFC 2516
    ServiceVlan = 0x88a8,         ///< IEEE 802.1ad (QinQ)
    ProviderBackbone = 0x88e7,    ///< IEEE 802.1ah
    BridgePortExtension = 0x893f, ///< IEEE 802.1BR
    VnTag = 0x8926,
    OldQinQ = 0x9100,
};

} // namespace synoptic
