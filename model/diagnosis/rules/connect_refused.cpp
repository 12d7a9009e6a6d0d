// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

#include <algorithm>

/// A SYN answered by RST: nothing listens there, or something answers in its place.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kRefused = 0,
    kByKernel = 1, ///< the kernel's error report told it
};

} // namespace

void findConnectRefused(const DiagnosisInput& input, FindingBook& book) {
    using namespace std::chrono_literals;
    for (const WireFlow& flow : input.flows) {
        const CaptureConnection& connection = *flow.connection;
        if (connection.outcome() != ConnectionOutcome::REJ)
            continue;
        // A scan is told apart first.
        if (input.time - connection.last() < 1s && !input.capture.isEnd)
            continue;
        if (connection.incarnation() > 0 && (*flow.marks & kToldReuse) != 0)
            continue;
        if (flow.isScanner() || !mark(flow, kToldRefused))
            continue;
        Finding finding = aboutDestination(input, RuleId::ConnectRefused, FindingSeverity::Note,
                                           flow.serverEnd());
        finding.variant = kRefused;
        finding.first = connection.first();
        finding.evidence = {{"refused", 1}};
        addFlow(finding, flow);
        book.raise(std::move(finding), Raise::Happened);
    }
    constexpr std::uint16_t kConnectionRefused = 111; // ECONNREFUSED
    for (const KernelFault& fault : input.faults) {
        if (fault.kind != KernelFault::Kind::ErrorReport || fault.error != kConnectionRefused)
            continue;
        Finding finding = aboutDestination(input, RuleId::ConnectRefused, FindingSeverity::Note,
                                           fault.tuple.remote);
        finding.variant = kByKernel;
        finding.first = finding.last = fault.time;
        finding.evidence = {{"refused", 1}};
        book.raise(std::move(finding), Raise::Happened);
    }
}

} // namespace synoptic::rules
