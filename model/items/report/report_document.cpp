// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/report/report_document.h"

#include "model/items/capture_text.h"
#include "model/items/finding_text.h"
#include "model/items/format.h"
#include "model/items/report/report_tables.h"
#include "model/items/safe_text.h"
#include "model/items/source_text.h"
#include "model/items/threshold_fields.h"

#include <QCoreApplication>
#include <QLocale>

namespace synoptic {

namespace {

struct Report {
    Q_DECLARE_TR_FUNCTIONS(CaseReport)
};

bool isCapture(const CaseReport& report) {
    return report.material.subject == ReportMaterial::Subject::Capture;
}

int asInt(std::uint64_t number) {
    return static_cast<int>(std::min<std::uint64_t>(number, std::numeric_limits<int>::max()));
}

/// A moment of a report, to the second: "2026-03-12T11:05:02Z".
QString second(Timestamp time) {
    const QString iso = formatIso(time);
    return iso.left(19) + QLatin1Char('Z');
}

QString subjectName(const ReportMaterial& material) {
    const bool capture = material.subject == ReportMaterial::Subject::Capture;
    return safeText(capture ? material.file : material.host, 120);
}

QString sourceText(const SourceStatus& source) {
    switch (source.kind) {
    case SourceStatus::Kind::SocketTable:
        return Report::tr("socket table");
    case SourceStatus::Kind::KernelTrace:
        return Report::tr("kernel trace");
    case SourceStatus::Kind::Packets:
        return Report::tr("packets on %1").arg(safeText(source.interfaceName, 40));
    case SourceStatus::Kind::CaptureFile:
        return Report::tr("packets of a capture file");
    case SourceStatus::Kind::Firewall:
        return Report::tr("firewall rules");
    case SourceStatus::Kind::Recording:
        break;
    }
    return Report::tr("recording");
}

std::vector<ReportFact> facts(const CaseReport& report) {
    const ReportMaterial& material = report.material;
    std::vector<ReportFact> facts;
    if (isCapture(report)) {
        facts.push_back(
            {Report::tr("Capture file"),
             Report::tr("%1, %2").arg(subjectName(material), formatBytes(material.fileBytes))});
    } else {
        facts.push_back(
            {Report::tr("Host"),
             Report::tr("%1, %2").arg(subjectName(material), safeText(material.system, 80))});
    }
    facts.push_back({Report::tr("Time range"),
                     Report::tr("%1 to %2").arg(second(material.first), second(material.last))});
    QStringList sources;
    for (const SourceStatus& source : material.sources)
        sources << sourceText(source);
    facts.push_back({Report::tr("Source"), sources.join(Report::tr(", "))});
    if (isCapture(report))
        facts.push_back({Report::tr("Privilege"), Report::tr("none needed to read a file")});
    else
        facts.push_back(
            {Report::tr("Privilege"), material.privilege == ReportMaterial::Privilege::Root
                                          ? Report::tr("root")
                                          : Report::tr("an ordinary user")});
    const std::uint64_t unread = material.totals.packetsUnread;
    facts.push_back(
        {Report::tr("Loss"),
         isCapture(report)
             ? Report::tr("%L1 of %L2 packets could not be read")
                   .arg(unread)
                   .arg(report.summary.packets)
             : Report::tr("%L1 events or packets lost").arg(report.summary.lostEvents)});
    facts.push_back(
        {Report::tr("Addresses"), material.redactionKey.isEmpty()
                                      ? Report::tr("shown in full (redaction off)")
                                      : Report::tr("redacted, key %1").arg(material.redactionKey)});
    return facts;
}

std::vector<ReportTile> tiles(const CaseReport& report) {
    const ReportSummary& sum = report.summary;
    std::vector<ReportTile> tiles;
    tiles.push_back({formatCount(sum.connections),
                     isCapture(report)
                         ? Report::tr("connections, %L1 UDP").arg(sum.udp)
                         : Report::tr("connections, %L1 listening").arg(sum.listening)});
    if (isCapture(report)) {
        tiles.push_back({formatCount(sum.packets),
                         Report::tr("packets, %1 payload").arg(formatBytes(sum.payloadBytes))});
        const std::uint64_t failed = sum.refused + sum.unanswered;
        tiles.push_back({formatCount(failed), Report::tr("refused or unanswered"), failed > 0});
    } else {
        tiles.push_back({formatCount(report.counts[index(TcpState::Established)]),
                         formatState(TcpState::Established)});
        tiles.push_back(
            {formatCount(sum.lostEvents), Report::tr("events lost"), sum.lostEvents > 0});
    }
    tiles.push_back({formatCount(sum.retransmissions),
                     Report::tr("segments retransmitted, %L1 RST").arg(sum.resets)});
    return tiles;
}

QString severityWord(FindingSeverity severity) {
    switch (severity) {
    case FindingSeverity::Error:
        return Report::tr("Error");
    case FindingSeverity::Warning:
        return Report::tr("Warning");
    case FindingSeverity::Note:
        break;
    }
    return Report::tr("Note");
}

ReportSection findings(const CaseReport& report) {
    ReportSection section;
    section.heading = Report::tr("Findings");
    std::vector<Finding> sorted = report.material.findings;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Finding& a, const Finding& b) { return a.severity > b.severity; });
    std::vector<ReportFindingText> list;
    for (const Finding& finding : sorted) {
        list.push_back({finding.severity, severityWord(finding.severity), findingSummary(finding),
                        findingEvidence(finding).join(QStringLiteral(" · ")),
                        findingMeaning(finding), findingAdvice(finding)});
    }
    if (list.empty())
        section.note = Report::tr("No rule found anything wrong. That is no proof that all is "
                                  "well: see method and limits.");
    section.body = std::move(list);
    return section;
}

