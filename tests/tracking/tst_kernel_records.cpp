// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the kernel's trace tells, alone and beside the socket table and packets: one socket, one
// story.
#include "model/tracking/connection_tracker.h"
#include "model/tracking/kernel_records.h"

#include <QTest>

#include <cerrno>
#include <map>

using namespace synoptic;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t kNetns = 1;

Timestamp at(Duration time) {
    return Timestamp(1'000'000s + time);
}

FourTuple tupleOf(std::uint16_t local, std::uint16_t remote) {
    return {{*IpAddress::parse("192.0.2.1"), local, 0},
            {*IpAddress::parse("192.0.2.2"), remote, 0}};
}

/// Kernel numbers: 1 ESTABLISHED, 2 SYN-SENT, 3 SYN-RECEIVED, 4 FIN-WAIT-1, 5 FIN-WAIT-2, 7 CLOSE,
/// 8 CLOSE-WAIT, 9 LAST-ACK, 10 LISTEN, 11 CLOSING.
KernelEvent change(std::uint64_t cookie, int from, int to, Duration time,
                   FourTuple tuple = tupleOf(50000, 80)) {
    KernelEvent event;
    event.from = static_cast<std::uint8_t>(from);
    event.to = static_cast<std::uint8_t>(to);
    event.time = at(time);
    event.netns = kNetns;
    event.cookie = cookie;
    event.tuple = tuple;
    event.hasTask = true;
    event.pid = 4242;
    event.uid = 1000;
    event.command = "curl";
    return event;
}

KernelEvent withError(KernelEvent event, int error) {
    event.error = static_cast<std::uint16_t>(error);
    return event;
}

KernelEvent withBothFins(KernelEvent event) {
    event.bothFins = true;
    return event;
}

struct Traced {
    ConnectionTracker tracker;
    std::map<ConnectionKey, ConnectionSnapshot> known;

    void take(std::vector<KernelEvent> events, Duration drained) {
        tracker.observe(KernelTraceObservation{events, at(drained)});
        learn();
    }
    void table(std::vector<SocketRow> rows, Duration time) {
        SocketTableObservation table;
        table.time = at(time);
        table.netns = kNetns;
        table.rows = rows;
        tracker.observe(table);
        learn();
    }
    void learn() {
        const ChangeSet set = tracker.takeChanges();
        for (const ConnectionSnapshot& connection : set.changed)
            known[connection.key] = connection;
        for (const ConnectionKey key : set.removed)
            known.erase(key);
    }
    /// "SYN-SENT(kernel) ESTABLISHED(kernel)" of the only one, or of the one with this key.
    QString story(std::optional<ConnectionKey> key = {}) const {
        QStringList steps;
        const ConnectionSnapshot& one = key ? known.at(*key) : known.begin()->second;
        for (const StateTransition& step : one.history->transitions)
            steps << QStringLiteral("%1(%2)").arg(QLatin1String(name(step.to).data()),
                                                  QLatin1String(name(step.evidence).data()));
        return steps.join(QLatin1Char(' '));
    }
    const ConnectionSnapshot& only() const { return known.begin()->second; }
};

SocketRow row(std::uint64_t cookie, TcpState state, FourTuple tuple = tupleOf(50000, 80)) {
    SocketRow row;
    row.cookie = cookie;
    row.state = state;
    row.tuple = tuple;
    return row;
}

} // namespace

class TestKernelRecords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anActiveOpenAndClose();
    void aPortChosenLateIsLearnt();
    void aChildOfAListener();
    void closeIsThreeThings_data();
    void closeIsThreeThings();
    void theTableGoesOnWithTheSameRecord();
    void aTableReadBeforeDoesNotUndoIt();
    void aSocketUsedAnewIsAnotherConnection();
    void lostEventsLeaveAGapAndNoMadeUpWay();
    void theProcessIsTheOneThatCalled();
    void timeWaitWithoutATableEnds();
    void theTraceAloneTellsTheSeconds();
    void finWait2LastsAsLongAsTheSettingsSay_data();
    void finWait2LastsAsLongAsTheSettingsSay();
    void aFinThatPacketsToldBeginsTheMinuteAnew();
    void closedInFinWait2IsNoWaiting_data();
    void closedInFinWait2IsNoWaiting();
    void aConnectOfAForgottenNamespaceStaysForgotten();
    void closingTwiceInLastAckIsNoStep();
    void nonsenseDoesNoHarm();
};

