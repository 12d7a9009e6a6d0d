// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tcp/connection_outcome.h"
#include "model/tcp/segment_analysis.h"
#include "tests/tcp/segment_script.h"

#include <QTest>

using namespace synoptic;
using synoptic::test::readScript;

namespace {

struct Analysis {
    SegmentAnalysis analysis;
    OutcomeEvidence evidence;
    std::uint16_t last = 0;
    EndIndex firstSender = 0;
};

Analysis analyze(const std::string& script) {
    Analysis result;
    const auto steps = readScript(script);
    result.firstSender = steps.front().sender;
    for (const auto& step : steps) {
        result.last = result.analysis.observe(step.segment, step.sender, step.time);
        result.evidence.observe(step.segment, step.sender);
    }
    return result;
}

const std::string kOpen = "> S 100 @0;< SA 300 101 @0.05;> A 101 301 @0.1;";

} // namespace

class TestSegmentAnalysis : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lastSegmentIs_data();
    void lastSegmentIs();
    void completeness_data();
    void completeness();
    void outcomes_data();
    void outcomes();
    void initialRoundTripStartsAtTheLatestSyn();
    void roundTripsSkipRetransmissions();
    void synWithAnotherNumberBeginsAnother();
};

void TestSegmentAnalysis::lastSegmentIs_data() {
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("flags");
    const auto row = [](const char* title, const std::string& script, int flags) {
        QTest::newRow(title) << QString::fromStdString(script) << flags;
    };
    const std::string sent = kOpen + "> PA 101 301 +100 @1;> PA 201 301 +100 @1.01;";
    row("nothing special", sent + "> PA 301 301 +100", 0);
    row("retransmission", sent + "> PA 101 301 +100 @2", kRetransmission);
    row("retransmission of SYN", "> S 100 @0;> S 100 @1", kRetransmission);
    row("retransmission of FIN", kOpen + "> FA 101 301 @1;> FA 101 301 @2", kRetransmission);
    row("spurious", sent + "< A 301 301;> PA 201 301 +100 @2",
        kRetransmission | kSpuriousRetransmission);
    row("fast",
        sent + "> PA 301 301 +100;< A 301 101 @1.2;< A 301 101 @1.21;< A 301 101 @1.22;"
               "> PA 101 301 +100 @1.23",
        kRetransmission | kFastRetransmission);
    row("too late to be fast",
        sent + "> PA 301 301 +100;< A 301 101 @1.2;< A 301 101 @1.21;< A 301 101 @1.22;"
               "> PA 101 301 +100 @1.25",
        kRetransmission);
    row("out of order", kOpen + "> PA 201 301 +100 @1;> PA 101 301 +100 @1.09", kOutOfOrder);
    row("not within the round trip", kOpen + "> PA 201 301 +100 @1;> PA 101 301 +100 @1.11",
        kRetransmission);
    row("the last of what was expected again", sent + "> PA 201 301 +100 @1.02", kRetransmission);
    row("lost segment", kOpen + "> PA 151 301 +10", kLostSegment);
    row("rst is no lost segment", kOpen + "> RA 151 301", 0);
    row("duplicate ack", sent + "< A 301 101;< A 301 101", kDuplicateAck);
    row("window update", sent + "< A 301 101;< A 301 101 w=2000", kWindowUpdate);
    row("zero window", sent + "< A 301 301 w=0", kZeroWindow);
    row("zero window repeated", sent + "< A 301 301 w=0;< A 301 301 w=0", kZeroWindow);
    row("fin with window 0", sent + "< FA 301 301 w=0", 0);
    row("keep-alive without data", kOpen + "> A 100 301", kKeepAlive);
    row("keep-alive with a byte", kOpen + "> A 100 301 +1", kKeepAlive);
    row("keep-alive answered", kOpen + "< A 301 101;> A 100 301;< A 301 101", kKeepAliveAck);
    row("one more than a keep-alive", kOpen + "> PA 100 301 +2", 0);
    row("zero window probe", sent + "< A 301 301 w=0;> A 301 301 +1", kZeroWindowProbe);
    row("probe answered", sent + "< A 301 301 w=0;> A 301 301 +1;< A 301 301 w=0",
        kZeroWindow | kZeroWindowProbeAck);
    row("data after a probe", sent + "< A 301 301 w=0;> A 301 301 +1;< A 301 302;> PA 301 301 +50",
        0);
    row("acknowledges the unseen", kOpen + "< A 301 500", kAckedUnseen);
    row("wraps around", "> PA 4294967200 1 +100 @0;> PA 4 1 +100 @1;> PA 4294967200 1 +100 @2",
        kRetransmission);
}

void TestSegmentAnalysis::lastSegmentIs() {
    QFETCH(QString, script);
    QFETCH(int, flags);
    QCOMPARE(analyze(script.toStdString()).last, static_cast<std::uint16_t>(flags));
}

