// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/monitor.h"

#include "tests/tracking/table_fixture.h"

#include <QTest>

#include <atomic>
#include <stdexcept>

#include <unistd.h>

using namespace synoptic;
using namespace std::chrono_literals;
using Clock = ObservationSource::Clock;

namespace {

/// What a test tells its source and hears from it, across threads.
struct Probe {
    std::atomic<int> collects{0};
    std::atomic<int> running{0};
    std::atomic<bool> overlapped{false};
    std::atomic<int> interval{10};
    std::atomic<bool> throwing{false};
    std::atomic<bool> blockUntilStop{false};
    std::atomic<int> sockets{1};
    std::atomic<int> ends{0};
};

/// A socket table with as many sockets as the probe says, each new in every table.
class FakeTable : public ObservationSource {
public:
    explicit FakeTable(Probe& probe) : probe_(probe) {}

    Clock::time_point due() const override { return due_; }
    void collect(ConnectionTracker& tracker, std::stop_token stop) override {
        if (probe_.running.fetch_add(1) != 0)
            probe_.overlapped = true;
        due_ = Clock::now() + std::chrono::milliseconds(probe_.interval);
        ++probe_.collects;
        while (probe_.blockUntilStop && !stop.stop_requested())
            std::this_thread::sleep_for(1ms);
        --probe_.running;
        if (probe_.throwing)
            throw std::runtime_error("the table fell over");
        std::vector<SocketRow> rows;
        for (int i = 0; i < probe_.sockets; ++i)
            rows.push_back(test::row(TcpState::SynSent, ++cookie_));
        tracker.observe({std::chrono::system_clock::now(), 1, rows, std::nullopt});
    }
    SourceStatus status() const override {
        SourceStatus status;
        status.health = SourceStatus::Health::Working;
        return status;
    }
    void setInterval(std::chrono::milliseconds interval) override {
        probe_.interval = static_cast<int>(interval.count());
        due_ = Clock::now() + interval;
    }
    void refreshSoon() override { due_ = Clock::now(); }
    void end(ConnectionTracker&) override { ++probe_.ends; }

private:
    Probe& probe_;
    Clock::time_point due_ = Clock::now();
    std::uint64_t cookie_ = 0;
};

/// Driven by a pipe alone.
class FakeEvents : public ObservationSource {
public:
    FakeEvents(Probe& probe, int descriptor) : probe_(probe), descriptor_(descriptor) {}
    int descriptor() const override { return descriptor_; }
    Clock::time_point due() const override { return Clock::time_point::max(); }
    void collect(ConnectionTracker& tracker, std::stop_token) override {
        char byte = 0;
        ++probe_.collects;
        if (::read(descriptor_, &byte, 1) == 1)
            tracker.observe(LostEvents{{}, {}, 1});
    }
    SourceStatus status() const override { return {}; }

private:
    Probe& probe_;
    int descriptor_;
};

/// Due whenever it is asked, which is after the clock was read if that was read too soon.
class DueNow : public ObservationSource {
public:
    explicit DueNow(Probe& probe) : probe_(probe) {}
    Clock::time_point due() const override {
        std::this_thread::sleep_for(1us); // time has passed since the caller last looked
        return Clock::now();
    }
    void collect(ConnectionTracker&, std::stop_token) override { ++probe_.collects; }
    SourceStatus status() const override { return {}; }

private:
    Probe& probe_;
};

MonitorThread::Sources sourcesOf(Probe& probe) {
    MonitorThread::Sources sources;
    sources.push_back(std::make_unique<FakeTable>(probe));
    return sources;
}

template <class Condition>
bool waitFor(Condition condition, Clock::duration limit = 5s) {
    const auto end = Clock::now() + limit;
    while (!condition()) {
        if (Clock::now() > end)
            return false;
        std::this_thread::sleep_for(1ms);
    }
    return true;
}

std::optional<MonitorUpdate> nextUpdate(MonitorThread& monitor) {
    std::optional<MonitorUpdate> update;
    waitFor([&] { return (update = monitor.takeUpdate()).has_value(); });
    return update;
}

} // namespace

