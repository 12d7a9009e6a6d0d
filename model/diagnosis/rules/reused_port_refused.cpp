// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

/// A SYN on the ports of a connection that was there just before did not open another: the server
/// still holds the old one in TIME-WAIT or thinks it open.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kReset = 0,     ///< answered by RST
    kChallenge = 1, ///< answered by an ACK without SYN
};

} // namespace

void findReusedPortRefused(const DiagnosisInput& input, FindingBook& book) {
    using namespace std::chrono_literals;
    for (const WireFlow& flow : input.flows) {
        const CaptureConnection& connection = *flow.connection;
        const Handshake handshake = connection.handshake();
        if ((connection.incarnation() == 0 && !flow.meetsAnother()) || !handshake.synTime ||
            handshake.synAckTime || flow.succeeded() || flow.isFlooded() || flow.isScanner())
            continue;
        // A challenge ACK tells of an old connection, seen or not.
        // A connection to the same endpoint that was never there tells nothing of reuse.
        const SegmentCounts server = connection.counts(other(flow.client));
        const bool reset = server.resets > 0;
        if (server.packets == 0 || (reset && server.packets == server.resets &&
                                    connection.counts(flow.client).resets == 0))
            continue; // refused or silent as the one before it
        if (input.time - connection.last() < 1s && !input.capture.isEnd)
            continue;
        if (!mark(flow, kToldReuse))
            continue;
        Finding finding = aboutDestination(input, RuleId::ReusedPortRefused,
                                           FindingSeverity::Warning, flow.serverEnd());
        finding.variant = reset ? kReset : kChallenge;
        finding.first = connection.first();
        finding.evidence = {{"connections", 1},
                            {"syns_sent", static_cast<double>(handshake.synCount)}};
        addFlow(finding, flow);
        book.raise(std::move(finding), Raise::Happened);
    }
}

} // namespace synoptic::rules
