// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/engine.h"
#include "tests/diagnosis/rule_check.h"

using namespace synoptic;
using namespace synoptic::test;

/// Half-open connections and queues: what is a flood, what is load, what is a slow application.
class TestFloodRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTableTells_data();
    void aTableTells() { checkWhatHolds(); }
    void fewTakePatience();
    void allOfAFloodIsTold();
    void packetsTell_data();
    void packetsTell() { checkWhatHolds(); }
};

void TestFloodRules::aTableTells_data() {
    ruleColumns();
    const Rule flood = rules::findSynFlood;
    const Rule accept = rules::findAcceptQueueOverflow;
    const auto full = [](Looks& l, std::uint32_t halfOpen = 129) -> HostCounters& {
        ListenerFacts& listener = l.listener();
        listener.halfOpen = listener.halfOpenGrowth = halfOpen;
        return l.input.counters.rise;
    };
    addCase(
        "queue full, SYNs dropped", flood, [=](Looks& l) { full(l).requestQueueFullDrops = 3'000; },
        "error syn-flood 0 listener 0.0.0.0:8080");
    addCase(
        "cookies sent, few returned", flood,
        [=](Looks& l) {
            full(l).cookiesSent = 3'000;
            l.input.counters.rise.cookiesReturned = 10;
        },
        "error syn-flood 1 listener 0.0.0.0:8080");
    addCase(
        "honest clients among it", flood,
        [=](Looks& l) {
            full(l).requestQueueFullDrops = 3'000;
            l.input.counters.rise.passiveOpens = 600;
        },
        "error syn-flood 0 listener 0.0.0.0:8080");
    addCase("as many complete: load", flood, [=](Looks& l) {
        full(l).requestQueueFullDrops = 3'000;
        l.input.counters.rise.passiveOpens = 1'100;
    });
    addCase("cookies that come back", flood, [=](Looks& l) { // 5,000 clients at once
        full(l).cookiesSent = 3'788;
        l.input.counters.rise.cookiesReturned = 9'733;
        l.input.counters.rise.listenDrops = 13'243;
        l.input.counters.rise.passiveOpens = 5'000;
    });
    addCase("accept queue full: a slow application", flood, [=](Looks& l) {
        full(l).requestQueueFullDrops = 3'000;
        l.input.listeners.back().acceptFull = true;
    });
    addCase("queue full, nobody turned away", flood, [=](Looks& l) { full(l); });
    addCase("nothing to compare with", flood, [=](Looks& l) {
        full(l).requestQueueFullDrops = 3'000;
        l.input.counters.over = Duration::zero();
    });
    addCase(
        "a large queue fills", flood,
        [](Looks& l) {
            ListenerFacts& listener = l.listener(8080, 65'535);
            listener.halfOpen = listener.halfOpenGrowth = 700;
        },
        "error syn-flood 2 listener 0.0.0.0:8080");
    addCase("a large queue under load", flood, [](Looks& l) {
        ListenerFacts& listener = l.listener(8080, 65'535);
        listener.halfOpen = listener.halfOpenGrowth = 700;
        l.input.counters.rise.passiveOpens = 100;
    });
    addCase(
        "old half-opens", flood,
        [](Looks& l) {
            ListenerFacts& listener = l.listener(8080, 4'096);
            listener.halfOpen = 100;
            listener.halfOpenOld = 60;
        },
        "error syn-flood 2 listener 0.0.0.0:8080");
    addCase("one fewer", flood, [](Looks& l) {
        ListenerFacts& listener = l.listener(8080, 4'096);
        listener.halfOpen = 100;
        listener.halfOpenOld = 59;
    });
    addCase(
        "cookies always on", flood,
        [](Looks& l) {
            l.listener();
            l.input.counters.rise.cookiesSent = 3'000;
        },
        "error syn-flood 1 listener 0.0.0.0:8080");
    addCase(
        "cookies always on, which listener is not known", flood,
        [](Looks& l) {
            l.listener();
            l.listener(9090);
            l.input.counters.rise.cookiesSent = 3'000;
        },
        "error syn-flood 1 host");
    addCase("cookies always on, overflowing", flood, [](Looks& l) {
        l.listener();
        l.input.counters.rise.cookiesSent = 3'000;
        l.input.counters.rise.listenOverflows = 1;
    });

    addCase(
        "accept queue full and overflowing", accept,
        [](Looks& l) {
            l.listener().acceptFull = true;
            l.input.counters.rise.listenOverflows = 1;
        },
        "error accept-queue-overflow 0 listener 0.0.0.0:8080");
    addCase(
        "accept queue full", accept, [](Looks& l) { l.listener().acceptFull = true; },
        "warning accept-queue-overflow 0 listener 0.0.0.0:8080");
    addCase("at its limit", accept, [](Looks& l) { l.listener().acceptQueue = 128; });
    addCase(
        "overflowed between two looks", accept,
        [](Looks& l) {
            l.listener();
            l.input.counters.rise.listenOverflows = 10;
        },
        "warning accept-queue-overflow 1 host");
    addCase("a few did", accept, [](Looks& l) {
        l.listener();
        l.input.counters.rise.listenOverflows = 9;
    });
}

/// A few hundred SYNs may be on their way over a slow link: they have to go on.
void TestFloodRules::fewTakePatience() {
    Looks looks(rules::findSynFlood);
    const auto flooded = [&] {
        ListenerFacts& listener = looks.listener();
        listener.halfOpen = 129;
        looks.input.counters.rise.requestQueueFullDrops = 200;
    };
    flooded();
    looks.look(6);
    QVERIFY(looks.standing().empty());
    looks.forgetFacts(); // a burst: it is over
    looks.look(2);
    flooded();
    looks.look(6);
    QVERIFY(looks.standing().empty());
    looks.look();
    QCOMPARE(looks.standing().size(), std::size_t(1));
    QVERIFY(looks.standing().front().last - looks.standing().front().first >= 6s);
}

/// The window's share falls to nothing; what was completed since the flood began stays told.
void TestFloodRules::allOfAFloodIsTold() {
    DiagnosisEngine engine;
    ConnectionTracker tracker;
    tracker.setObserver(&engine);
    HostCounters counters;
    counters.hasListenCounters = true;
    const auto looked = [&](double seconds, std::uint64_t opened, std::uint64_t dropped) {
        counters.passiveOpens += opened;
        counters.requestQueueFullDrops += dropped;
        Rows rows{listener(1, 8080)};
        rows.back().sendQueue = 128;
        for (std::uint64_t i = 0; i < 129; ++i)
            rows.push_back(row(TcpState::SynReceived, 100 + i, endpoint("192.0.2.7", 8080),
                               endpoint("203.0.113." + std::to_string(1 + i), 9)));
        test::observe(tracker, seconds, rows, counters);
    };
    looked(0, 500, 0); // before it began
    for (int second = 1; second <= 20; ++second)
        looked(second, second <= 3 ? 50 : 0, 1'000);
    const auto found = engine.findings();
    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY(found[0].rule == RuleId::SynFlood && !found[0].over);
    QCOMPARE(evidence(found[0], "completed_ratio"), 0.0);
    QCOMPARE(evidence(found[0], "completed_since"), 150.0);
    const double share = evidence(found[0], "completed_ratio_since");
    QVERIFY2(share > 0.0073 && share < 0.0075, qPrintable(QString::number(share)));
}

void TestFloodRules::packetsTell_data() {
    ruleColumns();
    const Rule flood = rules::findSynFlood;
    const Rule attempts = rules::findConnectionAttempts;
    const char* const flooded = "error syn-flood 3 listener 198.51.100.3:443";
    addCase(
        "SYNs that lead nowhere", flood, [](Looks& l) { l.server(300, 0); }, flooded);
    addCase(
        "a fifth completed", flood, [](Looks& l) { l.server(300, 60); }, flooded);
    addCase("a quarter completed", flood, [](Looks& l) { l.server(300, 75); });
    addCase("few", flood, [](Looks& l) { l.server(59, 0, 1); });
    addCase("slowly", flood, [](Looks& l) { l.server(70, 0, 4); });
    addCase("refused", flood, [](Looks& l) { l.server(300, 0).refused = 280; });
    addCase("the table knows better", flood, [](Looks& l) { l.server(300, 0).hasSocket = true; });
    addCase("one client asks a silent host", flood, [](Looks& l) {
        ServerFacts& server = l.server(90, 0);
        server.answered = 0;
        server.sources = 1;
    });
    addCase(
        "one client asks it at a flood's pace", flood,
        [](Looks& l) {
            ServerFacts& server = l.server(900, 0);
            server.answered = 0;
            server.sources = 1;
        },
        flooded);

    addCase(
        "fifteen ports", attempts, [](Looks& l) { l.source(15, 1); },
        "warning connection-attempts 0 to 192.0.2.7:0");
    addCase(
        "fifteen hosts", attempts, [](Looks& l) { l.source(1, 15); },
        "warning connection-attempts 1 to 192.0.2.7:0");
    addCase("fourteen of each", attempts, [](Looks& l) { l.source(14, 14); });
}

QTEST_APPLESS_MAIN(TestFloodRules)
#include "tst_flood_rules.moc"
