// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/host_counters.h"
#include "model/sources/linux/proc_net.h"
#include "model/sources/linux/process_scan.h"

#include <QTest>

using namespace synoptic;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kTcp4 =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode                                                     \n"
    "   0: 00000000:1F90 00000000:0000 0A 00000000:00000003 00:00000000 00000000    33        0 "
    "1480 1 00000000795be5ab 100 0 0 10 0                      \n"
    "   1: 0700A8C0:C424 036433C6:01BB 01 00000200:0000000A 01:00000014 00000002  1000        0 "
    "90210 2 000000007a020e28 24 4 30 10 -1\n"
    "   2: 0100007F:AB53 0100007F:B31A 06 00000000:00000000 03:00001074 00000000     0        0 "
    "0 3 000000006b168560\n"
    "   3: 0100007F:0050 0200007F:B31A 03 00000000:00000000 01:00000064 00000001     0        0 "
    "0 1 000000006b168560\n";

constexpr std::string_view kTcp6 =
    "  sl  local_address                         remote_address                        st tx_queue "
    "rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
    "   0: B80D0120000000000000000001000000:9EC5 0000000000000000FFFF0000010200C0:C586 08 "
    "00000000:00000000 02:00000DAB 00000000     0        5 77 3 00000000018c8475\n";

std::vector<SocketRow> parsed(std::string_view text, std::size_t damaged = 0,
                              Protocol protocol = Protocol::Tcp) {
    std::vector<SocketRow> rows;
    const auto found = parseProcNet(text, protocol, rows, std::endian::little);
    if (found != damaged)
        qWarning("%zu damaged lines, not %zu", found, damaged);
    return found == damaged ? rows : std::vector<SocketRow>{};
}

/// Rows come in no promised order.
const SocketRow& at(const std::vector<SocketRow>& rows, std::uint16_t localPort) {
    static const SocketRow kNone;
    for (const SocketRow& row : rows)
        if (row.tuple.local.port == localPort)
            return row;
    return kNone;
}

} // namespace

class TestProcParsers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsIpv4();
    void readsIpv6();
    void readsBigEndianWords();
    void countsDamagedLines_data();
    void countsDamagedLines();
    void keepsTheLaterOfDoubles();
    void keepsListenersThatShareAPort();
    void findsCountersByName();
    void readsProcessStat();
    void readsSocketLinks();
};

void TestProcParsers::readsIpv4() {
    const auto rows = parsed(kTcp4);
    QCOMPARE(rows.size(), 4U);
    const SocketRow& listener = at(rows, 8080);
    QCOMPARE(listener.state, TcpState::Listen);
    QCOMPARE(listener.receiveQueue, 3U);
    QCOMPARE(listener.uid, 33U);
    QCOMPARE(listener.inode, 1480U);
    const SocketRow& busy = at(rows, 50212);
    QCOMPARE(busy.state, TcpState::Established);
    QCOMPARE(busy.tuple.local.toString(), "192.168.0.7:50212");
    QCOMPARE(busy.tuple.remote.toString(), "198.51.100.3:443");
    QCOMPARE(busy.sendQueue, 512U);
    QCOMPARE(busy.receiveQueue, 10U);
    QCOMPARE(busy.timer.kind, SocketTimer::Kind::Retransmit);
    QCOMPARE(busy.timer.expires, 200ms); // 20 ticks of 10 ms
    QCOMPARE(busy.retransmits, 2);
    QVERIFY(!busy.hasMetrics);
    QCOMPARE(busy.cookie, 0U);
    QCOMPARE(at(rows, 43859).state, TcpState::TimeWait);
    QCOMPARE(at(rows, 43859).timer.expires, 42120ms);
    QCOMPARE(at(rows, 80).state, TcpState::SynReceived);
}

void TestProcParsers::readsIpv6() {
    const auto rows = parsed(kTcp6);
    QCOMPARE(rows.size(), 1U);
    QCOMPARE(rows[0].tuple.local.toString(), "[2001:db8::1]:40645");
    QCOMPARE(rows[0].tuple.remote.toString(), "[::ffff:192.0.2.1]:50566");
    QCOMPARE(rows[0].state, TcpState::CloseWait);
    QCOMPARE(rows[0].timer.kind, SocketTimer::Kind::KeepAlive);
    QCOMPARE(rows[0].timer.retries, 5);
    QCOMPARE(rows[0].retransmits, 0);
}

void TestProcParsers::readsBigEndianWords() {
    std::vector<SocketRow> rows;
    QCOMPARE(parseProcNet("0: C0A80007:C424 C6336403:01BB 01 0:0 00:0 0 0 0 1", Protocol::Tcp, rows,
                          std::endian::big),
             0U);
    QCOMPARE(rows.at(0).tuple.remote.toString(), "198.51.100.3:443");
}

