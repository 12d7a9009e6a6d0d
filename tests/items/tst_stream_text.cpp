// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/stream_search.h"
#include "model/items/stream_text.h"

#include <QTest>

using namespace synoptic;

namespace {

StreamBytes bytesOf(const QByteArray& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.constData()),
            static_cast<std::size_t>(text.size())};
}

/// The lines of a text, as they are painted.
QStringList linesOf(const QByteArray& text, int columns = 80) {
    QStringList lines;
    const StreamBytes bytes = bytesOf(text);
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = endOfStreamLine(bytes, at, columns);
        lines << streamTextLine(bytes.subspan(at, end - at)).text;
        at = end;
    }
    return lines;
}

/// Runs of alternating ends.
StreamContent contentOf(const QList<QByteArray>& texts) {
    StreamData data;
    EndIndex sender = 0;
    for (const QByteArray& text : texts) {
        StreamPiece piece;
        piece.length = static_cast<std::uint64_t>(text.size());
        piece.sender = sender;
        data.pieces.push_back(piece);
        data.bytes[sender].insert(data.bytes[sender].end(), text.begin(), text.end());
        sender = other(sender);
    }
    StreamContent content;
    content.append(data, {});
    return content;
}

std::vector<StreamPlace> found(const StreamContent& content, const QString& text,
                               std::optional<EndIndex> only = {}, std::uint64_t slice = 1'000) {
    StreamSearch search;
    search.start(streamNeedle(text), only);
    while (search.advance(content, slice)) {
    }
    return search.matches();
}

} // namespace

class TestStreamText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void linesBreakWhereTheTextDoes();
    void longLinesWrap();
    void hostileBytesAreEscaped_data();
    void hostileBytesAreEscaped();
    void placesLeadBackToBytes();
    void hexadecimal();
    void needles();
    void findsWhateverTheCase();
    void findsInOneDirection();
    void searchTakesUpWhatCame();
    void matchesAreBounded();
    void tailIsToldAnew();
    void gapAtTheEndMayCountAFin();
};

void TestStreamText::linesBreakWhereTheTextDoes() {
    QCOMPARE(linesOf("GET / HTTP/1.1\r\nHost: a\r\n\r\nbody\nend"),
             (QStringList{QStringLiteral("GET / HTTP/1.1"), QStringLiteral("Host: a"), QString(),
                          QStringLiteral("body"), QStringLiteral("end")}));
    QCOMPARE(linesOf("a\tb\t\tc"), QStringList{QStringLiteral("a       b               c")});
    QCOMPARE(linesOf("one\rtwo"), QStringList{QStringLiteral("one\\x0dtwo")});
    QCOMPARE(linesOf(""), QStringList());
}

void TestStreamText::longLinesWrap() {
    QCOMPARE(linesOf("abcdefghij", 4),
             (QStringList{QStringLiteral("abcd"), QStringLiteral("efgh"), QStringLiteral("ij")}));
    QCOMPARE(linesOf("abcd\nx", 4), (QStringList{QStringLiteral("abcd"), QStringLiteral("x")}));
    QCOMPARE(linesOf("三四五", 4), (QStringList{QStringLiteral("三四"), QStringLiteral("五")}));
    QCOMPARE(linesOf("abc\x01", 4), (QStringList{QStringLiteral("abc"), QStringLiteral("\\x01")}));
    // However narrow, each line takes something.
    QCOMPARE(linesOf("\x01\x02三", 1),
             (QStringList{QStringLiteral("\\x01"), QStringLiteral("\\x02"), QStringLiteral("三")}));
    // Marks that take no room do not make a line endless.
    QCOMPARE(linesOf(QByteArray("e") + QByteArray("\xcc\x81").repeated(100), 10).size(), 11);
}

