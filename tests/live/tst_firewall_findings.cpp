// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/finding_text.h"
#include "tests/live/firewall_look.h"

#include <QTest>

using namespace synoptic;
using namespace synoptic::test;

/// What the rules of the diagnosis find in real rulesets with real sockets, and what only looks
/// like it.
class TestFirewallFindings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findingsAndNearMisses_data();
    void findingsAndNearMisses();

private:
    std::unique_ptr<TwoNamespaces> net_;
};

void TestFirewallFindings::init() {
    net_ = std::make_unique<TwoNamespaces>();
    const QByteArray problem = net_->open();
    if (::geteuid() != 0)
        QSKIP(problem.constData());
    QVERIFY2(problem.isEmpty(), problem.constData());
}

void TestFirewallFindings::findingsAndNearMisses_data() {
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QByteArrayList>("sockets"); // "tcp 0.0.0.0"
    QTest::addColumn<QByteArray>("found");       // rules and variants
    QTest::addColumn<QByteArray>("command");     // what to write; run, it makes the finding go
    const auto row = [](const char* name, const QByteArray& rules, const QByteArrayList& sockets,
                        const char* found, const char* command = "") {
        QTest::newRow(name) << rules << sockets << QByteArray(found) << QByteArray(command);
    };
    const QByteArray udpOpen = inputChain("udp dport 5000 accept");
    const QByteArray tcpOpen = inputChain("tcp dport 5000 accept");
    row("udp is open, TCP listens", udpOpen, {"tcp 0.0.0.0"}, "firewall-protocol-mismatch 0",
        "nft add rule inet t in tcp dport 5000 accept");
    row("tcp is open, UDP listens", tcpOpen, {"udp 0.0.0.0"}, "firewall-protocol-mismatch 1",
        "nft add rule inet t in udp dport 5000 accept");
    row("of both families", udpOpen, {"tcp ::"}, "firewall-protocol-mismatch 0",
        "nft add rule inet t in tcp dport 5000 accept");
    row("dropped by a rule behind", inputChain("udp dport 5000 accept\ncounter drop"),
        {"tcp 0.0.0.0"}, "firewall-protocol-mismatch 0",
        "nft insert rule inet t in handle 3 tcp dport 5000 accept");
    row("for some senders", inputChain("ip saddr 10.0.0.0/8 udp dport 5000 accept"),
        {"tcp 0.0.0.0"}, "firewall-protocol-mismatch 0");
    // Near misses
    row("both are open", inputChain("meta l4proto { tcp, udp } th dport 5000 accept"),
        {"tcp 0.0.0.0"}, "");
    row("the right one is open", tcpOpen, {"tcp 0.0.0.0"}, "");
    row("udp is open, and both listen", udpOpen, {"tcp 0.0.0.0", "udp 0.0.0.0"},
        "firewall-blocks-listener 0");
    row("nothing is filtered", inputChain("udp dport 5000 accept", "accept"), {"tcp 0.0.0.0"}, "");
    row("all of udp is open", inputChain("meta l4proto udp accept"), {"tcp 0.0.0.0"},
        "firewall-blocks-listener 0");
    row("nearly all of udp is open", inputChain("udp dport 1024-65535 accept"), {"tcp 0.0.0.0"},
        "firewall-blocks-listener 0");
    row("perhaps open: a rule that is not understood",
        inputChain("meta skuid 0 udp dport 5000 accept"), {"tcp 0.0.0.0"},
        "firewall-blocks-listener 0");

    row("loopback is open", tcpOpen, {"tcp 127.0.0.1"}, "firewall-opens-loopback 0",
        "nft delete rule inet t in handle 2");
    row("loopback of IPv6 is open", tcpOpen, {"tcp ::1"}, "firewall-opens-loopback 0");
    row("loopback is open, among others", inputChain("tcp dport { 80, 5000 } accept"),
        {"tcp 127.0.0.1"}, "firewall-opens-loopback 1");
    row("loopback of UDP is open", udpOpen, {"udp 127.0.0.1"}, "firewall-opens-loopback 0");
    // Near misses
    row("loopback, not open", inputChain("tcp dport 5001 accept"), {"tcp 127.0.0.1"}, "");
    row("loopback, open for all", inputChain("accept"), {"tcp 127.0.0.1"}, "");
    row("loopback, and another listens for others", tcpOpen, {"tcp 127.0.0.1", "tcp 10.77.0.1"},
        "");

    row("dropped", inputChain("tcp dport 22 accept"), {"tcp 0.0.0.0"}, "firewall-blocks-listener 0",
        "nft add rule inet t in tcp dport 5000 accept");
    row("rejected", inputChain("tcp dport 5000 reject", "accept"), {"tcp 0.0.0.0"},
        "firewall-blocks-listener 1", "nft insert rule inet t in handle 2 tcp dport 5000 accept");
    row("UDP dropped", inputChain("udp dport 5000 drop", "accept"), {"udp 0.0.0.0"},
        "firewall-blocks-listener 0", "nft insert rule inet t in handle 2 udp dport 5000 accept");
    // Near misses
    row("dropped for some", inputChain("ip saddr 192.0.2.0/24 drop", "accept"), {"tcp 0.0.0.0"},
        "");
    row("IPv6 alone is dropped", inputChain("meta nfproto ipv6 drop", "accept"), {"tcp ::"}, "");
    row("what is not understood", inputChain("meta skuid 0 accept"), {"tcp 0.0.0.0"}, "");
    row("loopback dropped", inputChain({}), {"tcp 127.0.0.1"}, "");
}

void TestFirewallFindings::findingsAndNearMisses() {
    QFETCH(QByteArray, rules);
    QFETCH(QByteArrayList, sockets);
    QFETCH(QByteArray, found);
    QFETCH(QByteArray, command);
    std::vector<UniqueFd> open;
    for (const QByteArray& socket : sockets) {
        open.push_back(bound(socket.startsWith("tcp") ? Protocol::Tcp : Protocol::Udp,
                             socket.mid(4).constData()));
        QVERIFY(open.back().get() >= 0);
    }
    const QByteArray said = loadRuleset(rules);
    QVERIFY2(said.isEmpty(), said.constData());
    // The second time by what the finding says to write.
    for (const QByteArray& expected : {found, QByteArray()}) {
        const FirewallLook look;
        QByteArrayList names;
        for (const Finding& finding : look.engine.findings())
            names +=
                QByteArray(name(finding.rule).data()) + ' ' + QByteArray::number(finding.variant);
        QCOMPARE(names.join(", "), expected);
        if (command.isEmpty())
            return;
        if (expected.isEmpty())
            break;
        const Finding finding = look.engine.findings().front();
        QCOMPARE(QByteArray::fromStdString(finding.details.at(1)), command);
        QVERIFY(findingAdvice(finding).contains(QString::fromLatin1(command)));
        QVERIFY(findingSummary(finding).contains(QStringLiteral("5000")));
        QVERIFY(!findingEvidence(finding).isEmpty());
        QCOMPARE(synoptic::test::command(QString::fromLatin1(command)), QByteArray());
    }
}

QTEST_GUILESS_MAIN(TestFirewallFindings)
#include "tst_firewall_findings.moc"
