// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tracking/table_fixture.h"

#include <QTest>

using namespace synoptic;
using namespace synoptic::test;
using enum synoptic::TcpState;

class TestConnectionTracker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstTableFindsThemAlreadyThere();
    void anAcceptedConnectionLivesThroughItsStates();
    void anActiveOpenIsSeenStepByStep();
    void skippedStatesAreInferredWithinTheirBounds();
    void aGoneConnectionIsKeptAndThenForgotten();
    void theEndOfTimeWaitIsTold_data();
    void theEndOfTimeWaitIsTold();
    void reusedTupleIsANewConnection();
    void aSocketConnectedAnewIsANewConnection();
    void dualStackRequestSocketStaysTheSame();
    void aRowLeftOutByMistakeComesBack();
    void withoutCookiesTheTupleJoins();
    void withoutCookiesSharedPortsStayApart();
    void roles_data();
    void roles();
    void onlyVisibleChangesAreTold();
    void noUserIsMadeUp();
    void timerIsToldWhenItsDeadlineMoves();
    void ratesFollowTheBytesAndFallBackToZero();
    void timeWaitKeepsWhatWasMeasured();
    void udpHasNoTransitions();
    void pauseMakesNothingUp();
    void namespacesAreApart();
    void othersAreForgotten();
    void oneSampleASecond();
    void samplesBearHostCountersAndGaps();
    void doublesInATableCountOnce();
    void lostEventsAreToldAtOnce();
};

void TestConnectionTracker::firstTableFindsThemAlreadyThere() {
    ConnectionTracker tracker;
    QVERIFY(!tracker.hasChanges());
    observe(tracker, 0, {listener(1, 80), row(Established, 2), row(TimeWait, 3)});
    QVERIFY(tracker.hasChanges());
    const ChangeSet set = tracker.takeChanges();
    QVERIFY(!tracker.hasChanges());
    QCOMPARE(set.time, at(0));
    QCOMPARE(set.changed.size(), 3U);
    QVERIFY(set.transitions.empty());
    QCOMPARE(set.counts[index(Listen)], 1U);
    QCOMPARE(set.counts[index(Established)], 1U);
    QCOMPARE(set.totals.connections, 3U);
    for (const ConnectionSnapshot& c : set.changed) {
        QVERIFY(c.alreadyThere);
        QVERIFY(c.history && c.history->transitions.empty());
        QCOMPARE(c.firstSeen, at(0));
        QCOMPARE(c.firstState, c.state);
        QCOMPARE(tracker.find(c.key)->id, c.id);
    }
}

void TestConnectionTracker::anAcceptedConnectionLivesThroughItsStates() {
    ConnectionTracker tracker;
    const Endpoint local = endpoint("192.0.2.1", 80);
    const Endpoint remote = endpoint("198.51.100.3", 40000);
    const auto step = [&](double time, TcpState state, std::uint32_t inode) {
        SocketRow r = row(state, 7, local, remote);
        r.inode = inode;
        observe(tracker, time, {listener(1, 80), r});
        return tracker.takeChanges();
    };
    observe(tracker, 0, {listener(1, 80)});
    tracker.takeChanges();

    ChangeSet set = step(1, SynReceived, 0);
    QCOMPARE(text(set.transitions), "LISTEN > SYN-RECEIVED: rcv SYN, socket-table");
    const ConnectionKey key = set.changed.front().key;
    QCOMPARE(set.changed.front().role, Role::Server);
    QVERIFY(!set.changed.front().alreadyThere);

    set = step(2, Established, 0);
    QCOMPARE(text(set.transitions), "SYN-RECEIVED > ESTABLISHED: rcv ACK of SYN, socket-table");
    QCOMPARE(set.transitions.front().notBefore, at(1));
    QCOMPARE(set.transitions.front().time, at(2));

    set = step(3, Established, 99); // accepted: a file holds it now
    QVERIFY(set.transitions.empty());
    QCOMPARE(set.changed.front().inode, 99U);
    QCOMPARE(set.changed.front().lastChange, at(2));

    set = step(4, CloseWait, 99);
    QCOMPARE(text(set.transitions), "ESTABLISHED > CLOSE-WAIT: rcv FIN, socket-table");
    set = step(5, LastAck, 0);
    QCOMPARE(text(set.transitions), "CLOSE-WAIT > LAST-ACK: CLOSE, socket-table");
    QCOMPARE(set.counts[index(LastAck)], 1U);

    observe(tracker, 6, {listener(1, 80)});
    set = tracker.takeChanges();
    QCOMPARE(text(set.transitions), "LAST-ACK > CLOSED: unseen, inferred (no edge)");
    const ConnectionSnapshot& closed = set.changed.front();
    QCOMPARE(closed.key, key);
    QVERIFY(closed.closed);
    QCOMPARE(closed.state, Closed);
    QCOMPARE(closed.firstState, SynReceived);
    QCOMPARE(closed.lastSeen, at(5));
    QCOMPARE(closed.lastChange, at(6));
    QCOMPARE(closed.history->transitions.size(), 5U);
    QCOMPARE(closed.history->transitions.front().from, Listen);
    QCOMPARE(set.counts[index(LastAck)], 0U);
    QCOMPARE(set.totals.closedKept, 1U);
}

