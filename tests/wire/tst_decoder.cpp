// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/wire/wire_bytes.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace synoptic;
using namespace synoptic::bytes;

Q_DECLARE_METATYPE(synoptic::TunnelKind)

namespace {

constexpr std::uint16_t kEthernet = 1;
constexpr std::uint16_t kRaw = 101;

struct Fixture {
    const char* name;
    std::uint16_t linkType;
    Bytes bytes;
    int tunnels = 0;
    TunnelKind innermost = TunnelKind::IpInIp;
    std::uint32_t identifier = 0;
};

Bytes gre(std::string_view header, const Bytes& payload) {
    return ipv4(47, hex(header) + payload);
}
Bytes inUdp(std::uint16_t port, std::string_view header, const Bytes& payload) {
    return ipv4(17, udp(40000, port, hex(header) + payload));
}
Bytes wifi(std::string_view header, const Bytes& ip) {
    return hex(header) + hex("aaaa03 000000 0800") + ip;
}

/// Every way the same TCP segment may come along.
std::vector<Fixture> fixtures() {
    const Bytes four = ipv4(6, tcp());
    const Bytes six = ipv6(6, tcp());
    const Bytes frame = ether(0x0800, four);
    const std::string_view qos = "8802 0000 020000000003 020000000007 020000000003 0000 0000";
    using enum TunnelKind;
    return {
        {"ethernet", 1, frame},
        {"ethernet six", 1, ether(0x86dd, six)},
        {"ethernet padded", 1, frame + Bytes(20, 0)},
        {"802.3 SNAP", 1, ether(51, hex("aaaa03 000000 0800") + four) + Bytes(9, 0)},
        {"802.3 IP", 1, ether(46, hex("060603") + four)},
        {"vlan", 1, ether(0x8100, hex("6064 0800") + four)},
        {"qinq", 1, ether(0x88a8, hex("00c8 8100 0064 86dd") + six)},
        {"backbone", 1, ether(0x88e7, hex("00000001") + frame)},
        {"etag", 1, ether(0x893f, hex("000000000000 0800") + four)},
        {"null little", 0, hex("02000000") + four},
        {"null big", 0, hex("0000001e") + six},
        {"null freebsd", 0, hex("1c000000") + six},
        {"loop", 108, hex("00000018") + six},
        {"enc", 109, hex("02000000 00000000 00000000") + four},
        {"sll", 113, hex("0000 0001 0006 0200000000070000 0800") + four},
        {"sll2", 276, hex("86dd 0000 00000002 0001 00 06 0200000000070000") + six},
        {"raw 12", 12, four},
        {"raw 14", 14, six},
        {"raw 101", 101, six},
        {"ipv4", 228, four},
        {"ipv6", 229, six},
        {"slip", 8, Bytes(16, 0) + four},
        {"ppp", 9, hex("ff03 0021") + four},
        {"ppp compressed", 9, hex("21") + four},
        {"ppp hdlc", 50, hex("ff03 0057") + six},
        {"ppp hdlc cisco", 50, hex("0f00 0800") + four},
        {"ppp multilink", 9, hex("003d c0000001 0021") + four},
        {"ppp bridged", 9, hex("0031 00 01") + frame},
        {"ppp direction", 204, hex("01 ff03 0021") + four},
        {"pppoe link", 51, hex("1100 0009") + u16(2 + four.size()) + hex("0021") + four},
        {"pppoe", 1, ether(0x8864, hex("1100 0009") + u16(2 + four.size()) + hex("0021") + four)},
        {"cisco hdlc", 104, hex("8f00 86dd") + six},
        {"frame relay", 107, hex("0401 03 cc") + four},
        {"frame relay SNAP", 107, hex("0401 03 00 80 000000 0800") + four},
        {"atm", 100, hex("aaaa03 000000 0800") + four},
        {"ip over fc", 122, Bytes(16, 0) + hex("aaaa03 000000 0800") + four},
        {"ieee 1394", 138, Bytes(16, 0) + hex("0800") + four},
        {"infiniband", 242, Bytes(40, 0) + hex("86dd 0000") + six},
        {"nflog little", 239, hex("02 00 0005 0800 0500 00000000") + Bytes{47, 0, 9, 0} + four},
        {"nflog big", 239, hex("02 00 0005 0005 000a 00 000000") + Bytes{0, 47, 0, 9} + four},
        {"mpls link", 219, hex("00010040 00011140") + four},
        {"mpls ethernet", 1, ether(0x8847, hex("00011140") + frame)},
        {"mpls control word", 1, ether(0x8847, hex("00011140 00000000") + frame)},
        {"wifi", 105, wifi("0802 0000 020000000003 020000000007 020000000003 0000", four)},
        {"wifi qos", 105, wifi(qos, four)},
        {"wifi four addresses", 105,
         wifi("0803 0000 020000000003 020000000007 020000000003 0000 020000000001", four)},
        {"wifi aggregate", 105,
         hex("8802 0000 020000000003 020000000007 020000000003 0000 8000") +
             hex("020000000003 020000000007 0033 aaaa03 000000 0800") + four + hex("00")},
        {"radiotap", 127,
         hex("0000 1100 03000000 0100000000000000 10") + wifi(qos, four) + hex("01020304")},
        {"radiotap padded", 127,
         hex("0000 0900 02000000 20") +
             hex("8802 0000 020000000003 020000000007 020000000003 0000 0000 0000") +
             hex("aaaa03 000000 0800") + four},
        {"prism", 119, hex("44000000 90000000") + Bytes(136, 0) + wifi(qos, four)},
        {"avs", 163, hex("80211001 00000040") + Bytes(56, 0) + wifi(qos, four)},
        {"ppi", 192, hex("00 00 0800 69000000") + wifi(qos, four)},
        {"ppi raw", 192, hex("00 00 0800 65000000") + four},

        {"ip options", kRaw,
         hex("4700 0033 1234 0000 4006 0000 c0000207 c6336403 0107 0400 0000 0000") + tcp()},
        {"offloaded", kRaw, hex("4500 0000 1234 0000 4006 0000 c0000207 c6336403") + tcp()},
        {"authenticated", kRaw,
         ipv4(51, hex("0604 0000 00000001 00000001") + Bytes(12, 0) + tcp())},
        {"extension headers", kRaw,
         ipv6(0, hex("3c00 0104 00000000") + hex("2b00 0104 00000000") +
                     hex("2c02 0000 00000000 00000000000000000000000000000000") +
                     hex("8700 0000 00000009") + hex("0600 0000 00000000") + tcp())},
        {"six authenticated", kRaw,
         ipv6(51, hex("0604 0000 00000001 00000001") + Bytes(12, 0) + tcp())},

        {"ip in ip", kRaw, ipv4(4, four), 1, IpInIp},
        {"6in4", kRaw, ipv4(41, six), 1, IpInIp},
        {"4in6", kRaw, ipv6(4, four), 1, IpInIp},
        {"gre", kRaw, gre("0000 0800", four), 1, Gre},
        {"gre key", kRaw, gre("b000 86dd 0000 0000 0000004d 00000001", six), 1, Gre, 77},
        {"gre bridging", kRaw, gre("0000 6558", frame), 1, Gre},
        {"gre routing", kRaw, gre("4000 0800 0000 0000 0800 0004 c0000201 0000 0000", four), 1,
         Gre},
        {"gre erspan 1", kRaw, gre("0000 88be", frame), 1, Gre},
        {"gre erspan 2", kRaw, gre("1000 88be 00000001 10000000 00000000", frame), 1, Gre},
        {"gre erspan 3", kRaw,
         gre("1000 22eb 00000001 20000000 00000000 00000001 0000000000000000", frame), 1, Gre},
        {"gre wccp", kRaw, gre("0000 883e 00000000", four), 1, Gre},
        {"pptp", kRaw, gre("3081 880b 0033 0003 00000001 00000001 ff03 0021", four), 1, Pptp, 3},
        {"etherip", kRaw, ipv4(97, hex("3000") + frame), 1, EtherIp},
        {"mpls in ip", kRaw, ipv4(137, hex("00011140") + four), 1, MplsInIp, 17},
        {"mpls in udp", kRaw, inUdp(6635, "00011140", four), 1, MplsInIp, 17},
        {"l2tp v3 ip", kRaw, ipv4(115, hex("00000007 00000000") + frame), 1, L2tp, 7},
        {"l2tp", kRaw, inUdp(1701, "0002 0005 0006 ff03 0021", four), 1, L2tp, 0x50006},
        {"l2tp offset", kRaw, inUdp(1701, "0202 0005 0006 0002 0000 0021", four), 1, L2tp, 0x50006},
        {"l2tp v3", kRaw, inUdp(1701, "0003 0000 00000007", frame), 1, L2tp, 7},
        {"teredo", kRaw, inUdp(3544, "", six), 1, Teredo},
        {"teredo origin", kRaw, inUdp(3544, "0001 0000 000000000000000000 0000 1234 01020304", six),
         1, Teredo},
        {"vxlan", kRaw, inUdp(4789, "08000000 00002a00", frame), 1, Vxlan, 42},
        {"vxlan linux", kRaw, inUdp(8472, "08000000 00002a00", frame), 1, Vxlan, 42},
        {"vxlan gpe", kRaw, inUdp(4790, "0c000002 00002a00", six), 1, Vxlan, 42},
        {"vxlan nsh", kRaw, inUdp(4790, "0c000004 00002a00 0fc20201 000001ff", four), 1, Vxlan, 42},
        {"geneve", kRaw, inUdp(6081, "0200 6558 00000500 0102800100000000", frame), 1, Geneve, 5},
        {"gtp", kRaw, inUdp(2152, "30ff 002b 00000009", four), 1, GtpU, 9},
        {"gtp extension", kRaw, inUdp(2152, "36ff 0033 00000009 0007 00 85 01100900", four), 1,
         GtpU, 9},
        {"lisp", kRaw, inUdp(4341, "80000001 00000001", six), 1, Lisp},
        {"nested", kRaw,
         ipv4(4, inUdp(4789, "08000000 00002a00", ether(0x0800, gre("0000 0800", four)))), 3, Gre},
    };
}

} // namespace

class TestDecoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheSegment_data();
    void readsTheSegment();
    void survivesEachTruncation_data() { readsTheSegment_data(); }
    void survivesEachTruncation();
    void survivesDamage_data() { readsTheSegment_data(); }
    void survivesDamage();
    void countsVlansAndTunnelEnds();
    void bodyOfTunnelThatIsNoPacketLeavesTheDatagram();
    void answerOfServerOnTunnelPortIsNoTunnel();
    void lengthsComeFromHeaders();
    void paddingIsNoPayload();
    void readsTcpOptions();
    void brokenTcpOptionsKeepWhatStoodBefore();
    void icmpErrorsNameTheConnection();
    void icmpErrorsOfShortQuotes();
    void saysWhatItCouldNotRead_data();
    void saysWhatItCouldNotRead();
    void nestingIsBounded();
};

void TestDecoder::readsTheSegment_data() {
    QTest::addColumn<int>("index");
    int index = 0;
    for (const Fixture& fixture : fixtures())
        QTest::newRow(fixture.name) << index++;
}

void TestDecoder::readsTheSegment() {
    QFETCH(int, index);
    const Fixture fixture = fixtures()[static_cast<std::size_t>(index)];
    const Decoded result = decode(fixture.linkType, fixture.bytes);
    QCOMPARE(name(result.outcome), name(DecodeOutcome::Decoded));
    const DecodedPacket& packet = result.packet;
    QVERIFY(packet.transport == Transport::Tcp);
    const bool isFour = packet.ip.version == 4;
    QCOMPARE(packet.source.toString(), isFour ? "192.0.2.7:50212" : "[2001:db8::7]:50212");
    QCOMPARE(packet.destination.toString(), isFour ? "198.51.100.3:80" : "[2001:db8::3]:80");
    QCOMPARE(packet.tcp.sequence.value(), 0x01020304U);
    QCOMPARE(packet.tcp.acknowledgment.value(), 0x05060708U);
    QCOMPARE(int(packet.tcp.control), int(kAck));
    QCOMPARE(packet.tcp.window, 502);
    QCOMPARE(packet.tcp.payloadLength, 3U);
    QCOMPARE(std::string(packet.tcp.payload.begin(), packet.tcp.payload.end()), "abc");
    QCOMPARE(int(packet.tunnelCount), fixture.tunnels);
    if (fixture.tunnels > 0) {
        QCOMPARE(name(packet.tunnels().back().kind), name(fixture.innermost));
        QCOMPARE(packet.tunnels().back().identifier, fixture.identifier);
    }
    QVERIFY(!packet.isTruncated);
}

