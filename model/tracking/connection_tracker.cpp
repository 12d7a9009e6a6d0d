// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/connection_tracker.h"

#include "model/tracking/socket_table_pass.h"

namespace synoptic {

struct ConnectionTracker::Impl {
    TrackerState state;
};

ConnectionTracker::ConnectionTracker(TrackerLimits limits) : impl_(std::make_unique<Impl>()) {
    impl_->state.setLimits(limits);
}

ConnectionTracker::~ConnectionTracker() = default;
ConnectionTracker::ConnectionTracker(ConnectionTracker&&) noexcept = default;
ConnectionTracker& ConnectionTracker::operator=(ConnectionTracker&&) noexcept = default;

void ConnectionTracker::setLimits(const TrackerLimits& limits) {
    impl_->state.setLimits(limits);
}

void ConnectionTracker::observe(const SocketTableObservation& table) {
    impl_->state.advanceTo(table.time);
    SocketTablePass(impl_->state, table).run();
}

void ConnectionTracker::observe(const LostEvents& lost) {
    impl_->state.observe(lost);
}

void ConnectionTracker::pause() {
    impl_->state.pause();
}

void ConnectionTracker::expire(Duration sinceLastTable) {
    impl_->state.enforceLimits(sinceLastTable);
}

bool ConnectionTracker::hasChanges() const {
    return impl_->state.hasChanges();
}

ChangeSet ConnectionTracker::takeChanges() {
    return impl_->state.take();
}

const ConnectionSnapshot* ConnectionTracker::find(ConnectionKey key) const {
    const ConnectionRecord* record = impl_->state.store().find(key);
    return record ? &record->snapshot : nullptr;
}

const StateCounts& ConnectionTracker::counts() const {
    return impl_->state.counts();
}

TrackerTotals ConnectionTracker::totals() const {
    return impl_->state.totals();
}

} // namespace synoptic
