// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/ladder_label.h"
#include "model/items/ladder_rows.h"
#include "model/tracking/capture_tracker.h"
#include "tests/items/scripted_capture.h"

#include <QTest>

using namespace synoptic;
using namespace synoptic::test;
using Kind = LadderRow::Kind;

namespace {

QString text(TcpState state) {
    return QString::fromLatin1(name(state).data(), qsizetype(name(state).size()));
}

/// A row in a few words: "> SYN [ESTABLISHED|]" with the states entered by the left and right end.
QString described(const LadderRows& rows, std::size_t number) {
    const LadderRow& row = rows.rows()[number];
    const QString arrow =
        row.sender == LadderSide::Local ? QStringLiteral("> ") : QStringLiteral("< ");
    const auto ms = static_cast<long long>(row.amount / 1'000'000);
    QString line;
    switch (row.kind) {
    case Kind::NotKept:
        line = QStringLiteral("not kept %1").arg(row.count);
        break;
    case Kind::Segment: {
        const IndexedPacket& packet = *rows.packet(row.first);
        line = arrow + controlText(packet.control);
        if (packet.payloadLength > 0)
            line += QStringLiteral(" +%1").arg(packet.payloadLength);
        break;
    }
    case Kind::DataRun:
        line = arrow + QStringLiteral("run %1 +%2").arg(row.count).arg(row.amount);
        break;
    case Kind::Gap:
        line = QStringLiteral("gap %1 %2/%3").arg(ms).arg(row.last + 1).arg(row.count);
        break;
    case Kind::NewConnection:
        line = QStringLiteral("new after %1").arg(ms);
        break;
    case Kind::NotCaptured:
        line = arrow + QStringLiteral("not captured");
        break;
    case Kind::States:
        line = QStringLiteral("states");
        break;
    }
    if (row.has(LadderRow::kOpen))
        line += QStringLiteral(" open");
    if (row.has(LadderRow::kInRun))
        line += QStringLiteral(" inside");
    if (row.has(LadderRow::kPrevious))
        line += QStringLiteral(" before");
    if (row.has(LadderRow::kBroken))
        line += QStringLiteral(" broken");
    if (row.windowClosed)
        line += row.isWindowClosed(LadderSide::Local) ? QStringLiteral(" (closed")
                                                      : QStringLiteral(" closed)");
    QString entered[2];
    const auto [from, to] = rows.statesAt(number);
    for (std::size_t i = from; i < to; ++i)
        entered[index(rows.states()[i].side)] += text(rows.states()[i].state);
    if (from < to)
        line += QStringLiteral(" [%1|%2]").arg(entered[0], entered[1]);
    return line;
}

QStringList described(const LadderRows& rows) {
    QStringList lines;
    for (std::size_t row = 0; row < rows.rows().size(); ++row)
        lines << described(rows, row);
    return lines;
}

const ConnectionSnapshot* newest(LoadedCapture& capture) {
    const ConnectionSnapshot* found = nullptr;
    for (const ConnectionSnapshot& c : capture.changes.changed) {
        if (!found || c.id.incarnation > found->id.incarnation)
            found = &c;
    }
    return found;
}

/// The newest connection of a script.
class Ladder {
public:
    explicit Ladder(const std::string& script)
        : capture(script), connection(newest(*capture)), detail(capture->detail(connection->key)) {}
    QString rows(const LadderOptions& options = {}) {
        LadderRows rows;
        rows.update(capture->history()->index().view(), connection->wire, &*detail, options);
        return described(rows).join(u'\n');
    }

    ScriptedCapture capture;
    const ConnectionSnapshot* connection;
    std::optional<ConnectionDetail> detail;
};

QString lines(std::initializer_list<const char*> list) {
    QStringList all;
    for (const char* line : list)
        all << QString::fromLatin1(line);
    return all.join(u'\n');
}

/// A handshake at 0, 10 and 20 ms; sequence numbers go on at 101 and 301.
const std::string kOpen = "> S 100 @0;< SA 300 101;> A 101 301;";
const char* const kOpenRows = "states [CLOSED|LISTEN]\n"
                              "> SYN [SYN-SENT|]\n"
                              "< SYN+ACK [|SYN-RECEIVED]\n"
                              "> ACK [ESTABLISHED|ESTABLISHED]";

} // namespace

class TestLadderRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tables_data();
    void tables();
    void openedRunShowsItsPackets();
    void silenceThatIsNotCompressedTakesRoom();
    void theConnectionBeforeIsShown();
    void aTimeoutHasARowOfItsOwn();
    void packetsOfOneTimeKeepTheirStates();
    void growsAsIfLaidOutAtOnce_data();
    void growsAsIfLaidOutAtOnce();
    void everyPacketHasItsRow();
    void tunnelsAreNotMissed();
    void whatTheIndexLetGoIsSaid();
    void statesAreKnownBetweenTheirRows();
    void withoutDetailThereAreNoStates();
    void aLongRunIsOneRow();
};

void TestLadderRows::tables_data() {
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("rows");
    const auto row = [](const char* title, const char* script,
                        std::initializer_list<const char*> rows) {
        QTest::newRow(title) << QString::fromStdString(kOpen + script)
                             << QString::fromLatin1(kOpenRows) + u'\n' + lines(rows);
    };

    row("four segments are a run",
        "< A 301 101 +10;< A 311 101 +10;< A 321 101 +10;< A 331 101 +10;> A 101 341",
        {"< run 4 +40", "> ACK"});
    row("three are not", "< A 301 101 +10;< A 311 101 +10;< A 321 101 +10;> A 101 331",
        {"< ACK +10", "< ACK +10", "< ACK +10", "> ACK"});
    row("ACKs between belong to it, those after do not",
        "< A 301 101 +10;> A 101 311;< A 311 101 +10;< A 321 101 +10;> A 101 331;"
        "< A 331 101 +10;> A 101 341",
        {"< run 4 +40", "> ACK"});
    row("data of the other end ends it",
        "< A 301 101 +10;< A 311 101 +10;> A 101 321 +5;< A 321 106 +10;< A 331 106 +10",
        {"< ACK +10", "< ACK +10", "> ACK +5", "< ACK +10", "< ACK +10"});
    row("a retransmission stands alone",
        "< A 301 101 +10;< A 311 101 +10;< A 321 101 +10;< A 331 101 +10;"
        "< A 331 101 +10 @0.2;> A 101 341",
        {"< run 4 +40", "< ACK +10", "> ACK"});
    row("a duplicate ACK ends it",
        "< A 301 101 +10;> A 101 301 w=900;> A 101 301 w=900;< A 311 101 +10;< A 321 101 +10;"
        "< A 331 101 +10;< A 341 101 +10",
        {"< ACK +10", "> ACK", "> ACK", "< run 4 +40"});
    row("silence ends it", "< A 301 101 +10;< A 311 101 +10;< A 321 101 +10 @0.3;< A 331 101 +10",
        {"< ACK +10", "< ACK +10", "gap 260 1/1 broken", "< ACK +10", "< ACK +10"});
    row("200 ms are no silence", "< A 301 101 +10 @0.22;< A 311 101 +10 @0.42001",
        {"< ACK +10", "gap 200 1/1 broken", "< ACK +10"});
    row("a closed window",
        "< A 301 101 +10;> A 101 311 w=0;< A 311 101 +1 @0.1;> A 101 311 w=0;> A 101 312 w=500;"
        "< A 312 101 +10",
        {"< ACK +10", "> ACK (closed", "< ACK +1 (closed", "> ACK (closed", "> ACK", "< ACK +10"});
    row("a segment that is not there", "< A 301 101 +10;< A 401 101 +10",
        {"< ACK +10", "< not captured", "< ACK +10"});
    row("an orderly close", "> FA 101 301;< A 301 102;< FA 301 102;> A 102 302",
        {"> FIN+ACK [FIN-WAIT-1|]", "< ACK [FIN-WAIT-2|CLOSE-WAIT]", "< FIN+ACK [|LAST-ACK]",
         "> ACK [TIME-WAIT|CLOSED]"});
    row("states gone through at once have rows of their own",
        "> FA 101 301;< FA 301 102;> A 102 302",
        {"> FIN+ACK [FIN-WAIT-1|]", "states [|CLOSE-WAIT]", "< FIN+ACK [|LAST-ACK]",
         "states [FIN-WAIT-2|]", "> ACK [TIME-WAIT|CLOSED]"});
    row("a reset", "> RA 101 301 w=0", {"> RST+ACK [CLOSED|CLOSED]"});
    row("the segment with a state of its own is no part of a run",
        "< A 301 101 +10;< A 311 101 +10;< A 321 101 +10;< A 331 101 +10;< FA 341 101 +10;"
        "> A 101 352",
        {"< run 4 +40", "< FIN+ACK +10 [|FIN-WAIT-1]", "> ACK [CLOSE-WAIT|FIN-WAIT-2]"});
    QTest::newRow("in the middle")
        << QStringLiteral("> A 101 301 +10;< A 301 111")
        << lines({"states [ESTABLISHED|ESTABLISHED]", "> ACK +10", "< ACK"});
}

