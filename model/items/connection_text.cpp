// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_text.h"

#include "model/items/finding_text.h"
#include "model/items/format.h"
#include "model/items/safe_text.h"

#include <QCoreApplication>

namespace synoptic {

namespace {

using Columns = ConnectionColumns;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ConnectionText)
};

QString timerText(const ConnectionSnapshot& c, Timestamp now) {
    if (c.timer.kind == SocketTimer::Kind::None || c.closed)
        return unknownText();
    const QString left = formatDuration(c.lastSeen + c.timer.expires - now);
    switch (c.timer.kind) {
    case SocketTimer::Kind::Retransmit:
        //: A kernel timer and the time to its expiry
        return Text::tr("retransmit %1").arg(left);
    case SocketTimer::Kind::KeepAlive:
        return Text::tr("keepalive %1").arg(left);
    case SocketTimer::Kind::TimeWait:
        return Text::tr("time-wait %1").arg(left);
    case SocketTimer::Kind::Persist:
    case SocketTimer::Kind::None:
        break;
    }
    return Text::tr("persist %1").arg(left);
}

QString roleText(Role role) {
    switch (role) {
    case Role::Client:
        //: The end that opened the connection
        return Text::tr("client");
    case Role::Server:
        //: The end that accepted the connection
        return Text::tr("server");
    case Role::Listener:
        //: A socket that waits for connections
        return Text::tr("listener");
    case Role::Unknown:
        break;
    }
    return unknownText();
}

QString familyText(const ConnectionSnapshot& c) {
    const bool v4 = c.id.tuple.local.address.isV4();
    if (c.id.protocol == Protocol::Tcp)
        return v4 ? QStringLiteral("TCP/IPv4") : QStringLiteral("TCP/IPv6");
    return v4 ? QStringLiteral("UDP/IPv4") : QStringLiteral("UDP/IPv6");
}

QString orUnknown(const QString& text) {
    return text.isEmpty() ? unknownText() : text;
}

QString metricText(const ConnectionSnapshot& c, Columns::Column column) {
    if (!c.metrics)
        return unknownText();
    switch (column) {
    case Columns::ReceiveRate:
        return c.fromCapture ? unknownText() : formatRate(c.receiveRate);
    case Columns::SendRate:
        return c.fromCapture ? unknownText() : formatRate(c.sendRate);
    case Columns::ReceivedBytes:
        return formatBytes(c.metrics->bytesReceived);
    case Columns::SentBytes:
        return formatBytes(c.metrics->bytesAcked);
    case Columns::Rtt:
        return c.metrics->rttMicroseconds == 0 ? unknownText()
                                               : formatRtt(c.metrics->rttMicroseconds);
    case Columns::CongestionWindow:
        return c.metrics->congestionWindow == 0 ? unknownText()
                                                : formatCount(c.metrics->congestionWindow);
    default:
        break;
    }
    const QString total = formatCount(c.metrics->totalRetransmits);
    return c.retransmits == 0 ? total : Text::tr("%1 (%2)").arg(total).arg(c.retransmits);
}

} // namespace

QString stateText(const ConnectionSnapshot& c) {
    if (c.id.protocol == Protocol::Udp)
        return QStringLiteral("UDP");
    return c.stateUnknown ? unknownText() : formatState(c.state);
}

QString evidenceText(const ConnectionSnapshot& c) {
    //: Instead of how a state is known: the kernel and the packets tell different ones
    return c.disagreement ? Text::tr("kernel ≠ packets") : formatEvidence(c.evidence);
}

QString disagreementText(const ConnectionSnapshot& c) {
    if (!c.disagreement)
        return {};
    return Text::tr("Kernel and packets disagree since %3: the kernel says %1, the packets say %2.")
        .arg(stateText(c), formatState(c.wireState), formatDateTime(c.disagreesSince));
}

QString peerStateText(const ConnectionSnapshot& c) {
    return c.peerState ? formatState(*c.peerState) : unknownText();
}

Duration ageOf(const ConnectionSnapshot& c, Timestamp now) {
    return (c.fromCapture ? c.lastSeen : now) - c.firstSeen;
}

bool isTimeInStateLeast(const ConnectionSnapshot& connection) {
    return connection.alreadyThere && connection.lastChange == connection.firstSeen;
}

QString ownerText(const Owner& owner) {
    if (owner.process)
        return safeText(owner.process->name, 64);
    switch (owner.kind) {
    case Owner::Kind::Kernel:
        //: Instead of a process's name: the socket belongs to the operating system's kernel
        return Text::tr("kernel");
    case Owner::Kind::OtherUser:
        //: Instead of a process's name: it belongs to another user
        return Text::tr("other user");
    case Owner::Kind::NotVisible:
        //: Instead of a process's name: no process seen from here holds the socket
        return Text::tr("not visible");
    case Owner::Kind::Unknown:
    case Owner::Kind::Process:
        break;
    }
    return unknownText();
}

