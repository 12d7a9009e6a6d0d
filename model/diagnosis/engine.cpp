// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/engine.h"

#include "model/diagnosis/firewall_survey.h"
#include "model/diagnosis/rules.h"

#include <utility>

namespace synoptic {

namespace {

constexpr std::size_t kMostFaults = 1'000;
/// No network namespace has this inode.
constexpr std::uint64_t kPacketScope = 1;

/// Empty again, with the memory it had.
void clear(DiagnosisInput& input) {
    input.listeners.clear();
    input.processes.clear();
    input.destinations.clear();
    input.sockets.clear();
    input.ended.clear();
    input.udpPorts.clear();
    input.udpListeners.clear();
    input.reaches.clear();
    input.flows.clear();
    input.servers.clear();
    input.sources.clear();
    input.timeWaits = 0;
    input.capture = {};
    input.counters = {};
    input.flood = nullptr;
    input.settings = {};
}

} // namespace

DiagnosisEngine::DiagnosisEngine(const DiagnosisThresholds& thresholds)
    : thresholds_(thresholds), book_(thresholds) {}

void DiagnosisEngine::setThresholds(const DiagnosisThresholds& thresholds) {
    thresholds_ = thresholds;
    book_.setThresholds(thresholds);
}

void DiagnosisEngine::begin(std::uint64_t netns, Timestamp time) {
    clear(input_);
    input_.time = time;
    input_.netns = netns;
    input_.thresholds = thresholds_;
    input_.faults = std::exchange(faults_, {});
}

void DiagnosisEngine::onTable(TrackerState& state, const WatchedNamespace& home, Timestamp time) {
    if (homes_.empty())
        firstHome_ = home.netns;
    Home& known = homes_[home.netns];
    if (known.last && time >= *known.last && time - *known.last < thresholds_.pace)
        return;
    known.last = time;
    if (!known.start)
        known.start = home.counters;
    known.newest = home.counters;
    known.settings = home.settings;
    tellDrops(state, home.netns, known.survey);
    begin(home.netns, time);
    if (home.settings)
        input_.settings = *home.settings;
    known.survey.look(state, home, input_);
    known.udpPorts = input_.udpPorts;
    lookAtFirewall(home.netns);
    book_.beginLook(home.netns, time);
    rules::findAll(input_, book_);
    book_.endLook();
}

void DiagnosisEngine::onPackets(TrackerState& state, WireTracking& wire, Timestamp time,
                                bool isEnd) {
    if (wireOf_ != &wire) {
        wire_.clear();
        wireOf_ = &wire;
    }
    if (!wire_.isDue(wire, time, thresholds_, isEnd))
        return;
    begin(wire.netns(), time);
    const auto home = homes_.find(wire.netns());
    if (home != homes_.end()) {
        input_.settings = home->second.settings.value_or(HostSettings{});
        input_.udpPorts = home->second.udpPorts;
    }
    wire_.look(state, wire, time, isEnd, input_);
    if (home != homes_.end()) {
        for (const WireFlow& flow : input_.flows) {
            if (!flow.meetsAnother())
                continue;
            home->second.survey.answer({flow.clientEnd(), flow.serverEnd()}, time);
            // Said before packets told better.
            book_.withdraw(RuleId::ConnectSilent, flow.serverEnd());
        }
    }
    book_.beginLook(kPacketScope, time);
    rules::findAll(input_, book_);
    book_.endLook(isEnd);
}

void DiagnosisEngine::onKernelEvents(std::span<const KernelEvent> events) {
    for (const KernelEvent& event : events) {
        if (event.kind == KernelEvent::Kind::ErrorReport)
            tell({KernelFault::Kind::ErrorReport, event.error, event.time, event.tuple});
        else if (event.kind == KernelEvent::Kind::Drop && event.firewall &&
                 drops_.size() < kMostFaults)
            drops_.push_back({event.netns, event.time, event.tuple});
    }
}

void DiagnosisEngine::onNamespaceGone(std::uint64_t netns) {
    book_.forget(netns);
    homes_.erase(netns);
    firewalls_.erase(netns);
    std::erase_if(drops_, [&](const Packet& drop) { return drop.netns == netns; });
}

void DiagnosisEngine::onOthersForgotten(std::uint64_t netns) {
    for (const auto& [other, home] : homes_) {
        if (other != netns)
            book_.forget(other);
    }
    std::erase_if(homes_, [&](const auto& home) { return home.first != netns; });
    std::erase_if(drops_, [&](const Packet& drop) { return drop.netns != netns; });
}

void DiagnosisEngine::onFirewall(const FirewallObservation& observation) {
    firewalls_[observation.netns].take(observation);
}

void DiagnosisEngine::lookAtFirewall(std::uint64_t netns) {
    const auto firewall = firewalls_.find(netns);
    if (firewall == firewalls_.end())
        return;
    surveyFirewall(firewall->second, input_);
    if (netns != firstHome_)
        return;
    firewall::View view = viewOf(firewall->second, input_);
    viewChanged_ |= view != view_;
    view_ = std::move(view);
}

void DiagnosisEngine::tell(const KernelFault& fault) {
    if (faults_.size() < kMostFaults)
        faults_.push_back(fault);
}

/// A dropped packet matters to who waits for an answer: most of what a firewall drops is nobody's.
void DiagnosisEngine::tellDrops(TrackerState& state, std::uint64_t netns, SocketSurvey& survey) {
    for (const Packet& drop : drops_) {
        const ConnectionRecord* record =
            drop.netns == netns ? state.findOpen(netns, drop.tuple) : nullptr;
        if (!record || record->snapshot.state != TcpState::SynSent)
            continue;
        tell({KernelFault::Kind::Firewall, 0, drop.time, drop.tuple});
        survey.block(record->snapshot.key);
    }
    std::erase_if(drops_, [&](const Packet& drop) { return drop.netns == netns; });
}

DiagnosisUpdate DiagnosisEngine::takeChanges() {
    DiagnosisUpdate update;
    update.findings = book_.take();
    if (std::exchange(viewChanged_, false))
        update.firewall = view_;
    const auto home = homes_.find(firstHome_);
    if (home != homes_.end()) {
        update.settings = home->second.settings;
        if (home->second.start && home->second.newest)
            update.sinceStart = riseOf(*home->second.start, *home->second.newest);
    }
    return update;
}

} // namespace synoptic
