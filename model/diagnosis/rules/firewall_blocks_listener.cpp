// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall/advice.h"
#include "model/diagnosis/rules.h"

/// The packet filter keeps everybody else from a program that listens for them.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kDrops = 0,
    kRejects = 1,
};

using firewall::Answer;
using firewall::Verdict;

bool letsIn(const std::optional<Verdict>& verdict) {
    return verdict && (verdict->answer == Answer::Accept || verdict->answer == Answer::CannotTell);
}

} // namespace

void findFirewallBlocksListener(const DiagnosisInput& input, FindingBook& book) {
    for (const ReachFacts& facts : input.reaches) {
        const firewall::Reach& reach = facts.reach;
        const auto& verdict = reach.v4 ? reach.v4 : reach.v6;
        if (reach.loopback || letsIn(reach.v4) || letsIn(reach.v6) || !verdict || !verdict->by)
            continue;
        // Where a rule opens the port for the other protocol, that is told instead.
        const bool mismatch =
            (reach.otherV4 && reach.otherV4->opening) || (reach.otherV6 && reach.otherV6->opening);
        if (mismatch && !facts.otherListens)
            continue;
        Finding finding =
            aboutReach(input, RuleId::FirewallBlocksListener, FindingSeverity::Note, facts);
        finding.variant = verdict->answer == Answer::Reject ? kRejects : kDrops;
        finding.evidence = {{"port", static_cast<double>(reach.local.port)}};
        finding.details = {verdict->by->toString(),
                           commandToOpen(*verdict->by, reach.protocol, reach.local.port)};
        book.raise(std::move(finding));
    }
}

} // namespace synoptic::rules
