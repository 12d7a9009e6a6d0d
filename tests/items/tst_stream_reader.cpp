// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_details.h"
#include "model/items/stream_export.h"
#include "model/items/stream_reader.h"
#include "tests/items/stream_fixtures.h"
#include "tests/sources/written_capture.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace synoptic;
using namespace synoptic::test;

namespace {

QString asText(StreamBytes bytes) {
    return QString::fromLatin1(reinterpret_cast<const char*>(bytes.data()),
                               qsizetype(bytes.size()));
}

/// A conversation of `count` requests and answers of `size` bytes each.
WrittenCapture longTalk(int count, int size) {
    WrittenCapture capture;
    capture.open(100, 500);
    std::uint32_t client = 101, server = 501;
    for (int i = 0; i < count; ++i) {
        const QByteArray request = "GET /" + QByteArray::number(i) + "\r\n";
        capture.tcp(true, kAck | kPsh, client, server, request);
        client += static_cast<std::uint32_t>(request.size());
        capture.tcp(false, kAck | kPsh, server, client, QByteArray(size, char('a' + i % 26)));
        server += static_cast<std::uint32_t>(size);
    }
    return capture;
}

} // namespace

class TestStreamReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(folder_.isValid()); }
    void partsMakeTheSameWhole();
    void fragmentsAreReadToo();
    void snapLengthLeavesGaps();
    void datagramsAreMessages();
    void readsInTheBackgroundUpToALimit();
    void anotherConnectionTakesThePlace();
    void goesOnAsPacketsCome();
    void closedCaptureEmptiesIt();
    void textFile();

private:
    QString save(const WrittenCapture& capture, const char* name) {
        const QString path = folder_.filePath(QString::fromLatin1(name));
        return capture.save(path) ? path : QString();
    }
    QTemporaryDir folder_;
};

void TestStreamReader::partsMakeTheSameWhole() {
    const LoadedCapture capture = LoadedCapture::sample("brimcap-loopback-null.pcap");
    int compared = 0;
    for (const ConnectionSnapshot& connection : capture.changes.changed) {
        if (connection.wire.lastPacket == kNoPacket)
            continue;
        QCOMPARE(conversation(read(capture, connection, 100), 0),
                 conversation(read(capture, connection), 0));
        ++compared;
    }
    QVERIFY(compared > 3);
}

