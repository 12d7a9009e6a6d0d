// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

/// So many ports rest in TIME-WAIT towards one endpoint that new connections run short of them.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kPorts = 0,   ///< towards one destination
    kBuckets = 1, ///< the kernel keeps no more TIME-WAITs
};

} // namespace

void findTimeWaitPressure(const DiagnosisInput& input, FindingBook& book) {
    const DiagnosisThresholds& limits = input.thresholds;
    const std::uint32_t range = input.settings.ephemeralPorts();
    for (const DestinationFacts& to : input.destinations) {
        if (range == 0 || to.timeWait < limits.timeWaitShare * range ||
            reusesTimeWait(input.settings, to) || to.ports >= limits.portsUsed * range)
            continue; // the last is PortExhaustion's
        Finding finding =
            aboutDestination(input, RuleId::TimeWaitPressure, FindingSeverity::Warning, to.remote);
        finding.variant = kPorts;
        finding.evidence = {
            {"time_wait", static_cast<double>(to.timeWait), static_cast<double>(range)},
            {"ports", static_cast<double>(to.ports), static_cast<double>(range)}};
        finding.connections.push_back(to.some);
        book.raise(std::move(finding));
    }
    const std::uint32_t most = input.settings.maxTimeWait.value_or(0);
    if (most == 0 || input.timeWaits < limits.timeWaitBuckets * most)
        return;
    Finding finding = newFinding(input, RuleId::TimeWaitPressure, FindingSeverity::Warning,
                                 FindingSubject::Kind::Host);
    finding.variant = kBuckets;
    finding.evidence = {
        {"time_wait", static_cast<double>(input.timeWaits), static_cast<double>(most)},
        {"overflows", static_cast<double>(input.counters.rise.timeWaitOverflows)}};
    book.raise(std::move(finding));
}

} // namespace synoptic::rules
