// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/tcp/endpoint_walk.h"

#include <QTest>

using namespace synoptic;
using namespace std::chrono_literals;
using namespace synoptic::test;

class TestEndpointMachine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paths_data();
    void paths();
    void finAndAckOfFinInOneSegmentTakeOneInstant();
    void timeWaitEndsOnlyWhenCaptureTimePasses();
    void halfOpenExpires();
    void resetSettlesWhileLive();
    void sequenceNumbersWrap();
    void startedLateKnowsNoEarlierState();
    void unreachableEndsAnOpeningAlone();
};

void TestEndpointMachine::paths_data() {
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("server");
    const auto row = [](const char* title, const std::string& script, const std::string& client,
                        const std::string& server) {
        QTest::newRow(title) << QString::fromStdString(script) << QString::fromStdString(client)
                             << QString::fromStdString(server);
    };
    // Opening
    row("syn unanswered", "> S 100;> S 100;> S 100", "CLOSED SYN-SENT", "");
    row("only data of an older connection after it", "> S 50000;> PA 1000 301 +10 @1",
        "CLOSED SYN-SENT", "");
    row("half open", "> S 100;< SA 300 101", "CLOSED SYN-SENT", "LISTEN SYN-RECEIVED");
    row("refused", "> S 100;< RA 0 101", "CLOSED SYN-SENT CLOSED", "CLOSED");
    row("refused, wrong number", "> S 100;< RA 0 999", "CLOSED SYN-SENT", "");
    row("opened", kOpen, kClientOpen, kServerOpen);
    row("syn retried", "> S 100;> S 100;< SA 300 101;< SA 300 101;> A 101 301", kClientOpen,
        kServerOpen);
    row("ack lost, syn+ack repeated", kOpen + "< SA 300 101;> A 101 301;> PA 101 301 +5",
        kClientOpen, kServerOpen);
    row("syn scan", "> S 100;< SA 300 101;> R 101", "CLOSED SYN-SENT CLOSED",
        "LISTEN SYN-RECEIVED LISTEN");
    row("refused, then listening", "> S 100;< RA 0 101;> S 100;< SA 300 101;> A 101 301",
        kClientOpen, "CLOSED LISTEN SYN-RECEIVED ESTABLISHED");
    row("simultaneous open seen at the client",
        "> S 100;< S 300;> SA 100 301;< SA 300 101;> A 101 301;< A 301 101",
        "CLOSED SYN-SENT SYN-RECEIVED ESTABLISHED", "CLOSED SYN-SENT SYN-RECEIVED ESTABLISHED");
    row("simultaneous open seen in the middle", "> S 100;< S 300;< SA 300 101;> SA 100 301",
        "CLOSED SYN-SENT SYN-RECEIVED ESTABLISHED", "CLOSED SYN-SENT SYN-RECEIVED ESTABLISHED");
    row("fast open, data before the ack",
        "> S 100 +50;< SA 300 151;< PA 301 151 +100;> A 151 401;< FA 401 151;> A 151 402",
        kClientOpen + " CLOSE-WAIT", kServerOpen + " FIN-WAIT-1 FIN-WAIT-2");
    row("fast open, closed before the ack",
        "> S 100 +50;< SA 300 151;< FPA 301 151 +100;> A 151 402", kClientOpen + " CLOSE-WAIT",
        "LISTEN SYN-RECEIVED FIN-WAIT-1 FIN-WAIT-2");
    row("challenge ack from an older connection",
        "> S 100;< A 7000 5000;> R 5000;> S 100;< SA 300 101;> A 101 301", kClientOpen,
        kServerOpen);
    row("syn cookie repeated with another number",
        "> S 100;< SA 300 101;< SA 900 101;> A 101 901;< PA 901 101 +5", kClientOpen, kServerOpen);
    row("stray syn+ack", "> S 100;< SA 300 555;> R 555", "CLOSED SYN-SENT", "");

    // Closing
    row("client closes, fin answered apart",
        kOpen + "> FA 101 301;< A 301 102;< FA 301 102;> A 102 302",
        kClientOpen + " FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT",
        kServerOpen + " CLOSE-WAIT LAST-ACK CLOSED");
    row("client closes, fin answered by fin", kOpen + "> FA 101 301;< FA 301 102;> A 102 302",
        kClientOpen + " FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT",
        kServerOpen + " CLOSE-WAIT LAST-ACK CLOSED");
    row("server closes", kOpen + "< FPA 301 101 +9;> A 101 311;> FA 101 311;< A 311 102",
        kClientOpen + " CLOSE-WAIT LAST-ACK CLOSED",
        kServerOpen + " FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT");
    row("half close", kOpen + "> FA 101 301;< A 301 102;< PA 301 102 +1000;> A 102 1301",
        kClientOpen + " FIN-WAIT-1 FIN-WAIT-2", kServerOpen + " CLOSE-WAIT");
    row("simultaneous close seen at the client",
        kOpen + "> FA 101 301;< FA 301 101;> A 102 302;< A 302 102",
        kClientOpen + " FIN-WAIT-1 CLOSING TIME-WAIT",
        kServerOpen + " FIN-WAIT-1 CLOSING TIME-WAIT");
    row("simultaneous close seen at the server",
        kOpen + "< FA 301 101;> FA 101 301;< A 302 102;> A 102 302",
        kClientOpen + " FIN-WAIT-1 CLOSING TIME-WAIT",
        kServerOpen + " FIN-WAIT-1 CLOSING TIME-WAIT");
    row("simultaneous close, one fin lost behind the capture point",
        kOpen + "< FA 301 101;> FA 101 301;< A 302 102;< FA 301 102;> A 102 302",
        kClientOpen + " FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT",
        kServerOpen + " FIN-WAIT-1 CLOSING TIME-WAIT");
    row("fin lost behind the capture point, both close",
        kOpen + "> FA 101 301;< PA 301 101 +10;> A 102 311;< FA 311 101;> A 102 312;> FA 101 312;"
                "< A 312 102",
        kClientOpen + " FIN-WAIT-1 CLOSING TIME-WAIT",
        kServerOpen + " FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT");
    row("fin not yet received moves nobody", kOpen + "> FA 101 301;< PA 301 101 +10",
        kClientOpen + " FIN-WAIT-1", kServerOpen);
    row("fin repeated",
        kOpen + "> FA 101 301;> FA 101 301;< FA 301 102;< FA 301 102;> A 102 302;"
                "> A 102 302",
        kClientOpen + " FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT",
        kServerOpen + " CLOSE-WAIT LAST-ACK CLOSED");
    row("last ack lost", kOpen + "> FA 101 301;< FA 301 102", kClientOpen + " FIN-WAIT-1",
        kServerOpen + " CLOSE-WAIT LAST-ACK");
    row("fin before the data in front of it",
        kOpen + "> FA 111 301;< A 301 101;> PA 101 301 +10;< A 301 112;< FA 301 112;> A 112 302",
        kClientOpen + " FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT",
        kServerOpen + " CLOSE-WAIT LAST-ACK CLOSED");

    // Aborting
    row("client aborts", kOpen + "> RA 101 301", kClientOpen + " CLOSED", kServerOpen + " CLOSED");
    row("server aborts with data under way", kOpen + "> PA 101 301 +10;< RA 301 111",
        kClientOpen + " CLOSED", kServerOpen + " CLOSED");
    row("rst carries data", kOpen + "< RA 301 101 +7", kClientOpen + " CLOSED",
        kServerOpen + " CLOSED");
    row("rst crosses a fin", kOpen + "> RA 101 301;< FA 301 101;> R 101", kClientOpen + " CLOSED",
        kServerOpen + " FIN-WAIT-1 CLOSED");
    row("closed reader: data answered by rst",
        kOpen + "> FA 101 301;< A 301 102;< PA 301 102 +10;> R 102",
        kClientOpen + " FIN-WAIT-1 FIN-WAIT-2 CLOSED", kServerOpen + " CLOSE-WAIT CLOSED");
    row("rst in last-ack",
        kOpen + "> FA 101 301;< A 301 102;< PA 301 102 +10;< FA 311 102;> R 102;> R 102",
        kClientOpen + " FIN-WAIT-1 FIN-WAIT-2 CLOSED", kServerOpen + " CLOSE-WAIT LAST-ACK CLOSED");
    row("rst in fin-wait-1", kOpen + "> FA 101 301;< RA 301 102",
        kClientOpen + " FIN-WAIT-1 CLOSED", kServerOpen + " CLOSE-WAIT CLOSED");
    row("rst behind a fin", kOpen + "> FA 101 301;> R 102", kClientOpen + " FIN-WAIT-1 CLOSED",
        kServerOpen + " CLOSE-WAIT CLOSED");
    row("rst that answers what was sent before the fin",
        kOpen + "< PA 301 101 +6;> FA 101 301;> R 101", kClientOpen + " FIN-WAIT-1 CLOSED",
        kServerOpen + " CLOSE-WAIT CLOSED");
    row("rst that answers data from before the fin, in last-ack",
        kOpen + "< PA 301 101 +6;> FA 101 301;< FA 307 102;> R 101",
        kClientOpen + " FIN-WAIT-1 CLOSED", kServerOpen + " CLOSE-WAIT LAST-ACK CLOSED");
    row("rst before a fin that waits for data", kOpen + "> FA 109 301;> R 101",
        kClientOpen + " FIN-WAIT-1 CLOSED", kServerOpen + " CLOSED");
    row("rst behind a fin that waits for data", kOpen + "> FA 109 301;< A 301 101;> RA 110 301",
        kClientOpen + " FIN-WAIT-1 CLOSED", kServerOpen + " CLOSED");
    row("ack overtaken by a rst", kOpen + "> FA 101 301;< RA 301 102;< A 301 102",
        kClientOpen + " FIN-WAIT-1 CLOSED", kServerOpen + " CLOSE-WAIT CLOSED");
    row("fin waits for lost data, its ack comes first",
        kOpen + "> FA 101 301;< FA 307 101;> A 102 301;< A 308 102;< PA 301 101 +6;> A 102 308",
        kClientOpen + " FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT",
        kServerOpen + " FIN-WAIT-1 CLOSING TIME-WAIT");
    row("rst in closing", kOpen + "> FA 101 301;< FA 301 101;> A 102 302;< R 302",
        kClientOpen + " FIN-WAIT-1 CLOSING CLOSED", kServerOpen + " FIN-WAIT-1 CLOSED");
    row("rst in time-wait", kOpen + "> FA 101 301;< FA 301 102;> A 102 302;< R 302",
        kClientOpen + " FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT CLOSED",
        kServerOpen + " CLOSE-WAIT LAST-ACK CLOSED");
    row("rst outside the window", kOpen + "> R 99;> R 5000;> PA 101 301 +5;< A 301 106",
        kClientOpen, kServerOpen);
    row("forged rst in the window",
        kOpen + "> R 500;< A 301 101;> PA 101 301 +5;< A 301 106;> FA 106 301",
        kClientOpen + " FIN-WAIT-1", kServerOpen);
    row("segment under way behind a rst", kOpen + "> PA 101 301 +10;> R 111;> A 101 301",
        kClientOpen + " CLOSED", kServerOpen + " CLOSED");
    row("rst of a server half open", "> S 100;< SA 300 101;< R 301", "CLOSED SYN-SENT",
        "LISTEN SYN-RECEIVED CLOSED");

    // Not everything is seen
    row("midstream", "> PA 5000 9000 +100;< A 9000 5100", "ESTABLISHED", "ESTABLISHED");
    row("midstream close", "> FA 5000 9000;< FA 9000 5001;> A 5001 9001",
        "ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT", "ESTABLISHED CLOSE-WAIT LAST-ACK CLOSED");
    row("midstream rst", "> PA 5000 9000 +5;< R 9000", "ESTABLISHED CLOSED", "CLOSED");
    row("one side, the client's", "> S 100;> A 101 301;> PA 101 301 +10;> FA 111 350",
        kClientOpen + " FIN-WAIT-1", kServerOpen);
    row("one side, the server's", "< SA 300 101;< A 301 111;< PA 301 111 +20;< FA 321 111", "",
        kServerOpen + " FIN-WAIT-1");
    row("syn not captured", "< SA 300 101;> A 101 301", kClientOpen, kServerOpen);
    row("syn+ack not captured", "> S 100;< PA 301 101 +5;> A 101 306", kClientOpen, kServerOpen);

    // What changes nothing
    row("keep-alive and zero window",
        kOpen + "> A 100 301;< A 301 101;> A 100 301 +1;< A 301 101 w=0;> PA 101 301 +1;"
                "< A 301 101 w=0;< A 301 101",
        kClientOpen, kServerOpen);
    row("reordered data", kOpen + "> PA 111 301 +10;> PA 101 301 +10;< A 301 101;< A 301 121",
        kClientOpen, kServerOpen);
    row("challenge ack", kOpen + "> S 100;< A 301 101", kClientOpen, kServerOpen);
}

