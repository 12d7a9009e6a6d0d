// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/helper_reach.h"

#include "model/sources/linux/helper_process.h"
#include "model/tracking/ssh_host.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace synoptic {

namespace {

using Trouble = SourceStatus::Trouble;
using Way = HelperReach::Way;

/// As the manual pages of pkexec and ssh have them.
constexpr int kPkexecDismissed = 126;
constexpr int kPkexecRefused = 127;
constexpr int kSshFailed = 255;
/// Of the remote shell.
constexpr int kNotExecutable = 126;
constexpr int kNotFound = 127;

/// In PATH, as the person's own shell would find it. Only for programs that run with their rights
/// and no more; the helper is never looked for there.
std::string findProgram(std::string_view name) {
    const char* const path = std::getenv("PATH");
    std::string_view rest = path ? path : "/usr/local/bin:/usr/bin:/bin";
    while (!rest.empty()) {
        const auto end = std::min(rest.find(':'), rest.size());
        const std::string_view folder = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!folder.starts_with('/'))
            continue; // not what lies in the current folder
        const std::string candidate = std::string(folder) + '/' + std::string(name);
        if (::access(candidate.c_str(), X_OK) == 0)
            return candidate;
    }
    return {};
}

/// The helper lies in libexec, which is in nobody's PATH; who has put it elsewhere has it in PATH.
constexpr const char* kRemoteScript =
    "PATH=\"$PATH:/usr/local/libexec:/usr/libexec:/usr/lib/synoptic\"; exec synoptic-capture "
    "\"$@\"";

ReachCommand overSsh(const std::string& host, const std::vector<std::string>& job) {
    if (checkSshHost(host) != HostFault::None)
        return {{}, Trouble::HostName, host};
    std::string program = findProgram("ssh");
    if (program.empty())
        return {{}, Trouble::ProgramMissing, "ssh"};
    std::string remote = "exec sh -c " + quotedForShell(kRemoteScript) + " sh";
    for (const std::string& word : job)
        remote += ' ' + quotedForShell(word);
    // Nothing is asked: there is nobody to answer. A connection that went dead is noticed in 30 s.
    return {{std::move(program), "-T", "-oBatchMode=yes", "-oConnectTimeout=15",
             "-oServerAliveInterval=10", "-oServerAliveCountMax=3", "-oClearAllForwardings=yes",
             "-oRemoteCommand=none", "--", host, std::move(remote)},
            Trouble::None,
            {}};
}

ReachCommand here(const HelperReach& reach, const std::vector<std::string>& job) {
    ReachCommand command;
    if (reach.way == Way::Administrator) {
        if (::access("/usr/bin/pkexec", X_OK) != 0)
            return {{}, Trouble::ProgramMissing, "pkexec"};
        // The desktop's agent asks; pkexec's own would ask on a terminal nobody looks at.
        command.words = {"/usr/bin/pkexec", "--disable-internal-agent"};
    }
    if (reach.program.empty()) {
        const auto found = findHelper();
        if (found.empty())
            return {{}, Trouble::HelperMissing, {}};
        command.words.push_back(found.string());
    }
    command.words.insert(command.words.end(), reach.program.begin(), reach.program.end());
    command.words.insert(command.words.end(), job.begin(), job.end());
    return command;
}

struct Sign {
    std::string_view text;
    Trouble trouble;
};

/// What OpenSSH writes, in English whatever the locale. The first that is found counts.
constexpr std::array kSshSigns{
    Sign{"REMOTE HOST IDENTIFICATION HAS CHANGED", Trouble::HostKeyChanged},
    Sign{"Host key verification failed", Trouble::HostKeyUnknown},
    Sign{"Permission denied (", Trouble::LoginRefused},
    Sign{"Too many authentication failures", Trouble::LoginRefused},
    Sign{"Could not resolve hostname", Trouble::HostNotFound},
    Sign{"Connection refused", Trouble::HostUnreachable},
    Sign{"timed out", Trouble::HostUnreachable},
    Sign{"No route to host", Trouble::HostUnreachable},
    Sign{"Network is unreachable", Trouble::HostUnreachable},
};

/// pkexec says "not authorized" by the same status as that something went wrong.
Trouble troubleOfPkexec(int exitStatus, std::string_view errors) {
    if (exitStatus == kPkexecDismissed)
        return Trouble::PasswordNotGiven;
    if (exitStatus != kPkexecRefused)
        return Trouble::None;
    const auto told = [errors](std::string_view sign) {
        return errors.find(sign) != std::string_view::npos;
    };
    if (told("No authentication agent"))
        return Trouble::NoAgent;
    return told("Not authorized") ? Trouble::NotAuthorized : Trouble::PkexecFailed;
}

Trouble troubleOfSsh(bool greeted, int exitStatus, std::string_view errors) {
    if (greeted)
        return Trouble::ConnectionLost;
    if (exitStatus == kSshFailed || exitStatus < 0) {
        for (const Sign& sign : kSshSigns) {
            if (errors.find(sign.text) != std::string_view::npos)
                return sign.trouble;
        }
        return Trouble::HostUnreachable;
    }
    if (exitStatus == kNotFound)
        return Trouble::HelperMissing;
    return exitStatus == kNotExecutable ? Trouble::NotPermitted : Trouble::NotTheHelper;
}

} // namespace

std::string quotedForShell(std::string_view word) {
    constexpr std::string_view kPlain = "._-/:=@%+,";
    const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               kPlain.find(c) != std::string_view::npos;
    });
    if (plain)
        return std::string(word);
    std::string quoted = "'";
    for (const char c : word) {
        if (c == '\'')
            quoted += "'\\''";
        else
            quoted += c;
    }
    return quoted + '\'';
}

ReachCommand commandFor(const HelperReach& reach, const std::vector<std::string>& job) {
    const bool cut = std::any_of(job.begin(), job.end(), [](const std::string& word) {
        return word.find('\0') != std::string::npos;
    });
    if (cut)
        return {{}, Trouble::System, "an argument holds a null character"};
    return reach.way == Way::Ssh ? overSsh(reach.host, job) : here(reach, job);
}

Trouble troubleOfReach(const HelperReach& reach, bool greeted, int exitStatus,
                       std::string_view errors) {
    switch (reach.way) {
    case Way::Direct:
        break;
    case Way::Administrator:
        return greeted ? Trouble::None : troubleOfPkexec(exitStatus, errors);
    case Way::Ssh:
        return troubleOfSsh(greeted, exitStatus, errors);
    }
    return Trouble::None;
}

std::string wordsOfReach(std::string_view errors, const std::string& lastLine) {
    constexpr std::string_view kReason = "Error executing command as another user: ";
    const auto at = errors.find(kReason);
    if (at == std::string_view::npos)
        return lastLine;
    errors.remove_prefix(at + kReason.size());
    std::string reason(errors.substr(0, std::min<std::size_t>(errors.find('\n'), 200)));
    std::replace_if(
        reason.begin(), reason.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
    return reason;
}

} // namespace synoptic
