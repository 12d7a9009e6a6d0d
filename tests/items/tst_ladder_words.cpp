// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/ladder_label.h"
#include "model/items/ladder_words.h"
#include "tests/items/item_fixtures.h"
#include "tests/items/scripted_capture.h"

#include <QTest>

using namespace synoptic;
using namespace synoptic::test;

namespace {

/// A connection's ladder with all its packets read.
class Told {
public:
    explicit Told(LoadedCapture& capture, const ConnectionSnapshot* connection) {
        details_.setHistory(capture.history());
        content.packets = &details_;
        content.connection = *connection;
        content.detail = capture.detail(connection->key);
        layOut();
        details_.want(1, content.rows.packets());
        const auto isRead = [this] {
            for (const PacketNumber number : content.rows.packets()) {
                if (!details_.find(number))
                    return false;
            }
            return true;
        };
        if (!QTest::qWaitFor(isRead))
            qFatal("the packets were not read");
    }
    void layOut(const LadderOptions& options = {}) {
        content.rows.update(details_.packets(), content.connection.wire,
                            content.detail ? &*content.detail : nullptr, options);
    }
    /// The labels of packets and runs, with ordinary spaces.
    QStringList labels() const {
        QStringList list;
        for (std::size_t row = 0; row < content.rows.rows().size(); ++row) {
            const auto kind = content.rows.rows()[row].kind;
            if (kind == LadderRow::Kind::Segment || kind == LadderRow::Kind::DataRun)
                list << ladderLabel(content, row).text().replace(QChar(QChar::Nbsp), u' ');
        }
        return list;
    }
    std::size_t rowOf(PacketNumber number) const { return content.rows.rowOf(number).value(); }

    LadderContent content;

private:
    PacketDetails details_;
};

const ConnectionSnapshot* incarnation(LoadedCapture& capture, std::uint64_t number) {
    for (const ConnectionSnapshot& c : capture.changes.changed) {
        if (c.id.incarnation == number)
            return &c;
    }
    return nullptr;
}

const char* const kScript =
    "> S 3102554809 w=64240 @0;< RA 0 3102554810 w=0 @0.018;"
    "> S 3481220117 w=64240 @1.022;< SA 1902447563 3481220118 w=65160 @1.04;"
    "> A 3481220118 1902447564 w=502 @1.05;"
    "> PA 3481220118 1902447564 w=502 +78 @1.06;> PA 3481220118 1902447564 w=502 +78 @1.3;"
    "< A 1902447564 3481220196 w=509 @1.31;"
    "< A 1902447564 3481220196 w=509 +1000 @1.311;< A 1902448564 3481220196 w=509 +1000 @1.312;"
    "< A 1902449564 3481220196 w=509 +1000 @1.313;< A 1902450564 3481220196 w=509 +1000 @1.314;"
    "> A 3481220196 1902451564 w=0 @1.32;< A 1902451563 3481220196 w=509 @1.4;"
    "> A 3481220196 1902451564 w=0 @1.41;> A 3481220196 1902451564 w=256 @1.5;"
    "> FA 3481220196 1902451564 w=256 @1.51;> R 3481220197 w=0 @1.52";

ScriptedCapture scripted() {
    const QByteArray request = "GET /export.csv HTTP/1.1\r\n\r\n";
    return ScriptedCapture(kScript, {{5, request}, {6, request}});
}

} // namespace

class TestLadderWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void labelsTellNumbersAsTheTextbookDoes();
    void absoluteNumbersAreThoseSent();
    void learningUsesTheTextbooksLetters();
    void labelsOfRealCaptures();
    void withoutThePacketTheIndexSpeaks();
    void hostileNamesStayOnTheirLine();
    void timesCountFromTheFirstPacket();
    void headsNameBothEnds();
    void helpTellsTheWholeSegment();
    void rowsAreSpoken();
};

