// SPDX-License-Identifier: GPL-3.0-or-later
//
// Packets of an interface beside the socket table: one connection, one story.
#include "tests/tracking/packet_script.h"

#include <QTest>

using namespace synoptic;
using namespace synoptic::test;

namespace {

const Endpoint kHere = endpoint("192.0.2.1", 50000);
const Endpoint kThere = endpoint("198.51.100.3", 443);
const std::string kOpen = "> S 100 @0;< SA 300 101 @0.01;> A 101 301 @0.02;";

/// A tracker that captures in namespace 1, where `kHere` is local.
class Watched {
public:
    explicit Watched(TrackerLimits limits = {}, bool withTable = true) : tracker(limits) {
        const IpAddress local = kHere.address;
        tracker.setLocalAddresses({&local, 1});
        tracker.beginLiveCapture(std::make_shared<NoBytesHistory>(), 1);
        if (withTable)
            observe(tracker, -1, {}); // watching has begun
        take();
    }
    const ChangeSet& take() {
        set = tracker.takeChanges();
        for (const ConnectionSnapshot& connection : set.changed)
            known[connection.key] = connection;
        for (const ConnectionKey key : set.removed)
            known.erase(key);
        return set;
    }
    /// The only connection there is.
    const ConnectionSnapshot& only() {
        take();
        if (known.size() != 1)
            qFatal("%zu connections, not one", known.size());
        return known.begin()->second;
    }

    ConnectionTracker tracker;
    ChangeSet set;
    std::map<ConnectionKey, ConnectionSnapshot> known;
};

QString story(const ConnectionSnapshot& connection) {
    return text(connection.history->transitions);
}

bool hasBoth(const StateTransition& step) {
    return step.has(Evidence::Packets) && step.has(Evidence::SocketTable);
}

} // namespace

class TestLiveRecords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void packetsTellWhatPollingMisses();
    void theTableAdoptsWhatPacketsShowedFirst();
    void packetsJoinWhatTheTableKnows();
    void packetsTakeThePlaceOfInference();
    void whatTheTableSawIsNotOverruled();
    void aTableReadMeanwhileDoesNotTurnBack();
    void aShortConnectionIsNotMissed();
    void aResetEndsTheRowAtOnce();
    void aResetThatDidNotCountIsTakenBack();
    void aResetReadLateStillCounts();
    void tunnelsWithoutConnectionsGoAway();
    void theServersHalfOpenWaitsForTheTable();
    void bothEndsOnLoopbackAreTwoRows();
    void whatPassesThroughIsTheClientsView();
    void reusedPortsAreAnotherConnection();
    void withoutATablePacketsAreEnough();
    void timeWaitIsTheTables();
    void aFloodStaysWithinBounds();
    void detailFollowsTheFocus();
    void whatIsNoLongerCapturedIsClosedUnseen();
    void anotherCaptureCountsAnew();
};

void TestLiveRecords::packetsTellWhatPollingMisses() {
    Watched w;
    send(w.tracker, kHere, kThere, kOpen);
    observe(w.tracker, 1, {row(TcpState::Established, 7, kHere, kThere)});
    send(w.tracker, kHere, kThere, "> FA 101 301 @1.5;< A 301 102 @1.51;");
    const ConnectionSnapshot& c = w.only();
    QCOMPARE(story(c), QStringLiteral("CLOSED > SYN-SENT: active OPEN, packets\n"
                                      "SYN-SENT > ESTABLISHED: rcv SYN+ACK, packets\n"
                                      "ESTABLISHED > FIN-WAIT-1: CLOSE, packets\n"
                                      "FIN-WAIT-1 > FIN-WAIT-2: rcv ACK of FIN, packets"));
    QVERIFY(hasBoth(c.history->transitions[1])); // the table showed ESTABLISHED too
    QVERIFY(c.state == TcpState::FinWait2 && c.peerState == TcpState::CloseWait);
    QCOMPARE(c.id.incarnation, 7U);
    QVERIFY(c.history->transitions[2].time == at(1.5) &&
            c.history->transitions[2].notBefore == at(1.5));
}

