// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/diagram_fixture.h"
#include "views/diagram/diagram_activity.h"
#include "views/diagram/diagram_path.h"
#include "views/diagram/transition_rates.h"

#include <QTest>

using namespace synoptic;
using namespace std::chrono_literals;
using enum TcpState;

namespace {

StateTransition step(TcpState from, TcpState to, Timestamp time = {},
                     Evidence evidence = Evidence::SocketTable) {
    StateTransition transition;
    transition.connection = 1;
    transition.from = from;
    transition.to = to;
    transition.edge = findEdge(from, to);
    transition.evidence = evidence;
    transition.time = time;
    transition.notBefore = time;
    return transition;
}

ConnectionSnapshot connectionWith(const std::vector<StateTransition>& transitions) {
    ConnectionSnapshot connection;
    connection.state = transitions.empty() ? Established : transitions.back().to;
    auto history = std::make_shared<ConnectionHistory>();
    history->transitions.assign(transitions.begin(), transitions.end());
    connection.history = std::move(history);
    return connection;
}

} // namespace

class TestDiagramActivity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pathNumbersHopsAsTheHistoryDoes();
    void pathLeavesUnseenHopsOut();
    void oneSegmentTakesTheDirectEdge();
    void pathEndsAtTheRightClosed();
    void udpHasNoPath();
    void tokenRunsForFourHundredMilliseconds();
    void oneConnectionsHopsFollowEachOther();
    void tokensAreCapped();
    void busyAndUnseenEdgesSendNone();
    void reducedMotionLightsTheEdgeForASecond();
    void ratesSettleAndDieAway();
};

void TestDiagramActivity::pathNumbersHopsAsTheHistoryDoes() {
    ConnectionSnapshot connection =
        connectionWith({step(Closed, SynSent), step(SynSent, Established, {}, Evidence::Inferred)});
    connection.peerState = SynReceived;
    const auto path = diagramPathOf(connection);
    QVERIFY(path);
    QCOMPARE(path->hops.size(), 2U);
    QCOMPARE(path->hops[1].edge, findEdge(SynSent, Established));
    QCOMPARE(path->hops[1].firstNumber, 2);
    QCOMPARE(path->hops[1].evidence, Evidence::Inferred);
    QCOMPARE(std::size_t{path->current}, index(Established));
    QCOMPARE(std::size_t{*path->peer}, index(SynReceived));
    QVERIFY(path->passes(index(Closed)) && path->passes(index(SynReceived)));
    QVERIFY(!path->passes(index(CloseWait)));
}

void TestDiagramActivity::pathLeavesUnseenHopsOut() {
    StateTransition unseen = step(Established, Closed);
    unseen.edge = kNoEdge;
    ConnectionSnapshot connection = connectionWith({step(SynSent, Established), unseen});
    connection.closed = true;
    const auto path = diagramPathOf(connection);
    QCOMPARE(path->hops.size(), 1U);
    QCOMPARE(path->current, kEndNode);
}

void TestDiagramActivity::oneSegmentTakesTheDirectEdge() {
    const Timestamp at(5s);
    const auto close = step(Established, FinWait1, Timestamp(4s));
    const auto merged = diagramPathOf(
        connectionWith({close, step(FinWait1, FinWait2, at), step(FinWait2, TimeWait, at)}));
    QCOMPARE(merged->hops.size(), 2U);
    QCOMPARE(merged->hops[1].edge, findEdge(FinWait1, TimeWait));
    QCOMPARE(merged->hops[1].firstNumber, 2);
    QCOMPARE(merged->hops[1].lastNumber, 3);
    // Two hops inferred between two polls are no proof of one segment.
    const auto apart = diagramPathOf(connectionWith(
        {close, step(FinWait1, FinWait2, at, Evidence::Inferred), step(FinWait2, TimeWait, at)}));
    QCOMPARE(apart->hops.size(), 3U);
}

void TestDiagramActivity::pathEndsAtTheRightClosed() {
    const auto refused =
        diagramPathOf(connectionWith({step(Closed, SynSent), step(SynSent, Closed)}));
    QCOMPARE(std::size_t{refused->current}, index(Closed));
    const auto ended = diagramPathOf(connectionWith({step(TimeWait, Closed)}));
    QCOMPARE(ended->current, kEndNode);
}

void TestDiagramActivity::udpHasNoPath() {
    ConnectionSnapshot connection = connectionWith({});
    connection.id.protocol = Protocol::Udp;
    QVERIFY(!diagramPathOf(connection));
}