void TestLadderWords::labelsTellNumbersAsTheTextbookDoes() {
    ScriptedCapture capture = scripted();
    const Told told(*capture, incarnation(*capture, 1));
    const QStringList expected{
        QStringLiteral("SYN seq=0 (3 102 554 809) win=64240 mss=1460"),
        QStringLiteral("RST+ACK seq=0 ack=1 refused"),
        QStringLiteral("SYN seq=0 (j = 3 481 220 117) win=64240 mss=1460"),
        QStringLiteral("SYN+ACK seq=0 (k = 1 902 447 563) ack=1 (j+1) win=65160 mss=1460"),
        QStringLiteral("ACK seq=1 (j+1) ack=1 (k+1) win=64256"),
        QStringLiteral("PSH+ACK seq=1 len=78 GET /export.csv"),
        QStringLiteral("PSH+ACK seq=1 len=78 GET /export.csv retransmission"),
        QStringLiteral("ACK ack=79 win=65152"),
        QStringLiteral("4 segment(s), 3.9 KiB seq 1 – 4 000"),
        QStringLiteral("ACK ack=4001 win=0 zero window"),
        QStringLiteral("ACK seq=4000 len=0 window probe"),
        QStringLiteral("ACK ack=4001 win=0 zero window"),
        QStringLiteral("ACK ack=4001 win=32768 window update"),
        QStringLiteral("FIN+ACK seq=79 ack=4001 win=32768"),
        QStringLiteral("RST seq=80"),
    };
    const QStringList labels = told.labels();
    for (int i = 0; i < qMin(labels.size(), expected.size()); ++i)
        QCOMPARE(labels[i], expected[i]);
    QCOMPARE(labels.size(), expected.size());
}

void TestLadderWords::absoluteNumbersAreThoseSent() {
    ScriptedCapture capture = scripted();
    Told told(*capture, incarnation(*capture, 1));
    told.content.absoluteNumbers = true;
    const QStringList labels = told.labels();
    QCOMPARE(labels[0], QStringLiteral("SYN seq=3 102 554 809 win=64240 mss=1460"));
    QCOMPARE(
        labels[3],
        QStringLiteral("SYN+ACK seq=1 902 447 563 (k) ack=3 481 220 118 (j+1) win=65160 mss=1460"));
    QCOMPARE(labels[7], QStringLiteral("ACK ack=3 481 220 196 win=65152"));
    QCOMPARE(labels[8], QStringLiteral("4 segment(s), 3.9 KiB seq 1 902 447 564 – 1 902 451 563"));
}

void TestLadderWords::learningUsesTheTextbooksLetters() {
    ScriptedCapture capture = scripted();
    Told told(*capture, incarnation(*capture, 1));
    told.content.learning = true;
    const LadderLabel syn = ladderLabel(told.content, told.rowOf(2));
    QCOMPARE(syn.parts[1].text, QStringLiteral("seq=j"));
    QCOMPARE(syn.below.size(), 1U);
    QCOMPARE(syn.below[0].text, QStringLiteral("j = ") + groupedNumber(3481220117));
    QCOMPARE(told.labels()[4], QStringLiteral("ACK seq=j+1 ack=k+1 win=64256"));
    QCOMPARE(told.labels()[7], QStringLiteral("ACK ack=j+79 win=65152"));
}

