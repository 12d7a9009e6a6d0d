// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/wake_event.h"
#include "model/sources/observation_source.h"
#include "model/sources/update_slot.h"
#include "model/tracking/connection_tracker.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace synoptic {

/// The one thread that owns the live sources and the tracker. It sleeps until a source is due or
/// has something to read, collects (never two at once), and puts what changed into a slot that
/// holds one update. A source that throws is told as Failed and left alone until refreshSoon() or
/// resume(); the thread lives on. All members may be called from any thread, start() and stop()
/// from the one that made the monitor.
class MonitorThread {
public:
    using Sources = std::vector<std::unique_ptr<ObservationSource>>;
    /// Called on the monitor thread when an update lies ready; it must return at once, as by
    /// posting an event. Once for each update that takeUpdate() returns.
    using UpdateReady = std::function<void()>;

    /// Nothing runs before start(). The sources have the numbers 0, 1, ... Throws std::system_error
    /// where the process has no descriptor left.
    explicit MonitorThread(Sources sources, TrackerLimits limits = {},
                           UpdateReady updateReady = {});
    /// Stops.
    ~MonitorThread();
    MonitorThread(const MonitorThread&) = delete;
    MonitorThread& operator=(const MonitorThread&) = delete;

    /// Begins to watch; all sources are asked as soon as they are due. To be called once.
    void start();
    /// Wakes the thread wherever it waits, and returns when it has ended. What lies in the slot can
    /// still be taken.
    void stop();

    /// The update that lies ready, if there is one; makes room for the next.
    std::optional<MonitorUpdate> takeUpdate();

    /// Time between refreshes of the sources that poll, 0.1 s to 10 s; the sources clamp it.
    void setInterval(std::chrono::milliseconds interval);
    /// How much later than read tables are told, so that events can be told in their order.
    void setHoldBack(std::chrono::milliseconds holdBack);
    /// Asks all sources at once, failed ones too. Without effect while paused.
    void refreshSoon();
    /// Stops collecting until resume(). What happens meanwhile is not made up later on; see
    /// ConnectionTracker::pause().
    void pause();
    /// Collects again, at once, from failed sources too.
    void resume();
    void setLimits(const TrackerLimits& limits);
    /// Another source from now on, watched beside the others under a number of the caller's choice.
    void addSource(int id, std::unique_ptr<ObservationSource> source);
    /// Ends the source of that number; what it told stays. Without effect if there is none.
    void removeSource(int id);
    /// Whether the sources tell of other network namespaces, too. Not to: what was told of those is
    /// forgotten.
    void setAllNamespaces(bool all);
    /// Which connection's ConnectionDetail comes with the updates; 0 for none.
    void setFocus(ConnectionKey key);
    /// At which numbers the diagnosis speaks up.
    void setThresholds(const DiagnosisThresholds& thresholds);
    /// Ends what a source is busy with for long; what it has stays.
    void cancel();

private:
    struct Watched;
    using Command = std::function<void()>;
    using Clock = ObservationSource::Clock;

    // On the monitor thread
    void run(const std::stop_token& stop);
    void obeyCommands();
    void askAll();
    void collectDue(const std::stop_token& stop);
    void collect(Watched& watched, const std::stop_token& stop);
    void publish();
    void wait();
    Clock::time_point wakeTime() const;

    void command(Command command);
    void add(int id, std::unique_ptr<ObservationSource> source);

    WakeEvent wakeEvent_;
    UpdateSlot slot_;
    std::mutex commandMutex_;
    std::vector<Command> commands_;
    UpdateReady updateReady_;

    // The monitor thread's own while it runs
    std::vector<Watched> sources_;
    DiagnosisEngine diagnosis_;
    ConnectionTracker tracker_; ///< tells diagnosis_
    std::vector<SourceStatus> toldStatus_;
    bool paused_ = false;
    bool allNamespaces_ = false;
    Clock::time_point lastCollect_ = Clock::now();

    std::jthread thread_; ///< last, so that it ends before what it uses
};

} // namespace synoptic
