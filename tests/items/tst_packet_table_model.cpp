// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_fields_model.h"
#include "model/items/packet_table_model.h"
#include "model/sources/capture_file_reader.h"
#include "tests/sources/loaded_capture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <map>
#include <random>
#include <set>

using namespace synoptic;
using namespace synoptic::test;
using Model = PacketTableModel;

namespace {

/// Packets without bytes, or with the same few bytes each.
class MadeHistory : public PacketHistory {
public:
    explicit MadeHistory(std::uint64_t capacity,
                         PacketIndex::WhenFull whenFull = PacketIndex::WhenFull::Stop)
        : PacketHistory(capacity, whenFull) {}
    std::unique_ptr<PacketStore> openStore() const override {
        struct Store : PacketStore {
            bool at(std::uint64_t, CapturedFrame& frame) override {
                static constexpr std::uint8_t kBytes[]{1, 2, 3};
                frame = {};
                frame.linkType = 101;
                frame.captured = kBytes;
                frame.originalLength = 3;
                return true;
            }
        };
        return std::make_unique<Store>();
    }

    /// Packet n is of flow n % 10, sent a millisecond after the one before; each tenth a RST, each
    /// hundredth retransmitted.
    void grow(std::uint64_t count) {
        for (; count > 0; --count, ++next_) {
            IndexedPacket packet;
            packet.time = Timestamp(std::chrono::seconds(1'700'000'000)) +
                          next_ * std::chrono::milliseconds(1);
            packet.kind = next_ % 10 == 9 ? IndexedPacket::Kind::Udp : IndexedPacket::Kind::Tcp;
            packet.flow = static_cast<FlowNumber>(next_ % 10);
            packet.stepBack = next_ < 10 ? 0 : 10;
            packet.control = next_ % 10 == 0 ? kRst : kAck;
            packet.analysis = next_ % 100 == 5 ? kRetransmission : 0;
            packet.payloadLength = 100;
            index().append(packet);
        }
        index().publish();
    }

private:
    std::uint64_t next_ = 0;
};

QString text(const Model& model, int row, int column, int role = Qt::DisplayRole) {
    return model.index(row, column).data(role).toString();
}

QStringList texts(const Model& model, int column) {
    QStringList list;
    for (int row = 0; row < model.rowCount(); ++row)
        list << text(model, row, column);
    return list;
}

PacketFilter filter(const char* words) {
    return PacketFilter::parse(QString::fromLatin1(words)).filter;
}

/// A capture whose connections can be asked for, as the window's can.
struct Opened {
    explicit Opened(const char* sample) : capture(LoadedCapture::sample(sample)) {
        for (const ConnectionSnapshot& c : capture.changes.changed) {
            if (c.wire.flow == kNoFlow)
                continue;
            snapshots[c.wire.flow] = c;
            if (const auto detail = capture.detail(c.key))
                for (const WireEnd& end : detail->ends)
                    bases[{c.wire.flow, end.index}] = end.baseSequence;
        }
        details.setHistory(capture.history());
    }
    PacketConnections connections() {
        return {[this](FlowNumber flow) {
                    const auto found = snapshots.find(flow);
                    return found == snapshots.end() ? nullptr : &found->second;
                },
                [this](FlowNumber flow, EndIndex end) {
                    const auto found = bases.find({flow, end});
                    return found == bases.end() ? std::nullopt : found->second;
                }};
    }
    LoadedCapture capture;
    PacketDetails details;
    std::map<FlowNumber, ConnectionSnapshot> snapshots;
    std::map<std::pair<FlowNumber, EndIndex>, std::optional<std::uint32_t>> bases;
};

/// All rows read, as if all were in sight.
void readAll(Model& model) {
    model.setVisibleRows(0, model.rowCount() - 1);
    QTRY_VERIFY([&] {
        for (int row = 0; row < model.rowCount(); ++row)
            if (!model.details()->find(model.numberAt(row)))
                return false;
        return true;
    }());
}

} // namespace

class TestPacketTableModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void setFindsItsMembers();
    void showsWhatTheIndexHoldsAtOnce();
    void readsTheRowsInSight();
    void relativeNumbersAndBack();
    void directionFollowsTheLocalEnd();
    void growsAtTheTail();
    void oldestLeaveWhereOnlyTheNewestAreKept();
    void oldestLeaveAFilteredList();
    void oneConnection();
    void aConnectionGrows();
    void filtersInPieces();
    void filterWords_data();
    void filterWords();
    void wrongWordsAreToldOf();
    void filterWithinAConnection();
    void icmpIsFoundByItsBytes();
    void anotherFilterDropsTheOneBefore();
    void anotherCaptureBeginsAnew();
    void tunnelsAndServerNames();
    void analysisInWords();
    void fieldsAsATree();
};

void TestPacketTableModel::setFindsItsMembers() {
    std::mt19937_64 random(7);
    std::set<PacketNumber> plain;
    PacketSet set;
    PacketNumber number = 100'000;
    for (int round = 0; round < 40; ++round) {
        PacketSet piece;
        for (int i = 0; i < 500; ++i) {
            number += 1 + random() % (i % 100 == 0 ? 50'000 : 5);
            piece.append(number);
            plain.insert(number);
        }
        set.append(std::move(piece));
        if (round % 5 == 4) {
            const PacketNumber first =
                *std::next(plain.begin(), std::ptrdiff_t(random() % 700)) + random() % 2;
            const auto end = plain.lower_bound(first);
            const auto leaving = static_cast<std::size_t>(std::distance(plain.begin(), end));
            QCOMPARE(set.countBelow(first), leaving);
            QCOMPARE(set.dropBelow(first), leaving);
            plain.erase(plain.begin(), end);
        }
        QCOMPARE(set.size(), plain.size());
        std::size_t index = 0;
        for (const PacketNumber wanted : plain) {
            QCOMPARE(set[index], wanted);
            QCOMPARE(set.countBelow(wanted), index);
            QVERIFY(set.contains(wanted));
            QCOMPARE(set.contains(wanted + 1), plain.contains(wanted + 1));
            ++index;
        }
    }
    QCOMPARE(set.countBelow(0), 0U);
    QCOMPARE(set.countBelow(number + 1), set.size());
    QCOMPARE(set.dropBelow(number + 1), plain.size());
    QVERIFY(set.isEmpty());
}

void TestPacketTableModel::showsWhatTheIndexHoldsAtOnce() {
    Opened opened("tcpdump-print-flags.pcap");
    Model model(&opened.details, opened.connections());
    QAbstractItemModelTester tester(&model);
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(text(model, 0, Model::Number), QStringLiteral("1"));
    QCOMPARE(text(model, 0, Model::Time), QStringLiteral("0.000000"));
    QCOMPARE(text(model, 0, Model::SinceLast), QStringLiteral("–"));
    QVERIFY(text(model, 9, Model::Time).toDouble() > 0);
    QCOMPARE(text(model, 0, Model::Flags), QStringLiteral("SYN"));
    QCOMPARE(text(model, 1, Model::Flags), QStringLiteral("SYN+ACK"));
    QVERIFY(text(model, 0, Model::Source).startsWith(QLatin1String("127.0.0.1:")));
    QCOMPARE(text(model, 0, Model::Length), QStringLiteral("0"));
    for (const int column : {Model::Sequence, Model::Window}) {
        QCOMPARE(text(model, 0, column), QStringLiteral("…"));
        QVERIFY(model.index(0, column).data(Model::PendingRole).toBool());
    }
    QVERIFY(!model.index(0, Model::Flags).data(Model::PendingRole).toBool());
    QCOMPARE(model.index(3, 0).data(Model::PacketNumberRole).toULongLong(), 3U);
    QCOMPARE(model.index(3, 0).data(Model::ConnectionKeyRole).toULongLong(),
             opened.snapshots.begin()->second.key);
    QVERIFY(text(model, 0, Model::Time, Qt::ToolTipRole).contains(QLatin1Char('.')));
    for (int column = 0; column < Model::ColumnCount; ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
}

void TestPacketTableModel::readsTheRowsInSight() {
    Opened opened("tcpdump-resp-15-connections-sll.pcap");
    Model model(&opened.details, opened.connections());
    QCOMPARE(model.rowCount(), 150);
    QSignalSpy changed(&model, &Model::dataChanged);
    model.setVisibleRows(50, 59);
    QTRY_VERIFY(changed.count() > 0);
    QCOMPARE(changed.front()[0].toModelIndex().row(), 50);
    QCOMPARE(changed.front()[1].toModelIndex().row(), 59);
    QTRY_VERIFY(opened.details.find(40)); // and a screen on either side
    QVERIFY(opened.details.find(69) && !opened.details.find(39) && !opened.details.find(70));
    QVERIFY(text(model, 50, Model::Window) != QStringLiteral("…"));
}

void TestPacketTableModel::relativeNumbersAndBack() {
    Opened opened("tcpdump-print-flags.pcap");
    Model model(&opened.details, opened.connections());
    readAll(model);
    QCOMPARE(text(model, 0, Model::Sequence), QStringLiteral("0"));
    QCOMPARE(text(model, 0, Model::Acknowledgment), QString());
    QCOMPARE(text(model, 1, Model::Sequence), QStringLiteral("0"));
    QCOMPARE(text(model, 1, Model::Acknowledgment), QStringLiteral("1"));
    QCOMPARE(text(model, 2, Model::Sequence), QStringLiteral("1"));
    model.setRelativeNumbers(false);
    const QString raw = QString::number(opened.details.find(0)->sequence.value());
    QCOMPARE(text(model, 0, Model::Sequence), raw);
    QCOMPARE(text(model, 1, Model::Acknowledgment),
             QString::number(opened.details.find(0)->sequence.value() + 1));
    QCOMPARE(text(model, 0, Model::Sequence, Qt::ToolTipRole), QStringLiteral("As sent: ") + raw);
    // Where no base is known, numbers are as sent.
    Model bare(&opened.details, {});
    QCOMPARE(text(bare, 0, Model::Sequence), raw);
}

void TestPacketTableModel::directionFollowsTheLocalEnd() {
    Opened opened("tcpdump-print-flags.pcap");
    Model model(&opened.details, opened.connections());
    QCOMPARE(text(model, 0, Model::Direction), QStringLiteral("→"));
    QCOMPARE(text(model, 1, Model::Direction), QStringLiteral("←"));
    QVERIFY(text(model, 0, Model::Source).endsWith(QLatin1String(":55920"))); // not read yet
    QVERIFY(text(model, 0, Model::Destination).endsWith(QLatin1String(":80")));
    QCOMPARE(text(model, 0, Model::Source), text(model, 1, Model::Destination));
    QVERIFY(
        text(model, 1, Model::Direction, Qt::AccessibleTextRole).contains(QLatin1String("server")));
    opened.snapshots.begin()->second.wire.localEnd ^= 1U;
    QCOMPARE(text(model, 0, Model::Direction), QStringLiteral("←"));
    opened.snapshots.clear();
    QCOMPARE(text(model, 0, Model::Direction), QString());
    QCOMPARE(text(model, 0, Model::Source), QStringLiteral("…"));
    readAll(model);
    QVERIFY(text(model, 0, Model::Source).startsWith(QLatin1String("127.0.0.1:")));
}

void TestPacketTableModel::growsAtTheTail() {
    auto history = std::make_shared<MadeHistory>(1'000'000);
    PacketDetails details;
    details.setHistory(history);
    Model model(&details, {});
    QAbstractItemModelTester tester(&model);
    QCOMPARE(model.rowCount(), 0);
    history->grow(5);
    details.refresh();
    QCOMPARE(model.rowCount(), 5);
    QSignalSpy inserted(&model, &Model::rowsInserted);
    QSignalSpy counts(&model, &Model::countsChanged);
    const QPersistentModelIndex third = model.index(2, 0);
    history->grow(70'000);
    details.refresh();
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted[0][1].toInt(), 5);
    QCOMPARE(inserted[0][2].toInt(), 70'004);
    QVERIFY(counts.count() > 0);
    QCOMPARE(third.row(), 2);
    QCOMPARE(text(model, 70'004, Model::Number), QStringLiteral("70,005"));
    QCOMPARE(text(model, 70'004, Model::Time), QStringLiteral("70.004000"));
    QCOMPARE(text(model, 70'004, Model::SinceLast), QStringLiteral("0.001000"));
}

void TestPacketTableModel::oldestLeaveWhereOnlyTheNewestAreKept() {
    constexpr std::uint64_t kChunk = PacketIndex::kChunkPackets;
    auto history = std::make_shared<MadeHistory>(2 * kChunk, PacketIndex::WhenFull::DropOldest);
    PacketDetails details;
    details.setHistory(history);
    Model model(&details, {});
    QAbstractItemModelTester tester(&model);
    history->grow(3 * kChunk);
    details.refresh();
    QCOMPARE(model.rowCount(), int(3 * kChunk));
    const QPersistentModelIndex kept = model.index(int(kChunk) + 7, 0);
    QSignalSpy removed(&model, &Model::rowsRemoved);
    history->grow(10);
    details.refresh();
    QCOMPARE(removed.count(), 1);
    QCOMPARE(model.rowCount(), int(2 * kChunk) + 10);
    QCOMPARE(model.numberAt(0), kChunk);
    QCOMPARE(kept.row(), 7);
    QCOMPARE(model.rowOf(kChunk + 7), 7);
    QCOMPARE(model.rowOf(3), -1);
    // Time still counts from the first packet there was.
    QCOMPARE(text(model, 0, Model::Time), QStringLiteral("32.768000"));
    // More than the whole ring at once.
    history->grow(9 * kChunk);
    details.refresh();
    QCOMPARE(model.numberAt(model.rowCount() - 1), 12 * kChunk + 9);
    QCOMPARE(model.numberAt(0), details.packets().begin());
}

void TestPacketTableModel::oldestLeaveAFilteredList() {
    constexpr std::uint64_t kChunk = PacketIndex::kChunkPackets;
    auto history = std::make_shared<MadeHistory>(kChunk, PacketIndex::WhenFull::DropOldest);
    PacketDetails details;
    details.setHistory(history);
    Model model(&details, {});
    QAbstractItemModelTester tester(&model);
    history->grow(2 * kChunk);
    details.refresh();
    model.setFilter(filter("rst"));
    QTRY_VERIFY(!model.isSearching());
    QCOMPARE(model.rowCount(), int((2 * kChunk + 9) / 10));
    history->grow(kChunk);
    details.refresh();
    QTRY_VERIFY(!model.isSearching());
    QCOMPARE(model.numberAt(0),
             2 * kChunk / 10 * 10 + 10 > 2 * kChunk + 9 ? 0U : model.numberAt(0));
    for (int row = 0; row < model.rowCount(); ++row) {
        QCOMPARE(model.numberAt(row) % 10, 0U);
        QVERIFY(details.packets().contains(model.numberAt(row)));
    }
    const auto upTo = [](PacketNumber number) { return int((number + 9) / 10); };
    QCOMPARE(model.rowCount(), upTo(details.packets().end()) - upTo(details.packets().begin()));
}

void TestPacketTableModel::oneConnection() {
    Opened opened("tcpdump-resp-15-connections-sll.pcap");
    Model model(&opened.details, opened.connections());
    QAbstractItemModelTester tester(&model);
    int seen = 0;
    for (const auto& [flow, connection] : opened.snapshots) {
        model.showConnection(flow, connection.wire.lastPacket);
        QVERIFY(model.isShowingConnection());
        QTRY_COMPARE(model.rowCount(), int(connection.wire.packets));
        for (int row = 0; row < model.rowCount(); ++row) {
            QCOMPARE(model.index(row, 0).data(Model::ConnectionKeyRole).toULongLong(),
                     connection.key);
            QCOMPARE(model.rowOf(model.numberAt(row)), row);
        }
        QCOMPARE(text(model, 0, Model::Flags), QStringLiteral("SYN"));
        seen += model.rowCount();
    }
    QCOMPARE(seen, 150);
    model.showConnection(kNoFlow, kNoPacket); // nothing is chosen
    QCOMPARE(model.rowCount(), 0);
    model.showAll();
    QCOMPARE(model.rowCount(), 150);
}

void TestPacketTableModel::aConnectionGrows() {
    auto history = std::make_shared<MadeHistory>(1'000'000);
    history->grow(1000);
    PacketDetails details;
    details.setHistory(history);
    Model model(&details, {});
    QAbstractItemModelTester tester(&model);
    model.showConnection(3, 993);
    QTRY_COMPARE(model.rowCount(), 100);
    QCOMPARE(model.numberAt(0), 3U);
    QCOMPARE(text(model, 1, Model::SinceLast), QStringLiteral("0.010000"));
    QSignalSpy reset(&model, &Model::modelReset);
    // Its newer packet is known before the view of all packets reaches so far.
    history->grow(500);
    model.showConnection(3, 1493);
    details.refresh();
    QTRY_COMPARE(model.rowCount(), 150);
    QCOMPARE(model.numberAt(149), 1493U);
    QCOMPARE(reset.count(), 0);
}

void TestPacketTableModel::filtersInPieces() {
    auto history = std::make_shared<MadeHistory>(10'000'000);
    history->grow(3'000'000);
    PacketDetails details;
    details.setHistory(history);
    Model model(&details, {});
    int pieces = 0;
    double progress = -1;
    bool forward = true;
    connect(&model, &Model::rowsInserted, this, [&] {
        ++pieces;
        forward &= model.searchProgress() >= progress;
        progress = model.searchProgress();
    });
    model.setFilter(filter("retransmission"));
    QVERIFY(model.isSearching());
    QCOMPARE(model.rowCount(), 0);
    QTRY_VERIFY(!model.isSearching());
    QCOMPARE(model.rowCount(), 30'000);
    QVERIFY2(pieces >= 3 && forward, qPrintable(QString::number(pieces)));
    QCOMPARE(model.searchProgress(), 1.0);
    for (int row = 0; row < model.rowCount(); row += 997)
        QCOMPARE(model.numberAt(row), PacketNumber(row) * 100 + 5);
    history->grow(1000);
    details.refresh();
    QTRY_COMPARE(model.rowCount(), 30'010);
    model.setFilter({});
    QCOMPARE(model.rowCount(), 3'001'000);
    QVERIFY(!model.isSearching());
}

void TestPacketTableModel::filterWords_data() {
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("count");
    QTest::newRow("none") << QString() << 1000;
    QTest::newRow("tcp") << QStringLiteral("tcp") << 900;
    QTest::newRow("udp") << QStringLiteral("UDP") << 100;
    QTest::newRow("either") << QStringLiteral("tcp or udp") << 1000;
    QTest::newRow("both") << QStringLiteral("tcp udp") << 0;
    QTest::newRow("not") << QStringLiteral("not tcp") << 100;
    QTest::newRow("not not") << QStringLiteral("not not tcp") << 900;
    QTest::newRow("flag") << QStringLiteral("rst") << 100;
    QTest::newRow("flag of UDP") << QStringLiteral("udp ack") << 0;
    QTest::newRow("analysis") << QStringLiteral("retransmission") << 10;
    QTest::newRow("joined") << QStringLiteral("rst or retransmission") << 110;
    QTest::newRow("and within or") << QStringLiteral("tcp rst or udp data") << 200;
    QTest::newRow("nothing") << QStringLiteral("zero-window") << 0;
    QTest::newRow("icmp") << QStringLiteral("icmp") << 0;
}

void TestPacketTableModel::filterWords() {
    QFETCH(QString, words);
    QFETCH(int, count);
    auto history = std::make_shared<MadeHistory>(1000);
    history->grow(1000);
    PacketDetails details;
    details.setHistory(history);
    Model model(&details, {});
    QAbstractItemModelTester tester(&model);
    const PacketFilterParseResult parsed = PacketFilter::parse(words);
    QVERIFY2(parsed.isValid, qUtf8Printable(parsed.message));
    model.setFilter(parsed.filter);
    QTRY_VERIFY(!model.isSearching());
    QCOMPARE(model.rowCount(), count);
}

void TestPacketTableModel::wrongWordsAreToldOf() {
    const auto parsed = PacketFilter::parse(QStringLiteral("tcp  retransmissoin"));
    QVERIFY(!parsed.isValid && parsed.filter.isEmpty());
    QVERIFY(parsed.message.contains(QStringLiteral("“retransmissoin”")));
    QVERIFY(parsed.message.contains(QLatin1String("duplicate-ack"))); // and what there is
    QCOMPARE(parsed.errorStart, 5);
    QCOMPARE(parsed.errorLength, 14);
    for (const char* text :
         {"or", "tcp or", "or tcp", "tcp or or udp", "not", "tcp not", "not or tcp"})
        QVERIFY2(!PacketFilter::parse(QString::fromLatin1(text)).isValid, text);
    for (const QString& word : PacketFilter::words())
        if (word != QLatin1String("or") && word != QLatin1String("not"))
            QVERIFY2(PacketFilter::parse(word).isValid, qUtf8Printable(word));
    const auto hostile = PacketFilter::parse(QStringLiteral("\u202Eabc"));
    QVERIFY(!hostile.message.contains(QChar(0x202E)));
}

void TestPacketTableModel::filterWithinAConnection() {
    Opened opened("gopacket-test300.pcapng");
    Model model(&opened.details, opened.connections());
    const ConnectionSnapshot& connection = opened.snapshots.begin()->second;
    model.setFilter(filter("rst"));
    model.showConnection(connection.wire.flow, connection.wire.lastPacket);
    QTRY_COMPARE(model.rowCount(), 3);
    model.setFilter(filter("spurious-retransmission"));
    QTRY_COMPARE(model.rowCount(), 2);
    model.setFilter({});
    QTRY_COMPARE(model.rowCount(), int(connection.wire.packets));
}

void TestPacketTableModel::icmpIsFoundByItsBytes() {
    Opened opened("dpkt-nb6-pppoe-l2tp.pcap");
    Model model(&opened.details, opened.connections());
    model.setFilter(filter("icmp"));
    QTRY_VERIFY(!model.isSearching() && model.rowCount() > 0);
    readAll(model);
    for (const QString& protocol : texts(model, Model::ProtocolColumn))
        QVERIFY(protocol.startsWith(QLatin1String("ICMP")));
    // One packet of GRE is neither.
    Opened other("tcpdump-pptp-bigendian.pcap");
    Model tunnels(&other.details, other.connections());
    tunnels.setFilter(filter("icmp or not tcp not icmp"));
    QTRY_COMPARE(tunnels.rowCount(), 1);
    tunnels.setFilter(filter("icmp"));
    QTRY_VERIFY(!tunnels.isSearching());
    QCOMPARE(tunnels.rowCount(), 0);
    const QStringList infos = texts(model, Model::Info);
    QVERIFY2(infos.join(QLatin1Char('\n')).contains(QLatin1String("unreachable, about UDP ")),
             qUtf8Printable(infos.join(QLatin1Char('\n'))));
}

void TestPacketTableModel::anotherFilterDropsTheOneBefore() {
    auto history = std::make_shared<MadeHistory>(5'000'000);
    history->grow(5'000'000);
    PacketDetails details;
    details.setHistory(history);
    Model model(&details, {});
    for (int i = 0; i < 20; ++i) {
        model.setFilter(filter(i % 2 == 0 ? "tcp" : "udp"));
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY(!model.isSearching());
    QCOMPARE(model.rowCount(), 500'000);
    QCOMPARE(model.numberAt(1), 19U);
    // What is found after nobody asks for it any more adds no rows.
    model.setFilter(filter("tcp"));
    model.setFilter({});
    QSignalSpy inserted(&model, &Model::rowsInserted);
    bool over = false;
    details.run(
        this, 1, [](PacketStore&, const auto&) {}, [&] { over = true; });
    QTRY_VERIFY(over);
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(model.rowCount(), 5'000'000);
}

void TestPacketTableModel::anotherCaptureBeginsAnew() {
    Opened one("tcpdump-print-flags.pcap");
    const LoadedCapture two = LoadedCapture::sample("community-id-ipv6.pcap");
    Model model(&one.details, one.connections());
    QAbstractItemModelTester tester(&model);
    readAll(model);
    one.snapshots.clear();
    one.details.setHistory(two.history());
    QCOMPARE(model.rowCount(), 17);
    QCOMPARE(text(model, 0, Model::Time), QStringLiteral("0.000000"));
    QCOMPARE(text(model, 0, Model::Window), QStringLiteral("…"));
    one.details.setHistory(nullptr);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.totalCount(), 0U);
    model.setFilter(filter("tcp"));
    QVERIFY(!model.isSearching());
}

void TestPacketTableModel::tunnelsAndServerNames() {
    Opened opened("dpkt-nb6-pppoe-l2tp.pcap");
    Model model(&opened.details, opened.connections());
    readAll(model);
    const QStringList infos = texts(model, Model::Info);
    const auto rowWith = [&](const char* part) {
        for (int row = 0; row < infos.size(); ++row)
            if (infos[row].contains(QLatin1String(part)))
                return row;
        return -1;
    };
    const int request = rowWith("GET /");
    QVERIFY(request >= 0);
    QCOMPARE(text(model, request, Model::ProtocolColumn), QStringLiteral("HTTP"));
    const int query = rowWith("query ");
    QVERIFY(query >= 0);
    QCOMPARE(text(model, query, Model::ProtocolColumn), QStringLiteral("DNS"));
    QVERIFY(rowWith("mss=") >= 0 && rowWith("not an IP packet") >= 0);
    bool tunnelled = false;
    for (int row = 0; row < model.rowCount(); ++row)
        tunnelled |= text(model, row, Model::ProtocolColumn, Qt::ToolTipRole) ==
                     QStringLiteral("Carried by L2TP");
    QVERIFY(tunnelled);

    Opened tls("pcapplusplus-tls.pcap");
    Model secure(&tls.details, tls.connections());
    readAll(secure);
    QVERIFY(texts(secure, Model::ProtocolColumn).contains(QStringLiteral("TLS")));
    QVERIFY(texts(secure, Model::Info)
                .join(QLatin1Char('\n'))
                .contains(QLatin1String("Client Hello, server name ")));
}

void TestPacketTableModel::analysisInWords() {
    Opened opened("ipfixprobe-rtsp.pcap");
    Model model(&opened.details, opened.connections());
    const QString infos = texts(model, Model::Info).join(QLatin1Char('\n'));
    QVERIFY(infos.contains(QLatin1String("retransmission")));
    QVERIFY(infos.contains(QLatin1String("a segment before it is missing")));
    for (int row = 0; row < model.rowCount(); ++row) {
        const bool trouble = text(model, row, Model::Info).contains(QLatin1String("retrans"));
        if (trouble)
            QCOMPARE(model.index(row, 0).data(Model::SeverityRole).toInt(),
                     int(PacketSeverity::Trouble));
    }
    Opened resets("gopacket-test300.pcapng");
    Model other(&resets.details, {});
    QCOMPARE(other.index(other.rowCount() - 1, 0).data(Model::SeverityRole).toInt(),
             int(PacketSeverity::Reset));
}

void TestPacketTableModel::fieldsAsATree() {
    CaptureFileReader reader;
    QVERIFY(!reader.open(SYNOPTIC_TEST_DATA "/samples/pcapplusplus-tls.pcap"));
    CapturedFrame frame;
    QVERIFY(reader.next(frame));
    PacketFieldsModel model;
    QAbstractItemModelTester tester(&model);
    model.setFields(fieldsOf(frame));
    QVERIFY(model.rowCount() >= 5);
    const int suite = model.fields().find("tls.handshake.ciphersuite");
    QVERIFY(suite > 0);
    const QModelIndex index = model.indexOf(suite, PacketFieldsModel::Value);
    QCOMPARE(PacketFieldsModel::fieldOf(index), suite);
    QVERIFY(index.data().toString().startsWith(QLatin1String("0x")));
    QVERIFY(index.data(Qt::ToolTipRole)
                .toString()
                .contains(QLatin1String("tls.handshake.ciphersuite")));
    QVERIFY(index.parent().isValid());
    model.setFields({});
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestPacketTableModel)
#include "tst_packet_table_model.moc"
