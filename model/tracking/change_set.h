// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"
#include "model/tracking/connection_detail.h"
#include "model/tracking/http_message.h"
#include "model/tracking/packet_history.h"

#include <array>
#include <cstdint>
#include <vector>

namespace synoptic {

using StateCounts = std::array<std::uint32_t, kTcpStateCount>;
using EdgeCounts = std::array<std::uint32_t, kStateEdgeCount>;

/// One second of the whole: what the charts draw. Counts are those at the end of the second.
struct StateSample {
    Timestamp time;                    ///< of the observation that completed it
    StateCounts counts{};              ///< TCP connections in each state; CLOSED counts none
    std::uint32_t transitions = 0;     ///< during the second
    std::uint32_t retransmissions = 0; ///< during the second, whole host
    std::uint32_t resets = 0; ///< during the second, whole host: RST segments; see reset_counter.h
    bool gap = false;         ///< events were lost or watching was paused before this sample
};

/// Numbers for the status bar and the diagnosis.
struct TrackerTotals {
    std::uint64_t packets = 0;       ///< captured since start
    std::uint64_t packetsUnread = 0; ///< of them, those that could not be read down to their ports
    std::uint64_t packetsUnindexed = 0; ///< of them, those there was no room for in the index
    std::uint64_t connections = 0;      ///< open now, TCP and UDP
    std::uint64_t closedKept = 0;
    std::uint64_t transitions = 0; ///< since start
    std::uint64_t lostEvents = 0;  ///< since start
    std::uint64_t notKept = 0; ///< stand in the socket table now, but were over a cap; `counts` of
                               ///< the set has them, `connections` has not
    std::uint64_t evicted = 0; ///< half-open or closed ones let go to bound memory, since start
};

/// All that changed between two looks of the GUI thread, merged: each connection once, with its
/// newest values. Made on the monitor thread, moved through the slot, applied on the GUI thread.
struct ChangeSet {
    Timestamp time;                           ///< of the newest table; the epoch before the first
    std::vector<ConnectionSnapshot> changed;  ///< new ones and changed ones, in no order
    std::vector<ConnectionKey> removed;       ///< known from an earlier set, now forgotten
    std::vector<StateTransition> transitions; ///< in order of time
    std::uint64_t transitionsOmitted = 0;     ///< left out of the list because it was full
    EdgeCounts edgeCounts{};                  ///< every transition since the last set, by edge
    StateCounts counts{};                     ///< TCP connections in each state now
    std::vector<StateSample> samples;         ///< seconds completed since the last set
    TrackerTotals totals;
    /// Of the connection asked for by ConnectionTracker::setFocus(), if packets told more of it.
    std::optional<ConnectionDetail> detail;
    std::vector<HttpMessage> http;                ///< heads seen since the last set, in order
    std::uint64_t httpOmitted = 0;                ///< left out of the list because it was full
    std::shared_ptr<const PacketHistory> packets; ///< where packets are captured; else null

    bool empty() const {
        return changed.empty() && removed.empty() && transitions.empty() && samples.empty();
    }
};

} // namespace synoptic
