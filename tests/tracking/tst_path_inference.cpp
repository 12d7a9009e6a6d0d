// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/path_inference.h"

#include "tests/tracking/table_fixture.h"

#include <QTest>

using namespace synoptic;

namespace {

QString text(const InferredPath& path) {
    QStringList hops;
    for (const PathHop& hop : path)
        hops << QString::fromStdString(
            test::describe(hop.from, hop.to, hop.event, hop.evidence, hop.edge));
    return hops.join(QLatin1Char('\n'));
}

const char* kUnseen = "unseen, inferred (no edge)";

} // namespace

class TestPathInference : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opening_data();
    void opening();
    void change_data();
    void change();
    void end_data();
    void end();
    void everyPathIsAChainOfTheTable();
    void onlyNormalPathsWhereThereIsOne();
    void aWayBackIsUnreachable();
    void aSocketConnectedToItself();
};

void TestPathInference::opening_data() {
    QTest::addColumn<TcpState>("state");
    QTest::addColumn<Role>("role");
    QTest::addColumn<QString>("expected");
    using enum TcpState;
    const auto add = [](const char* title, TcpState state, Role role, const char* expected) {
        QTest::newRow(title) << state << role << QString::fromLatin1(expected);
    };
    add("listener", Listen, Role::Listener, "CLOSED > LISTEN: passive OPEN, socket-table");
    add("active open seen", SynSent, Role::Client, "CLOSED > SYN-SENT: active OPEN, socket-table");
    add("half-open seen", SynReceived, Role::Server,
        "LISTEN > SYN-RECEIVED: rcv SYN, socket-table");
    add("client established", Established, Role::Client,
        "CLOSED > SYN-SENT: active OPEN, inferred\n"
        "SYN-SENT > ESTABLISHED: rcv SYN+ACK, inferred");
    add("server established", Established, Role::Server,
        "LISTEN > SYN-RECEIVED: rcv SYN, inferred\n"
        "SYN-RECEIVED > ESTABLISHED: rcv ACK of SYN, inferred");
    add("whoever established", Established, Role::Unknown,
        "CLOSED > ESTABLISHED: unseen, inferred (no edge)");
    add("client already in TIME-WAIT", TimeWait, Role::Client,
        "CLOSED > SYN-SENT: active OPEN, inferred\n"
        "SYN-SENT > ESTABLISHED: rcv SYN+ACK, inferred\n"
        "ESTABLISHED > FIN-WAIT-1: CLOSE, inferred\n"
        "FIN-WAIT-1 > FIN-WAIT-2: rcv ACK of FIN, inferred\n"
        "FIN-WAIT-2 > TIME-WAIT: rcv FIN, inferred");
    add("server already in LAST-ACK", LastAck, Role::Server,
        "LISTEN > SYN-RECEIVED: rcv SYN, inferred\n"
        "SYN-RECEIVED > ESTABLISHED: rcv ACK of SYN, inferred\n"
        "ESTABLISHED > CLOSE-WAIT: rcv FIN, inferred\n"
        "CLOSE-WAIT > LAST-ACK: CLOSE, inferred");
    add("client already in CLOSING, by open or simultaneous open", Closing, Role::Client,
        "CLOSED > CLOSING: unseen, inferred (no edge)");
}

void TestPathInference::opening() {
    QFETCH(TcpState, state);
    QFETCH(Role, role);
    QFETCH(QString, expected);
    QCOMPARE(text(explainOpening(state, role)), expected);
}

