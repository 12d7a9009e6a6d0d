// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/socket_table_source.h"

#include <algorithm>

namespace synoptic {

namespace {

constexpr std::chrono::milliseconds kMinInterval{100};
constexpr std::chrono::milliseconds kMaxInterval{10'000};

} // namespace

SocketTableSource::SocketTableSource(const SocketTableOptions& options)
    : SocketTableSource(options, SocketTableReader(options.resolveProcesses)) {}

SocketTableSource::SocketTableSource(const SocketTableOptions& options,
                                     std::vector<NetworkNamespace> namespaces)
    : SocketTableSource(options,
                        SocketTableReader(std::move(namespaces), options.resolveProcesses)) {}

SocketTableSource::SocketTableSource(const SocketTableOptions& options, SocketTableReader reader)
    : reader_(std::move(reader)),
      interval_(std::clamp(options.interval, kMinInterval, kMaxInterval)),
      nextRefresh_(Clock::now()), holdBack_(options.holdBack) {}

void SocketTableSource::setInterval(std::chrono::milliseconds interval) {
    const auto before = interval_;
    interval_ = std::clamp(interval, kMinInterval, kMaxInterval);
    nextRefresh_ += interval_ - before;
}

ObservationSource::Clock::time_point SocketTableSource::due() const {
    // While owners are searched for, a moment already past: the caller may have read the clock
    // first.
    const bool searches = reader_.isSearching() && held_.empty();
    return std::min(tellAt_, searches ? nextRefresh_ - interval_ : nextRefresh_);
}

void SocketTableSource::collect(ConnectionTracker& tracker, std::stop_token stop) {
    const auto start = Clock::now();
    if (start >= tellAt_)
        tell(tracker);
    if (start < nextRefresh_) {
        // While rows are held back they name owners that a search may replace.
        if (!reader_.isSearching() || !held_.empty())
            return;
        reader_.searchOn(stop);
        // What was found is shown with fresh values, not with those of a while ago.
        if (!reader_.isSearching())
            nextRefresh_ = start;
        return;
    }
    tell(tracker); // what the reading now begun takes the place of
    held_ = reader_.readAll(stop);
    tellAt_ = Clock::now() + holdBack_;
    if (holdBack_.count() == 0)
        tell(tracker);
    const auto end = Clock::now();
    lastDuration_ = end - start;
    // Counted from the planned time, so that the beat keeps; who comes late skips a beat.
    nextRefresh_ += interval_;
    if (nextRefresh_ <= end)
        nextRefresh_ = end + interval_;
}

void SocketTableSource::tell(ConnectionTracker& tracker) {
    for (const SocketTableObservation& table : held_)
        tracker.observe(table);
    held_ = {};
    tellAt_ = Clock::time_point::max();
}

SourceStatus SocketTableSource::status() const {
    SourceStatus status = reader_.status();
    status.lastDuration = lastDuration_;
    return status;
}

std::unique_ptr<ObservationSource> makeSocketTableSource(const SocketTableOptions& options) {
    return std::make_unique<SocketTableSource>(options);
}

AllNamespacesSource makeAllNamespacesSource(const SocketTableOptions& options) {
    NetworkNamespaces found = findNetworkNamespaces();
    AllNamespacesSource result;
    result.problem = std::move(found.problem);
    if (found.all.empty())
        return result;
    for (const NetworkNamespace& one : found.all)
        result.namespaces.push_back({one.netns, one.name});
    result.source = std::make_unique<SocketTableSource>(options, std::move(found.all));
    return result;
}

} // namespace synoptic
