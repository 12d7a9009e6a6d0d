// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/diagnosis/rule_fixture.h"

#include <QTest>

/// One row a case: facts that a rule has to speak up at, or that come close and must not.
namespace synoptic::test {

inline void ruleColumns() {
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<Facts>("facts");
    QTest::addColumn<QString>("expected"); ///< as describe(); empty: silence
}

inline void addCase(const char* title, Rule rule, Facts facts, const char* expected = "") {
    QTest::newRow(title) << rule << std::move(facts) << QString::fromLatin1(expected);
}

inline QString said(const Looks& looks) {
    return looks.book.all().empty() ? QString() : describe(looks.book.all().front());
}

/// Facts that hold: what they raise is raised once, stays while they do, outlives a gap, ends after
/// `hold`, and is another finding when it comes back. `patience`: looks before it is told.
inline void checkWhatHolds(int patience = 1) {
    QFETCH(Rule, rule);
    QFETCH(Facts, facts);
    QFETCH(QString, expected);
    Looks looks(rule);
    facts(looks);
    looks.look(patience);
    if (expected.isEmpty()) {
        looks.look(20);
        QVERIFY2(looks.book.all().empty(), qPrintable(said(looks)));
        return;
    }
    QCOMPARE(looks.standing().size(), std::size_t(1));
    QCOMPARE(describe(looks.standing().front()), expected);
    const std::uint64_t id = looks.standing().front().id;
    QVERIFY(!looks.standing().front().evidence.empty());
    looks.look(3);
    QCOMPARE(looks.book.all().size(), std::size_t(1));

    looks.forgetFacts();
    looks.look(8);
    QCOMPARE(looks.standing().size(), std::size_t(1)); // one quiet moment ends nothing
    facts(looks);
    looks.look();
    QCOMPARE(looks.standing().front().id, id);

    looks.forgetFacts();
    looks.look(11);
    QVERIFY(looks.standing().empty());
    facts(looks);
    looks.look(patience);
    QCOMPARE(looks.standing().size(), std::size_t(1));
    QVERIFY(looks.standing().front().id != id);
}

/// Facts that happened: told once, added up when they happen again, over after `holdEvent`.
inline void checkWhatHappened() {
    QFETCH(Rule, rule);
    QFETCH(Facts, facts);
    QFETCH(QString, expected);
    Looks looks(rule);
    facts(looks);
    looks.look();
    if (expected.isEmpty()) {
        QVERIFY2(looks.book.all().empty(), qPrintable(said(looks)));
        return;
    }
    QCOMPARE(looks.standing().size(), std::size_t(1));
    QCOMPARE(describe(looks.standing().front()), expected);
    const double once = looks.standing().front().evidence.front().value;
    QVERIFY(once >= 1);
    if (!looks.input.flows.empty()) { // the same packets tell nothing new
        looks.look(2);
        QCOMPARE(looks.standing().front().evidence.front().value, once);
    }
    looks.forgetFacts();
    looks.look(10);
    facts(looks);
    looks.look();
    QCOMPARE(looks.standing().size(), std::size_t(1));
    QCOMPARE(looks.standing().front().evidence.front().value, 2 * once);
    looks.forgetFacts();
    looks.look(40); // packets may be ten seconds older than the look at them
    QCOMPARE(looks.standing().size(), std::size_t(1));
    looks.look(30);
    QVERIFY(looks.standing().empty());
}

} // namespace synoptic::test
