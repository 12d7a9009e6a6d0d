// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/change_set.h"
#include "views/diagram/diagram_painter.h"

#include <optional>

namespace synoptic {

/// Transitions a second, smoothed over about two seconds, from the counts of change sets.
class TransitionRates {
public:
    /// Takes in what happened since the last call. `time` comes from the observations; one that
    /// does not advance adds its counts to the next.
    void add(const EdgeCounts& counts, Timestamp time);

    const EdgeRates& edges() const { return rates_; }
    /// Connections entering each state.
    StateRates states() const;

private:
    std::optional<Timestamp> last_;
    EdgeCounts pending_{};
    EdgeRates rates_{};
};

} // namespace synoptic
