// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/settings/settings.h"

#include <QString>

namespace synoptic {

/// What the window looks at.
struct WatchedSubject {
    enum class Kind {
        None,     ///< nothing yet: the welcome page
        Computer, ///< this computer, live
        Capture,  ///< a capture file; its time stands still
        Remote,   ///< another computer, live, over ssh
    };
    Kind kind = Kind::None;
    QString path;        ///< of a capture
    bool lesson = false; ///< the capture is a lesson's, played step by step
    QString host{};      ///< of a remote computer, as ssh takes it

    friend bool operator==(const WatchedSubject&, const WatchedSubject&) = default;
};

/// For what is remembered of it.
inline LookedAt lookedAt(const WatchedSubject& subject) {
    if (subject.lesson)
        return LookedAt::Lesson;
    return subject.kind == WatchedSubject::Kind::Capture ? LookedAt::Capture : LookedAt::Live;
}

} // namespace synoptic
