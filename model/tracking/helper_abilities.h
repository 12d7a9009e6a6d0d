// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace synoptic {

/// What synoptic-capture could do on this computer, as it told when it was asked. A value.
struct HelperAbilities {
    enum class Answer : std::uint8_t {
        Asking,       ///< none yet
        Missing,      ///< it is not installed
        NotStartable, ///< it may not be started by this user
        Faulty,       ///< it gave none, or what answered is not the helper
        Told,
    };
    Answer answer = Answer::Asking;
    std::string detail;        ///< what the system or the helper said to it: hostile text
    std::string kernelRelease; ///< hostile text
    bool packetSocket = false;
    bool tracePrivilege = false; ///< of the process; whether it was built for it is another thing
    bool traceBuilt = false;
    bool kernelTypes = false; ///< BTF
    bool isRoot = false;      ///< and may change the network
    bool noNewPrivileges = false;
    /// Not of the helper: pkexec is there and its policy names this very helper, so that an
    /// administrator's password can stand for the right to close.
    bool asksPassword = false;

    bool traces() const { return tracePrivilege && traceBuilt && kernelTypes; }
};

} // namespace synoptic
