// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/synoptic/report_saving.h"

#include "app/synoptic/report_run.h"
#include "model/items/capture_text.h"
#include "model/items/report/redaction_option.h"
#include "model/items/report/report_ladders.h"
#include "model/tracking/capture_tracker.h"
#include "model/wire/decoder.h"
#include "views/charts/charts_view.h"

#include <algorithm>

namespace synoptic {

namespace {

constexpr std::size_t kMostReplayed = 100'000;
constexpr std::size_t kMostMoments = 600;

/// What packets tell of one connection, told anew from those that are kept.
std::optional<ConnectionDetail> replayed(PacketStore& store, const PacketIndex::View& view,
                                         const ConnectionSnapshot& c) {
    CaptureTracker tracker;
    Reassembler reassembler;
    DecodedPacket packet;
    CapturedFrame frame;
    for (const PacketNumber number :
         view.ofConnection(c.wire.lastPacket, kNoPacket, kMostReplayed)) {
        if (store.at(view[number].place, frame) &&
            decodePacket(frame, packet, reassembler) == DecodeOutcome::Decoded)
            tracker.observe(packet, view[number].time);
    }
    for (std::size_t flow = 0; flow < tracker.flowCount(); ++flow) {
        const CaptureConnection* found = tracker.tcp(flow);
        const EndIndex local = c.wire.localEnd & 1U;
        if (!found || found->key().endpoint(local).address != c.id.tuple.local.address.unmapped() ||
            found->key().endpoint(local).port != c.id.tuple.local.port)
            continue;
        ConnectionDetail detail = detailOf(*found, local);
        detail.key = c.key;
        detail.flow = c.wire.flow;
        return detail;
    }
    return std::nullopt;
}

/// The chart's columns as samples; each shows the fullest second in it.
std::vector<StateSample> samplesOf(const StateSeries& series) {
    std::vector<StateSample> samples;
    if (series.empty())
        return samples;
    const Timestamp to = series.newest()->time + std::chrono::seconds(1);
    const Timestamp from = std::max(*series.firstTime(), to - std::chrono::hours(24));
    const auto seconds = static_cast<std::size_t>((to - from) / std::chrono::seconds(1));
    const std::size_t count = std::clamp<std::size_t>(seconds, 1, kMostMoments);
    const Duration step = (to - from) / static_cast<Duration::rep>(count);
    Timestamp end = from;
    for (const StateColumn& column : series.columns(from, to, count)) {
        end += step;
        if (column.known)
            samples.push_back({end, column.counts,
                               static_cast<std::uint32_t>(column.sum.transitions),
                               static_cast<std::uint32_t>(column.sum.retransmissions),
                               static_cast<std::uint32_t>(column.sum.resets), column.gap});
    }
    return samples;
}

} // namespace

ReportSaving::ReportSaving(MainWindow& window, ReportRequest request,
                           const DiagnosisThresholds& thresholds)
    : request_(std::move(request)), thresholds_(thresholds) {
    SessionModels& models = window.models();
    const std::set<ConnectionKey> wanted(request_.selected.begin(), request_.selected.end());
    if (window.subject().kind == WatchedSubject::Kind::Capture) {
        capture_ = window.subject().path;
        for (const ConnectionKey key : wanted) {
            if (const ConnectionSnapshot* c = models.connections().find(key))
                flows_.insert(c->wire.flow);
        }
        return;
    }
    describeComputer(material_);
    material_.thresholds = thresholds_;
    if (window.subject().kind == WatchedSubject::Kind::Remote) {
        material_.host = window.subject().host; // of its system nothing was told
        material_.system.clear();
    }
    material_.sources = window.sources();
    // Where the rules are from is told by the findings that quote them.
    std::erase_if(material_.sources, [](const SourceStatus& source) {
        return source.kind == SourceStatus::Kind::Firewall;
    });
    material_.totals = models.totals();
    material_.counts = models.counts();
    material_.isSelection = !wanted.empty();
    material_.samples = samplesOf(*window.charts()->series());
    FindingsModel& findings = window.models().findings();
    for (int row = 0; row < findings.rowCount(); ++row)
        material_.findings.push_back(*findings.at(row));
    models.connections().forEach([&](const ConnectionSnapshot& snapshot) {
        if (!wanted.empty() && !wanted.contains(snapshot.key))
            return;
        ReportConnection c;
        c.snapshot = snapshot;
        c.host = models.names().host(snapshot.id.tuple.remote.address);
        if (snapshot.uid)
            c.user = models.names().user(*snapshot.uid);
        material_.connections.push_back(std::move(c));
        material_.last = std::max(material_.last, snapshot.lastSeen);
    });
    std::sort(material_.connections.begin(), material_.connections.end(),
              [](const auto& a, const auto& b) { return a.snapshot.key < b.snapshot.key; });
    const StateSeries& series = *window.charts()->series();
    if (!series.empty()) {
        material_.first = *series.firstTime();
        material_.last = std::max(material_.last, series.newest()->time);
    } else {
        material_.first = material_.last;
    }
    history_ = models.packets().history();
}

void ReportSaving::collect() {
    if (!capture_.isEmpty()) {
        CollectedReport collected = collectCapture(capture_, flows_, thresholds_);
        if (!collected.usable) {
            problem_ = captureProblemText(collected.captureProblem);
            return;
        }
        material_ = std::move(collected.material);
    } else if (const auto store = history_ ? history_->openStore() : nullptr) {
        const PacketIndex::View view = history_->index().view();
        for (const std::size_t place : flaggedConnections(material_, kMostLadders)) {
            ReportConnection& c = material_.connections[place];
            if (c.snapshot.wire.lastPacket != kNoPacket &&
                view.contains(c.snapshot.wire.lastPacket))
                c.detail = replayed(*store, view, c.snapshot);
        }
        addLadders(material_, history_);
    }
    report_ = finishReport(std::move(material_), redactionSecret(request_.redact));
    if (request_.format == ReportRequest::Format::Csv ||
        request_.format == ReportRequest::Format::Json)
        contents_ = reportContents(report_, suffixOf(request_.format));
}

QByteArray ReportSaving::draw() {
    if (contents_.isEmpty())
        contents_ = reportContents(report_, suffixOf(request_.format));
    return std::move(contents_);
}

} // namespace synoptic
