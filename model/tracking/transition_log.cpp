// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/transition_log.h"

#include <algorithm>

namespace synoptic {

StateTransition transitionOf(ConnectionKey key, const PathHop& hop, const TimeBounds& bounds) {
    return {key,
            hop.from,
            hop.to,
            hop.event,
            hop.evidence,
            hop.edge,
            evidenceBit(hop.evidence),
            bounds.time,
            bounds.notBefore};
}

void TransitionLog::record(ConnectionSnapshot& snapshot, const InferredPath& path,
                           const TimeBounds& bounds) {
    append(snapshot, path, bounds);
    for (const PathHop& hop : path)
        tell(transitionOf(snapshot.key, hop, bounds));
}

void TransitionLog::tell(const StateTransition& transition) {
    any_ = true;
    ++total_;
    if (transition.edge != kNoEdge)
        ++edgeCounts_[transition.edge];
    if (transitions_.size() < perSet_)
        transitions_.push_back(transition);
    else
        ++omitted_;
}

ConnectionHistory* TransitionLog::unshared(const ConnectionSnapshot& snapshot) const {
    const bool isMine = snapshot.key >= firstUntold_ && snapshot.history.use_count() == 1;
    return isMine ? const_cast<ConnectionHistory*>(snapshot.history.get()) : nullptr;
}

void TransitionLog::replace(ConnectionSnapshot& snapshot, std::size_t step,
                            const StateTransition& transition) {
    if (ConnectionHistory* mine = unshared(snapshot)) {
        mine->transitions[step] = transition;
        return;
    }
    auto history = std::make_shared<ConnectionHistory>(*snapshot.history);
    history->transitions[step] = transition;
    snapshot.history = std::move(history);
}

void TransitionLog::truncate(ConnectionSnapshot& snapshot, std::size_t step) {
    auto history = std::make_shared<ConnectionHistory>(*snapshot.history);
    history->transitions.resize(step);
    snapshot.history = std::move(history);
}

void TransitionLog::recordJump(ConnectionSnapshot& snapshot, TcpState to,
                               const TimeBounds& bounds) {
    append(snapshot, {{snapshot.state, to, TcpEvent::Unseen, kNoEdge, Evidence::Inferred}}, bounds);
}

void TransitionLog::append(ConnectionSnapshot& snapshot, const InferredPath& path,
                           const TimeBounds& bounds) {
    const auto& old = snapshot.history->transitions;
    const std::size_t all = old.size() + path.size();
    if (ConnectionHistory* mine = all <= perConnection_ ? unshared(snapshot) : nullptr) {
        for (const PathHop& hop : path)
            mine->transitions.push_back(transitionOf(snapshot.key, hop, bounds));
        return;
    }
    // A published history belongs to its readers: a longer one takes its place.
    auto history = std::make_shared<ConnectionHistory>();
    const std::size_t surplus = all - std::min(all, perConnection_);
    const std::size_t oldSurplus = std::min(surplus, old.size());
    history->omitted = snapshot.history->omitted + static_cast<std::uint32_t>(surplus);
    history->transitions.reserve(all - surplus);
    history->transitions.assign(old.begin() + static_cast<std::ptrdiff_t>(oldSurplus), old.end());
    for (std::size_t i = surplus - oldSurplus; i < path.size(); ++i)
        history->transitions.push_back(transitionOf(snapshot.key, path[i], bounds));
    snapshot.history = std::move(history);
}

} // namespace synoptic