/// Each length of capture, in a buffer of just that size so that a sanitizer sees a step outside.
void TestDecoder::survivesEachTruncation() {
    QFETCH(int, index);
    const Fixture fixture = fixtures()[static_cast<std::size_t>(index)];
    const auto whole = static_cast<std::uint32_t>(fixture.bytes.size());
    for (std::uint32_t size = 0; size < whole; ++size) {
        Bytes cut(fixture.bytes.begin(), fixture.bytes.begin() + size);
        cut.shrink_to_fit();
        for (const std::uint32_t original : {size, whole}) {
            const Decoded result = decode(fixture.linkType, cut, std::max(original, 1U));
            if (result.outcome != DecodeOutcome::Decoded ||
                result.packet.transport != Transport::Tcp || original != whole)
                continue;
            // Short captures count what the headers say.
            QCOMPARE(result.packet.tcp.payloadLength, 3U);
            QVERIFY(result.packet.tcp.payload.size() <= 3);
            QVERIFY(result.packet.isTruncated);
        }
    }
}

void TestDecoder::survivesDamage() {
    QFETCH(int, index);
    const Fixture fixture = fixtures()[static_cast<std::size_t>(index)];
    std::mt19937 random(static_cast<unsigned>(index));
    for (int round = 0; round < 300; ++round) {
        Bytes damaged = fixture.bytes;
        for (int i = 0; i < 3; ++i)
            damaged[random() % damaged.size()] = static_cast<std::uint8_t>(random());
        const Decoded result = decode(fixture.linkType, damaged);
        if (result.outcome == DecodeOutcome::Decoded && result.packet.transport == Transport::Tcp)
            QVERIFY(result.packet.tcp.payload.size() <= result.packet.tcp.payloadLength);
    }
}

