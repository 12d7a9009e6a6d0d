// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/first_line.h"

#include <QTest>

#include <string>
#include <vector>

using namespace synoptic;

namespace {

std::span<const std::uint8_t> of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string dnsQuery(std::string_view name) {
    using namespace std::string_literals;
    return "\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"s + std::string(name) +
           "\x00\x00\x1c\x00\x01"s;
}

std::string clientHello(const std::string& name) {
    using namespace std::string_literals;
    const auto u16 = [](std::size_t n) {
        return std::string{static_cast<char>(n >> 8), static_cast<char>(n)};
    };
    const std::string sni =
        u16(0) + u16(name.size() + 5) + u16(name.size() + 3) + "\0"s + u16(name.size()) + name;
    const std::string extensions = "\x00\x17\x00\x00"s + sni;
    const std::string body = "\x03\x03"s + std::string(32, 'r') + "\x02" + "id" +
                             "\x00\x02\x13\x01"s + "\x01\x00"s + u16(extensions.size()) +
                             extensions;
    return "\x16\x03\x01"s + u16(body.size() + 4) + "\x01\x00"s + u16(body.size()) + body;
}

} // namespace

class TestFirstLine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void http_data();
    void http();
    void dns();
    void tls();
    void cutAnywhere();
    void longTextIsCut();
};

void TestFirstLine::http_data() {
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("get") << QByteArray("GET /a?b=c HTTP/1.1\r\nHost: x\r\n")
                         << QByteArray("GET /a?b=c");
    QTest::newRow("connect") << QByteArray("CONNECT example.org:443 HTTP/1.1\r\n\r\n")
                             << QByteArray("CONNECT example.org:443");
    QTest::newRow("cut") << QByteArray("GET /a/long/pa") << QByteArray("GET /a/long/pa");
    QTest::newRow("status") << QByteArray("HTTP/1.1 404 Not Found\r\n")
                            << QByteArray("404 Not Found");
    QTest::newRow("status alone") << QByteArray("HTTP/1.0 200\r\n") << QByteArray("200 ");
    QTest::newRow("mail") << QByteArray("EHLO example.org\r\n") << QByteArray();
    QTest::newRow("words") << QByteArray("GET milk and honey\r\n") << QByteArray();
    QTest::newRow("http/2") << QByteArray("PRI * HTTP/2.0\r\n") << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("bad status") << QByteArray("HTTP/1.1 2x0 OK\r\n") << QByteArray();
}

void TestFirstLine::http() {
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, text);
    const FirstLine line = readFirstLine(
        of({payload.data(), static_cast<std::size_t>(payload.size())}), Transport::Tcp, 1, 2);
    QCOMPARE(QByteArray::fromStdString(line.text), text);
    QCOMPARE(line.kind == FirstLine::Kind::None, text.isEmpty());
}

void TestFirstLine::dns() {
    using namespace std::string_literals;
    const auto question = readDnsQuestion(of(dnsQuery("\x03www\x07"
                                                      "example\x03org")),
                                          false);
    QVERIFY(question);
    QCOMPARE(question->name, "www.example.org");
    QCOMPARE(question->type, 28);
    QVERIFY(!question->isResponse);
    // bytes that would be mistaken are escaped
    QCOMPARE(readDnsQuestion(of(dnsQuery("\x04"
                                         "a.\n<")),
                             false)
                 ->name,
             "a\\046\\010<");
    QVERIFY(readDnsQuestion(of("\0\x20"s + dnsQuery("\x01x")), true));
    // a pointer in the first question points at nothing
    QVERIFY(!readDnsQuestion(of(dnsQuery("\xc0\x0c")), false));
    QVERIFY(readFirstLine(of(dnsQuery("\x01x")), Transport::Udp, 5000, 53).kind ==
            FirstLine::Kind::DnsQuery);
    QVERIFY(readFirstLine(of(dnsQuery("\x01x")), Transport::Udp, 5000, 54).kind ==
            FirstLine::Kind::None);
}

void TestFirstLine::tls() {
    const FirstLine line =
        readFirstLine(of(clientHello("www.example.org")), Transport::Tcp, 5000, 443);
    QVERIFY(line.kind == FirstLine::Kind::Tls);
    QCOMPARE(line.text, "www.example.org");
    QVERIFY(!readTlsServerName(of(clientHello(""))));
}

void TestFirstLine::cutAnywhere() {
    const auto cut = [](const std::string& whole, std::size_t size) {
        return std::vector<std::uint8_t>(whole.begin(),
                                         whole.begin() + static_cast<std::ptrdiff_t>(size));
    };
    const std::string hello = clientHello("www.example.org");
    for (std::size_t size = 0; size < hello.size(); ++size)
        QVERIFY(!readTlsServerName(cut(hello, size)));
    const std::string query = dnsQuery("\x03www");
    for (std::size_t size = 0; size + 2 < query.size(); ++size) // the class is not needed
        QVERIFY(!readDnsQuestion(cut(query, size), false));
}

void TestFirstLine::longTextIsCut() {
    const std::string request = "GET /" + std::string(5000, 'x') + " HTTP/1.1\r\n";
    QCOMPARE(readFirstLine(of(request), Transport::Tcp).text.size(), FirstLine::kLongest);
}

QTEST_APPLESS_MAIN(TestFirstLine)
#include "tst_first_line.moc"