void TestLiveRecords::theTableAdoptsWhatPacketsShowedFirst() {
    Watched w;
    send(w.tracker, kHere, kThere, "> S 100 @0");
    const ConnectionKey key = w.only().key;
    QVERIFY(w.only().state == TcpState::SynSent && w.only().role == Role::Client);
    observe(w.tracker, 1, {row(TcpState::SynSent, 7, kHere, kThere)});
    const ConnectionSnapshot& c = w.only();
    QCOMPARE(c.key, key);
    QCOMPARE(c.id.incarnation, 7U);
    QCOMPARE(c.inode, 1007U);
    QVERIFY(hasBoth(c.history->transitions[0]));
    QCOMPARE(w.tracker.counts()[index(TcpState::SynSent)], 1U);
    // The table's word ends it.
    observe(w.tracker, 2, {});
    QVERIFY(w.only().closed);
    QCOMPARE(w.tracker.counts()[index(TcpState::SynSent)], 0U);
}

void TestLiveRecords::packetsJoinWhatTheTableKnows() {
    Watched w;
    observe(w.tracker, 0, {row(TcpState::Established, 7, kHere, kThere)});
    const ConnectionKey key = w.only().key;
    send(w.tracker, kHere, kThere,
         "> PA 101 301 +10 @0.5;< A 301 111 @0.51;< FA 301 111 @0.6;"
         "> A 111 302 @0.61");
    const ConnectionSnapshot& c = w.only();
    QCOMPARE(c.key, key);
    QVERIFY(c.state == TcpState::CloseWait && c.peerState == TcpState::FinWait2);
    QCOMPARE(c.wire.packets, 4U);
}

void TestLiveRecords::packetsTakeThePlaceOfInference() {
    // The table found ESTABLISHED, then LAST-ACK, and worked the way out; the packets came late.
    Watched w;
    observe(w.tracker, 0, {row(TcpState::Established, 7, kHere, kThere)});
    observe(w.tracker, 1, {row(TcpState::LastAck, 7, kHere, kThere)});
    QCOMPARE(story(w.only()).section(QLatin1Char('\n'), -1),
             QStringLiteral("CLOSE-WAIT > LAST-ACK: CLOSE, inferred"));
    send(w.tracker, kHere, kThere,
         "< A 301 101 @0.1;> A 101 301 @0.11;< FA 301 101 @0.5;"
         "> A 101 302 @0.51;> FA 101 302 @0.7");
    const ConnectionSnapshot& c = w.only();
    QCOMPARE(story(c).section(QLatin1Char('\n'), -2),
             QStringLiteral("ESTABLISHED > CLOSE-WAIT: rcv FIN, packets\n"
                            "CLOSE-WAIT > LAST-ACK: CLOSE, packets"));
    QVERIFY(c.history->transitions.back().time == at(0.7));
    QVERIFY(c.state == TcpState::LastAck && !c.disagreement);
}

void TestLiveRecords::whatTheTableSawIsNotOverruled() {
    Watched w;
    observe(w.tracker, 0, {row(TcpState::Established, 7, kHere, kThere)});
    observe(w.tracker, 1, {row(TcpState::CloseWait, 7, kHere, kThere)});
    // A forged FIN of ours: the wire would have us in FIN-WAIT-1.
    send(w.tracker, kHere, kThere, "> A 101 301 @0.1;> FA 101 301 @0.5");
    const ConnectionSnapshot& c = w.only();
    QVERIFY(c.state == TcpState::CloseWait);
    QVERIFY(c.disagreement);
}

void TestLiveRecords::aTableReadMeanwhileDoesNotTurnBack() {
    Watched w;
    observe(w.tracker, 0, {row(TcpState::Established, 7, kHere, kThere)});
    send(w.tracker, kHere, kThere, "> A 101 301 @0.1;> FA 101 301 @1.05");
    // The dump began before the FIN and ended after it; its row is from before.
    const Rows rows{row(TcpState::Established, 7, kHere, kThere)};
    w.tracker.observe(SocketTableObservation{at(1.1), 1, rows, {}, at(1.0)});
    QVERIFY(w.only().state == TcpState::FinWait1);
    QCOMPARE(w.only().history->transitions.back().to, TcpState::FinWait1);
}

