// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_filter.h"
#include "tests/items/item_fixtures.h"

#include <QTest>

using namespace synoptic;
using namespace synoptic::fixtures;

using Verdict = FilterParseResult::Verdict;

class TestConnectionFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matches_data();
    void matches();
    void verdicts_data();
    void verdicts();
    void stateAtAMoment_data();
    void stateAtAMoment();
    void aMomentLongAgoIsSurprising();
    void timeOfDayIsTheLatest();
    void closedAreLookedAtOnRequest_data();
    void closedAreLookedAtOnRequest();
    void deepNestingIsRefused();
    void slowExpressionsAreGivenUp();

private:
    TableNames names_;
};

namespace {

/// What the matching table asks about; each has a letter.
std::vector<std::pair<QChar, ConnectionSnapshot>> people() {
    std::vector<std::pair<QChar, ConnectionSnapshot>> list;
    // e: an established client with numbers
    ConnectionSnapshot e = connection(1);
    e.id.tuple = {endpoint("192.0.2.10", 41836), endpoint("198.51.100.7", 443)};
    e.metrics = metrics(150'000);
    e.metrics->bytesAcked = 2 << 20;
    e.sendRate = 2048;
    e.uid = 1000;
    e.timer = {SocketTimer::Kind::KeepAlive, 0, 5s};
    list.emplace_back(u'e', e);
    // l: a listener
    list.emplace_back(u'l', listener(2, 8080));
    // t: a TIME-WAIT on loopback, IPv6
    ConnectionSnapshot t = connection(3, TcpState::TimeWait);
    t.id.tuple = {endpoint("::1", 22), endpoint("::1", 50000)};
    t.role = Role::Server;
    t.owner = {Owner::Kind::Kernel, 0, nullptr};
    t.uid.reset();
    t.evidence = Evidence::Inferred;
    t.firstSeen = at(51s);
    t.lastChange = at(58s);
    list.emplace_back(u't', t);
    // u: a UDP socket
    ConnectionSnapshot u = connection(4, TcpState::Closed);
    u.id.protocol = Protocol::Udp;
    u.id.tuple = {endpoint("192.0.2.10", 53), {}};
    u.role = Role::Unknown;
    u.owner = process("Dns Masq", 7);
    list.emplace_back(u'u', u);
    // c: closed and kept
    ConnectionSnapshot c = connection(5, TcpState::Closed);
    c.id.tuple = {endpoint("::ffff:192.0.2.10", 5000), endpoint("::ffff:203.0.113.9", 443)};
    c.closed = true;
    c.alreadyThere = true;
    list.emplace_back(u'c', c);
    return list;
}

} // namespace

void TestConnectionFilter::matches_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* text, const char* expected) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row("", "eltuc");
    row("state:ESTABLISHED", "e");
    row("state:estab", "e");
    row("state:TIME_WAIT,LISTEN", "lt");
    row("not state:established", "ltuc");
    row("state:established or state:listen", "el");
    row("(state:established or is:listening) proto:tcp port:443", "e");
    row("port:443", "ec");
    row("port:https", "ec");
    row("port:HTTPS", "ec");
    row("port:40000-50000", "et");
    row("port:>=50000", "t");
    row("dport:<1024", "ec");
    row("sport:22", "t");
    row("dport:443,50000", "etc");
    row("src:192.0.2.0/24", "euc");
    row("dst:198.51.100.7", "e");
    row("dst:203.0.113.0/24", "c");
    row("src:::1", "t");
    row("host:example", "e");
    row("host:=www.example.org", "e");
    row("host:/^www\\./", "e");
    row("host:192.0.2", "euc");
    row("process:CURL", "ec");
    row("process:\"dns masq\"", "u");
    row("process:/^ng.nx$/", "l");
    row("process:kernel", "t");
    row("pid:7", "u");
    row("pid:1000-1002", "e");
    row("user:root", "luc");
    row("user:0", "luc");
    row("user:1000", "e");
    row("proto:udp", "u");
    row("rtt:>100ms", "e");
    row("rtt:<=150", "e");
    row("rtt:>150ms", "");
    row("not rtt:>100ms", "ltuc");
    row("tx:>1MiB", "e");
    row("tx:>1MiB/s", "");
    row("tx:1k-4k/s", "e");
    row("age:<30s", "t");
    row("age:>30s", "eluc");
    row("in-state:<5s", "t");
    row("recvq:3", "l");
    row("sendq:>100", "l");
    row("retrans:0", "e");
    row("role:client", "ec");
    row("role:listener", "l");
    row("evidence:inferred", "t");
    row("family:ipv6", "tc");
    row("service:ssh", "t");
    row("timer:keepalive", "e");
    row("timer:off", "ltuc");
    row("is:loopback", "t");
    row("is:listening", "l");
    row("is:closed", "c");
    row("is:new", "t");
    row("curl", "ec");
    row("CURL", "ec");
    row("808", "l");
    row("443", "ec");
    row("www.example", "e");
    row("wait", "t");
    row("udp", "u");
    row("192.0.2.10", "euc");
    row("198.51.100.0/24", "e");
    row("::1", "t");
    row("\"dns m\"", "u");
    row("/cu.l/", "ec");
    row("curl AND NOT is:closed", "e");
    row("curl !is:closed", "e");
    row("not (curl or nginx)", "tu");
    row("a_word_nobody_has", "");
}

