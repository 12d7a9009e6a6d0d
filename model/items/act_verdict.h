// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"
#include "model/tracking/helper_abilities.h"

#include <QString>

namespace synoptic {

/// What this program is and may do, as far as closing and ending depend on it.
struct ActAbilities {
    HelperAbilities helper;
    bool live = true;        ///< this computer is looked at, not a capture file
    std::uint64_t netns = 0; ///< of this program; 0 if it cannot be told
    std::uint32_t user = 0;  ///< whom it runs as; 0, root, may end anybody's
    std::int32_t self = 0;   ///< its own pid
};

/// Whether something can be done about a connection, and if not, why.
struct ActVerdict {
    bool possible = false;
    bool asksPassword = false; ///< the system asks for an administrator's password first
    QString reason;            ///< why not: one sentence, in the user's language
};

/// Whether the kernel can be told to close this connection. Says no of listeners: those are
/// another thing, with words of its own.
ActVerdict closeVerdict(const ConnectionSnapshot& connection, const ActAbilities& abilities);
ActVerdict closeListenerVerdict(const ConnectionSnapshot& connection,
                                const ActAbilities& abilities);
/// Whether the process that holds this socket can be asked to end.
ActVerdict endVerdict(const ConnectionSnapshot& connection, const ActAbilities& abilities);

/// What a dialog asks before it is done: names the connection and its process, and tells what
/// happens to both ends. Plain text, hostile parts made safe.
struct ActQuestion {
    QString title;
    QString text;
    QString consequence;
    QString button;
};
ActQuestion closeQuestion(const ConnectionSnapshot& connection);
ActQuestion closeListenerQuestion(const ConnectionSnapshot& connection);
ActQuestion endQuestion(const ConnectionSnapshot& connection);
/// It was asked to end and has not: whether it shall be ended at once.
ActQuestion killQuestion(const ConnectionSnapshot& connection);
/// "nginx (1234)"; without a process, that there is none.
QString processWords(const ConnectionSnapshot& connection);

} // namespace synoptic
