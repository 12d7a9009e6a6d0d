// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/json_lines.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace synoptic;
using namespace std::chrono_literals;

namespace {

ConnectionSnapshot sample() {
    ConnectionSnapshot connection;
    connection.id.netns = 4026531840;
    connection.id.tuple.local = {*IpAddress::parse("2001:db8::1"), 50212, 0};
    connection.id.tuple.remote = {*IpAddress::parse("fe80::2"), 443, 3};
    connection.state = TcpState::SynReceived;
    connection.receiveQueue = 1;
    connection.sendQueue = 2;
    connection.uid = 1000;
    connection.inode = 90210;
    auto process = std::make_shared<ProcessInfo>();
    process->pid = 4711;
    process->name = "curl";
    connection.owner = {.kind = Owner::Kind::Process, .others = 0, .process = process};
    connection.timer = {SocketTimer::Kind::KeepAlive, 0, 12500ms};
    connection.metrics.emplace();
    connection.metrics->rttMicroseconds = 400;
    connection.metrics->bytesReceived = 1ULL << 40;
    return connection;
}

QJsonObject parsed(const QByteArray& line) {
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(line, &error);
    if (error.error != QJsonParseError::NoError || line.contains('\n'))
        qWarning() << error.errorString() << line;
    return document.object();
}

QJsonObject object(const char* json) {
    return QJsonDocument::fromJson(json).object();
}

} // namespace

class TestJsonLines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void socketHasTheContractsKeys();
    void whatIsUnknownIsAbsent();
    void transitionHasTheContractsKeys();
    void timesAreExact_data();
    void timesAreExact();
    void hostileNamesStayInsideTheirString();
    void summaryListsWhatApplies();
};

void TestJsonLines::socketHasTheContractsKeys() {
    const QByteArray line = socketLine(sample());
    QVERIFY(line.startsWith("{\"type\":\"socket\",\"protocol\":\"tcp\",\"local\":"));
    const QJsonObject json = parsed(line);
    const QJsonObject expected = object(
        R"({"type":"socket","protocol":"tcp","local":{"address":"2001:db8::1","port":50212},
            "remote":{"address":"fe80::2","port":443,"scope":3},"state":"SYN-RECEIVED",
            "receive_queue":1,"send_queue":2,"uid":1000,"inode":90210,"pid":4711,"process":"curl",
            "timer":{"kind":"keepalive","expires":12.5},"rtt":0.0004,"retransmits":0,
            "bytes_received":1099511627776,"netns":4026531840})");
    QVERIFY(!expected.isEmpty());
    for (auto at = expected.begin(); at != expected.end(); ++at)
        QCOMPARE(json.value(at.key()), at.value());
}

void TestJsonLines::whatIsUnknownIsAbsent() {
    ConnectionSnapshot connection = sample();
    connection.owner = {};
    connection.uid.reset();
    connection.inode = 0;
    connection.timer = {};
    connection.metrics.reset();
    const QJsonObject json = parsed(socketLine(connection));
    for (const char* key : {"uid", "inode", "pid", "process", "owner", "timer", "rtt",
                            "bytes_received", "interface_index"})
        QVERIFY2(!json.contains(QLatin1String(key)), key);
    connection.owner.kind = Owner::Kind::OtherUser;
    QCOMPARE(parsed(socketLine(connection)).value(QLatin1String("owner")).toString(),
             QStringLiteral("other-user"));
    connection.metrics.emplace(); // SYN-SENT: nothing measured yet
    QVERIFY(!parsed(socketLine(connection)).contains(QLatin1String("rtt")));
}

void TestJsonLines::transitionHasTheContractsKeys() {
    StateTransition transition;
    transition.from = TcpState::SynSent;
    transition.to = TcpState::Established;
    transition.event = TcpEvent::ReceiveSynAck;
    transition.evidence = Evidence::SocketTable;
    transition.time = Timestamp(1700000000s + 1us);
    transition.notBefore = Timestamp(1699999999s);
    const QJsonObject json = parsed(transitionLine(transition, sample()));
    const QJsonObject expected = object(
        R"({"type":"transition","time":1700000000.000001,"not_before":1699999999,"protocol":"tcp",
            "local":{"address":"2001:db8::1","port":50212},
            "remote":{"address":"fe80::2","port":443,"scope":3},"from":"SYN-SENT",
            "to":"ESTABLISHED","event":"rcv SYN+ACK","evidence":"socket-table","pid":4711,
            "process":"curl","netns":4026531840})");
    QCOMPARE(json, expected);
    const auto named = parsed(transitionLine(transition, sample(), "blue\n"));
    QCOMPARE(named.value(QLatin1String("netns_name")).toString(), QStringLiteral("blue\n"));
    transition.notBefore = transition.time;
    QVERIFY(!parsed(transitionLine(transition, sample())).contains(QLatin1String("not_before")));
}

void TestJsonLines::timesAreExact_data() {
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](qint64 nanoseconds, const char* text) {
        QTest::newRow(text) << nanoseconds << QByteArray(text);
    };
    row(1'700'000'000'000'001'000, "1700000000.000001");
    row(1'700'000'000'123'456'789, "1700000000.123456789");
    row(0, "0");
    row(1, "0.000000001");
    row(60'000'000'000, "60");
    row(-1'500'000'000, "-1.5");
}

void TestJsonLines::timesAreExact() {
    QFETCH(qint64, nanoseconds);
    QFETCH(QByteArray, text);
    RunSummary summary;
    summary.duration = std::chrono::nanoseconds(nanoseconds);
    const QByteArray line = summaryLine(summary);
    QVERIFY2(line.contains("\"duration\":" + text + ','), line.constData());
}

void TestJsonLines::hostileNamesStayInsideTheirString() {
    ConnectionSnapshot connection = sample();
    auto process = std::make_shared<ProcessInfo>();
    process->pid = 1;
    process->name = "a\"b\\c\n\x1b[31m\x7f\xff";
    connection.owner.process = process;
    const QByteArray line = socketLine(connection);
    for (const char c : line)
        QVERIFY(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    QCOMPARE(parsed(line).value(QLatin1String("process")).toString(),
             QString::fromUtf8("a\"b\\c\n\x1b[31m\x7f") + QChar(QChar::ReplacementCharacter));
}

void TestJsonLines::summaryListsWhatApplies() {
    QCOMPARE(summaryLine({}), QByteArray("{\"type\":\"summary\",\"warnings\":[]}"));
    RunSummary summary;
    summary.connections = 3;
    summary.lostEvents = 4;
    summary.duration = 1500ms;
    summary.warnings = {"one", "two \"quoted\""};
    const QJsonObject expected =
        object(R"({"type":"summary","connections":3,"lost_events":4,"duration":1.5,
                   "warnings":["one","two \"quoted\""]})");
    QCOMPARE(parsed(summaryLine(summary)), expected);
}

QTEST_GUILESS_MAIN(TestJsonLines)
#include "tst_json_lines.moc"
