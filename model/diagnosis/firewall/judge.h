// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/firewall/ruleset.h"
#include "model/diagnosis/firewall/verdict.h"

namespace synoptic::firewall {

/// What the ruleset does with the packet: an answer where every way it may take through the chains
/// ends the same, else CannotTell with the first rule that may go either way. Time is bounded.
Verdict judge(const Ruleset& ruleset, const Probe& probe);

} // namespace synoptic::firewall
