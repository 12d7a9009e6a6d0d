// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tcp/transition_table.h"

#include <QTest>

#include <set>

using namespace synoptic;

class TestTransitionTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreTheRfcs();
    void readsNetstatAndSsSpellings();
    void everyRowHasItsEdge();
    void noTwoRowsForOneCause();
    void rstAfterPassiveOpenGoesBackToListen();
    void normalPathsReachClosedBothWays();
    void everySynchronizedStateCanBeAborted();
    void timeWaitEndsInTwoDrawnWays();
    void figureLeavesOutResetsAndTheShortcut();
};

void TestTransitionTable::namesAreTheRfcs() {
    QCOMPARE(name(TcpState::SynReceived), "SYN-RECEIVED");
    QCOMPARE(name(TcpState::FinWait1), "FIN-WAIT-1");
    for (const TcpState state : kAllTcpStates)
        QCOMPARE(tcpStateFromName(name(state)), state);
    for (const TransitionRow& row : transitionTable())
        QCOMPARE(tcpEventFromName(name(row.event)), row.event);
}

void TestTransitionTable::readsNetstatAndSsSpellings() {
    QCOMPARE(tcpStateFromName("SYN_RECV"), TcpState::SynReceived);
    QCOMPARE(tcpStateFromName("estab"), TcpState::Established);
    QCOMPARE(tcpStateFromName("close_wait"), TcpState::CloseWait);
    QVERIFY(!tcpStateFromName("ITMED_WAIT"));
    QVERIFY(!tcpStateFromName(""));
}

void TestTransitionTable::everyRowHasItsEdge() {
    std::set<EdgeIndex> used;
    for (const TransitionRow& row : transitionTable()) {
        const EdgeIndex edge = edgeOf(row);
        QVERIFY(edge < kStateEdgeCount);
        QCOMPARE(stateEdges()[edge].from, row.from);
        QCOMPARE(stateEdges()[edge].to, row.to);
        used.insert(edge);
    }
    QCOMPARE(used.size(), kStateEdgeCount);
}

void TestTransitionTable::noTwoRowsForOneCause() {
    std::set<std::tuple<TcpState, TcpEvent, TcpState>> seen;
    for (const TransitionRow& row : transitionTable())
        QVERIFY(seen.emplace(row.from, row.event, row.to).second);
}

void TestTransitionTable::rstAfterPassiveOpenGoesBackToListen() {
    QCOMPARE(findTransition(TcpState::SynReceived, TcpEvent::ReceiveRst, true)->to,
             TcpState::Listen);
    QCOMPARE(findTransition(TcpState::SynReceived, TcpEvent::ReceiveRst, false)->to,
             TcpState::Closed);
    QVERIFY(!findTransition(TcpState::Closed, TcpEvent::ReceiveFin));
}

void TestTransitionTable::normalPathsReachClosedBothWays() {
    using enum TcpState;
    using enum TcpEvent;
    const auto walk = [](TcpState state, std::initializer_list<TcpEvent> events) {
        for (const TcpEvent event : events) {
            const TransitionRow* row = findTransition(state, event);
            if (!row || !row->normal)
                return Listen; // not where either path ends
            state = row->to;
        }
        return state;
    };
    QCOMPARE(walk(Closed,
                  {ActiveOpen, ReceiveSynAck, Close, ReceiveAckOfFin, ReceiveFin, TimeWaitTimeout}),
             Closed);
    QCOMPARE(walk(Closed,
                  {PassiveOpen, ReceiveSyn, ReceiveAckOfSyn, ReceiveFin, Close, ReceiveAckOfFin}),
             Closed);
}

void TestTransitionTable::everySynchronizedStateCanBeAborted() {
    for (const TcpState state : kAllTcpStates) {
        if (!isSynchronized(state))
            continue;
        for (const TcpEvent event : {TcpEvent::ReceiveRst, TcpEvent::Abort, TcpEvent::Timeout}) {
            const TransitionRow* row = findTransition(state, event);
            QVERIFY(row);
            QCOMPARE(row->to, TcpState::Closed);
            QVERIFY(stateEdges()[edgeOf(*row)].abortive);
        }
    }
}

void TestTransitionTable::timeWaitEndsInTwoDrawnWays() {
    const EdgeIndex orderly = findEdge(TcpState::TimeWait, TcpState::Closed);
    const EdgeIndex abrupt = findEdge(TcpState::TimeWait, TcpState::Closed, true);
    QVERIFY(orderly != kNoEdge && abrupt != kNoEdge && orderly != abrupt);
    QVERIFY(stateEdges()[orderly].normal);
    QVERIFY(!stateEdges()[abrupt].normal);
}

void TestTransitionTable::figureLeavesOutResetsAndTheShortcut() {
    QVERIFY(!findTransition(TcpState::FinWait1, TcpEvent::ReceiveFinAckOfFin)->inFigure);
    QVERIFY(findTransition(TcpState::SynReceived, TcpEvent::ReceiveRst, true)->inFigure);
    for (const StateEdge& edge : stateEdges())
        QVERIFY(!edge.abortive || !edge.inFigure);
    const auto inFigure = std::count_if(stateEdges().begin(), stateEdges().end(),
                                        [](const StateEdge& edge) { return edge.inFigure; });
    QCOMPARE(inFigure, 20);
}

QTEST_APPLESS_MAIN(TestTransitionTable)
#include "tst_transition_table.moc"
