// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_export.h"
#include "model/items/finding_text.h"
#include "model/items/format.h"
#include "model/items/json_lines.h"
#include "model/items/safe_text.h"
#include "model/items/text_order.h"
#include "tests/items/item_fixtures.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTest>

#include <algorithm>
#include <array>
#include <random>

using namespace synoptic;
using namespace synoptic::fixtures;

class TestItemText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void durations_data();
    void durations();
    void intervals_data();
    void intervals();
    void sizes_data();
    void sizes();
    void rtts_data();
    void rtts();
    void digitsFollowTheLocale();
    void eventsAreNamedWithWhatIsSent();
    void hostileText_data();
    void hostileText();
    void csvFields_data();
    void csvFields();
    void csvOfConnections();
    void jsonOfConnections();
    void labelsStandAsTextsDo();
    void aCountThatStoppedSaysSo();
};

void TestItemText::aCountThatStoppedSaysSo() {
    Finding finding;
    finding.rule = RuleId::ConnectionAttempts;
    finding.subject.kind = FindingSubject::Kind::Destination;
    finding.subject.remote = endpoint("198.51.100.9", 0);
    finding.evidence = {{"attempts", 900}, {"ports", 256, 15}};
    QCOMPARE(findingSummary(finding), QStringLiteral("198.51.100.9 tried 256 ports in vain"));
    QVERIFY(!findingLine(finding).contains("at_least"));
    finding.evidence[1].atLeast = true;
    QCOMPARE(findingSummary(finding),
             QStringLiteral("198.51.100.9 tried at least 256 ports in vain"));
    QCOMPARE(findingEvidence(finding).at(1), QStringLiteral("ports: at least 256 (limit 15)"));
    QVERIFY(findingLine(finding).contains(
        R"({"name":"ports","value":256,"limit":15,"at_least":true})"));
}

