// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/monitor.h"

#include "model/sources/source_factory.h"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include <boost/container/small_vector.hpp>

#include <poll.h>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

/// A source that stays due would else leave no time for anything but itself.
constexpr auto kLeastRest = 5ms;
/// Closed connections are let go at this pace while nothing is observed.
constexpr auto kExpiryPace = 1s;

/// Durations and repeats change with every refresh; alone they are no news.
bool isSameNews(const SourceStatus& a, const SourceStatus& b) {
    return a.kind == b.kind && a.way == b.way && a.health == b.health && a.problem == b.problem &&
           a.ownersComplete == b.ownersComplete && a.namespaces == b.namespaces &&
           a.namespaceNames == b.namespaceNames && a.ownersVisible == b.ownersVisible &&
           a.trouble == b.trouble && a.detail == b.detail && a.dropped == b.dropped &&
           a.loading == b.loading && a.cancelled == b.cancelled && a.bytesRead == b.bytesRead;
}

} // namespace

struct MonitorThread::Watched {
    int id = 0;
    std::unique_ptr<ObservationSource> source;
    SourceStatus status;
    Clock::time_point restUntil = Clock::time_point::min();
    bool failed = false;   ///< it threw; `status` tells what
    bool readable = false; ///< poll() said so

    /// A descriptor that stays readable (a hung-up pipe) must not keep the thread spinning.
    bool isResting() const { return source->descriptor() >= 0 && restUntil > Clock::now(); }
    Clock::time_point due() const { return std::max(source->due(), restUntil); }

    void fail(const std::exception_ptr& thrown) {
        std::string what = "unknown error";
        try {
            std::rethrow_exception(thrown);
        } catch (const std::exception& error) {
            what = error.what();
        } catch (...) {
        }
        failed = true;
        status.health = SourceStatus::Health::Failed;
        status.problem = "Watching stopped: " + what + ". Refresh to try again.";
    }
};

MonitorThread::MonitorThread(Sources sources, TrackerLimits limits, UpdateReady updateReady)
    : updateReady_(std::move(updateReady)), tracker_(limits) {
    tracker_.setObserver(&diagnosis_);
    for (auto& source : sources)
        add(static_cast<int>(sources_.size()), std::move(source));
}

MonitorThread::~MonitorThread() {
    stop();
}

