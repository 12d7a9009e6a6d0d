// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/capture_tracker.h"
#include "tests/tcp/segment_script.h"

#include <QTest>

using namespace synoptic;
using namespace std::chrono_literals;
using synoptic::test::readScript;

namespace {

Endpoint endpoint(const char* address, std::uint16_t port) {
    return {*IpAddress::parse(address), port, 0};
}

/// Feeds a script between two endpoints; ">" goes from a to b.
void feed(CaptureTracker& tracker, const Endpoint& a, const Endpoint& b,
          const std::string& script) {
    for (const auto& step : readScript(script)) {
        const bool forward = step.sender == 0;
        tracker.observeTcp(forward ? a : b, forward ? b : a, step.segment, step.time);
    }
}

std::vector<TcpState> statesOf(const CaptureConnection& connection, EndIndex end) {
    std::array<TcpState, 16> states;
    const std::size_t count = connection.states(end, states);
    return {states.begin(), states.begin() + static_cast<std::ptrdiff_t>(count)};
}

const std::string kOpen = "> S 100;< SA 300 101;> A 101 301;";
const std::string kWhole = kOpen + "> PA 101 301 +10;< PA 301 111 +20;> FA 111 321;< FA 321 112;"
                                   "> A 112 322";

} // namespace

class TestCaptureTracker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsBothEnds();
    void clientIsWhoSentTheFirstSyn();
    void newInitialNumberIsANewConnection();
    void addressesAndProtocolsAreKeptApart();
    void connectionToItself();
    void handshakeNumbersAndTimes();
    void udpFlowsAreCountedToo();
    void tunnelsCountBesideWhatTheyCarry();
    void manyTransitionsAreKeptInOrder();
    void timeOutsNeedCaptureTime();
    void whatGrowsEndsMoreThanOnce();
    void icmpErrorBelongsToWhatItQuotes();
    void largeCountsAreExact();
    void goesOnBehindALargeHole();
    void transitionsOfYearsKeepTheirTimes();
    void staysSmall();
};

void TestCaptureTracker::countsBothEnds() {
    // Whichever address is the larger one.
    for (const bool turned : {false, true}) {
        CaptureTracker tracker;
        const Endpoint a = endpoint(turned ? "192.0.2.9" : "192.0.2.1", 50000);
        const Endpoint b = endpoint("192.0.2.5", 80);
        feed(tracker, a, b, kWhole);
        tracker.finish();
        QCOMPARE(tracker.flowCount(), 1U);
        const CaptureConnection& connection = *tracker.tcp(0);
        const EndIndex client = connection.client();
        QVERIFY(connection.key().endpoint(client) == a);
        QVERIFY(connection.key().endpoint(other(client)) == b);
        QCOMPARE(connection.counts(client).packets, 5U);
        QCOMPARE(connection.counts(other(client)).packets, 3U);
        QCOMPARE(connection.counts(client).payloadBytes, 10U);
        QCOMPARE(connection.counts(other(client)).payloadBytes, 20U);
        QCOMPARE(statesOf(connection, client).back(), TcpState::TimeWait);
        QCOMPARE(statesOf(connection, other(client)).back(), TcpState::Closed);
        QCOMPARE(connection.outcome(), ConnectionOutcome::SF);
        QCOMPARE(static_cast<int>(connection.completeness()), 31);
        QCOMPARE(connection.transitions().size(), 10U);
    }
}

void TestCaptureTracker::clientIsWhoSentTheFirstSyn() {
    const Endpoint a = endpoint("2001:db8::1", 1), b = endpoint("2001:db8::2", 2);
    CaptureTracker midstream;
    feed(midstream, a, b, "< PA 300 100 +5;> A 100 305");
    QVERIFY(midstream.tcp(0)->key().endpoint(midstream.tcp(0)->client()) == b);
    CaptureTracker reordered;
    feed(reordered, a, b, "< SA 300 101;> S 100;> A 101 301");
    QCOMPARE(reordered.flowCount(), 1U);
    QVERIFY(reordered.tcp(0)->key().endpoint(reordered.tcp(0)->client()) == a);
}

