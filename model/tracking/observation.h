// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <cstdint>
#include <optional>
#include <span>

/// What sources hand to the tracker. Spans and pointers in here are valid during the call only.
namespace synoptic {

/// One socket as a table dump shows it.
struct SocketRow {
    FourTuple tuple;
    Protocol protocol = Protocol::Tcp;
    TcpState state = TcpState::Closed;
    std::uint64_t cookie = 0; ///< 0: the source has none (/proc/net/tcp)
    std::uint32_t uid = 0;    ///< with inode 0, 0 means nobody
    std::uint32_t inode = 0;  ///< 0: no file holds it
    std::uint32_t interfaceIndex = 0;
    std::uint32_t receiveQueue = 0;
    std::uint32_t sendQueue = 0;
    SocketTimer timer;
    std::uint8_t retransmits = 0;
    bool hasMetrics = false;
    TcpMetrics metrics;
    const Owner* owner = nullptr; ///< null: not looked up
};

/// Counters of the whole network namespace (/proc/net/snmp, /proc/net/netstat), since boot.
struct HostCounters {
    std::uint64_t segmentsRetransmitted = 0; ///< Tcp: RetransSegs
    std::uint64_t resetsSent = 0;            ///< Tcp: OutRsts
    std::uint64_t resetsReceived = 0; ///< Tcp: EstabResets + AttemptFails, the part that is counted
};

/// A complete dump of the sockets of one network namespace. A dump that broke off is repeated by
/// the source and never handed on: a row that is missing here means a socket that is gone.
struct SocketTableObservation {
    Timestamp time; ///< when the dump ended
    std::uint64_t netns = 0;
    std::span<const SocketRow> rows; ///< each socket once
    std::optional<HostCounters> counters = {};
    std::optional<Timestamp> began = {}; ///< when the dump began; absent: at `time`

    Timestamp readFrom() const { return began.value_or(time); }
};

/// A source lost events; what it tells next may jump.
struct LostEvents {
    Timestamp from;
    Timestamp to;
    std::uint64_t count = 0;
};

} // namespace synoptic