void TestLadderRows::tables() {
    QFETCH(QString, script);
    QFETCH(QString, rows);
    QCOMPARE(Ladder(script.toStdString()).rows(), rows);
}

void TestLadderRows::openedRunShowsItsPackets() {
    Ladder ladder(kOpen + "< A 301 101 +10;> A 101 311;< A 311 101 +10;< A 321 101 +10;"
                          "< A 331 101 +10;> A 101 341");
    LadderOptions options;
    options.opened.insert(3);
    QCOMPARE(ladder.rows(options),
             QString::fromLatin1(kOpenRows) +
                 lines({"", "< run 4 +40 open", "< ACK +10 inside", "> ACK inside",
                        "< ACK +10 inside", "< ACK +10 inside", "< ACK +10 inside", "> ACK"}));
    options = {};
    options.collapseData = false;
    QCOMPARE(ladder.rows(options),
             QString::fromLatin1(kOpenRows) +
                 lines({"", "< ACK +10", "> ACK", "< ACK +10", "< ACK +10", "< ACK +10", "> ACK"}));
}

void TestLadderRows::silenceThatIsNotCompressedTakesRoom() {
    Ladder ladder(kOpen + "> A 101 301 +1 @1;< A 301 102 @61");
    LadderOptions options;
    options.compressGaps = false;
    const QStringList stretched = ladder.rows(options).split(u'\n');
    // 0.98 s is drawn to scale; a minute is longer than a person would scroll, and is broken.
    const QStringList second = stretched.filter(QStringLiteral("gap 980"));
    const QStringList minute = stretched.filter(QStringLiteral("gap 60000"));
    QCOMPARE(second.size(), 5);
    QCOMPARE(second.filter(QStringLiteral("broken")).size(), 0);
    QCOMPARE(minute.size(), int(LadderRows::kMostGapRows));
    QCOMPARE(minute.filter(QStringLiteral("broken")).size(), 1);
    QCOMPARE(ladder.rows().count(QStringLiteral("gap")), 2);
}

void TestLadderRows::theConnectionBeforeIsShown() {
    QCOMPARE(Ladder("> S 50 @0;< RA 0 51 @0.018;> S 100 @1.022;< SA 300 101").rows(),
             lines({"> SYN before", "< RST+ACK before", "new after 1004 [CLOSED|LISTEN]",
                    "> SYN [SYN-SENT|]", "< SYN+ACK [|SYN-RECEIVED]"}));
    // Of a longer one only the end.
    QCOMPARE(Ladder(kOpen + "> A 101 301 +1;> A 102 301 +1;> A 103 301 +1;> S 9000 @30").rows(),
             lines({"> ACK before", "> ACK +1 before", "> ACK +1 before", "> ACK +1 before",
                    "new after 29950 [CLOSED|]", "> SYN [SYN-SENT|]"}));
}

