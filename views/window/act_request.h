// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <QString>

namespace synoptic {

/// What a person wants done to this computer, and has confirmed.
struct ActRequest {
    enum class Act { CloseConnection, CloseListener, EndProcess, KillProcess };

    Act act = Act::CloseConnection;
    ConnectionSnapshot connection; ///< as it was when it was confirmed
    bool asksPassword = false;     ///< the system asks for an administrator's password first
};

/// How that went.
struct ActOutcome {
    bool done = false;
    bool livesOn = false; ///< a process was told to end, and is still there
    QString words;        ///< for a person; plain text
};

} // namespace synoptic
