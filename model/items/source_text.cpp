// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/source_text.h"

#include "model/items/safe_text.h"

#include <QCoreApplication>

namespace synoptic {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SourceText)
};

/// " (what the system said)", or nothing.
QString inBrackets(const std::string& detail) {
    if (detail.empty())
        return {};
    //: %1 is what the system or another program said, in its own words
    return Words::tr(" (%1)").arg(safeText(detail, 200));
}

/// Of a host that is watched from here, and of the way there.
TroubleText hostTroubleText(const SourceStatus& status) {
    using Trouble = SourceStatus::Trouble;
    const QString host = safeText(status.host, 80);
    const QString detail = inBrackets(status.detail);
    switch (status.trouble) {
    case Trouble::HelperMissing:
        return {Words::tr("%1 has no synoptic-capture.").arg(host),
                Words::tr("It is reached, but Synoptic is not installed there%1. Install its "
                          "package there.")
                    .arg(detail)};
    case Trouble::NotPermitted:
        return {Words::tr("On %1 a right is missing.").arg(host),
                Words::tr("synoptic-capture there may not read what is wanted%1. Run this there "
                          "once and log in again, or log in as root:")
                    .arg(detail)};
    case Trouble::OtherVersion:
        return {Words::tr("%1 has another version of Synoptic.").arg(host),
                Words::tr("synoptic-capture there is of another version%1. Install the same "
                          "version of both.")
                    .arg(detail)};
    case Trouble::NotTheHelper:
        return {Words::tr("%1 gave another answer than expected.").arg(host),
                Words::tr("What answered is not synoptic-capture%1. What the shell there prints "
                          "at the start, as in .bashrc, is in the way.")
                    .arg(detail)};
    case Trouble::HostName:
        return {Words::tr("This is no name of a host."),
                Words::tr("Give what you would type after ssh: a host, user@host or "
                          "ssh://user@host:port.")};
    case Trouble::HostNotFound:
        return {Words::tr("There is no host %1.").arg(host),
                Words::tr("Its address is not known%1. Look at how it is written, and at what "
                          "~/.ssh/config says of it.")
                    .arg(detail)};
    case Trouble::HostUnreachable:
        return {Words::tr("%1 cannot be reached.").arg(host),
                Words::tr("ssh got no connection%1. Try it in a terminal:").arg(detail)};
    case Trouble::HostKeyUnknown:
        return {Words::tr("The key of %1 is not known.").arg(host),
                Words::tr("Nobody has accepted it yet%1. Connect in a terminal once, compare the "
                          "key and accept it:")
                    .arg(detail)};
    case Trouble::HostKeyChanged:
        return {Words::tr("The key of %1 is another than before.").arg(host),
                Words::tr("Either the host was set up anew, or somebody is in between%1. Find out "
                          "which before you connect.")
                    .arg(detail)};
    case Trouble::LoginRefused:
        return {Words::tr("%1 refuses the login.").arg(host),
                Words::tr("It accepted none of your keys%1, and passwords are not asked for here. "
                          "Set up a key or an agent, in a terminal:")
                    .arg(detail)};
    case Trouble::ConnectionLost:
        return {Words::tr("The connection to %1 broke off.").arg(host),
                Words::tr("What is shown stands still%1. What happens meanwhile is not seen.")
                    .arg(detail)};
    default:
        return {};
    }
}

} // namespace

