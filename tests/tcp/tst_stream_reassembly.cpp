// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tcp/stream_reassembly.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace synoptic;

namespace {

/// A conversation fed segment by segment and read back as text: ">" is the client, "<" the server,
/// "[3 missing]" and "[3 cut]" are gaps, "[3? missing]" one that may count a FIN.
class Talk {
public:
    explicit Talk(StreamLimits limits = {}) : stream(limits) {}

    Talk& syn(std::uint32_t client, std::uint32_t server) {
        segment(0, kSyn, client, 0, {});
        segment(1, kSyn | kAck, server, client + 1, {});
        return segment(0, kAck, client + 1, server + 1, {});
    }
    Talk& client(std::uint32_t sequence, const std::string& text, std::uint32_t ack = 0,
                 std::uint32_t length = 0) {
        return segment(0, ack ? kAck : 0, sequence, ack, text, length);
    }
    Talk& server(std::uint32_t sequence, const std::string& text, std::uint32_t ack = 0,
                 std::uint32_t length = 0) {
        return segment(1, ack ? kAck : 0, sequence, ack, text, length);
    }
    /// `length`: of the payload on the wire, if longer than `text`.
    Talk& segment(EndIndex sender, int control, std::uint32_t sequence, std::uint32_t ack,
                  const std::string& text, std::uint32_t length = 0) {
        TcpSegment s;
        s.control = static_cast<std::uint8_t>(control);
        s.sequence = SequenceNumber(sequence);
        s.acknowledgment = SequenceNumber(ack);
        s.payload = {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
        s.payloadLength = std::max(length, static_cast<std::uint32_t>(text.size()));
        stream.add(s, sender, number++);
        return *this;
    }
    QString soFar() const {
        QString text;
        std::array<std::size_t, 2> at{};
        int last = -1;
        for (const StreamPiece& piece : stream.data().pieces) {
            if (piece.sender != last)
                text += QLatin1String(piece.sender == 0 ? " >" : " <");
            last = piece.sender;
            if (piece.kind == StreamPiece::Kind::Data) {
                const auto* bytes = stream.data().bytes[piece.sender].data() + at[piece.sender];
                text += QString::fromLatin1(reinterpret_cast<const char*>(bytes),
                                            static_cast<qsizetype>(piece.length));
                at[piece.sender] += static_cast<std::size_t>(piece.length);
            } else {
                text += QStringLiteral("[%1%2 %3]")
                            .arg(piece.length)
                            .arg(QLatin1String(piece.mayCountFin ? "?" : ""))
                            .arg(QLatin1String(piece.kind == StreamPiece::Kind::Cut ? "cut"
                                                                                    : "missing"));
            }
        }
        return text.trimmed();
    }
    QString all() {
        stream.finish();
        return soFar();
    }

    StreamReassembly stream;
    std::uint64_t number = 0;
};

/// The text that byte `at` of a long test stream has.
char letter(std::int64_t at) {
    return static_cast<char>('a' + at % 26);
}

std::string letters(std::int64_t from, std::int64_t to) {
    std::string text;
    for (; from < to; ++from)
        text += letter(from);
    return text;
}

} // namespace

class TestStreamReassembly : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordinaryConversation();
    void retransmissionsAreDropped();
    void overlapsKeepWhatCameFirst();
    void reorderedSegmentsArePutRight();
    void sequenceNumbersWrap();
    void missingSegmentIsAGapOnceAcknowledged();
    void capturedLateAfterItsAcknowledgement();
    void captureThatLagsBehindAcknowledgements();
    void lateBeyondPatienceIsCounted();
    void gapComesBeforeTheAnswerToIt();
    void cutByTheSnapLength();
    void nothingCaptured();
    void missingEnd();
    void finIsNoMissingByte();
    void midstream();
    void midstreamOutOfOrder();
    void synAckAloneTellsWhereDataBegins();
    void dataInTheSyn();
    void keepAlivesAndResetsAreNoData();
    void strayNumbersMoveNothing();
    void forgedAcknowledgementBeyondAnyWindow();
    void waitingIsBounded();
    void keptBytesAreBounded();
    void takingGoesOn();
    void finishingACopyLeavesTheOriginal();
    void datagrams();
    void piecesNameTheirSegments();
    void shuffledWithinBounds();
};