void TestConnectionTracker::anActiveOpenIsSeenStepByStep() {
    ConnectionTracker tracker;
    observe(tracker, 0, {});
    observe(tracker, 1, {row(SynSent, 5)});
    observe(tracker, 2, {row(Established, 5)});
    const ChangeSet set = tracker.takeChanges();
    QCOMPARE(text(set.transitions), "CLOSED > SYN-SENT: active OPEN, socket-table\n"
                                    "SYN-SENT > ESTABLISHED: rcv SYN+ACK, socket-table");
    QCOMPARE(set.changed.size(), 1U);
    QCOMPARE(set.changed.front().role, Role::Client);
    QCOMPARE(set.changed.front().state, Established);
    QCOMPARE(set.changed.front().firstState, SynSent);
    for (const StateTransition& t : set.transitions)
        QCOMPARE(set.edgeCounts[t.edge], 1U);
    QCOMPARE(set.totals.transitions, 2U);
    QVERIFY(tracker.takeChanges().edgeCounts == EdgeCounts{});
}

void TestConnectionTracker::skippedStatesAreInferredWithinTheirBounds() {
    ConnectionTracker tracker;
    observe(tracker, 0, {});
    observe(tracker, 1, {row(Established, 5)});
    observe(tracker, 2, {row(Established, 5)});
    observe(tracker, 3, {row(TimeWait, 5)});
    const ChangeSet set = tracker.takeChanges();
    QCOMPARE(text(set.transitions), "CLOSED > SYN-SENT: active OPEN, inferred\n"
                                    "SYN-SENT > ESTABLISHED: rcv SYN+ACK, inferred\n"
                                    "ESTABLISHED > FIN-WAIT-1: CLOSE, inferred\n"
                                    "FIN-WAIT-1 > FIN-WAIT-2: rcv ACK of FIN, inferred\n"
                                    "FIN-WAIT-2 > TIME-WAIT: rcv FIN, inferred");
    QCOMPARE(set.transitions[1].notBefore, at(0));
    QCOMPARE(set.transitions[1].time, at(1));
    QCOMPARE(set.transitions[4].notBefore, at(2));
    QCOMPARE(set.transitions[4].time, at(3));
    QVERIFY(std::is_sorted(set.transitions.begin(), set.transitions.end(),
                           [](const auto& a, const auto& b) { return a.time < b.time; }));
    QCOMPARE(set.changed.front().history->transitions.size(), 5U);
}

