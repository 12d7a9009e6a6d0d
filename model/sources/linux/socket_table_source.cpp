// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/socket_table_source.h"

#include "model/sources/linux/namespace_names.h"

#include <algorithm>
#include <ctime>

namespace synoptic {

namespace {

constexpr std::chrono::milliseconds kMinInterval{100};
constexpr std::chrono::milliseconds kMaxInterval{10'000};
/// Namespaces come and go with containers.
constexpr std::chrono::seconds kNamespacePace{5};
constexpr int kTracedShare = 20; ///< 1/20 of a core
/// By then a table has to mend what the trace may have lost.
constexpr std::chrono::milliseconds kLongestTraced{4'000};

/// That this thread has spent: others on the machine do not make a table dearer.
std::chrono::nanoseconds processorTime() {
    timespec spent{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return std::chrono::seconds(spent.tv_sec) + std::chrono::nanoseconds(spent.tv_nsec);
}

} // namespace

std::chrono::nanoseconds leastInterval(std::chrono::nanoseconds cost, bool traced) {
    return traced ? std::min<std::chrono::nanoseconds>(cost * kTracedShare, kLongestTraced)
                  : std::chrono::nanoseconds(0);
}

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

void SocketTableSource::setAllNamespaces(bool all) {
    if (all == all_)
        return;
    all_ = all;
    // Read under the other wish: told now, it would bring back what is forgotten at this moment.
    held_ = {};
    tellAt_ = Clock::time_point::max();
    lookForNamespacesAt_ = Clock::now();
    refreshSoon();
}

/// Which there are by now. What was told of those that are gone has ended with them.
void SocketTableSource::lookForNamespaces(ConnectionTracker& tracker) {
    using Namespaces = SourceStatus::Namespaces;
    NetworkNamespaces found;
    if (all_)
        found = findNetworkNamespaces();
    lookForNamespacesAt_ = all_ ? Clock::now() + kNamespacePace : Clock::time_point::max();
    // Its own is read in any case, also where no namespace may be entered.
    std::vector<NamespaceName> names{{currentNetns(), {}}};
    std::map<std::uint64_t, std::string> known;
    for (const NetworkNamespace& one : found.all) {
        if (one.netns == names.front().netns) {
            names.front().name = one.name;
            continue;
        }
        // Looked up once: a runtime's books are long.
        const auto before = knownNames_.find(one.netns);
        const std::string& name =
            known
                .emplace(one.netns, before != knownNames_.end() && !before->second.empty()
                                        ? before->second
                                        : nameOfNamespace(one.name, one.process))
                .first->second;
        names.push_back({one.netns, name});
    }
    knownNames_ = std::move(known);
    namespaces_ = !all_                   ? Namespaces::Own
                  : found.all.empty()     ? Namespaces::Refused
                  : found.problem.empty() ? Namespaces::All
                                          : Namespaces::Some;
    if (!all_)
        namespaceNames_.reset();
    else if (!namespaceNames_ || *namespaceNames_ != names)
        namespaceNames_ = std::make_shared<const std::vector<NamespaceName>>(std::move(names));
    for (const std::uint64_t netns :
         reader_.setNamespaces(std::move(found.all), !all_ || found.isWhole)) {
        if (all_)
            tracker.leave(netns, clock_.now());
    }
}

ObservationSource::Clock::time_point SocketTableSource::due() const {
    // While owners are searched for, a moment already past: the caller may have read the clock
    // first.
    const bool searches = reader_.isSearching() && held_.empty();
    return std::min(tellAt_, searches ? began_ : nextRefresh_);
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
    began_ = start;
    const auto spentBefore = processorTime();
    if (start >= lookForNamespacesAt_)
        lookForNamespaces(tracker);
    held_ = reader_.readAll(stop);
    const auto readingCost = processorTime() - spentBefore;
    const bool traced = !held_.empty() && tracker.isTraced(held_.front().time);
    tellAt_ = Clock::now() + holdBack_;
    if (holdBack_.count() == 0)
        tell(tracker);
    const auto end = Clock::now();
    lastDuration_ = end - start;
    // Counted from the planned time, so that the beat keeps; who comes late skips a beat.
    nextRefresh_ += interval_;
    if (nextRefresh_ <= end)
        nextRefresh_ = end + interval_;
    nextRefresh_ =
        std::max(nextRefresh_, start + leastInterval(readingCost + tellingCost_, traced));
}

void SocketTableSource::tell(ConnectionTracker& tracker) {
    tellAt_ = Clock::time_point::max();
    if (held_.empty())
        return;
    const auto spentBefore = processorTime();
    for (const SocketTableObservation& table : held_)
        tracker.observe(table);
    tellingCost_ = processorTime() - spentBefore;
    held_ = {};
}

SourceStatus SocketTableSource::status() const {
    SourceStatus status = reader_.status();
    status.lastDuration = lastDuration_;
    status.namespaces = namespaces_;
    status.namespaceNames = namespaceNames_;
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
        result.namespaces.push_back({one.netns, nameOfNamespace(one.name, one.process)});
    result.source = std::make_unique<SocketTableSource>(options, std::move(found.all));
    return result;
}

} // namespace synoptic
