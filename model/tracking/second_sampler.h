// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/change_set.h"

#include <deque>

namespace synoptic {

/// Makes at most one StateSample for each second of observation time, however often tables or the
/// trace tell.
/// A sample is made by the first observation in a new second, bears that second's beginning as its
/// time, and holds what happened since the sample before. Seconds without an observation get none.
/// If the wall clock is set back by more than a second, the next sample is marked as a gap and
/// times begin again there.
class SecondSampler {
public:
    /// Samples kept when nobody takes them; the oldest leave, and a gap is marked.
    static constexpr std::size_t kMostSamples = 3600;

    void addTransitions(std::uint32_t count) { pending_.transitions += count; }
    void addRetransmissions(std::uint64_t count) { add(pending_.retransmissions, count); }
    void addResets(std::uint64_t count) { add(pending_.resets, count); }
    /// Events were lost, or watching paused, before the next sample.
    void markGap() { pending_.gap = true; }

    void observe(Timestamp time, const StateCounts& counts);

    bool empty() const { return samples_.empty(); }
    std::vector<StateSample> take();

private:
    static void add(std::uint32_t& sum, std::uint64_t count);

    StateSample pending_;
    std::deque<StateSample> samples_;
    std::optional<std::chrono::sys_seconds> second_; ///< of the newest sample
};

} // namespace synoptic
