// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/second_sampler.h"

#include "tests/tracking/table_fixture.h"

#include <QTest>

using namespace synoptic;
using namespace synoptic::test;
using enum synoptic::TcpState;

/// A flood must not take the program down with the server.
class TestTrackerBounds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oldestHalfOpensLeaveFirst();
    void evictedHalfOpensAreNotMadeUpAgain();
    void evictedHalfOpenThatCompletesIsKept();
    void aboveTheCapNewOnesAreOnlyCounted();
    void closedCapLetsTheOldestGo();
    void historyOmitsTheOldest();
    void transitionListOmitsTheNewest();
    void bornAndForgottenBetweenTwoTakesNeverAppears();
    void nobodyTakesAndNothingGrows();
    void limitsMayChangeWhileItRuns();
    void aClockSetBackNeitherForgetsNorKeepsForever();
    void samplesAreBounded();
};

namespace {

SocketRow halfOpen(std::uint64_t cookie) {
    return row(SynReceived, cookie, endpoint("192.0.2.1", 80),
               endpoint("198.51.100.3", static_cast<std::uint16_t>(1024 + cookie)));
}

Rows halfOpens(std::uint64_t first, std::uint64_t last) {
    Rows rows{listener(1, 80)};
    for (std::uint64_t cookie = first; cookie <= last; ++cookie)
        rows.push_back(halfOpen(cookie));
    return rows;
}

} // namespace

void TestTrackerBounds::oldestHalfOpensLeaveFirst() {
    TrackerLimits limits;
    limits.halfOpen = 10;
    ConnectionTracker tracker(limits);
    observe(tracker, 0, {listener(1, 80)});
    observe(tracker, 1, halfOpens(100, 104));
    tracker.takeChanges();
    observe(tracker, 2, halfOpens(100, 112)); // 13 stand
    const ChangeSet set = tracker.takeChanges();
    QCOMPARE(set.removed.size(), 3U);
    QCOMPARE(set.totals.evicted, 3U);
    QCOMPARE(set.totals.notKept, 3U);
    QCOMPARE(set.totals.connections, 11U);
    QCOMPARE(set.counts[index(SynReceived)], 13U); // the count is the table's
    QVERIFY(!findCookie(set, 100) && !findCookie(set, 102));
    QVERIFY(findCookie(set, 112));
}

void TestTrackerBounds::evictedHalfOpensAreNotMadeUpAgain() {
    TrackerLimits limits;
    limits.halfOpen = 10;
    ConnectionTracker tracker(limits);
    observe(tracker, 0, {listener(1, 80)});
    observe(tracker, 1, halfOpens(100, 149));
    QCOMPARE(tracker.takeChanges().totals.transitions, 50U);
    for (int second = 2; second < 6; ++second) {
        observe(tracker, second, halfOpens(100, 149));
        const ChangeSet set = tracker.takeChanges();
        QVERIFY(set.changed.empty());
        QVERIFY(set.removed.empty());
        QCOMPARE(set.totals.transitions, 50U);
        QCOMPARE(set.totals.notKept, 40U);
    }
    observe(tracker, 7, {listener(1, 80)});
    QCOMPARE(tracker.totals().notKept, 0U);
}

void TestTrackerBounds::evictedHalfOpenThatCompletesIsKept() {
    TrackerLimits limits;
    limits.halfOpen = 1;
    ConnectionTracker tracker(limits);
    observe(tracker, 0, {listener(1, 80)});
    observe(tracker, 1, halfOpens(100, 101));
    tracker.takeChanges();
    Rows rows = halfOpens(100, 101);
    rows[1].state = Established;
    observe(tracker, 2, rows);
    const ChangeSet set = tracker.takeChanges();
    QCOMPARE(text(set.transitions), "SYN-RECEIVED > ESTABLISHED: rcv ACK of SYN, socket-table");
    QCOMPARE(set.transitions.front().notBefore, at(1));
    QCOMPARE(set.totals.notKept, 0U);
    QCOMPARE(set.totals.connections, 3U);
}

void TestTrackerBounds::aboveTheCapNewOnesAreOnlyCounted() {
    TrackerLimits limits;
    limits.connections = 2;
    ConnectionTracker tracker(limits);
    const auto rows = [](std::uint64_t first, std::uint64_t last) {
        Rows made;
        for (std::uint64_t c = first; c <= last; ++c)
            made.push_back(
                row(Established, c, endpoint("192.0.2.1", static_cast<std::uint16_t>(c))));
        return made;
    };
    observe(tracker, 0, rows(2000, 2004));
    ChangeSet set = tracker.takeChanges();
    QCOMPARE(set.changed.size(), 2U);
    QCOMPARE(set.totals.connections, 2U);
    QCOMPARE(set.totals.notKept, 3U);
    QCOMPARE(set.counts[index(Established)], 5U);
    // Room again: they are taken in, and no opening is made up for them.
    observe(tracker, 1, rows(2002, 2004));
    set = tracker.takeChanges();
    QCOMPARE(set.totals.connections, 2U);
    QCOMPARE(set.totals.notKept, 1U);
    QCOMPARE(set.transitions.size(), 2U); // the two that closed
}

void TestTrackerBounds::closedCapLetsTheOldestGo() {
    TrackerLimits limits;
    limits.closed = 2;
    ConnectionTracker tracker(limits);
    observe(tracker, 0, {row(Established, 11), row(Established, 12), row(Established, 13)});
    tracker.takeChanges();
    observe(tracker, 1, {row(Established, 12), row(Established, 13)});
    observe(tracker, 2, {row(Established, 13)});
    QCOMPARE(tracker.totals().closedKept, 2U);
    observe(tracker, 3, {});
    const ChangeSet set = tracker.takeChanges();
    QCOMPARE(set.removed.size(), 1U);
    QCOMPARE(set.totals.closedKept, 2U);
    QCOMPARE(set.totals.evicted, 1U);
    QVERIFY(!findCookie(set, 11));
    QVERIFY(findCookie(set, 12) && findCookie(set, 13));
}

