// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to this computer: sockets closed by the helper, processes ended. All of it waits,
// and so does it in the background; each act is logged.
#include "app/synoptic/watch_session.h"
#include "model/items/act_verdict.h"
#include "model/items/action_log.h"
#include "model/items/format.h"
#include "model/items/safe_text.h"
#include "model/sources/helper_jobs.h"
#include "model/sources/private_file.h"
#include "model/sources/process_ending.h"

#include <QCoreApplication>
#include <QFile>

#include <unistd.h>

namespace synoptic {

namespace {

using Act = ActRequest::Act;

/// Long enough for a program to save what it has to.
constexpr std::chrono::milliseconds kEndPatience{3000};

QString nameOf(Act act) {
    switch (act) {
    case Act::CloseConnection:
        return QStringLiteral("close");
    case Act::CloseListener:
        return QStringLiteral("close-listener");
    case Act::EndProcess:
        return QStringLiteral("end");
    case Act::KillProcess:
        break;
    }
    return QStringLiteral("kill");
}

QString inBrackets(const std::string& said) {
    return said.empty() ? QString() : QStringLiteral(" (%1)").arg(safeText(said, 200));
}

ActOutcome closed(const ActRequest& request, const std::stop_token& stop) {
    using Outcome = CloseResult::Outcome;
    const ConnectionSnapshot& c = request.connection;
    const CloseResult result =
        closeSocket(c.id, c.id.tuple.local.scope, request.asksPassword, stop);
    const QString said = inBrackets(result.detail);
    switch (result.outcome) {
    case Outcome::Closed:
        return {true, false,
                request.act == Act::CloseListener ? WatchSession::tr("The listener is closed")
                                                  : WatchSession::tr("The connection is closed")};
    case Outcome::Gone:
        return {false, false,
                WatchSession::tr("The socket is gone: it was closed in the meantime.")};
    case Outcome::NotPermitted:
        return {
            false, false,
            WatchSession::tr("The kernel did not permit it%1. See Help ▸ Capabilities.").arg(said)};
    case Outcome::Cancelled:
        return {false, false, WatchSession::tr("No administrator's password was given.")};
    case Outcome::NotAuthorized:
        return {false, false,
                WatchSession::tr("You may not do this as an administrator%1: this system's rules "
                                 "refuse it, or the password was wrong.")
                    .arg(said)};
    case Outcome::NoAgent:
        return {false, false,
                WatchSession::tr("Nothing here can ask for a password%1: no polkit agent runs in "
                                 "this session. Start your desktop's agent, or Synoptic as root.")
                    .arg(said)};
    case Outcome::PkexecFailed:
        return {false, false,
                WatchSession::tr("pkexec does not work%1. See whether polkit is installed and "
                                 "runs.")
                    .arg(said)};
    case Outcome::Unsupported:
        return {false, false,
                WatchSession::tr("This kernel closes no sockets for others (it was built without "
                                 "INET_DIAG_DESTROY). End the process instead.")};
    case Outcome::Failed:
        break;
    }
    return {false, false, WatchSession::tr("The system refused it%1.").arg(said)};
}

ActOutcome ended(const ActRequest& request, const std::stop_token& stop) {
    using Outcome = EndingResult::Outcome;
    const ProcessInfo& process = *request.connection.owner.process;
    const EndingResult result = endProcess(process.pid, process.startTime,
                                           request.act == Act::KillProcess, kEndPatience, stop);
    const QString name = processWords(request.connection);
    switch (result.outcome) {
    case Outcome::Ended:
        return {true, false, WatchSession::tr("%1 has ended").arg(name)};
    case Outcome::StillThere:
        if (request.act == Act::EndProcess)
            return {false, true, {}};
        return {false, false,
                WatchSession::tr("%1 is still there: it waits for a device, and ends when that "
                                 "answers.")
                    .arg(name)};
    case Outcome::AnotherOne:
        return {false, false, WatchSession::tr("%1 is gone: it ended in the meantime.").arg(name)};
    case Outcome::NotPermitted:
        return {false, false,
                WatchSession::tr("%1 belongs to another user, who alone may end it.").arg(name)};
    case Outcome::Failed:
        break;
    }
    return {false, false,
            WatchSession::tr("The system refused it%1.").arg(inBrackets(result.detail))};
}

} // namespace

void WatchSession::askForAbilities() {
    work_.start([this] {
        ActAbilities abilities;
        abilities.helper = askHelperAbilities();
        abilities.netns = currentNetns();
        abilities.user = ::geteuid();
        abilities.self = static_cast<std::int32_t>(::getpid());
        QMetaObject::invokeMethod(this, [this, abilities] { window_.setAbilities(abilities); });
    });
}

void WatchSession::act(const ActRequest& request) {
    acts_.start([this, request, stop = stopActs_.get_token()] {
        const bool closes =
            request.act == Act::CloseConnection || request.act == Act::CloseListener;
        const ActOutcome outcome = closes ? closed(request, stop) : ended(request, stop);
        LoggedAction logged;
        logged.act = nameOf(request.act);
        logged.subject = formatTuple(request.connection.id.tuple);
        logged.process = processWords(request.connection);
        logged.outcome = outcome.done ? QStringLiteral("done") : outcome.words;
        const QString path = actionLogPath();
        const QString problem = QString::fromStdString(appendPrivately(
            QFile::encodeName(path).toStdString(), actionLogLine(logged).toStdString()));
        QMetaObject::invokeMethod(this, [this, request, outcome, path, problem] {
            window_.tellActed(request, outcome);
            if (!problem.isEmpty())
                window_.tellFailure(path, problem);
        });
    });
}

} // namespace synoptic