void TestPathInference::change_data() {
    QTest::addColumn<TcpState>("from");
    QTest::addColumn<TcpState>("to");
    QTest::addColumn<QString>("expected");
    using enum TcpState;
    const auto seen = [](TcpState from, TcpState to, const char* event) {
        const QString line =
            QStringLiteral("%1 > %2: %3, socket-table")
                .arg(QString::fromStdString(std::string(name(from))),
                     QString::fromStdString(std::string(name(to))), QString::fromLatin1(event));
        QTest::addRow("%s to %s", name(from).data(), name(to).data()) << from << to << line;
    };
    const auto add = [](TcpState from, TcpState to, const char* expected) {
        QTest::addRow("%s to %s", name(from).data(), name(to).data())
            << from << to << QString::fromLatin1(expected);
    };
    // Neighbours, each seen in one of two tables
    seen(SynSent, Established, "rcv SYN+ACK");
    seen(SynSent, SynReceived, "rcv SYN"); // simultaneous open
    seen(SynReceived, Established, "rcv ACK of SYN");
    seen(Established, FinWait1, "CLOSE");
    seen(Established, CloseWait, "rcv FIN");
    seen(FinWait1, FinWait2, "rcv ACK of FIN");
    seen(FinWait1, Closing, "rcv FIN");
    seen(FinWait2, TimeWait, "rcv FIN");
    seen(Closing, TimeWait, "rcv ACK of FIN");
    seen(CloseWait, LastAck, "CLOSE");
    // Hops between two tables
    add(SynSent, FinWait1,
        "SYN-SENT > ESTABLISHED: rcv SYN+ACK, inferred\n"
        "ESTABLISHED > FIN-WAIT-1: CLOSE, inferred");
    add(SynReceived, CloseWait,
        "SYN-RECEIVED > ESTABLISHED: rcv ACK of SYN, inferred\n"
        "ESTABLISHED > CLOSE-WAIT: rcv FIN, inferred");
    add(SynReceived, FinWait1, // though CLOSE in SYN-RECEIVED leads there as well: not normal
        "SYN-RECEIVED > ESTABLISHED: rcv ACK of SYN, inferred\n"
        "ESTABLISHED > FIN-WAIT-1: CLOSE, inferred");
    add(Established, FinWait2,
        "ESTABLISHED > FIN-WAIT-1: CLOSE, inferred\n"
        "FIN-WAIT-1 > FIN-WAIT-2: rcv ACK of FIN, inferred");
    add(Established, TimeWait,
        "ESTABLISHED > FIN-WAIT-1: CLOSE, inferred\n"
        "FIN-WAIT-1 > FIN-WAIT-2: rcv ACK of FIN, inferred\n"
        "FIN-WAIT-2 > TIME-WAIT: rcv FIN, inferred");
    add(Established, LastAck,
        "ESTABLISHED > CLOSE-WAIT: rcv FIN, inferred\n"
        "CLOSE-WAIT > LAST-ACK: CLOSE, inferred");
    add(FinWait1, TimeWait, // the RFC's processing order, also for one FIN+ACK segment
        "FIN-WAIT-1 > FIN-WAIT-2: rcv ACK of FIN, inferred\n"
        "FIN-WAIT-2 > TIME-WAIT: rcv FIN, inferred");
    add(Established, Closing, // not normal, but there is no other way
        "ESTABLISHED > FIN-WAIT-1: CLOSE, inferred\n"
        "FIN-WAIT-1 > CLOSING: rcv FIN, inferred");
    // Ways that cannot be told
    add(SynSent, Closing, "SYN-SENT > CLOSING: unseen, inferred (no edge)");
    add(TimeWait, Established, "TIME-WAIT > ESTABLISHED: unseen, inferred (no edge)");
    add(CloseWait, FinWait1, "CLOSE-WAIT > FIN-WAIT-1: unseen, inferred (no edge)");
}

void TestPathInference::change() {
    QFETCH(TcpState, from);
    QFETCH(TcpState, to);
    QFETCH(QString, expected);
    const Role role = from == TcpState::SynReceived ? Role::Server : Role::Client;
    QCOMPARE(text(explainChange(from, to, role)), expected);
}

void TestPathInference::end_data() {
    QTest::addColumn<TcpState>("from");
    QTest::addColumn<bool>("timerDue");
    QTest::addColumn<QString>("expected");
    using enum TcpState;
    for (const TcpState state : kAllTcpStates) {
        if (state == Closed || state == Listen)
            continue;
        QTest::addRow("%s gone", name(state).data())
            << state << false
            << QString::fromStdString(std::string(name(state)) + " > CLOSED: " + kUnseen);
    }
    QTest::newRow("LISTEN gone") << Listen << false
                                 << QStringLiteral("LISTEN > CLOSED: CLOSE, socket-table");
    QTest::newRow("TIME-WAIT ran out")
        << TimeWait << true << QStringLiteral("TIME-WAIT > CLOSED: 2MSL timeout, inferred");
    QTest::newRow("FIN-WAIT-2 ran out")
        << FinWait2 << true << QStringLiteral("FIN-WAIT-2 > CLOSED: timeout, inferred");
    QTest::newRow("a timer says nothing of others")
        << LastAck << true << QStringLiteral("LAST-ACK > CLOSED: unseen, inferred (no edge)");
}

