// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection_store.h"
#include "model/tracking/connection_tracker.h"
#include "model/tracking/second_sampler.h"
#include "model/tracking/transition_log.h"
#include "model/tracking/watched_namespace.h"

#include <map>

namespace synoptic {

/// What the tracker holds, and the steps all observations share: opening, changing, closing and
/// forgetting a connection while the bounds are kept.
class TrackerState {
public:
    void setLimits(const TrackerLimits& limits);
    /// A table of this time begins.
    void advanceTo(Timestamp time);
    void observe(const LostEvents& lost);
    void pause();

    WatchedNamespace& watchedNamespace(std::uint64_t netns);

    /// A record for a row in the given state; no transition is written. Never fails for lack of
    /// room: ask hasRoom() before.
    ConnectionRecord& open(WatchedNamespace& home, const SocketRow& row, TcpState state,
                           Timestamp time);
    /// The same for one that no socket table shows. Null if there is no room.
    ConnectionRecord* openFromWire(const ConnectionId& id);
    /// Moves a TCP connection to another state that is not CLOSED.
    void changeState(WatchedNamespace& home, ConnectionRecord& record, TcpState state,
                     Timestamp time);
    void close(WatchedNamespace& home, ConnectionRecord& record, Timestamp time);
    /// Undoes close() where the socket turns up again as it may not do once closed: the table had
    /// left it out by mistake. False, and nothing done, if the row is another connection, or if
    /// there is no room.
    bool reopen(WatchedNamespace& home, ConnectionRecord& record, const SocketRow& row);

    bool hasRoom() const { return open_ < limits_.connections; }
    bool hasRoomHalfOpen() const { return store_.halfOpen().size() < limits_.halfOpen; }
    /// Lets go of what is over the bounds or was kept long enough, so long after the newest table.
    void enforceLimits(Duration sinceLastTable = Duration::zero());

    /// Sums the namespaces up, and ends the second if it is over.
    void endTable(Timestamp time, std::uint64_t transitionsBefore);

    TrackedConnections& store() { return store_; }
    const TrackedConnections& store() const { return store_; }
    TransitionLog& log() { return log_; }
    SecondSampler& sampler() { return sampler_; }
    const StateCounts& counts() const { return counts_; }
    /// Where there are no tables to sum up.
    void setCounts(const StateCounts& counts) { counts_ = counts; }
    TrackerTotals totals() const;

    bool hasChanges() const;
    ChangeSet take();

private:
    void forget(ConnectionRecord& record);

    TrackerLimits limits_;
    TrackedConnections store_;
    std::map<std::uint64_t, WatchedNamespace> namespaces_; ///< its lists need store_ to outlive it
    TransitionLog log_;
    SecondSampler sampler_;
    StateCounts counts_{};
    std::optional<Timestamp> now_; ///< of the newest table
    Duration elapsed_{0}; ///< grows with observed time; a clock set back leaves it where it is
    std::size_t open_ = 0;
    std::uint64_t nextIncarnation_ = 1;
    std::uint64_t lostEvents_ = 0;
    std::uint64_t unkeptFromWire_ = 0;
    std::uint64_t evicted_ = 0;
    bool totalsChanged_ = false;
};

/// True if the row, though joined to this record, cannot be the same connection any more: a socket
/// connected anew, or a tuple used again.
bool isOtherConnection(const ConnectionRecord& record, const SocketRow& row);

} // namespace synoptic
