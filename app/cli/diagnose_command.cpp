// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/diagnose_command.h"

#include "app/cli/command_source.h"
#include "app/cli/output.h"
#include "app/cli/quit_signal.h"
#include "model/diagnosis/engine.h"
#include "model/diagnosis/watch_time.h"
#include "model/items/finding_text.h"
#include "model/items/format.h"
#include "model/items/json_firewall.h"
#include "model/items/json_lines.h"
#include "model/items/reach_text.h"
#include "model/sources/capture_file_source.h"

#include <QFile>
#include <QLocale>

#include <algorithm>
#include <array>
#include <set>

namespace synoptic {

namespace {

using Clock = std::chrono::steady_clock;

/// Its rules are read within a moment, or not at all.
constexpr std::chrono::seconds kFirewallPatience{2};

QByteArray safe(const QString& text) {
    const std::string utf8 = text.toStdString();
    return terminalText(utf8);
}

/// Several lines: what is wrong, what tells it, what it means, what to try.
QByteArray findingText(const Finding& finding) {
    QByteArray text =
        severityText(finding.severity).toUtf8().leftJustified(8) + safe(findingSummary(finding)) +
        "\n        since " + formatDateTime(finding.first).toUtf8() +
        (finding.over ? ", until " + formatDateTime(finding.last).toUtf8() : QByteArray()) + " [" +
        QByteArray(name(finding.rule).data()) + ']';
    for (const QString& line : findingEvidence(finding))
        text += "\n          " + safe(line);
    text += "\n        " + safe(findingMeaning(finding));
    text += "\n        Try: " + safe(findingAdvice(finding));
    return text;
}

/// Source, tracker and engine on one thread.
class Diagnosis {
public:
    explicit Diagnosis(const CommandLine& line) : line_(line) {
        tracker_.setObserver(&engine_);
        QLocale::setDefault(QLocale::c());
    }

    /// `extra` tells of events, and goes before what tells how things are; or null. False if the
    /// output could not be written.
    bool look(ObservationSource& source, ObservationSource* extra = nullptr) {
        if (extra)
            extra->collect(tracker_, {});
        if (!extra || source.due() <= Clock::now())
            source.collect(tracker_, {});
        status_ = source.status();
        takeProblem(QString::fromStdString(status_.problem));
        const ChangeSet changes = tracker_.takeChanges(); // lest they pile up
        totals_ = changes.totals;
        if (line_.json)
            return true;
        // Those who read see a finding as soon as there is one.
        for (const Finding& finding : engine_.takeChanges().findings.changed) {
            if (told_.insert(finding.id).second && line_.file.isEmpty() &&
                !printLine(findingText(finding)))
                return false;
        }
        return true;
    }

    /// What tells of the packet filter; it does not fail.
    void lookAtFirewall(ObservationSource& source) { source.collect(tracker_, {}); }

    bool end(Duration duration) {
        const std::vector<Finding> findings = engine_.findings();
        for (const Finding& finding : findings) {
            const bool wanted = line_.json || !line_.file.isEmpty();
            if (wanted && !printLine(line_.json ? findingLine(finding) : findingText(finding)))
                return false;
        }
        RunSummary summary;
        if (!line_.file.isEmpty()) {
            summary.packets = totals_.packets;
            summary.skippedPackets = totals_.packetsUnread;
        }
        summary.connections = totals_.connections + totals_.closedKept;
        summary.lostEvents = totals_.lostEvents;
        summary.findings = findings.size();
        summary.duration = duration;
        if (hasFirewall())
            summary.firewall = firewallObject(engine_.firewallView());
        summary.warnings = warnings_;
        if (line_.file.isEmpty()) {
            for (const WatchTime& rule : rulesBeyond(engine_.thresholds(), duration))
                summary.tooShort.emplace_back(name(rule.rule), rule.needs);
        }
        if (line_.json)
            return printLine(summaryLine(summary));
        const auto counted = [](std::uint64_t count, const char* one, const char* many) {
            return QByteArray::number(static_cast<qulonglong>(count)) + (count == 1 ? one : many);
        };
        if (hasFirewall() && !printReaches())
            return false;
        return printLine(counted(findings.size(), " finding, ", " findings, ") +
                         counted(*summary.connections, " connection looked at",
                                 " connections looked at")) &&
               tellTooShort(summary);
    }