void TestItemText::durations_data() {
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 ms, const char* text) {
        QTest::newRow(text) << ms << QString::fromUtf8(text);
    };
    row(-5000, "0.0 s");
    row(400, "0.4 s");
    row(38'200, "38.2 s");
    row(59'949, "59.9 s");
    row(59'950, "1 m 00 s");
    row(60'000, "1 m 00 s");
    row(161'000, "2 m 41 s");
    row(2'466'000, "41 m 06 s");
    row(3'599'999, "59 m 59 s");
    row(4'380'000, "1 h 13 m");
    row(86'399'000, "23 h 59 m");
    row(187'200'000, "2 d 04 h");
}

void TestItemText::durations() {
    QFETCH(qint64, ms);
    QFETCH(QString, text);
    QCOMPARE(formatDuration(std::chrono::milliseconds(ms)), text);
}

void TestItemText::intervals_data() {
    QTest::addColumn<qint64>("us");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 us, const char* text) {
        QTest::newRow(text) << us << QString::fromUtf8(text);
    };
    row(0, "+0 µs");
    row(4, "+4 µs");
    row(9, "+9 µs");
    row(10, "+0.01 ms");
    row(41'000, "+41 ms");
    row(999'600, "+1.00 s");
    row(7'320'000, "+7.32 s");
    row(10'080'000'000, "+2 h 48 m");
}

void TestItemText::intervals() {
    QFETCH(qint64, us);
    QFETCH(QString, text);
    QCOMPARE(formatInterval(std::chrono::microseconds(us)), text);
}

void TestItemText::sizes_data() {
    QTest::addColumn<double>("bytes");
    QTest::addColumn<QString>("size");
    QTest::addColumn<QString>("rate");
    const auto row = [](double bytes, const char* size, const char* rate) {
        QTest::addRow("%.1f", bytes) << bytes << QString::fromUtf8(size) << QString::fromUtf8(rate);
    };
    row(0, "0", "0");
    row(52, "52 B", "52 B");
    row(922, "922 B", "0.9 KiB");
    row(1023, "1,023 B", "1.0 KiB");
    row(2458, "2.4 KiB", "2.4 KiB");
    row(102'348, "99.9 KiB", "99.9 KiB");
    row(102'400, "100 KiB", "100 KiB");
    row(217'088, "212 KiB", "212 KiB");
    row(1'023'500, "1.0 MiB", "1.0 MiB");
    row(1.8 * 1048576, "1.8 MiB", "1.8 MiB");
    row(5e12, "4.5 TiB", "4.5 TiB");
}

void TestItemText::sizes() {
    QFETCH(double, bytes);
    QFETCH(QString, size);
    QFETCH(QString, rate);
    QString got = formatBytes(static_cast<std::uint64_t>(bytes));
    if (bytes > 1000 && bytes < 1024)
        got.remove(u','), size.remove(u','); // the C locale groups no digits
    QCOMPARE(got, size);
    QCOMPARE(formatRate(bytes), rate);
}

void TestItemText::rtts_data() {
    QTest::addColumn<uint>("us");
    QTest::addColumn<QString>("text");
    const auto row = [](uint us, const char* text) {
        QTest::newRow(text) << us << QString::fromUtf8(text);
    };
    row(4, "4 µs");
    row(99, "99 µs");
    row(100, "0.1 ms");
    row(300, "0.3 ms");
    row(18'200, "18.2 ms");
    row(183'000, "183 ms");
    row(1'020'000, "1.02 s");
}

void TestItemText::rtts() {
    QFETCH(uint, us);
    QFETCH(QString, text);
    QCOMPARE(formatRtt(us), text);
}

void TestItemText::digitsFollowTheLocale() {
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(formatCount(1'832), QStringLiteral("1.832"));
    QCOMPARE(formatRtt(18'200), QStringLiteral("18,2 ms"));
    QLocale::setDefault(QLocale::c());
}

void TestItemText::eventsAreNamedWithWhatIsSent() {
    StateTransition t;
    t.from = TcpState::Established;
    t.to = TcpState::CloseWait;
    t.event = TcpEvent::ReceiveFin;
    QCOMPARE(formatEventAndSent(t), QStringLiteral("rcv FIN / snd ACK"));
    t.event = TcpEvent::Unseen;
    QCOMPARE(formatEventAndSent(t), QStringLiteral("unseen"));
    // The texts to be translated are those of the core, all of them.
    for (std::size_t i = 0; i <= static_cast<std::size_t>(TcpEvent::Unseen); ++i) {
        const auto event = static_cast<TcpEvent>(i);
        QCOMPARE(formatEvent(event).toStdString(), std::string(name(event)));
    }
    for (std::size_t i = 0; i <= static_cast<std::size_t>(SentSegment::Rst); ++i) {
        const auto sent = static_cast<SentSegment>(i);
        QCOMPARE(formatSent(sent).toStdString(), std::string(name(sent)));
    }
}

void TestItemText::hostileText_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QByteArray("nginx") << "nginx";
    QTest::newRow("escape") << QByteArray("a\x1b[1m\n") << QStringLiteral("a\uFFFD[1m\uFFFD");
    QTest::newRow("direction") << QByteArray("a\xe2\x80\xae"
                                             "b")
                               << QStringLiteral("a\uFFFDb");
    QTest::newRow("no UTF-8") << QByteArray("a\xff\xfe") << QStringLiteral("a\uFFFD\uFFFD");
    QTest::newRow("cut") << QByteArray(200, 'x') << QString(QString(15, u'x') + QChar(0x2026));
}

void TestItemText::hostileText() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    QCOMPARE(
        safeText(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())), 16),
        text);
    QCOMPARE(plainToolTip(QStringLiteral("a & b")), QStringLiteral("a & b"));
    QCOMPARE(plainToolTip(QStringLiteral("<b>\nx")), QStringLiteral("<qt>&lt;b&gt;<br>x</qt>"));
}

void TestItemText::csvFields_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("plain") << "nginx" << QByteArray("nginx");
    QTest::newRow("comma") << "a,b" << QByteArray("\"a,b\"");
    QTest::newRow("quote") << "a\"b" << QByteArray("\"a\"\"b\"");
    QTest::newRow("formula") << "=cmd|' /C calc'!A0" << QByteArray("'=cmd|' /C calc'!A0");
    QTest::newRow("plus") << "+1+1" << QByteArray("'+1+1");
    QTest::newRow("at") << "@SUM(1,2)" << QByteArray("\"'@SUM(1,2)\"");
    QTest::newRow("negative number") << "-12.5" << QByteArray("-12.5");
    QTest::newRow("minus") << "-2+3" << QByteArray("'-2+3");
    QTest::newRow("empty") << "" << QByteArray();
}

void TestItemText::csvFields() {
    QFETCH(QString, text);
    QFETCH(QByteArray, field);
    QCOMPARE(csvField(text), field);
}

void TestItemText::csvOfConnections() {
    const TableNames names;
    ConnectionSnapshot c = connection(1);
    c.id.tuple = {endpoint("192.0.2.10", 41836), endpoint("2001:db8::7", 443)};
    c.owner = process("=evil", 7);
    c.metrics = metrics(18'200);
    const std::array<const ConnectionSnapshot*, 1> rows{&c};
    using Columns = ConnectionColumns;
    const std::array columns{Columns::State,      Columns::Process, Columns::RemoteAddress,
                             Columns::RemotePort, Columns::Rtt,     Columns::TimeInState};
    QCOMPARE(exportCsv(rows, columns, at(90s), names),
             QByteArray("state,process,remote_address,remote_port,rtt,time_in_state,first_seen,"
                        "last_change\r\n"
                        "ESTABLISHED,'=evil,2001:db8::7,443,0.0182,90,2023-11-14T22:13:20.000Z,"
                        "2023-11-14T22:13:20.000Z\r\n"));
}

void TestItemText::jsonOfConnections() {
    const ConnectionSnapshot one = connection(1);
    const ConnectionSnapshot two = listener(2, 80);
    const std::array<const ConnectionSnapshot*, 2> rows{&one, &two};
    const QList<QByteArray> lines = exportJsonLines(rows).split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[2].isEmpty());
    const QJsonObject socket = QJsonDocument::fromJson(lines[1]).object();
    QCOMPARE(socket.value(QStringLiteral("type")).toString(), QStringLiteral("socket"));
    QCOMPARE(socket.value(QStringLiteral("state")).toString(), QStringLiteral("LISTEN"));
}

void TestItemText::labelsStandAsTextsDo() {
    TextOrder order;
    std::mt19937 random(3);
    std::vector<std::string> texts{"a"};
    // Falling ones halve the room again and again, so that all must be numbered anew.
    for (int i = 0; i < 300; ++i)
        texts.push_back("m" + std::string(static_cast<std::size_t>(300 - i), 'b'));
    for (int i = 0; i < 700; ++i)
        texts.push_back(std::string(1, static_cast<char>('A' + random() % 58)) +
                        std::to_string(random() % 1000));
    for (const std::string& text : texts)
        order.label(text);
    QVERIFY(order.generation() > 0);
    std::sort(texts.begin(), texts.end(), [&](const std::string& a, const std::string& b) {
        return order.label(a) < order.label(b);
    });
    const auto folded = [](std::string text) {
        std::transform(text.begin(), text.end(), text.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return text;
    };
    QVERIFY(std::is_sorted(texts.begin(), texts.end(),
                           [&](const auto& a, const auto& b) { return folded(a) < folded(b); }));
}

QTEST_GUILESS_MAIN(TestItemText)
#include "tst_item_text.moc"
