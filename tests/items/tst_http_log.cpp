// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/http_log_model.h"
#include "tests/items/item_fixtures.h"
#include "tests/sources/loaded_capture.h"
#include "tests/sources/written_capture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace synoptic;
using namespace synoptic::fixtures;
using namespace synoptic::test;

namespace {

constexpr EndIndex kClient = 1, kServer = 0;

HttpMessage request(FlowNumber flow, Duration time, const char* method, const char* target,
                    const char* host = "example.org") {
    HttpMessage message;
    message.flow = flow;
    message.sender = kClient;
    message.isRequest = true;
    message.time = at(time);
    message.packet = static_cast<PacketNumber>(time / 1ms);
    message.method = method;
    message.target = target;
    message.host = host;
    return message;
}

HttpMessage answer(FlowNumber flow, Duration time, int status, const char* reason = "",
                   const char* type = "", std::int64_t length = -1) {
    HttpMessage message;
    message.flow = flow;
    message.sender = kServer;
    message.time = at(time);
    message.packet = static_cast<PacketNumber>(time / 1ms);
    message.status = static_cast<std::uint16_t>(status);
    message.reason = reason;
    message.contentType = type;
    message.contentLength = length;
    return message;
}

const ConnectionSnapshot* nobody(FlowNumber) {
    return nullptr;
}

/// A model under test, and what its rows say.
class Log {
public:
    explicit Log(std::size_t capacity = HttpLogModel::kMostExchanges)
        : model(nullptr, capacity),
          tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest) {}

    void append(std::vector<HttpMessage> messages, const HttpLog::Finder& find = nobody) {
        ChangeSet changes;
        changes.http = std::move(messages);
        model.append(changes, find);
    }
    QString text(int row, int column) const { return model.index(row, column).data().toString(); }
    QString toolTip(int row, int column) const {
        return model.index(row, column).data(Qt::ToolTipRole).toString();
    }
    /// "GET /a 200", the oldest first.
    QStringList rows() const {
        QStringList all;
        for (int row = model.rowCount() - 1; row >= 0; --row) {
            const HttpExchange& e = *model.at(row);
            QStringList words;
            if (e.hasRequest)
                words << QString::fromStdString(e.method + ' ' + e.target);
            if (e.hasAnswer)
                words << QString::number(e.status);
            all << words.join(QLatin1Char(' '));
        }
        return all;
    }

    HttpLogModel model;
    QAbstractItemModelTester tester;
};

QStringList filtered(Log& log, const QString& filter) {
    log.model.setFilter(filter);
    return log.rows();
}

} // namespace

class TestHttpLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersFindTheirRequests();
    void pipelinedInOrder();
    void interimAnswersAreNoAnswers();
    void halvesStandAlone();
    void connectAndAbsoluteTargets();
    void sentAgainCountsOnce();
    void cutHeadsSaySo();
    void cellsAndRoles();
    void hostileTextStaysText();
    void answersThatComeLaterUpdateTheirRow();
    void filterWords_data();
    void filterWords();
    void filterSaysWhatIsWrong();
    void rowsFollowTheFilterAsAnswersCome();
    void bounded();
    void manyUnansweredStayQuick();
    void csv();
    void realCaptures();
    void writtenCapture();
};

void TestHttpLog::answersFindTheirRequests() {
    Log log;
    QSignalSpy inserted(&log.model, &QAbstractItemModel::rowsInserted);
    log.append({request(1, 10ms, "GET", "/a"), request(2, 11ms, "GET", "/b"),
                answer(2, 15ms, 404, "Not Found"), answer(1, 30ms, 200, "OK", "text/html", 512)});
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(log.rows(), (QStringList{QStringLiteral("GET /a 200"), QStringLiteral("GET /b 404")}));
    QCOMPARE(log.text(1, HttpLogModel::DurationColumn), QStringLiteral("20.0 ms"));
    QCOMPARE(log.text(0, HttpLogModel::DurationColumn), QStringLiteral("4.0 ms"));
}