void TestCaptureTracker::newInitialNumberIsANewConnection() {
    const Endpoint a = endpoint("10.0.0.1", 1), b = endpoint("10.0.0.2", 2);
    CaptureTracker tracker;
    feed(tracker, a, b, kWhole + ";> S 100;> S 9000;< SA 7000 9001;> A 9001 7001");
    QCOMPARE(tracker.flowCount(), 2U);
    QCOMPARE(tracker.tcp(0)->incarnation(), 0U);
    QCOMPARE(tracker.tcp(1)->incarnation(), 1U);
    QCOMPARE(tracker.tcp(0)->counts(tracker.tcp(0)->client()).retransmissions, 1U);
    QCOMPARE(tracker.tcp(1)->handshake().synCount, 1U);
    QCOMPARE(statesOf(*tracker.tcp(1), tracker.tcp(1)->client()).back(), TcpState::Established);
}

void TestCaptureTracker::addressesAndProtocolsAreKeptApart() {
    CaptureTracker tracker;
    const Timestamp now{std::chrono::seconds(1)};
    TcpSegment segment;
    segment.control = kAck;
    // The same bytes as an IPv4 and as an IPv6 address.
    tracker.observeTcp(endpoint("1.2.3.4", 1), endpoint("1.2.3.5", 2), segment, now);
    tracker.observeTcp(endpoint("102:304::", 1), endpoint("102:305::", 2), segment, now);
    tracker.observeUdp(endpoint("1.2.3.4", 1), endpoint("1.2.3.5", 2), 5, now);
    tracker.observeTcp(endpoint("1.2.3.5", 2), endpoint("1.2.3.4", 1), segment, now);
    tracker.observeTcp(endpoint("1.2.3.4", 2), endpoint("1.2.3.5", 1), segment, now);
    QCOMPARE(tracker.flowCount(), 4U);
    QVERIFY(tracker.udp(2) && !tracker.tcp(2));
}

void TestCaptureTracker::connectionToItself() {
    CaptureTracker tracker;
    const Endpoint self = endpoint("127.0.0.1", 5000);
    feed(tracker, self, self,
         "> S 100;> SA 100 101;> A 101 101;> PA 101 101 +3;> A 104 104;> FA 104 104;> A 105 105");
    QCOMPARE(tracker.flowCount(), 1U);
    QCOMPARE(tracker.tcp(0)->counts(0).packets, 7U);
    using enum TcpState;
    QCOMPARE(statesOf(*tracker.tcp(0), 0),
             (std::vector<TcpState>{Closed, SynSent, SynReceived, Established, FinWait1, Closing,
                                    TimeWait}));
    QVERIFY(!tracker.tcp(0)->state(1));
}

void TestCaptureTracker::handshakeNumbersAndTimes() {
    CaptureTracker tracker;
    feed(tracker, endpoint("10.0.0.1", 1), endpoint("10.0.0.2", 2),
         "> S 100 @0;> S 100 @1;< SA 300 101 @1.1;> A 101 301 @1.25;> PA 101 301 +5 @2");
    const Handshake handshake = tracker.tcp(0)->handshake();
    using std::chrono::milliseconds;
    const Timestamp start{std::chrono::seconds(1000)};
    QVERIFY(handshake.complete);
    QCOMPARE(*handshake.clientIsn, 100U);
    QCOMPARE(*handshake.serverIsn, 300U);
    QVERIFY(*handshake.synTime == start);
    QVERIFY(*handshake.synAckTime == start + milliseconds(1100));
    QVERIFY(*handshake.ackTime == start + milliseconds(1250));
    QVERIFY(*handshake.initialRoundTrip == milliseconds(250));
    QCOMPARE(handshake.synCount, 2U);

    CaptureTracker refused;
    feed(refused, endpoint("10.0.0.1", 1), endpoint("10.0.0.2", 2), "> S 100;< RA 0 101");
    QVERIFY(!refused.tcp(0)->handshake().complete);
    QVERIFY(!refused.tcp(0)->handshake().serverIsn);
}

void TestCaptureTracker::udpFlowsAreCountedToo() {
    CaptureTracker tracker;
    const Endpoint a = endpoint("10.0.0.9", 4000), b = endpoint("10.0.0.2", 53);
    const Timestamp now{std::chrono::seconds(1)};
    tracker.observeUdp(a, b, 30, now);
    tracker.observeUdp(b, a, 90, now + std::chrono::seconds(1));
    QCOMPARE(tracker.flowCount(), 1U);
    const UdpFlow& flow = *tracker.udp(0);
    QVERIFY(flow.key.endpoint(flow.client) == a);
    QCOMPARE(flow.payloadBytes[flow.client], 30U);
    QCOMPARE(flow.payloadBytes[other(flow.client)], 90U);
    QVERIFY(flow.last - flow.first == std::chrono::seconds(1));
}

