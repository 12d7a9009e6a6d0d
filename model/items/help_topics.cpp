// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/help_topics.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace synoptic {

namespace {

QString folded(QString text) {
    return text.replace(QLatin1Char('_'), QLatin1Char('-')).toCaseFolded();
}

bool holdsAll(const QString& text, const QStringList& words) {
    return std::all_of(words.begin(), words.end(),
                       [&](const QString& word) { return text.contains(word); });
}

} // namespace

HelpTopics HelpTopics::load(const QString& folder) {
    static const QRegularExpression heading(QStringLiteral("^# (.+) \\{#([a-z0-9-]+)\\}$"));
    HelpTopics all;
    const QDir dir(folder);
    for (const QString& name : dir.entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name)) {
        QFile file(dir.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        QString section;
        bool begun = false; // what stands before a file's first topic belongs to none
        for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
            const QRegularExpressionMatch match = heading.match(line);
            if (line.startsWith(QLatin1String("% "))) {
                section = line.mid(2);
            } else if (match.hasMatch()) {
                all.places_.insert(match.captured(2), all.topics_.size());
                all.topics_.push_back({match.captured(2), section, match.captured(1), {}});
                begun = true;
            } else if (begun) {
                all.topics_.back().text += line + QLatin1Char('\n');
            }
        }
    }
    return all;
}

const HelpTopic* HelpTopics::find(const QString& id) const {
    const auto place = places_.find(id);
    return place == places_.end() ? nullptr : &topics_[*place];
}

void HelpTopics::replaceBy(const HelpTopics& other) {
    for (HelpTopic& topic : topics_) {
        if (const HelpTopic* better = other.find(topic.id))
            topic = *better;
    }
}

std::vector<const HelpTopic*> HelpTopics::search(const QString& words) const {
    const QStringList wanted = folded(words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<const HelpTopic*> found;
    for (const HelpTopic& topic : topics_) {
        if (holdsAll(folded(topic.title + QLatin1Char('\n') + topic.text), wanted))
            found.push_back(&topic);
    }
    std::stable_partition(found.begin(), found.end(), [&](const HelpTopic* topic) {
        return holdsAll(folded(topic->title), wanted);
    });
    return found;
}

QStringList HelpTopics::links(const HelpTopic& topic) {
    static const QRegularExpression link(QStringLiteral("\\]\\(topic:([^)]*)\\)"));
    QStringList ids;
    for (auto match = link.globalMatch(topic.text); match.hasNext();)
        ids << match.next().captured(1);
    return ids;
}

QString helpTopic(TcpState state) {
    const std::string_view text = name(state);
    return QString::fromLatin1(text.data(), qsizetype(text.size())).toLower();
}

QString helpTopic(const StateEdge& edge) {
    if (edge.abortive)
        return QStringLiteral("closed-by-force");
    return helpTopic(edge.from) + QStringLiteral("-to-") + helpTopic(edge.to);
}

QString helpTopic(RuleId rule) {
    return QStringLiteral("finding-") + QLatin1String(name(rule).data());
}

} // namespace synoptic