void TestPathInference::end() {
    QFETCH(TcpState, from);
    QFETCH(bool, timerDue);
    QFETCH(QString, expected);
    const InferredPath path = explainEnd(from, timerDue);
    QCOMPARE(text(path), expected);
    if (from == TcpState::TimeWait && timerDue)
        QVERIFY(!stateEdges()[path.front().edge].abortive);
    if (from == TcpState::FinWait2 && timerDue)
        QVERIFY(stateEdges()[path.front().edge].abortive);
}

void TestPathInference::everyPathIsAChainOfTheTable() {
    for (const TcpState from : kAllTcpStates) {
        for (const TcpState to : kAllTcpStates) {
            for (const Role role : {Role::Unknown, Role::Client, Role::Server, Role::Listener}) {
                const InferredPath& path = inferPath(from, to, role);
                if (path.empty())
                    continue;
                QCOMPARE(path.front().from, from);
                QCOMPARE(path.back().to, to);
                for (std::size_t i = 0; i < path.size(); ++i) {
                    const TransitionRow* row =
                        findTransition(path[i].from, path[i].event, path[i].to);
                    QVERIFY(row);
                    QCOMPARE(path[i].edge, edgeOf(*row));
                    QCOMPARE(path[i].evidence,
                             path.size() == 1 ? Evidence::SocketTable : Evidence::Inferred);
                    QVERIFY(i == 0 || path[i].from == path[i - 1].to);
                    QVERIFY(i == 0 || path[i].from != TcpState::Closed);
                    QVERIFY(!stateEdges()[path[i].edge].abortive);
                    QVERIFY(role != Role::Client || path[i].to != TcpState::Listen);
                    QVERIFY(role != Role::Server || path[i].to != TcpState::SynSent);
                }
            }
        }
    }
}

void TestPathInference::onlyNormalPathsWhereThereIsOne() {
    using enum TcpState;
    // All that is not normal and yet told: no normal edges lead there, and one way does.
    QStringList others;
    for (const TcpState from : kAllTcpStates) {
        for (const TcpState to : kAllTcpStates) {
            if (to == Closed) // never asked: see explainEnd()
                continue;
            for (const PathHop& hop : inferPath(from, to, Role::Client)) {
                if (!findTransition(hop.from, hop.event, hop.to)->normal)
                    others << QStringLiteral("%1 > %2").arg(
                        QString::fromStdString(std::string(name(from))),
                        QString::fromStdString(std::string(name(to))));
            }
        }
    }
    others.removeDuplicates();
    others.sort();
    const QStringList expected{
        QStringLiteral("CLOSED > SYN-RECEIVED"), QStringLiteral("CLOSING > TIME-WAIT"),
        QStringLiteral("ESTABLISHED > CLOSING"), QStringLiteral("FIN-WAIT-1 > CLOSING"),
        QStringLiteral("LISTEN > SYN-SENT"),     QStringLiteral("SYN-SENT > SYN-RECEIVED")};
    QCOMPARE(others, expected);
}

void TestPathInference::aWayBackIsUnreachable() {
    QVERIFY(isReachable(TcpState::SynSent, TcpState::TimeWait));
    QVERIFY(isReachable(TcpState::Established, TcpState::Closing));
    QVERIFY(!isReachable(TcpState::TimeWait, TcpState::Established));
    QVERIFY(!isReachable(TcpState::CloseWait, TcpState::FinWait1));
    QVERIFY(!isReachable(TcpState::Established, TcpState::SynSent));
}

void TestPathInference::aSocketConnectedToItself() {
    using enum TcpState;
    QCOMPARE(text(explainToItself(Closed, Established)),
             QStringLiteral("CLOSED > SYN-SENT: active OPEN, inferred\n"
                            "SYN-SENT > SYN-RECEIVED: rcv SYN, inferred\n"
                            "SYN-RECEIVED > ESTABLISHED: rcv ACK of SYN, inferred"));
    QCOMPARE(text(explainToItself(Established, TimeWait)),
             QStringLiteral("ESTABLISHED > FIN-WAIT-1: CLOSE, inferred\n"
                            "FIN-WAIT-1 > CLOSING: rcv FIN, inferred\n"
                            "CLOSING > TIME-WAIT: rcv ACK of FIN, inferred"));
    QCOMPARE(text(explainToItself(Established, FinWait1)),
             QStringLiteral("ESTABLISHED > FIN-WAIT-1: CLOSE, socket-table"));
    QVERIFY(text(explainToItself(Established, CloseWait)).contains(QLatin1String("unseen")));
}

QTEST_APPLESS_MAIN(TestPathInference)
#include "tst_path_inference.moc"