class TestMonitor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deliversWhatChanged();
    void stopsAtOnce_data();
    void stopsAtOnce();
    void stopsWhileASourceIsBusy();
    void neverStartedIsNoTrouble();
    void slowReaderCostsNoMemory();
    void readerIsToldOncePerUpdate();
    void takingWakesItForTheRest();
    void intervalCanChange();
    void refreshSoonRefreshes();
    void pauseStopsAndResumeGoesOn();
    void limitsReachTheTracker();
    void throwingSourceIsToldAndTheThreadLivesOn();
    void eventsWakeIt();
    void hungUpDescriptorDoesNotSpin();
    void closedOnesExpireWhileNothingIsObserved();
    void sourceThatStaysDueLeavesRoomForCommands();
    void sourceDueJustNowIsCollected();
    void commandsFromManyThreads();
    void sourcesComeAndGoWhileItRuns();
};

void TestMonitor::deliversWhatChanged() {
    Probe probe;
    probe.sockets = 3;
    MonitorThread monitor(sourcesOf(probe));
    QVERIFY(!monitor.takeUpdate());
    monitor.start();
    const auto update = nextUpdate(monitor);
    QVERIFY(update);
    QCOMPARE(update->changes.changed.size(), 3U);
    QCOMPARE(update->sources.size(), 1U);
    QCOMPARE(update->sources.front().health, SourceStatus::Health::Working);
    const auto next = nextUpdate(monitor);
    QVERIFY(next);
    QVERIFY(!next->changes.transitions.empty());
    monitor.stop();
    QVERIFY(!probe.overlapped);
}

void TestMonitor::stopsAtOnce_data() {
    QTest::addColumn<int>("interval");
    QTest::newRow("busy") << 1;
    QTest::newRow("in a 10 s interval") << 10'000;
}

void TestMonitor::stopsAtOnce() {
    QFETCH(int, interval);
    Probe probe;
    probe.interval = interval;
    for (int round = 0; round < 20; ++round) {
        const int before = probe.collects;
        MonitorThread monitor(sourcesOf(probe));
        const auto started = Clock::now();
        monitor.start();
        QVERIFY(waitFor([&] { return probe.collects > before; }));
        QVERIFY(Clock::now() - started < 50ms);
        std::this_thread::sleep_for(2ms);
        const auto stopping = Clock::now();
        monitor.stop();
        QVERIFY(Clock::now() - stopping < 50ms);
    }
}

void TestMonitor::stopsWhileASourceIsBusy() {
    Probe probe;
    probe.blockUntilStop = true;
    MonitorThread monitor(sourcesOf(probe));
    monitor.start();
    QVERIFY(waitFor([&] { return probe.running > 0; }));
    const auto stopping = Clock::now();
    monitor.stop();
    QVERIFY(Clock::now() - stopping < 50ms);
}

void TestMonitor::neverStartedIsNoTrouble() {
    Probe probe;
    MonitorThread monitor(sourcesOf(probe));
    monitor.refreshSoon();
    monitor.stop();
    monitor.stop();
    QCOMPARE(probe.collects, 0);
}

void TestMonitor::slowReaderCostsNoMemory() {
    Probe probe;
    probe.interval = 0;
    probe.sockets = 50;
    TrackerLimits limits;
    limits.closed = 100;
    limits.transitionsPerSet = 300;
    MonitorThread monitor(sourcesOf(probe), limits);
    monitor.start();
    QVERIFY(waitFor([&] { return probe.collects >= 100; }));
    const auto first = nextUpdate(monitor);
    const auto rest = nextUpdate(monitor);
    QVERIFY(first && rest);
    // 100 tables with 50 new sockets each went by; what lies ready is what stands now.
    QVERIFY(rest->changes.changed.size() <= 150);
    QVERIFY(rest->changes.transitions.size() <= 300);
    QVERIFY(rest->changes.transitionsOmitted > 0);
    QVERIFY(rest->changes.removed.size() <= 150);
    QCOMPARE(rest->changes.totals.connections, 50U);
}

void TestMonitor::readerIsToldOncePerUpdate() {
    Probe probe;
    std::atomic<int> told{0};
    MonitorThread monitor(sourcesOf(probe), {}, [&] { ++told; });
    monitor.start();
    QVERIFY(waitFor([&] { return probe.collects >= 5; }));
    QCOMPARE(told, 1); // nobody took it, so nothing new lies there
    for (int taken = 1; taken <= 3; ++taken) {
        QVERIFY(nextUpdate(monitor));
        QVERIFY(waitFor([&] { return told == taken + 1; }));
    }
}

