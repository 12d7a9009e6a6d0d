// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace synoptic {

/// What a person had done to this computer through this program.
struct LoggedAction {
    QString act;     ///< "close", "close-listener", "end", "kill"
    QString subject; ///< the connection's ends
    QString process; ///< name and PID
    QString outcome; ///< "done", or what was said
};

/// Of this user's data directory: actions.jsonl.
QString actionLogPath();

/// Appends one line, JSON with the time. The file is made for its owner alone (0600), a link in
/// its place is not followed. Empty on success, else the system's reason. Any thread but that of
/// the GUI, as it waits for the disk.
QString appendToActionLog(const QString& path, const LoggedAction& action);

} // namespace synoptic
