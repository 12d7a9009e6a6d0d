// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

#include <algorithm>

/// The application does not accept as fast as connections come.
namespace synoptic::rules {

namespace {

/// Wordings.
enum Variant : std::uint8_t {
    kFull = 0,    ///< a listener's queue is full
    kBetween = 1, ///< some queue overflowed between two looks
};

} // namespace

void findAcceptQueueOverflow(const DiagnosisInput& input, FindingBook& book) {
    const HostCounters& rise = input.counters.rise;
    const std::uint64_t overflows = rise.listenOverflows;
    bool any = false;
    for (const ListenerFacts& listener : input.listeners) {
        if (!listener.acceptFull)
            continue;
        any = true;
        Finding finding =
            newFinding(input, RuleId::AcceptQueueOverflow,
                       overflows > 0 ? FindingSeverity::Error : FindingSeverity::Warning,
                       FindingSubject::Kind::Listener);
        finding.variant = kFull;
        finding.subject.local = listener.local;
        if (listener.owner && listener.owner->process) {
            finding.subject.pid = listener.owner->process->pid;
            finding.subject.process = listener.owner->process->name;
        }
        finding.connections.push_back(listener.key);
        finding.evidence = {{"accept_queue", static_cast<double>(listener.acceptQueue),
                             static_cast<double>(listener.acceptLimit)},
                            {"half_open", static_cast<double>(listener.halfOpen)},
                            {"listen_overflows", static_cast<double>(overflows)}};
        book.raise(std::move(finding));
    }
    if (any || overflows < input.thresholds.acceptOverflows)
        return;
    Finding finding = newFinding(input, RuleId::AcceptQueueOverflow, FindingSeverity::Warning,
                                 FindingSubject::Kind::Host);
    finding.variant = kBetween;
    finding.evidence = {{"listen_overflows", static_cast<double>(overflows)}};
    book.raise(std::move(finding));
}

} // namespace synoptic::rules