void TestLiveRecords::aShortConnectionIsNotMissed() {
    // Opened and closed between two looks: the socket table never shows it.
    Watched w;
    send(w.tracker, kHere, kThere,
         kOpen +
             "> PA 101 301 +5 @0.03;< PA 301 106 +9 @0.04;< FA 310 106 @0.05;> FA 106 311 @0.06;"
             "< A 311 107 @0.07");
    observe(w.tracker, 1, {});
    const ConnectionSnapshot& c = w.only();
    QVERIFY(c.closed && c.state == TcpState::Closed && c.role == Role::Client);
    QCOMPARE(c.history->transitions.size(), 5U);
    for (const StateTransition& step : c.history->transitions)
        QVERIFY(step.evidence == Evidence::Packets);
    QVERIFY(c.metrics && c.metrics->bytesReceived == 9 && c.metrics->bytesAcked == 5);
}

void TestLiveRecords::aResetEndsTheRowAtOnce() {
    Watched w;
    observe(w.tracker, 0, {row(TcpState::Established, 7, kHere, kThere)});
    send(w.tracker, kHere, kThere, "> A 101 301 @0.1;< R 301 @0.2");
    QVERIFY(w.only().state == TcpState::Established); // it may still be contradicted
    w.tracker.endOfBatch(at(1.5));
    QVERIFY(w.only().closed);
    QCOMPARE(story(w.only()).section(QLatin1Char('\n'), -1),
             QStringLiteral("ESTABLISHED > CLOSED: rcv RST, packets"));
    const std::size_t steps = w.only().history->transitions.size();
    observe(w.tracker, 2, {});
    QCOMPARE(w.only().history->transitions.size(), steps); // told once
}

void TestLiveRecords::aResetThatDidNotCountIsTakenBack() {
    Watched w;
    observe(w.tracker, 0, {row(TcpState::Established, 7, kHere, kThere)});
    send(w.tracker, kHere, kThere, "> A 101 301 @0.1;< R 301 @0.2");
    w.tracker.endOfBatch(at(1.5));
    QVERIFY(w.only().closed);
    observe(w.tracker, 3, {row(TcpState::Established, 7, kHere, kThere)});
    QVERIFY(!w.only().closed && w.only().state == TcpState::Established);
    QCOMPARE(w.tracker.counts()[index(TcpState::Established)], 1U);
}

/// Packets wait in the ring while watching is paused, or the machine is busy.
void TestLiveRecords::aResetReadLateStillCounts() {
    Watched w({}, false);
    send(w.tracker, kHere, kThere, kOpen);
    w.tracker.endOfBatch(at(30));
    send(w.tracker, kHere, kThere, "< RA 301 101 @3;");
    w.tracker.endOfBatch(at(30));
    w.tracker.endOfBatch(at(31));
    QVERIFY(w.only().state == TcpState::Closed && w.only().peerState == TcpState::Closed);
}