void TestStreamReassembly::ordinaryConversation() {
    Talk talk;
    talk.syn(100, 500).client(101, "GET", 501).server(501, "200", 104).server(504, " OK", 104);
    talk.client(104, "GET2", 507).server(507, "404", 108);
    QCOMPARE(talk.soFar(), QStringLiteral(">GET <200 OK >GET2 <404"));
    QCOMPARE(talk.all(), QStringLiteral(">GET <200 OK >GET2 <404"));
    QVERIFY(talk.stream.counts(0).isBeginningKnown && talk.stream.counts(1).isBeginningKnown);
    QCOMPARE(talk.stream.counts(0).data, 7U);
    QCOMPARE(talk.stream.counts(1).data, 9U);
}

void TestStreamReassembly::retransmissionsAreDropped() {
    Talk talk;
    talk.syn(100, 500)
        .client(101, "abc")
        .client(101, "abc")
        .client(104, "def")
        .client(101, "abcdef");
    talk.client(106, "fgh"); // begins in what was there
    QCOMPARE(talk.all(), QStringLiteral(">abcdefgh"));
}

void TestStreamReassembly::overlapsKeepWhatCameFirst() {
    Talk talk;
    talk.syn(100, 500).client(103, "XX").client(107, "YY").client(101, "abcdefghij");
    QCOMPARE(talk.all(), QStringLiteral(">abXXefYYij"));
}

void TestStreamReassembly::reorderedSegmentsArePutRight() {
    Talk talk;
    talk.syn(100, 500).client(107, "ghi").client(104, "def");
    QCOMPARE(talk.soFar(), QString());
    talk.client(101, "abc");
    QCOMPARE(talk.soFar(), QStringLiteral(">abcdefghi"));
}

