// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/transition_table.h"

#include <QByteArray>
#include <QLocale>
#include <QString>

#include <optional>
#include <vector>

/// A lesson: a small capture that is played packet by packet, with words for each step.
namespace synoptic {

/// Plain text in the languages a lesson is written in.
struct LessonText {
    QString english;
    QString chinese;

    /// The Chinese for any Chinese locale, else the English.
    const QString& in(const QLocale& locale) const {
        return locale.language() == QLocale::Chinese ? chinese : english;
    }
};

/// One step. It shows the capture as if it ended after `packets` packets.
struct LessonStep {
    std::uint64_t packets = 1; ///< at least 1, never fewer than the step before
    LessonText title;
    LessonText caption;
    std::optional<TcpState> client; ///< in which the client then is; absent: nothing tells yet
    std::optional<TcpState> server;
    EdgeIndex edge = kNoEdge; ///< the diagram's line to point at
    bool edgeOfClient = true; ///< which end goes along it
};

struct Lesson {
    LessonText title;
    QString capture; ///< the capture's file name, in the folder of the lesson
    std::vector<LessonStep> steps;
};

/// Either a lesson with at least one step or what is wrong with it, for a person; not both.
struct LessonResult {
    std::optional<Lesson> lesson;
    QString error;
};

/// Reads a lesson's JSON (resources/lessons).
LessonResult readLesson(const QByteArray& json);

} // namespace synoptic
