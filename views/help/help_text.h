// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/help_topics.h"

#include <QList>

class QAction;

namespace synoptic {

/// The page of all topics by name, made of the others; no topic of its own.
inline constexpr char kGlossaryTopic[] = "glossary";

/// All topics in the language of QLocale(); in English where a topic is not translated yet.
HelpTopics helpInLanguage();

/// A topic as whole Markdown: its heading, and its placeholders filled from the table of
/// transitions and from the actions that have keys. GUI thread.
QString helpPage(const HelpTopic& topic, const QList<QAction*>& withShortcuts);
/// Every topic as a link, in the order of the language's alphabet.
QString glossaryPage(const HelpTopics& topics);

} // namespace synoptic
