// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/connection_tracker.h"

#include "model/tracking/capture_records.h"
#include "model/tracking/kernel_records.h"
#include "model/tracking/live_records.h"
#include "model/tracking/socket_table_pass.h"

namespace synoptic {

struct ConnectionTracker::Impl {
    struct Capture {
        explicit Capture(std::unique_ptr<WireTracking> tracking)
            : wire(std::move(tracking)), feed(*wire) {}
        std::unique_ptr<WireTracking> wire;
        PacketFeed<WireTracking> feed;
    };
    TrackerLimits limits;
    TrackerState state;
    KernelRecords kernel{state};
    std::optional<Capture> capture;
    CaptureRecords* file = nullptr; ///< of `capture`, if it is one
    LiveRecords* live = nullptr;    ///< of `capture`, if it is one
    std::vector<IpAddress> localAddresses;
    ConnectionKey focus = 0;
    bool focusIsNew = false;

    void endCapture() {
        live = nullptr;
        file = nullptr;
        capture.reset();
    }
};

ConnectionTracker::ConnectionTracker(TrackerLimits limits) : impl_(std::make_unique<Impl>()) {
    setLimits(limits);
}

ConnectionTracker::~ConnectionTracker() = default;
ConnectionTracker::ConnectionTracker(ConnectionTracker&&) noexcept = default;
ConnectionTracker& ConnectionTracker::operator=(ConnectionTracker&&) noexcept = default;

void ConnectionTracker::setLimits(const TrackerLimits& limits) {
    impl_->limits = limits;
    impl_->state.setLimits(limits);
}

void ConnectionTracker::observe(const SocketTableObservation& table) {
    impl_->state.advanceTo(table.time);
    SocketTablePass(impl_->state, table).run();
    WatchedNamespace& home = impl_->state.watchedNamespace(table.netns);
    impl_->kernel.afterTable(home);
    if (TrackerObserver* observer = impl_->state.observer())
        observer->onTable(impl_->state, home, table.time);
}

void ConnectionTracker::observe(const KernelTraceObservation& trace) {
    impl_->kernel.observe(trace);
    if (TrackerObserver* observer = impl_->state.observer())
        observer->onKernelEvents(trace.events);
}

void ConnectionTracker::observe(const FirewallObservation& firewall) {
    if (TrackerObserver* observer = impl_->state.observer())
        observer->onFirewall(firewall);
}

void ConnectionTracker::setObserver(TrackerObserver* observer) {
    impl_->state.setObserver(observer);
}

void ConnectionTracker::observe(const LostEvents& lost) {
    impl_->state.observe(lost);
    impl_->kernel.observeLoss();
    if (lost.count == 0) // not some events, but who told of them
        impl_->state.noteTraceLost();
}

void ConnectionTracker::beginCapture(std::shared_ptr<PacketHistory> history) {
    impl_->endCapture();
    auto file = std::make_unique<CaptureRecords>(impl_->state, std::move(history));
    impl_->file = file.get();
    impl_->capture.emplace(std::move(file));
}

void ConnectionTracker::beginLiveCapture(std::shared_ptr<PacketHistory> history,
                                         std::uint64_t netns) {
    impl_->endCapture();
    auto live =
        std::make_unique<LiveRecords>(impl_->state, std::move(history), netns, impl_->limits.flows);
    live->setLocalAddresses(impl_->localAddresses);
    impl_->live = live.get();
    impl_->capture.emplace(std::move(live));
}

void ConnectionTracker::endLiveCapture() {
    if (impl_->live)
        impl_->live->stop();
}

void ConnectionTracker::setLocalAddresses(std::span<const IpAddress> addresses) {
    impl_->localAddresses.assign(addresses.begin(), addresses.end());
    if (impl_->live)
        impl_->live->setLocalAddresses(addresses);
}

void ConnectionTracker::observe(const CapturedFrame& frame) {
    impl_->capture->feed.push(frame);
}

void ConnectionTracker::endOfBatch(Timestamp now) {
    impl_->capture->feed.flush();
    impl_->capture->wire->update(now);
}

void ConnectionTracker::settleCapture(Timestamp now) {
    if (impl_->live)
        endOfBatch(now + kResetSettles);
}

void ConnectionTracker::endOfCapture() {
    impl_->capture->feed.flush();
    impl_->file->finish();
}

void ConnectionTracker::setFocus(ConnectionKey key) {
    impl_->focusIsNew = key != 0 && key != impl_->focus;
    impl_->focus = key;
}

void ConnectionTracker::pause() {
    impl_->state.pause();
}

void ConnectionTracker::leave(std::uint64_t netns, Timestamp time) {
    observe(SocketTableObservation{time, netns, {}});
    impl_->state.watchedNamespace(netns).joined = false;
    if (TrackerObserver* observer = impl_->state.observer())
        observer->onNamespaceGone(netns);
}

void ConnectionTracker::keepOnly(std::uint64_t netns) {
    impl_->state.keepOnly(netns);
    impl_->kernel.keepOnly(netns);
    if (TrackerObserver* observer = impl_->state.observer())
        observer->onOthersForgotten(netns);
}

void ConnectionTracker::expire(Duration sinceLastTable) {
    impl_->state.enforceLimits(sinceLastTable);
}

bool ConnectionTracker::hasChanges() const {
    return impl_->state.hasChanges() || impl_->focusIsNew ||
           (impl_->capture && impl_->capture->wire->hasChanges());
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
            set.detail = impl_->capture->wire->detail(impl_->focus);
        impl_->capture->wire->takeInto(set);
    }
    impl_->focusIsNew = false;
    return set;
}

const ConnectionSnapshot* ConnectionTracker::find(ConnectionKey key) const {
    const ConnectionRecord* record = impl_->state.store().find(key);
    return record ? &record->snapshot : nullptr;
}

StateCounts ConnectionTracker::counts() const {
    return impl_->state.counts();
}

bool ConnectionTracker::isTraced(Timestamp now) const {
    return impl_->state.isTraced(now);
}

TrackerTotals ConnectionTracker::totals() const {
    return impl_->state.totals();
}

} // namespace synoptic
