// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/help/help_text.h"

#include "model/items/format.h"

#include <QAction>
#include <QCollator>
#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace synoptic {

namespace {

QString link(const QString& words, const QString& topic) {
    return QStringLiteral("[%1](topic:%2)").arg(words, topic);
}

QString edgeLink(const StateEdge& edge) {
    return link(formatState(edge.from) + QStringLiteral(" → ") + formatState(edge.to),
                helpTopic(edge));
}

QString row(const TransitionRow& transition) {
    return QStringLiteral("- %1: **%2** · %3\n")
        .arg(edgeLink(stateEdges()[edgeOf(transition)]), formatEvent(transition.event),
             formatSent(transition.sent));
}

/// A state's page tells what leads there and what leaves it; an edge's page, its own rows.
QString transitionsOf(const HelpTopic& topic) {
    QString into, away, along;
    for (const TransitionRow& transition : transitionTable()) {
        if (helpTopic(transition.to) == topic.id)
            into += row(transition);
        if (helpTopic(transition.from) == topic.id)
            away += row(transition);
        if (helpTopic(stateEdges()[edgeOf(transition)]) == topic.id)
            along += row(transition);
    }
    const auto headed = [](const QString& heading, const QString& rows) {
        return rows.isEmpty() ? QString() : QStringLiteral("**%1**\n\n%2\n").arg(heading, rows);
    };
    return headed(QCoreApplication::translate("Help", "How it comes here"), into) +
           headed(QCoreApplication::translate("Help", "How it goes on"), away) + along;
}

QString allTransitions() {
    QString text;
    for (const StateEdge& edge : stateEdges()) {
        const QString words = edgeLink(edge);
        QStringList events;
        for (const TransitionRow& transition : transitionTable()) {
            const StateEdge& its = stateEdges()[edgeOf(transition)];
            if (its.from == edge.from && its.to == edge.to && its.abortive == edge.abortive)
                events << formatEvent(transition.event) + QStringLiteral(" · ") +
                              formatSent(transition.sent);
        }
        text += QStringLiteral("- %1: %2\n")
                    .arg(edge.normal ? QStringLiteral("**%1**").arg(words) : words,
                         events.join(QStringLiteral("; ")));
    }
    return text;
}

QString shortcutRows(const QList<QAction*>& actions) {
    QString text;
    for (const QAction* action : actions) {
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts())
            keys << QStringLiteral("`%1`").arg(key.toString(QKeySequence::NativeText));
        if (!keys.isEmpty())
            text +=
                QStringLiteral("- %1: %2\n")
                    .arg(keys.join(QStringLiteral(", ")), action->text().remove(QLatin1Char('&')));
    }
    return text;
}

} // namespace

HelpTopics helpInLanguage() {
    HelpTopics topics = HelpTopics::load(QStringLiteral(":/synoptic/help/en"));
    if (QLocale().language() == QLocale::Chinese)
        topics.replaceBy(HelpTopics::load(QStringLiteral(":/synoptic/help/zh_CN")));
    return topics;
}

QString helpPage(const HelpTopic& topic, const QList<QAction*>& withShortcuts) {
    QString text = topic.text;
    text.replace(QLatin1String("{transitions}"), transitionsOf(topic));
    text.replace(QLatin1String("{all-transitions}"), allTransitions());
    text.replace(QLatin1String("{shortcuts}"), shortcutRows(withShortcuts));
    return QStringLiteral("## %1\n\n%2").arg(topic.title, text);
}

QString glossaryPage(const HelpTopics& topics) {
    std::vector<const HelpTopic*> sorted;
    for (const HelpTopic& topic : topics.topics())
        sorted.push_back(&topic);
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    std::stable_sort(sorted.begin(), sorted.end(), [&](const auto* a, const auto* b) {
        return collator.compare(a->title, b->title) < 0;
    });
    QString text = QStringLiteral("## %1\n\n").arg(QCoreApplication::translate("Help", "Glossary"));
    for (const HelpTopic* topic : sorted)
        text += QStringLiteral("- ") + link(topic->title, topic->id) + QLatin1Char('\n');
    return text;
}

} // namespace synoptic
