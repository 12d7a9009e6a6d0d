// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/finding.h"
#include "model/diagnosis/thresholds.h"

#include <vector>

namespace synoptic {

/// How long a rule has to watch this computer before it can say anything of what was there already.
struct WatchTime {
    RuleId rule;
    Duration needs{0};
};

/// The rules for which so long was too short, those that need longest first.
std::vector<WatchTime> rulesBeyond(const DiagnosisThresholds& thresholds, Duration watched);

} // namespace synoptic