void TestTrackerBounds::historyOmitsTheOldest() {
    TrackerLimits limits;
    limits.historyPerConnection = 3;
    ConnectionTracker tracker(limits);
    observe(tracker, 0, {});
    observe(tracker, 1, {row(TimeWait, 5)}); // five hops at once
    auto history = tracker.takeChanges().changed.front().history;
    QCOMPARE(history->transitions.size(), 3U);
    QCOMPARE(history->omitted, 2U);
    QCOMPARE(history->transitions.back().to, TimeWait);
    observe(tracker, 2, {});
    const auto longer = tracker.takeChanges().changed.front().history;
    QCOMPARE(longer->transitions.size(), 3U);
    QCOMPARE(longer->omitted, 3U);
    QCOMPARE(longer->transitions.back().to, Closed);
    QCOMPARE(history->transitions.back().to, TimeWait); // what was published stays as it was
}

void TestTrackerBounds::transitionListOmitsTheNewest() {
    TrackerLimits limits;
    limits.transitionsPerSet = 4;
    ConnectionTracker tracker(limits);
    observe(tracker, 0, {listener(1, 80)});
    observe(tracker, 1, halfOpens(100, 109));
    ChangeSet set = tracker.takeChanges();
    QCOMPARE(set.transitions.size(), 4U);
    QCOMPARE(set.transitionsOmitted, 6U);
    QCOMPARE(set.edgeCounts[findEdge(Listen, SynReceived)], 10U);
    observe(tracker, 2, {listener(1, 80)});
    set = tracker.takeChanges();
    QCOMPARE(set.transitions.size(), 4U);
    QCOMPARE(set.transitionsOmitted, 6U);
}

void TestTrackerBounds::bornAndForgottenBetweenTwoTakesNeverAppears() {
    TrackerLimits limits;
    limits.keepClosed = 0s;
    ConnectionTracker tracker(limits);
    observe(tracker, 0, {});
    tracker.takeChanges();
    observe(tracker, 1, {row(SynSent, 5)});
    observe(tracker, 2, {});
    const ChangeSet set = tracker.takeChanges();
    QVERIFY(set.changed.empty());
    QVERIFY(set.removed.empty());
    QVERIFY(set.transitions.empty()); // no reader could tell whose they are
    QCOMPARE(set.transitionsOmitted, 2U);
    QCOMPARE(set.edgeCounts[findEdge(Closed, SynSent)], 1U); // yet they happened
}

void TestTrackerBounds::nobodyTakesAndNothingGrows() {
    TrackerLimits limits;
    limits.closed = 100;
    limits.halfOpen = 50;
    limits.transitionsPerSet = 200;
    ConnectionTracker tracker(limits);
    for (std::uint64_t round = 0; round < 500; ++round)
        observe(tracker, static_cast<double>(round) * 0.1,
                halfOpens(round * 100 + 2, round * 100 + 101));
    const ChangeSet set = tracker.takeChanges();
    QVERIFY(set.changed.size() <= 1 + 50 + 100);
    QVERIFY(set.removed.empty());
    QVERIFY(set.transitions.size() <= 200);
    QCOMPARE(set.transitions.size() + set.transitionsOmitted, set.totals.transitions);
    QCOMPARE(set.totals.connections, 51U);
    QCOMPARE(set.totals.closedKept, 100U);
}

void TestTrackerBounds::limitsMayChangeWhileItRuns() {
    ConnectionTracker tracker;
    observe(tracker, 0, halfOpens(100, 119));
    observe(tracker, 1, halfOpens(110, 119));
    tracker.takeChanges();
    TrackerLimits limits;
    limits.halfOpen = 4;
    limits.closed = 3;
    tracker.setLimits(limits);
    const ChangeSet set = tracker.takeChanges();
    QCOMPARE(set.removed.size(), 13U);
    QCOMPARE(set.totals.connections, 5U);
    QCOMPARE(set.totals.closedKept, 3U);
}

void TestTrackerBounds::aClockSetBackNeitherForgetsNorKeepsForever() {
    TrackerLimits limits;
    limits.keepClosed = 10s;
    ConnectionTracker tracker(limits);
    observe(tracker, 1000, {row(Established, 5)});
    observe(tracker, 1001, {});
    observe(tracker, 3, {});
    QCOMPARE(tracker.totals().closedKept, 1U);
    observe(tracker, 12.5, {});
    QCOMPARE(tracker.totals().closedKept, 1U);
    observe(tracker, 13.5, {});
    QCOMPARE(tracker.totals().closedKept, 0U);
    const auto samples = tracker.takeChanges().samples;
    QCOMPARE(samples[2].time, at(3));
    QVERIFY(samples[2].gap);
}

void TestTrackerBounds::samplesAreBounded() {
    SecondSampler sampler;
    for (int second = 0; second < 5000; ++second)
        sampler.observe(at(second), {});
    const auto samples = sampler.take();
    QCOMPARE(samples.size(), SecondSampler::kMostSamples);
    QCOMPARE(samples.back().time, at(4999));
    QVERIFY(samples.front().gap);
    QVERIFY(!samples[1].gap);
    QVERIFY(sampler.empty());
}

QTEST_APPLESS_MAIN(TestTrackerBounds)
#include "tst_tracker_bounds.moc"
