// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/connection_tracker.h"

#include "model/tracking/socket_table_pass.h"
#include "model/tracking/wire_tracking.h"

namespace synoptic {

struct ConnectionTracker::Impl {
    struct Capture {
        Capture(TrackerState& state, std::shared_ptr<PacketHistory> history)
            : wire(state, std::move(history)), feed(wire) {}
        WireTracking wire;
        PacketFeed<WireTracking> feed;
    };
    TrackerState state;
    std::unique_ptr<Capture> capture;
    ConnectionKey focus = 0;
    bool focusIsNew = false;
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

void ConnectionTracker::beginCapture(std::shared_ptr<PacketHistory> history) {
    impl_->capture = std::make_unique<Impl::Capture>(impl_->state, std::move(history));
}

void ConnectionTracker::observe(const CapturedFrame& frame) {
    impl_->capture->feed.push(frame);
}

void ConnectionTracker::endOfBatch() {
    impl_->capture->feed.flush();
    impl_->capture->wire.update();
}

void ConnectionTracker::endOfCapture() {
    impl_->capture->feed.flush();
    impl_->capture->wire.finish();
}

void ConnectionTracker::setFocus(ConnectionKey key) {
    impl_->focusIsNew = key != 0 && key != impl_->focus;
    impl_->focus = key;
}

void ConnectionTracker::pause() {
    impl_->state.pause();
}

void ConnectionTracker::expire(Duration sinceLastTable) {
    impl_->state.enforceLimits(sinceLastTable);
}

bool ConnectionTracker::hasChanges() const {
    return impl_->state.hasChanges() || impl_->focusIsNew ||
           (impl_->capture && impl_->capture->wire.hasChanges());
}

ChangeSet ConnectionTracker::takeChanges() {
    // Asked before what changed is taken.
    const ConnectionRecord* focused =
        impl_->focus ? impl_->state.store().find(impl_->focus) : nullptr;
    const bool wanted =
        focused && (impl_->focusIsNew || focused->dirtyPosition != ConnectionRecord::kClean);
    ChangeSet set = impl_->state.take();
    if (impl_->capture) {
        if (wanted)
            set.detail = impl_->capture->wire.detail(impl_->focus);
        impl_->capture->wire.takeInto(set);
    }
    impl_->focusIsNew = false;
    return set;
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
