// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

/// Kernel and wire tell different states of one connection for longer than any way explains.
namespace synoptic::rules {

void findDisagreement(const DiagnosisInput& input, FindingBook& book) {
    for (const SocketFacts& facts : input.sockets) {
        if (!facts.socket->disagreement || facts.disagreeing < input.thresholds.disagreementAge)
            continue;
        Finding finding =
            aboutSocket(input, RuleId::Disagreement, FindingSeverity::Note, *facts.socket);
        finding.evidence = {{"disagreeing", inSeconds(facts.disagreeing),
                             inSeconds(input.thresholds.disagreementAge), Unit::Seconds}};
        book.raise(std::move(finding));
    }
}

} // namespace synoptic::rules