void TestProcParsers::countsDamagedLines_data() {
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const char* name, const char* line) {
        QTest::newRow(name) << QByteArray(line);
    };
    row("cut", "   1: 0700A8C0:C424 036433C6:01BB 01 00000200:0000");
    row("cut in the inode", "   1: 0700A8C0:C424 036433C6:01BB 01 0:0 01:14 2 1000 0 ");
    row("no hexadecimal", "   1: 0700A8C0:C424 036433C6:01BB 01 0:0 01:1x 2 1000 0 9 2");
    row("short address", "   1: 00A8C0:C424 036433C6:01BB 01 0:0 01:14 2 1000 0 9 2");
    row("two families", "   1: 0700A8C0:C424 0000000000000000FFFF0000010200C0:01BB 01 0:0 01:14 2 "
                        "1000 0 9 2");
    row("port too large", "   1: 0700A8C0:1C424 036433C6:01BB 01 0:0 01:14 2 1000 0 9 2");
    row("state 0", "   1: 0700A8C0:C424 036433C6:01BB 00 0:0 01:14 2 1000 0 9 2");
    row("unknown state", "   1: 0700A8C0:C424 036433C6:01BB FF 0:0 01:14 2 1000 0 9 2");
    row("no colon", "   1: 0700A8C0 036433C6:01BB 01 0:0 01:14 2 1000 0 9 2");
    row("number too long", "   1: 0700A8C0:C424 036433C6:01BB 01 0:0 01:14 2 1000 0 99999999999 2");
    row("binary", "\x01\x02\xff\xfe");
}

void TestProcParsers::countsDamagedLines() {
    QFETCH(QByteArray, line);
    const std::string text = std::string(kTcp4) + line.toStdString() + "\n" +
                             "   4: 0100007F:0001 0100007F:B31A 06 0:0 03:1 0 0 0 0 3\n";
    const auto rows = parsed(text, 1);
    QCOMPARE(rows.size(), 5U); // what comes after the damage is still read
    QCOMPARE(at(rows, 1).state, TcpState::TimeWait);
}

void TestProcParsers::keepsTheLaterOfDoubles() {
    const auto rows = parsed("0: 0100007F:0050 0100007F:B31A 03 0:0 00:0 0 0 0 0 1\n"
                             "1: 0100007F:0051 0100007F:B31A 01 0:0 00:0 0 0 0 5 1\n"
                             "2: 0100007F:0050 0100007F:B31A 01 0:0 00:0 0 0 0 9 1\n");
    QCOMPARE(rows.size(), 2U);
    QCOMPARE(at(rows, 80).state, TcpState::Established);
    QCOMPARE(at(rows, 80).inode, 9U);
}

void TestProcParsers::keepsListenersThatShareAPort() {
    constexpr std::string_view kText = "0: 00000000:0050 00000000:0000 0A 0:0 00:0 0 0 0 5 1\n"
                                       "1: 00000000:0050 00000000:0000 0A 0:0 00:0 0 0 0 6 1\n";
    QCOMPARE(parsed(kText).size(), 2U);
    QCOMPARE(parsed("0: 00000000:0050 00000000:0000 07 0:0 00:0 0 0 0 5 1\n"
                    "1: 00000000:0050 00000000:0000 07 0:0 00:0 0 0 0 6 1\n",
                    0, Protocol::Udp)
                 .size(),
             2U);
}

void TestProcParsers::findsCountersByName() {
    constexpr std::string_view kText = "Ip: Forwarding DefaultTTL\n"
                                       "Ip: 1 64\n"
                                       "Tcp: RtoAlgorithm MaxConn RetransSegs OutRsts\n"
                                       "Tcp: 1 -1 17 18446744073709551615\n"
                                       "TcpExt: SyncookiesSent\n";
    QCOMPARE(findCounter(kText, "Tcp", "RetransSegs"), 17U);
    QCOMPARE(findCounter(kText, "Tcp", "OutRsts"), ~std::uint64_t{0});
    QCOMPARE(findCounter(kText, "Ip", "DefaultTTL"), 64U);
    QVERIFY(!findCounter(kText, "Tcp", "MaxConn")); // -1: no limit, and no count
    QVERIFY(!findCounter(kText, "Tcp", "Retrans"));
    QVERIFY(!findCounter(kText, "Udp", "InErrors"));
    QVERIFY(!findCounter(kText, "TcpExt", "SyncookiesSent")); // the values are missing
    QVERIFY(!findCounter("", "Tcp", "OutRsts"));
    QVERIFY(HostCounterReader().read());
}

void TestProcParsers::readsProcessStat() {
    const auto stat = parseProcessStat("42 (evil) R 1 (x) S 1 42 42 0 -1 4194560 10 0 0 0 0 0 0 0 "
                                       "20 0 1 0 4711 1000 1 2");
    QVERIFY(stat);
    QCOMPARE(stat->name, "evil) R 1 (x");
    QCOMPARE(stat->startTime, 4711U);
    QVERIFY(!parseProcessStat("42 (cut) S 1 42 42 0"));
    QVERIFY(!parseProcessStat(")("));
    QVERIFY(!parseProcessStat(""));
    const auto own = readProcessStat(::getpid());
    QVERIFY(own && own->startTime > 0);
}

void TestProcParsers::readsSocketLinks() {
    QCOMPARE(socketInode("socket:[90210]"), 90210U);
    QCOMPARE(socketInode("socket:[0]"), 0U);
    for (const char* other : {"pipe:[90210]", "/dev/null", "socket:[]", "socket:[12", "socket:[1x]",
                              "socket:[99999999999]", ""})
        QCOMPARE(socketInode(other), 0U);
}

QTEST_GUILESS_MAIN(TestProcParsers)
#include "tst_proc_parsers.moc"