void TestEndpointMachine::paths() {
    QFETCH(QString, script);
    QFETCH(QString, client);
    QFETCH(QString, server);
    const Walk result = walk(script.toStdString());
    QCOMPARE(QString::fromStdString(result.paths[0]), client);
    QCOMPARE(QString::fromStdString(result.paths[1]), server);
    QVERIFY(result.lawful);
    for (std::size_t i = 1; i < result.all.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            QVERIFY(result.all[j].end != result.all[i].end ||
                    result.all[j].time <= result.all[i].time);
    }
}

void TestEndpointMachine::finAndAckOfFinInOneSegmentTakeOneInstant() {
    const Walk result = walk(kOpen + "> FA 101 301;< FA 301 102;> A 102 302");
    std::vector<InferredTransition> client;
    std::copy_if(result.all.begin(), result.all.end(), std::back_inserter(client),
                 [](const InferredTransition& t) { return t.end == 0; });
    QCOMPARE(client.size(), 5U);
    QCOMPARE(client[3].to, TcpState::FinWait2);
    QCOMPARE(client[4].to, TcpState::TimeWait);
    QVERIFY(client[3].time == client[4].time);
}

void TestEndpointMachine::timeWaitEndsOnlyWhenCaptureTimePasses() {
    const std::string script = kOpen + "> FA 101 301;< FA 301 102;> A 102 302";
    QVERIFY(walk(script, 59).paths[0].ends_with("TIME-WAIT"));
    const Walk result = walk(script, 61);
    QVERIFY(result.paths[0].ends_with("TIME-WAIT CLOSED"));
    QCOMPARE(result.all.back().event, TcpEvent::TimeWaitTimeout);
    // A FIN that is sent again makes it wait anew.
    QVERIFY(
        walk(script + ";< FA 301 102 @30;> A 102 302 @30.1", 59).paths[0].ends_with("TIME-WAIT"));
}