void TestLadderRows::aTimeoutHasARowOfItsOwn() {
    // A new connection 70 s later tells that TIME-WAIT is over in between.
    ScriptedCapture capture(kOpen + "> FA 101 301;< FA 301 102;> A 102 302;> S 9000 @70");
    const ConnectionSnapshot* first = nullptr;
    for (const ConnectionSnapshot& c : capture->changes.changed) {
        if (c.id.incarnation == 0)
            first = &c;
    }
    QVERIFY(first);
    const auto detail = capture->detail(first->key);
    LadderRows rows;
    rows.update(capture->history()->index().view(), first->wire, &*detail, {});
    const QStringList end = described(rows).mid(int(rows.rows().size()) - 3);
    QCOMPARE(end, QStringList({QStringLiteral("> ACK [TIME-WAIT|CLOSED]"),
                               QStringLiteral("gap 60000 1/1 broken"),
                               QStringLiteral("states [CLOSED|]")}));
    // A timer that ends when a packet comes was ended by time, not by the packet.
    Ladder ladder(kOpen + "> A 101 301 +1 @190");
    ladder.detail->ends[1].transitions.push_back(
        {Timestamp(std::chrono::seconds(1190)), ladder.detail->ends[1].index, TcpState::Established,
         TcpState::Closed, TcpEvent::Timeout});
    QCOMPARE(ladder.rows(),
             QString::fromLatin1(kOpenRows) +
                 lines({"", "gap 189980 1/1 broken", "states [|CLOSED]", "> ACK +1"}));
}

void TestLadderRows::packetsOfOneTimeKeepTheirStates() {
    // Every packet of this capture has the same time.
    LoadedCapture capture = LoadedCapture::sample("gopacket-test300.pcapng");
    const ConnectionSnapshot* connection = capture.find(46920, 443);
    const auto detail = capture.detail(connection->key);
    LadderRows rows;
    rows.update(capture.history()->index().view(), connection->wire, &*detail, {});
    QCOMPARE(described(rows).filter(QStringLiteral("[")).join(u'\n'),
             lines({"states [CLOSED|LISTEN]", "> SYN [SYN-SENT|]", "< SYN+ACK [|SYN-RECEIVED]",
                    "> ACK [ESTABLISHED|ESTABLISHED]", "> FIN+ACK [FIN-WAIT-1|]",
                    "< FIN+ACK [|FIN-WAIT-1]", "< ACK [|CLOSING]", "> RST [CLOSED|CLOSED]"}));
}

void TestLadderRows::growsAsIfLaidOutAtOnce_data() {
    QTest::addColumn<QString>("file");
    for (const char* file : {"brimcap-loopback-null.pcap", "gopacket-test300.pcapng",
                             "ipfixprobe-rtsp.pcap", "tcpdump-bgp-4byte-asn.pcap",
                             "pcapplusplus-tls.pcap", "tcpdump-resp-15-connections-sll.pcap",
                             "dpkt-nb6-pppoe-l2tp.pcap", "community-id-ipv6.pcap"})
        QTest::newRow(file) << QString::fromLatin1(file);
}