ReportSection diagram(const CaseReport& report) {
    ReportSection section;
    section.heading = Report::tr("States at %1").arg(second(report.material.last));
    section.note = isCapture(report)
                       ? Report::tr("In which state the client's end of each TCP connection was "
                                    "when the capture ended.")
                       : Report::tr("Number of connections in each state.");
    QStringList words;
    for (const TcpState state : kAllTcpStates)
        words << formatState(state) + QLatin1Char(' ') + formatCount(report.counts[index(state)]);
    section.body = ReportPicture{ReportPicture::Kind::Diagram, 0, words.join(Report::tr(", "))};
    return section;
}

ReportSection chart() {
    ReportSection section;
    section.heading = Report::tr("States over time");
    section.note = Report::tr("Open connections by state, and below it transitions, "
                              "retransmissions and RST. Times are UTC.");
    section.body = ReportPicture{ReportPicture::Kind::Chart, 0, section.note};
    return section;
}

/// Which connections these are, and where the others are.
QString flaggedNote(const CaseReport& report) {
    const std::size_t shown = report.material.ladders.size();
    QStringList words;
    if (shown < report.flagged) {
        words << Report::tr("%L1 of %L2: one of each kind of finding and of trouble, then the "
                            "gravest.")
                     .arg(shown)
                     .arg(report.flagged);
        words << (report.flagged <= rowsOfConnections(report)
                      ? Report::tr("All of them are the first rows of the table of connections.")
                      : Report::tr("They begin the table of connections; CSV and JSON hold all."));
        if (isCapture(report))
            words << Report::tr("Synoptic draws the ladder of any of them when it opens the file.");
    }
    if (report.unnamed > 0)
        words
            << Report::tr("The findings count %L1 more that they do not name.").arg(report.unnamed);
    words << (isCapture(report)
                  ? Report::tr("Segment by segment, the client on the left.")
                  : Report::tr("Segment by segment, the local or client end on the left."));
    return words.join(QLatin1Char(' '));
}

void addLadders(const CaseReport& report, std::vector<ReportSection>& sections) {
    const std::vector<LadderContent>& ladders = report.material.ladders;
    if (ladders.empty())
        return;
    ReportSection intro;
    intro.heading = Report::tr("Flagged connections");
    intro.note = flaggedNote(report);
    sections.push_back(std::move(intro));
    for (std::size_t i = 0; i < ladders.size(); ++i) {
        ReportSection section;
        section.isSub = true;
        section.heading = formatTuple(ladders[i].connection.id.tuple);
        section.note = connectionStory(ladders[i]);
        section.body = ReportPicture{ReportPicture::Kind::Ladder, i,
                                     Report::tr("Ladder of %1").arg(section.heading)};
        sections.push_back(std::move(section));
    }
}

