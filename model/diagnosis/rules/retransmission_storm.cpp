// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

#include <algorithm>

/// What is sent does not arrive.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kStuck = 0,      ///< one segment is sent again and again
    kLossy = 1,      ///< a large share of a connection's packets is sent again
    kHost = 2,       ///< of the whole host's segments
    kUnanswered = 3, ///< packets tell: not one came back since
};

} // namespace

namespace {

/// An end that sends the same again and again, and hears nothing.
bool findUnanswered(const DiagnosisInput& input, const WireFlow& flow, FindingBook& book) {
    const CaptureConnection& connection = *flow.connection;
    if (flow.isSocket || flow.serverIsSocket || !flow.succeeded())
        return false;
    const EndIndex sender = flow.sentAgain[0] >= flow.sentAgain[1] ? 0 : 1;
    const std::uint32_t tries = flow.sentAgain[sender];
    if (tries < input.thresholds.retransmitTries)
        return false;
    Finding finding = aboutFlow(input, RuleId::RetransmissionStorm, FindingSeverity::Warning, flow);
    finding.variant = kUnanswered;
    finding.subject.local = connection.key().endpoint(sender);
    finding.subject.remote = connection.key().endpoint(other(sender));
    finding.evidence = {{"tries", static_cast<double>(tries)}};
    book.raise(std::move(finding));
    return true;
}

} // namespace

void findRetransmissionStorm(const DiagnosisInput& input, FindingBook& book) {
    const DiagnosisThresholds& limits = input.thresholds;
    bool any = false;
    for (const SocketFacts& facts : input.sockets) {
        const ConnectionSnapshot& socket = *facts.socket;
        if (!isSynchronized(socket.state) || socket.retransmits < limits.retransmitTries)
            continue;
        any = true;
        Finding finding =
            aboutSocket(input, RuleId::RetransmissionStorm, FindingSeverity::Warning, socket);
        finding.variant = kStuck;
        finding.evidence = {
            {"tries", static_cast<double>(socket.retransmits),
             static_cast<double>(input.settings.retries2.value_or(15))},
            {"unacknowledged", static_cast<double>(socket.sendQueue), {}, Unit::Bytes}};
        if (facts.stuck > Duration::zero())
            finding.evidence.push_back({"silent_for", inSeconds(facts.stuck), {}, Unit::Seconds});
        book.raise(std::move(finding));
    }
    for (const WireFlow& flow : input.flows) {
        if (findUnanswered(input, flow, book)) {
            any = true;
            continue;
        }
        const CaptureConnection& connection = *flow.connection;
        // One that is quiet loses nothing any more.
        if (!flow.succeeded() || input.time - connection.last() > limits.hold)
            continue;
        const SegmentCounts a = connection.counts(0);
        const SegmentCounts b = connection.counts(1);
        const std::uint64_t again = std::uint64_t{a.retransmissions} + b.retransmissions;
        const std::uint64_t packets = std::uint64_t{a.packets} + b.packets;
        if (again < limits.retransmitLeast ||
            static_cast<double>(again) < limits.retransmitShare * static_cast<double>(packets))
            continue;
        any = true;
        Finding finding =
            aboutFlow(input, RuleId::RetransmissionStorm, FindingSeverity::Warning, flow);
        finding.variant = kLossy;
        finding.evidence = {{"retransmissions", static_cast<double>(again)},
                            {"packets", static_cast<double>(packets)},
                            {"share", static_cast<double>(again) / static_cast<double>(packets),
                             limits.retransmitShare, Unit::Ratio}};
        book.raise(std::move(finding));
    }
    const HostCounters& rise = input.counters.rise;
    if (any || !rise.hasListenCounters || rise.segmentsSent == 0)
        return;
    // SYNs and SYN+ACKs that nobody answers have findings of their own; and what the other end
    // reports as there already was late, not lost: a queue on the way, not a hole.
    const std::uint64_t others = rise.handshakeRetransmits + rise.duplicatesReported;
    const std::uint64_t lost =
        rise.segmentsRetransmitted - std::min(rise.segmentsRetransmitted, others);
    const double share = static_cast<double>(lost) / static_cast<double>(rise.segmentsSent);
    if (lost < 5 * limits.retransmitLeast || share < limits.retransmitShare)
        return;
    Finding finding = newFinding(input, RuleId::RetransmissionStorm, FindingSeverity::Warning,
                                 FindingSubject::Kind::Host);
    finding.variant = kHost;
    finding.evidence = {{"retransmissions", static_cast<double>(lost)},
                        {"segments", static_cast<double>(rise.segmentsSent)},
                        {"share", share, limits.retransmitShare, Unit::Ratio}};
    book.raise(std::move(finding));
}

} // namespace synoptic::rules