void TestLadderRows::growsAsIfLaidOutAtOnce() {
    QFETCH(QString, file);
    LoadedCapture capture = LoadedCapture::sample(file.toLatin1().constData());
    const PacketIndex::View view = capture.history()->index().view();
    for (const bool collapse : {true, false}) {
        LadderOptions options;
        options.collapseData = options.compressGaps = collapse;
        for (PacketNumber number = view.begin(); number < view.end(); number += 3)
            options.opened.insert(number);
        // The capture again, packet by packet, as if it were live.
        const auto store = capture.history()->openStore();
        CaptureTracker tracker;
        Reassembler reassembler;
        std::map<FlowNumber, LadderRows> ladders;
        std::map<FlowNumber, std::uint64_t> counts;
        int wentOn = 0;
        for (PacketNumber number = view.begin(); number < view.end(); ++number) {
            CapturedFrame frame;
            QVERIFY(store->at(view[number].place, frame));
            DecodedPacket packet;
            if (decodePacket(frame, packet, reassembler) != DecodeOutcome::Decoded)
                continue;
            const PacketPlace place = tracker.observe(packet, frame.time);
            QCOMPARE(place.flow, view[number].flow);
            if (place.flow == kNoFlow || !tracker.tcp(place.flow))
                continue;
            const CaptureConnection& connection = *tracker.tcp(place.flow);
            const WirePlace wire{place.flow, connection.client(), number, ++counts[place.flow]};
            const ConnectionDetail detail = detailOf(connection, connection.client());
            LadderRows& growing = ladders[place.flow];
            wentOn += growing.update(view, wire, &detail, options);
            LadderRows fresh;
            fresh.update(view, wire, &detail, options);
            QCOMPARE(described(growing).join(u'\n'), described(fresh).join(u'\n'));
            QVERIFY(growing.rows() == fresh.rows());
            QVERIFY(growing.states() == fresh.states());
        }
        QVERIFY(wentOn > 0);
    }
}

void TestLadderRows::tunnelsAreNotMissed() {
    // The outer UDP flow counts packets that stand in the index for what they carry.
    LoadedCapture capture = LoadedCapture::sample("dpkt-nb6-pppoe-l2tp.pcap");
    const ConnectionSnapshot* tunnel = capture.find(1701, 1701);
    QVERIFY(tunnel);
    LadderRows rows;
    rows.update(capture.history()->index().view(), tunnel->wire, nullptr, {});
    QVERIFY(tunnel->wire.packets > rows.packets().size());
    QCOMPARE(described(rows).filter(QStringLiteral("not kept")).size(), 0);
}

void TestLadderRows::everyPacketHasItsRow() {
    LoadedCapture capture = LoadedCapture::sample("brimcap-loopback-null.pcap");
    const PacketIndex::View view = capture.history()->index().view();
    std::size_t runs = 0;
    for (const ConnectionSnapshot& connection : capture.changes.changed) {
        const auto detail = capture.detail(connection.key);
        for (const bool open : {false, true}) {
            const auto packets = view.ofConnection(connection.wire.lastPacket);
            LadderOptions options;
            if (open)
                options.opened.insert(packets.begin(), packets.end());
            LadderRows rows;
            rows.update(view, connection.wire, &*detail, options);
            for (const PacketNumber packet : packets) {
                const auto number = rows.rowOf(packet);
                QVERIFY(number);
                const LadderRow& row = rows.rows()[*number];
                const bool run = row.kind == Kind::DataRun;
                runs += run;
                QVERIFY(run ? !open : row.kind == Kind::Segment);
                QVERIFY(rows.packets()[row.first] <= packet && packet <= rows.packets()[row.last]);
            }
            QVERIFY(!rows.rowOf(packets.back() + 1) || packets.back() + 1 < view.end());
        }
    }
    QVERIFY(runs > 0);
}