void TestConnectionTracker::aGoneConnectionIsKeptAndThenForgotten() {
    TrackerLimits limits;
    limits.keepClosed = 10s;
    ConnectionTracker tracker(limits);
    observe(tracker, 0, {row(Established, 5)});
    const ConnectionKey key = tracker.takeChanges().changed.front().key;
    observe(tracker, 1, {});
    ChangeSet set = tracker.takeChanges();
    QCOMPARE(text(set.transitions), "ESTABLISHED > CLOSED: unseen, inferred (no edge)");
    QVERIFY(set.edgeCounts == EdgeCounts{});
    QVERIFY(set.changed.front().closed);
    observe(tracker, 10.9, {});
    QVERIFY(tracker.find(key));
    tracker.takeChanges();
    tracker.expire(50ms);
    QVERIFY(tracker.find(key));
    tracker.expire(100ms);
    QVERIFY(!tracker.find(key));
    set = tracker.takeChanges();
    QVERIFY(set.removed == std::vector<ConnectionKey>{key});
    QVERIFY(set.changed.empty());
    QCOMPARE(set.totals.closedKept, 0U);
}

void TestConnectionTracker::theEndOfTimeWaitIsTold_data() {
    QTest::addColumn<int>("millisecondsLeft");
    QTest::addColumn<QString>("expected");
    QTest::newRow("due") << 800 << "TIME-WAIT > CLOSED: 2MSL timeout, inferred";
    QTest::newRow("the dump took a while") << 1200 << "TIME-WAIT > CLOSED: 2MSL timeout, inferred";
    QTest::newRow("early") << 30000 << "TIME-WAIT > CLOSED: unseen, inferred (no edge)";
}

void TestConnectionTracker::theEndOfTimeWaitIsTold() {
    QFETCH(int, millisecondsLeft);
    QFETCH(QString, expected);
    ConnectionTracker tracker;
    observe(tracker, 0,
            {withTimer(row(TimeWait, 5), SocketTimer::Kind::TimeWait,
                       std::chrono::milliseconds(millisecondsLeft))});
    observe(tracker, 1, {});
    QCOMPARE(text(tracker.takeChanges().transitions), expected);
}

void TestConnectionTracker::reusedTupleIsANewConnection() {
    ConnectionTracker tracker;
    observe(tracker, 0, {row(TimeWait, 5)});
    const ConnectionKey old = tracker.takeChanges().changed.front().key;
    observe(tracker, 1, {row(SynSent, 6)});
    const ChangeSet set = tracker.takeChanges();
    QCOMPARE(set.changed.size(), 2U);
    QVERIFY(findCookie(set, 5)->closed);
    QCOMPARE(findCookie(set, 5)->key, old);
    QCOMPARE(findCookie(set, 6)->state, SynSent);
    QVERIFY(findCookie(set, 6)->key != old);
    QCOMPARE(findCookie(set, 6)->id.tuple, findCookie(set, 5)->id.tuple);
}

void TestConnectionTracker::aSocketConnectedAnewIsANewConnection() {
    ConnectionTracker tracker;
    observe(tracker, 0, {row(Established, 5)});
    const ConnectionKey old = tracker.takeChanges().changed.front().key;
    // connect() on the same socket again: same cookie, another port; then the same tuple once more
    observe(tracker, 1, {row(Established, 5, endpoint("192.0.2.1", 50001))});
    ChangeSet set = tracker.takeChanges();
    QCOMPARE(set.changed.size(), 2U);
    QVERIFY(tracker.find(old)->closed);
    observe(tracker, 2, {row(SynSent, 5, endpoint("192.0.2.1", 50001))});
    set = tracker.takeChanges();
    QCOMPARE(set.changed.size(), 2U);
    QCOMPARE(set.totals.connections, 1U);
    QCOMPARE(set.totals.closedKept, 2U);
}

