// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/ladder_words.h"

#include "model/items/connection_text.h"
#include "model/items/format.h"
#include "model/items/ladder_label.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace synoptic {

namespace {

using Kind = LadderRow::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(LadderWords)
};

/// Known from this machine's own sockets, not from packets alone.
bool hasLocalEnd(const LadderContent& content) {
    return content.connection.evidence != Evidence::Packets;
}

/// Milliseconds, unless the answer to the first packet came faster than these tell apart.
int secondsDigits(const LadderContent& content) {
    const IndexedPacket* first = content.rows.packet(content.rows.own());
    const IndexedPacket* second = content.rows.packet(content.rows.own() + 1);
    return first && second && second->time - first->time < std::chrono::microseconds(500) ? 6 : 3;
}

QString roleOf(const LadderContent& content, LadderSide side) {
    Role role = content.connection.role;
    if (content.connection.id.protocol == Protocol::Udp)
        return {};
    if (content.detail && (content.detail->handshake.synCount > 0 || role != Role::Unknown)) {
        role = content.detail->ends[index(side)].isClient ? Role::Client : Role::Server;
    } else if (side == LadderSide::Remote && role != Role::Unknown) {
        role = role == Role::Client ? Role::Server : Role::Client;
    }
    switch (role) {
    case Role::Client:
        //: The end that opened the connection
        return Words::tr("client");
    case Role::Server:
        //: The end that accepted the connection
        return Words::tr("server");
    default:
        return {};
    }
}

std::optional<Timestamp> timeOf(const LadderContent& content, std::size_t number) {
    const LadderRow& row = content.rows.rows()[number];
    if (row.kind == Kind::Segment || row.kind == Kind::DataRun) {
        const IndexedPacket* packet = content.rows.packet(row.first);
        return packet ? std::optional(packet->time) : std::nullopt;
    }
    const auto [from, to] = content.rows.statesAt(number);
    if (row.kind != Kind::States || from == to || content.rows.states()[from].isStart)
        return std::nullopt;
    return content.rows.states()[from].time;
}

} // namespace

QString ladderEndName(const LadderContent& content, LadderSide side) {
    const bool local = side == LadderSide::Local;
    if (hasLocalEnd(content))
        return local ? Words::tr("This end") : Words::tr("Peer");
    if (content.connection.role == Role::Unknown)
        //: The two ends of a connection whose opening was not captured
        return local ? Words::tr("First sender") : Words::tr("Other end");
    return local ? Words::tr("Client") : Words::tr("Server");
}

LadderHead ladderHead(const LadderContent& content, LadderSide side) {
    const ConnectionSnapshot& connection = content.connection;
    const bool local = side == LadderSide::Local;
    LadderHead head;
    head.title = ladderEndName(content, side);
    if (hasLocalEnd(content)) {
        if (local && connection.owner.process)
            //: Head of this machine's end: a process's name and number
            head.title = Words::tr("This end · %1, PID %2")
                             .arg(ownerText(connection.owner),
                                  QString::number(connection.owner.process->pid));
        else if (local && connection.owner.kind != Owner::Kind::Unknown)
            //: %1 tells why the process is not known: "kernel", "other user"
            head.title = Words::tr("This end · %1").arg(ownerText(connection.owner));
        else if (!local && connection.id.protocol == Protocol::Tcp)
            head.title = Words::tr("Peer · states inferred");
        head.role = roleOf(content, side);
    }
    if (!hasLocalEnd(content) && connection.id.protocol == Protocol::Tcp)
        //: Of both ends in a capture: packets show no state, only what an end sends
        head.role = Words::tr("states inferred");
    const FourTuple& tuple = connection.id.tuple;
    head.address = QString::fromStdString((local ? tuple.local : tuple.remote).toString());
    return head;
}

QString ladderTime(const LadderContent& content, std::size_t row) {
    const auto time = timeOf(content, row);
    if (!time)
        return {};
    if (content.clockTimes)
        return formatTimeOfDay(*time);
    const IndexedPacket* first = content.rows.packet(content.rows.own());
    if (!first)
        return {};
    const double seconds = std::chrono::duration<double>(*time - first->time).count();
    const int digits = secondsDigits(content);
    const QString text = QLocale().toString(qAbs(seconds), 'f', digits);
    const double least = 0.5 * std::pow(10.0, -digits);
    return seconds <= -least ? QChar(0x2212) + text : text;
}

QString ladderInterval(const LadderContent& content, std::size_t number) {
    const LadderRow& row = content.rows.rows()[number];
    const auto time = timeOf(content, number);
    const IndexedPacket* before = row.first > 0 ? content.rows.packet(row.first - 1) : nullptr;
    if (!time || !before)
        return {};
    return *time < before->time ? unknownText() : formatInterval(*time - before->time);
}

QString ladderTimeCaption(const LadderContent& content) {
    //: Over a column of times of day, or of seconds since the start
    return content.clockTimes ? Words::tr("Time") : Words::tr("Time, s");
}

QString ladderIntervalCaption() {
    //: Over a column of times since the packet before
    return Words::tr("Since last");
}

QString ladderRowSpoken(const LadderContent& content, std::size_t number) {
    const LadderRow& row = content.rows.rows()[number];
    QStringList facts;
    if (const QString time = ladderTime(content, number); !time.isEmpty())
        facts << time;
    const bool sent = row.kind == Kind::Segment || row.kind == Kind::DataRun;
    const QString label = ladderLabel(content, number).text();
    if (sent)
        //: Read aloud: which end sent something, and what
        facts << Words::tr("%1 sends %2").arg(ladderEndName(content, row.sender), label);
    else if (!label.isEmpty())
        facts << label;
    const auto [from, to] = content.rows.statesAt(number);
    for (std::size_t i = from; i < to; ++i) {
        const LadderState& state = content.rows.states()[i];
        //: Read aloud: an end and the state it is in
        facts << Words::tr("%1 in %2")
                     .arg(ladderEndName(content, state.side), formatState(state.state));
    }
    if (row.kind == Kind::DataRun)
        facts << (row.has(LadderRow::kOpen) ? Words::tr("open") : Words::tr("closed"));
    return facts.join(QStringLiteral(", "));
}

} // namespace synoptic