QString namespaceText(const ConnectionSnapshot& connection, const ConnectionNames& names) {
    if (connection.id.netns == 0 || connection.fromCapture)
        return unknownText();
    const QString name = names.networkNamespace(connection.id.netns);
    return name.isEmpty() ? QString::number(connection.id.netns) : name;
}

QString userText(const ConnectionSnapshot& connection, const ConnectionNames& names) {
    if (!connection.uid)
        return {};
    const QString name = names.user(*connection.uid);
    return name.isEmpty() ? QString::number(*connection.uid) : name;
}

QString cellText(const ConnectionSnapshot& c, Columns::Column column, Timestamp now,
                 const ConnectionNames& names) {
    const Endpoint& local = c.id.tuple.local;
    const Endpoint& remote = c.id.tuple.remote;
    switch (column) {
    case Columns::State:
        return stateText(c);
    case Columns::Process:
        return ownerText(c.owner);
    case Columns::Pid:
        return c.owner.process ? QString::number(c.owner.process->pid) : unknownText();
    case Columns::LocalAddress:
        return formatAddress(local);
    case Columns::LocalPort:
        return formatPort(local.port);
    case Columns::RemoteAddress:
        return remote.port == 0 && remote.address.isUnspecified() ? QStringLiteral("*")
                                                                  : formatAddress(remote);
    case Columns::RemotePort:
        return formatPort(remote.port);
    case Columns::RemoteHost:
        return orUnknown(names.host(remote.address));
    case Columns::PeerState:
        return peerStateText(c);
    case Columns::Packets:
        return c.wire.flow == kNoFlow ? unknownText() : formatCount(c.wire.packets);
    case Columns::Age:
        if (c.fromCapture)
            return formatFine(ageOf(c, now));
        return c.alreadyThere ? formatAtLeast(ageOf(c, now)) : formatDuration(ageOf(c, now));
    case Columns::TimeInState:
        return isTimeInStateLeast(c) ? formatAtLeast(now - c.lastChange)
                                     : formatDuration(now - c.lastChange);
    case Columns::ReceiveQueue:
        return c.isListening() ? formatCount(c.receiveQueue) : formatBytes(c.receiveQueue);
    case Columns::SendQueue:
        return c.isListening() ? formatCount(c.sendQueue) : formatBytes(c.sendQueue);
    case Columns::Timer:
        return timerText(c, now);
    case Columns::Role:
        return roleText(c.role);
    case Columns::Family:
        return familyText(c);
    case Columns::Interface: {
        if (c.interfaceIndex == 0)
            return unknownText();
        const QString name = names.interfaceName(c.interfaceIndex);
        return name.isEmpty() ? u'#' + QString::number(c.interfaceIndex) : name;
    }
    case Columns::User:
        return orUnknown(userText(c, names));
    case Columns::Service:
        return orUnknown(names.service(servicePort(c), c.id.protocol));
    case Columns::Namespace:
        return namespaceText(c, names);
    case Columns::Evidence:
        return evidenceText(c);
    case Columns::Diagnosis: {
        const auto diagnosis = names.diagnosis(c.key);
        return diagnosis ? findingShortText(diagnosis->rule) : QString();
    }
    default:
        return metricText(c, column);
    }
}

bool isMutedCell(const ConnectionSnapshot& c, Columns::Column column,
                 const ConnectionNames& names) {
    switch (column) {
    case Columns::State:
    case Columns::LocalAddress:
    case Columns::Age:
    case Columns::TimeInState:
    case Columns::Family:
    case Columns::Evidence:
    case Columns::Diagnosis:
        return false;
    case Columns::Namespace:
        return !names.isNamespaceListed(c.id.netns);
    case Columns::User:
        return !c.uid;
    case Columns::Process:
    case Columns::Pid:
        return c.owner.process == nullptr;
    case Columns::LocalPort:
        return c.id.tuple.local.port == 0;
    case Columns::RemoteAddress:
    case Columns::RemotePort:
        return c.id.tuple.remote.port == 0;
    case Columns::ReceiveQueue:
        return c.receiveQueue == 0;
    case Columns::SendQueue:
        return c.sendQueue == 0;
    default:
        break;
    }
    const QString text = cellText(c, column, c.lastSeen, names);
    return text == QLatin1String("0") || text == unknownText();
}

} // namespace synoptic
