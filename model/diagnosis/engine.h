// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/finding_book.h"
#include "model/diagnosis/firewall/firewall.h"
#include "model/diagnosis/input.h"
#include "model/diagnosis/socket_survey.h"
#include "model/diagnosis/wire_survey.h"
#include "model/tracking/tracker_observer.h"

#include <map>

namespace synoptic {

/// What the diagnosis has to tell another thread since the last look.
struct DiagnosisUpdate {
    FindingChanges findings;
    /// Of the namespace watched first: how its counters rose since watching began, and its
    /// settings; for the gauges of the listeners. Absent where nothing tells them.
    std::optional<HostCounters> sinceStart;
    std::optional<HostSettings> settings;
    /// Which listeners of that namespace can be reached; absent where nothing changed.
    std::optional<firewall::View> firewall;
};

/// Evaluates the rules at what the tracker knows, about once a second of observed time: set it with
/// ConnectionTracker::setObserver(). On the tracker's thread; no clock, no I/O. The same
/// observations give the same findings.
class DiagnosisEngine : public TrackerObserver {
public:
    explicit DiagnosisEngine(const DiagnosisThresholds& thresholds = {});
    void setThresholds(const DiagnosisThresholds& thresholds);
    const DiagnosisThresholds& thresholds() const { return thresholds_; }

    void onTable(TrackerState& state, const WatchedNamespace& home, Timestamp time) override;
    void onPackets(TrackerState& state, WireTracking& wire, Timestamp time, bool isEnd) override;
    void onKernelEvents(std::span<const KernelEvent> events) override;
    void onFirewall(const FirewallObservation& observation) override;
    void onNamespaceGone(std::uint64_t netns) override;
    void onOthersForgotten(std::uint64_t netns) override;

    /// All findings kept, those that are over included, the oldest first.
    std::vector<Finding> findings() const { return book_.all(); }
    bool hasChanges() const { return book_.hasChanges() || viewChanged_; }
    /// Of the namespace watched first, as known now.
    const firewall::View& firewallView() const { return view_; }
    DiagnosisUpdate takeChanges();

private:
    struct Home {
        SocketSurvey survey;
        std::optional<Timestamp> last;
        std::optional<HostCounters> start;
        std::optional<HostCounters> newest;
        std::optional<HostSettings> settings;
        std::vector<Endpoint> udpPorts;
    };
    void lookAtFirewall(std::uint64_t netns);
    void begin(std::uint64_t netns, Timestamp time);
    void tell(const KernelFault& fault);
    void tellDrops(TrackerState& state, std::uint64_t netns, SocketSurvey& survey);

    DiagnosisThresholds thresholds_;
    FindingBook book_;
    std::map<std::uint64_t, Home> homes_;
    std::uint64_t firstHome_ = 0;
    std::map<std::uint64_t, firewall::Firewall> firewalls_; ///< by namespace
    firewall::View view_;
    bool viewChanged_ = false;
    WireSurvey wire_;
    const WireTracking* wireOf_ = nullptr; ///< whose flows wire_ knows
    std::vector<KernelFault> faults_;      ///< since the last look; bounded
    struct Packet {
        std::uint64_t netns;
        Timestamp time;
        FourTuple tuple;
    };
    /// Packets this machine's firewall dropped, until a table tells whose they were; bounded.
    std::vector<Packet> drops_;
    DiagnosisInput input_; ///< kept for its memory
};

} // namespace synoptic
