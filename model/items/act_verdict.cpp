// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/act_verdict.h"

#include "model/items/safe_text.h"

#include <QCoreApplication>

namespace synoptic {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Act)
};

ActVerdict no(const QString& reason) {
    return {false, false, reason};
}

/// What holds for every socket that the helper is to close.
ActVerdict helperVerdict(const ConnectionSnapshot& c, const ActAbilities& abilities) {
    using Answer = HelperAbilities::Answer;
    const HelperAbilities& helper = abilities.helper;
    if (c.id.netns != abilities.netns && abilities.netns != 0)
        return no(
            Words::tr("It is in another network namespace, which the helper does not enter."));
    if (!c.hasCookie)
        return no(Words::tr("The kernel has told no cookie of this socket, and without it another "
                            "one could be hit."));
    switch (helper.answer) {
    case Answer::Asking:
        return no(Words::tr("What may be done is still being found out."));
    case Answer::Missing:
        return no(Words::tr("synoptic-capture, which does it, is not installed."));
    case Answer::NotStartable:
        return no(Words::tr("You may not start synoptic-capture, which does it. See Help ▸ "
                            "Capabilities."));
    case Answer::Faulty:
        return no(Words::tr("synoptic-capture, which does it, does not answer as it should. See "
                            "Help ▸ Capabilities."));
    case Answer::Told:
        break;
    }
    if (helper.isRoot)
        return {true, false, {}};
    if (helper.asksPassword && !helper.noNewPrivileges)
        return {true, true, {}};
    return no(Words::tr("Only an administrator may close connections. See Help ▸ Capabilities."));
}

} // namespace

ActVerdict closeVerdict(const ConnectionSnapshot& c, const ActAbilities& abilities) {
    if (c.fromCapture || !abilities.live)
        return no(Words::tr("It is from a capture file: there is nothing to close."));
    if (c.id.protocol == Protocol::Udp)
        return no(Words::tr("UDP has no connections. End the process that holds the socket."));
    if (c.closed)
        return no(Words::tr("It is closed already."));
    if (c.isListening())
        return no(Words::tr("This is a listener, not a connection."));
    if (c.state == TcpState::TimeWait)
        return no(Words::tr("Both ends have closed it. The kernel only waits for late segments."));
    if (c.state == TcpState::Closed || c.stateUnknown)
        return no(Words::tr("Packets alone tell of it: no socket of this computer is known."));
    return helperVerdict(c, abilities);
}

ActVerdict closeListenerVerdict(const ConnectionSnapshot& c, const ActAbilities& abilities) {
    if (c.fromCapture || !abilities.live)
        return no(Words::tr("It is from a capture file: there is nothing to close."));
    if (c.id.protocol == Protocol::Udp || !c.isListening())
        return no(Words::tr("This is not a listener."));
    if (c.closed)
        return no(Words::tr("It is closed already."));
    return helperVerdict(c, abilities);
}

ActVerdict endVerdict(const ConnectionSnapshot& c, const ActAbilities& abilities) {
    if (c.fromCapture || !abilities.live)
        return no(Words::tr("It is from a capture file, which names no processes."));
    switch (c.owner.kind) {
    case Owner::Kind::Kernel:
        return no(Words::tr("No process holds this socket: the kernel keeps it by itself."));
    case Owner::Kind::OtherUser:
        return no(Words::tr("The process belongs to another user, who alone may end it."));
    case Owner::Kind::NotVisible:
        return no(Words::tr("No process that can be seen from here holds it."));
    case Owner::Kind::Unknown:
        return no(Words::tr("It is not known which process holds it."));
    case Owner::Kind::Process:
        break;
    }
    if (!c.owner.process || c.owner.process->pid <= 0 || c.owner.process->startTime == 0)
        return no(Words::tr("It is not known for certain which process holds it."));
    const ProcessInfo& process = *c.owner.process;
    if (process.pid == abilities.self)
        return no(Words::tr("This is Synoptic itself: close its window instead."));
    if (process.pid == 1)
        return no(Words::tr("This is the first process, on which all others depend."));
    if (abilities.user != 0 && process.uid != abilities.user)
        return no(Words::tr("The process belongs to another user, who alone may end it."));
    return {true, false, {}};
}

} // namespace synoptic