void TestStreamText::hostileBytesAreEscaped_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("shown");
    QTest::newRow("terminal escape") << QByteArray("\x1b[2J") << QStringLiteral("\\x1b[2J");
    QTest::newRow("zero") << QByteArray("a\0b", 3) << QStringLiteral("a\\x00b");
    QTest::newRow("delete") << QByteArray("\x7f") << QStringLiteral("\\x7f");
    QTest::newRow("C1") << QByteArray("\xc2\x9b") << QStringLiteral("\\u009b");
    QTest::newRow("not UTF-8") << QByteArray("\xff\xfe") << QStringLiteral("\\xff\\xfe");
    QTest::newRow("cut UTF-8") << QByteArray("\xe4\xb8") << QStringLiteral("\\xe4\\xb8");
    QTest::newRow("overlong") << QByteArray("\xc0\xaf") << QStringLiteral("\\xc0\\xaf");
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QStringLiteral("\\xed\\xa0\\x80");
    QTest::newRow("beyond") << QByteArray("\xf4\x90\x80\x80")
                            << QStringLiteral("\\xf4\\x90\\x80\\x80");
    QTest::newRow("right to left") << QByteArray("\xe2\x80\xae") << QStringLiteral("\\u202e");
    QTest::newRow("zero width") << QByteArray("\xe2\x80\x8b") << QStringLiteral("\\u200b");
    QTest::newRow("line separator") << QByteArray("\xe2\x80\xa8") << QStringLiteral("\\u2028");
    QTest::newRow("tag") << QByteArray("\xf3\xa0\x80\x81") << QStringLiteral("\\U000e0001");
    QTest::newRow("text") << QByteArray("<b>ü 中 😀</b>") << QStringLiteral("<b>ü 中 😀</b>");
}

void TestStreamText::hostileBytesAreEscaped() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, shown);
    const StreamLine line = streamTextLine(bytesOf(bytes));
    QCOMPARE(line.text, shown);
    QCOMPARE(line.bytes.size(), static_cast<std::size_t>(shown.size()) + 1);
    QCOMPARE(streamPlainText(bytesOf(bytes)), shown.toUtf8());
}

void TestStreamText::placesLeadBackToBytes() {
    const StreamLine line = streamTextLine(bytesOf("a\x01中b\n"));
    QCOMPARE(line.text, QStringLiteral("a\\x01中b"));
    QCOMPARE(line.bytes, (std::vector<std::uint32_t>{0, 1, 1, 1, 1, 2, 5, 6}));
    QCOMPARE(line.escapes, (std::vector<std::pair<int, int>>{{1, 4}}));
    QCOMPARE(streamPlainText(bytesOf("a\tb\r\nc")), QByteArray("a\tb\nc"));
}

void TestStreamText::hexadecimal() {
    const StreamLine line = streamHexLine(bytesOf("GET /\x01\r\n<ab>"), 0x2a0, 16);
    QCOMPARE(line.text,
             QStringLiteral("000002a0  47 45 54 20 2f 01 0d 0a  3c 61 62 3e              "
                            "GET /···<ab>")
                 .replace(QStringLiteral("3e              "),
                          QStringLiteral("3e") + QString(14, QLatin1Char(' '))));
    QVERIFY(line.text.size() <= streamHexColumns(16));
    QCOMPARE(streamHexLine(bytesOf("0123456789abcdef"), 0, 16).text.size(), streamHexColumns(16));
    QCOMPARE(line.bytes[10], 0U); // "4" of "47"
    QCOMPARE(line.bytes[13], 1U);
    QCOMPARE(line.bytes[12], StreamLine::kNoByte);
    QCOMPARE(line.bytes.size(), static_cast<std::size_t>(line.text.size()) + 1);
}

void TestStreamText::needles() {
    QCOMPARE(streamNeedle(QStringLiteral("Host: a")), QByteArray("Host: a"));
    QCOMPARE(streamNeedle(QStringLiteral("\\x1b[\\r\\n\\t\\0\\\\")),
             QByteArray("\x1b[\r\n\t\0\\", 7));
    QCOMPARE(streamNeedle(QStringLiteral("\\xzz\\q\\x1")), QByteArray("\\xzz\\q\\x1"));
    QCOMPARE(streamNeedle(QStringLiteral("中😀")), QByteArray("中😀"));
    QCOMPARE(streamNeedle(QString()), QByteArray());
}

