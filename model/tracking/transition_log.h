// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/change_set.h"
#include "model/tracking/path_inference.h"

#include <utility>

namespace synoptic {

/// When a way was gone: its hops happened after `notBefore` and no later than `time`.
struct TimeBounds {
    Timestamp notBefore;
    Timestamp time;
};

StateTransition transitionOf(ConnectionKey key, const PathHop& hop, const TimeBounds& bounds);

/// Writes transitions down: in the connection's own history, and in the list for the next set.
class TransitionLog {
public:
    void setLimits(std::size_t perConnection, std::size_t perSet) {
        perConnection_ = perConnection;
        perSet_ = perSet;
    }

    void record(ConnectionSnapshot& snapshot, const InferredPath& path, const TimeBounds& bounds);
    /// Another version of one step of the history; the lists for the next set keep the first.
    void replace(ConnectionSnapshot& snapshot, std::size_t step, const StateTransition& transition);
    /// Forgets the history from this step on.
    static void truncate(ConnectionSnapshot& snapshot, std::size_t step);
    /// A jump over a time in which nobody watched: into the history alone, way unseen.
    void recordJump(ConnectionSnapshot& snapshot, TcpState to, const TimeBounds& bounds);

    /// One whose connection keeps its history elsewhere: for the list and the counts by edge alone.
    void tell(const StateTransition& transition);

    /// From now on others may hold the histories of connections with keys below this.
    void setFirstUntold(ConnectionKey key) { firstUntold_ = key; }

    bool empty() const { return !any_; }
    std::uint64_t total() const { return total_; }
    /// Moves the list, the count of those left out, and the counts by edge into the set. Leaves
    /// out those of connections for which `isKnown(key)` is false.
    template <class IsKnown>
    void take(ChangeSet& set, IsKnown isKnown) {
        const std::size_t all = transitions_.size();
        std::erase_if(transitions_, [&](const auto& t) { return !isKnown(t.connection); });
        set.transitionsOmitted = omitted_ + (all - transitions_.size());
        set.transitions = std::exchange(transitions_, {});
        set.edgeCounts = std::exchange(edgeCounts_, {});
        omitted_ = 0;
        any_ = false;
    }

private:
    /// The history, to be changed where it is, if nobody else has heard of the connection; else
    /// null: a published history belongs to its readers.
    ConnectionHistory* unshared(const ConnectionSnapshot& snapshot) const;
    void append(ConnectionSnapshot& snapshot, const InferredPath& path, const TimeBounds& bounds);

    ConnectionKey firstUntold_ = 1;
    std::size_t perConnection_ = 0;
    std::size_t perSet_ = 0;
    std::vector<StateTransition> transitions_;
    std::uint64_t omitted_ = 0;
    EdgeCounts edgeCounts_{};
    std::uint64_t total_ = 0;
    bool any_ = false;
};

} // namespace synoptic
