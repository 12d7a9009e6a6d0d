// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/watch_time.h"

#include <algorithm>

namespace synoptic {

std::vector<WatchTime> rulesBeyond(const DiagnosisThresholds& thresholds, Duration watched) {
    std::vector<WatchTime> rules{
        {RuleId::CloseWaitLeak, thresholds.closeWaitAge},
        {RuleId::HalfClosed, thresholds.halfClosedAge},
        {RuleId::FinWait2Orphan, thresholds.finWait2Age},
        {RuleId::SynFlood, thresholds.window},
        {RuleId::ZeroWindowStall, thresholds.zeroWindowAge},
        {RuleId::Disagreement, thresholds.disagreementAge},
        {RuleId::ConnectSilent, thresholds.silentAfter},
    };
    std::erase_if(rules, [=](const WatchTime& rule) { return rule.needs <= watched; });
    std::stable_sort(rules.begin(), rules.end(),
                     [](const auto& a, const auto& b) { return a.needs > b.needs; });
    return rules;
}

} // namespace synoptic
