// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection_store.h"
#include "model/tracking/connection_tracker.h"
#include "model/tracking/second_sampler.h"
#include "model/tracking/story.h"
#include "model/tracking/tracker_observer.h"
#include "model/tracking/transition_log.h"
#include "model/tracking/watched_namespace.h"

#include <functional>
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
    /// Forgets all of other network namespaces, as if they had never been told.
    void keepOnly(std::uint64_t netns);

    WatchedNamespace& watchedNamespace(std::uint64_t netns);

    /// A record for a row in the given state; no transition is written. Never fails for lack of
    /// room: ask hasRoom() before.
    ConnectionRecord& open(WatchedNamespace& home, const SocketRow& row, TcpState state,
                           Timestamp time);
    /// The same for one that no socket table shows (yet). Null if there is no room.
    ConnectionRecord* openFromWire(const ConnectionId& id);
    /// The table shows what was known from packets or trace alone: from now on it is one of its
    /// rows.
    void adopt(WatchedNamespace& home, ConnectionRecord& record, const SocketRow& row);
    /// For ConnectionId, where there is no cookie.
    std::uint64_t nextIncarnation() { return nextIncarnation_++; }
    /// The newest open connection between two endpoints in a namespace, or null.
    ConnectionRecord* findOpen(std::uint64_t netns, const FourTuple& tuple);
    /// The newest one, open or closed.
    ConnectionRecord* findNewest(std::uint64_t netns, const FourTuple& tuple);
    /// Another tuple of the same connection.
    void setTuple(ConnectionRecord& record, const FourTuple& tuple);
    /// Moves a TCP connection to another state that is not CLOSED.
    void changeState(WatchedNamespace& home, ConnectionRecord& record, TcpState state,
                     Timestamp time);
    /// Its end as the table tells it: gone since `time`.
    void close(WatchedNamespace& home, ConnectionRecord& record, Timestamp time);
    /// Its end as packets or trace have told already: the state is CLOSED.
    void closeTold(ConnectionRecord& record);
    /// Its source tells no more of it: how it goes on is not seen.
    void closeUnwatched(ConnectionRecord& record, Timestamp time);
    /// What a source tells of a hop; see tellHop(). Closes where the hop leads to CLOSED.
    Telling tell(ConnectionRecord& record, const PathHop& hop, const TimeBounds& bounds);
    /// Undoes close() where the socket turns up again as it may not do once closed: the table had
    /// left it out by mistake. False, and nothing done, if the row is another connection, or if
    /// there is no room.
    bool reopen(WatchedNamespace& home, ConnectionRecord& record, const SocketRow& row);

    bool hasRoom() const { return open_ < limits_.connections; }
    bool hasRoomHalfOpen() const { return store_.halfOpen().size() < limits_.halfOpen; }
    /// Lets go of what is over the bounds or was kept long enough, so long after the newest table.
    void enforceLimits(Duration sinceLastTable = Duration::zero());

    /// Ends the second if it is over.
    void endSecond(Timestamp time);
    /// Called when a record goes, with the record as it was.
    void onForget(std::function<void(const ConnectionRecord&)> act) { onForget_ = std::move(act); }

    /// Null, or it outlives this.
    void setObserver(TrackerObserver* observer) { observer_ = observer; }
    TrackerObserver* observer() const { return observer_; }

    TrackedConnections& store() { return store_; }
    const TrackedConnections& store() const { return store_; }
    TransitionLog& log() { return log_; }
    SecondSampler& sampler() { return sampler_; }
    /// The kernel's trace has told all until then: it counts segments better than any counter.
    void noteTrace(Timestamp drained) { tracedUntil_ = drained; }
    /// A trace that only comes late, as on a busy machine, will tell all the same.
    bool isTraced(Timestamp now) const { return now - tracedUntil_ < std::chrono::seconds(30); }
    void noteTraceLost() { tracedUntil_ = {}; }
    /// Open TCP connections by state, those not kept included. In a capture the closed ones too.
    StateCounts counts() const;
    /// To be called around every change of a record's state that is made by hand.
    void uncount(const ConnectionRecord& record);
    void count(const ConnectionRecord& record);
    TrackerTotals totals() const;

    bool hasChanges() const;
    ChangeSet take();

private:
    void forget(ConnectionRecord& record);
    void fetchOldestClosed(std::size_t gone);
    void leaveTuple(ConnectionRecord& record);
    void forgetEmptyNamespaces();

    TrackerLimits limits_;
    TrackedConnections store_;
    std::map<std::uint64_t, WatchedNamespace> namespaces_; ///< its lists need store_ to outlive it
    TransitionLog log_;
    SecondSampler sampler_;
    Timestamp tracedUntil_; ///< the epoch: never
    StateCounts counts_{};  ///< of the records kept
    std::function<void(const ConnectionRecord&)> onForget_;
    TrackerObserver* observer_ = nullptr;
    std::optional<Timestamp> now_; ///< of the newest table
    Duration elapsed_{0}; ///< grows with observed time; a clock set back leaves it where it is
    std::size_t open_ = 0;
    std::uint64_t nextIncarnation_ = 1;
    std::uint64_t sampledTransitions_ = 0; ///< of the log's total, those in seconds that ended
    std::uint64_t lostEvents_ = 0;
    std::uint64_t unkeptFromWire_ = 0;
    std::uint64_t evicted_ = 0;
    bool totalsChanged_ = false;
};

/// A socket table showed it, and its namespace lists it as open.
inline bool isInTable(const ConnectionRecord& record) {
    return static_cast<const OpenOrClosedHook&>(record).is_linked() && !record.snapshot.closed;
}

/// True if the row, though joined to this record, cannot be the same connection any more: a socket
/// connected anew, or a tuple used again.
bool isOtherConnection(const ConnectionRecord& record, const SocketRow& row);

} // namespace synoptic