    /// What is not found in a few seconds is not therefore absent.
    static bool tellTooShort(const RunSummary& summary) {
        QByteArrayList rules;
        for (const auto& [rule, needs] : summary.tooShort)
            rules << QByteArray(rule.data(), static_cast<qsizetype>(rule.size())) + " (" +
                         QByteArray::number(std::chrono::duration<double>(needs).count()) + " s)";
        return rules.isEmpty() || printLine("Watched too short to look for: " + rules.join(", "));
    }

    void takeProblem(const QString& problem) {
        if (problem.isEmpty() || warnings_.contains(problem.toUtf8()))
            return;
        warnings_.append(problem.toUtf8());
        printError(line_.file.isEmpty()
                       ? problem
                       : QString::fromUtf8(safe(line_.file)) + QStringLiteral(": ") + problem);
    }

    const SourceStatus& status() const { return status_; }
    bool failed() const { return status_.health == SourceStatus::Health::Failed; }

private:
    bool hasFirewall() const { return engine_.firewallView().netns != 0; }
    /// Each listener, and what the packet filter does with packets from outside.
    bool printReaches() const {
        const firewall::View& view = engine_.firewallView();
        if (const QString unread = firewallUnread(view); !unread.isEmpty())
            return printLine("From outside: cannot tell. " + safe(unread));
        for (const firewall::Reach& reach : view.listeners) {
            const std::string local = reach.local.toString();
            if (!printLine("From outside: " + QByteArray(name(reach.protocol).data()) + ' ' +
                           QByteArray::fromStdString(local) + ' ' +
                           safe(reachReasons(reach).join(QStringLiteral("; ")))))
                return false;
        }
        return true;
    }

    const CommandLine& line_;
    DiagnosisEngine engine_;
    ConnectionTracker tracker_{{.keepClosed = std::chrono::seconds(60)}};
    SourceStatus status_;
    TrackerTotals totals_;
    std::set<std::uint64_t> told_;
    QByteArrayList warnings_;
};

int diagnoseFile(const CommandLine& line) {
    Diagnosis diagnosis(line);
    const auto start = Clock::now();
    const auto source = makeCaptureFileSource(
        {.path = QFile::encodeName(line.file).toStdString(), .follow = false});
    do {
        if (!diagnosis.look(*source))
            return 1;
    } while (diagnosis.status().loading);
    if (diagnosis.failed())
        return 1;
    const bool whole = diagnosis.status().health == SourceStatus::Health::Working;
    return diagnosis.end(Clock::now() - start) && whole ? 0 : 1;
}

} // namespace

int runDiagnose(const CommandLine& line) {
    if (!line.file.isEmpty())
        return diagnoseFile(line);
    QuitSignal quit;
    const CommandSource source(line);
    if (source.get() == nullptr) {
        printError(source.problem());
        return 1;
    }
    Diagnosis diagnosis(line);
    diagnosis.takeProblem(source.problem());
    const auto start = Clock::now();
    const auto end = line.duration ? start + *line.duration : Clock::time_point::max();
    ObservationSource* const trace = source.extra();
    ObservationSource* const filter = source.firewall();
    const auto wait = [&](Clock::time_point due) {
        const std::array descriptors{trace ? trace->descriptor() : -1,
                                     filter ? filter->descriptor() : -1};
        for (const ObservationSource* one : {trace, filter})
            due = one ? std::min(due, one->due()) : due;
        return quit.waitUntil(std::min(due, end), descriptors);
    };
    if (filter) { // so that the first look knows of it
        diagnosis.lookAtFirewall(*filter);
        const auto latest = std::min(end, start + kFirewallPatience);
        while (filter->descriptor() >= 0 && Clock::now() < latest && !wait(latest))
            diagnosis.lookAtFirewall(*filter);
    }
    while (!diagnosis.failed() && Clock::now() < end && !wait(source.get()->due())) {
        if (filter)
            diagnosis.lookAtFirewall(*filter);
        if (Clock::now() < end && !diagnosis.look(*source.get(), trace))
            return 1;
    }
    return diagnosis.end(Clock::now() - start) && !diagnosis.failed() ? 0 : 1;
}

} // namespace synoptic