void TestDecoder::countsVlansAndTunnelEnds() {
    const Bytes inner = ipv6(6, tcp());
    const Bytes vxlan = udp(40000, 4789, hex("08000000 00002a00") + ether(0x86dd, inner));
    const Decoded result =
        decode(kEthernet, ether(0x88a8, hex("00c8 8100 0064 0800") + ipv4(17, vxlan)));
    QCOMPARE(result.packet.vlanCount, 2);
    QCOMPARE(result.packet.vlans[0], 200);
    QCOMPARE(result.packet.vlans[1], 100);
    QCOMPARE(result.packet.tunnelCount, 1);
    const Tunnel& tunnel = result.packet.tunnels().front();
    QVERIFY(tunnel.isUdp);
    QCOMPARE(tunnel.source.toString(), "192.0.2.7:40000");
    QCOMPARE(tunnel.destination.toString(), "198.51.100.3:4789");
    QCOMPARE(std::size_t(tunnel.udp.payloadLength), vxlan.size() - 8);
    QCOMPARE(int(result.packet.ip.version), 6);
    QCOMPARE(int(result.packet.ip.timeToLive), 63);
}

void TestDecoder::bodyOfTunnelThatIsNoPacketLeavesTheDatagram() {
    const Decoded result = decode(kRaw, inUdp(4789, "08000000 00002a00 68656c6c6f", {}));
    QCOMPARE(name(result.outcome), "decoded");
    QVERIFY(result.packet.transport == Transport::Udp);
    QCOMPARE(result.packet.tunnelCount, 0);
    QCOMPARE(result.packet.destination.toString(), "198.51.100.3:4789");
    QCOMPARE(result.packet.udp.payloadLength, 13U);
    // ARP inside a bridge is no IP packet either
    const Bytes arp = ether(0x0806, Bytes(28, 0));
    const Decoded bridged = decode(kRaw, gre("0000 6558", arp));
    QCOMPARE(name(bridged.outcome), "decoded");
    QCOMPARE(int(bridged.packet.ip.protocol), 47);
    QCOMPARE(bridged.packet.source.toString(), "192.0.2.7:0");
}

void TestDecoder::answerOfServerOnTunnelPortIsNoTunnel() {
    const Bytes inner = ether(0x0800, ipv4(6, tcp()));
    const Bytes answer = udp(53, 4789, hex("08000000 00002a00") + inner);
    const Decoded result = decode(kRaw, ipv4(17, answer));
    QVERIFY(result.packet.transport == Transport::Udp);
    QCOMPARE(result.packet.tunnelCount, 0);
}

