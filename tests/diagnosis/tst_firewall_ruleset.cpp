// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall/judge.h"
#include "model/diagnosis/firewall/rule_text.h"

#include <QTest>

using namespace synoptic;
using namespace synoptic::firewall;

/// Text that is no ruleset, or means to do harm.
class TestFirewallRuleset : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsNoRulesetIsRefused_data();
    void whatIsNoRulesetIsRefused();
    void strangeExpressionsAreNotGuessed_data();
    void strangeExpressionsAreNotGuessed();
    void aTableThatSleepsDoesNothing();
    void endlessJumpsEnd();
    void hugeSetsEnd();
};

namespace {

std::string withRule(const std::string& expressions, const std::string& more = {}) {
    return R"({"nftables":[{"table":{"family":"inet","name":"t","handle":1}},)"
           R"({"chain":{"family":"inet","table":"t","name":"in","handle":1,"type":"filter",)"
           R"("hook":"input","prio":0,"policy":"accept"}},)" +
           more + R"({"rule":{"family":"inet","table":"t","chain":"in","handle":2,"expr":)" +
           expressions + "}}]}";
}

Verdict judged(const std::string& json) {
    const auto ruleset = Ruleset::parse(json);
    Probe probe;
    probe.port = 22;
    return ruleset ? judge(*ruleset, probe) : Verdict{};
}

} // namespace

void TestFirewallRuleset::whatIsNoRulesetIsRefused_data() {
    QTest::addColumn<std::string>("json");
    QTest::newRow("nothing") << std::string();
    QTest::newRow("no JSON") << std::string("table inet t {");
    QTest::newRow("cut short") << withRule("[]").substr(0, 100);
    QTest::newRow("a list") << std::string("[]");
    QTest::newRow("no list") << std::string(R"({"nftables":{}})");
    QTest::newRow("not objects") << std::string(R"({"nftables":[1,2]})");
    QTest::newRow("a rule of no chain")
        << std::string(R"({"nftables":[{"rule":{"family":"ip","table":"t","chain":"c",)"
                       R"("handle":1,"expr":[]}}]})");
    QTest::newRow("a rule without expressions") << withRule("null");
    QTest::newRow("too deep") << withRule(std::string(100'000, '[') + std::string(100'000, ']'));
    QTest::newRow("too large") << withRule("[]") + std::string(Ruleset::kMostBytes, ' ');
}

void TestFirewallRuleset::whatIsNoRulesetIsRefused() {
    QFETCH(std::string, json);
    QVERIFY(!Ruleset::parse(json));
}

void TestFirewallRuleset::strangeExpressionsAreNotGuessed_data() {
    QTest::addColumn<std::string>("expressions");
    for (const char* text :
         {R"([{"something new":null}])", R"([1])", R"([{}])", R"([{"a":1,"b":2}])",
          R"([{"match":null},{"drop":null}])", R"([{"match":{}},{"drop":null}])",
          R"([{"match":{"op":"~","left":{"meta":{"key":"l4proto"}},"right":6}},{"drop":null}])",
          R"([{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},)"
          R"("right":"ssh"}},{"drop":null}])",
          R"([{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},)"
          R"("right":"@missing"}},{"drop":null}])",
          R"([{"vmap":{"key":{"meta":{"key":"l4proto"}},"data":"@missing"}}])",
          R"([{"vmap":{"key":{"meta":{"key":"l4proto"}},"data":{"set":[1]}}}])",
          R"([{"jump":{"target":"missing"}}])", R"([{"jump":null}])",
          R"([{"xt":{"type":"match","name":"multiport"}},{"drop":null}])",
          R"([{"xt":{"type":"target","name":"TARPIT"}}])",
          R"([{"match":{"op":"==","left":{"&":[1]},"right":6}},{"drop":null}])"})
        QTest::newRow(text) << std::string(text);
}

void TestFirewallRuleset::strangeExpressionsAreNotGuessed() {
    QFETCH(std::string, expressions);
    const Verdict verdict = judged(withRule(expressions));
    QCOMPARE(verdict.answer, Answer::CannotTell);
    QVERIFY((verdict.doubt & kNotUnderstood) != 0);
    QVERIFY(verdict.by && verdict.by->handle == 2);
    // It may be none of those that drop: then all ends the same.
    QVERIFY(ruleText(Ruleset::parse(withRule(expressions))->baseChains(false)[0]->rules[0]).size() >
            0);
}

void TestFirewallRuleset::aTableThatSleepsDoesNothing() {
    const std::string awake = withRule(R"([{"drop":null}])");
    QCOMPARE(judged(awake).answer, Answer::Drop);
    for (const std::string flags : {R"("dormant")", R"(["dormant"])", R"(["owner","dormant"])"}) {
        std::string asleep = awake;
        asleep.insert(asleep.find(R"("handle":1)"), R"("flags":)" + flags + ",");
        QCOMPARE(judged(asleep).answer, Answer::Accept);
    }
    std::string owned = awake;
    owned.insert(owned.find(R"("handle":1)"), R"("flags":["owner"],)");
    QCOMPARE(judged(owned).answer, Answer::Drop);
}

/// Each chain jumps four times to the next: 2^28 ways.
void TestFirewallRuleset::endlessJumpsEnd() {
    std::string chains;
    std::string rules;
    for (int i = 0; i < 14; ++i) {
        const std::string name = "c" + std::to_string(i);
        chains += R"({"chain":{"family":"inet","table":"t","name":")" + name + R"(","handle":9}},)";
        const std::string next = i < 13 ? "c" + std::to_string(i + 1) : "c0"; // and round about
        for (int twice = 0; twice < 4; ++twice)
            rules += R"({"rule":{"family":"inet","table":"t","chain":")" + name +
                     R"(","handle":3,"expr":[{"jump":{"target":")" + next + R"("}}]}},)";
    }
    const Verdict verdict = judged(withRule(R"([{"jump":{"target":"c0"}}])", chains + rules));
    QCOMPARE(verdict.answer, Answer::CannotTell);
}

void TestFirewallRuleset::hugeSetsEnd() {
    std::string set = R"({"set":{"family":"inet","table":"t","name":"s","type":"inet_service",)"
                      R"("handle":4,"elem":["@s")";
    for (int i = 0; i < 500'000; ++i)
        set += ",1";
    set += "]}},";
    const Verdict verdict = judged(
        withRule(R"([{"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},)"
                 R"("right":"@s"}},{"drop":null}])",
                 set));
    QCOMPARE(verdict.answer, Answer::CannotTell);
    QVERIFY((verdict.doubt & kTooLarge) != 0);
}

QTEST_GUILESS_MAIN(TestFirewallRuleset)
#include "tst_firewall_ruleset.moc"
