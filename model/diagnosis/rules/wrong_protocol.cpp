// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

/// The two ends speak different protocols, or one asks over TCP what stands on UDP.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kPlainToTls = 0,  ///< HTTP without TLS met a TLS server
    kTlsToPlain = 1,  ///< a TLS hello was answered in plain text
    kOtherToSsh = 2,  ///< the server speaks SSH, the client something else
    kUdpListener = 3, ///< refused over TCP where a UDP socket is bound
    kHttpsWanted = 4, ///< HTTP without TLS met a TLS server that answers it in plain text
};

std::optional<Variant> mismatch(FirstBytes client, FirstBytes server) {
    if (client == FirstBytes::HttpRequest &&
        (server == FirstBytes::TlsAlert || server == FirstBytes::TlsHello))
        return kPlainToTls;
    if (client == FirstBytes::HttpRequest && server == FirstBytes::HttpsWanted)
        return kHttpsWanted;
    if (client == FirstBytes::TlsHello &&
        (server == FirstBytes::HttpStatus || server == FirstBytes::HttpsWanted ||
         server == FirstBytes::Other))
        return kTlsToPlain;
    if (server == FirstBytes::Ssh &&
        (client == FirstBytes::HttpRequest || client == FirstBytes::TlsHello))
        return kOtherToSsh;
    return std::nullopt;
}

bool isUdpBound(const DiagnosisInput& input, const Endpoint& end) {
    for (const Endpoint& udp : input.udpPorts) {
        if (udp.port == end.port &&
            (udp.address.isUnspecified() || udp.address.unmapped() == end.address))
            return true;
    }
    return false;
}

} // namespace

void findWrongProtocol(const DiagnosisInput& input, FindingBook& book) {
    for (const WireFlow& flow : input.flows) {
        const FirstBytes server = flow.first[other(flow.client)];
        std::optional<Variant> variant = mismatch(flow.first[flow.client], server);
        // A resumed or cut stream may begin with any bytes; only a whole one tells.
        if (variant && !flow.connection->handshake().complete)
            variant.reset();
        if (!variant && flow.connection->outcome() == ConnectionOutcome::REJ &&
            isUdpBound(input, flow.serverEnd()))
            variant = kUdpListener;
        if (!variant || !mark(flow, kToldWrongProtocol))
            continue;
        Finding finding = aboutDestination(input, RuleId::WrongProtocol, FindingSeverity::Warning,
                                           flow.serverEnd());
        finding.variant = *variant;
        finding.first = flow.connection->first();
        finding.evidence = {{"connections", 1}};
        addFlow(finding, flow);
        book.raise(std::move(finding), Raise::Happened);
    }
}

} // namespace synoptic::rules