void TestConnectionTracker::dualStackRequestSocketStaysTheSame() {
    ConnectionTracker tracker;
    observe(tracker, 0, {listener(1, 80, "::")});
    observe(tracker, 1,
            {listener(1, 80, "::"),
             row(SynReceived, 5, endpoint("192.0.2.1", 80), endpoint("198.51.100.3", 4000))});
    observe(tracker, 2,
            {listener(1, 80, "::"), row(Established, 5, endpoint("::ffff:192.0.2.1", 80),
                                        endpoint("::ffff:198.51.100.3", 4000))});
    const ChangeSet set = tracker.takeChanges();
    QCOMPARE(set.totals.connections, 2U);
    QCOMPARE(set.totals.closedKept, 0U);
    QCOMPARE(set.transitions.size(), 2U);
    QVERIFY(findCookie(set, 5)->id.tuple.local.address.isV4Mapped()); // as ss shows it now
}

void TestConnectionTracker::aRowLeftOutByMistakeComesBack() {
    ConnectionTracker tracker;
    observe(tracker, 0, {row(SynSent, 5)});
    observe(tracker, 1, {row(Established, 5)});
    const ConnectionKey key = tracker.takeChanges().changed.front().key;
    observe(tracker, 2, {});
    QVERIFY(tracker.find(key)->closed);
    observe(tracker, 3, {row(CloseWait, 5)});
    const ConnectionSnapshot* back = tracker.find(key);
    QVERIFY(!back->closed);
    QCOMPARE(back->state, CloseWait);
    QCOMPARE(text(back->history->transitions), "SYN-SENT > ESTABLISHED: rcv SYN+ACK, socket-table\n"
                                               "ESTABLISHED > CLOSE-WAIT: rcv FIN, socket-table");
    QCOMPARE(tracker.totals().connections, 1U);
    QCOMPARE(tracker.totals().closedKept, 0U);
    // A new attempt on the same socket is no such mistake.
    observe(tracker, 4, {});
    observe(tracker, 5, {row(SynSent, 5)});
    QVERIFY(tracker.find(key)->closed);
    QCOMPARE(tracker.totals().connections, 1U);
}

void TestConnectionTracker::withoutCookiesTheTupleJoins() {
    ConnectionTracker tracker;
    const auto step = [&](double time, TcpState state, std::uint32_t inode) {
        SocketRow r = row(state, 0);
        r.inode = inode;
        observe(tracker, time, {r});
        return tracker.takeChanges();
    };
    ChangeSet set = step(0, SynReceived, 0);
    const ConnectionKey key = set.changed.front().key;
    const std::uint64_t incarnation = set.changed.front().id.incarnation;
    for (const auto& [state, inode] :
         {std::pair{Established, 0U}, {Established, 55U}, {FinWait2, 0U}, {TimeWait, 0U}}) {
        set = step(1, state, inode);
        QCOMPARE(set.changed.size(), 1U);
        QCOMPARE(set.changed.front().key, key);
    }
    set = step(6, Established, 56); // out of TIME-WAIT there is no way back
    QCOMPARE(set.changed.size(), 2U);
    QVERIFY(tracker.find(key)->closed);
    set = step(7, Established, 57); // another file: another socket
    QCOMPARE(set.changed.size(), 2U);
    for (const ConnectionSnapshot& c : set.changed)
        QVERIFY(c.id.incarnation > incarnation);
    QCOMPARE(tracker.totals().connections, 1U);
}

void TestConnectionTracker::withoutCookiesSharedPortsStayApart() {
    ConnectionTracker tracker;
    SocketRow a = listener(0, 80);
    SocketRow b = listener(0, 80); // SO_REUSEPORT
    a.inode = 1;
    b.inode = 2;
    SocketRow c = udp(0);
    SocketRow d = udp(0);
    c.inode = 3;
    d.inode = 4;
    observe(tracker, 0, {a, b, c, d});
    QCOMPARE(tracker.takeChanges().changed.size(), 4U);
    observe(tracker, 1, {a, b, c, d});
    QVERIFY(tracker.takeChanges().changed.empty());
    observe(tracker, 2, {b, d});
    QCOMPARE(tracker.takeChanges().changed.size(), 2U);
    QCOMPARE(tracker.totals().connections, 2U);
}

