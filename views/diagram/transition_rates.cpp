// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/transition_rates.h"

#include <chrono>
#include <cmath>

namespace synoptic {

namespace {

constexpr double kSmoothingSeconds = 2;
constexpr double kNothing = 0.01; ///< a second; below it a rate has died away

} // namespace

void TransitionRates::add(const EdgeCounts& counts, Timestamp time) {
    for (std::size_t e = 0; e < kStateEdgeCount; ++e)
        pending_[e] += counts[e];
    if (!last_ || time < *last_) { // the first, or the clock was set back
        last_ = time;
        pending_ = {};
        return;
    }
    const double seconds = std::chrono::duration<double>(time - *last_).count();
    if (seconds <= 0)
        return;
    const double share = 1 - std::exp(-seconds / kSmoothingSeconds);
    for (std::size_t e = 0; e < kStateEdgeCount; ++e) {
        rates_[e] += share * (pending_[e] / seconds - rates_[e]);
        if (rates_[e] < kNothing)
            rates_[e] = 0;
    }
    pending_ = {};
    last_ = time;
}

StateRates TransitionRates::states() const {
    StateRates states{};
    for (std::size_t e = 0; e < kStateEdgeCount; ++e)
        states[index(stateEdges()[e].to)] += rates_[e];
    return states;
}

} // namespace synoptic
