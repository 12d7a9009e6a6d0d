// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall/verdict.h"

#include <array>
#include <utility>

namespace synoptic::firewall {

std::string_view name(Answer answer) {
    constexpr std::array<std::string_view, 4> kNames{"accept", "drop", "reject", "cannot-tell"};
    return kNames[static_cast<std::size_t>(answer)];
}

std::string_view nameOfDoubt(std::uint16_t doubt) {
    constexpr std::array<std::pair<Doubt, std::string_view>, 13> kNames{
        {{kUnread, "not-read"},
         {kLegacy, "legacy-iptables"},
         {kIncomplete, "incomplete"},
         {kTooLarge, "too-large"},
         {kNotUnderstood, "not-understood"},
         {kHandedOver, "handed-over"},
         {kTranslated, "translated"},
         {kTraffic, "traffic"},
         {kMarks, "marks"},
         {kInterface, "interface"},
         {kDestination, "destination"},
         {kSource, "source"},
         {kSourcePort, "source-port"}}};
    for (const auto& [bit, words] : kNames) {
        if ((doubt & bit) != 0)
            return words;
    }
    return {};
}

std::string Place::toString() const {
    std::string words = family + ' ' + table + ' ' + chain + ": " + text;
    if (!isPolicy())
        words += " # handle " + std::to_string(handle);
    return words;
}

} // namespace synoptic::firewall
