// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

/// An ICMP error came for a SYN: somebody on the way says why it cannot be delivered.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kByIcmp = 0,
    kByKernel = 1,   ///< the kernel's error report told it
    kProhibited = 2, ///< likewise, of an ICMPv6 error that says so
};

} // namespace

void findConnectUnreachable(const DiagnosisInput& input, FindingBook& book) {
    for (const WireFlow& flow : input.flows) {
        const IcmpErrors& errors = flow.connection->icmpErrors();
        if (errors.counts[flow.client] == 0 || flow.succeeded() || !mark(flow, kToldUnreachable))
            continue;
        Finding finding = aboutDestination(input, RuleId::ConnectUnreachable,
                                           FindingSeverity::Warning, flow.serverEnd());
        finding.variant = kByIcmp;
        finding.first = flow.connection->first();
        finding.evidence = {{"icmp_errors", static_cast<double>(errors.counts[flow.client])},
                            {"icmp_type", static_cast<double>(errors.type)},
                            {"icmp_code", static_cast<double>(errors.code)}};
        addFlow(finding, flow);
        book.raise(std::move(finding), Raise::Happened);
    }
    for (const KernelFault& fault : input.faults) {
        const bool prohibited = fault.error == 13 && !fault.tuple.remote.address.isV4(); // EACCES
        // ENETUNREACH, EHOSTUNREACH of include/uapi/asm-generic/errno.h
        if (fault.kind != KernelFault::Kind::ErrorReport ||
            (fault.error != 101 && fault.error != 113 && !prohibited))
            continue;
        Finding finding = aboutDestination(input, RuleId::ConnectUnreachable,
                                           FindingSeverity::Warning, fault.tuple.remote);
        finding.variant = prohibited ? kProhibited : kByKernel;
        finding.first = finding.last = fault.time;
        finding.evidence = {{"errors", 1}, {"errno", static_cast<double>(fault.error)}};
        book.raise(std::move(finding), Raise::Happened);
    }
}

} // namespace synoptic::rules