void TestStreamText::findsWhateverTheCase() {
    const StreamContent content = contentOf({"GET /get Get", "geT", "gegetget"});
    const std::vector<StreamPlace> all{{0, 0}, {0, 5}, {0, 9}, {1, 0}, {2, 2}, {2, 5}};
    QCOMPARE(found(content, QStringLiteral("GeT")), all);
    QCOMPARE(found(content, QStringLiteral("GeT"), {}, 1), all); // a byte at a time
    QVERIFY(found(content, QStringLiteral("getx")).empty());
    QVERIFY(found(content, QString()).empty());
    QVERIFY(found(content, QStringLiteral("GetgeT")) == (std::vector<StreamPlace>{{2, 2}}));
}

void TestStreamText::findsInOneDirection() {
    const StreamContent content = contentOf({"abc", "abc", "abc"});
    QCOMPARE(found(content, QStringLiteral("b"), EndIndex{0}),
             (std::vector<StreamPlace>{{0, 1}, {2, 1}}));
    QCOMPARE(found(content, QStringLiteral("b"), EndIndex{1}), (std::vector<StreamPlace>{{1, 1}}));
}

void TestStreamText::searchTakesUpWhatCame() {
    StreamContent content = contentOf({"needle nee"});
    StreamSearch search;
    search.start("needle", {});
    QVERIFY(!search.advance(content, 1'000));
    QCOMPARE(search.matches().size(), std::size_t{1});
    StreamData more;
    StreamPiece piece;
    piece.length = 3;
    more.pieces.push_back(piece);
    more.bytes[0] = {'d', 'l', 'e'};
    search.changed(content, content.append(more, {}));
    search.advance(content, 1'000);
    QCOMPARE(search.matches(), (std::vector<StreamPlace>{{0, 0}, {0, 7}}));
    QCOMPARE(search.firstFrom({0, 1}), std::size_t{1});
    QCOMPARE(search.firstFrom({0, 8}), std::size_t{0});
}

void TestStreamText::matchesAreBounded() {
    const StreamContent content = contentOf({QByteArray(100'000, 'x')});
    QCOMPARE(found(content, QStringLiteral("x")).size(), StreamSearch::kMostMatches);
}

/// What lies behind a hole takes its place once that is closed.
void TestStreamText::tailIsToldAnew() {
    StreamContent content;
    StreamReassembly stream;
    const auto add = [&](std::uint32_t sequence, const QByteArray& text) {
        TcpSegment segment;
        segment.sequence = SequenceNumber(sequence);
        segment.control = kAck;
        segment.payload = bytesOf(text);
        segment.payloadLength = static_cast<std::uint32_t>(text.size());
        stream.add(segment, 0, sequence);
        StreamReassembly ended = stream;
        const StreamData settled = stream.take();
        ended.take();
        ended.finish();
        return content.append(settled, ended.take());
    };
    TcpSegment syn;
    syn.control = kSyn;
    syn.sequence = SequenceNumber(0);
    stream.add(syn, 0, 0);
    add(1, "abc");
    QVERIFY(add(7, "ghi") == (StreamPlace{0, 3}));
    QCOMPARE(content.runs().size(), std::size_t{3}); // with a gap between
    QCOMPARE(content.packetAt({2, 1}), PacketNumber{7});
    QVERIFY(add(4, "def") == (StreamPlace{0, 3}));
    QCOMPARE(content.runs().size(), std::size_t{1});
    QCOMPARE(content.runs()[0].length(), 9U);
    QCOMPARE(content.packetAt({0, 4}), PacketNumber{4});
    QCOMPARE(content.packetAt({0, 8}), PacketNumber{7});
    QCOMPARE(content.packetAt({0, 99}), PacketNumber{7});
    QCOMPARE(content.packetAt({1, 0}), kNoPacket);
}

/// Only while nothing of the same end follows it.
void TestStreamText::gapAtTheEndMayCountAFin() {
    StreamData gap, more;
    gap.pieces.push_back({46, 3, StreamPiece::Kind::Missing, 0, true, false});
    more.pieces.push_back({1, 4, StreamPiece::Kind::Data, 0, false, false});
    more.bytes[0] = {'x'};
    StreamContent content;
    content.append(gap, {});
    QVERIFY(content.isAtMost(0));
    content.append({}, more);
    QVERIFY(!content.isAtMost(0));
    content.append({}, {});
    QVERIFY(content.isAtMost(0));
    content.append(more, {});
    QVERIFY(!content.isAtMost(0));
}

QTEST_GUILESS_MAIN(TestStreamText)
#include "tst_stream_text.moc"