void TestLadderWords::labelsOfRealCaptures() {
    LoadedCapture rtsp = LoadedCapture::sample("ipfixprobe-rtsp.pcap");
    const Told radio(rtsp, rtsp.find(3925, 554));
    const QStringList labels = radio.labels();
    // As tshark has them, relative.
    QVERIFY(labels.contains(QStringLiteral("PSH+ACK seq=1 len=438 retransmission")));
    QVERIFY(labels.contains(QStringLiteral("PSH+ACK seq=1 len=263 retransmission")));
    QVERIFY(labels.contains(QStringLiteral("FIN+ACK seq=264 ack=440 win=65097")));
    LoadedCapture tls = LoadedCapture::sample("pcapplusplus-tls.pcap");
    const Told google(tls, tls.find(50553, 443));
    QVERIFY(google.labels().contains(QStringLiteral("PSH+ACK seq=1 len=517 TLS www.gstatic.com")));
    QVERIFY(google.labels().contains(QStringLiteral("ACK ack=518 win=66816")));
    LoadedCapture http = LoadedCapture::sample("brimcap-loopback-null.pcap");
    const Told search(http, http.find(53586, 9867));
    QVERIFY(search.labels().contains(QStringLiteral("PSH+ACK seq=142 len=178 404 Not Found")));
    const Told refused(http, http.find(53585, 9867));
    QCOMPARE(refused.labels().last(), QStringLiteral("RST+ACK seq=1 ack=1 refused"));
    // Begun before the capture: numbers count from the first that was seen, as tshark has them.
    const Told middle(tls, tls.find(2061, 443));
    QCOMPARE(middle.labels()[1], QStringLiteral("PSH+ACK seq=1 len=830"));
    QCOMPARE(middle.labels()[2], QStringLiteral("PSH+ACK seq=164 len=186"));
}

void TestLadderWords::withoutThePacketTheIndexSpeaks() {
    ScriptedCapture capture = scripted();
    Told told(*capture, incarnation(*capture, 1));
    told.content.packets = nullptr;
    const QStringList labels = told.labels();
    QCOMPARE(labels[2], QStringLiteral("SYN"));
    QCOMPARE(labels[6], QStringLiteral("PSH+ACK len=78 retransmission"));
    QCOMPARE(labels[8], QStringLiteral("4 segment(s), 3.9 KiB"));
}

void TestLadderWords::hostileNamesStayOnTheirLine() {
    const QByteArray request = "GET /<b>\x1b[31m\xe2\x80\xae"
                               "evil HTTP/1.1\r\n\r\n";
    ScriptedCapture capture("> A 100 300 +60", {{0, request}});
    const Told told(*capture, incarnation(*capture, 0));
    const QString label = told.labels().first();
    QVERIFY(label.contains(QLatin1String("/<b>")));
    for (const QChar c : label)
        QVERIFY(c != QChar(0x1b) && c != QChar(0x202e));
    QVERIFY(!ladderRowHelp(told.content, told.rowOf(0)).contains(QChar(0x1b)));
}

void TestLadderWords::timesCountFromTheFirstPacket() {
    ScriptedCapture capture = scripted();
    Told told(*capture, incarnation(*capture, 1));
    const LadderContent& content = told.content;
    QCOMPARE(ladderTime(content, told.rowOf(0)), QChar(0x2212) + QStringLiteral("1.022"));
    QCOMPARE(ladderInterval(content, told.rowOf(0)), QString());
    QCOMPARE(ladderTime(content, told.rowOf(2)), QStringLiteral("0.000"));
    QCOMPARE(ladderTime(content, told.rowOf(3)), QStringLiteral("0.018"));
    QCOMPARE(ladderInterval(content, told.rowOf(3)), QStringLiteral("+18 ms"));
    QCOMPARE(ladderInterval(content, told.rowOf(6)), QStringLiteral("+240 ms"));
    told.content.clockTimes = true;
    QVERIFY(ladderTime(content, told.rowOf(3)).endsWith(QLatin1String(":41.040")));
    QCOMPARE(ladderTime(content, told.rowOf(6) - 1), QString()); // silence has no time
}