void TestConnectionFilter::matches() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const FilterParseResult result = ConnectionFilter::parse(text, at(60s));
    QVERIFY2(result.verdict != Verdict::Invalid, qPrintable(result.message));
    QString got;
    for (const auto& [letter, snapshot] : people()) {
        if (result.filter.matches(snapshot, {at(60s), names_}))
            got += letter;
    }
    QCOMPARE(got, expected);
}

void TestConnectionFilter::verdicts_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("verdict");
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* text, Verdict verdict, int start, int length,
                        const char* says) {
        QTest::newRow(text) << QString::fromUtf8(text) << static_cast<int>(verdict) << start
                            << length << QString::fromUtf8(says);
    };
    row("state:ESTAB", Verdict::Valid, 0, 0, "");
    row("port:http", Verdict::Valid, 0, 0, "");
    row("a OR b", Verdict::Valid, 0, 0, "");
    row("state:FIN", Verdict::Surprising, 0, 9, "FIN-WAIT-1, FIN-WAIT-2");
    row("is:loopbac", Verdict::Surprising, 0, 10, "loopback");
    row("is:loopback established", Verdict::Surprising, 12, 11, "state:ESTABLISHED");
    row("x port", Verdict::Surprising, 2, 4, "port:");
    row("port:443 port:80", Verdict::Surprising, 0, 16, "or");
    row("sport:443 x sport:80", Verdict::Surprising, 0, 20, "nothing can match");
    row("rtt:>100ms rtt:<50ms", Verdict::Surprising, 0, 20, "nothing can match");
    row("rtt:>100ms rtt:<200ms", Verdict::Valid, 0, 0, "");
    row("state:LISTEN state:CLOSED", Verdict::Surprising, 0, 25, "one state");
    row("state:LISTEN not state:CLOSED", Verdict::Valid, 0, 0, "");
    row("state:ESTABLISHD", Verdict::Invalid, 0, 16, "ESTABLISHED");
    row("port:80,443,https:", Verdict::Valid, 0, 0, "");
    row("x state:LISTEN,NONE", Verdict::Invalid, 15, 4, "no TCP state");
    row("prot:tcp", Verdict::Invalid, 0, 4, "proto");
    row("foobar:1", Verdict::Invalid, 0, 6, "quotation marks");
    row("is:listning", Verdict::Invalid, 0, 11, "listening");
    row("port:", Verdict::Invalid, 0, 5, "missing");
    row("port:70000", Verdict::Invalid, 0, 10, "65535");
    row("port:90-80", Verdict::Invalid, 0, 10, "before it begins");
    row("rtt:>fast", Verdict::Invalid, 0, 9, "time");
    row("tx:1XiB", Verdict::Invalid, 0, 7, "size");
    row("dst:192.0.2.0/33", Verdict::Invalid, 0, 16, "prefix");
    row("process:>a", Verdict::Invalid, 0, 10, "compared");
    row("a or", Verdict::Invalid, 2, 2, "follow");
    row("or a", Verdict::Invalid, 0, 2, "before");
    row("a not", Verdict::Invalid, 2, 3, "follow");
    row("(a b", Verdict::Invalid, 0, 1, "not closed");
    row("a ()", Verdict::Invalid, 2, 1, "nothing");
    row("a) b", Verdict::Invalid, 1, 1, "opening");
    row("a \"b c", Verdict::Invalid, 2, 4, "not closed");
    row("process:/a(b/", Verdict::Invalid, 12, 1, "wrong");
    row("was:SYN-SENT", Verdict::Invalid, 0, 12, "moment");
    row("was:SYN-SENT@later", Verdict::Invalid, 0, 18, "moment");
}

void TestConnectionFilter::verdicts() {
    QFETCH(QString, text);
    QFETCH(int, verdict);
    QFETCH(int, start);
    QFETCH(int, length);
    QFETCH(QString, says);
    const FilterParseResult result = ConnectionFilter::parse(text, at(60s));
    QVERIFY2(static_cast<int>(result.verdict) == verdict, qPrintable(result.message));
    QVERIFY2(result.message.contains(says), qPrintable(result.message));
    QCOMPARE(result.message.isEmpty(), result.verdict == Verdict::Valid);
    QCOMPARE(result.errorStart, start);
    QCOMPARE(result.errorLength, length);
    if (result.verdict == Verdict::Invalid)
        QVERIFY(result.filter.matchesEverything());
}

void TestConnectionFilter::stateAtAMoment_data() {
    QTest::addColumn<QString>("moment");
    QTest::addColumn<QString>("state");
    QTest::newRow("before it was seen") << "2023-11-14T22:13:20Z"
                                        << "";
    QTest::newRow("as first seen") << "2023-11-14T22:13:31Z"
                                   << "SYN-SENT";
    QTest::newRow("after one step") << "2023-11-14T22:13:45Z"
                                    << "ESTABLISHED";
    QTest::newRow("now") << "2023-11-14T22:14:20Z"
                         << "TIME-WAIT";
    QTest::newRow("to come") << "2023-11-14T22:15:20Z"
                             << "";
}