void TestEndpointMachine::halfOpenExpires() {
    QCOMPARE(walk("> S 100;< SA 300 101", 200).paths[1], "LISTEN SYN-RECEIVED CLOSED");
    QCOMPARE(walk("> S 100;> S 100 @100", 100).paths[0], "CLOSED SYN-SENT");
    QCOMPARE(walk("> S 100;> S 100 @100", 200).paths[0], "CLOSED SYN-SENT CLOSED");
}

void TestEndpointMachine::resetSettlesWhileLive() {
    EndpointMachine machine;
    InferredTransitions found;
    Timestamp last;
    for (const auto& step : readScript(kOpen + "> RA 101 301")) {
        machine.observe(step.segment, step.sender, step.time, found);
        last = step.time;
    }
    found.clear();
    machine.settle(last + std::chrono::milliseconds(10), found);
    QVERIFY(found.items().empty());
    machine.settle(last + std::chrono::seconds(2), found);
    QCOMPARE(found.items().size(), 2U);
    QCOMPARE(found.items()[0].event, TcpEvent::Abort);
    QVERIFY(found.items()[0].time == last);
    QCOMPARE(machine.state(1), TcpState::Closed);
}

void TestEndpointMachine::sequenceNumbersWrap() {
    const Walk result = walk("> S 4294967290;< SA 4294967295 4294967291;> A 4294967291 0;"
                             "> PA 4294967291 0 +20;< A 0 15;< PA 0 15 +3;> FA 15 3;< FA 3 16;"
                             "> A 16 4");
    QCOMPARE(result.paths[0], kClientOpen + " FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT");
    QCOMPARE(result.paths[1], kServerOpen + " CLOSE-WAIT LAST-ACK CLOSED");
}