TroubleText troubleText(const SourceStatus& status) {
    using Trouble = SourceStatus::Trouble;
    const QString name = safeText(status.interfaceName, 32);
    const QString detail = inBrackets(status.detail);
    const bool trace = status.kind == SourceStatus::Kind::KernelTrace;
    const QString cannot = trace ? Words::tr("Transitions cannot be traced in the kernel.")
                                 : Words::tr("Packets cannot be captured.");
    if (!status.host.empty()) {
        if (TroubleText there = hostTroubleText(status); !there.title.isEmpty())
            return there;
    }
    switch (status.trouble) {
    case Trouble::None:
    case Trouble::HostName:
    case Trouble::HostNotFound:
    case Trouble::HostUnreachable:
    case Trouble::HostKeyUnknown:
    case Trouble::HostKeyChanged:
    case Trouble::LoginRefused:
    case Trouble::ConnectionLost:
        break;
    case Trouble::PasswordNotGiven:
        return {Words::tr("An administrator's password was not given."),
                Words::tr("So synoptic-capture was not started%1. Try again, or have it set up "
                          "once.")
                    .arg(detail)};
    case Trouble::NotAuthorized:
        return {Words::tr("You may not start this as an administrator."),
                Words::tr("This system's rules refuse it, or the password was wrong, so "
                          "synoptic-capture was not started%1. Have it set up once by who may.")
                    .arg(detail)};
    case Trouble::NoAgent:
        return {Words::tr("Nothing here can ask for a password."),
                Words::tr("No polkit agent runs in this session, so synoptic-capture was not "
                          "started%1. Start your desktop's agent and try again, or have it set up "
                          "once in a terminal.")
                    .arg(detail)};
    case Trouble::PkexecFailed:
        return {Words::tr("pkexec does not work."),
                Words::tr("It gave up before synoptic-capture was started%1. See whether polkit is "
                          "installed and runs, or have it set up once in a terminal.")
                    .arg(detail)};
    case Trouble::ProgramMissing:
        return {Words::tr("%1 is not installed.").arg(safeText(status.detail, 40)),
                Words::tr("It is needed to start synoptic-capture. Install it and try again.")};
    case Trouble::HelperMissing:
        return {cannot,
                Words::tr("synoptic-capture, which reads them, is not installed. Install it beside "
                          "this program.")};
    case Trouble::NotPermitted:
        if (trace)
            return {cannot, Words::tr("synoptic-capture may not load the program that reads "
                                      "them%1. Run it once as an administrator, or have it set up.")
                                .arg(detail)};
        return {Words::tr("Packets on %1 need a right.").arg(name),
                Words::tr("synoptic-capture may not read them%1. Run it once as an administrator, "
                          "or have it set up.")
                    .arg(detail)};
    case Trouble::NoSuchInterface:
        return {Words::tr("%1 cannot be captured.").arg(name),
                Words::tr("There is no such interface that is up%1. Choose another.").arg(detail)};
    case Trouble::BadFilter:
        return {
            Words::tr("The capture filter is not understood."),
            Words::tr("It is written as for tcpdump, for example: tcp port 443%1.").arg(detail)};
    case Trouble::InterfaceDown:
        return {Words::tr("%1 is down.").arg(name),
                Words::tr("No packets come. Capture goes on when it is up again."), false};
    case Trouble::InterfaceGone:
        return {Words::tr("%1 is gone.").arg(name),
                Words::tr("No more packets come. What was captured stays. Choose another "
                          "interface.")};
    case Trouble::HelperEnded:
        if (trace)
            return {Words::tr("The kernel's trace broke off."),
                    Words::tr("synoptic-capture ended and is started again%1. Transitions of the "
                              "time between are known from polling alone.")
                        .arg(detail),
                    status.health == SourceStatus::Health::Failed};
        return {Words::tr("Capture broke off."),
                Words::tr("synoptic-capture ended and is started again%1. Packets of the time "
                          "between are missing.")
                    .arg(detail),
                status.health == SourceStatus::Health::Failed};
    case Trouble::NotTheHelper:
        return {cannot,
                Words::tr("What answered is not synoptic-capture%1. Install it anew.").arg(detail)};
    case Trouble::OtherVersion:
        return {cannot,
                Words::tr("synoptic-capture is of another version%1. Install the same version of "
                          "both.")
                    .arg(detail)};
    case Trouble::NoRoom:
        return {Words::tr("The bytes of packets cannot be kept."),
                Words::tr("Connections are followed all the same%1. Free some space, or set TMPDIR "
                          "to a folder with room.")
                    .arg(detail)};
    case Trouble::System:
        return {trace ? cannot : Words::tr("Packets on %1 cannot be captured.").arg(name),
                Words::tr("The system refused it%1.").arg(detail)};
    case Trouble::Unsupported:
        return {
            cannot,
            Words::tr("This computer does not offer it%1. Polling goes on without it.").arg(detail),
            false};
    }
    return {};
}

} // namespace synoptic
