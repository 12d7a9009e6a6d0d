// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

/// This machine's own firewall or routes stopped it; the kernel's trace tells.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kFirewall = 0, ///< a packet was dropped by the firewall
    kDenied = 1,   ///< EPERM or EACCES
};

} // namespace

void findConnectBlockedHere(const DiagnosisInput& input, FindingBook& book) {
    for (const KernelFault& fault : input.faults) {
        const bool firewall = fault.kind == KernelFault::Kind::Firewall;
        // EPERM, EACCES of include/uapi/asm-generic/errno-base.h. Over IPv6 the latter is what an
        // ICMP error says: somebody else's word.
        const bool denied =
            fault.kind == KernelFault::Kind::ErrorReport &&
            (fault.error == 1 || (fault.error == 13 && fault.tuple.remote.address.isV4()));
        if (!firewall && !denied)
            continue;
        Finding finding = aboutDestination(input, RuleId::ConnectBlockedHere,
                                           FindingSeverity::Warning, fault.tuple.remote);
        finding.variant = firewall ? kFirewall : kDenied;
        finding.first = finding.last = fault.time;
        finding.evidence = {{"packets", 1}};
        book.raise(std::move(finding), Raise::Happened);
    }
}

} // namespace synoptic::rules