void TestConnectionTracker::roles_data() {
    QTest::addColumn<QByteArray>("listensOn");
    QTest::addColumn<QByteArray>("local");
    QTest::addColumn<int>("port");
    QTest::addColumn<bool>("alreadyThere");
    QTest::addColumn<Role>("expected");
    const auto add = [](const char* title, const char* listensOn, const char* local, int port,
                        bool alreadyThere, Role expected) {
        QTest::newRow(title) << QByteArray(listensOn) << QByteArray(local) << port << alreadyThere
                             << expected;
    };
    // The listener is on port 8080.
    add("exact", "192.0.2.1", "192.0.2.1", 8080, false, Role::Server);
    add("other address", "192.0.2.2", "192.0.2.1", 8080, false, Role::Client);
    add("other port", "192.0.2.1", "192.0.2.1", 8081, false, Role::Client);
    add("v4 wildcard", "0.0.0.0", "192.0.2.1", 8080, false, Role::Server);
    add("v4 wildcard, mapped", "0.0.0.0", "::ffff:192.0.2.1", 8080, false, Role::Server);
    add("v4 wildcard, v6", "0.0.0.0", "2001:db8::1", 8080, false, Role::Client);
    add("v6 wildcard", "::", "2001:db8::1", 8080, false, Role::Server);
    add("v6 wildcard, mapped", "::", "::ffff:192.0.2.1", 8080, false, Role::Server);
    add("v6 wildcard, v4", "::", "192.0.2.1", 8080, false, Role::Server);
    add("mapped listener", "::ffff:192.0.2.1", "192.0.2.1", 8080, false, Role::Server);
    add("already there, listener", "::", "192.0.2.1", 8080, true, Role::Server);
    add("already there, high port", "::", "192.0.2.1", 50000, true, Role::Unknown);
    add("already there, low port", "::", "192.0.2.1", 22, true, Role::Unknown);
    add("fresh, low port", "::", "192.0.2.1", 1000, false, Role::Client); // rlogin, NFS
}

void TestConnectionTracker::roles() {
    QFETCH(QByteArray, listensOn);
    QFETCH(QByteArray, local);
    QFETCH(int, port);
    QFETCH(bool, alreadyThere);
    QFETCH(Role, expected);
    const auto established =
        row(Established, 5, endpoint(local.toStdString(), static_cast<std::uint16_t>(port)));
    const auto listening = listener(1, 8080, listensOn.toStdString());
    {
        ConnectionTracker tracker;
        if (!alreadyThere)
            observe(tracker, 0, {});
        observe(tracker, 1, {established, listening}); // in whichever order they are listed
        const ChangeSet set = tracker.takeChanges();
        QCOMPARE(findCookie(set, 5)->role, expected);
        QCOMPARE(findCookie(set, 1)->role, Role::Listener);
    }
    if (!alreadyThere) { // closed since it accepted
        ConnectionTracker tracker;
        observe(tracker, 0, {listening});
        observe(tracker, 1, {established});
        QCOMPARE(findCookie(tracker.takeChanges(), 5)->role, expected);
    }
}

void TestConnectionTracker::onlyVisibleChangesAreTold() {
    ConnectionTracker tracker;
    const auto process = std::make_shared<const ProcessInfo>();
    Owner owner{Owner::Kind::Process, 0, process};
    SocketRow r = withBytes(row(Established, 5), 10, 10);
    observe(tracker, 0, {r});
    tracker.takeChanges();
    auto changes = [&, time = 0.0]() mutable {
        observe(tracker, time += 0.1, {r});
        return tracker.takeChanges().changed.size();
    };
    QCOMPARE(changes(), 0U);
    r.receiveQueue = 5;
    QCOMPARE(changes(), 1U);
    r.sendQueue = 5;
    QCOMPARE(changes(), 1U);
    r.metrics.rttMicroseconds = 5;
    QCOMPARE(changes(), 1U);
    r.retransmits = 1;
    QCOMPARE(changes(), 1U);
    r.owner = &owner;
    QCOMPARE(changes(), 1U);
    r.owner = nullptr; // not looked up this time
    QCOMPARE(changes(), 0U);
    r.interfaceIndex = 2;
    QCOMPARE(changes(), 1U);
    QCOMPARE(changes(), 0U);
    r.inode = 0; // orphaned: the kernel says uid 0, which means nobody
    r.uid = 0;
    QCOMPARE(changes(), 1U);
    const ConnectionKey key = 1;
    QCOMPARE(tracker.find(key)->uid, std::optional(1000U));
    QVERIFY(tracker.find(key)->owner.process == process);
}

