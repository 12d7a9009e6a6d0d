// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_export.h"

#include "model/items/connection_text.h"
#include "model/items/event_log_model.h"
#include "model/items/format.h"
#include "model/items/json_lines.h"
#include "model/items/safe_text.h"

#include <array>

namespace synoptic {

namespace {

using Columns = ConnectionColumns;

QString latin1(std::string_view text) {
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QString plain(double number) {
    return QString::number(number, 'g', 15);
}

QString seconds(Duration duration) {
    return plain(std::chrono::duration<double>(duration).count());
}

QString metricValue(const ConnectionSnapshot& c, Columns::Column column) {
    if (!c.metrics)
        return {};
    switch (column) {
    case Columns::ReceiveRate:
        return plain(c.receiveRate);
    case Columns::SendRate:
        return plain(c.sendRate);
    case Columns::ReceivedBytes:
        return QString::number(c.metrics->bytesReceived);
    case Columns::SentBytes:
        return QString::number(c.metrics->bytesAcked);
    case Columns::Rtt:
        return c.metrics->rttMicroseconds == 0 ? QString()
                                               : plain(c.metrics->rttMicroseconds / 1e6);
    case Columns::CongestionWindow:
        return QString::number(c.metrics->congestionWindow);
    default:
        return QString::number(c.metrics->totalRetransmits);
    }
}

QString value(const ConnectionSnapshot& c, Columns::Column column, Timestamp now,
              const ConnectionNames& names) {
    const FourTuple& tuple = c.id.tuple;
    switch (column) {
    case Columns::State:
        return c.id.protocol == Protocol::Tcp ? formatState(c.state) : QStringLiteral("UDP");
    case Columns::Process:
        return c.owner.process ? safeText(c.owner.process->name) : QString();
    case Columns::Pid:
        return c.owner.process ? QString::number(c.owner.process->pid) : QString();
    case Columns::LocalAddress:
        return formatAddress(tuple.local);
    case Columns::LocalPort:
        return QString::number(tuple.local.port);
    case Columns::RemoteAddress:
        return formatAddress(tuple.remote);
    case Columns::RemotePort:
        return QString::number(tuple.remote.port);
    case Columns::RemoteHost:
        return names.host(tuple.remote.address);
    case Columns::Age:
        return seconds(now - c.firstSeen);
    case Columns::TimeInState:
        return seconds(now - c.lastChange);
    case Columns::ReceiveQueue:
        return QString::number(c.receiveQueue);
    case Columns::SendQueue:
        return QString::number(c.sendQueue);
    case Columns::Timer:
        return latin1(name(c.timer.kind));
    case Columns::Role: {
        constexpr std::array kRoles{"", "client", "server", "listener"};
        return QLatin1String(kRoles[static_cast<std::size_t>(c.role)]);
    }
    case Columns::Family:
        return latin1(name(c.id.protocol)) + (tuple.local.address.isV4() ? u'4' : u'6');
    case Columns::Interface:
        return names.interfaceName(c.interfaceIndex);
    case Columns::User:
        return userText(c, names);
    case Columns::Service:
        return names.service(servicePort(c), c.id.protocol);
    case Columns::Evidence:
        return latin1(name(c.evidence));
    case Columns::Namespace:
        return c.id.netns == 0 || c.fromCapture ? QString() : namespaceText(c, names);
    case Columns::Diagnosis: {
        const auto diagnosis = names.diagnosis(c.key);
        return diagnosis ? latin1(name(diagnosis->rule)) : QString();
    }
    default:
        return metricValue(c, column);
    }
}

void endLine(QByteArray& out) {
    out.chop(1); // the comma after the last field
    out += "\r\n";
}

} // namespace

QByteArray csvField(const QString& text) {
    QByteArray field = text.toUtf8();
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front())) {
        bool isNumber = false;
        text.toDouble(&isNumber);
        if (!isNumber)
            field.prepend('\'');
    }
    const bool quoted =
        field.contains(',') || field.contains('"') || field.contains('\n') || field.contains('\r');
    return quoted ? '"' + field.replace('"', "\"\"") + '"' : field;
}

QByteArray exportCsv(std::span<const ConnectionSnapshot* const> rows,
                     std::span<const Columns::Column> columns, Timestamp now,
                     const ConnectionNames& names) {
    QByteArray out;
    const auto add = [&out](const QString& text) { out += csvField(text) + ','; };
    for (const Columns::Column column : columns) {
        add(latin1(Columns::key(column)));
        if (column == Columns::Evidence)
            add(QStringLiteral("packets_state")); // empty where they agree with the kernel
    }
    add(QStringLiteral("first_seen"));
    add(QStringLiteral("last_change"));
    endLine(out);
    for (const ConnectionSnapshot* row : rows) {
        for (const Columns::Column column : columns) {
            add(value(*row, column, now, names));
            if (column == Columns::Evidence)
                add(row->disagreement ? formatState(row->wireState) : QString());
        }
        add(formatIso(row->firstSeen));
        add(formatIso(row->lastChange));
        endLine(out);
    }
    return out;
}

QByteArray exportJsonLines(std::span<const ConnectionSnapshot* const> rows) {
    QByteArray out;
    for (const ConnectionSnapshot* row : rows)
        out += socketLine(*row) + '\n';
    return out;
}

QByteArray exportCsv(const EventLogModel& log) {
    QByteArray out("time,not_before,local,remote,process,pid,from,to,event,evidence\r\n");
    const auto add = [&out](const QString& text) { out += csvField(text) + ','; };
    for (int row = 0; row < log.rowCount(); ++row) {
        const LoggedEvent& event = *log.at(row);
        const StateTransition& step = event.transition;
        const ProcessInfo* process = event.owner.process.get();
        add(formatIso(step.time));
        add(formatIso(step.notBefore));
        add(event.tuple ? QString::fromStdString(event.tuple->local.toString()) : QString());
        add(event.tuple ? QString::fromStdString(event.tuple->remote.toString()) : QString());
        add(process == nullptr ? QString() : safeText(process->name));
        add(process == nullptr ? QString() : QString::number(process->pid));
        add(formatState(step.from));
        add(formatState(step.to));
        add(latin1(name(step.event)));
        add(latin1(name(step.evidence)));
        endLine(out);
    }
    return out;
}

} // namespace synoptic
