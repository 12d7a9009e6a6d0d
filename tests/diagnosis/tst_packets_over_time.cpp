// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the whole engine tells of a capture, packet by packet: its numbers are those of the end, not
// those of the moment a finding was raised.
#include "model/diagnosis/engine.h"
#include "tests/tracking/packet_script.h"

#include <QTest>

#include <algorithm>
#include <cmath>

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
    void packetsBetween(const Endpoint& client, const Endpoint& server, const std::string& script) {
        send(tracker_, client, server, script);
    }
    /// From server to client, with these bytes as its payload.
    void answer(std::string_view payload, std::uint32_t sequence, Timestamp time) {
        TcpSegment segment;
        segment.control = kPsh | kAck;
        segment.sequence = SequenceNumber(sequence);
        segment.acknowledgment = SequenceNumber(101);
        segment.payloadLength = static_cast<std::uint32_t>(payload.size());
        auto bytes = ipPacket(kServer, kClient, segment);
        bytes.insert(bytes.end(), payload.begin(), payload.end());
        CapturedFrame frame;
        frame.time = time;
        frame.originalLength = static_cast<std::uint32_t>(bytes.size());
        frame.linkType = 101; // LINKTYPE_RAW
        frame.captured = bytes;
        tracker_.observe(frame);
        tracker_.endOfBatch(time + 1ms);
    }
    /// Scripts of one packet each, looked at when all are there.
    void oneBatch(const std::vector<std::pair<Endpoint, std::string>>& packets) {
        Timestamp last;
        for (const auto& [client, script] : packets)
            last = feed(tracker_, client, kServer, script);
        tracker_.endOfBatch(last + 1ms);
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

bool isAtLeast(const Finding& finding, const char* name) {
    for (const FindingEvidence& number : finding.evidence)
        if (number.name == std::string_view(name))
            return number.atLeast;
    return false;
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

    /// A payload may end anywhere: each beginning of an answer is a whole segment once.
    void answersCutAnywhereAreRead() {
        constexpr std::string_view kAnswer =
            "HTTP/1.1 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.";
        for (std::size_t length = 1; length <= kAnswer.size(); ++length) {
            Capture capture;
            capture.packets(kOpen);
            capture.answer(kAnswer.substr(0, length), 301, at(1));
            QVERIFY(capture.end().size() <= 1);
        }
    }

    void aStallLastsUntilItMoves() {
        Capture capture;
        capture.packets(kOpen + "> PA 101 301 +1000 @0.1; < A 301 1101 w=0 @0.12;");
        // Probes meanwhile; the window opens at 6.12, and data comes four seconds later.
        capture.packets("> A 1100 301 @2; < A 301 1101 w=0 @2.01; < A 301 1101 w=8000 @6.12;"
                        "> PA 1101 301 +100 @10.2; < A 301 1201 w=8000 @10.22");
        const auto found = capture.end();
        QCOMPARE(found.size(), 1U);
        QVERIFY(found[0].rule == RuleId::ZeroWindowStall);
        QCOMPARE(value(found[0], "stalled"), 6.0);
        QCOMPARE(value(found[0], "stalls"), 1.0);
        QCOMPARE(value(found[0], "stalled_total"), 6.0);
        QCOMPARE(value(found[0], "zero_windows"), 2.0);
        QVERIFY(found[0].first == at(0.12));
        QVERIFY(found[0].last == at(6.12));
    }

    /// Two of half a second and one of four, all of them between two looks.
    void stallsBetweenTwoLooksAreCounted() {
        Capture capture;
        capture.packets(kOpen + "> PA 101 301 +1000 @1; < A 301 1101 w=0 @1.1;"
                                "< A 301 1101 w=9 @1.6; > PA 1101 301 +9 @1.7;"
                                "< A 301 1110 w=0 @2; < A 301 1110 w=9 @6; > PA 1110 301 +9 @6.1;"
                                "< A 301 1119 w=0 @7; < A 301 1119 w=9 @7.5; > PA 1119 301 +9 @8;"
                                "< A 301 1128 w=9 @8.1");
        capture.packets("> PA 1128 301 +9 @60; < A 301 1137 w=9 @60.1"); // long after
        const auto found = capture.end();
        QCOMPARE(found.size(), 1U);
        QVERIFY(found[0].rule == RuleId::ZeroWindowStall);
        QCOMPARE(value(found[0], "stalled"), 4.0);
        QCOMPARE(value(found[0], "stalls"), 3.0);
        QCOMPARE(value(found[0], "stalled_total"), 5.0);
        QVERIFY(found[0].first == at(2) && found[0].last == at(7.5));
        QVERIFY(found[0].over);
    }

    void aWindowThatNeverOpensStandsUntilTheEnd() {
        Capture capture;
        capture.packets(kOpen + "> PA 101 301 +1000 @1; < A 301 1101 w=0 @2;"
                                "> A 1100 301 @6; < A 301 1101 w=0 @6.5");
        QVERIFY(std::abs(value(capture.end().at(0), "stalled") - 4.5) < 0.01);
        Capture reset;
        reset.packets(kOpen + "> PA 101 301 +1000 @1; < A 301 1101 w=0 @2; > R 1101 @7;");
        reset.packets(kOpen, 5'000); // the rest goes on
        reset.packets("> PA 101 301 +1 @30; < A 301 102 @30.1", 5'000);
        const auto found = reset.end();
        const auto stall = std::find_if(found.begin(), found.end(), [](const Finding& finding) {
            return finding.rule == RuleId::ZeroWindowStall;
        });
        QVERIFY(stall != found.end());
        QCOMPARE(value(*stall, "stalled"), 5.0);
        QVERIFY(stall->last == at(7));
    }

    void theSameStallIsToldOnce() {
        Capture capture;
        capture.packets(kOpen + "> PA 101 301 +1000 @1; < A 301 1101 w=0 @2; < A 301 1101 w=9 @6;"
                                "> PA 1101 301 +9 @6.1; < A 301 1110 w=9 @6.2");
        // Idle until it is no longer followed, then it goes on: the stall is over and told.
        capture.packets(kOpen, 5'000);
        for (int at = 10; at < 400; at += 10)
            capture.packets("> PA 101 301 +1 @" + std::to_string(at), 5'000);
        capture.packets("> PA 1110 301 +9 @400; < A 301 1119 w=9 @400.1");
        const auto found = capture.end();
        QCOMPARE(std::count_if(found.begin(), found.end(),
                               [](const Finding& finding) {
                                   return finding.rule == RuleId::ZeroWindowStall;
                               }),
                 1);
    }

    /// As many ports as there are in the capture, not as many as fit a list.
    void allPortsOfAScanAreCounted() {
        Capture capture;
        for (int port = 1; port <= 1'000; ++port) {
            Endpoint server = kServer;
            server.port = static_cast<std::uint16_t>(port);
            capture.packetsBetween(kClient, server,
                                   "> S 100 @" + std::to_string(port / 500.0) + "; < RA 0 101");
        }
        const auto found = capture.end();
        QCOMPARE(found.size(), 1U);
        QVERIFY(found[0].rule == RuleId::ConnectionAttempts);
        QCOMPARE(value(found[0], "ports"), 1'000.0);
        QVERIFY(!isAtLeast(found[0], "ports"));
    }

    void hostsOfASweepAreAtLeastSoMany() {
        Capture capture;
        for (int host = 0; host < 400; ++host) {
            const Endpoint server = endpoint(
                ("10.7." + std::to_string(host / 200) + '.' + std::to_string(1 + host % 200))
                    .c_str(),
                22);
            capture.packetsBetween(kClient, server,
                                   "> S 100 @" + std::to_string(host / 100.0) + "; < RA 0 101");
        }
        const auto found = capture.end();
        QCOMPARE(found.size(), 1U);
        QCOMPARE(value(found[0], "hosts"), 256.0);
        QVERIFY(isAtLeast(found[0], "hosts") && !isAtLeast(found[0], "ports"));
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
        QVERIFY(!isAtLeast(*flood, "sources"));
        QVERIFY(flood->first <= at(0.1));
    }

    /// In one batch, as a file is read.
    void aFloodOfMoreSourcesThanAreKept() {
        Capture capture;
        std::vector<std::pair<Endpoint, std::string>> all;
        for (int i = 0; i < 5'000; ++i)
            all.emplace_back(
                endpoint(
                    ("10.9." + std::to_string(i / 250) + '.' + std::to_string(1 + i % 250)).c_str(),
                    1'000),
                "> S 100 @" + std::to_string(i / 10'000.0));
        capture.oneBatch(all);
        const auto found = capture.end();
        QCOMPARE(found.size(), 1U);
        QVERIFY(found[0].rule == RuleId::SynFlood);
        QCOMPARE(value(found[0], "sources"), 2'048.0);
        QVERIFY(isAtLeast(found[0], "sources"));
    }

    /// Ten clients are served while it begins, none later: the window's share falls to nothing,
    /// that of the whole flood does not.
    void whatWasCompletedSinceAFloodBeganIsKept() {
        Capture capture;
        const auto open = [&](int i, double time) {
            const std::string when = std::to_string(time);
            capture.packets("> S 100 @" + when + "; < SA 300 101; > A 101 301",
                            static_cast<std::uint16_t>(20'000 + i));
        };
        int i = 0;
        for (double time = 0; time < 12; time += 0.02, ++i) {
            capture.packets("> S 100 @" + std::to_string(time) + "; < SA 300 101",
                            static_cast<std::uint16_t>(1'000 + i));
            if (time < 2 && i % 10 == 0)
                open(i, time);
        }
        const auto found = capture.end();
        const auto flood = std::find_if(found.begin(), found.end(), [](const Finding& finding) {
            return finding.rule == RuleId::SynFlood;
        });
        QVERIFY(flood != found.end());
        QCOMPARE(value(*flood, "completed_ratio"), 0.0);
        QCOMPARE(value(*flood, "completed_since"), 10.0);
        const double share = value(*flood, "completed_ratio_since");
        QVERIFY2(share > 0.015 && share < 0.018, qPrintable(QString::number(share)));
    }

    /// A socket whose SYN meets an ACK of the connection before: packets and table tell one story,
    /// whichever comes first.
    void aChallengeIsOneStory_data() {
        QTest::addColumn<double>("packetsAt");
        QTest::newRow("packets first") << 0.1;
        QTest::newRow("the table first") << 5.5;
    }
    void aChallengeIsOneStory() {
        QFETCH(double, packetsAt);
        DiagnosisEngine engine;
        ConnectionTracker tracker;
        tracker.setObserver(&engine);
        tracker.setLocalAddresses({&kClient.address, 1});
        tracker.beginLiveCapture(std::make_shared<NoBytesHistory>(), 1);
        observe(tracker, -1, {});
        const auto saysSilent = [&] {
            const auto found = engine.findings();
            return std::any_of(found.begin(), found.end(), [](const Finding& finding) {
                return finding.rule == RuleId::ConnectSilent;
            });
        };
        bool told = false;
        for (int second = 0; second <= 20; ++second) {
            if (!told && second > packetsAt) {
                told = true;
                send(tracker, kClient, kServer, "> S 900; < A 350 121", packetsAt);
            }
            tracker.endOfBatch(at(second + 0.1));
            observe(tracker, second + 0.2, {row(TcpState::SynSent, 7, kClient, kServer)});
            if (second == 5)
                QCOMPARE(saysSilent(), packetsAt > 5);
            if (second > 6)
                QVERIFY(!saysSilent());
        }
        observe(tracker, 130, {}); // the kernel gave up
        QVERIFY(!saysSilent());
        const auto found = engine.findings();
        QCOMPARE(found.size(), 1U);
        QVERIFY(found[0].rule == RuleId::ReusedPortRefused);
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