void TestConnectionTracker::noUserIsMadeUp() {
    ConnectionTracker tracker;
    SocketRow minisocket = row(TimeWait, 5);
    minisocket.inode = 0;
    minisocket.uid = 0;
    SocketRow ofRoot = row(Established, 6);
    ofRoot.inode = 9;
    ofRoot.uid = 0;
    observe(tracker, 0, {minisocket, ofRoot});
    QVERIFY(!tracker.find(1)->uid);
    QCOMPARE(tracker.find(2)->uid, std::optional(0U));
}

void TestConnectionTracker::timerIsToldWhenItsDeadlineMoves() {
    ConnectionTracker tracker;
    using Kind = SocketTimer::Kind;
    const auto changed = [&](double time, Kind kind, std::chrono::milliseconds left) {
        observe(tracker, time, {withTimer(row(Established, 5), kind, left)});
        return !tracker.takeChanges().changed.empty();
    };
    QVERIFY(changed(0, Kind::KeepAlive, 60s));
    QVERIFY(!changed(1, Kind::KeepAlive, 59s));
    QVERIFY(!changed(2, Kind::KeepAlive, 57600ms)); // a dump is not instantaneous
    QVERIFY(changed(3, Kind::KeepAlive, 60s));      // begun anew
    QVERIFY(!changed(30, Kind::KeepAlive, 33s));
    QVERIFY(changed(31, Kind::Retransmit, 200ms));
    QVERIFY(changed(32, Kind::None, 0ms));
    QVERIFY(!changed(33, Kind::None, 0ms));
}

void TestConnectionTracker::ratesFollowTheBytesAndFallBackToZero() {
    ConnectionTracker tracker;
    const auto step = [&](double time, std::uint64_t received, std::uint64_t acked) {
        observe(tracker, time, {withBytes(row(Established, 5), received, acked)});
        return tracker.takeChanges().changed;
    };
    QCOMPARE(step(0, 1000, 0).front().receiveRate, 0.0); // since when is not known
    const auto busy = step(2, 3000, 500);
    QCOMPARE(busy.front().receiveRate, 1000.0);
    QCOMPARE(busy.front().sendRate, 250.0);
    const auto quiet = step(3, 3000, 500);
    QCOMPARE(quiet.size(), 1U);
    QCOMPARE(quiet.front().receiveRate, 0.0);
    QCOMPARE(quiet.front().sendRate, 0.0);
    QVERIFY(step(4, 3000, 500).empty());
    QCOMPARE(step(3.5, 9000, 500).front().receiveRate, 0.0); // the clock was set back
}

void TestConnectionTracker::timeWaitKeepsWhatWasMeasured() {
    ConnectionTracker tracker;
    observe(tracker, 0, {withBytes(row(FinWait2, 5), 0, 0)});
    observe(tracker, 1, {withBytes(row(FinWait2, 5), 7000, 0)});
    SocketRow minisocket = row(TimeWait, 5);
    minisocket.inode = 0;
    observe(tracker, 2, {minisocket});
    const ConnectionSnapshot c = tracker.takeChanges().changed.front();
    QCOMPARE(c.metrics->rttMicroseconds, 400U);
    QCOMPARE(c.metrics->bytesReceived, 7000U);
    QCOMPARE(c.receiveRate, 0.0);
}