void TestLadderRows::whatTheIndexLetGoIsSaid() {
    // A live capture keeps its newest packets: two chunks and the one being filled.
    constexpr std::size_t kChunk = PacketIndex::kChunkPackets;
    PacketIndex index(2 * kChunk, PacketIndex::WhenFull::DropOldest);
    const auto append = [&](std::uint64_t count) {
        for (std::uint64_t i = 0; i < count; ++i) {
            IndexedPacket packet;
            packet.time = Timestamp(std::chrono::seconds(1000));
            packet.flow = 0;
            packet.kind = IndexedPacket::Kind::Tcp;
            packet.control = kAck;
            packet.sender = 1;
            packet.payloadLength = 100;
            packet.stepBack = i == 0 && index.view().size() == 0 ? 0 : 1;
            index.append(packet);
        }
        index.publish();
    };
    append(10);
    LadderRows rows;
    WirePlace wire{0, 0, 9, 10};
    QVERIFY(!rows.update(index.view(), wire, nullptr, {}));
    QCOMPARE(described(rows).join(u'\n'), QStringLiteral("< run 10 +1000"));
    append(4 * kChunk);
    wire.packets = 10 + 4 * kChunk;
    wire.lastPacket = wire.packets - 1;
    QVERIFY(!rows.update(index.view(), wire, nullptr, {}));
    constexpr std::size_t kLeft = 2 * kChunk + 10;
    QCOMPARE(
        described(rows).join(u'\n'),
        QStringLiteral("not kept %1\n< run %2 +%3").arg(2 * kChunk).arg(kLeft).arg(kLeft * 100));
    // Packets beyond the bound of a file's index are missing at the end.
    PacketIndex whole(1, PacketIndex::WhenFull::Stop);
    IndexedPacket one;
    one.kind = IndexedPacket::Kind::Tcp;
    one.control = kSyn;
    whole.append(one);
    whole.publish();
    LadderRows cut;
    cut.update(whole.view(), {0, 0, 0, 3}, nullptr, {});
    QCOMPARE(described(cut), QStringList({QStringLiteral("> SYN"), QStringLiteral("not kept 2")}));
}

void TestLadderRows::statesAreKnownBetweenTheirRows() {
    Ladder ladder(kOpen + "> A 101 301 +1;> FA 102 301");
    LadderRows rows;
    rows.update(ladder.capture->history()->index().view(), ladder.connection->wire, &*ladder.detail,
                {});
    QVERIFY(!rows.stateBefore(0, LadderSide::Local));
    QCOMPARE(rows.stateAfter(0, LadderSide::Local), TcpState::Closed);
    QCOMPARE(rows.stateBefore(1, LadderSide::Local), TcpState::Closed);
    QCOMPARE(rows.stateAfter(1, LadderSide::Remote), TcpState::Listen);
    QCOMPARE(rows.stateAfter(2, LadderSide::Local), TcpState::SynSent);
    QCOMPARE(rows.stateAfter(4, LadderSide::Local), TcpState::Established);
    QCOMPARE(rows.stateAfter(5, LadderSide::Local), TcpState::FinWait1);
    QCOMPARE(rows.stateAfter(5, LadderSide::Remote), TcpState::Established);
}

void TestLadderRows::withoutDetailThereAreNoStates() {
    Ladder ladder(kOpen);
    LadderRows rows;
    const PacketIndex::View view = ladder.capture->history()->index().view();
    rows.update(view, ladder.connection->wire, nullptr, {});
    QCOMPARE(described(rows).join(u'\n'), lines({"> SYN", "< SYN+ACK", "> ACK"}));
    // They come with it.
    QVERIFY(!rows.update(view, ladder.connection->wire, &*ladder.detail, {}));
    QCOMPARE(described(rows).join(u'\n'), QString::fromLatin1(kOpenRows));
}

void TestLadderRows::aLongRunIsOneRow() {
    PacketIndex index(200'000);
    for (std::uint32_t i = 0; i < 200'000; ++i) {
        IndexedPacket packet;
        packet.time = Timestamp(std::chrono::microseconds(i));
        packet.flow = 0;
        packet.stepBack = i == 0 ? 0 : 1;
        packet.kind = IndexedPacket::Kind::Tcp;
        packet.control = kAck;
        packet.sender = i % 2;
        packet.payloadLength = i % 2 ? 1448 : 0;
        index.append(packet);
    }
    index.publish();
    LadderRows rows;
    rows.update(index.view(), {0, 0, 199'999, 200'000}, nullptr, {});
    QCOMPARE(described(rows),
             QStringList({QStringLiteral("> ACK"), QStringLiteral("< run 100000 +144800000")}));
}

QTEST_GUILESS_MAIN(TestLadderRows)
#include "tst_ladder_rows.moc"
