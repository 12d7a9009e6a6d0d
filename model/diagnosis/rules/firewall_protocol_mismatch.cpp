// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall/advice.h"
#include "model/diagnosis/rules.h"

/// A rule of the packet filter opens the port for the other protocol than the program listens for.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kListensTcp = 0, ///< and UDP is open
    kListensUdp = 1, ///< and TCP is open
};

using firewall::Answer;
using firewall::Verdict;

bool keepsOut(const Verdict& verdict) {
    return verdict.answer == Answer::Drop || verdict.answer == Answer::Reject;
}

} // namespace

void findFirewallProtocolMismatch(const DiagnosisInput& input, FindingBook& book) {
    for (const ReachFacts& facts : input.reaches) {
        const firewall::Reach& reach = facts.reach;
        if (reach.loopback || facts.otherListens)
            continue;
        const Verdict* own = nullptr;
        const firewall::Place* opening = nullptr;
        for (const auto& [mine, others] :
             {std::pair(&reach.v4, &reach.otherV4), std::pair(&reach.v6, &reach.otherV6)}) {
            if (!own && *mine && keepsOut(**mine) && (*mine)->by && *others && (*others)->opening) {
                own = &**mine;
                opening = &*(*others)->opening;
            }
        }
        if (!own)
            continue;
        Finding finding =
            aboutReach(input, RuleId::FirewallProtocolMismatch, FindingSeverity::Warning, facts);
        finding.variant = reach.protocol == Protocol::Tcp ? kListensTcp : kListensUdp;
        finding.evidence = {{"port", static_cast<double>(reach.local.port)}};
        finding.details = {opening->toString(),
                           commandToOpen(*own->by, reach.protocol, reach.local.port),
                           own->by->toString()};
        book.raise(std::move(finding));
    }
}

} // namespace synoptic::rules