void TestKernelRecords::anActiveOpenAndClose() {
    Traced t;
    t.take({change(7, 7, 2, 0ms), change(7, 2, 1, 1ms), change(7, 1, 4, 2ms), change(7, 4, 5, 3ms),
            withBothFins(change(7, 5, 7, 4ms))},
           10ms);
    QCOMPARE(t.known.size(), std::size_t{1});
    QCOMPARE(t.story(), QStringLiteral("SYN-SENT(kernel) ESTABLISHED(kernel) FIN-WAIT-1(kernel) "
                                       "FIN-WAIT-2(kernel) TIME-WAIT(kernel)"));
    QVERIFY(t.only().role == Role::Client);
    QVERIFY(t.only().state == TcpState::TimeWait && !t.only().closed);
    QVERIFY(t.only().evidence == Evidence::Kernel);
    QVERIFY(t.only().history->transitions[1].time == at(1ms));
    QCOMPARE(t.tracker.counts()[index(TcpState::TimeWait)], 1U);
}

void TestKernelRecords::aPortChosenLateIsLearnt() {
    Traced t;
    t.take({change(7, 7, 2, 0ms, tupleOf(0, 80))}, 10ms);
    QVERIFY(t.known.empty());
    t.take({change(7, 2, 1, 30ms)}, 40ms);
    QCOMPARE(t.story(), QStringLiteral("SYN-SENT(kernel) ESTABLISHED(kernel)"));
    QCOMPARE(t.only().id.tuple.local.port, std::uint16_t(50000));
    QVERIFY(t.only().history->transitions[0].time == at(0ms));
    // A silent peer: no further transition comes, but the table knows the port.
    Traced silent;
    silent.table({}, 0ms);
    silent.take({change(8, 7, 2, 5ms, tupleOf(0, 80))}, 10ms);
    silent.table({row(8, TcpState::SynSent)}, 1s);
    QCOMPARE(silent.story(), QStringLiteral("SYN-SENT(kernel)"));
    QVERIFY(silent.only().history->transitions[0].time == at(5ms));
    // Neither: it is shown all the same.
    Traced alone;
    alone.take({change(9, 7, 2, 0ms, tupleOf(0, 80))}, 10ms);
    alone.take({}, 3s);
    QCOMPARE(alone.story(), QStringLiteral("SYN-SENT(kernel)"));
}

void TestKernelRecords::aChildOfAListener() {
    Traced t;
    t.take({change(7, 3, 1, 1ms, tupleOf(80, 50000)), change(7, 1, 8, 2ms, tupleOf(80, 50000)),
            change(7, 8, 9, 3ms, tupleOf(80, 50000)), change(7, 9, 7, 4ms, tupleOf(80, 50000))},
           10ms);
    QCOMPARE(t.story(), QStringLiteral("SYN-RECEIVED(kernel) ESTABLISHED(kernel) "
                                       "CLOSE-WAIT(kernel) LAST-ACK(kernel) CLOSED(kernel)"));
    QVERIFY(t.only().role == Role::Server && t.only().closed);
    QVERIFY(t.only().history->transitions[0].from == TcpState::Listen);
}

