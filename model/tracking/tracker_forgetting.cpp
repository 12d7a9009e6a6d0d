// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/tracker_state.h"

// What TrackerState lets go: over its bounds, kept long enough, or of namespaces not wanted.
namespace synoptic {

void TrackerState::keepOnly(std::uint64_t netns) {
    for (auto& [other, home] : namespaces_) {
        if (other == netns)
            continue;
        while (!home.open.empty()) {
            ConnectionRecord& record = home.open.front();
            home.open.pop_front();
            uncount(record);
            --open_;
            forget(record);
        }
        home.unkept.clear();
        home.unkeptCounts = {};
        home.counters.reset();
        home.joined = false;
    }
    ClosedList& closed = store_.closed();
    for (auto it = closed.begin(); it != closed.end();) {
        ConnectionRecord& record = *it++;
        if (record.snapshot.id.netns != netns)
            forget(record);
    }
    sampler_.markGap();
    totalsChanged_ = true;
}

/// Containers come and go for as long as the program runs.
void TrackerState::forgetEmptyNamespaces() {
    std::erase_if(namespaces_, [](const auto& entry) {
        const WatchedNamespace& home = entry.second;
        return !home.joined && home.open.empty() && home.known.size() == 0 &&
               home.unkept.size() == 0 && home.byTuple.empty();
    });
}

void TrackerState::enforceLimits(Duration sinceLastTable) {
    const Duration now = elapsed_ + sinceLastTable;
    for (std::size_t gone = 0;
         !store_.closed().empty() && now - store_.oldestClosed().closedAt >= limits_.keepClosed;
         ++gone) {
        fetchOldestClosed(gone);
        forget(store_.oldestClosed());
    }
    for (std::size_t gone = 0; store_.closed().size() > limits_.closed; ++gone, ++evicted_) {
        fetchOldestClosed(gone);
        forget(store_.oldestClosed());
    }
    for (; store_.halfOpen().size() > limits_.halfOpen; ++evicted_) {
        ConnectionRecord& oldest = store_.oldestHalfOpen();
        WatchedNamespace& home = watchedNamespace(oldest.snapshot.id.netns);
        if (isInTable(oldest)) {
            home.unkept.set(oldest, {TcpState::SynReceived, oldest.generation});
            ++home.unkeptCounts[index(TcpState::SynReceived)];
            home.open.erase(home.open.iterator_to(oldest));
        }
        uncount(oldest);
        --open_;
        forget(oldest);
    }
}

/// What forgetting the next few will look up, side by side rather than one after the other; once
/// for so many. Changes nothing.
void TrackerState::fetchOldestClosed(std::size_t gone) {
    constexpr std::size_t kFetched = 16;
    if (gone % kFetched != 0)
        return;
    std::size_t count = 0;
    for (const ConnectionRecord& record : store_.closed()) {
        if (++count > kFetched)
            break;
        prefetch(record);
    }
    for (const ConnectionRecord& record : store_.closed()) {
        if (count-- == 0)
            break;
        const ConnectionId& id = record.snapshot.id;
        __builtin_prefetch(watchedNamespace(id.netns).known.find(record));
        __builtin_prefetch(findNewest(id.netns, id.tuple));
        __builtin_prefetch(store_.find(record.snapshot.key));
    }
}

void TrackerState::forget(ConnectionRecord& record) {
    WatchedNamespace& home = watchedNamespace(record.snapshot.id.netns);
    ConnectionRecord* const* known = home.known.find(record);
    if (known && *known == &record)
        home.known.erase(record);
    leaveTuple(record);
    if (onForget_)
        onForget_(record);
    store_.forget(record);
}

} // namespace synoptic
