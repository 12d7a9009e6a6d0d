// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace synoptic {

/// Counts the packets of one capture from 0, in the order they came: Wireshark's frame.number less
/// one.
using PacketNumber = std::uint64_t;
inline constexpr PacketNumber kNoPacket = ~PacketNumber{0};

/// Counts the connections and UDP flows of one capture, in the order of their first packets.
using FlowNumber = std::uint32_t;
inline constexpr FlowNumber kNoFlow = ~FlowNumber{0};

} // namespace synoptic
