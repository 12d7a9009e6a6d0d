// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_text.h"
#include "model/items/format.h"
#include "model/items/safe_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace synoptic {

namespace {

using Columns = ConnectionColumns;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ConnectionText)
};

QString stateToolTip(const ConnectionSnapshot& c) {
    QStringList lines;
    if (c.id.protocol == Protocol::Udp && c.fromCapture) {
        lines << Text::tr("UDP has no states. These are the datagrams between two endpoints.");
    } else if (c.stateUnknown) {
        lines << Text::tr("No packet tells in which state this end is.");
    } else if (c.id.protocol == Protocol::Udp) {
        lines << (c.state == TcpState::Established
                      ? Text::tr("UDP has no states. This socket is connected: it has one peer.")
                      : Text::tr("UDP has no states. This socket is not connected."));
    } else {
        lines << Text::tr("Entered no later than %1").arg(formatDateTime(c.lastChange));
        lines << Text::tr("Known from: %1").arg(formatEvidence(c.evidence));
    }
    if (c.closed)
        lines << Text::tr("Gone since %1").arg(formatDateTime(c.lastSeen));
    if (c.disagreement)
        lines << disagreementText(c);
    return lines.join(u'\n');
}

QString queueToolTip(const ConnectionSnapshot& c, Columns::Column column) {
    if (c.isListening() && c.id.protocol == Protocol::Tcp) {
        return Text::tr("Accept queue: %1 connections now, limit %2.")
            .arg(formatCount(c.receiveQueue), formatCount(c.sendQueue));
    }
    return column == Columns::ReceiveQueue
               ? Text::tr("%L1 bytes received and not yet read.").arg(c.receiveQueue)
               : Text::tr("%L1 bytes written and not yet acknowledged.").arg(c.sendQueue);
}

QString peerToolTip(const ConnectionSnapshot& c) {
    return c.peerState ? Text::tr("Inferred from the packets the peer sent; never known.")
                       : Text::tr("No packet tells in which state the peer is.");
}

QString timeToolTip(const ConnectionSnapshot& c, Columns::Column column) {
    const bool age = column == Columns::Age;
    if (age && c.fromCapture)
        return Text::tr("From the first to the last packet, %1 to %2")
            .arg(formatDateTime(c.firstSeen), formatDateTime(c.lastSeen));
    const bool least = age ? c.alreadyThere : isTimeInStateLeast(c);
    if (least) {
        return Text::tr("At least so long: it was already so when watching began, at %1.")
            .arg(formatDateTime(c.firstSeen));
    }
    return age ? Text::tr("First seen %1").arg(formatDateTime(c.firstSeen))
               : Text::tr("Entered no later than %1").arg(formatDateTime(c.lastChange));
}

QString metricToolTip(const ConnectionSnapshot& c, Columns::Column column) {
    if (c.fromCapture && column == Columns::Rtt && c.metrics)
        return Text::tr("Mean of the round trips measured from the client's packets.");
    if (c.fromCapture && column == Columns::Retransmits)
        return Text::tr("Segments sent again by either end.");
    if (!c.metrics ||
        (c.fromCapture && column != Columns::ReceivedBytes && column != Columns::SentBytes))
        return c.fromCapture ? Text::tr("Packets do not tell this.")
                             : Text::tr("The kernel tells no such number for this socket.");
    switch (column) {
    case Columns::ReceivedBytes:
        return Text::tr("%L1 bytes").arg(c.metrics->bytesReceived);
    case Columns::SentBytes:
        return Text::tr("%L1 bytes").arg(c.metrics->bytesAcked);
    case Columns::Rtt:
        return c.metrics->rttMicroseconds == 0
                   ? Text::tr("Not measured yet.")
                   : Text::tr("Varies by %1").arg(formatRtt(c.metrics->rttVarianceMicroseconds));
    case Columns::CongestionWindow:
        return Text::tr("%L1 segments, %L2 in flight")
            .arg(c.metrics->congestionWindow)
            .arg(c.metrics->unacked);
    case Columns::Retransmits:
        return c.retransmits == 0 ? QString()
                                  : Text::tr("What is unacknowledged now was sent again %L1 times.")
                                        .arg(c.retransmits);
    default:
        return {};
    }
}

} // namespace

