// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

/// The peer has closed, and a program of this machine does not: sockets it forgot.
namespace synoptic::rules {

void findCloseWaitLeak(const DiagnosisInput& input, FindingBook& book) {
    const DiagnosisThresholds& limits = input.thresholds;
    for (const ProcessFacts& process : input.processes) {
        if (process.closeWaits.count < limits.closeWaitCount)
            continue;
        Finding finding =
            newFinding(input, RuleId::CloseWaitLeak,
                       process.closeWaits.count >= limits.closeWaitMany ? FindingSeverity::Error
                                                                        : FindingSeverity::Warning,
                       FindingSubject::Kind::Process);
        finding.subject.pid = process.pid;
        finding.subject.process = process.name;
        finding.evidence = {
            {"close_wait", static_cast<double>(process.closeWaits.count),
             static_cast<double>(limits.closeWaitCount)},
            {"oldest", inSeconds(process.oldest), inSeconds(limits.closeWaitAge), Unit::Seconds},
            {"growth_per_minute", process.perMinute}};
        addSample(finding, process.closeWaits);
        book.raise(std::move(finding));
    }
}

} // namespace synoptic::rules
