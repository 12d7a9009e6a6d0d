// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

/// The peer of an idle connection does not answer keep-alive probes: it is gone, or cut off.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kDying = 0,
    kDead = 1, ///< the connection was given up
};

} // namespace

void findKeepAliveDeath(const DiagnosisInput& input, FindingBook& book) {
    const DiagnosisThresholds& limits = input.thresholds;
    for (const SocketFacts& facts : input.sockets) {
        const ConnectionSnapshot& socket = *facts.socket;
        if (socket.timer.kind != SocketTimer::Kind::KeepAlive ||
            socket.timer.retries < limits.keepAliveProbes)
            continue;
        Finding finding =
            aboutSocket(input, RuleId::KeepAliveDeath, FindingSeverity::Warning, socket);
        finding.variant = kDying;
        finding.evidence = {{"probes", static_cast<double>(socket.timer.retries),
                             static_cast<double>(input.settings.keepAliveProbes.value_or(9))}};
        book.raise(std::move(finding));
    }
    for (const WireFlow& flow : input.flows) {
        const CaptureConnection& connection = *flow.connection;
        for (const EndIndex end : {EndIndex{0}, EndIndex{1}}) {
            const SegmentCounts prober = connection.counts(end);
            // Who probed sent the reset, and the other said nothing at the end.
            if (flow.unanswered[end] <= limits.keepAliveProbes || prober.resets == 0 ||
                connection.counts(other(end)).resets > 0 || !mark(flow, kToldKeepAlive))
                continue;
            Finding finding =
                aboutFlow(input, RuleId::KeepAliveDeath, FindingSeverity::Warning, flow);
            finding.variant = kDead;
            finding.evidence = {{"probes", static_cast<double>(flow.unanswered[end])}};
            book.raise(std::move(finding), Raise::Happened);
        }
    }
}

} // namespace synoptic::rules
