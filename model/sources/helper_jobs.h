// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/source_factory.h"
#include "model/tracking/connection.h"
#include "model/tracking/helper_abilities.h"

#include <cstdint>
#include <stop_token>
#include <string>

/// Short jobs of synoptic-capture, and what is done to processes. All wait: never on a thread that
/// draws.
namespace synoptic {

/// Asks the helper (empty: the installed one) what it could do, and whether pkexec could start it.
HelperAbilities askHelperAbilities(const HelperCommand& helper = {});

struct CloseResult {
    enum class Outcome : std::uint8_t {
        Closed,
        Gone,
        NotPermitted,
        Cancelled,     ///< nobody gave the password, in five minutes or at all
        NotAuthorized, ///< polkit's rules refuse it, or the password was wrong
        NoAgent,       ///< nothing in this session can ask for a password
        PkexecFailed,  ///< it, or polkit, is broken
        Unsupported,
        Failed
    };
    Outcome outcome = Outcome::Failed;
    std::string detail; ///< what was said: hostile text
};

/// Has the helper close the one socket that `id` names by its cookie. With `asksPassword` through
/// pkexec, which takes as long as a person does; `stop` ends the wait, not what was begun.
CloseResult closeSocket(const ConnectionId& id, std::uint32_t interfaceIndex, bool asksPassword,
                        const std::stop_token& stop, const HelperCommand& helper = {});

} // namespace synoptic