void TestHttpLog::pipelinedInOrder() {
    Log log;
    log.append({request(1, 1ms, "GET", "/1"), request(1, 2ms, "GET", "/2"),
                request(1, 3ms, "GET", "/3"), answer(1, 4ms, 201), answer(1, 5ms, 202),
                request(1, 6ms, "GET", "/4"), answer(1, 7ms, 203), answer(1, 8ms, 204)});
    QCOMPARE(log.rows(), (QStringList{QStringLiteral("GET /1 201"), QStringLiteral("GET /2 202"),
                                      QStringLiteral("GET /3 203"), QStringLiteral("GET /4 204")}));
}

void TestHttpLog::interimAnswersAreNoAnswers() {
    Log log;
    log.append({request(1, 0ms, "POST", "/up"), answer(1, 3ms, 100, "Continue"),
                answer(1, 4ms, 103, "Early Hints")});
    QCOMPARE(log.text(0, HttpLogModel::Status), QStringLiteral("no answer seen"));
    log.append({answer(1, 90ms, 200, "OK")});
    QCOMPARE(log.rows(), QStringList{QStringLiteral("POST /up 200")});
    QCOMPARE(log.text(0, HttpLogModel::DurationColumn), QStringLiteral("90.0 ms"));
    QCOMPARE(log.model.at(0)->interims, std::uint16_t{2});
    QVERIFY(log.toolTip(0, HttpLogModel::Status).contains(QStringLiteral("103")));
    // 101 ends what HTTP there is.
    log.append({request(2, 0ms, "GET", "/ws"), answer(2, 5ms, 101, "Switching Protocols")});
    QCOMPARE(log.rows().last(), QStringLiteral("GET /ws 101"));
}

void TestHttpLog::halvesStandAlone() {
    Log log;
    log.append({answer(1, 1ms, 200), request(1, 2ms, "GET", "/a"), answer(1, 3ms, 500),
                request(1, 4ms, "GET", "/b")});
    QCOMPARE(log.rows(), (QStringList{QStringLiteral("200"), QStringLiteral("GET /a 500"),
                                      QStringLiteral("GET /b")}));
    const int orphan = 2;
    QCOMPARE(log.text(orphan, HttpLogModel::Method), QStringLiteral("–"));
    QVERIFY(!log.toolTip(orphan, HttpLogModel::Method).isEmpty());
    QCOMPARE(log.text(orphan, HttpLogModel::DurationColumn), QStringLiteral("–"));
    QCOMPARE(log.model.index(orphan, 0).data(HttpLogModel::PacketRole).toULongLong(), 1ULL);
    QCOMPARE(log.text(0, HttpLogModel::Status), QStringLiteral("no answer seen"));
    // What the asking end itself says is no answer.
    HttpMessage odd = answer(1, 5ms, 200);
    odd.sender = kClient;
    log.append({odd});
    QCOMPARE(log.rows().last(), QStringLiteral("200"));
    QCOMPARE(log.text(1, HttpLogModel::Status), QStringLiteral("no answer seen"));
}

void TestHttpLog::connectAndAbsoluteTargets() {
    Log log;
    log.append({request(1, 1ms, "CONNECT", "mail.example:443", "mail.example:443"),
                answer(1, 2ms, 200, "Connection established"),
                request(2, 3ms, "GET", "http://proxy.example/path?q=1", "proxy.example"),
                request(3, 4ms, "GET", "http://bare.example", "bare.example"),
                request(4, 5ms, "OPTIONS", "*"),
                request(5, 6ms, "GET", "/go?to=http://other.example/x")});
    QCOMPARE(log.text(4, HttpLogModel::Host), QStringLiteral("mail.example:443"));
    QCOMPARE(log.text(4, HttpLogModel::Path), QStringLiteral("–"));
    QCOMPARE(log.text(4, HttpLogModel::Status), QStringLiteral("200 Connection established"));
    QCOMPARE(log.text(3, HttpLogModel::Path), QStringLiteral("/path?q=1"));
    QCOMPARE(log.text(2, HttpLogModel::Path), QStringLiteral("/"));
    QCOMPARE(log.text(1, HttpLogModel::Path), QStringLiteral("*"));
    QCOMPARE(log.text(0, HttpLogModel::Path), QStringLiteral("/go?to=http://other.example/x"));
}