void TestConnectionFilter::stateAtAMoment() {
    QFETCH(QString, moment);
    QFETCH(QString, state);
    ConnectionSnapshot c = connection(1, TcpState::TimeWait);
    c.firstState = TcpState::SynSent;
    c.firstSeen = at(10s); // 22:13:30
    ConnectionHistory history;
    const auto step = [&](TcpState from, TcpState to, Duration when) {
        StateTransition t;
        t.from = from;
        t.to = to;
        t.time = t.notBefore = at(when);
        history.transitions.push_back(t);
    };
    step(TcpState::SynSent, TcpState::Established, 20s);
    step(TcpState::Established, TcpState::TimeWait, 40s);
    c.history = std::make_shared<const ConnectionHistory>(history);
    for (const TcpState candidate : kAllTcpStates) {
        const QString word = QString::fromLatin1(name(candidate).data());
        const FilterParseResult result =
            ConnectionFilter::parse(QStringLiteral("was:%1@%2").arg(word, moment), at(60s));
        QVERIFY2(result.verdict != Verdict::Invalid, qPrintable(result.message));
        QCOMPARE(result.filter.matches(c, {at(60s), names_}), word == state);
    }
}

void TestConnectionFilter::aMomentLongAgoIsSurprising() {
    qputenv("TZ", "UTC");
    tzset();
    const auto parse = [](const char* text) {
        return ConnectionFilter::parse(QString::fromLatin1(text), at(1h), 10min); // 23:13:20
    };
    const auto recent = parse("was:ESTABLISHED@23:04");
    QVERIFY2(recent.verdict == Verdict::Valid, qPrintable(recent.message));
    const auto old = parse("port:80 or was:ESTABLISHED@23:10,LISTEN@23:03");
    QVERIFY(old.verdict == Verdict::Surprising);
    QVERIFY2(old.message.contains(QStringLiteral("closed before 23:03:20")),
             qPrintable(old.message));
    QCOMPARE(old.errorStart, 11);
    QCOMPARE(old.errorLength, 34);
    QVERIFY(old.filter.wantsClosed());
}

void TestConnectionFilter::timeOfDayIsTheLatest() {
    qputenv("TZ", "UTC");
    tzset();
    ConnectionSnapshot c = connection(1);
    c.firstSeen = at(0s); // 22:13:20
    const auto found = [&](const char* text, Duration now) {
        return ConnectionFilter::parse(QString::fromLatin1(text), at(now))
            .filter.matches(c, {at(now), names_});
    };
    QVERIFY(found("was:ESTABLISHED@22:14:00", 60s));
    QVERIFY(!found("was:ESTABLISHED@22:13:00", 60s));
    // 23:00 has not come yet today: yesterday's is meant.
    QVERIFY(!found("was:ESTABLISHED@23:00", 60s));
    QVERIFY(found("was:ESTABLISHED@23:00", 2h));
    // A second without a fraction is meant as a whole, so what began within it counts.
    c.firstSeen = at(30s + 400ms);
    QVERIFY(found("was:ESTABLISHED@22:13:50", 60s));
    QVERIFY(!found("was:ESTABLISHED@22:13:50.300", 60s));
    QVERIFY(found("was:ESTABLISHED@22:13:50", 30s + 500ms));
}

void TestConnectionFilter::closedAreLookedAtOnRequest_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    QTest::newRow("no") << "state:LISTEN" << false;
    QTest::newRow("is") << "is:closed" << true;
    QTest::newRow("is not") << "not is:closed" << false;
    QTest::newRow("state") << "state:CLOSED" << true;
    QTest::newRow("was") << "was:LISTEN@12:00" << true;
}

void TestConnectionFilter::closedAreLookedAtOnRequest() {
    QFETCH(QString, text);
    QFETCH(bool, expected);
    QCOMPARE(ConnectionFilter::parse(text, at(0s)).filter.wantsClosed(), expected);
}

void TestConnectionFilter::deepNestingIsRefused() {
    const QString deep = QString(2000, u'(') + u'a' + QString(2000, u')');
    QVERIFY(ConnectionFilter::parse(deep, at(0s)).verdict == Verdict::Invalid);
    const QString nots = QStringLiteral("not ").repeated(900) + u'a';
    QVERIFY(ConnectionFilter::parse(nots, at(0s)).verdict == Verdict::Invalid);
    QVERIFY(ConnectionFilter::parse(QString(10000, u'a'), at(0s)).verdict == Verdict::Invalid);
}

void TestConnectionFilter::slowExpressionsAreGivenUp() {
    ConnectionSnapshot c = connection(1);
    c.owner = process("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", 1);
    const ConnectionFilter filter =
        ConnectionFilter::parse(QStringLiteral("process:/^(a+)+$/"), at(0s)).filter;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 1000; ++i)
        QVERIFY(!filter.matches(c, {at(0s), names_}));
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestConnectionFilter)
#include "tst_connection_filter.moc"
