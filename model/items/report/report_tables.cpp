// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/report/report_tables.h"

#include "model/items/connection_text.h"
#include "model/items/format.h"
#include "model/items/safe_text.h"

#include <QCoreApplication>

namespace synoptic {

namespace {

struct Report {
    Q_DECLARE_TR_FUNCTIONS(CaseReport)
};

bool isCapture(const CaseReport& report) {
    return report.material.subject == ReportMaterial::Subject::Capture;
}

/// "The first 12 of 340", where not all are listed.
QString extent(std::size_t shown, std::size_t all) {
    return shown == all
               ? QString()
               : Report::tr("The first %L1 of %L2; CSV and JSON hold all.").arg(shown).arg(all);
}

QString endpointText(const Endpoint& end) {
    return QString::fromStdString(end.toString());
}

ReportSection talkers(const CaseReport& report) {
    ReportSection section;
    section.heading = isCapture(report) ? Report::tr("Top talkers") : Report::tr("Top peers");
    ReportTable table;
    table.columns = {Report::tr("Address"), Report::tr("Connections"), Report::tr("Sent"),
                     Report::tr("Received")};
    table.isNumber = {false, true, true, true};
    const std::size_t shown = std::min(report.talkers.size(), kMostTalkers);
    for (std::size_t i = 0; i < shown; ++i) {
        const ReportTalker& talker = report.talkers[i];
        QString address = QString::fromStdString(talker.address.toString());
        if (!talker.host.isEmpty())
            address += QStringLiteral("  ") + safeText(talker.host, 80);
        table.rows.push_back({address, formatCount(talker.connections),
                              formatBytes(talker.sentBytes), formatBytes(talker.receivedBytes)});
    }
    section.note = extent(shown, report.talkers.size());
    section.body = std::move(table);
    return section;
}

QString groupName(const ReportGroup& group) {
    if (group.server)
        return endpointText(*group.server);
    if (group.process.isEmpty())
        return Report::tr("kernel or unknown");
    return Report::tr("%1 (PID %2)").arg(group.process).arg(group.pid);
}

ReportSection groups(const CaseReport& report) {
    ReportSection section;
    section.heading =
        isCapture(report) ? Report::tr("States by server") : Report::tr("States by process");
    std::vector<TcpState> states;
    for (const TcpState state : kAllTcpStates) {
        const bool any =
            std::any_of(report.groups.begin(), report.groups.end(),
                        [&](const ReportGroup& group) { return group.counts[index(state)] > 0; });
        if (any)
            states.push_back(state);
    }
    ReportTable table;
    table.columns << (isCapture(report) ? Report::tr("Server") : Report::tr("Process"))
                  << Report::tr("All");
    for (const TcpState state : states)
        table.columns << formatState(state);
    table.isNumber.assign(static_cast<std::size_t>(table.columns.size()), true);
    table.isNumber.front() = false;
    const std::size_t shown = std::min(report.groups.size(), kMostGroups);
    for (std::size_t i = 0; i < shown; ++i) {
        const ReportGroup& group = report.groups[i];
        QStringList row{groupName(group), formatCount(group.total)};
        for (const TcpState state : states)
            row << formatCount(group.counts[index(state)]);
        table.rows.push_back(row);
    }
    section.note = extent(shown, report.groups.size());
    section.body = std::move(table);
    return section;
}

QString outcomeOf(const ReportConnection& c) {
    if (!c.detail || c.snapshot.id.protocol == Protocol::Udp)
        return stateText(c.snapshot);
    const std::string_view word = name(c.detail->outcome);
    return stateText(c.snapshot) + QStringLiteral(" · ") +
           QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
}

ReportSection connections(const CaseReport& report) {
    ReportSection section;
    section.heading = Report::tr("Connections");
    ReportTable table;
    table.columns << (isCapture(report) ? Report::tr("Client") : Report::tr("Local"))
                  << (isCapture(report) ? Report::tr("Server") : Report::tr("Remote"));
    if (!isCapture(report))
        table.columns << Report::tr("Process");
    table.columns << Report::tr("State") << Report::tr("Sent") << Report::tr("Received")
                  << Report::tr("Retrans") << Report::tr("RST");
    for (qsizetype i = 0; i < table.columns.size(); ++i)
        table.isNumber.push_back(i >= table.columns.size() - 4);
    const std::size_t shown = rowsOfConnections(report);
    for (std::size_t i = 0; i < shown; ++i) {
        const ReportConnection& c = report.material.connections[report.order[i]];
        QStringList row{endpointText(c.snapshot.id.tuple.local),
                        isUnconnected(c.snapshot.id.tuple)
                            ? unknownText()
                            : endpointText(c.snapshot.id.tuple.remote)};
        if (!isCapture(report))
            row << ownerText(c.snapshot.owner);
        row << outcomeOf(c) << formatBytes(sentBytes(c, true)) << formatBytes(sentBytes(c, false))
            << formatCount(retransmissionsOf(c)) << formatCount(resetsOf(c));
        table.rows.push_back(row);
    }
    section.note = extent(shown, report.order.size());
    section.body = std::move(table);
    return section;
}

} // namespace

std::size_t rowsOfConnections(const CaseReport& report) {
    return std::min(report.order.size(), report.material.isSelection ? kMostSelected : kMostListed);
}

void addReportTables(const CaseReport& report, std::vector<ReportSection>& sections) {
    if (!report.talkers.empty())
        sections.push_back(talkers(report));
    if (!report.groups.empty())
        sections.push_back(groups(report));
    if (!report.order.empty())
        sections.push_back(connections(report));
}

QString reportLead(const CaseReport& report) {
    const ReportSummary& sum = report.summary;
    const QString span = formatDuration(report.material.last - report.material.first);
    QStringList words;
    if (isCapture(report))
        words << Report::tr("%L1 packets over %2: %L3 TCP connections and %L4 UDP flows.")
                     .arg(sum.packets)
                     .arg(span)
                     .arg(sum.tcp)
                     .arg(sum.udp);
    else
        words << Report::tr("Watched for %1: %L2 TCP connections, %L3 of them listening, and %L4 "
                            "UDP sockets.")
                     .arg(span)
                     .arg(sum.tcp)
                     .arg(sum.listening)
                     .arg(sum.udp);
    if (sum.refused + sum.unanswered > 0)
        words << Report::tr("Refused: %L1; without an answer: %L2.")
                     .arg(sum.refused)
                     .arg(sum.unanswered);
    if (sum.retransmissions + sum.resets > 0)
        words << Report::tr("Segments retransmitted: %L1; connections reset by %L2 RST segments.")
                     .arg(sum.retransmissions)
                     .arg(sum.resets);
    return words.join(QLatin1Char(' '));
}

QString connectionStory(const LadderContent& ladder) {
    QStringList words{stateText(ladder.connection)};
    if (ladder.connection.peerState)
        words << Report::tr("peer %1").arg(formatState(*ladder.connection.peerState));
    if (!ladder.detail)
        return words.join(QStringLiteral(" · "));
    const auto& ends = ladder.detail->ends;
    const auto sum = [&](auto member) {
        return std::uint64_t{ends[0].counts.*member} + ends[1].counts.*member;
    };
    words << Report::tr("%L1 packets").arg(sum(&SegmentCounts::packets));
    if (const auto count = sum(&SegmentCounts::retransmissions); count > 0)
        words << Report::tr("%L1 retransmitted").arg(count);
    if (const auto count = sum(&SegmentCounts::zeroWindows); count > 0)
        words << Report::tr("%L1 closed windows").arg(count);
    if (const auto count = sum(&SegmentCounts::resets); count > 0)
        words << Report::tr("%L1 RST").arg(count);
    if (ladder.detail->handshake.initialRoundTrip)
        words << Report::tr("first round trip %1")
                     .arg(formatRtt(static_cast<std::uint32_t>(
                         std::chrono::duration_cast<std::chrono::microseconds>(
                             *ladder.detail->handshake.initialRoundTrip)
                             .count())));
    return words.join(QStringLiteral(" · "));
}

} // namespace synoptic
