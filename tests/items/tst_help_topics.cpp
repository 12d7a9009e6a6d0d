// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/help_topics.h"

#include <QSet>
#include <QTest>

using namespace synoptic;

class TestHelpTopics : public QObject {
    Q_OBJECT

    HelpTopics topics_ = HelpTopics::load(QStringLiteral(SYNOPTIC_SOURCE_DIR "/resources/help/en"));

private Q_SLOTS:
    void everythingHasATopic() {
        for (TcpState state : kAllTcpStates)
            QVERIFY2(topics_.find(helpTopic(state)), qPrintable(helpTopic(state)));
        for (const StateEdge& edge : stateEdges())
            QVERIFY2(topics_.find(helpTopic(edge)), qPrintable(helpTopic(edge)));
        for (int rule = 0; rule < kRuleCount; ++rule)
            QVERIFY2(topics_.find(helpTopic(RuleId(rule))), qPrintable(helpTopic(RuleId(rule))));
        for (const char* flag : {"syn", "ack", "fin", "rst", "psh", "urg", "ece", "cwr"})
            QVERIFY2(topics_.find(QStringLiteral("flag-") + QLatin1String(flag)), flag);
    }

    void linksLeadToTopicsAndAllAreReached() {
        QSet<QString> ids, reached{QStringLiteral("start")};
        for (const HelpTopic& topic : topics_.topics()) {
            QVERIFY2(!ids.contains(topic.id), qPrintable(topic.id));
            ids << topic.id;
            QVERIFY2(!topic.text.trimmed().isEmpty(), qPrintable(topic.id));
            for (const QString& link : HelpTopics::links(topic)) {
                QVERIFY2(topics_.find(link), qPrintable(topic.id + QStringLiteral(": ") + link));
                if (link != topic.id)
                    reached << link;
            }
        }
        for (const StateEdge& edge : stateEdges())
            reached << helpTopic(edge); // {all-transitions} links to them
        ids -= reached;
        QVERIFY2(ids.isEmpty(), qPrintable(ids.values().join(QLatin1Char(' '))));
    }

    /// What is not translated yet shows in English; what is must be the same topic, and lead on.
    void chineseTopicsAreThoseOfEnglish() {
        const HelpTopics chinese =
            HelpTopics::load(QStringLiteral(SYNOPTIC_SOURCE_DIR "/resources/help/zh_CN"));
        QVERIFY(!chinese.topics().empty());
        for (const HelpTopic& topic : chinese.topics()) {
            const HelpTopic* english = topics_.find(topic.id);
            QVERIFY2(english, qPrintable(topic.id));
            QVERIFY2(!topic.text.trimmed().isEmpty(), qPrintable(topic.id));
            for (const char* filled : {"{transitions}", "{all-transitions}", "{shortcuts}"})
                QCOMPARE(topic.text.count(QLatin1String(filled)),
                         english->text.count(QLatin1String(filled)));
            for (const QString& link : HelpTopics::links(topic))
                QVERIFY2(topics_.find(link), qPrintable(topic.id + QStringLiteral(": ") + link));
        }
        HelpTopics both = topics_;
        both.replaceBy(chinese);
        QCOMPARE(both.topics().size(), topics_.topics().size());
        QCOMPARE(both.find(QStringLiteral("flag-syn"))->text,
                 chinese.find(QStringLiteral("flag-syn"))->text);
    }

    void searchFindsTitlesFirst() {
        const auto found = topics_.search(QStringLiteral("time_wait"));
        QVERIFY(!found.empty());
        QCOMPARE(found.front()->id, QStringLiteral("time-wait"));
        QVERIFY(topics_.search(QStringLiteral("no such words here zzz")).empty());
    }
};

QTEST_GUILESS_MAIN(TestHelpTopics)
#include "tst_help_topics.moc"