void TestCaptureTracker::tunnelsCountBesideWhatTheyCarry() {
    CaptureTracker tracker;
    DecodedPacket packet;
    packet.source = endpoint("10.0.0.1", 1);
    packet.destination = endpoint("10.0.0.2", 2);
    packet.transport = Transport::Tcp;
    packet.tcp.control = kSyn;
    packet.tunnelCount = 1;
    packet.tunnelArray[0] = {TunnelKind::Vxlan,           true,    7, endpoint("192.0.2.1", 999),
                             endpoint("192.0.2.2", 4789), {60, {}}};
    const PacketPlace place = tracker.observe(packet, Timestamp{std::chrono::seconds(1)});
    QCOMPARE(tracker.flowCount(), 2U);
    QVERIFY(tracker.tcp(place.flow));
    packet.transport = Transport::Icmp;
    packet.tunnelCount = 0;
    QCOMPARE(tracker.observe(packet, Timestamp{}).flow, kNoFlow);
}

void TestCaptureTracker::manyTransitionsAreKeptInOrder() {
    PackedTransitions log;
    const Timestamp origin{std::chrono::seconds(1'700'000'000)};
    TcpState state = TcpState::Closed;
    for (int i = 0; i < 100; ++i) {
        const TcpState next = state == TcpState::Closed ? TcpState::SynSent : TcpState::Closed;
        log.append({origin + Duration(i * 1'000'000'007LL), 1, state, next, TcpEvent::Timeout},
                   origin);
        state = next;
    }
    QCOMPARE(log.size(), PackedTransitions::kMost);
    QCOMPARE(log.omitted(), 100U - PackedTransitions::kMost);
    const auto all = log.unpack({TcpState::Closed, TcpState::Closed}, origin);
    QCOMPARE(all.size(), PackedTransitions::kMost);
    for (std::size_t i = 0; i < all.size(); ++i) {
        QVERIFY(all[i].time == origin + Duration(static_cast<std::int64_t>(i) * 1'000'000'007LL));
        QCOMPARE(all[i].from, i % 2 == 0 ? TcpState::Closed : TcpState::SynSent);
        QCOMPARE(all[i].end, 1);
        QCOMPARE(all[i].event, TcpEvent::Timeout);
    }
}

void TestCaptureTracker::timeOutsNeedCaptureTime() {
    const Endpoint a = endpoint("10.0.0.1", 1), b = endpoint("10.0.0.2", 2);
    for (const int seconds : {50, 70}) {
        CaptureTracker tracker;
        feed(tracker, a, b, kWhole);
        tracker.observeUdp(a, b, 1, tracker.newest() + std::chrono::seconds(seconds));
        tracker.finish();
        QCOMPARE(statesOf(*tracker.tcp(0), tracker.tcp(0)->client()).back(),
                 seconds < 60 ? TcpState::TimeWait : TcpState::Closed);
    }
}

void TestCaptureTracker::whatGrowsEndsMoreThanOnce() {
    CaptureTracker tracker;
    const Endpoint client = endpoint("192.0.2.1", 50000);
    const Endpoint server = endpoint("198.51.100.1", 80);
    feed(tracker, client, server, kOpen);
    tracker.finish();
    feed(tracker, client, server, "< RA 301 101");
    tracker.finish();
    const CaptureConnection* connection = tracker.tcp(0);
    QVERIFY(connection);
    QVERIFY(statesOf(*connection, 0).back() == TcpState::Closed);
    QVERIFY(statesOf(*connection, 1).back() == TcpState::Closed);
}

void TestCaptureTracker::icmpErrorBelongsToWhatItQuotes() {
    CaptureTracker tracker;
    const Endpoint a = endpoint("192.0.2.1", 50000), b = endpoint("192.0.2.5", 80);
    feed(tracker, a, b, "> S 100");
    DecodedPacket packet;
    packet.source = endpoint("192.0.2.254", 0);
    packet.destination = endpoint("192.0.2.1", 0);
    packet.transport = Transport::Icmp;
    IcmpMessage& icmp = packet.icmp;
    icmp.type = 3;
    icmp.code = 1;
    icmp.isError = icmp.isUnreachable = icmp.hasQuote = icmp.hasPorts = icmp.hasSequence = true;
    icmp.quotedTransport = Transport::Tcp;
    icmp.quotedSource = a;
    icmp.quotedDestination = b;
    icmp.quotedSequence = SequenceNumber(100);
    const PacketPlace place = tracker.observe(packet, Timestamp(1001s));
    QVERIFY(place.flow == 0 && place.isError);
    const CaptureConnection& connection = *tracker.tcp(0);
    const EndIndex client = connection.client();
    QVERIFY(place.sender == other(client));
    QCOMPARE(connection.counts(client).packets, 1U);
    QCOMPARE(connection.counts(other(client)).packets, 0U);
    QCOMPARE(static_cast<int>(connection.icmpErrors().counts[client]), 1);
    QCOMPARE(static_cast<int>(connection.icmpErrors().code), 1);
    QVERIFY((statesOf(connection, client) ==
             std::vector{TcpState::Closed, TcpState::SynSent, TcpState::Closed}));
    // What quotes no known connection begins none.
    icmp.quotedSource.port = 50001;
    QVERIFY(tracker.observe(packet, Timestamp(1001s)).flow == kNoFlow);
    QCOMPARE(tracker.flowCount(), 1U);
}

void TestCaptureTracker::largeCountsAreExact() {
    CaptureTracker tracker;
    const Endpoint a = endpoint("10.0.0.1", 1), b = endpoint("10.0.0.2", 2);
    feed(tracker, a, b, kOpen + "> PA 101 301 +10");
    TcpSegment again;
    again.control = kPsh | kAck;
    again.sequence = SequenceNumber(101);
    again.acknowledgment = SequenceNumber(301);
    again.window = 500;
    again.payloadLength = 10;
    constexpr std::uint32_t kTimes = 140'000; // more than twice what 16 bits hold
    for (std::uint32_t i = 0; i < kTimes; ++i)
        tracker.observeTcp(a, b, again, Timestamp(2000s) + std::chrono::seconds(i));
    const CaptureConnection& connection = *tracker.tcp(0);
    const EndIndex client = connection.client();
    QCOMPARE(connection.counts(client).retransmissions, kTimes);
    QCOMPARE(connection.counts(client).packets, kTimes + 3);
    QCOMPARE(connection.counts(client).payloadBytes, std::uint64_t{10} * (kTimes + 1));
    QCOMPARE(connection.counts(other(client)).retransmissions, 0U);
    QCOMPARE(connection.counts(client).outOfOrder, 0U);
}

/// 3 GiB are not captured: numbers that far on read as if they were in front of what was seen.
void TestCaptureTracker::goesOnBehindALargeHole() {
    CaptureTracker tracker;
    feed(tracker, endpoint("10.0.0.1", 1), endpoint("10.0.0.2", 2),
         "> S 100;< SA 300 101;> A 101 301;> PA 101 301 +10;< A 301 111;"
         "> PA 3221225573 301 +10 @9;< A 301 3221225583;> PA 3221225583 301 +10;"
         "< A 301 3221225593;> PA 3221225593 301 +10;> FA 3221225603 301;< FA 301 3221225604;"
         "> A 3221225604 302");
    const CaptureConnection& connection = *tracker.tcp(0);
    const EndIndex client = connection.client();
    QCOMPARE(statesOf(connection, client).back(), TcpState::TimeWait);
    QCOMPARE(statesOf(connection, other(client)).back(), TcpState::Closed);
}

void TestCaptureTracker::transitionsOfYearsKeepTheirTimes() {
    PackedTransitions log;
    const Timestamp origin{std::chrono::seconds(10)};
    const std::array<Duration, 4> sinces{
        Duration(7), std::chrono::days(200) + Duration(123'456'789),
        std::chrono::days(500) + Duration(123'456'000), std::chrono::days(365 * 200)};
    for (const Duration since : sinces)
        log.append({origin + since, 1, TcpState::Closed, TcpState::Listen, TcpEvent::PassiveOpen},
                   origin);
    const auto all = log.unpack({TcpState::Closed, TcpState::Closed}, origin);
    for (std::size_t i = 0; i < sinces.size(); ++i) {
        QVERIFY(all[i].time == origin + sinces[i]);
        QCOMPARE(all[i].to, TcpState::Listen);
        QCOMPARE(static_cast<int>(all[i].end), 1);
    }
}

void TestCaptureTracker::staysSmall() {
    // With its place in the index (8 bytes, 3/8 full at the least) and in the order (4 bytes).
    QVERIFY(sizeof(CaptureConnection) + 8 * 8 / 3 + 4 <= 600);
}

QTEST_APPLESS_MAIN(TestCaptureTracker)
#include "tst_capture_tracker.moc"
