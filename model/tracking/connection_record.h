// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <boost/intrusive/list.hpp>

#include <array>
#include <limits>

namespace synoptic {

using OpenOrClosedHook = boost::intrusive::list_base_hook<boost::intrusive::tag<struct OpenTag>>;
using HalfOpenHook = boost::intrusive::list_base_hook<boost::intrusive::tag<struct HalfOpenTag>>;

/// A connection as the tracker keeps it. Lives in TrackedConnections and never moves, so the lists
/// and maps that name it hold plain pointers.
struct ConnectionRecord : OpenOrClosedHook, HalfOpenHook {
    static constexpr std::size_t kClean = std::numeric_limits<std::size_t>::max();

    ConnectionSnapshot snapshot;
    std::uint64_t cookie = 0;     ///< 0: its source has none
    std::uint64_t generation = 0; ///< of the newest table that showed it
    /// Steps of its history, those let go included, that each source has told of; by Evidence.
    std::array<std::uint32_t, 3> heard{};
    Timestamp lastExact = Timestamp::min(); ///< when trace or packets last told a transition
    Timestamp timerDeadline;                ///< as the newest change told it; see updateValues()
    Duration closedAt{0};                   ///< in the tracker's own time
    std::size_t dirtyPosition = kClean;
    bool endObserved = false; ///< TrackerObserver was told that it is closed
};

/// Has the memory of all of it fetched, without waiting.
inline void prefetch(const ConnectionRecord& record) {
    constexpr std::size_t kCacheLine = 64;
    const char* const first = reinterpret_cast<const char*>(&record);
    for (std::size_t at = 0; at < sizeof record; at += kCacheLine)
        __builtin_prefetch(first + at, 1);
}

/// The open ones of one namespace, in the order of its newest table.
using OpenList =
    boost::intrusive::list<ConnectionRecord, boost::intrusive::base_hook<OpenOrClosedHook>>;
/// Closed ones, in the order they closed. A record is either open or closed: one hook serves both.
using ClosedList = OpenList;
/// Those in SYN-RECEIVED, the oldest first.
using HalfOpenList =
    boost::intrusive::list<ConnectionRecord, boost::intrusive::base_hook<HalfOpenHook>>;

} // namespace synoptic