void TestKernelRecords::closeIsThreeThings_data() {
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("error");
    QTest::addColumn<bool>("bothFins");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("cause");
    const auto newRow = [](const char* name, int from, int error, bool fins, const char* state,
                           const char* cause) {
        QTest::newRow(name) << from << error << fins << QString::fromLatin1(state)
                            << QString::fromLatin1(cause);
    };
    newRow("both FINs", 5, 0, true, "TIME-WAIT", "rcv FIN");
    newRow("both FINs, closing", 11, 0, true, "TIME-WAIT", "rcv ACK of FIN");
    newRow("minisocket", 5, 0, false, "FIN-WAIT-2", "rcv ACK of FIN");
    newRow("reset in FIN-WAIT-2", 5, ECONNRESET, false, "CLOSED", "rcv RST");
    newRow("last ACK", 9, 0, true, "CLOSED", "rcv ACK of FIN");
    newRow("reset", 1, ECONNRESET, false, "CLOSED", "rcv RST");
    newRow("reset in CLOSE-WAIT", 8, EPIPE, true, "CLOSED", "rcv RST");
    newRow("timed out", 1, ETIMEDOUT, false, "CLOSED", "timeout");
    newRow("aborted", 1, 0, false, "CLOSED", "ABORT");
    newRow("destroyed", 1, ECONNABORTED, false, "CLOSED", "ABORT");
    newRow("refused", 2, ECONNREFUSED, false, "CLOSED", "rcv RST");
    newRow("unreachable", 2, EHOSTUNREACH, false, "CLOSED", "ICMP error");
    newRow("given up", 2, 0, false, "CLOSED", "CLOSE");
}

void TestKernelRecords::closeIsThreeThings() {
    QFETCH(int, from);
    QFETCH(int, error);
    QFETCH(bool, bothFins);
    QFETCH(QString, state);
    QFETCH(QString, cause);
    Traced t;
    std::vector<KernelEvent> events{change(7, 7, 2, 0ms)};
    const std::map<int, std::vector<int>> ways{{1, {1}},    {2, {}},        {5, {1, 4, 5}},
                                               {8, {1, 8}}, {9, {1, 8, 9}}, {11, {1, 4, 11}}};
    int before = 2;
    for (const int next : ways.at(from)) {
        events.push_back(change(7, before, next, 1ms));
        before = next;
    }
    KernelEvent last = withError(change(7, from, 7, 2ms), error);
    last.bothFins = bothFins;
    events.push_back(last);
    t.take(events, 10ms);
    const auto& steps = t.only().history->transitions;
    QCOMPARE(QLatin1String(name(steps.back().to).data()), state);
    QVERIFY2(QString::fromLatin1(name(steps.back().event).data()).contains(cause),
             name(steps.back().event).data());
    QVERIFY(steps.back().edge != kNoEdge && !t.only().disagreement);
    QCOMPARE(t.only().closed, state == QLatin1String("CLOSED"));
}

void TestKernelRecords::theTableGoesOnWithTheSameRecord() {
    Traced t;
    t.table({}, 0ms);
    t.take({change(7, 7, 2, 100ms), change(7, 2, 1, 101ms)}, 120ms);
    t.table({row(7, TcpState::Established)}, 1s);
    QCOMPARE(t.known.size(), std::size_t{1});
    QVERIFY(t.only().history->transitions.back().has(Evidence::SocketTable));
    t.take({change(7, 1, 4, 1100ms), change(7, 4, 5, 1101ms), change(7, 5, 7, 1102ms)}, 1200ms);
    QVERIFY(t.only().state == TcpState::FinWait2); // goes on as a minisocket
    t.table({row(7, TcpState::TimeWait)}, 2s);
    QCOMPARE(t.story().section(QLatin1Char(' '), -1), QStringLiteral("TIME-WAIT(socket-table)"));
    t.table({}, 3s);
    QVERIFY(t.only().closed);
    QCOMPARE(t.known.size(), std::size_t{1});
}

