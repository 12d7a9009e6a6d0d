// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace synoptic {

/// What the window looks at.
struct WatchedSubject {
    enum class Kind {
        None,     ///< nothing yet: the welcome page
        Computer, ///< this computer, live
        Capture,  ///< a capture file; its time stands still
    };
    Kind kind = Kind::None;
    QString path; ///< of a capture

    friend bool operator==(const WatchedSubject&, const WatchedSubject&) = default;
};

} // namespace synoptic
