// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tcp/endpoint_walk.h"

#include <QTest>

using namespace synoptic;
using namespace synoptic::test;

/// Which RST ends whom, and where the machine finds itself again behind a large hole.
class TestEndpointResets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resets_data();
    void resets();
    void answeredResetEndsTheReceiverLater();
    void holes_data();
    void holes();
    void holeIsTold();
    void nothingFollowsAFin();
    void holeTakesTheFinInIt();
};

namespace {

void columns() {
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("server");
}

void row(const char* title, const std::string& script, const std::string& client,
         const std::string& server) {
    QTest::newRow(title) << QString::fromStdString(script) << QString::fromStdString(client)
                         << QString::fromStdString(server);
}

void check() {
    QFETCH(QString, script);
    QFETCH(QString, client);
    QFETCH(QString, server);
    const Walk result = walk(script.toStdString());
    QCOMPARE(QString::fromStdString(result.paths[0]), client);
    QCOMPARE(QString::fromStdString(result.paths[1]), server);
    QVERIFY(result.lawful);
}

const std::string kClientAborts = kClientOpen + " CLOSED";
const std::string kServerEnds = kServerOpen + " CLOSED";

} // namespace

void TestEndpointResets::resets_data() {
    columns();
    // The window is 1000: the server takes 101 up to 1100.
    row("where it is expected", kOpen + "> R 101", kClientAborts, kServerEnds);
    row("in the window, silence", kOpen + "> R 500", kClientAborts, kServerEnds);
    row("in the window, challenge ack", kOpen + "> R 500;< A 301 101", kClientOpen, kServerOpen);
    row("in the window, the receiver sends data", kOpen + "> R 500;< PA 301 101 +7", kClientOpen,
        kServerOpen);
    row("in the window, then the exact one", kOpen + "> R 500;< A 301 101;> R 101", kClientAborts,
        kServerEnds);
    row("in the window, then the exact one unasked", kOpen + "> R 101;> R 500;< A 301 101",
        kClientAborts, kServerEnds);
    row("in the window, rst in the other direction", kOpen + "> R 500;< R 301;> A 101 301",
        kClientAborts, kServerEnds);
    row("in the window, as data before it was not captured", kOpen + "> R 500;< A 301 500",
        kClientAborts, kServerEnds);
    row("last of the window", kOpen + "> R 1100", kClientAborts, kServerEnds);
    row("first behind the window", kOpen + "> R 1101", kClientOpen, kServerOpen);
    row("zero window takes what it expects", kOpen + "< A 301 101 w=0;> R 101", kClientAborts,
        kServerEnds);
    // What is out of order may reach up to the end of what was sent (Linux takes it).
    row("behind what was received out of order", kOpen + "> PA 111 301 +10;< A 301 101;> R 121",
        kClientAborts, kServerEnds);
    row("sender heard for the first time", "< PA 9000 5000 +5;> R 5400", "CLOSED",
        "ESTABLISHED CLOSED");
    // After a FIN, one number lower; in other states that is in front of the window.
    row("one lower in close-wait", kOpen + "> FA 101 301;< A 301 102;> R 101",
        kClientOpen + " FIN-WAIT-1 FIN-WAIT-2 CLOSED", kServerOpen + " CLOSE-WAIT CLOSED");
    row("one lower in last-ack", kOpen + "> FA 101 301;< FA 301 102;> R 101",
        kClientOpen + " FIN-WAIT-1 CLOSED", kServerOpen + " CLOSE-WAIT LAST-ACK CLOSED");
    row("one lower in closing", kOpen + "> FA 101 301;< FA 301 101;> A 102 302;< A 302 102;> R 101",
        kClientOpen + " FIN-WAIT-1 CLOSING TIME-WAIT",
        kServerOpen + " FIN-WAIT-1 CLOSING TIME-WAIT");
    row("one lower, no fin", kOpen + "> PA 101 301 +1;< A 301 102;> R 101", kClientOpen,
        kServerOpen);
    // What follows.
    row("receiver had more than its number",
        kOpen + "< PA 301 101 +5;> PA 101 301 +10;> R 101;< A 306 111", kClientAborts, kServerOpen);
    row("receiver had more, and asks again",
        kOpen + "< PA 301 101 +5;> PA 101 301 +10;> R 101;< A 306 111;> R 111", kClientAborts,
        kServerEnds);
    row("receiver's data crosses it", kOpen + "> RA 101 301;< PA 301 101 +5", kClientAborts,
        kServerEnds);
    row("receiver goes on long after it", kOpen + "> RA 101 301 @1;< PA 301 101 +5 @3",
        kClientAborts, kServerOpen);
    row("sender repeats itself long after it",
        kOpen + "> PA 101 301 +9 @1;> R 110;> PA 101 301 +9 @3;< A 301 110", kClientOpen,
        kServerOpen);
    row("sender's late segment", kOpen + "> PA 101 301 +9 @1;> R 110;> PA 101 301 +9",
        kClientAborts, kServerEnds);
}

