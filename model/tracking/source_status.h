// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/capture_problem.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace synoptic {

/// A network namespace and what people call it.
struct NamespaceName {
    std::uint64_t netns = 0; ///< inode number
    std::string name;        ///< hostile text; may be empty

    friend bool operator==(const NamespaceName&, const NamespaceName&) = default;
};

/// How a source fares, for the status bar and the banners. A value; crosses threads with the
/// changes.
struct SourceStatus {
    enum class Kind : std::uint8_t {
        SocketTable,
        KernelTrace,
        Packets,
        CaptureFile,
        Recording,
        Firewall,
    };
    enum class Way : std::uint8_t { Netlink, ProcNet, Helper, File };
    enum class Health : std::uint8_t { Starting, Working, Degraded, Failed };

    Kind kind = Kind::SocketTable;
    Way way = Way::Netlink;
    Health health = Health::Starting;
    /// Degraded or Failed: what, why and what to do, in English, one sentence each. Else empty.
    std::string problem;
    std::chrono::nanoseconds lastDuration{0}; ///< of the last refresh
    std::uint64_t repeatedDumps = 0;          ///< dumps that broke off and were done again
    bool ownersComplete = true;               ///< false: some processes belong to other users
    bool ownersVisible = true;  ///< false: some sockets are held by no process seen from here
    bool ownersPending = false; ///< some sockets' processes are still being looked for

    /// Of a socket table: whose sockets it lists.
    enum class Namespaces : std::uint8_t {
        Own,
        All,
        Some,    ///< asked for all, and some may not be entered
        Refused, ///< asked for all, and none but its own may be entered
    };
    Namespaces namespaces = Namespaces::Own;
    /// Those listed, its own first; null where it was not asked for all. Never changed.
    std::shared_ptr<const std::vector<NamespaceName>> namespaceNames;

    // Of a source that works through the helper
    enum class Trouble : std::uint8_t {
        None,
        HelperMissing,   ///< it is not installed
        NotPermitted,    ///< the helper lacks a privilege
        NoSuchInterface, ///< or it is down
        BadFilter,
        InterfaceDown, ///< for now; goes on by itself
        InterfaceGone,
        HelperEnded,  ///< it is started again
        NotTheHelper, ///< something else answered
        OtherVersion,
        NoRoom, ///< packets are followed, but their bytes cannot be kept
        System,
        Unsupported, ///< by this kernel, or by how the helper was built
        // Of how the helper is reached
        PasswordNotGiven, ///< pkexec: whoever was asked for it declined
        NotAuthorized,    ///< pkexec: polkit's rules refuse it, or the password was wrong
        NoAgent,          ///< pkexec: nothing in this session can ask for a password
        PkexecFailed,     ///< pkexec itself is broken, or polkit is
        ProgramMissing,   ///< ssh or pkexec; the detail names it
        HostName,         ///< not one that is handed to ssh
        HostNotFound,     ///< no such host
        HostUnreachable,  ///< it does not answer, or ssh ended for another reason
        HostKeyUnknown,   ///< nobody has accepted the host's key yet
        HostKeyChanged,   ///< it is another than before
        LoginRefused,     ///< no key of the user's was accepted
        ConnectionLost,   ///< the connection broke off
    };
    Trouble trouble = Trouble::None;
    std::string detail; ///< what the system or the helper said to it: hostile text
    std::string host;   ///< where the helper is reached by ssh: what ssh was given
    /// What its clock is behind this one's, where that is more than a trifle: its times are told as
    /// this computer's.
    std::chrono::nanoseconds clockShift{0};
    bool asAdministrator = false; ///< the helper was started through pkexec
    std::string interfaceName;    ///< of live packets
    bool recordsPayload = false;  ///< whole packets, not their beginnings alone
    std::uint64_t received = 0;   ///< packets or events since start
    std::uint64_t dropped = 0;    ///< of them, those lost before the helper could read them

    // Of a capture file
    bool loading = false;          ///< it is still being read
    bool cancelled = false;        ///< reading was stopped on request
    std::uint64_t bytesRead = 0;   ///< as the file lies on disk
    std::uint64_t bytesTotal = 0;  ///< 0: not known, as of a pipe
    CaptureProblem captureProblem; ///< where reading broke off, if it did
};

} // namespace synoptic
