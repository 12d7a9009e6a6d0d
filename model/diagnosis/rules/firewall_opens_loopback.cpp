// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall/advice.h"
#include "model/diagnosis/rules.h"

/// A rule of the packet filter opens a port at which a program listens on loopback alone.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kThisPort = 0,  ///< the rule is about this port alone
    kMorePorts = 1, ///< or about others too
};

} // namespace

void findFirewallOpensLoopback(const DiagnosisInput& input, FindingBook& book) {
    for (const ReachFacts& facts : input.reaches) {
        const firewall::Reach& reach = facts.reach;
        if (!reach.loopback || facts.sameListens)
            continue;
        const auto& verdict = reach.v4 ? reach.v4 : reach.v6;
        if (!verdict || !verdict->opening)
            continue;
        const firewall::Place& opening = *verdict->opening;
        Finding finding =
            aboutReach(input, RuleId::FirewallOpensLoopback, FindingSeverity::Warning, facts);
        finding.variant = opening.onePort ? kThisPort : kMorePorts;
        finding.evidence = {{"port", static_cast<double>(reach.local.port)}};
        finding.details = {opening.toString(), commandToDelete(opening)};
        book.raise(std::move(finding));
    }
}

} // namespace synoptic::rules
