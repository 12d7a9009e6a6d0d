// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall/judge.h"
#include "model/diagnosis/firewall/rule_text.h"
#include "tests/diagnosis/nft_ruleset.h"

#include <QTest>

using namespace synoptic;
using namespace synoptic::firewall;
using namespace synoptic::test;

/// Rulesets as nft itself tells them, in a network namespace of the test's own.
class TestFirewallJudge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneChain_data();
    void oneChain();
    void wholeRulesets_data();
    void wholeRulesets();
    void rulesReadAsNftWritesThem();
    void whatIsNotThereIsTold();
};

namespace {

Probe probe(int port, Protocol protocol = Protocol::Tcp, bool v6 = false) {
    Probe asked;
    asked.protocol = protocol;
    asked.v6 = v6;
    asked.port = static_cast<std::uint16_t>(port);
    asked.destinations = {*IpAddress::parse(v6 ? "fd00:77::1" : "10.77.0.1")};
    asked.interfaces = {"veth0"};
    return asked;
}

/// "accept", "drop", "cannot-tell: source".
QByteArray words(const Verdict& verdict) {
    const auto bytes = [](std::string_view text) {
        return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
    };
    QByteArray text = bytes(name(verdict.answer));
    if (verdict.answer == Answer::CannotTell)
        text += ": " + bytes(nameOfDoubt(verdict.doubt));
    return text;
}

} // namespace

void TestFirewallJudge::initTestCase() {
    if (::geteuid() != 0 || ::unshare(CLONE_NEWNET) != 0)
        QSKIP("only root can make network namespaces");
}

