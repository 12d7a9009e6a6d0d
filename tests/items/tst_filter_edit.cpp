// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_filter.h"
#include "model/items/filter_edit.h"
#include "tests/items/item_fixtures.h"

#include <QTest>

using namespace synoptic;
using namespace synoptic::fixtures;

class TestFilterEdit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesTerms_data();
    void writesTerms();
    void termsOfCellsFindTheirConnection();
    void completes_data();
    void completes();
    void speaksOtherToolsLanguages_data();
    void speaksOtherToolsLanguages();
};

void TestFilterEdit::writesTerms_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("write");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* text, FilterWrite write, const char* expected) {
        QTest::addRow("%s %d", text, int(write)) << text << int(write) << expected;
    };
    row("", FilterWrite::And, "port:443");
    row("", FilterWrite::Not, "not port:443");
    row("curl", FilterWrite::Replace, "port:443");
    row("curl", FilterWrite::And, "curl port:443");
    row("a or b", FilterWrite::And, "(a or b) port:443");
    row("(a or b)", FilterWrite::Not, "(a or b) not port:443");
    row("port:443 curl", FilterWrite::And, "port:443 curl");
    row("port:443 curl", FilterWrite::Not, "not port:443 curl");
    row("curl not port:443", FilterWrite::And, "curl port:443");
    row("not port:443", FilterWrite::Not, "not port:443");
    row("not (port:443)", FilterWrite::Not, "not (port:443) not port:443");
}

void TestFilterEdit::writesTerms() {
    QFETCH(QString, text);
    QFETCH(int, write);
    QFETCH(QString, expected);
    QCOMPARE(filterWithTerm(text, QStringLiteral("port:443"), static_cast<FilterWrite>(write)),
             expected);
}

void TestFilterEdit::termsOfCellsFindTheirConnection() {
    const TableNames names;
    ConnectionSnapshot c = connection(1);
    c.id.tuple = {endpoint("2001:db8::10", 41836), endpoint("198.51.100.7", 443)};
    c.owner = process("Web Content, \"or\" (so)", 77);
    c.metrics = metrics(18'200);
    c.metrics->bytesAcked = 12345;
    c.receiveRate = 1000.5;
    c.receiveQueue = 9;
    c.interfaceIndex = 3;
    ConnectionSnapshot other = connection(2, TcpState::TimeWait);
    other.id.tuple = {endpoint("192.0.2.1", 1), endpoint("192.0.2.2", 2)};
    other.owner = {Owner::Kind::Kernel, 0, nullptr};
    other.role = Role::Server;
    other.evidence = Evidence::Inferred;
    other.uid = 5;
    other.timer.kind = SocketTimer::Kind::TimeWait;
    int terms = 0;
    for (int column = 0; column < ConnectionColumns::ColumnCount; ++column) {
        const QString term = termForCell(c, static_cast<ConnectionColumns::Column>(column), names);
        if (term.isEmpty())
            continue;
        ++terms;
        const FilterParseResult result = ConnectionFilter::parse(term, at(60s));
        QVERIFY2(result.verdict == FilterParseResult::Verdict::Valid,
                 qPrintable(term + u' ' + result.message));
        QVERIFY2(result.filter.matches(c, {at(60s), names}), qPrintable(term));
        QVERIFY2(!result.filter.matches(other, {at(60s), names}), qPrintable(term));
    }
    QVERIFY(terms >= 16);
}

void TestFilterEdit::completes_data() {
    QTest::addColumn<QString>("text"); // "|" is the cursor
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("replaced");
    const auto row = [](const char* text, QStringList words, const char* replaced) {
        QTest::newRow(text) << QString::fromUtf8(text) << words << QString::fromUtf8(replaced);
    };
    const auto words = [](auto... word) { return QStringList{QString::fromUtf8(word)...}; };
    row("sp|", words("sport:"), "sp");
    row("curl sta|", words("state:", "in-state:"), "sta");
    row("state:F|", words("FIN-WAIT-1", "FIN-WAIT-2"), "F");
    row("state:LISTEN,tim|", words("TIME-WAIT"), "tim");
    row("state:tim|,LISTEN", words("TIME-WAIT"), "tim");
    row("is:l| x", words("loopback", "listening", "closed"), "l");
    row("process:fi|", words("firefox"), "fi");
    row("process:web|", words("\"Web Content\""), "web");
    row("process:\"web|\"", words("\"Web Content\""), "\"web\"");
    row("proto:tcp|", {}, "tcp");
    row("nokey:x|", {}, "");
    row("process:/a|/", {}, "");
}

void TestFilterEdit::completes() {
    QFETCH(QString, text);
    QFETCH(QStringList, words);
    QFETCH(QString, replaced);
    const qsizetype cursor = text.indexOf(u'|');
    text.remove(u'|');
    FilterValues values;
    values.processes = {QStringLiteral("firefox"), QStringLiteral("Web Content")};
    const FilterCompletions got = completions(text, cursor, values);
    QCOMPARE(got.words, words);
    QCOMPARE(text.mid(got.start, got.length), replaced);
    QVERIFY(completions(QString(), 0, values).words.contains(QStringLiteral("state:")));
}

void TestFilterEdit::speaksOtherToolsLanguages_data() {
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("ss");
    QTest::addColumn<QString>("capture");
    QTest::newRow("IPv4") << 0 << "src 192.0.2.10:41836 and dst 198.51.100.7:443"
                          << "tcp and ((src host 192.0.2.10 and src port 41836 and dst host "
                             "198.51.100.7 and dst port 443) or (dst host 192.0.2.10 and dst port "
                             "41836 and src host 198.51.100.7 and src port 443))";
    QTest::newRow("IPv6") << 1 << "src [::1]:41836 and dst [2001:db8::7]:443"
                          << "tcp and ((src host ::1 and src port 41836 and dst host 2001:db8::7 "
                             "and dst port 443) or (dst host ::1 and dst port 41836 and src host "
                             "2001:db8::7 and src port 443))";
    QTest::newRow("listener") << 2 << "src :80"
                              << "tcp and ((src port 80) or (dst port 80))";
}

void TestFilterEdit::speaksOtherToolsLanguages() {
    QFETCH(int, which);
    QFETCH(QString, ss);
    QFETCH(QString, capture);
    ConnectionSnapshot c = connection(1);
    if (which == 0)
        c.id.tuple = {endpoint("192.0.2.10", 41836), endpoint("198.51.100.7", 443)};
    else if (which == 1)
        c.id.tuple = {endpoint("::1", 41836), endpoint("2001:db8::7", 443)};
    else
        c = listener(1, 80);
    QCOMPARE(ssFilterFor(c), ss);
    QCOMPARE(captureFilterFor(c), capture);
}

QTEST_GUILESS_MAIN(TestFilterEdit)
#include "tst_filter_edit.moc"