void TestKernelRecords::aTableReadBeforeDoesNotUndoIt() {
    Traced t;
    t.table({}, 0ms);
    t.take({change(7, 7, 2, 900ms), change(7, 2, 1, 950ms)}, 960ms);
    // Read at 940 ms, told later: the socket stood elsewhere, or not at all.
    t.table({row(7, TcpState::SynSent)}, 940ms);
    QVERIFY(t.only().state == TcpState::Established);
    t.table({}, 945ms);
    QVERIFY(t.only().state == TcpState::Established && !t.only().closed);
    t.take({withError(change(7, 1, 7, 1100ms), ECONNRESET)}, 1200ms);
    t.table({row(7, TcpState::Established)}, 1050ms);
    QVERIFY(t.only().closed);
    QCOMPARE(t.known.size(), std::size_t{1});
    t.table({}, 2s);
    QCOMPARE(t.story(), QStringLiteral("SYN-SENT(kernel) ESTABLISHED(kernel) CLOSED(kernel)"));
}

void TestKernelRecords::aSocketUsedAnewIsAnotherConnection() {
    Traced t;
    t.take({change(7, 7, 2, 0ms), withError(change(7, 2, 7, 1ms), ECONNREFUSED),
            change(7, 7, 2, 5ms, tupleOf(50001, 81)), change(7, 2, 1, 6ms, tupleOf(50001, 81))},
           10ms);
    QCOMPARE(t.known.size(), std::size_t{2});
    QCOMPARE(t.story(t.known.begin()->first), QStringLiteral("SYN-SENT(kernel) CLOSED(kernel)"));
    QCOMPARE(t.story(t.known.rbegin()->first),
             QStringLiteral("SYN-SENT(kernel) ESTABLISHED(kernel)"));
    QCOMPARE(t.known.rbegin()->second.id.tuple.remote.port, std::uint16_t(81));
}

void TestKernelRecords::lostEventsLeaveAGapAndNoMadeUpWay() {
    Traced t;
    t.take({change(7, 7, 2, 0ms), change(7, 2, 1, 1ms)}, 10ms);
    t.tracker.observe(LostEvents{at(10ms), at(20ms), 3});
    t.take({change(7, 8, 9, 30ms)}, 40ms);
    QCOMPARE(t.story(), QStringLiteral("SYN-SENT(kernel) ESTABLISHED(kernel) CLOSE-WAIT(inferred) "
                                       "LAST-ACK(kernel)"));
    QVERIFY(t.only().history->transitions[2].edge == kNoEdge);
    QVERIFY(!t.only().disagreement);
    QCOMPARE(t.tracker.totals().lostEvents, std::uint64_t{3});
}

void TestKernelRecords::theProcessIsTheOneThatCalled() {
    Traced t;
    KernelEvent opened = change(7, 7, 2, 0ms);
    KernelEvent answered = change(7, 2, 1, 1ms);
    answered.command = "ksoftirqd/0"; // what happened to run when the packet came
    answered.pid = 15;
    t.take({opened, answered}, 10ms);
    QVERIFY(t.only().owner.kind == Owner::Kind::Process);
    QCOMPARE(t.only().owner.process->name, std::string("curl"));
    QCOMPARE(t.only().owner.process->pid, 4242);
    Traced child;
    child.take({change(8, 3, 1, 1ms, tupleOf(80, 50000))}, 10ms);
    QVERIFY(child.only().owner.kind == Owner::Kind::Unknown);
    KernelEvent closed = change(8, 1, 4, 2ms, tupleOf(80, 50000));
    closed.command = "nginx";
    child.take({closed}, 20ms);
    QCOMPARE(child.only().owner.process->name, std::string("nginx"));
}

void TestKernelRecords::timeWaitWithoutATableEnds() {
    Traced t;
    t.take({change(7, 7, 2, 0ms), change(7, 2, 1, 1ms), change(7, 1, 4, 2ms), change(7, 4, 5, 3ms),
            withBothFins(change(7, 5, 7, 4ms))},
           10ms);
    t.take({}, 30s);
    QVERIFY(!t.only().closed);
    t.take({}, 62s);
    QVERIFY(t.only().closed);
    QCOMPARE(t.story().section(QLatin1Char(' '), -1), QStringLiteral("CLOSED(inferred)"));
}