QString ownerExplanation(const ConnectionSnapshot& c) {
    if (c.owner.process) {
        QStringList lines{Text::tr("PID %1").arg(c.owner.process->pid),
                          safeText(c.owner.process->commandLine, 400)};
        lines.removeAll(QString());
        if (c.owner.others > 0)
            lines << Text::tr("Shared with %n more process(es).", nullptr, c.owner.others);
        return lines.join(u'\n');
    }
    switch (c.owner.kind) {
    case Owner::Kind::Kernel:
        return Text::tr("No process holds this socket any more, or not yet: the kernel keeps it by "
                        "itself.");
    case Owner::Kind::OtherUser:
        return Text::tr("The process belongs to another user, and only that user or an "
                        "administrator may see which it is.");
    case Owner::Kind::NotVisible:
        return Text::tr("No process that can be seen from here holds it: it may run in a container "
                        "or belong to the kernel.");
    case Owner::Kind::Unknown:
    case Owner::Kind::Process:
        break;
    }
    return Text::tr("Not looked up yet.");
}

QString cellToolTip(const ConnectionSnapshot& c, Columns::Column column, Timestamp now,
                    const ConnectionNames& names) {
    QString text;
    switch (column) {
    case Columns::State:
        text = stateToolTip(c);
        break;
    case Columns::Process:
    case Columns::Pid:
        text = ownerExplanation(c);
        break;
    case Columns::LocalAddress:
    case Columns::RemoteAddress:
    case Columns::RemoteHost: {
        const Endpoint& end =
            column == Columns::LocalAddress ? c.id.tuple.local : c.id.tuple.remote;
        const QString host = names.host(end.address);
        text = QString::fromStdString(end.toString());
        if (!host.isEmpty())
            text += u'\n' + host;
        break;
    }
    case Columns::LocalPort:
    case Columns::RemotePort:
        text = names.service(column == Columns::LocalPort ? c.id.tuple.local.port
                                                          : c.id.tuple.remote.port,
                             c.id.protocol);
        break;
    case Columns::PeerState:
        text = peerToolTip(c);
        break;
    case Columns::Age:
    case Columns::TimeInState:
        text = timeToolTip(c, column);
        break;
    case Columns::ReceiveQueue:
    case Columns::SendQueue:
        text = queueToolTip(c, column);
        break;
    case Columns::User:
        if (c.uid)
            text = Text::tr("User number %1").arg(*c.uid);
        break;
    case Columns::Packets:
        text = c.wire.flow == kNoFlow ? Text::tr("No packets of it were captured.") : QString();
        break;
    case Columns::Diagnosis:
        text = names.diagnosisSummary(c.key);
        break;
    case Columns::Namespace:
        if (c.id.netns == 0 || c.fromCapture)
            break;
        text = Text::tr("Network namespace %1").arg(c.id.netns);
        if (!names.isNamespaceListed(c.id.netns))
            text += u'\n' + Text::tr("Known from the kernel's trace alone: sockets that were open "
                                     "there before, queues and times are not told.");
        break;
    case Columns::Evidence:
        text = formatEvidence(c.evidence);
        if (c.disagreement)
            text += u'\n' + disagreementText(c);
        break;
    case Columns::Timer:
    case Columns::Role:
    case Columns::Family:
    case Columns::Interface:
    case Columns::Service:
        text = cellText(c, column, now, names);
        break;
    default:
        text = metricToolTip(c, column);
        break;
    }
    return plainToolTip(text);
}

} // namespace synoptic
