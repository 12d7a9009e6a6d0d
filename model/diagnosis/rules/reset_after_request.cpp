// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

/// The connection opened, the client asked, and the answer was a reset.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kRequest = 0,
    kTls = 1,
    kHttp = 2,
};

} // namespace

void findResetAfterRequest(const DiagnosisInput& input, FindingBook& book) {
    for (const WireFlow& flow : input.flows) {
        const CaptureConnection& connection = *flow.connection;
        const SegmentCounts server = connection.counts(other(flow.client));
        const SegmentCounts client = connection.counts(flow.client);
        const Handshake handshake = connection.handshake();
        if (!handshake.complete || server.resets == 0 || server.payloadBytes > 0 ||
            client.payloadBytes == 0 || !handshake.ackTime ||
            connection.last() - *handshake.ackTime > input.thresholds.resetAtOnce ||
            !mark(flow, kToldReset))
            continue;
        Finding finding = aboutDestination(input, RuleId::ResetAfterRequest,
                                           FindingSeverity::Warning, flow.serverEnd());
        const FirstBytes first = flow.first[flow.client];
        finding.variant = first == FirstBytes::TlsHello      ? kTls
                          : first == FirstBytes::HttpRequest ? kHttp
                                                             : kRequest;
        finding.first = connection.first();
        finding.evidence = {
            {"connections", 1},
            {"request_bytes", static_cast<double>(client.payloadBytes), {}, Unit::Bytes},
            {"after", inSeconds(connection.last() - *handshake.ackTime), {}, Unit::Seconds}};
        addFlow(finding, flow);
        book.raise(std::move(finding), Raise::Happened);
    }
}

} // namespace synoptic::rules
