// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tracking/table_fixture.h"

#include <QTest>

#include <map>
#include <numeric>
#include <random>
#include <set>

using namespace synoptic;
using namespace synoptic::test;

namespace {

/// Sockets that come, walk along the transition table, change their values and go.
class Kernel {
public:
    explicit Kernel(std::uint32_t seed) : random_(seed) {}

    void step() {
        for (auto it = sockets_.begin(); it != sockets_.end();) {
            if (chance(20))
                walk(it->second);
            if (chance(2))
                connectAnew(it->second);
            if (chance(10))
                it->second.receiveQueue = number(3);
            if (chance(10) && it->second.hasMetrics)
                it->second.metrics.bytesReceived += number(1000);
            it = it->second.state == TcpState::Closed || chance(3) ? sockets_.erase(it) : ++it;
        }
        for (std::uint32_t n = number(30); n > 0; --n)
            open();
    }

    /// The table: in another order at times; some rows twice, some left out by mistake.
    Rows rows() {
        Rows rows;
        shown_ = {};
        for (const auto& [cookie, socket] : sockets_) {
            if (chance(2))
                continue;
            rows.push_back(socket);
            ++shown_[index(socket.state)];
        }
        if (!rows.empty() && chance(20))
            rows.push_back(rows.front());
        if (chance(50))
            std::shuffle(rows.begin(), rows.end(), random_);
        return rows;
    }
    /// How many sockets of each state the newest table showed.
    const StateCounts& shown() const { return shown_; }

    bool chance(std::uint32_t percent) { return number(100) < percent; }
    std::uint32_t number(std::uint32_t below) {
        return static_cast<std::uint32_t>(random_() % below);
    }

private:
    void open() {
        const TcpState states[] = {TcpState::Listen, TcpState::SynSent, TcpState::SynReceived,
                                   TcpState::Established};
        SocketRow socket = row(states[number(4)], ++lastCookie_,
                               endpoint("192.0.2.1", static_cast<std::uint16_t>(number(500) + 1)));
        socket.hasMetrics = chance(70);
        sockets_[socket.cookie] = socket;
    }
    /// The same socket, so the same cookie, but another connection.
    void connectAnew(SocketRow& socket) {
        socket.state = TcpState::SynSent;
        if (chance(50))
            ++socket.tuple.local.port;
    }
    void walk(SocketRow& socket) {
        std::vector<TcpState> next;
        for (const TransitionRow& r : transitionTable()) {
            if (r.from == socket.state && r.to != TcpState::Listen && r.from != TcpState::Listen)
                next.push_back(r.to);
        }
        if (!next.empty())
            socket.state = next[number(static_cast<std::uint32_t>(next.size()))];
    }

    std::mt19937 random_;
    std::map<std::uint64_t, SocketRow> sockets_;
    StateCounts shown_{};
    std::uint64_t lastCookie_ = 0;
};

/// What a reader of change sets alone knows.
class Mirror {
public:
    void apply(const ChangeSet& set) {
        for (const StateTransition& t : set.transitions) {
            const bool isNew = std::any_of(set.changed.begin(), set.changed.end(),
                                           [&](const auto& c) { return c.key == t.connection; });
            QVERIFY2(isNew || connections_.contains(t.connection), "a transition of nobody");
        }
        std::set<ConnectionKey> once;
        for (const ConnectionSnapshot& c : set.changed) {
            QVERIFY2(once.insert(c.key).second, "changed twice in one set");
            connections_[c.key] = c;
        }
        for (const ConnectionKey key : set.removed)
            QVERIFY2(connections_.erase(key) == 1 && !once.contains(key),
                     "removed what was not there, or what changed too");
    }
    const std::map<ConnectionKey, ConnectionSnapshot>& connections() const { return connections_; }

private:
    std::map<ConnectionKey, ConnectionSnapshot> connections_;
};

/// All that a set promises to tell; lastSeen moves with each table and a timer ticks.
bool isSame(const ConnectionSnapshot& a, const ConnectionSnapshot& b) {
    return a.id == b.id && a.state == b.state && a.firstState == b.firstState && a.role == b.role &&
           a.closed == b.closed && a.alreadyThere == b.alreadyThere && a.firstSeen == b.firstSeen &&
           a.lastChange == b.lastChange && a.receiveQueue == b.receiveQueue &&
           a.metrics == b.metrics && a.receiveRate == b.receiveRate && a.inode == b.inode &&
           a.history == b.history;
}

} // namespace