/// Only what a packet marked as sent again repeats; the same request twice is two.
void TestHttpLog::sentAgainCountsOnce() {
    class Bytes : public PacketHistory {
    public:
        Bytes() : PacketHistory(1'000, PacketIndex::WhenFull::Stop) {}
        std::unique_ptr<PacketStore> openStore() const override { return nullptr; }
    };
    auto packets = std::make_shared<Bytes>();
    for (int number = 0; number < 10; ++number) {
        IndexedPacket packet;
        packet.analysis = number == 3 || number == 6 || number == 8 ? kRetransmission : 0;
        packets->index().append(packet);
    }
    packets->index().publish();
    ChangeSet changes;
    changes.packets = packets;
    changes.http = {request(1, 1ms, "GET", "/poll"),
                    request(1, 2ms, "GET", "/poll"),
                    request(1, 3ms, "GET", "/poll"), // sent again
                    answer(1, 4ms, 200),
                    answer(1, 5ms, 204),
                    answer(1, 6ms, 200), // sent again, after the next one
                    request(1, 7ms, "GET", "/new"),
                    answer(1, 8ms, 500)}; // was lost before
    Log log;
    log.model.append(changes, nobody);
    QCOMPARE(log.rows(),
             (QStringList{QStringLiteral("GET /poll 200"), QStringLiteral("GET /poll 204"),
                          QStringLiteral("GET /new 500")}));
}

void TestHttpLog::cutHeadsSaySo() {
    Log log;
    HttpMessage cut = request(1, 1ms, "GET", "/long", "");
    cut.headCut = true;
    HttpMessage cutAnswer = answer(1, 2ms, 200, "OK");
    cutAnswer.headCut = true;
    log.append({cut, cutAnswer, request(2, 3ms, "GET", "/old", "")});
    for (const int column :
         {int(HttpLogModel::Host), int(HttpLogModel::Type), int(HttpLogModel::Length)}) {
        QCOMPARE(log.text(1, column), QStringLiteral("cut off"));
        QVERIFY(log.toolTip(1, column).contains(QStringLiteral("beginning of each packet")));
    }
    QCOMPARE(log.text(1, HttpLogModel::Path), QStringLiteral("/long"));
    QCOMPARE(log.text(0, HttpLogModel::Host), QStringLiteral("–")); // HTTP/1.0 needs none
    QVERIFY(log.toolTip(0, HttpLogModel::Host).isEmpty());
    HttpMessage nothing = request(3, 4ms, "GET", "", "");
    nothing.headCut = true;
    log.append({nothing});
    QCOMPARE(log.text(0, HttpLogModel::Path), QStringLiteral("cut off"));
}

void TestHttpLog::cellsAndRoles() {
    ConnectionSnapshot known = connection(7);
    Log log;
    log.append({request(4, 10ms, "GET", "/img.png"),
                answer(4, 12'345ms, 503, "Service Unavailable", "text/html; charset=utf-8", 5'258)},
               [&](FlowNumber flow) { return flow == 4 ? &known : nullptr; });
    QCOMPARE(log.text(0, HttpLogModel::Method), QStringLiteral("GET"));
    QCOMPARE(log.text(0, HttpLogModel::Host), QStringLiteral("example.org"));
    QCOMPARE(log.text(0, HttpLogModel::Status), QStringLiteral("503 Service Unavailable"));
    QCOMPARE(log.text(0, HttpLogModel::DurationColumn), QStringLiteral("12.3 s"));
    QCOMPARE(log.text(0, HttpLogModel::Type), QStringLiteral("text/html"));
    QCOMPARE(log.text(0, HttpLogModel::Length), QStringLiteral("5.1 KiB"));
    QCOMPARE(log.text(0, HttpLogModel::Connection),
             QStringLiteral("192.0.2.10:40007 ↔ 198.51.100.7:443"));
    QCOMPARE(log.text(0, HttpLogModel::Process), QStringLiteral("curl"));
    const auto role = [&](int column, int which) {
        return log.model.index(0, column).data(which).toULongLong();
    };
    QCOMPARE(role(0, HttpLogModel::KeyRole), 7ULL);
    QCOMPARE(role(0, HttpLogModel::PacketRole), 10ULL);
    QCOMPARE(role(HttpLogModel::Status, HttpLogModel::ToneRole),
             qulonglong(HttpLogModel::Tone::Error));
    QCOMPARE(role(HttpLogModel::Path, HttpLogModel::ToneRole),
             qulonglong(HttpLogModel::Tone::Plain));
    log.append({answer(9, 13ms, 404)});
    QCOMPARE(role(HttpLogModel::Status, HttpLogModel::ToneRole),
             qulonglong(HttpLogModel::Tone::Warning));
    QCOMPARE(role(HttpLogModel::Path, HttpLogModel::ToneRole),
             qulonglong(HttpLogModel::Tone::Quiet));
    QStringList headers;
    for (int column = 0; column < HttpLogModel::ColumnCount; ++column)
        headers << log.model.headerData(column, Qt::Horizontal).toString();
    QCOMPARE(
        headers.join(QLatin1Char(' ')),
        QStringLiteral("Time Method Host Path Status Duration Type Length Connection Process"));
}

void TestHttpLog::hostileTextStaysText() {
    Log log;
    log.append({request(1, 1ms, "GET", "/<img src=x>\x1b[31m", "<b>host</b>\xe2\x80\xae"),
                answer(1, 2ms, 200, "<script>")});
    QVERIFY(!log.text(0, HttpLogModel::Path).contains(QChar(0x1b)));
    QVERIFY(!log.text(0, HttpLogModel::Host).contains(QChar(0x202e)));
    for (const int column :
         {int(HttpLogModel::Path), int(HttpLogModel::Host), int(HttpLogModel::Status)}) {
        const QString tip = log.toolTip(0, column);
        QVERIFY2(tip.startsWith(QStringLiteral("<qt>")) && tip.contains(QStringLiteral("&lt;")),
                 qPrintable(tip));
    }
}

void TestHttpLog::answersThatComeLaterUpdateTheirRow() {
    Log log;
    log.append({request(1, 1ms, "GET", "/a"), request(2, 2ms, "GET", "/b")});
    QSignalSpy changed(&log.model, &QAbstractItemModel::dataChanged);
    QSignalSpy counts(&log.model, &HttpLogModel::countsChanged);
    log.append({answer(1, 9ms, 200)});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    QCOMPARE(counts.count(), 1);
    QCOMPARE(log.rows(), (QStringList{QStringLiteral("GET /a 200"), QStringLiteral("GET /b")}));
}

void TestHttpLog::filterWords_data() {
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("rows");
    const auto row = [](const char* filter, const char* rows) {
        QTest::newRow(filter) << QString::fromUtf8(filter) << QString::fromLatin1(rows);
    };
    row("", "abcde");
    row("INDEX", "a");
    row("status:404", "b");
    row("status:>=500", "c");
    row("status:4xx", "b");
    row("status:200-299", "ae");
    row("status:none", "d");
    row("not status:none", "abce");
    row("!status:none", "abce");
    row("method:post", "ce");
    row("method:pos", "");
    row("host:api", "ce");
    row("host:api status:2xx", "e");
    row("path:/v1", "ce");
    row("path:/v1/", "ce");
    row("path:/v1/e", "e");
    row("path:/1", "");
    row("/v1/c", "c");
    row("/1", "");
    row("type:json", "e");
    row("duration:>100ms", "c");
    row("duration:<50", "abe");
    row("curl", "abcd"); // process of one connection
    row("process:curl method:get", "abd");
    row("192.0.2.10:40007", "abcd");
    row("404", "b");
    row("\"not found\"", "b");
    row("/ind.x/", "a");
    row("nothing-of-it", "");
    row("status:", "abcde"); // is being written
}

void TestHttpLog::filterWords() {
    QFETCH(QString, filter);
    QFETCH(QString, rows);
    const ConnectionSnapshot known = connection(7);
    Log log;
    log.append({request(1, 1ms, "GET", "/index?a"), answer(1, 2ms, 200, "OK", "text/html"),
                request(1, 3ms, "GET", "/b"), answer(1, 5ms, 404, "Not Found"),
                request(1, 6ms, "POST", "/v1/c", "api.example"), answer(1, 400ms, 503),
                request(1, 401ms, "GET", "/d"), request(2, 500ms, "POST", "/v1/e", "api.example"),
                answer(2, 530ms, 201, "Created", "application/json")},
               [&](FlowNumber flow) { return flow == 1 ? &known : nullptr; });
    QString found;
    log.model.setFilter(filter);
    for (int row = log.model.rowCount() - 1; row >= 0; --row)
        found += QLatin1Char(log.model.at(row)->target.back());
    QCOMPARE(found, rows);
}

void TestHttpLog::filterSaysWhatIsWrong() {
    Log log;
    log.append({request(1, 1ms, "GET", "/a"), answer(1, 2ms, 200)});
    QVERIFY(log.model.setFilter(QStringLiteral("status:200")).isEmpty());
    for (const char* wrong : {"status:abc", "stat:404", "a or b", "(a)", "/[/", "duration:long"})
        QVERIFY2(!log.model.setFilter(QString::fromLatin1(wrong)).isEmpty(), wrong);
    QCOMPARE(filtered(log, QStringLiteral("status:abc /a")).size(), 1); // the rest holds
}

void TestHttpLog::rowsFollowTheFilterAsAnswersCome() {
    Log log;
    log.model.setFilter(QStringLiteral("status:404"));
    for (int i = 0; i < 6; ++i)
        log.append({request(FlowNumber(i), i * 1ms, "GET", i % 2 ? "/odd" : "/even")});
    QCOMPARE(log.model.rowCount(), 0);
    log.append({answer(3, 10ms, 404)});
    log.append({answer(5, 11ms, 404), answer(0, 12ms, 404), answer(1, 13ms, 200)});
    QCOMPARE(log.rows(),
             (QStringList{QStringLiteral("GET /even 404"), QStringLiteral("GET /odd 404"),
                          QStringLiteral("GET /odd 404")}));
    QCOMPARE(log.model.at(1)->flow, FlowNumber{3});
    log.model.setFilter(QStringLiteral("status:none"));
    QCOMPARE(log.model.rowCount(), 2);
    log.append({answer(2, 20ms, 200)}); // fits no longer
    QCOMPARE(log.model.rowCount(), 1);
}

void TestHttpLog::bounded() {
    Log log(10);
    log.model.setFilter(QStringLiteral("path:/1"));
    for (int i = 0; i < 40; ++i) {
        const std::string target = '/' + std::to_string(i);
        log.append({request(FlowNumber(i), i * 1ms, "GET", target.c_str())});
        QVERIFY(log.model.totalCount() <= 10);
    }
    QCOMPARE(log.model.rowCount(), 0); // 30..39 are here
    log.model.setFilter({});
    QCOMPARE(log.model.rowCount(), 10);
    log.append({answer(2, 1s, 200)}); // its request is gone
    QCOMPARE(log.rows().last(), QStringLiteral("200"));
    // More at once than there is room for.
    std::vector<HttpMessage> flood;
    for (int i = 0; i < 25; ++i) {
        flood.push_back(request(1, i * 1ms, "GET", "/flood"));
        flood.push_back(answer(1, i * 1ms, 200));
    }
    log.append(flood);
    QCOMPARE(log.model.totalCount(), std::size_t{10});
    QCOMPARE(log.rows().first(), QStringLiteral("GET /flood 200"));
    ChangeSet omitted;
    omitted.httpOmitted = 3;
    log.model.append(omitted, nobody);
    QCOMPARE(log.model.omittedCount(), 3U);
    log.model.clear();
    QCOMPARE(log.model.rowCount(), 0);
    QCOMPARE(log.model.omittedCount(), 0U);
    log.append({request(1, 1ms, "GET", "/again"), answer(1, 2ms, 200)});
    QCOMPARE(log.rows(), QStringList{QStringLiteral("GET /again 200")});
}

/// A flood of requests that nobody answers, on one connection, and answers of the wrong end.
void TestHttpLog::manyUnansweredStayQuick() {
    HttpLogModel model(nullptr, 20'000);
    ChangeSet changes;
    for (int i = 0; i < 100'000; ++i) {
        changes.http.push_back(request(1, i * 1us, "GET", "/x"));
        if (i % 4 == 0) {
            changes.http.push_back(answer(1, i * 1us, 200));
            changes.http.back().sender = kClient;
        }
    }
    QElapsedTimer timer;
    timer.start();
    model.append(changes, nobody);
    qInfo("125,000 heads: %lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() < 5'000);
    QCOMPARE(model.totalCount(), std::size_t{20'000});
}

void TestHttpLog::csv() {
    const ConnectionSnapshot known = connection(7);
    Log log;
    log.append({request(4, 10ms, "GET", "/a,\"b\"", "=cmd()"),
                answer(4, 260ms, 200, "OK", "text/html", 12), answer(9, 300ms, 500)},
               [&](FlowNumber flow) { return flow == 4 ? &known : nullptr; });
    const QList<QByteArray> lines = exportCsv(log.model.shown()).split('\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines[0].startsWith("time,method,host,path,status,reason,duration,"));
    QCOMPARE(lines[1], QByteArray("2023-11-14T22:13:20.300Z,,,,500,,,,,,,,,,301\r"));
    QCOMPARE(lines[2],
             QByteArray("2023-11-14T22:13:20.010Z,GET,'=cmd(),\"/a,\"\"b\"\"\",200,OK,0.25,"
                        "text/html,12,192.0.2.10:40007,198.51.100.7:443,curl,1007,11,261\r"));
}

void TestHttpLog::realCaptures() {
    LoadedCapture capture = LoadedCapture::sample("dpkt-nb6-pppoe-l2tp.pcap");
    Log log;
    log.model.append(capture.changes, [&](FlowNumber flow) -> const ConnectionSnapshot* {
        for (const ConnectionSnapshot& connection : capture.changes.changed)
            if (connection.wire.flow == flow)
                return &connection;
        return nullptr;
    });
    QVERIFY(log.model.rowCount() > 0);
    for (int row = 0; row < log.model.rowCount(); ++row) {
        const HttpExchange& exchange = *log.model.at(row);
        QVERIFY(exchange.hasRequest && exchange.hasAnswer && exchange.tuple);
        QCOMPARE(log.text(row, HttpLogModel::Method), QStringLiteral("GET"));
        QVERIFY(exchange.duration() && *exchange.duration() > 0ns);
    }
    LoadedCapture flags = LoadedCapture::sample("tcpdump-print-flags.pcap");
    Log one;
    one.model.append(flags.changes, nobody);
    QCOMPARE(one.rows(), QStringList{QStringLiteral("GET / 200")});
    QCOMPARE(one.text(0, HttpLogModel::Host), QStringLiteral("localhost"));
    QCOMPARE(one.text(0, HttpLogModel::Type), QStringLiteral("text/html"));
    QCOMPARE(one.text(0, HttpLogModel::Length), QStringLiteral("5.1 KiB"));
    QCOMPARE(one.model.at(0)->requestPacket, PacketNumber{3});
}

/// Through the real tracker: a request sent again, a pipeline, a snap length.
void TestHttpLog::writtenCapture() {
    const QTemporaryDir folder;
    WrittenCapture capture;
    capture.open(100, 500);
    const QByteArray one = "GET /one HTTP/1.1\r\nHost: a\r\n\r\n";
    const QByteArray two = "GET /two HTTP/1.1\r\nHost: a\r\n\r\n";
    capture.tcp(true, kAck, 101, 501, one).tcp(true, kAck, 101, 501, one);
    capture.tcp(true, kAck, 101 + 30, 501, two);
    const QByteArray ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    const auto length = static_cast<std::uint32_t>(ok.size());
    capture.tcp(false, kAck, 501, 161, ok);
    capture.tcp(false, kAck, 501 + length, 161, "HTTP/1.1 404 Not Found\r\n\r\n");
    const QString path = folder.filePath(QStringLiteral("http.pcap"));
    QVERIFY(capture.save(path));
    const LoadedCapture loaded(path.toStdString());
    Log log;
    log.model.append(loaded.changes, nobody);
    QCOMPARE(log.rows(),
             (QStringList{QStringLiteral("GET /one 200"), QStringLiteral("GET /two 404")}));

    WrittenCapture cut(80, 54 + 24);
    cut.open(100, 500).tcp(true, kAck, 101, 501, "GET /one HTTP/1.1\r\nHost: example.org\r\n\r\n");
    QVERIFY(cut.save(path));
    const LoadedCapture loadedCut(path.toStdString());
    Log cutLog;
    cutLog.model.append(loadedCut.changes, nobody);
    QCOMPARE(cutLog.text(0, HttpLogModel::Path), QStringLiteral("/one"));
    QCOMPARE(cutLog.text(0, HttpLogModel::Host), QStringLiteral("cut off"));
}

QTEST_GUILESS_MAIN(TestHttpLog)
#include "tst_http_log.moc"