void TestKernelRecords::finWait2LastsAsLongAsTheSettingsSay_data() {
    QTest::addColumn<int>("timeout"); // 0: the namespace was never looked at
    QTest::addColumn<int>("life");
    QTest::newRow("not known") << 0 << 60;
    QTest::newRow("short") << 15 << 15;
    QTest::newRow("as it is at first") << 60 << 60;
    // tcp_close(): the first 30 s as a socket that the trace still tells of.
    QTest::newRow("long") << 90 << 30;
}

/// The namespace had a table, which told its settings, and has none any more.
void TestKernelRecords::finWait2LastsAsLongAsTheSettingsSay() {
    QFETCH(int, timeout);
    QFETCH(int, life);
    Traced t;
    if (timeout != 0) {
        SocketTableObservation table;
        table.time = at(-1s);
        table.netns = kNetns;
        table.settings = HostSettings{};
        table.settings->finTimeout = static_cast<std::uint32_t>(timeout);
        t.tracker.observe(table);
        t.tracker.pause();
    }
    t.take({change(7, 7, 2, 0ms), change(7, 2, 1, 1ms), change(7, 1, 4, 2ms), change(7, 4, 5, 3ms),
            change(7, 5, 7, 4ms)},
           10ms);
    // One in TIME-WAIT beside it does not mind.
    const FourTuple other = tupleOf(50001, 80);
    t.take({change(8, 7, 2, 0ms, other), change(8, 2, 1, 1ms, other), change(8, 1, 4, 2ms, other),
            change(8, 4, 5, 3ms, other), withBothFins(change(8, 5, 7, 4ms, other))},
           10ms);
    const auto one = [&](std::uint64_t cookie) -> const ConnectionSnapshot& {
        for (const auto& [key, connection] : t.known) {
            if (connection.id.incarnation == cookie)
                return connection;
        }
        qFatal("it is not there");
    };
    t.take({}, std::chrono::seconds(life));
    QVERIFY(one(7).state == TcpState::FinWait2 && !one(7).closed);
    t.take({}, std::chrono::seconds(life + 2));
    QVERIFY(one(7).closed);
    QVERIFY(one(7).history->transitions.back().event == TcpEvent::Timeout);
    QCOMPARE(one(8).closed, life + 2 > 61);
    t.take({}, 62s);
    QVERIFY(one(8).closed);
}

void TestKernelRecords::aFinThatPacketsToldBeginsTheMinuteAnew() {
    // Not seen by the trace: the minisocket of a connection known to packets takes the peer's FIN.
    Traced t;
    t.take({change(7, 7, 2, 0ms), change(7, 2, 1, 1ms), change(7, 1, 4, 2ms), change(7, 4, 5, 3ms),
            change(7, 5, 7, 4ms)},
           10ms);
    t.table({row(7, TcpState::TimeWait)}, 40s);
    t.tracker.pause();
    QVERIFY(t.only().state == TcpState::TimeWait);
    t.take({}, 62s);
    QVERIFY(!t.only().closed);
    t.take({}, 102s);
    QVERIFY(t.only().closed);
}

void TestKernelRecords::closedInFinWait2IsNoWaiting_data() {
    QTest::addColumn<int>("afterMs");
    QTest::addColumn<bool>("ends");
    QTest::newRow("a RST at once: TCP_LINGER2 below zero") << 0 << true;
    QTest::newRow("a RST much later is another's") << 500 << false;
    QTest::newRow("no RST") << -1 << false;
}