void TestDecoder::lengthsComeFromHeaders() {
    Bytes packet = ipv4(6, tcp() + Bytes(1000, 7));
    packet.resize(40);
    const Decoded result = decode(kRaw, packet, 1043);
    QCOMPARE(result.packet.tcp.payloadLength, 1003U);
    QVERIFY(result.packet.tcp.payload.empty());
    QVERIFY(result.packet.isTruncated);
    // a header that promises more than was on the wire is not believed
    const Decoded lying = decode(kRaw, packet);
    QCOMPARE(lying.packet.tcp.payloadLength, 0U);
}

void TestDecoder::paddingIsNoPayload() {
    Bytes syn = tcp();
    syn.resize(20);
    const Decoded result = decode(kEthernet, ether(0x0800, ipv4(6, syn)) + Bytes(6, 0));
    QCOMPARE(result.packet.tcp.payloadLength, 0U);
    QVERIFY(result.packet.tcp.payload.empty());
}

void TestDecoder::readsTcpOptions() {
    const Bytes options = hex("0204 05b4 0402 0303 0f 080a 00000064 000000c8"
                              "2202 0512 00000001 00000002 00000003 00000004 00");
    const Bytes header = hex("c424 0050 01020304 05060708 f002 01f6 0000 0000");
    const Bytes segment = header + options + Bytes(40 - options.size(), 0);
    const Decoded result = decode(kRaw, ipv4(6, segment));
    const TcpOptions& read = result.packet.tcp.options;
    QCOMPARE(read.maximumSegmentSize, 1460);
    QVERIFY(read.sackPermitted);
    QCOMPARE(int(read.windowScale), 14); // 15 counts as 14
    QVERIFY(read.hasTimestamps);
    QCOMPARE(read.timestampValue, 100U);
    QCOMPARE(read.timestampEcho, 200U);
    QVERIFY(read.hasFastOpen && !read.hasFastOpenCookie);
    QCOMPARE(int(read.sackBlockCount), 2);
    QCOMPARE(read.sackBlocks[1][1].value(), 4U);
    QVERIFY(!read.malformed && !read.truncated);

    const Bytes cookie =
        hex("c424 0050 01020304 05060708 8002 01f6 0000 0000 220a 0102030405060708 0101");
    QVERIFY(decode(kRaw, ipv4(6, cookie)).packet.tcp.options.hasFastOpenCookie);
    const Bytes experiment = hex("c424 0050 01020304 05060708 6002 01f6 0000 0000 fe04 f989");
    const TcpOptions old = decode(kRaw, ipv4(6, experiment)).packet.tcp.options;
    QVERIFY(old.hasFastOpen && !old.hasFastOpenCookie);
}

void TestDecoder::brokenTcpOptionsKeepWhatStoodBefore() {
    const Bytes header = hex("c424 0050 01020304 05060708 7002 01f6 0000 0000");
    for (const std::string_view broken : {"0204 05b4 0300 0000", "0204 05b4 0309 0000"}) {
        const Decoded result = decode(kRaw, ipv4(6, header + hex(broken)));
        QCOMPARE(name(result.outcome), "decoded");
        QCOMPARE(result.packet.tcp.options.maximumSegmentSize, 1460);
        QVERIFY(result.packet.tcp.options.malformed);
    }
    Bytes cut = ipv4(6, header + hex("0204 05b4 0303 0700"));
    cut.resize(cut.size() - 3);
    const Decoded result = decode(kRaw, cut, 48);
    QVERIFY(result.packet.tcp.options.truncated && !result.packet.tcp.options.malformed);
    QCOMPARE(result.packet.tcp.options.maximumSegmentSize, 1460);
}

void TestDecoder::icmpErrorsNameTheConnection() {
    const Bytes quote = ipv4(6, tcp());
    const Decoded four = decode(kRaw, ipv4(1, hex("0304 0000 0000 05dc") + quote));
    QVERIFY(four.packet.transport == Transport::Icmp);
    const IcmpMessage& icmp = four.packet.icmp;
    QVERIFY(icmp.isError && icmp.hasQuote && icmp.hasPorts && icmp.hasSequence);
    QCOMPARE(icmp.nextHopMtu, 1500);
    QVERIFY(icmp.quotedTransport == Transport::Tcp);
    QCOMPARE(icmp.quotedSource.toString(), "192.0.2.7:50212");
    QCOMPARE(icmp.quotedDestination.toString(), "198.51.100.3:80");
    QCOMPARE(icmp.quotedSequence.value(), 0x01020304U);

    const Bytes quote6 = ipv6(0, hex("1100 0104 00000000") + udp(1000, 2000, hex("00")));
    const Decoded six = decode(kRaw, ipv6(58, hex("0104 0000 00000000") + quote6));
    QVERIFY(six.packet.transport == Transport::Icmpv6);
    QVERIFY(six.packet.icmp.quotedTransport == Transport::Udp);
    QCOMPARE(six.packet.icmp.quotedSource.toString(), "[2001:db8::7]:1000");
    QCOMPARE(six.packet.icmp.quotedDestination.toString(), "[2001:db8::3]:2000");

    const Decoded echo = decode(kRaw, ipv4(1, hex("0800 0000 0001 0001")));
    QVERIFY(!echo.packet.icmp.isError && !echo.packet.icmp.hasQuote);
}