void TestFirewallJudge::oneChain_data() {
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<QByteArray>("tcp22");
    QTest::addColumn<QByteArray>("udp22");
    QTest::addColumn<QByteArray>("tcp22v6");
    const auto row = [](const char* rules, const char* policy, const char* tcp, const char* udp,
                        const char* v6) {
        QTest::newRow(rules) << QByteArray(rules) << QByteArray(policy) << QByteArray(tcp)
                             << QByteArray(udp) << QByteArray(v6);
    };
    const auto onDrop = [&](const char* rules, const char* tcp, const char* udp, const char* v6) {
        row(rules, "drop", tcp, udp, v6);
    };
    row("", "accept", "accept", "accept", "accept");
    onDrop("", "drop", "drop", "drop");
    onDrop("tcp dport 22 accept", "accept", "drop", "accept");
    onDrop("udp dport 22 accept", "drop", "accept", "drop");
    row("tcp dport 22 drop", "accept", "drop", "accept", "drop");
    row("tcp dport 22 reject with tcp reset", "accept", "reject", "accept", "reject");
    row("reject", "accept", "reject", "reject", "reject");
    onDrop("tcp dport { 20-22, 80 } counter accept comment \"x\"", "accept", "drop", "accept");
    onDrop("tcp dport != 23 accept", "accept", "drop", "accept");
    onDrop("tcp dport 1-21 accept; tcp dport 23-99 accept", "drop", "drop", "drop");
    onDrop("tcp dport >= 22 tcp dport < 23 accept", "accept", "drop", "accept");
    onDrop("tcp dport & 1 == 1 accept", "drop", "drop", "drop");
    onDrop("meta l4proto { tcp, udp } th dport 22 accept", "accept", "accept", "accept");
    onDrop("ip protocol tcp accept", "accept", "drop", "drop");
    onDrop("ip6 nexthdr tcp accept", "drop", "drop", "accept");
    onDrop("meta nfproto ipv4 accept", "accept", "accept", "drop");
    onDrop("meta l4proto icmp accept; icmpv6 type echo-request accept", "drop", "drop", "drop");
    onDrop("iif lo accept; iifname \"lo\" accept", "drop", "drop", "drop");
    onDrop("iifname != \"lo\" tcp dport 22 accept", "accept", "drop", "accept");
    onDrop("iifname \"veth0\" accept", "accept", "accept", "accept");
    onDrop("iifname \"veth*\" accept", "accept", "accept", "accept");
    onDrop("iifname { \"eth0\", \"lo\" } accept", "drop", "drop", "drop");
    onDrop("ip daddr 10.77.0.1 tcp dport 22 accept", "accept", "drop", "drop");
    onDrop("ip daddr { 10.77.0.0/24, 10.1.1.1 } accept", "accept", "accept", "drop");
    onDrop("ip daddr != 10.77.0.1 accept", "drop", "drop", "drop");
    onDrop("ip6 daddr fd00:77::/64 accept", "drop", "drop", "accept");
    onDrop("ct state established,related accept", "drop", "drop", "drop");
    onDrop("ct state new tcp dport 22 accept", "accept", "drop", "accept");
    onDrop("ct state != new accept; ct state invalid drop; tcp dport 22 accept", "accept", "drop",
           "accept");
    onDrop("ct state vmap { established : accept, invalid : drop }; udp dport 22 accept", "drop",
           "accept", "drop");
    onDrop("tcp flags & (fin|syn|rst|ack) == syn tcp dport 22 accept", "accept", "drop", "accept");
    row("tcp flags & (fin|syn|rst|ack) != syn ct state new drop", "accept", "accept", "accept",
        "accept");
    onDrop("tcp dport vmap { 22 : accept, 23 : drop }", "accept", "drop", "accept");
    onDrop("meta l4proto . th dport { tcp . 22, udp . 23 } accept", "accept", "drop", "accept");
    onDrop("ip saddr 0.0.0.0/0 tcp dport 22 accept", "accept", "drop", "drop");
    onDrop("ip saddr 127.0.0.0/8 accept", "drop", "drop", "drop");
    onDrop("ip saddr 10.0.0.0/8 tcp dport 22 accept", "cannot-tell: source", "drop", "drop");
    row("ip saddr { 10.1.1.1, 10.1.1.2 } drop", "accept", "cannot-tell: source",
        "cannot-tell: source", "accept");
    // Whoever it comes from, it ends the same.
    onDrop("ip saddr 10.0.0.0/8 tcp dport 22 accept; tcp dport 22 accept", "accept", "drop",
           "accept");
    onDrop("tcp sport 1024-65535 tcp dport 22 accept", "cannot-tell: source-port", "drop",
           "cannot-tell: source-port");
    onDrop("tcp dport 22 limit rate 5/second accept", "cannot-tell: traffic", "drop",
           "cannot-tell: traffic");
    // What only logs decides nothing.
    onDrop("limit rate 5/minute log prefix \"in: \"; tcp dport 22 accept", "accept", "drop",
           "accept");
    onDrop("meta mark 5 accept", "cannot-tell: marks", "cannot-tell: marks", "cannot-tell: marks");
    onDrop("meta skuid 0 accept", "cannot-tell: not-understood", "cannot-tell: not-understood",
           "cannot-tell: not-understood");
    onDrop("tcp dport 22 numgen random mod 2 == 0 accept", "cannot-tell: traffic", "drop",
           "cannot-tell: traffic");
    onDrop("fib daddr type local tcp dport 22 accept", "accept", "drop", "accept");
    row("fib saddr . iif oif missing drop", "accept", "accept", "accept", "accept");
    row("pkttype { broadcast, multicast } drop", "accept", "accept", "accept", "accept");
    row("ip frag-off & 0x1fff != 0 drop", "accept", "cannot-tell: traffic", "cannot-tell: traffic",
        "accept");
    row("exthdr frag exists drop", "accept", "accept", "accept", "accept");
    onDrop("tcp dport 22 meta mark set 5 accept", "accept", "drop", "accept");
    onDrop("tcp dport 22 ct count over 3 reject; tcp dport 22 accept", "cannot-tell: traffic",
           "drop", "cannot-tell: traffic");
    onDrop("ct status dnat accept", "drop", "drop", "drop");
    onDrop("ether saddr 00:11:22:33:44:55 accept", "cannot-tell: source", "cannot-tell: source",
           "cannot-tell: source");
    onDrop("@th,16,16 22 accept", "accept", "accept", "accept");
    onDrop("@th,64,8 1 accept", "cannot-tell: not-understood", "cannot-tell: not-understood",
           "cannot-tell: not-understood");
}

