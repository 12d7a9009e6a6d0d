// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/source_trouble.h"

#include <system_error>

namespace synoptic {

std::string systemMessage(int error) {
    return std::generic_category().message(error);
}

std::string describe(const SourceStatus& status) {
    using Trouble = SourceStatus::Trouble;
    const std::string on = status.interfaceName.empty() ? "" : " on " + status.interfaceName;
    const std::string detail = status.detail.empty() ? "" : " (" + status.detail + ")";
    const std::string there = status.host.empty() ? "there" : "on " + status.host;
    const bool elsewhere = !status.host.empty();
    const bool trace = status.kind == SourceStatus::Kind::KernelTrace;
    const std::string cannot =
        trace ? "The kernel's transitions cannot be traced" : "Packets cannot be captured";
    switch (status.trouble) {
    case Trouble::None:
        return {};
    case Trouble::HelperMissing:
        if (elsewhere)
            return cannot + ": there is no synoptic-capture " + there + detail +
                   "; install Synoptic there.";
        return cannot + ": synoptic-capture is not installed; install it beside this program.";
    case Trouble::NotPermitted:
        if (elsewhere)
            return cannot + on + ": synoptic-capture " + there + " lacks the privilege" + detail +
                   "; run sudo synoptic-setup there once, or log in as root.";
        return cannot + on + ": synoptic-capture lacks the privilege" + detail +
               "; run this as root, or set the helper up once.";
    case Trouble::NoSuchInterface:
        return "Packets cannot be captured" + on + ": there is no such interface that is up" +
               detail + "; see ip link for those there are.";
    case Trouble::BadFilter:
        return "The capture filter is not understood" + detail + "; see pcap-filter(7).";
    case Trouble::InterfaceDown:
        return "No packets" + on + ": the interface is down; capture goes on when it is up again.";
    case Trouble::InterfaceGone:
        return "No more packets" + on + ": the interface is gone; choose another.";
    case Trouble::PasswordNotGiven:
        return cannot + on + ": an administrator's password was not given" + detail +
               "; try again, or set the helper up once.";
    case Trouble::NotAuthorized:
        return cannot + on +
               ": this system's rules refuse to start it as an administrator, or the "
               "password was wrong" +
               detail + "; set the helper up once.";
    case Trouble::NoAgent:
        return cannot + on + ": no polkit agent is there to ask for a password" + detail +
               "; start one, or set the helper up once.";
    case Trouble::PkexecFailed:
        return cannot + on + ": pkexec does not work" + detail +
               "; see whether polkit runs, or set the helper up once.";
    case Trouble::ProgramMissing:
        return cannot + ": " + status.detail + " is not installed; install it and try again.";
    case Trouble::HostName:
        return cannot + ": this is no name of a host; give what you would type after ssh, such as "
                        "user@host.";
    case Trouble::HostNotFound:
        return cannot + ": there is no host " + status.host + detail +
               "; look at its name, and at ~/.ssh/config.";
    case Trouble::HostUnreachable:
        return cannot + ": " + status.host + " cannot be reached" + detail + "; try ssh " +
               status.host + " in a terminal.";
    case Trouble::HostKeyUnknown:
        return cannot + ": nobody has accepted the key of " + status.host + " yet" + detail +
               "; run ssh " + status.host + " in a terminal once, compare the key and accept it.";
    case Trouble::HostKeyChanged:
        return cannot + ": the key of " + status.host + " is another than before" + detail +
               "; find out why before you connect: somebody may be in between.";
    case Trouble::LoginRefused:
        return cannot + ": " + status.host + " accepted no key of yours" + detail +
               "; passwords are not asked for here: set up a key (ssh-copy-id) or an agent.";
    case Trouble::ConnectionLost:
        return "The connection to " + status.host + " broke off" + detail + "; start it again.";
    case Trouble::HelperEnded:
        return std::string(trace ? "Transitions were not traced for a while"
                                 : "Packets were not captured for a while") +
               on + ": " + status.detail;
    case Trouble::NotTheHelper:
        return cannot + ": what answered is not synoptic-capture" + detail + "; install it anew.";
    case Trouble::OtherVersion:
        return cannot + ": synoptic-capture there is version " + status.detail +
               " and speaks another protocol; install the same version on both sides.";
    case Trouble::NoRoom:
        return "The bytes of packets cannot be kept" + detail +
               "; free some space, or set TMPDIR to a folder with room.";
    case Trouble::System:
        return cannot + on + detail + ".";
    case Trouble::Unsupported:
        return cannot + detail + "; polling goes on without it.";
    }
    return {};
}

} // namespace synoptic