void TestDecoder::icmpErrorsOfShortQuotes() {
    const Bytes whole = ipv4(1, hex("0301 0000 0000 0000") + ipv4(6, tcp()));
    for (std::uint32_t size = 0; size < whole.size(); ++size) {
        Bytes cut(whole.begin(), whole.begin() + size);
        cut.shrink_to_fit();
        const Decoded result = decode(kRaw, cut, static_cast<std::uint32_t>(whole.size()));
        if (size < 28)
            QVERIFY(result.outcome == DecodeOutcome::Truncated);
        else
            QCOMPARE(result.packet.icmp.hasPorts, size >= 52);
    }
}

void TestDecoder::saysWhatItCouldNotRead_data() {
    QTest::addColumn<int>("linkType");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("outcome");
    const auto add = [](const char* row, int linkType, const Bytes& bytes, const char* outcome) {
        QTest::newRow(row) << linkType
                           << QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                         static_cast<qsizetype>(bytes.size()))
                           << QString::fromLatin1(outcome);
    };
    add("arp", 1, ether(0x0806, Bytes(28, 0)), "not IP");
    add("spanning tree", 1, ether(38, hex("424203") + Bytes(35, 0)), "not IP");
    add("management frame", 105, hex("8000") + Bytes(40, 0), "not IP");
    add("encrypted", 105, hex("0842") + Bytes(60, 0), "not IP");
    add("unknown link type", 147, ipv4(6, tcp()), "unknown link type");
    add("header length of IPv4", 228, hex("44") + Bytes(40, 0), "malformed");
    add("total length of IPv4", 228, hex("4500 0010") + Bytes(40, 0), "malformed");
    add("version", 228, hex("6500 0028") + Bytes(40, 0), "malformed");
    add("header length of TCP", 228, ipv4(6, hex("c424 0050 01020304 05060708 4010 01f6 00000000")),
        "malformed");
    add("short TCP", 228, ipv4(6, Bytes(12, 0)), "malformed");
    add("length of UDP", 228, ipv4(17, hex("0001 0002 0004 0000")), "malformed");
    add("fragment", 228, ipv4(6, tcp(), 0x0010), "fragment");
    add("nothing", 1, {}, "malformed");
    add("other protocol", 228, ipv4(132, Bytes(12, 0)), "decoded");
}

void TestDecoder::saysWhatItCouldNotRead() {
    QFETCH(int, linkType);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, outcome);
    const Bytes copy(bytes.begin(), bytes.end());
    const Decoded result = decode(static_cast<std::uint16_t>(linkType), copy);
    QCOMPARE(QString::fromUtf8(name(result.outcome).data()), outcome);
}

void TestDecoder::nestingIsBounded() {
    Bytes packet = ipv4(6, tcp());
    for (int depth = 0; depth < 500; ++depth)
        packet = ipv4(4, packet);
    const Decoded deep = decode(kRaw, packet);
    QCOMPARE(std::size_t(deep.packet.tunnelCount), kMaxTunnels);
    QVERIFY(deep.packet.transport == Transport::Other);

    Bytes bridges = ether(0x0800, ipv4(6, tcp()));
    for (int depth = 0; depth < 5000; ++depth)
        bridges = ether(0x6558, bridges);
    QCOMPARE(name(decode(kEthernet, bridges).outcome), "malformed");
    Bytes tags = hex("0800") + ipv4(6, tcp());
    for (int depth = 0; depth < 5000; ++depth)
        tags = hex("8100 0001") + tags;
    QCOMPARE(name(decode(kEthernet, hex("020000000003 020000000007") + tags).outcome), "malformed");
}

QTEST_APPLESS_MAIN(TestDecoder)
#include "tst_decoder.moc"