void TestSegmentAnalysis::completeness_data() {
    QTest::addColumn<QString>("script");
    QTest::addColumn<int>("sum");
    const auto row = [](const char* title, const std::string& script, int sum) {
        QTest::newRow(title) << QString::fromStdString(script) << sum;
    };
    row("syn", "> S 100", 1);
    row("refused", "> S 100;< RA 0 101", 37);
    row("handshake", kOpen, 7);
    row("with data", kOpen + "> PA 101 301 +1", 15);
    row("complete", kOpen + "> PA 101 301 +1;> FA 102 301", 31);
    row("complete but reset", kOpen + "> PA 101 301 +1;< RA 301 102", 47);
    row("fast open", "> S 100 +5", 9);
    row("a single segment", "> PA 101 301 +9", 0);
    row("midstream", "> PA 101 301 +9;< A 301 110", 12);
    row("syn after its answer", "< SA 300 101;> S 100", 2);
}

void TestSegmentAnalysis::completeness() {
    QFETCH(QString, script);
    QFETCH(int, sum);
    QCOMPARE(static_cast<int>(analyze(script.toStdString()).analysis.completeness()), sum);
}

void TestSegmentAnalysis::outcomes_data() {
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("outcome");
    const auto row = [](const char* outcome, const std::string& script) {
        QTest::addRow("%s: %s", outcome, script.c_str())
            << QString::fromStdString(script) << QString::fromLatin1(outcome);
    };
    row("S0", "> S 100;> S 100");
    row("S1", kOpen + "> PA 101 301 +1");
    row("SF", kOpen + "> FA 101 301;< FA 301 102;> A 102 302");
    row("REJ", "> S 100;< RA 0 101");
    row("S2", kOpen + "> FA 101 301;< A 301 102");
    row("S3", kOpen + "< FA 301 101;> A 101 302");
    row("RSTO", kOpen + "> RA 101 301");
    row("RSTO", "> S 100;< SA 300 101;> R 101");
    row("RSTR", kOpen + "< RA 301 101");
    row("RSTR", kOpen + "> PA 101 301 +1;> FA 102 301;< R 301");
    row("RSTOS0", "> S 100;> R 101");
    row("RSTRH", "< SA 300 101;< R 301");
    row("SH", "> S 100;> FA 101 301");
    row("SHR", "< SA 300 101;< FA 301 101");
    row("OTH", "> PA 5000 9000 +1;< A 9000 5001");
}

void TestSegmentAnalysis::outcomes() {
    QFETCH(QString, script);
    QFETCH(QString, outcome);
    const Analysis result = analyze(script.toStdString());
    QCOMPARE(QString::fromLatin1(name(result.evidence.outcome(result.firstSender))), outcome);
}

void TestSegmentAnalysis::initialRoundTripStartsAtTheLatestSyn() {
    using std::chrono::milliseconds;
    QCOMPARE(analyze(kOpen).analysis.initialRoundTrip(), Duration(milliseconds(100)));
    QCOMPARE(analyze("> S 100 @0;> S 100 @1;< SA 300 101 @1.05;> A 101 301 @1.2")
                 .analysis.initialRoundTrip(),
             Duration(milliseconds(200)));
    QCOMPARE(analyze("> PA 101 301 +9").analysis.initialRoundTrip(), Duration::zero());
}

void TestSegmentAnalysis::roundTripsSkipRetransmissions() {
    const auto once = analyze(kOpen + "> PA 101 301 +10 @1;< A 301 111 @1.03").analysis;
    QCOMPARE(once.roundTrips(0).count, 1U);
    QCOMPARE(once.roundTrips(0).minimumMicroseconds, 30'000U);
    QCOMPARE(once.roundTrips(1).count, 0U);
    const auto twice =
        analyze(kOpen + "> PA 101 301 +10 @1;> PA 101 301 +10 @2;< A 301 111 @2.03").analysis;
    QCOMPARE(twice.roundTrips(0).count, 0U);
}

void TestSegmentAnalysis::synWithAnotherNumberBeginsAnother() {
    const Analysis open = analyze(kOpen);
    const auto steps = readScript("> S 100;> S 5000;> SA 5000 301;< S 300;< S 9");
    QVERIFY(!open.analysis.beginsAnother(steps[0].segment, 0));
    QVERIFY(open.analysis.beginsAnother(steps[1].segment, 0));
    QVERIFY(!open.analysis.beginsAnother(steps[2].segment, 0));
    QVERIFY(!open.analysis.beginsAnother(steps[3].segment, 1));
    QVERIFY(open.analysis.beginsAnother(steps[4].segment, 1));
    QVERIFY(!SegmentAnalysis().beginsAnother(steps[0].segment, 0));
}

QTEST_APPLESS_MAIN(TestSegmentAnalysis)
#include "tst_segment_analysis.moc"
