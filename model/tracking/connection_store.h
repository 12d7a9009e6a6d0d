// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/change_set.h"
#include "model/tracking/connection_record.h"

#include <boost/container/deque.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

namespace synoptic {

/// All connections the tracker keeps, dense in memory, and what changed among them since the last
/// take(). Records stay where they are until forget(); their places are used again.
class TrackedConnections {
public:
    TrackedConnections();

    /// A new record with the next key; changed from the start.
    ConnectionRecord& create();
    /// Takes it out of every list and map of the store; the caller has taken it out of its own. Its
    /// key is told as removed if an earlier take() told of it at all.
    void forget(ConnectionRecord& record);
    const ConnectionRecord* find(ConnectionKey key) const;
    ConnectionRecord* findForChange(ConnectionKey key);

    void markDirty(ConnectionRecord& record);
    bool hasChanges() const { return !dirty_.empty() || !removed_.empty(); }
    /// Copies the changed snapshots and moves the removed keys into the set.
    void take(ChangeSet& set);
    /// True if a take() may have told of the key: those who read the sets know it.
    bool isTold(ConnectionKey key) const { return key < firstUntold_; }
    ConnectionKey firstUntold() const { return firstUntold_; }

    /// Puts it at the end of the half-open ones, or takes it out.
    void setHalfOpen(ConnectionRecord& record, bool halfOpen);
    const HalfOpenList& halfOpen() const { return halfOpen_; }
    /// Sets snapshot.closed and puts it at the end of the closed ones, or takes it out. The caller
    /// has taken it out of its list of open ones.
    void setClosed(ConnectionRecord& record, bool closed);
    const ClosedList& closed() const { return closed_; }
    ClosedList& closed() { return closed_; }
    ConnectionRecord& oldestHalfOpen() { return halfOpen_.front(); }
    ConnectionRecord& oldestClosed() { return closed_.front(); }
    /// Open and closed.
    std::size_t size() const { return byKey_.size(); }

private:
    // A deque never moves what it holds; blocks of 64 keep neighbours together.
    using Records = boost::container::deque<
        ConnectionRecord, void,
        boost::container::deque_options_t<boost::container::block_size<64>>>;

    static bool isHalfOpen(const ConnectionRecord& record) {
        return static_cast<const HalfOpenHook&>(record).is_linked();
    }
    void unmarkDirty(ConnectionRecord& record);

    Records records_;
    std::vector<ConnectionRecord*> free_;
    boost::unordered_flat_map<ConnectionKey, ConnectionRecord*> byKey_;
    ClosedList closed_;
    HalfOpenList halfOpen_;
    std::vector<ConnectionRecord*> dirty_;
    std::vector<ConnectionKey> removed_;
    ConnectionKey nextKey_ = 1;
    ConnectionKey firstUntold_ = 1;
};

} // namespace synoptic