void TestMonitor::takingWakesItForTheRest() {
    Probe probe;
    probe.interval = 5;
    MonitorThread monitor(sourcesOf(probe));
    monitor.start();
    QVERIFY(waitFor([&] { return probe.collects >= 4; }));
    monitor.setInterval(10s);
    QVERIFY(waitFor([&] { return probe.interval == 10'000; }));
    QVERIFY(monitor.takeUpdate());
    std::optional<MonitorUpdate> rest;
    QVERIFY(waitFor([&] { return (rest = monitor.takeUpdate()).has_value(); }, 200ms));
    QVERIFY(!rest->changes.transitions.empty());
}

void TestMonitor::intervalCanChange() {
    Probe probe;
    probe.interval = 10'000;
    MonitorThread monitor(sourcesOf(probe));
    monitor.start();
    QVERIFY(waitFor([&] { return probe.collects == 1; }));
    monitor.setInterval(5ms);
    QVERIFY(waitFor([&] { return probe.collects >= 5; }, 1s));
}

void TestMonitor::refreshSoonRefreshes() {
    Probe probe;
    probe.interval = 10'000;
    MonitorThread monitor(sourcesOf(probe));
    monitor.start();
    QVERIFY(waitFor([&] { return probe.collects == 1; }));
    monitor.refreshSoon();
    QVERIFY(waitFor([&] { return probe.collects == 2; }, 200ms));
}

void TestMonitor::pauseStopsAndResumeGoesOn() {
    Probe probe;
    MonitorThread monitor(sourcesOf(probe));
    monitor.start();
    QVERIFY(waitFor([&] { return probe.collects >= 2; }));
    monitor.pause();
    std::this_thread::sleep_for(30ms);
    while (monitor.takeUpdate())
        std::this_thread::sleep_for(5ms);
    const int paused = probe.collects;
    monitor.refreshSoon();
    std::this_thread::sleep_for(60ms);
    QCOMPARE(probe.collects, paused);
    QVERIFY(!monitor.takeUpdate());

    monitor.setInterval(10s);
    monitor.resume();
    const auto update = nextUpdate(monitor);
    QVERIFY(update);
    QCOMPARE(probe.collects, paused + 1);
    QVERIFY(update->changes.transitions.empty()); // nothing is made up for the pause
    const auto& changed = update->changes.changed;
    QVERIFY(std::any_of(changed.begin(), changed.end(),
                        [](const auto& c) { return !c.closed && c.alreadyThere; }));
}

void TestMonitor::limitsReachTheTracker() {
    Probe probe;
    probe.sockets = 20;
    MonitorThread monitor(sourcesOf(probe));
    monitor.start();
    QVERIFY(nextUpdate(monitor));
    TrackerLimits limits;
    limits.closed = 7;
    limits.connections = 5;
    monitor.setLimits(limits);
    QVERIFY(waitFor([&] {
        const auto update = monitor.takeUpdate();
        return update && update->changes.totals.connections == 5 &&
               update->changes.totals.closedKept == 7;
    }));
}

void TestMonitor::throwingSourceIsToldAndTheThreadLivesOn() {
    Probe bad;
    Probe good;
    bad.throwing = true;
    MonitorThread::Sources sources;
    sources.push_back(std::make_unique<FakeTable>(bad));
    sources.push_back(std::make_unique<FakeTable>(good));
    MonitorThread monitor(std::move(sources));
    monitor.start();
    const auto update = nextUpdate(monitor);
    QVERIFY(update);
    QCOMPARE(update->sources[0].health, SourceStatus::Health::Failed);
    QVERIFY(update->sources[0].problem.find("the table fell over") != std::string::npos);
    QCOMPARE(update->sources[1].health, SourceStatus::Health::Working);
    QVERIFY(waitFor([&] { return good.collects >= 5; }));
    QCOMPARE(bad.collects, 1);

    bad.throwing = false;
    monitor.refreshSoon();
    QVERIFY(waitFor([&] {
        const auto next = monitor.takeUpdate();
        return next && next->sources[0].health == SourceStatus::Health::Working;
    }));
}

void TestMonitor::eventsWakeIt() {
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    {
        Probe probe;
        MonitorThread::Sources sources;
        sources.push_back(std::make_unique<FakeEvents>(probe, ends[0]));
        MonitorThread monitor(std::move(sources));
        monitor.start();
        QVERIFY(nextUpdate(monitor)); // the sources' status at least
        QCOMPARE(probe.collects, 0);
        QCOMPARE(::write(ends[1], "x", 1), 1);
        const auto update = nextUpdate(monitor);
        QVERIFY(update);
        QCOMPARE(update->changes.totals.lostEvents, 1U);
    }
    ::close(ends[0]);
    ::close(ends[1]);
}

void TestMonitor::hungUpDescriptorDoesNotSpin() {
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    ::close(ends[1]);
    {
        Probe probe;
        MonitorThread::Sources sources;
        sources.push_back(std::make_unique<FakeEvents>(probe, ends[0]));
        MonitorThread monitor(std::move(sources));
        monitor.start();
        std::this_thread::sleep_for(200ms);
        QVERIFY(probe.collects >= 1);
        QVERIFY(probe.collects < 100);
    }
    ::close(ends[0]);
}

void TestMonitor::closedOnesExpireWhileNothingIsObserved() {
    Probe probe;
    probe.interval = 20;
    TrackerLimits limits;
    limits.keepClosed = 1s;
    MonitorThread monitor(sourcesOf(probe), limits);
    monitor.start();
    QVERIFY(waitFor([&] { return probe.collects >= 3; }));
    monitor.setInterval(10s);
    QVERIFY(waitFor([&] { return probe.interval == 10'000; }));
    QVERIFY(waitFor([&] {
        const auto update = monitor.takeUpdate();
        return update && update->changes.totals.closedKept == 0 && !update->changes.removed.empty();
    }));
}

void TestMonitor::sourceThatStaysDueLeavesRoomForCommands() {
    Probe probe;
    probe.interval = -1000;
    MonitorThread monitor(sourcesOf(probe));
    monitor.start();
    std::this_thread::sleep_for(100ms);
    QVERIFY(probe.collects < 50);
    monitor.setInterval(10s);
    QVERIFY(waitFor([&] { return probe.interval == 10'000; }, 200ms));
}

void TestMonitor::sourceDueJustNowIsCollected() {
    Probe probe;
    MonitorThread::Sources sources;
    sources.push_back(std::make_unique<DueNow>(probe));
    MonitorThread monitor(std::move(sources));
    monitor.start();
    QVERIFY(waitFor([&] { return probe.collects > 10; }));
}

void TestMonitor::commandsFromManyThreads() {
    Probe probe;
    probe.interval = 1;
    MonitorThread monitor(sourcesOf(probe));
    monitor.start();
    {
        std::vector<std::jthread> users;
        for (int user = 0; user < 3; ++user) {
            users.emplace_back([&monitor, user] {
                for (int i = 0; i < 200; ++i) {
                    if (user == 0)
                        i % 2 == 0 ? monitor.pause() : monitor.resume();
                    else if (user == 1)
                        monitor.refreshSoon();
                    else
                        monitor.takeUpdate();
                }
            });
        }
    }
    monitor.resume();
    const int before = probe.collects;
    QVERIFY(waitFor([&] { return probe.collects > before + 2; }));
    monitor.stop();
    QVERIFY(!probe.overlapped);
}

void TestMonitor::sourcesComeAndGoWhileItRuns() {
    Probe first, second;
    MonitorThread monitor(sourcesOf(first));
    monitor.start();
    QVERIFY(waitFor([&] { return first.collects > 2; }));
    monitor.addSource(7, std::make_unique<FakeTable>(second));
    QVERIFY(waitFor([&] { return second.collects > 2; }));
    std::size_t told = 0;
    QVERIFY(waitFor([&] {
        if (const auto update = monitor.takeUpdate())
            told = update->sources.size();
        return told == 2;
    }));
    monitor.removeSource(7);
    monitor.removeSource(99); // there is none
    QVERIFY(waitFor([&] { return second.ends == 1; }));
    const int collects = second.collects;
    const int others = first.collects;
    QVERIFY(waitFor([&] { return first.collects > others + 2; }));
    QCOMPARE(second.collects.load(), collects);
    QVERIFY(waitFor([&] {
        if (const auto update = monitor.takeUpdate())
            told = update->sources.size();
        return told == 1;
    }));
}

QTEST_APPLESS_MAIN(TestMonitor)
#include "tst_monitor.moc"
