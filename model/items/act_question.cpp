// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked before a connection is closed or a process is ended.
#include "model/items/act_verdict.h"
#include "model/items/format.h"
#include "model/items/safe_text.h"

#include <QCoreApplication>

namespace synoptic {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Act)
};

QString holder(const ConnectionSnapshot& c) {
    QString words = Words::tr("Process: %1").arg(processWords(c));
    if (c.owner.others > 0)
        words += u'\n' + Words::tr("%n more process(es) hold the same socket.", nullptr,
                                   int(c.owner.others));
    return words;
}

} // namespace

QString processWords(const ConnectionSnapshot& c) {
    if (!c.owner.process)
        return Words::tr("not known");
    //: a process: %1 its name, %2 its number
    return Words::tr("%1 (PID %2)")
        .arg(safeText(c.owner.process->name, 64))
        .arg(c.owner.process->pid);
}

ActQuestion closeQuestion(const ConnectionSnapshot& c) {
    return {Words::tr("Close this connection?"),
            formatTuple(c.id.tuple) + QStringLiteral("  ") + formatState(c.state) + u'\n' +
                holder(c),
            Words::tr("This end is closed at once: the process goes on, and finds the connection "
                      "aborted when it next uses it. The other end gets a RST. What was sent and "
                      "not yet acknowledged is lost. It cannot be undone."),
            Words::tr("Close connection")};
}

ActQuestion closeListenerQuestion(const ConnectionSnapshot& c) {
    return {Words::tr("Close this listener?"), formatTuple(c.id.tuple) + u'\n' + holder(c),
            Words::tr("Nobody can connect to this port any more, until the process opens it anew: "
                      "many have to be started again for that. Connections that wait to be "
                      "accepted are reset; those that were accepted live on. It cannot be undone."),
            Words::tr("Close listener")};
}

ActQuestion endQuestion(const ConnectionSnapshot& c) {
    return {Words::tr("End this process?"),
            holder(c) + u'\n' +
                safeText(c.owner.process ? c.owner.process->commandLine : std::string(), 200),
            Words::tr("It is asked to end (SIGTERM), and may save its work first. All its "
                      "connections close, not only this one, and what it has not saved may be "
                      "lost."),
            Words::tr("End process")};
}

ActQuestion killQuestion(const ConnectionSnapshot& c) {
    return {Words::tr("End it at once?"),
            Words::tr("%1 was asked to end and is still there.").arg(processWords(c)),
            Words::tr("The kernel ends it without asking (SIGKILL): it cannot save anything. All "
                      "its connections close."),
            Words::tr("End at once")};
}

} // namespace synoptic
