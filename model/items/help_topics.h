// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/finding.h"
#include "model/tcp/transition_table.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace synoptic {

/// One page of the help. `{transitions}`, `{all-transitions}` and `{shortcuts}` in its text are for
/// whoever shows it to fill.
struct HelpTopic {
    QString id; ///< "time-wait"; the same in every language
    QString section;
    QString title;
    QString text; ///< Markdown without the heading; links to others are "topic:ID"
};

/// All topics of one language, from resources/help. A value; any thread.
class HelpTopics {
public:
    /// Reads every *.md of the folder, in order of names. Empty if there are none.
    static HelpTopics load(const QString& folder);

    const std::vector<HelpTopic>& topics() const { return topics_; }
    /// Null if there is no such topic. Valid as long as this object.
    const HelpTopic* find(const QString& id) const;
    /// Takes the words of `other` for every topic that it has too; order and ids stay.
    void replaceBy(const HelpTopics& other);
    /// Topics that hold every word, those with all of them in the title first. Case and the
    /// difference between "-" and "_" do not matter.
    std::vector<const HelpTopic*> search(const QString& words) const;
    /// Ids that a topic's text links to.
    static QStringList links(const HelpTopic& topic);

private:
    std::vector<HelpTopic> topics_;
    QHash<QString, std::size_t> places_;
};

/// Ids of the topics that explain these.
QString helpTopic(TcpState state);
QString helpTopic(const StateEdge& edge);
QString helpTopic(RuleId rule);

} // namespace synoptic