void TestLadderWords::headsNameBothEnds() {
    ScriptedCapture capture = scripted();
    Told told(*capture, incarnation(*capture, 1));
    QCOMPARE(ladderHead(told.content, LadderSide::Local).title, QStringLiteral("Client"));
    QCOMPARE(ladderHead(told.content, LadderSide::Remote).title, QStringLiteral("Server"));
    QCOMPARE(ladderHead(told.content, LadderSide::Remote).address,
             QStringLiteral("198.51.100.24:8080"));
    QCOMPARE(ladderHead(told.content, LadderSide::Remote).role, QStringLiteral("states inferred"));
    // Packets of a connection that this machine's socket table has too.
    told.content.connection.evidence = Evidence::SocketTable;
    told.content.connection.owner = fixtures::process("curl", 8841);
    QCOMPARE(ladderHead(told.content, LadderSide::Local).title,
             QStringLiteral("This end · curl, PID 8841"));
    QCOMPARE(ladderHead(told.content, LadderSide::Local).role, QStringLiteral("client"));
    QCOMPARE(ladderHead(told.content, LadderSide::Remote).title,
             QStringLiteral("Peer · states inferred"));
    QCOMPARE(ladderHead(told.content, LadderSide::Remote).role, QStringLiteral("server"));
    // Who opened is not known.
    ScriptedCapture middle("> A 100 300 +60;< A 300 160");
    const Told other(*middle, incarnation(*middle, 0));
    QCOMPARE(ladderHead(other.content, LadderSide::Local).title, QStringLiteral("First sender"));
    QCOMPARE(ladderHead(other.content, LadderSide::Remote).title, QStringLiteral("Other end"));
}

void TestLadderWords::helpTellsTheWholeSegment() {
    ScriptedCapture capture = scripted();
    const Told told(*capture, incarnation(*capture, 1));
    const QStringList synAck =
        ladderRowHelp(told.content, told.rowOf(3)).replace(QChar(QChar::Nbsp), u' ').split(u'\n');
    QVERIFY(synAck[0].startsWith(QLatin1String("Packet 4 at ")));
    QCOMPARE(synAck[1], QStringLiteral("198.51.100.24:8080 → 192.0.2.10:41836"));
    QCOMPARE(synAck[2], QStringLiteral("Flags SYN+ACK"));
    QCOMPARE(synAck[3], QStringLiteral("Sequence number 0, absolute 1 902 447 563"));
    QCOMPARE(synAck[4], QStringLiteral("Acknowledgment number 1, absolute 3 481 220 118"));
    QCOMPARE(synAck[5], QStringLiteral("Window 65,160 bytes"));
    QCOMPARE(synAck[6], QStringLiteral("Options: maximum segment size 1460, window scale 7"));
    QCOMPARE(synAck.last(), QStringLiteral("Server: LISTEN → SYN-RECEIVED, rcv SYN / snd SYN+ACK"));
    const QString again = ladderRowHelp(told.content, told.rowOf(6));
    QVERIFY(again.contains(QLatin1String("Window 64,256 bytes: 502 as sent, times 128")));
    QVERIFY(again.contains(QLatin1String("Retransmission: these numbers were sent before.")));
    QVERIFY(again.contains(QLatin1String("GET /export.csv")));
    const QString run = ladderRowHelp(told.content, told.rowOf(8));
    QVERIFY(run.contains(QLatin1String("Packets 9 to 12")));
    QVERIFY(run.contains(QLatin1String("open it")));
}

void TestLadderWords::rowsAreSpoken() {
    ScriptedCapture capture = scripted();
    const Told told(*capture, incarnation(*capture, 1));
    const QString synAck =
        ladderRowSpoken(told.content, told.rowOf(3)).replace(QChar(QChar::Nbsp), u' ');
    QCOMPARE(synAck, QStringLiteral("0.018, Server sends SYN+ACK seq=0 (k = 1 902 447 563) ack=1 "
                                    "(j+1) win=65160 mss=1460, Server in SYN-RECEIVED"));
    QCOMPARE(ladderRowSpoken(told.content, told.rowOf(6) - 1),
             QStringLiteral("240 ms, no traffic"));
    QVERIFY(ladderRowSpoken(told.content, told.rowOf(8)).endsWith(QLatin1String(", closed")));
}

QTEST_GUILESS_MAIN(TestLadderWords)
#include "tst_ladder_words.moc"