void TestFirewallJudge::oneChain() {
    QFETCH(QByteArray, rules);
    QFETCH(QByteArray, policy);
    const QByteArray said = loadRuleset(inputChain(QByteArray(rules).replace("; ", "\n"), policy));
    QVERIFY2(said.isEmpty(), said.constData());
    const QByteArray json = rulesetJson();
    const auto ruleset = Ruleset::parse({json.constData(), std::size_t(json.size())});
    QVERIFY2(ruleset, json.constData());
    QTEST(words(judge(*ruleset, probe(22))), "tcp22");
    QTEST(words(judge(*ruleset, probe(22, Protocol::Udp))), "udp22");
    QTEST(words(judge(*ruleset, probe(22, Protocol::Tcp, true))), "tcp22v6");
}

void TestFirewallJudge::wholeRulesets_data() {
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<int>("port");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("by");
    const auto row = [](const char* name, const QByteArray& rules, int port, const char* answer,
                        const char* by) {
        QTest::newRow(name) << rules << port << QByteArray(answer) << QByteArray(by);
    };
    row("no filter", {}, 22, "accept", "");
    const QByteArray sub = "chain sub {\n tcp dport 22 accept\n tcp dport 23 return\n"
                           "tcp dport 24 drop\n}\n";
    const QByteArray jumps = inputChain("jump sub\ntcp dport { 23, 24, 25 } accept", "drop", sub);
    row("in what is jumped to", jumps, 22, "accept", "tcp dport 22 accept");
    row("back by return", jumps, 23, "accept", "tcp dport { 23, 24, 25 } accept");
    row("dropped there", jumps, 24, "drop", "tcp dport 24 drop");
    row("back at its end", jumps, 25, "accept", "tcp dport { 23, 24, 25 } accept");
    row("through all", jumps, 26, "drop", "policy drop");
    const QByteArray went = inputChain("goto sub\ntcp dport { 23, 25 } accept", "drop", sub);
    row("goto does not come back", went, 25, "drop", "policy drop");
    row("nor by return", went, 23, "drop", "policy drop");
    const QByteArray sets = inputChain(
        "tcp dport @ports accept\nip saddr @nobody drop\ntcp dport vmap @what", "drop",
        sub + "set ports { type inet_service; flags interval; elements = { 80-90, 443 } }\n"
              "set nobody { type ipv4_addr; }\n"
              "map what { type inet_service : verdict; elements = { 1 : drop, 2 : jump sub, 24 : "
              "jump sub, 5 : accept } }\n");
    row("in a set of ranges", sets, 85, "accept", "tcp dport @ports accept");
    row("a map's verdict", sets, 5, "accept", "tcp dport vmap @what");
    row("a map's jump", sets, 24, "drop", "tcp dport 24 drop");
    row("a map's jump that comes back", sets, 2, "drop", "policy drop");
    row("not in the map", sets, 99, "drop", "policy drop");
    const QByteArray two = "table inet a { chain in { type filter hook input priority -5; policy "
                           "accept; tcp dport 22 accept; tcp dport 25 drop;\n}\n}\n"
                           "table ip b { chain in { type filter hook input priority 5; policy "
                           "drop; tcp dport { 22, 25 } accept;\n}\n}\n";
    row("two chains let it in", two, 22, "accept", "tcp dport { 22, 25 } accept");
    row("the first drops it", two, 25, "drop", "tcp dport 25 drop");
    row("the second drops it", two, 80, "drop", "policy drop");
    // libnftables 1.0.6 does not tell which flag a table has.
    row("what may sleep",
        "table inet a {\nflags dormant;\nchain in {\ntype filter hook input priority 0; policy "
        "drop;\n}\n}\n",
        22, "cannot-tell: incomplete", "policy drop");
    row("only what goes out",
        "table inet a {\nchain o {\ntype filter hook output priority 0; policy drop;\n}\n}\n", 22,
        "accept", "");
    row("raw",
        "table inet a {\nchain p {\ntype filter hook prerouting priority -300; policy "
        "accept;\ntcp dport 22 drop\n}\n}\n",
        22, "drop", "tcp dport 22 drop");
    row("untracked is not new",
        "table inet a {\nchain p {\ntype filter hook prerouting priority -300;\ntcp dport 22 "
        "notrack\n}\nchain in {\ntype filter hook input priority 0; policy drop;\nct state new "
        "accept\n}\n}\n",
        22, "drop", "policy drop");
    row("redirected",
        "table inet a {\nchain p {\ntype nat hook prerouting priority dstnat;\ntcp dport 22 "
        "redirect to :2222\n}\n}\n",
        22, "cannot-tell: translated", "tcp dport 22 <redirect>");
    row("redirected, another port",
        "table inet a {\nchain p {\ntype nat hook prerouting priority dstnat;\ntcp dport 22 "
        "redirect to :2222\n}\n}\n",
        23, "accept", "policy accept");
    row("a device's packets alone",
        "table netdev n {\nchain i {\ntype filter hook ingress device lo priority 0; policy "
        "drop;\n}\n}\n",
        22, "cannot-tell: interface", "policy drop");
}