void TestKernelRecords::closedInFinWait2IsNoWaiting() {
    QFETCH(int, afterMs);
    QFETCH(bool, ends);
    Traced t;
    std::vector<KernelEvent> events{change(7, 7, 2, 0ms), change(7, 2, 1, 1ms),
                                    change(7, 1, 4, 2ms), change(7, 4, 5, 3ms),
                                    change(7, 5, 7, 4ms)};
    if (afterMs >= 0) {
        KernelEvent reset = change(7, 7, 7, 4ms + std::chrono::milliseconds(afterMs));
        reset.kind = KernelEvent::Kind::SendReset;
        events.push_back(reset);
    }
    t.take(events, 600ms);
    QCOMPARE(t.only().closed, ends);
    QVERIFY(t.only().state == (ends ? TcpState::Closed : TcpState::FinWait2));
    const StateTransition& last = t.only().history->transitions.back();
    QVERIFY(!ends || (last.event == TcpEvent::Abort && last.edge != kNoEdge));
}

void TestKernelRecords::theTraceAloneTellsTheSeconds() {
    ConnectionTracker tracker;
    const std::vector<KernelEvent> opening{change(7, 7, 2, 0ms), change(7, 2, 1, 1ms)};
    tracker.observe(KernelTraceObservation{opening, at(10ms)});
    QVERIFY(tracker.takeChanges().samples.empty()); // a table may come, and knows more sockets
    for (int tick = 1; tick <= 50; ++tick)
        tracker.observe(KernelTraceObservation{{}, at(tick * 100ms)});
    const auto samples = tracker.takeChanges().samples;
    QCOMPARE(samples.size(), std::size_t{4}); // of the seconds 2 to 5
    QCOMPARE(samples.front().counts[index(TcpState::Established)], 1U);
    QVERIFY(!samples.front().gap);
}

/// Its port is not known yet when the namespace is forgotten.
void TestKernelRecords::aConnectOfAForgottenNamespaceStaysForgotten() {
    for (const bool forget : {false, true}) {
        ConnectionTracker tracker;
        const std::vector<KernelEvent> opening{change(7, 7, 2, 0ms, tupleOf(0, 80))};
        tracker.observe(KernelTraceObservation{opening, at(10ms)});
        QVERIFY(tracker.takeChanges().changed.empty());
        if (forget)
            tracker.keepOnly(kNetns + 1);
        tracker.observe(KernelTraceObservation{{}, at(60s)});
        QCOMPARE(tracker.takeChanges().changed.size(), std::size_t(forget ? 0 : 1));
    }
}

/// shutdown() and then close(): the kernel tells of LAST-ACK twice.
void TestKernelRecords::closingTwiceInLastAckIsNoStep() {
    Traced t;
    t.take({change(7, 7, 2, 0ms), change(7, 2, 1, 1ms), change(7, 1, 8, 2ms), change(7, 8, 9, 3ms),
            change(7, 9, 9, 4ms), change(7, 9, 7, 5ms)},
           10ms);
    QCOMPARE(t.story(), QStringLiteral("SYN-SENT(kernel) ESTABLISHED(kernel) CLOSE-WAIT(kernel) "
                                       "LAST-ACK(kernel) CLOSED(kernel)"));
}

void TestKernelRecords::nonsenseDoesNoHarm() {
    Traced t;
    std::vector<KernelEvent> events;
    for (int from = 0; from < 16; ++from) {
        for (int to = 0; to < 16; ++to)
            events.push_back(change(static_cast<std::uint64_t>(1 + (from * 7 + to) % 5), from, to,
                                    std::chrono::milliseconds(to)));
    }
    for (int round = 0; round < 20; ++round)
        t.take(events, 1s * round);
    t.table({row(1, TcpState::Established), row(2, TcpState::SynReceived)}, 30s);
    t.table({}, 31s);
    std::size_t open = 0;
    for (const auto& [key, connection] : t.known)
        open += connection.closed ? 0 : 1;
    QCOMPARE(open, std::size_t(t.tracker.totals().connections));
    for (const TcpState state : kAllTcpStates)
        QVERIFY(t.tracker.counts()[index(state)] <= open);
}

QTEST_GUILESS_MAIN(TestKernelRecords)
#include "tst_kernel_records.moc"
