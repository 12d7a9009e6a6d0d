// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/helper_abilities.h"
#include "model/tracking/source_status.h"

#include <QString>

#include <vector>

namespace synoptic {

/// One thing Synoptic can do, and whether it can be done here and now.
struct Capability {
    enum class State { Works, Partly, Missing, Pending };

    QString name;
    State state = State::Pending;
    QString text;    ///< what works, or why not and what to do; plain text
    QString command; ///< to be copied into a terminal, or empty
};

struct CapabilityFacts {
    HelperAbilities helper;
    std::vector<SourceStatus> sources; ///< those that run now
    QString setupCommand;              ///< what gives the helper its rights; empty: not installed
};

/// All of them, in the order in which they are shown: one line for each in the table of
/// capabilities.cpp.
std::vector<Capability> capabilitiesOf(const CapabilityFacts& facts);

/// "works", "works in part", "does not work", "being found out".
QString capabilityStateWords(Capability::State state);

} // namespace synoptic