void TestEndpointResets::resets() {
    check();
}

void TestEndpointResets::answeredResetEndsTheReceiverLater() {
    const Walk result =
        walk(kOpen + "> R 101 @5;< PA 301 101 +5 @8;> R 101 @8.1;< FA 306 101 @8.2");
    QCOMPARE(result.paths[0], kClientAborts);
    QCOMPARE(result.paths[1], kServerOpen + " FIN-WAIT-1 CLOSED");
    for (const InferredTransition& t : result.all) {
        if (t.to == TcpState::Closed && t.end == 0)
            QVERIFY(t.time == readScript("> R 0 @5")[0].time);
    }
}

namespace {

// 1.5 GiB further, and 3 GiB.
const std::string kOn = "> PA 1610612837 301 +10;< A 301 1610612847;";
const std::string kFurtherOn = "< PA 3221225773 101 +10;> A 101 3221225783;";

} // namespace

void TestEndpointResets::holes_data() {
    columns();
    const std::string closed = kClientOpen + " FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT";
    const std::string answered = kServerOpen + " CLOSE-WAIT LAST-ACK CLOSED";
    row("found again",
        kOpen + kOn +
            "> PA 1610612847 301 +10;> FA 1610612857 301;< FA 301 1610612858;"
            "> A 1610612858 302",
        closed, answered);
    row("found again, data of the other end",
        kOpen + kFurtherOn +
            "< PA 3221225783 101 +10;> FA 101 3221225793;< FA 3221225793 102;"
            "> A 102 3221225794",
        closed, answered);
    row("in both directions",
        kOpen + "> PA 1610612837 3221225773 +10;< PA 3221225773 1610612847 +5;"
                "> A 1610612847 3221225778;> RA 1610612847 3221225778",
        kClientAborts, kServerEnds);
    row("twice",
        kOpen + kOn +
            "> PA 1610612847 301 +10;> PA 3221225473 301 +10;< A 301 3221225483;"
            "> PA 3221225483 301 +10;< FA 301 3221225493;> A 3221225493 302",
        kClientOpen + " CLOSE-WAIT", kServerOpen + " FIN-WAIT-1 FIN-WAIT-2");
    row("one side captured",
        "> PA 101 301 +10;> PA 1610612837 301 +10;> PA 1610612847 301 +10;> PA 1610612857 301 +10;"
        "> PA 1610612867 301 +10;> FA 1610612877 301",
        "ESTABLISHED FIN-WAIT-1", "");
    // An older connection, or nobody's.
    row("one end alone",
        kOpen + "> PA 1610612837 301 +10;> PA 1610612847 301 +10;> PA 1610612857 301 +10;"
                "> PA 1610612867 301 +10;> FA 1610612877 301",
        kClientOpen, kServerOpen);
    row("answered by the present connection",
        kOpen + "> PA 1610612837 301 +10;< A 301 101;> PA 1610612847 301 +10;< A 301 101;"
                "> FA 1610612857 301;< A 301 101",
        kClientOpen, kServerOpen);
    row("they do not fit each other",
        kOpen + "> PA 1610612837 301 +10;< A 301 2610612847;> PA 1910612837 301 +10;"
                "< A 301 2210612847;> FA 1610612847 301",
        kClientOpen, kServerOpen);
    row("while it opens",
        "> S 100;> PA 1610612837 301 +10;< A 301 1610612847;> PA 1610612847 301 +10;"
        "> FA 1610612857 301",
        "CLOSED SYN-SENT", "");
}

void TestEndpointResets::holes() {
    check();
}

void TestEndpointResets::holeIsTold() {
    EndpointMachine machine;
    InferredTransitions found;
    std::vector<bool> told;
    for (const auto& step :
         readScript(kOpen + kOn + "> PA 1610612847 301 +10;> PA 1610612857 301 +10"))
        told.push_back(machine.observe(step.segment, step.sender, step.time, found));
    QCOMPARE(told, (std::vector<bool>{false, false, false, false, false, true, false}));
}

void TestEndpointResets::nothingFollowsAFin() {
    EndpointMachine machine;
    InferredTransitions found;
    for (const auto& step : readScript(kOpen + "> FA 101 301;< A 301 102;" + kOn + kOn + kOn))
        QVERIFY(!machine.observe(step.segment, step.sender, step.time, found));
}

/// Its FIN comes before both ends agree.
void TestEndpointResets::holeTakesTheFinInIt() {
    const Walk result = walk(kOpen + "> FPA 1610612837 301 +10;< A 301 1610612848;"
                                     "< FA 301 1610612848;> A 1610612848 302");
    QCOMPARE(result.paths[0], kClientOpen + " FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT");
    QCOMPARE(result.paths[1], kServerOpen + " CLOSE-WAIT LAST-ACK CLOSED");
    QVERIFY(result.lawful);
}

QTEST_APPLESS_MAIN(TestEndpointResets)
#include "tst_endpoint_resets.moc"
