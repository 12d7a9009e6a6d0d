// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/second_sampler.h"

#include <algorithm>
#include <limits>

namespace synoptic {

namespace {

/// A table is told a little after it was read, when the trace may be in the next second.
constexpr std::chrono::seconds kLate{1};

} // namespace

void SecondSampler::add(std::uint32_t& sum, std::uint64_t count) {
    const std::uint64_t room = std::numeric_limits<std::uint32_t>::max() - sum;
    sum += static_cast<std::uint32_t>(std::min(count, room));
}

void SecondSampler::observe(Timestamp time, const StateCounts& counts) {
    const auto second = std::chrono::floor<std::chrono::seconds>(time);
    if (second_ && second <= *second_ && *second_ - second <= kLate)
        return;
    if (second_ && second < *second_)
        pending_.gap = true;
    second_ = second;
    pending_.time = time;
    pending_.counts = counts;
    samples_.push_back(pending_);
    pending_ = {};
    if (samples_.size() > kMostSamples) {
        samples_.pop_front();
        samples_.front().gap = true;
    }
}

std::vector<StateSample> SecondSampler::take() {
    std::vector<StateSample> taken(samples_.begin(), samples_.end());
    samples_.clear();
    return taken;
}

} // namespace synoptic