void TestEndpointMachine::startedLateKnowsNoEarlierState() {
    EndpointMachine machine;
    InferredTransitions found;
    QVERIFY(!machine.isKnown(0));
    for (const auto& step : readScript("> PA 5000 9000 +100"))
        machine.observe(step.segment, step.sender, step.time, found);
    QVERIFY(found.items().empty());
    QVERIFY(machine.isKnown(0));
    QVERIFY(!machine.isKnown(1));
    QVERIFY(!machine.hasInitialSequence(0));
}

void TestEndpointMachine::unreachableEndsAnOpeningAlone() {
    const auto after = [](const std::string& script, std::uint32_t quoted) {
        EndpointMachine machine;
        InferredTransitions out;
        for (const auto& step : readScript(script))
            machine.observe(step.segment, step.sender, step.time, out);
        machine.observeUnreachable(0, SequenceNumber(quoted), Timestamp(1001s), out);
        return std::pair(machine.state(0), out.items().back().event);
    };
    const auto ended = after("> S 100", 100);
    QVERIFY(ended.first == TcpState::Closed && ended.second == TcpEvent::ReceiveIcmpError);
    QVERIFY(after("> S 100", 99).first == TcpState::SynSent);  // quotes something else
    QVERIFY(after(kOpen, 101).first == TcpState::Established); // RFC 5461: no harm to it
}

QTEST_APPLESS_MAIN(TestEndpointMachine)
#include "tst_endpoint_machine.moc"
