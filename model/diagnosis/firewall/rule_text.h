// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/firewall/ruleset.h"
#include "model/diagnosis/firewall/verdict.h"

namespace synoptic::firewall {

/// A rule in nft's syntax, as a person reads it: "tcp dport { 22, 80 } accept". What has no words
/// here stands by its name in angle brackets. Hostile text, cut after a few hundred bytes.
std::string ruleText(const Rule& rule);

Place placeOf(const Chain& chain, const Rule& rule);
Place placeOfPolicy(const Chain& chain);

} // namespace synoptic::firewall
