// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/collect.h"

#include "model/diagnosis/engine.h"
#include "model/items/report/redactor.h"
#include "model/items/report/report_ladders.h"
#include "model/sources/capture_file_source.h"
#include "model/sources/source_factory.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

#include <algorithm>
#include <map>
#include <thread>

#include <poll.h>
#include <pwd.h>
#include <set>
#include <unistd.h>

namespace synoptic {

namespace {

using Clock = ObservationSource::Clock;

/// The trace comes in batches: what it tells shall be told before a later table.
constexpr std::chrono::milliseconds kHoldBack{60};

/// The newest values of all connections, as a window would have them.
class Gathered {
public:
    void take(ConnectionTracker& tracker) {
        ChangeSet changes = tracker.takeChanges();
        for (ConnectionSnapshot& changed : changes.changed)
            connections_.insert_or_assign(changed.key, std::move(changed));
        for (const ConnectionKey key : changes.removed)
            connections_.erase(key);
        for (const StateSample& sample : changes.samples)
            samples_.push_back(sample);
        if (changes.packets)
            history_ = changes.packets;
        totals_ = changes.totals;
        counts_ = changes.counts;
        time_ = std::max(time_, changes.time);
    }
    void finish(ConnectionTracker& tracker, ReportMaterial& material,
                const std::set<FlowNumber>& flows) {
        for (const auto& [key, snapshot] : connections_) {
            if (!flows.empty() && !flows.contains(snapshot.wire.flow))
                continue;
            ReportConnection c;
            c.snapshot = snapshot;
            if (snapshot.wire.flow != kNoFlow) {
                tracker.setFocus(key);
                c.detail = tracker.takeChanges().detail;
            }
            material.connections.push_back(std::move(c));
        }
        if (history_)
            std::stable_sort(material.connections.begin(), material.connections.end(),
                             [](const auto& a, const auto& b) {
                                 return a.snapshot.wire.flow < b.snapshot.wire.flow;
                             });
        material.totals = totals_;
        material.counts = counts_;
        material.samples = std::move(samples_);
        material.isSelection = !flows.empty();
        if (history_) {
            material.packets = history_->index().view();
            addLadders(material, history_);
        }
    }
    Timestamp time() const { return time_; }

private:
    std::map<ConnectionKey, ConnectionSnapshot> connections_;
    std::vector<StateSample> samples_;
    std::shared_ptr<const PacketHistory> history_;
    TrackerTotals totals_;
    StateCounts counts_{};
    Timestamp time_;
};

QByteArray hashOf(const QString& path) {
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return {};
    return hash.result();
}

QString userName(std::uint32_t uid, std::map<std::uint32_t, QString>& known) {
    const auto [place, isNew] = known.try_emplace(uid);
    if (isNew) {
        passwd entry{}, *found = nullptr;
        std::array<char, 4096> buffer{};
        if (::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) == 0 && found)
            place->second = QString::fromLocal8Bit(entry.pw_name);
        else
            place->second = QString::number(uid);
    }
    return place->second;
}

} // namespace

CollectedReport collectCapture(const QString& path, const std::set<FlowNumber>& flows,
                               const DiagnosisThresholds& thresholds) {
    CollectedReport collected;
    ReportMaterial& material = collected.material;
    material.subject = ReportMaterial::Subject::Capture;
    material.thresholds = thresholds;
    CaptureFileOptions options;
    options.path = QFile::encodeName(path).toStdString();
    options.follow = false;
    const auto source = makeCaptureFileSource(options);
    // A capture's connections do not go away by themselves; a machine's memory is the bound.
    ConnectionTracker tracker(
        {.connections = 4'000'000, .halfOpen = 4'000'000, .closed = 4'000'000});
    DiagnosisEngine diagnosis(thresholds);
    tracker.setObserver(&diagnosis);
    Gathered gathered;
    while (source->due() != Clock::time_point::max()) {
        source->collect(tracker, {});
        gathered.take(tracker);
    }
    const SourceStatus status = source->status();
    collected.captureProblem = status.captureProblem;
    collected.problem = status.problem;
    collected.usable = status.health != SourceStatus::Health::Failed;
    if (!collected.usable)
        return collected;
    const QFileInfo file(path);
    material.file = file.fileName();
    material.fileBytes = static_cast<std::uint64_t>(file.size());
    material.fileHash = hashOf(path);
    material.sources = {status};
    material.sources.front().lastDuration = {};
    material.findings = diagnosis.findings();
    gathered.finish(tracker, material, flows);
    const PacketIndex::View& packets = material.packets;
    for (PacketNumber number = packets.begin(); number < packets.end(); ++number) {
        const Timestamp time = packets[number].time;
        const bool isFirst = number == packets.begin();
        material.first = isFirst ? time : std::min(material.first, time);
        material.last = isFirst ? time : std::max(material.last, time);
    }
    return collected;
}

