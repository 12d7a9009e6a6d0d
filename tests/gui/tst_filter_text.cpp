// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/table/filter_text.h"

#include <QTest>

using namespace synoptic;

class FilterTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chipsReadTheirStatesBack() {
        const QList<TcpState> states{TcpState::TimeWait, TcpState::CloseWait};
        const QString text = withStates(QStringLiteral("port:443"), states);
        QCOMPARE(text, QStringLiteral("port:443 state:TIME-WAIT,CLOSE-WAIT"));
        QCOMPARE(statesInFilter(text), states);
        QCOMPARE(withStates(text, {}), QStringLiteral("port:443"));
        QCOMPARE(withStates(text, {TcpState::Listen}), QStringLiteral("port:443 state:LISTEN"));
    }

    void negatedNestedAndAlternativeTermsAreLeftAlone() {
        QVERIFY(statesInFilter(QStringLiteral("not state:LISTEN")).isEmpty());
        QVERIFY(statesInFilter(QStringLiteral("(state:LISTEN)")).isEmpty());
        QVERIFY(statesInFilter(QStringLiteral("state:LISTEN or curl")).isEmpty());
        QCOMPARE(withStates(QStringLiteral("a or b"), {TcpState::Listen}),
                 QStringLiteral("(a or b) state:LISTEN"));
    }

    void quotedTextIsNotTakenForTerms() {
        QVERIFY(statesInFilter(QStringLiteral("\"state:LISTEN or\"")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(FilterTextTest)
#include "tst_filter_text.moc"