void TestDiagramActivity::tokenRunsForFourHundredMilliseconds() {
    DiagramActivity activity;
    const std::vector transitions{step(SynSent, Established)};
    activity.add(transitions, {}, false, 1000ms);
    QCOMPARE(activity.tokens(1000ms).size(), 1U);
    QCOMPARE(activity.tokens(1000ms).front().progress, 0.0);
    QCOMPARE(activity.tokens(1200ms).front().progress, 0.5);
    QVERIFY(activity.tokens(1040ms).front().progress < 0.05); // eased in
    QVERIFY(activity.tokens(1360ms).front().progress > 0.95); // and out
    QVERIFY(activity.advance(1399ms));
    QVERIFY(!activity.advance(1400ms));
    QVERIFY(activity.tokens(1400ms).empty());
}

void TestDiagramActivity::oneConnectionsHopsFollowEachOther() {
    DiagramActivity activity;
    const std::vector transitions{step(Closed, SynSent), step(SynSent, Established)};
    activity.add(transitions, {}, false, 0ms);
    QCOMPARE(activity.tokens(100ms).size(), 1U);
    QCOMPARE(activity.tokens(100ms).front().edge, findEdge(Closed, SynSent));
    QCOMPARE(activity.tokens(500ms).size(), 1U);
    QCOMPARE(activity.tokens(500ms).front().edge, findEdge(SynSent, Established));
}

void TestDiagramActivity::tokensAreCapped() {
    DiagramActivity activity;
    std::vector<StateTransition> many;
    for (ConnectionKey key = 1; key <= 1000; ++key) {
        StateTransition transition;
        transition.connection = key;
        transition.edge = static_cast<EdgeIndex>(key % kStateEdgeCount);
        many.push_back(transition);
    }
    activity.add(many, {}, false, 0ms);
    std::size_t most = 0;
    for (auto now = 0ms; activity.advance(now); now += 16ms)
        most = std::max(most, activity.tokens(now).size());
    QCOMPARE(most, DiagramActivity::kMostTokens);
}

void TestDiagramActivity::busyAndUnseenEdgesSendNone() {
    DiagramActivity activity;
    EdgeRates rates{};
    rates[findEdge(SynReceived, Established)] = kBusyRate + 0.1;
    StateTransition unseen = step(Established, Closed);
    unseen.edge = kNoEdge;
    const std::vector transitions{step(SynReceived, Established), unseen};
    activity.add(transitions, rates, false, 0ms);
    QVERIFY(!activity.advance(0ms));
    rates[findEdge(SynReceived, Established)] = kBusyRate;
    activity.add(transitions, rates, false, 0ms);
    QVERIFY(activity.advance(0ms));
}

void TestDiagramActivity::reducedMotionLightsTheEdgeForASecond() {
    DiagramActivity activity;
    const std::vector transitions{step(SynSent, Established), step(SynSent, Established)};
    activity.add(transitions, {}, true, 0ms);
    QVERIFY(activity.tokens(10ms).empty());
    QCOMPARE(activity.litEdges(999ms), std::vector{findEdge(SynSent, Established)});
    QVERIFY(activity.litEdges(1000ms).empty());
    QVERIFY(!activity.advance(1000ms));
}

void TestDiagramActivity::ratesSettleAndDieAway() {
    TransitionRates rates;
    EdgeCounts counts{};
    const EdgeIndex edge = findEdge(SynReceived, Established);
    counts[edge] = 20;
    Timestamp now(100s);
    rates.add(counts, now); // nothing to divide by yet
    QCOMPARE(rates.edges()[edge], 0.0);
    for (int tick = 0; tick < 100; ++tick)
        rates.add(counts, now += 200ms);
    QVERIFY(std::abs(rates.edges()[edge] - 100) < 1);
    QVERIFY(std::abs(rates.states()[index(Established)] - 100) < 1);
    QCOMPARE(rates.states()[index(SynReceived)], 0.0);
    for (int tick = 0; tick < 40; ++tick)
        rates.add({}, now += 1s);
    QCOMPARE(rates.edges()[edge], 0.0);
    rates.add(counts, now - 50s); // the clock was set back: no rate of it
    QCOMPARE(rates.edges()[edge], 0.0);
}

QTEST_MAIN(TestDiagramActivity)
#include "tst_diagram_activity.moc"
