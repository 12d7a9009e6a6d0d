// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

/// Data went both ways, then one end cut the connection with RST instead of closing it.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kByServer = 0,
    kByClient = 1,
};

} // namespace

void findResetAfterData(const DiagnosisInput& input, FindingBook& book) {
    for (const WireFlow& flow : input.flows) {
        const CaptureConnection& connection = *flow.connection;
        const SegmentCounts client = connection.counts(flow.client);
        const SegmentCounts server = connection.counts(other(flow.client));
        const ConnectionOutcome outcome = connection.outcome();
        const bool byServer = outcome == ConnectionOutcome::RSTR && server.payloadBytes > 0;
        const bool byClient = outcome == ConnectionOutcome::RSTO && server.payloadBytes > 0;
        // After a FIN of the one who resets it is but an impatient close.
        if ((!byServer && !byClient) || (connection.completeness() & kSawFin) != 0 ||
            client.payloadBytes == 0 || (*flow.marks & (kToldReset | kToldKeepAlive)) != 0 ||
            !mark(flow, kToldResetAfterData))
            continue;
        Finding finding = aboutDestination(input, RuleId::ResetAfterData, FindingSeverity::Note,
                                           flow.serverEnd());
        finding.variant = byServer ? kByServer : kByClient;
        finding.first = connection.last();
        finding.evidence = {
            {"connections", 1},
            {"client_bytes", static_cast<double>(client.payloadBytes), {}, Unit::Bytes},
            {"server_bytes", static_cast<double>(server.payloadBytes), {}, Unit::Bytes}};
        addFlow(finding, flow);
        book.raise(std::move(finding), Raise::Happened);
    }
}

} // namespace synoptic::rules
