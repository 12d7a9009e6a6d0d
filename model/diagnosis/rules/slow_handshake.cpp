// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

/// The connection came about, but late.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kSlow = 0,  ///< one SYN, a late answer
    kRetry = 1, ///< the first SYN or its answer was lost
};

} // namespace

void findSlowHandshake(const DiagnosisInput& input, FindingBook& book) {
    for (const WireFlow& flow : input.flows) {
        const Handshake handshake = flow.connection->handshake();
        if (!handshake.complete || !handshake.synTime || !handshake.ackTime)
            continue;
        const Duration took = *handshake.ackTime - *handshake.synTime;
        if (took < input.thresholds.slowHandshake || flow.isFlooded() || !mark(flow, kToldSlow))
            continue;
        Finding finding =
            aboutDestination(input, RuleId::SlowHandshake, FindingSeverity::Note, flow.serverEnd());
        finding.variant = handshake.synCount > 1 ? kRetry : kSlow;
        finding.first = *handshake.synTime;
        finding.evidence = {
            {"connections", 1},
            {"took", inSeconds(took), inSeconds(input.thresholds.slowHandshake), Unit::Seconds},
            {"syns_sent", static_cast<double>(handshake.synCount)}};
        addFlow(finding, flow);
        book.raise(std::move(finding), Raise::Happened);
    }
}

} // namespace synoptic::rules
