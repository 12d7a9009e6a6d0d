// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

/// No local port is left towards one endpoint: the next connect fails with EADDRNOTAVAIL.
namespace synoptic::rules {

void findPortExhaustion(const DiagnosisInput& input, FindingBook& book) {
    const std::uint32_t range = input.settings.ephemeralPorts();
    if (range == 0)
        return;
    for (const DestinationFacts& to : input.destinations) {
        const std::uint32_t again = reusesTimeWait(input.settings, to) ? to.timeWait : 0;
        if (to.ports - again < input.thresholds.portsUsed * range)
            continue;
        Finding finding =
            aboutDestination(input, RuleId::PortExhaustion, FindingSeverity::Error, to.remote);
        finding.subject.local.address = to.local;
        finding.evidence = {{"ports", static_cast<double>(to.ports), static_cast<double>(range)},
                            {"time_wait", static_cast<double>(to.timeWait)}};
        finding.connections.push_back(to.some);
        book.raise(std::move(finding));
    }
}

} // namespace synoptic::rules
