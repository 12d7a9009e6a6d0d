// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace synoptic {

/// What a person had done to this computer through this program.
struct LoggedAction {
    QString act;     ///< "close", "close-listener", "end", "kill"
    QString subject; ///< the connection's ends
    QString process; ///< name and PID
    QString outcome; ///< "done", or what was said
};

/// Of this user's data directory, which is made if it is missing: actions.jsonl.
QString actionLogPath();

/// One line of it: JSON with the present time.
QByteArray actionLogLine(const LoggedAction& action);

} // namespace synoptic