void TestStreamReassembly::sequenceNumbersWrap() {
    Talk talk;
    talk.syn(0xffff'fffc, 0xffff'ffff);
    talk.client(0xffff'fffd, "abc").client(3, "gh").client(0, "def").server(0, "ok", 5);
    QCOMPARE(talk.all(), QStringLiteral(">abcdefgh <ok"));
}

void TestStreamReassembly::missingSegmentIsAGapOnceAcknowledged() {
    StreamLimits limits;
    limits.patience = 3;
    Talk talk(limits);
    talk.syn(100, 500).client(101, "abc", 501).client(114, "xyz", 501);
    QCOMPARE(talk.soFar(), QStringLiteral(">abc")); // it may be on its way
    talk.server(501, "", 117);
    QCOMPARE(talk.soFar(), QStringLiteral(">abc")); // captures may be out of order
    talk.server(501, "", 117).server(501, "", 117).server(501, "", 117);
    QCOMPARE(talk.soFar(), QStringLiteral(">abc[10 missing]xyz"));
    QCOMPARE(talk.stream.counts(0).missing, 10U);
}

void TestStreamReassembly::capturedLateAfterItsAcknowledgement() {
    Talk talk;
    talk.syn(100, 500).server(501, "200 OK", 104); // its question was captured after it
    talk.client(101, "GET", 501);
    QCOMPARE(talk.soFar(), QStringLiteral(">GET <200 OK"));
}

/// One direction is captured later than the other, by more segments than patience lasts.
void TestStreamReassembly::captureThatLagsBehindAcknowledgements() {
    Talk talk;
    talk.syn(100, 500);
    for (std::uint32_t i = 0; i < 300; ++i) {
        talk.server(501 + i, "k", 101 + 10 * (i + 1));
        if (i >= 20)
            talk.client(101 + 10 * (i - 20), letters(10 * (i - 20), 10 * (i - 19)), 501 + i);
    }
    QVERIFY(talk.stream.data().bytes[0].size() > 2'000);
    QVERIFY(talk.stream.data().bytes[1].size() > 250); // not held back for ever
    for (std::uint32_t i = 280; i < 300; ++i)
        talk.client(101 + 10 * i, letters(10 * i, 10 * (i + 1)), 801);
    talk.stream.finish();
    QCOMPARE(talk.stream.counts(0).missing, 0U);
    QCOMPARE(talk.stream.counts(0).late, 0U);
    QCOMPARE(talk.stream.counts(0).data, 3'000U);
    QCOMPARE(talk.stream.counts(1).data, 300U);
}

void TestStreamReassembly::lateBeyondPatienceIsCounted() {
    StreamLimits limits;
    limits.patience = 2;
    Talk talk(limits);
    talk.syn(100, 500).client(111, "xyz", 501).server(501, "", 114).server(501, "", 114);
    talk.server(501, "", 114).client(101, "abcdefghij", 501);
    QCOMPARE(talk.all(), QStringLiteral(">[10 missing]xyz"));
    QCOMPARE(talk.stream.counts(0).late, 10U);
    QCOMPARE(talk.stream.counts(0).data, 3U);
}

void TestStreamReassembly::gapComesBeforeTheAnswerToIt() {
    Talk talk;
    talk.syn(100, 500).server(501, "200", 111).server(504, "OK", 111).client(111, "again", 506);
    QCOMPARE(talk.all(), QStringLiteral(">[10 missing] <200OK >again"));
}

void TestStreamReassembly::cutByTheSnapLength() {
    Talk talk;
    talk.syn(100, 500).client(101, "abc", 0, 10).client(111, "def", 0, 3).server(501, "", 114, 100);
    QCOMPARE(talk.all(), QStringLiteral(">abc[7 cut]def <[100 cut]"));
    QCOMPARE(talk.stream.counts(0).cut, 7U);
    QCOMPARE(talk.stream.counts(1).cut, 100U);
}

void TestStreamReassembly::nothingCaptured() {
    Talk talk;
    talk.syn(100, 500);
    for (std::uint32_t i = 0; i < 1000; ++i)
        talk.client(101 + i * 1400, "", 501, 1400);
    QCOMPARE(talk.all(), QStringLiteral(">[1400000 cut]"));
    QCOMPARE(talk.stream.data().pieces.size(), std::size_t{1});
}

void TestStreamReassembly::missingEnd() {
    Talk talk;
    talk.syn(100, 500).client(101, "abc", 501).server(501, "", 150);
    QCOMPARE(talk.all(), QStringLiteral(">abc[46? missing]"));
    Talk closed; // the FIN tells how much it was
    closed.syn(100, 500).client(101, "abc", 501).segment(0, kFin | kAck, 149, 501, {});
    closed.server(501, "", 150);
    QCOMPARE(closed.all(), QStringLiteral(">abc[45 missing]"));
}

void TestStreamReassembly::finIsNoMissingByte() {
    Talk talk;
    talk.syn(100, 500).client(101, "abc", 501).server(501, "", 105); // its FIN was not captured
    QCOMPARE(talk.all(), QStringLiteral(">abc"));
    Talk closed;
    closed.syn(100, 500).client(101, "abc").segment(0, kFin | kAck, 104, 501, {});
    closed.server(501, "", 105).server(501, "late", 105);
    QCOMPARE(closed.all(), QStringLiteral(">abc <late"));
}

void TestStreamReassembly::midstream() {
    Talk talk;
    talk.server(9000, "tail", 4000).client(4000, "next", 9004).server(9004, "yes", 4004);
    QCOMPARE(talk.all(), QStringLiteral("<tail >next <yes"));
    QVERIFY(!talk.stream.counts(0).isBeginningKnown && !talk.stream.counts(1).isBeginningKnown);
}

void TestStreamReassembly::midstreamOutOfOrder() {
    Talk talk;
    talk.server(9004, "efgh").server(9000, "abcd").server(9008, "ijkl");
    QCOMPARE(talk.soFar(), QString());
    QCOMPARE(talk.all(), QStringLiteral("<abcdefghijkl"));
    // An acknowledgement seen before tells of more than what was captured: the first byte there is
    // begins nonetheless, for nobody knows how much was before.
    Talk acked;
    acked.client(1, "", 9100).server(9050, "abc").server(9053, "def");
    QCOMPARE(acked.all(), QStringLiteral("<abcdef[44? missing]"));
}

void TestStreamReassembly::synAckAloneTellsWhereDataBegins() {
    Talk talk;
    talk.segment(1, kSyn | kAck, 500, 101, {}).client(104, "def", 501).server(501, "ok", 107);
    QCOMPARE(talk.all(), QStringLiteral(">[3 missing]def <ok"));
}

void TestStreamReassembly::dataInTheSyn() {
    Talk talk; // TCP Fast Open
    talk.segment(0, kSyn, 100, 0, "early").segment(1, kSyn | kAck, 500, 106, "answer");
    talk.client(106, "more", 507);
    QCOMPARE(talk.all(), QStringLiteral(">early <answer >more"));
}

void TestStreamReassembly::keepAlivesAndResetsAreNoData() {
    Talk talk;
    talk.syn(100, 500).client(101, "abc", 501).client(103, "\0", 501).client(103, "", 501);
    talk.segment(1, kRst | kAck, 501, 104, "no such service");
    QCOMPARE(talk.all(), QStringLiteral(">abc"));
}

void TestStreamReassembly::strayNumbersMoveNothing() {
    Talk talk;
    talk.syn(100, 500).client(101, "abc").client(0x9000'0000, "stray").client(0x5000'0000, "stray");
    talk.client(104, "def").segment(0, kSyn, 77, 0, {}).client(107, "ghi");
    QCOMPARE(talk.all(), QStringLiteral(">abcdefghi"));
    QCOMPARE(talk.stream.counts(0).misplaced, 2U);
}

void TestStreamReassembly::forgedAcknowledgementBeyondAnyWindow() {
    Talk talk;
    talk.syn(100, 500).client(101, "abc").server(501, "", 101 + (1U << 30) + 5).client(104, "def");
    QCOMPARE(talk.all(), QStringLiteral(">abcdef"));
}

void TestStreamReassembly::waitingIsBounded() {
    StreamLimits limits;
    limits.waitingBytes = 1000;
    Talk talk(limits);
    talk.syn(100, 500);
    for (int i = 0; i < 11; ++i) // one direction was captured alone, without its first segment
        talk.client(static_cast<std::uint32_t>(111 + i * 100), std::string(100, 'x'));
    QCOMPARE(talk.soFar(), QStringLiteral(">[10 missing]") + QString(1100, QLatin1Char('x')));

    limits.waitingSegments = 8;
    Talk many(limits);
    many.syn(100, 500);
    for (int i = 0; i < 9; ++i)
        many.client(static_cast<std::uint32_t>(103 + i * 2), "x");
    QVERIFY(many.soFar().startsWith(QStringLiteral(">[2 missing]x")));
}

void TestStreamReassembly::keptBytesAreBounded() {
    StreamLimits limits;
    limits.bytes = 100;
    Talk talk(limits);
    talk.syn(100, 500).client(101, std::string(60, 'a')).server(501, std::string(60, 'b'));
    QVERIFY(talk.stream.isFull());
    talk.client(161, std::string(30, 'c'));
    talk.stream.finish();
    QCOMPARE(talk.stream.data().bytes[0].size(), std::size_t{60});
    QCOMPARE(talk.stream.data().bytes[1].size(), std::size_t{40});
    QCOMPARE(talk.stream.counts(0).omitted, 30U);
    QCOMPARE(talk.stream.counts(1).omitted, 20U);
    // Gaps and single bytes do not fill the memory either.
    limits.bytes = 800;
    Talk tiny(limits);
    tiny.syn(100, 500);
    for (std::uint32_t i = 0; i < 5'000; ++i)
        tiny.client(101 + 3 * i, "x", 0, 3);
    QVERIFY(tiny.stream.data().pieces.size() <= 116);
    QCOMPARE(tiny.stream.counts(0).data + tiny.stream.counts(0).cut + tiny.stream.counts(0).omitted,
             15'000U);
}

void TestStreamReassembly::takingGoesOn() {
    StreamLimits limits;
    limits.bytes = 6;
    Talk talk(limits);
    talk.syn(100, 500).client(101, "abcdef").client(110, "xyz");
    QVERIFY(talk.stream.isFull());
    QCOMPARE(talk.stream.take().bytes[0].size(), std::size_t{6});
    QVERIFY(!talk.stream.isFull());
    talk.client(107, "ghi");
    QCOMPARE(talk.all(), QStringLiteral(">ghixyz"));
    QCOMPARE(talk.stream.counts(0).data, 12U);
    QCOMPARE(talk.stream.counts(0).omitted, 0U);
}

void TestStreamReassembly::finishingACopyLeavesTheOriginal() {
    Talk talk;
    talk.syn(100, 500).client(101, "abc").client(107, "ghi");
    StreamReassembly copy = talk.stream;
    copy.finish();
    QCOMPARE(copy.counts(0).missing, 3U);
    talk.client(104, "def");
    QCOMPARE(talk.all(), QStringLiteral(">abcdefghi"));
}

void TestStreamReassembly::datagrams() {
    StreamReassembly stream;
    const std::string text = "question";
    UdpDatagram datagram{8, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}};
    stream.add(datagram, 0, 4);
    datagram.payloadLength = 20;
    stream.add(datagram, 1, 5);
    stream.add(datagram, 1, 6);
    stream.finish();
    const auto& pieces = stream.data().pieces;
    QCOMPARE(pieces.size(), std::size_t{5});
    QVERIFY(pieces[0].isDatagram && pieces[1].isDatagram && !pieces[2].isDatagram);
    QVERIFY(pieces[2].kind == StreamPiece::Kind::Cut && pieces[2].length == 12);
    QVERIFY(pieces[3].isDatagram && pieces[3].segment == 6);
}

void TestStreamReassembly::piecesNameTheirSegments() {
    Talk talk;
    talk.syn(100, 500).client(101, "abc").client(107, "ghi").client(104, "def").client(101, "abc");
    talk.stream.finish();
    std::vector<std::uint64_t> segments;
    for (const StreamPiece& piece : talk.stream.data().pieces)
        segments.push_back(piece.segment);
    QCOMPARE(segments, (std::vector<std::uint64_t>{3, 5, 4}));
}

/// Whatever the order in which segments come, some twice and some cut anew: the bytes are those
/// that were sent.
void TestStreamReassembly::shuffledWithinBounds() {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        const std::uint32_t isn = round % 2 ? static_cast<std::uint32_t>(random()) : 0xffff'ff00U;
        Talk talk;
        talk.syn(isn, 500);
        constexpr std::int64_t kLength = 2'000;
        std::vector<std::pair<std::int64_t, std::int64_t>> parts;
        for (std::int64_t at = 0; at < kLength;) {
            const std::int64_t end =
                std::min<std::int64_t>(kLength, at + 1 + static_cast<std::int64_t>(random() % 90));
            parts.emplace_back(at, end);
            if (random() % 4 == 0) // once more, with other borders
                parts.emplace_back(std::max<std::int64_t>(0, at - 20), std::min(kLength, end + 10));
            at = end;
        }
        std::shuffle(parts.begin(), parts.end(), random);
        for (const auto& [from, to] : parts)
            talk.client(isn + 1 + static_cast<std::uint32_t>(from), letters(from, to), 501);
        QCOMPARE(talk.soFar(), QLatin1Char('>') + QString::fromStdString(letters(0, kLength)));
    }
}

QTEST_GUILESS_MAIN(TestStreamReassembly)
#include "tst_stream_reassembly.moc"