CollectedReport collectComputer(std::chrono::milliseconds duration,
                                std::chrono::milliseconds interval) {
    CollectedReport collected;
    SocketTableOptions options;
    options.interval = interval;
    options.holdBack = kHoldBack;
    const auto source = makeSocketTableSource(options);
    // No loss where it cannot be had: the table alone tells then.
    KernelTraceOptions traced;
    traced.onlyNetns = currentNetns();
    const auto trace = makeKernelTraceSource(traced);
    ConnectionTracker tracker(
        {.keepClosed = std::chrono::duration_cast<std::chrono::seconds>(duration) +
                       std::chrono::seconds(60)});
    DiagnosisEngine diagnosis;
    tracker.setObserver(&diagnosis);
    Gathered gathered;
    const auto wait = [&](Clock::time_point until) {
        using std::chrono::ceil, std::chrono::milliseconds;
        const auto left =
            ceil<milliseconds>(std::min({source->due(), trace->due(), until}) - Clock::now());
        pollfd events{trace->descriptor(), POLLIN, 0};
        ::poll(&events, 1, static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 60'000)));
    };
    const auto look = [&] {
        trace->collect(tracker, {}); // events go before what tells how things are
        if (source->due() <= Clock::now())
            source->collect(tracker, {});
        gathered.take(tracker);
        collected.problem = source->status().problem;
        collected.usable = source->status().health != SourceStatus::Health::Failed;
        return collected.usable;
    };
    const auto end = Clock::now() + duration;
    Timestamp first;
    for (bool begun = false; !begun || Clock::now() < end;) {
        wait(end);
        if (!look())
            return collected;
        if (!begun && gathered.time() != Timestamp{}) {
            begun = true;
            first = gathered.time();
        }
    }
    source->refreshSoon(); // what happened since the last look belongs to the time watched
    if (!look())
        return collected;
    std::this_thread::sleep_for(2 * kHoldBack);
    if (!look())
        return collected;
    ReportMaterial& material = collected.material;
    describeComputer(material);
    material.sources = {source->status()};
    if (trace->status().health == SourceStatus::Health::Working)
        material.sources.push_back(trace->status());
    material.findings = diagnosis.findings();
    gathered.finish(tracker, material, {});
    std::map<std::uint32_t, QString> users;
    for (ReportConnection& c : material.connections) {
        if (c.snapshot.uid)
            c.user = userName(*c.snapshot.uid, users);
    }
    material.first = first;
    material.last = gathered.time();
    return collected;
}

void describeComputer(ReportMaterial& material) {
    material.subject = ReportMaterial::Subject::Computer;
    material.host = QSysInfo::machineHostName();
    material.system = QStringLiteral("Linux ") + QSysInfo::kernelVersion();
    material.privilege =
        ::geteuid() == 0 ? ReportMaterial::Privilege::Root : ReportMaterial::Privilege::Ordinary;
}

namespace {

/// Who chooses connections shares those alone: findings about others stay out, and so do those
/// about the whole machine.
void keepSelected(ReportMaterial& material) {
    std::set<ConnectionKey> chosen;
    for (const ReportConnection& c : material.connections)
        chosen.insert(c.snapshot.key);
    std::erase_if(material.findings, [&](Finding& finding) {
        std::erase_if(finding.connections,
                      [&](ConnectionKey key) { return !chosen.contains(key); });
        finding.packets.clear();
        return finding.connections.empty();
    });
}

} // namespace

CaseReport finishReport(ReportMaterial material, const std::optional<QByteArray>& secret) {
    if (material.isSelection)
        keepSelected(material);
    if (secret) {
        Redactor redactor(*secret);
        redact(material, redactor);
    }
    return buildReport(std::move(material));
}

} // namespace synoptic