void TestStreamReader::fragmentsAreReadToo() {
    WrittenCapture capture;
    const QByteArray big(3'000, 'f');
    capture.open(100, 500).tcp(true, kAck, 101, 501, "go");
    capture.tcpInFragments(false, kAck, 501, 103, big, 1'000);
    capture.tcpInFragments(false, kAck, 3'501, 103, big, 1'400);
    const LoadedCapture loaded(save(capture, "fragments.pcap").toStdString());
    const StreamContent content = read(loaded, *loaded.find(0, 80));
    QCOMPARE(content.runs().size(), std::size_t{2});
    QCOMPARE(asText(content.bytes(content.runs()[1])), QString(6'000, QLatin1Char('f')));
}

void TestStreamReader::snapLengthLeavesGaps() {
    WrittenCapture capture(80, 64); // ten bytes of payload
    capture.open(100, 500).tcp(true, kAck, 101, 501, "GET /index.html HTTP/1.1\r\n");
    const LoadedCapture loaded(save(capture, "snap.pcap").toStdString());
    const StreamContent content = read(loaded, *loaded.find(0, 80));
    QCOMPARE(content.runs().size(), std::size_t{2});
    QCOMPARE(asText(content.bytes(content.runs()[0])), QStringLiteral("GET /index"));
    QVERIFY(content.runs()[1].kind == StreamPiece::Kind::Cut);
    QCOMPARE(content.runs()[1].length(), 16U);
}

void TestStreamReader::datagramsAreMessages() {
    WrittenCapture capture(5'353);
    capture.udp(true, "one").udp(true, "two").udp(false, "three");
    const LoadedCapture loaded(save(capture, "udp.pcap").toStdString());
    const StreamContent content = read(loaded, *loaded.find(0, 5'353));
    QCOMPARE(content.runs().size(), std::size_t{3});
    QCOMPARE(asText(content.bytes(content.runs()[1])), QStringLiteral("two"));
    QCOMPARE(content.packetAt({2, 0}), PacketNumber{2});
}

void TestStreamReader::readsInTheBackgroundUpToALimit() {
    const LoadedCapture capture(save(longTalk(40, 60'000), "long.pcap").toStdString());
    const ConnectionSnapshot& connection = *capture.find(0, 80);
    PacketDetails packets;
    packets.setHistory(capture.history());
    StreamReader reader;
    reader.setPackets(&packets);
    QSignalSpy changed(&reader, &StreamReader::changed);
    reader.open(connection.wire);
    QVERIFY(reader.isReading() && reader.content().runs().empty()); // nothing was waited for
    QTRY_VERIFY(!reader.isReading());
    QVERIFY(!reader.isAllRead() && reader.mayReadMore());
    QVERIFY(reader.content().size() >= StreamReader::kFirstBytes * 9 / 10);
    QVERIFY(reader.content().size() < StreamReader::kFirstBytes * 11 / 10);
    const std::uint64_t left = reader.bytesLeft();
    QVERIFY(left > 1'200'000 && left < 1'500'000);
    reader.readMore();
    QTRY_VERIFY(reader.isAllRead());
    QCOMPARE(reader.bytesLeft(), 0U);
    QCOMPARE(reader.counts(1 ^ connection.wire.localEnd).data, 2'400'000U);
    QCOMPARE(conversation(reader.content(), 0), conversation(read(capture, connection), 0));
}

void TestStreamReader::anotherConnectionTakesThePlace() {
    const LoadedCapture capture = LoadedCapture::sample("tcpdump-resp-15-connections-sll.pcap");
    PacketDetails packets;
    packets.setHistory(capture.history());
    StreamReader reader;
    reader.setPackets(&packets);
    const auto& all = capture.changes.changed;
    for (const ConnectionSnapshot& connection : all)
        reader.open(connection.wire); // each before the one before is read
    QTRY_VERIFY(reader.isAllRead());
    QCOMPARE(conversation(reader.content(), 0), conversation(read(capture, all.back()), 0));
}

/// A capture that grows: packets of the same connection after those that were read, and a hole
/// that is closed in the meantime.
void TestStreamReader::goesOnAsPacketsCome() {
    const LoadedCapture capture(save(longTalk(3, 10), "grows.pcap").toStdString());
    const ConnectionSnapshot& connection = *capture.find(0, 80);
    PacketDetails packets;
    packets.setHistory(capture.history());
    StreamReader reader;
    reader.setPackets(&packets);
    WirePlace early = connection.wire;
    early.lastPacket = 4; // the first request and its answer
    reader.open(early);
    QTRY_VERIFY(reader.isAllRead());
    QCOMPARE(reader.content().runs().size(), std::size_t{2});
    QSignalSpy changed(&reader, &StreamReader::changed);
    reader.update(connection.wire);
    QTRY_COMPARE(reader.content().runs().size(), std::size_t{6});
    QVERIFY(changed[0][0].value<StreamPlace>() == (StreamPlace{1, 10}));
    QCOMPARE(conversation(reader.content(), 0), conversation(read(capture, connection), 0));
}

void TestStreamReader::closedCaptureEmptiesIt() {
    const LoadedCapture capture = LoadedCapture::sample("tcpdump-print-flags.pcap");
    PacketDetails packets;
    packets.setHistory(capture.history());
    StreamReader reader;
    reader.setPackets(&packets);
    reader.open(capture.find(0, 80)->wire);
    QTRY_VERIFY(reader.isAllRead());
    reader.open(capture.find(0, 80)->wire); // and while it is being read
    reader.close();
    QTest::qWait(50);
    QVERIFY(!reader.isOpen() && reader.content().runs().empty());
    reader.open(capture.find(0, 80)->wire);
    QSignalSpy closed(&reader, &StreamReader::closed);
    packets.setHistory(nullptr);
    QCOMPARE(closed.count(), 1);
    QVERIFY(!reader.isOpen() && reader.content().runs().empty());
    QTest::qWait(50);
    QVERIFY(reader.content().runs().empty());
}

void TestStreamReader::textFile() {
    WrittenCapture capture;
    capture.open(100, 500).tcp(true, kAck, 101, 501, "caf\xc3");
    capture.tcp(true, kAck, 105, 501, "\xa9 \x1b[31m\n").tcp(true, kAck, 122, 501, "end");
    capture.tcp(false, kAck, 501, 125, "ok\r").tcp(false, kAck, 504, 125, "\nbye");
    const LoadedCapture loaded(save(capture, "text.pcap").toStdString());
    const ConnectionSnapshot& connection = *loaded.find(0, 80);
    const EndIndex client = connection.wire.localEnd;
    std::array<Endpoint, 2> ends{connection.id.tuple.local, connection.id.tuple.remote};
    if (client != 0)
        std::swap(ends[0], ends[1]);
    QByteArray expected = "→ client 192.0.2.7:50212  2023-11-14T22:13:20.004Z  packet 4\n"
                          "café \\x1b[31m\n"
                          "[9 bytes not captured]\n"
                          "end\n"
                          "\n"
                          "← server 198.51.100.3:80  2023-11-14T22:13:20.007Z  packet 7\n"
                          "ok\n"
                          "bye\n";
    for (const std::uint64_t partBytes : {1U, 1U << 20}) { // in as many parts as there are packets
        StreamReading reading(loaded.history()->index().view(), connection.wire.lastPacket);
        const auto store = loaded.history()->openStore();
        StreamTextWriter writer(ends, client, std::nullopt);
        QByteArray file;
        StreamReading::Part part;
        do {
            part = reading.next(*store, partBytes, [] { return false; });
            file += writer.write(part.settled, reading.packets());
            file += writer.write(part.tail, reading.packets());
        } while (!part.isAll);
        file += writer.finish();
        QCOMPARE(file, expected);
    }
}

QTEST_GUILESS_MAIN(TestStreamReader)
#include "tst_stream_reader.moc"