void TestConnectionTracker::udpHasNoTransitions() {
    ConnectionTracker tracker;
    observe(tracker, 0, {});
    observe(tracker, 1, {udp(5)});
    ChangeSet set = tracker.takeChanges();
    QCOMPARE(set.changed.front().state, Closed);
    QVERIFY(!set.changed.front().closed);
    QCOMPARE(set.changed.front().role, Role::Unknown);
    const ConnectionKey key = set.changed.front().key;
    observe(tracker, 2, {udp(5, true)}); // connect() also gives it a local address
    set = tracker.takeChanges();
    QCOMPARE(set.changed.front().key, key);
    QCOMPARE(set.changed.front().state, Established);
    QCOMPARE(set.changed.front().lastChange, at(2));
    QCOMPARE(set.changed.front().id.tuple.remote.port, 53);
    QVERIFY(set.counts == StateCounts{});
    observe(tracker, 3, {});
    set = tracker.takeChanges();
    QVERIFY(set.changed.front().closed);
    QVERIFY(set.transitions.empty());
    QCOMPARE(set.totals.transitions, 0U);
}

void TestConnectionTracker::pauseMakesNothingUp() {
    ConnectionTracker tracker;
    observe(tracker, 0,
            {row(Established, 5), withBytes(row(Established, 6), 0, 0), row(LastAck, 7)});
    tracker.takeChanges();
    tracker.pause();
    observe(tracker, 100,
            {row(TimeWait, 5), withBytes(row(Established, 6), 5000, 0), row(Established, 8)});
    ChangeSet set = tracker.takeChanges();
    QVERIFY(set.transitions.empty());
    QVERIFY(set.edgeCounts == EdgeCounts{});
    QCOMPARE(set.totals.transitions, 0U);
    QVERIFY(set.samples.back().gap);
    QCOMPARE(set.samples.back().transitions, 0U);
    QVERIFY(findCookie(set, 8)->alreadyThere);
    QVERIFY(findCookie(set, 7)->closed);
    QCOMPARE(findCookie(set, 6)->receiveRate, 0.0);
    QCOMPARE(findCookie(set, 5)->state, TimeWait);
    QCOMPARE(text(findCookie(set, 5)->history->transitions),
             "ESTABLISHED > TIME-WAIT: unseen, inferred (no edge)");
    // From here on it watches again.
    observe(tracker, 101, {row(TimeWait, 5), row(CloseWait, 8), row(SynSent, 9)});
    set = tracker.takeChanges();
    QCOMPARE(set.transitions.size(), 3U); // 6 gone, 8 moved, 9 new
    QVERIFY(!set.samples.back().gap);
}

void TestConnectionTracker::namespacesAreApart() {
    ConnectionTracker tracker;
    observe(tracker, 0, {row(Established, 5)}, {}, 1);
    observe(tracker, 0, {row(Established, 5)}, {}, 2);
    QCOMPARE(tracker.totals().connections, 2U);
    QCOMPARE(tracker.counts()[index(Established)], 2U);
    observe(tracker, 1, {}, {}, 2);
    QCOMPARE(tracker.totals().connections, 1U);
    for (const ConnectionSnapshot& c : tracker.takeChanges().changed)
        QCOMPARE(c.closed, c.id.netns == 2);
}

void TestConnectionTracker::othersAreForgotten() {
    ConnectionTracker tracker;
    observe(tracker, 0, {row(Established, 5)}, {}, 1);
    observe(tracker, 0, {row(Established, 5), row(SynReceived, 6), row(Listen, 7)}, {}, 2);
    observe(tracker, 1, {row(Established, 5)}, {}, 2);
    QCOMPARE(tracker.totals().closedKept, 2U);
    const auto before = tracker.takeChanges();
    tracker.keepOnly(1);
    QCOMPARE(tracker.totals().connections, 1U);
    QCOMPARE(tracker.totals().closedKept, 0U);
    QCOMPARE(tracker.counts()[index(Established)], 1U);
    const ChangeSet set = tracker.takeChanges();
    QCOMPARE(set.removed.size(), std::size_t{3});
    QVERIFY(set.transitions.empty()); // nothing happened to them
    // Seen anew they were already there.
    observe(tracker, 2, {row(Established, 5)}, {}, 2);
    QVERIFY(findCookie(tracker.takeChanges(), 5)->alreadyThere);
}