ReportSection method(const CaseReport& report) {
    const ReportMaterial& material = report.material;
    ReportSection section;
    section.heading = Report::tr("Method and limits");
    QStringList words;
    if (isCapture(report)) {
        words << Report::tr("The states of both ends are inferred from the packets alone, by the "
                            "transitions of RFC 9293; where no packet tells, nothing is assumed. "
                            "Counts of retransmissions and the like have Wireshark's meanings, "
                            "outcomes are Zeek's conn_state.");
        words << Report::tr("Times are those of the capture. What the capturing machine did not "
                            "see, or dropped, is not here.");
        if (!material.fileHash.isEmpty())
            words << Report::tr("SHA-256 of the file: %1")
                         .arg(QString::fromLatin1(material.fileHash.toHex()));
    } else {
        words << Report::tr("The kernel's socket table was read at intervals. What happened "
                            "between two looks is inferred where only one way was possible, and "
                            "is called unseen otherwise.");
        words << Report::tr("Processes of other users are named only to root. What began and "
                            "ended between two looks is not here.");
    }
    const QStringList changed = changedThresholds(material.thresholds);
    words << (changed.isEmpty()
                  ? Report::tr("The diagnosis speaks up at its default thresholds.")
                  : Report::tr("Thresholds of the diagnosis that are not the default: %1.")
                        .arg(changed.join(Report::tr("; ", "between thresholds"))));
    for (const SourceStatus& source : material.sources) {
        const QString problem = captureProblemText(source.captureProblem);
        const TroubleText trouble = troubleText(source);
        if (!problem.isEmpty())
            words << Report::tr("Reading broke off: %1.").arg(problem);
        else if (!trouble.title.isEmpty())
            words << trouble.title + QLatin1Char(' ') + trouble.text;
    }
    if (material.isSelection)
        words << Report::tr("This report is about connections that a person selected, not about "
                            "all there were.");
    if (!material.redactionKey.isEmpty())
        words << Report::tr(
            "Redacted: addresses were exchanged so that two that share their first bits still "
            "share as many; loopback, broadcast and well-known multicast addresses stay, and "
            "private, link-local and multicast networks keep their prefix, which gives away the "
            "first bits of some others. Host, DNS and TLS names, URLs, users, file and interface "
            "names were exchanged; process arguments and hardware addresses are left out. Ports, "
            "process names, times, sizes and sequence numbers are as they were. Who has the key "
            "can find addresses again by trying.");
    section.body = words;
    return section;
}

} // namespace

ReportDocument reportDocument(const CaseReport& report) {
    const ReportMaterial& material = report.material;
    ReportDocument document;
    document.language = QLocale().name().replace(QLatin1Char('_'), QLatin1Char('-'));
    document.kind = Report::tr("case report");
    document.time = second(material.last);
    const std::vector<ReportSection>& sections = document.sections;
    document.sections.push_back(findings(report));
    const auto& list = std::get<std::vector<ReportFindingText>>(sections.front().body);
    const QString count =
        Report::tr("%Ln connection(s)", nullptr, asInt(report.summary.connections));
    const QString where = subjectName(material);
    document.title = !list.empty()       ? list.front().title
                     : isCapture(report) ? Report::tr("%1 in %2").arg(count, where)
                                         : Report::tr("%1 of %2").arg(count, where);
    document.lead = reportLead(report);
    document.facts = facts(report);
    document.tiles = tiles(report);
    document.sections.push_back(diagram(report));
    if (!report.moments.empty())
        document.sections.push_back(chart());
    addReportTables(report, document.sections);
    addLadders(report, document.sections);
    document.sections.push_back(method(report));
    document.footer = (isCapture(report) ? Report::tr("Synoptic %1 · made from captured packets")
                                         : Report::tr("Synoptic %1 · made from live evidence"))
                          .arg(QStringLiteral(SYNOPTIC_VERSION));
    return document;
}

} // namespace synoptic
