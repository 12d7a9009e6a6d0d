// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/watch_command.h"

#include "app/cli/command_source.h"
#include "app/cli/output.h"
#include "app/cli/quit_signal.h"
#include "model/items/json_lines.h"
#include "model/tracking/connection_tracker.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <thread>
#include <vector>

namespace synoptic {

namespace {

using Clock = std::chrono::steady_clock;

QByteArray padded(std::string_view text, qsizetype width) {
    return QByteArray(text.data(), static_cast<qsizetype>(text.size())).leftJustified(width);
}

/// `netns` is empty where only one namespace is watched.
QByteArray transitionText(const StateTransition& transition, const ConnectionSnapshot& connection,
                          const QByteArray& netns) {
    const auto milliseconds =
        std::chrono::floor<std::chrono::milliseconds>(transition.time.time_since_epoch());
    // The widest state name has 12 letters, the widest event 19.
    return QDateTime::fromMSecsSinceEpoch(milliseconds.count())
               .toString(QStringLiteral("hh:mm:ss.zzz"))
               .toUtf8() +
           (netns.isEmpty() ? QByteArray() : "  " + netns) + "  " +
           padded(name(connection.id.protocol), 3) + "  " +
           padded(connection.id.tuple.local.toString(), 21) + "  " +
           padded(connection.id.tuple.remote.toString(), 21) + "  " +
           padded(name(transition.from), 12) + " -> " + padded(name(transition.to), 12) + "  " +
           padded(name(transition.event), 19) + "  " + padded(name(transition.evidence), 12) +
           "  " + ownerCell(connection.owner);
}

/// How long after the end the last table may come.
constexpr std::chrono::milliseconds kLastWord{150};
/// Packets tell of a reset once nothing contradicts it, and of that at the latest with the helper's
/// next sign of life, two a second: what came behind it waits for it, so that times go forward.
constexpr std::chrono::milliseconds kResetsTold{1700};

/// The watching itself and what it has come to.
class Watch {
public:
    /// `source` is one that can be had.
    Watch(const CommandLine& line, const CommandSource& source)
        : line_(line), origin_(source), source_(source.get()) {
        takeProblem(source.problem());
    }

    /// Until the time is up, a signal comes or the source fails. False if the output could not be
    /// written.
    bool run(QuitSignal& quit) {
        const auto start = Clock::now();
        const auto end = line_.duration ? start + *line_.duration : Clock::time_point::max();
        while (!failed_ && Clock::now() < end && !wait(quit, end))
            if (Clock::now() < end && !look())
                return false;
        // What happened since the last look still belongs to the time watched.
        source_->refreshSoon();
        bool written = failed_ || look();
        if (written && !failed_ && (origin_.extra() != nullptr || isPackets())) {
            std::this_thread::sleep_for(
                kLastWord); // the table is held back, packets are on the way
            written = look();
        }
        if (isPackets() && written) {
            tracker_.settleCapture(std::chrono::system_clock::now());
            take();
            written = tell(Timestamp::max());
        }
        summary_.duration = Clock::now() - start;
        return written;
    }

    bool failed() const { return failed_; }
    const RunSummary& summary() const { return summary_; }

private:
    /// True if it is to end.
    bool wait(QuitSignal& quit, Clock::time_point end) const {
        ObservationSource* const extra = origin_.extra();
        const std::array descriptors{source_->descriptor(), extra ? extra->descriptor() : -1};
        const auto due = extra ? std::min(source_->due(), extra->due()) : source_->due();
        return quit.waitUntil(std::min(due, end), descriptors);
    }

    bool look() {
        // What tells of events goes before what tells how things are.
        if (ObservationSource* const extra = origin_.extra())
            extra->collect(tracker_, {});
        if (source_->descriptor() >= 0 || source_->due() <= Clock::now())
            source_->collect(tracker_, {});
        takeStatus();
        take();
        return tell(isPackets() ? std::chrono::system_clock::now() - kResetsTold
                                : Timestamp::max());
    }

    bool isPackets() const { return line_.source == CommandLine::Source::Packets; }

    void take() {
        const ChangeSet changes = tracker_.takeChanges();
        waiting_.insert(waiting_.end(), changes.transitions.begin(), changes.transitions.end());
        // Each end's come in order; of several ends they are put in order here.
        std::stable_sort(
            waiting_.begin(), waiting_.end(),
            [](const StateTransition& a, const StateTransition& b) { return a.time < b.time; });
        summary_.connections = changes.totals.connections;
        omitted_ += changes.transitionsOmitted;
        summary_.lostEvents = changes.totals.lostEvents + omitted_;
    }

    /// What had happened by then. False if it could not be written.
    bool tell(Timestamp until) {
        const auto end = std::find_if(waiting_.begin(), waiting_.end(),
                                      [&](const StateTransition& t) { return t.time > until; });
        const std::vector<StateTransition> told(waiting_.begin(), end);
        waiting_.erase(waiting_.begin(), end);
        for (const StateTransition& transition : told) {
            const ConnectionSnapshot* connection = tracker_.find(transition.connection);
            if (connection == nullptr) {
                ++omitted_; // let go meanwhile: too many at once
                continue;
            }
            ++*summary_.transitions;
            const std::uint64_t netns = connection->id.netns;
            if (!printLine(line_.json ? transitionLine(transition, *connection, origin_.name(netns))
                                      : transitionText(transition, *connection, netnsText(netns))))
                return false;
        }
        return true;
    }

    void takeStatus() {
        const SourceStatus status = source_->status();
        failed_ = status.health == SourceStatus::Health::Failed;
        takeProblem(QString::fromStdString(status.problem));
    }

    void takeProblem(const QString& problem) {
        if (problem.isEmpty() || summary_.warnings.contains(problem.toUtf8()))
            return;
        summary_.warnings.append(problem.toUtf8());
        printError(problem);
    }

    QByteArray netnsText(std::uint64_t netns) const {
        if (!origin_.coversAll())
            return {};
        const QByteArray cell = origin_.cell(netns);
        return cell + QByteArray(origin_.cellWidth() - QString::fromUtf8(cell).size(), ' ');
    }

    const CommandLine& line_;
    const CommandSource& origin_;
    ObservationSource* const source_;
    ConnectionTracker tracker_{{.keepClosed = std::chrono::seconds(60)}}; // to tell their last step
    RunSummary summary_{
        .connections = 0, .transitions = 0, .lostEvents = 0, .duration = {}, .warnings = {}};
    std::vector<StateTransition> waiting_; ///< to be told, in order of time
    std::uint64_t omitted_ = 0;            ///< transitions counted, but not listed one by one
    bool failed_ = false;
};

QByteArray summaryText(const RunSummary& summary) {
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(*summary.duration);
    return QByteArray::number(static_cast<qulonglong>(*summary.transitions)) + " transitions in " +
           QByteArray::number(static_cast<double>(milliseconds.count()) / 1000, 'f', 1) + " s, " +
           QByteArray::number(static_cast<qulonglong>(*summary.connections)) +
           " sockets open at the end";
}

} // namespace

int runWatch(const CommandLine& line) {
    QuitSignal quit;
    const CommandSource source(line);
    if (source.get() == nullptr) {
        printError(source.problem());
        return 1;
    }
    Watch watch(line, source);
    if (!watch.run(quit))
        return 1;
    const RunSummary& summary = watch.summary();
    return printLine(line.json ? summaryLine(summary) : summaryText(summary)) && !watch.failed()
               ? 0
               : 1;
}

} // namespace synoptic