void TestFirewallJudge::wholeRulesets() {
    QFETCH(QByteArray, rules);
    QFETCH(int, port);
    const QByteArray said = loadRuleset(rules);
    QVERIFY2(said.isEmpty(), said.constData());
    const QByteArray json = rulesetJson();
    const auto ruleset = Ruleset::parse({json.constData(), std::size_t(json.size())});
    QVERIFY2(ruleset, json.constData());
    const Verdict verdict = judge(*ruleset, probe(port));
    QTEST(words(verdict), "answer");
    QTEST(verdict.by ? QByteArray::fromStdString(verdict.by->text) : QByteArray(), "by");
}

void TestFirewallJudge::rulesReadAsNftWritesThem() {
    const QByteArrayList rules{"tcp dport 22 accept",
                               "tcp dport { 22, 80-90 } drop",
                               "udp dport 5000-5010 accept",
                               "ip saddr 10.0.0.0/8 tcp dport 22 accept",
                               "iifname \"lo\" accept",
                               "ct state established,related accept",
                               "meta l4proto . th dport { tcp . 22, udp . 53 } accept",
                               "tcp dport vmap { 22 : accept, 23 : drop }",
                               "tcp dport != 22 reject with tcp reset",
                               "log prefix \"x: \" drop"};
    const QByteArray said = loadRuleset(inputChain(rules.join('\n')));
    QVERIFY2(said.isEmpty(), said.constData());
    const QByteArray json = rulesetJson();
    const auto ruleset = Ruleset::parse({json.constData(), std::size_t(json.size())});
    QVERIFY(ruleset);
    const QByteArray asWritten = printed({QStringLiteral("nft"), QStringLiteral("-a"),
                                          QStringLiteral("list"), QStringLiteral("ruleset")});
    const Chain& chain = *ruleset->baseChains(false).front();
    QCOMPARE(qsizetype(chain.rules.size()), rules.size());
    for (const Rule& rule : chain.rules) {
        const Place place = placeOf(chain, rule);
        QByteArray words = QByteArray::fromStdString(place.text);
        // Names of interfaces and ct states are the two things written another way.
        words.replace("iifname lo", "iifname \"lo\"");
        const QByteArray line = words + " # handle " + QByteArray::number(qulonglong(rule.handle));
        QVERIFY2(asWritten.contains('\t' + line + '\n'), (line + "\n" + asWritten).constData());
    }
}

void TestFirewallJudge::whatIsNotThereIsTold() {
    QCOMPARE(loadRuleset(inputChain("tcp dport 22 accept\nip saddr 10.0.0.0/8 udp dport 5000 accept"
                                    "\ntcp dport { 80, 81 } accept")),
             QByteArray());
    const QByteArray json = rulesetJson();
    const auto ruleset = Ruleset::parse({json.constData(), std::size_t(json.size())});
    QVERIFY(ruleset);
    Verdict verdict = judge(*ruleset, probe(22));
    QVERIFY(verdict.namesPort && verdict.opening && verdict.opening->onePort);
    QVERIFY(verdict.opening->handle != 0);
    verdict = judge(*ruleset, probe(81));
    QVERIFY(verdict.opening && !verdict.opening->onePort);
    verdict = judge(*ruleset, probe(5000, Protocol::Udp)); // for some senders
    QCOMPARE(words(verdict), QByteArray("cannot-tell: source"));
    QVERIFY(verdict.opening && !verdict.namesPort);
    verdict = judge(*ruleset, probe(5000));
    QVERIFY(!verdict.opening && verdict.by->isPolicy());
}

QTEST_GUILESS_MAIN(TestFirewallJudge)
#include "tst_firewall_judge.moc"