/// An echo in VXLAN belongs to no connection, and what carries it is forgotten like any other.
void TestLiveRecords::tunnelsWithoutConnectionsGoAway() {
    Watched w({}, false);
    for (std::uint16_t port = 0; port < 200; ++port) {
        NetworkBytes inner;
        inner.u32(0x08000000).u32(0).u32(0).u32(0).u32(0).u16(0x0800); // VXLAN, Ethernet
        inner.ipv4(kHere, kThere, 1, 8).u32(0x08000000).u32(0);
        NetworkBytes outer;
        const auto length = static_cast<std::uint32_t>(8 + inner.bytes.size());
        outer.ipv4(kThere, kHere, 17, length).u16(20'000U + port).u16(4789).u16(length).u16(0);
        outer.append(inner.bytes);
        CapturedFrame frame;
        frame.time = at(1);
        frame.linkType = 101; // LINKTYPE_RAW
        frame.originalLength = static_cast<std::uint32_t>(outer.bytes.size());
        frame.captured = outer.bytes;
        w.tracker.observe(frame);
    }
    w.tracker.endOfBatch(at(1));
    w.tracker.endOfBatch(at(200));
    w.take();
    QCOMPARE(w.set.totals.packets, 200U);
    QVERIFY(w.known.empty());
}

void TestLiveRecords::theServersHalfOpenWaitsForTheTable() {
    // With SYN cookies a SYN+ACK stands for no socket.
    Watched w;
    send(w.tracker, kThere, kHere, "> S 100 @0;< SA 300 101 @0.01");
    w.take();
    QVERIFY(w.known.empty());
    send(w.tracker, kThere, kHere, "> A 101 301 @0.02");
    const ConnectionSnapshot& c = w.only();
    QVERIFY(c.role == Role::Server && c.state == TcpState::Established);
    QCOMPARE(story(c), QStringLiteral("LISTEN > SYN-RECEIVED: rcv SYN, packets\n"
                                      "SYN-RECEIVED > ESTABLISHED: rcv ACK of SYN, packets"));
}

void TestLiveRecords::bothEndsOnLoopbackAreTwoRows() {
    Watched w;
    const Endpoint a = endpoint("127.0.0.1", 40000), b = endpoint("127.0.0.1", 80);
    send(w.tracker, a, b, kOpen);
    observe(w.tracker, 1,
            {row(TcpState::Established, 7, a, b), row(TcpState::Established, 8, b, a)});
    w.take();
    QCOMPARE(w.known.size(), 2U);
    for (const auto& [key, c] : w.known) {
        QVERIFY(c.role == (c.id.incarnation == 7 ? Role::Client : Role::Server));
        QVERIFY(c.wire.packets == 3 && c.peerState == TcpState::Established);
    }
    send(w.tracker, a, b, "> FA 101 301 @1.2;< A 301 102 @1.21");
    w.take();
    for (const auto& [key, c] : w.known)
        QVERIFY(c.state == (c.id.incarnation == 7 ? TcpState::FinWait2 : TcpState::CloseWait));
}

void TestLiveRecords::whatPassesThroughIsTheClientsView() {
    Watched w;
    const Endpoint client = endpoint("203.0.113.9", 40000);
    send(w.tracker, client, kThere, kOpen);
    const ConnectionSnapshot& c = w.only();
    QVERIFY(c.id.tuple.local == client && c.id.tuple.remote == kThere);
    QVERIFY(c.state == TcpState::Established && c.peerState == TcpState::Established);
    observe(w.tracker, 1, {}); // the table knows nothing of it, and does not end it
    QVERIFY(!w.only().closed);
}

void TestLiveRecords::reusedPortsAreAnotherConnection() {
    Watched w;
    observe(w.tracker, 0, {row(TcpState::TimeWait, 7, kHere, kThere)});
    send(w.tracker, kHere, kThere, "> S 900 @5;< SA 700 901 @5.01;> A 901 701 @5.02");
    w.take();
    QCOMPARE(w.known.size(), 2U);
    observe(w.tracker, 6, {row(TcpState::Established, 8, kHere, kThere)});
    w.take();
    QCOMPARE(w.known.size(), 2U);
    for (const auto& [key, c] : w.known) {
        QVERIFY(c.closed == (c.id.incarnation == 7));
        QVERIFY((c.wire.packets == 3) == (c.id.incarnation == 8));
    }
}

void TestLiveRecords::withoutATablePacketsAreEnough() {
    Watched w({}, false);
    send(w.tracker, kHere, kThere, "> PA 101 301 +5 @0;< A 301 106 @0.01"); // midstream
    QVERIFY(w.only().state == TcpState::Established && w.only().alreadyThere);
}

void TestLiveRecords::timeWaitIsTheTables() {
    Watched w;
    send(w.tracker, kHere, kThere, kOpen + "> FA 101 301 @0.1;< FA 301 102 @0.2;> A 102 302 @0.21");
    observe(w.tracker, 1, {row(TcpState::TimeWait, 7, kHere, kThere)});
    QVERIFY(w.only().state == TcpState::TimeWait);
    w.tracker.endOfBatch(at(65)); // the wire's own time-out is due
    observe(w.tracker, 66, {row(TcpState::TimeWait, 7, kHere, kThere)});
    QVERIFY(w.only().state == TcpState::TimeWait && !w.only().closed);
    observe(w.tracker, 67, {});
    QVERIFY(w.only().closed);
}

void TestLiveRecords::aFloodStaysWithinBounds() {
    TrackerLimits limits;
    limits.flows = 2'000;
    limits.halfOpen = 500;
    Watched w(limits);
    send(w.tracker, kHere, kThere, kOpen);
    observe(w.tracker, 0.5, {row(TcpState::Established, 7, kHere, kThere)});
    for (int i = 0; i < 20'000; ++i) {
        const Endpoint source{
            IpAddress::fromV4(0xCB007100U + static_cast<std::uint32_t>(i / 60'000)),
            static_cast<std::uint16_t>(1024 + i), 0};
        send(w.tracker, source, endpoint("192.0.2.1", 80), "> S 1 @1;< SA 1 2 @1.001");
    }
    w.take();
    QVERIFY(w.known.size() <= limits.halfOpen + 1);
    // The honest connection is still followed.
    send(w.tracker, kHere, kThere, "> FA 101 301 @2");
    w.take();
    const bool followed = std::any_of(w.known.begin(), w.known.end(), [](const auto& entry) {
        return entry.second.id.incarnation == 7 && entry.second.state == TcpState::FinWait1;
    });
    QVERIFY(followed);
}

void TestLiveRecords::detailFollowsTheFocus() {
    Watched w;
    send(w.tracker, kHere, kThere, kOpen);
    w.tracker.setFocus(w.only().key);
    QVERIFY(w.take().detail.has_value());
    QVERIFY(w.set.detail->handshake.complete);
    QVERIFY(!w.take().detail.has_value());
    send(w.tracker, kHere, kThere, "> PA 101 301 +5 @1");
    QVERIFY(w.take().detail.has_value());
    QCOMPARE(w.set.detail->ends[0].counts.payloadBytes, 5U);
}

void TestLiveRecords::whatIsNoLongerCapturedIsClosedUnseen() {
    Watched w;
    const Endpoint client = endpoint("203.0.113.9", 40000);
    send(w.tracker, client, kThere, kOpen); // passes through: packets alone tell of it
    send(w.tracker, kHere, kThere, kOpen);
    observe(w.tracker, 1, {row(TcpState::Established, 7, kHere, kThere)});
    w.take();
    QCOMPARE(w.known.size(), 2U);
    w.tracker.endLiveCapture();
    w.take();
    for (const auto& [key, c] : w.known) {
        QVERIFY(c.closed == (c.id.incarnation != 7));
        QCOMPARE(c.wire.packets, 3U); // its packets can still be looked at
        if (c.closed)
            QVERIFY(c.history->transitions.back().event == TcpEvent::Unseen);
    }
}

void TestLiveRecords::anotherCaptureCountsAnew() {
    Watched w;
    send(w.tracker, kHere, kThere, kOpen);
    observe(w.tracker, 1, {row(TcpState::Established, 7, kHere, kThere)});
    w.take();
    w.tracker.endLiveCapture();
    w.tracker.beginLiveCapture(std::make_shared<NoBytesHistory>(), 1);
    QVERIFY(w.only().wire.flow == kNoFlow && !w.only().closed);
    send(w.tracker, kHere, kThere, "> PA 101 301 +5 @2;< A 301 106 @2.01");
    QCOMPARE(w.only().wire.packets, 2U);
    QCOMPARE(w.only().wire.lastPacket, 1U);
}

QTEST_APPLESS_MAIN(TestLiveRecords)
#include "tst_live_records.moc"
