// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the whole engine tells of a capture, packet by packet: its numbers are those of the end, not
// those of the moment a finding was raised.
#include "model/diagnosis/engine.h"
#include "tests/tracking/packet_script.h"

#include <QTest>

#include <algorithm>

using namespace synoptic;
using namespace synoptic::test;

namespace {

const Endpoint kClient = endpoint("192.0.2.1", 4000);
const Endpoint kServer = endpoint("198.51.100.9", 80);
const std::string kOpen = "> S 100 @0; < SA 300 101 @0.02; > A 101 301 @0.03;";

/// Captures, one packet after the other, and what is found in the end.
class Capture {
public:
    Capture() {
        tracker_.setObserver(&engine_);
        tracker_.beginCapture(std::make_shared<NoBytesHistory>());
    }
    void packets(const std::string& script, std::uint16_t clientPort = 4000) {
        Endpoint client = kClient;
        client.port = clientPort;
        packetsOf(client, script);
    }
    void packetsOf(const Endpoint& client, const std::string& script) {
        send(tracker_, client, kServer, script);
    }
    std::vector<Finding> end() {
        tracker_.endOfCapture();
        return engine_.findings();
    }

private:
    DiagnosisEngine engine_;
    ConnectionTracker tracker_;
};

double value(const Finding& finding, const char* name) {
    for (const FindingEvidence& number : finding.evidence)
        if (number.name == std::string_view(name))
            return number.value;
    return -1;
}

} // namespace

class TestPacketsOverTime : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void silentConnectsGoOnCounting() {
        Capture capture;
        for (std::uint16_t port = 5000; port < 5005; ++port)
            capture.packets("> S 100 @0", port);
        for (const char* later : {"> S 100 @1", "> S 100 @3", "> S 100 @7", "> S 100 @15"})
            for (std::uint16_t port = 5000; port < 5005; ++port)
                capture.packets(later, port);
        const auto found = capture.end();
        QCOMPARE(found.size(), 1U);
        QVERIFY(found[0].rule == RuleId::ConnectSilent);
        QCOMPARE(value(found[0], "connects"), 5.0);
        QCOMPARE(value(found[0], "syns_sent"), 5.0);
        QVERIFY(value(found[0], "waited") >= 15.0 && value(found[0], "waited") < 15.1);
    }

    void aStallLastsUntilItMoves() {
        Capture capture;
        capture.packets(kOpen + "> PA 101 301 +1000 @0.1; < A 301 1101 w=0 @0.12;");
        capture.packets("< A 301 1101 w=8000 @10.12; > PA 1101 301 +100 @10.2;"
                        "< A 301 1201 w=8000 @10.22");
        const auto found = capture.end();
        QCOMPARE(found.size(), 1U);
        QVERIFY(found[0].rule == RuleId::ZeroWindowStall);
        QVERIFY(value(found[0], "stalled") > 9.9 && value(found[0], "stalled") < 10.2);
        QVERIFY(found[0].first == at(0.12));
        QVERIFY(found[0].last == at(10.22));
    }

    void whatIsNeverAcknowledgedIsFound() {
        Capture capture;
        capture.packets(kOpen);
        for (const char* again : {"@1", "@1.3", "@1.9", "@3.1", "@5.5", "@10.3", "@19.9", "@39.1"})
            capture.packets(std::string("> PA 101 301 +500 ") + again);
        const auto found = capture.end();
        QCOMPARE(found.size(), 1U);
        QVERIFY(found[0].rule == RuleId::RetransmissionStorm && found[0].variant == 3);
        QCOMPARE(value(found[0], "tries"), 7.0);
        QVERIFY(found[0].subject.local.port == 4000);
    }

    void aFloodIsAsFastAsItWas() {
        Capture capture;
        for (int i = 0; i < 3'000; ++i) {
            const Endpoint source = endpoint(
                ("10.9." + std::to_string(i / 250) + '.' + std::to_string(1 + i % 250)).c_str(),
                1'000);
            capture.packetsOf(source, "> S 100 @" + std::to_string(i / 2'000.0));
        }
        capture.packets(kOpen, 5'000); // one that is served
        capture.packets("> PA 101 301 +5 @12; < A 301 106 @12.01", 5'000);
        const auto found = capture.end();
        const auto flood = std::find_if(found.begin(), found.end(), [](const Finding& finding) {
            return finding.rule == RuleId::SynFlood;
        });
        QVERIFY(flood != found.end());
        QVERIFY(value(*flood, "syn_rate") > 1'500 && value(*flood, "syn_rate") < 2'500);
        QVERIFY(value(*flood, "sources") > 1'900);
        QVERIFY(flood->first <= at(0.1));
    }

    void whatIsAcknowledgedInTheEndIsNot() {
        Capture capture;
        capture.packets(kOpen);
        for (const char* again : {"@1", "@1.3", "@1.9", "@3.1", "@5.5"})
            capture.packets(std::string("> PA 101 301 +500 ") + again);
        capture.packets("< A 301 601 @5.6; > PA 601 301 +500 @5.7;");
        for (const char* again : {"@6", "@7", "@9"})
            capture.packets(std::string("> PA 601 301 +500 ") + again);
        capture.packets("< A 301 1101 @9.1");
        QVERIFY(capture.end().empty());
    }
};

QTEST_APPLESS_MAIN(TestPacketsOverTime)
#include "tst_packets_over_time.moc"