void TestConnectionTracker::oneSampleASecond() {
    ConnectionTracker tracker;
    for (int tenth = 0; tenth < 35; ++tenth) { // 0.05 to 3.45
        const std::uint64_t cookie = static_cast<std::uint64_t>(100 + tenth);
        observe(tracker, 0.05 + tenth * 0.1, {row(SynSent, cookie)});
    }
    const auto samples = tracker.takeChanges().samples;
    QCOMPARE(samples.size(), 4U);
    // Stamped as observed, so that asking who was there at that time gives the same counts
    QCOMPARE(samples[0].time, at(0.05));
    QCOMPARE(samples[1].time, at(1.05));
    QCOMPARE(samples[3].time, at(3.05));
    QCOMPARE(samples[0].transitions, 0U);
    QCOMPARE(samples[1].transitions, 20U); // ten times one goes and one comes
    QCOMPARE(samples[1].counts[index(SynSent)], 1U);
    QVERIFY(!samples[1].gap);
    // A table told late belongs to the second that was told of; it is no clock set back.
    observe(tracker, 4.1, {});
    observe(tracker, 3.9, {});
    observe(tracker, 5.1, {});
    const auto inOrder = tracker.takeChanges().samples;
    QCOMPARE(inOrder.size(), 2U);
    QVERIFY(!inOrder[1].gap);
    // Ten seconds between tables: one sample, none made up
    observe(tracker, 13.2, {});
    const auto late = tracker.takeChanges().samples;
    QCOMPARE(late.size(), 1U);
    QCOMPARE(late.front().time, at(13.2));
}

void TestConnectionTracker::samplesBearHostCountersAndGaps() {
    ConnectionTracker tracker;
    observe(tracker, 0, {}, HostCounters{100, 50, 7});
    observe(tracker, 0.5, {}, HostCounters{103, 50, 7});
    observe(tracker, 1, {}, HostCounters{105, 51, 9});
    observe(tracker, 2, {}, HostCounters{105, 51, 9});
    tracker.observe(LostEvents{at(2), at(3), 12});
    observe(tracker, 3, {});
    observe(tracker, 4, {}, HostCounters{2, 0, 0}); // counters begun anew are no news
    const ChangeSet set = tracker.takeChanges();
    QCOMPARE(set.samples.size(), 5U);
    QCOMPARE(set.samples[0].retransmissions, 0U);
    QCOMPARE(set.samples[1].retransmissions, 5U);
    QCOMPARE(set.samples[1].resets, 2U); // one sent may be one of the two that arrived
    QCOMPARE(set.samples[2].retransmissions, 0U);
    QVERIFY(!set.samples[2].gap);
    QVERIFY(set.samples[3].gap);
    QVERIFY(!set.samples[4].gap);
    QCOMPARE(set.samples[4].resets, 0U);
    QCOMPARE(set.totals.lostEvents, 12U);
}

void TestConnectionTracker::doublesInATableCountOnce() {
    ConnectionTracker tracker;
    observe(tracker, 0, {});
    observe(tracker, 1, {row(Established, 5), row(Established, 5)});
    QCOMPARE(tracker.totals().connections, 1U);
    observe(tracker, 2, {row(Established, 5), row(FinWait1, 5)});
    QCOMPARE(tracker.totals().connections, 1U);
    const ChangeSet set = tracker.takeChanges();
    QCOMPARE(set.changed.size(), 1U);
    QCOMPARE(set.changed.front().state, Established); // the first of the two rows
}

void TestConnectionTracker::lostEventsAreToldAtOnce() {
    ConnectionTracker tracker;
    tracker.observe(LostEvents{at(0), at(1), 3});
    QVERIFY(tracker.hasChanges());
    QCOMPARE(tracker.takeChanges().totals.lostEvents, 3U);
    QVERIFY(!tracker.hasChanges());
}

QTEST_APPLESS_MAIN(TestConnectionTracker)
#include "tst_connection_tracker.moc"