void MonitorThread::start() {
    if (!thread_.joinable())
        thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void MonitorThread::stop() {
    if (!thread_.joinable())
        return;
    thread_.request_stop();
    thread_.join();
}

std::optional<MonitorUpdate> MonitorThread::takeUpdate() {
    std::optional<MonitorUpdate> update = slot_.take();
    if (update)
        wakeEvent_.wake(); // there may be more
    return update;
}

void MonitorThread::command(Command command) {
    {
        const std::lock_guard lock(commandMutex_);
        commands_.push_back(std::move(command));
    }
    wakeEvent_.wake();
}

void MonitorThread::setInterval(std::chrono::milliseconds interval) {
    command([this, interval] {
        for (Watched& watched : sources_)
            watched.source->setInterval(interval);
    });
}

void MonitorThread::setHoldBack(std::chrono::milliseconds holdBack) {
    command([this, holdBack] {
        for (Watched& watched : sources_)
            watched.source->setHoldBack(holdBack);
    });
}

void MonitorThread::refreshSoon() {
    command([this] {
        if (!paused_)
            askAll();
    });
}

void MonitorThread::pause() {
    command([this] {
        if (!std::exchange(paused_, true))
            tracker_.pause();
    });
}

void MonitorThread::resume() {
    command([this] {
        if (std::exchange(paused_, false))
            askAll();
    });
}

void MonitorThread::setLimits(const TrackerLimits& limits) {
    command([this, limits] { tracker_.setLimits(limits); });
}

void MonitorThread::add(int id, std::unique_ptr<ObservationSource> source) {
    Watched& watched = sources_.emplace_back();
    watched.id = id;
    watched.status = source->status();
    watched.source = std::move(source);
    watched.source->setAllNamespaces(allNamespaces_);
}

void MonitorThread::addSource(int id, std::unique_ptr<ObservationSource> source) {
    // A command can be copied; what it carries cannot.
    auto carried = std::make_shared<std::unique_ptr<ObservationSource>>(std::move(source));
    command([this, id, carried] { add(id, std::move(*carried)); });
}

void MonitorThread::removeSource(int id) {
    command([this, id] {
        for (Watched& watched : sources_) {
            if (watched.id == id)
                watched.source->end(tracker_);
        }
        std::erase_if(sources_, [id](const Watched& watched) { return watched.id == id; });
    });
}

void MonitorThread::setAllNamespaces(bool all) {
    command([this, all] {
        if (std::exchange(allNamespaces_, all) == all)
            return;
        for (Watched& watched : sources_)
            watched.source->setAllNamespaces(all);
        if (!all)
            tracker_.keepOnly(currentNetns());
    });
}

void MonitorThread::setFocus(ConnectionKey key) {
    command([this, key] { tracker_.setFocus(key); });
}

void MonitorThread::setThresholds(const DiagnosisThresholds& thresholds) {
    command([this, thresholds] { diagnosis_.setThresholds(thresholds); });
}

void MonitorThread::cancel() {
    command([this] {
        for (Watched& watched : sources_)
            watched.source->cancel();
    });
}

void MonitorThread::run(const std::stop_token& stop) {
    const std::stop_callback wakeOnStop(stop, [this] { wakeEvent_.wake(); });
    while (!stop.stop_requested()) {
        try {
            obeyCommands();
            collectDue(stop);
            if (!paused_)
                tracker_.expire(Clock::now() - lastCollect_);
            publish();
        } catch (...) { // most likely memory ran out
            for (Watched& watched : sources_)
                watched.fail(std::current_exception());
        }
        wait();
    }
}

void MonitorThread::askAll() {
    for (Watched& watched : sources_) {
        watched.failed = false;
        watched.source->refreshSoon();
    }
}

void MonitorThread::obeyCommands() {
    std::vector<Command> commands;
    {
        const std::lock_guard lock(commandMutex_);
        commands.swap(commands_);
    }
    for (const Command& command : commands)
        command();
}

void MonitorThread::collectDue(const std::stop_token& stop) {
    if (paused_)
        return;
    for (Watched& watched : sources_) {
        // In this order: a source may be due "now", and now must not have been read before.
        const auto dueAt = watched.due();
        const bool due = watched.readable || dueAt <= Clock::now();
        watched.readable = false;
        if (due && !watched.failed && !stop.stop_requested())
            collect(watched, stop);
    }
}

void MonitorThread::collect(Watched& watched, const std::stop_token& stop) {
    try {
        watched.source->collect(tracker_, stop);
        watched.status = watched.source->status();
        lastCollect_ = Clock::now();
        watched.restUntil = lastCollect_ + kLeastRest;
    } catch (...) {
        watched.fail(std::current_exception());
    }
}

void MonitorThread::publish() {
    if (!slot_.isEmpty())
        return;
    const bool news = !std::equal(
        sources_.begin(), sources_.end(), toldStatus_.begin(), toldStatus_.end(),
        [](const Watched& a, const SourceStatus& b) { return isSameNews(a.status, b); });
    if (!news && !tracker_.hasChanges() && !diagnosis_.hasChanges())
        return;
    toldStatus_.clear();
    for (const Watched& watched : sources_)
        toldStatus_.push_back(watched.status);
    slot_.put({tracker_.takeChanges(), toldStatus_, diagnosis_.takeChanges()});
    if (updateReady_)
        updateReady_();
}

MonitorThread::Clock::time_point MonitorThread::wakeTime() const {
    auto time = Clock::time_point::max();
    if (paused_)
        return time;
    for (const Watched& watched : sources_) {
        if (!watched.failed)
            time = std::min(time, watched.isResting() ? watched.restUntil : watched.due());
    }
    if (tracker_.totals().closedKept > 0)
        time = std::min(time, Clock::now() + kExpiryPace);
    return time;
}

void MonitorThread::wait() {
    const auto wakeAt = wakeTime();
    boost::container::small_vector<pollfd, 8> descriptors{{wakeEvent_.descriptor(), POLLIN, 0}};
    for (const Watched& watched : sources_) { // poll() passes over negative descriptors
        const bool listen = !paused_ && !watched.failed && !watched.isResting();
        descriptors.push_back({listen ? watched.source->descriptor() : -1, POLLIN, 0});
    }
    int timeout = -1;
    if (wakeAt != Clock::time_point::max()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(wakeAt - Clock::now());
        timeout = static_cast<int>(std::clamp<std::chrono::milliseconds>(left, 0ms, 1h).count());
    }
    // A signal ends the wait early, which does no harm; any other error is a lack of memory.
    if (::poll(descriptors.data(), descriptors.size(), timeout) <= 0)
        return;
    if (descriptors[0].revents != 0)
        wakeEvent_.drain();
    for (std::size_t i = 0; i < sources_.size(); ++i)
        sources_[i].readable = descriptors[i + 1].revents != 0;
}

} // namespace synoptic
