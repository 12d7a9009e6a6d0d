// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/rules.h"

/// Packets of one direction alone: the capture point does not see the way back.
namespace synoptic::rules {

void findAsymmetricCapture(const DiagnosisInput& input, FindingBook& book) {
    const CaptureFacts& capture = input.capture;
    const DiagnosisThresholds& limits = input.thresholds;
    if (capture.oneSided < limits.asymmetricLeast ||
        static_cast<double>(capture.oneSided) <
            limits.asymmetricShare * static_cast<double>(capture.withData))
        return;
    Finding finding = newFinding(input, RuleId::AsymmetricCapture, FindingSeverity::Warning,
                                 FindingSubject::Kind::Host);
    finding.evidence = {{"one_sided", static_cast<double>(capture.oneSided)},
                        {"connections", static_cast<double>(capture.withData)}};
    book.raise(std::move(finding));
}

} // namespace synoptic::rules