class TestTrackerChurn : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mirrorEqualsTracker_data();
    void mirrorEqualsTracker();
    void sameObservationsGiveSameChangeSets();
};

void TestTrackerChurn::mirrorEqualsTracker_data() {
    QTest::addColumn<bool>("tight");
    QTest::addColumn<std::uint32_t>("seed");
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
        QTest::addRow("roomy, seed %u", seed) << false << seed;
        QTest::addRow("tight, seed %u", seed) << true << seed;
    }
}

void TestTrackerChurn::mirrorEqualsTracker() {
    QFETCH(bool, tight);
    QFETCH(std::uint32_t, seed);
    TrackerLimits limits;
    limits.keepClosed = 3s;
    if (tight) {
        limits.connections = 60;
        limits.halfOpen = 5;
        limits.closed = 10;
        limits.historyPerConnection = 2;
        limits.transitionsPerSet = 40;
    }
    ConnectionTracker tracker(limits);
    Kernel kernel(seed);
    Mirror mirror;
    std::uint64_t transitions = 0;
    EdgeCounts edges{};
    for (int round = 0; round < 300; ++round) {
        kernel.step();
        const double time = round * 0.25;
        if (kernel.chance(2))
            tracker.pause();
        observe(tracker, time, kernel.rows());
        if (!kernel.chance(60))
            continue;
        const ChangeSet set = tracker.takeChanges();
        mirror.apply(set);
        if (QTest::currentTestFailed())
            return;
        transitions += set.transitions.size() + set.transitionsOmitted;
        QCOMPARE(set.totals.transitions, transitions);
        for (std::size_t e = 0; e < edges.size(); ++e)
            edges[e] += set.edgeCounts[e];

        // The mirror is the tracker ...
        StateCounts counts{};
        std::size_t open = 0;
        for (const auto& [key, c] : mirror.connections()) {
            const ConnectionSnapshot* known = tracker.find(key);
            QVERIFY(known && isSame(*known, c));
            open += !c.closed;
            if (!c.closed)
                ++counts[index(c.state)];
            if (!c.history->transitions.empty())
                QCOMPARE(c.history->transitions.back().to, c.state);
            for (std::size_t i = 1; i < c.history->transitions.size(); ++i)
                QCOMPARE(c.history->transitions[i].from, c.history->transitions[i - 1].to);
        }
        QCOMPARE(open, set.totals.connections);
        QCOMPARE(mirror.connections().size() - open, set.totals.closedKept);
        // ... and the tracker is the kernel.
        const StateCounts& truth = kernel.shown();
        const auto sockets = std::accumulate(truth.begin(), truth.end(), std::size_t{0});
        if (tight) {
            QCOMPARE(set.totals.connections + set.totals.notKept, sockets);
            QVERIFY(open <= limits.connections);
            QVERIFY(counts[index(TcpState::SynReceived)] <= limits.halfOpen);
            QVERIFY(set.totals.closedKept <= limits.closed);
        } else {
            QVERIFY(counts == truth);
            QCOMPARE(set.totals.evicted, 0U);
        }
    }
    QVERIFY(transitions > 1000);
    QVERIFY(edges[findEdge(TcpState::Established, TcpState::CloseWait)] > 0);
}

void TestTrackerChurn::sameObservationsGiveSameChangeSets() {
    ConnectionTracker trackers[2];
    Kernel kernel(42);
    for (int round = 0; round < 50; ++round) {
        kernel.step();
        const Rows rows = kernel.rows();
        std::vector<QString> told;
        for (ConnectionTracker& tracker : trackers) {
            observe(tracker, round, rows);
            const ChangeSet set = tracker.takeChanges();
            QString all = text(set.transitions);
            for (const ConnectionSnapshot& c : set.changed)
                all += QStringLiteral("\n%1 %2").arg(c.key).arg(index(c.state));
            for (const ConnectionKey key : set.removed)
                all += QStringLiteral("\n-%1").arg(key);
            told.push_back(all);
        }
        QCOMPARE(told[0], told[1]);
    }
}

QTEST_APPLESS_MAIN(TestTrackerChurn)
#include "tst_tracker_churn.moc"
