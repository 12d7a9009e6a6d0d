// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/change_set.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace synoptic {

/// What the rates chart draws. Of one second, or a sum over several.
struct RateCounts {
    std::uint64_t transitions = 0;
    std::uint64_t retransmissions = 0;
    std::uint64_t resets = 0;

    friend bool operator==(const RateCounts&, const RateCounts&) = default;
};

/// All that was measured within one column of a chart.
struct StateColumn {
    bool known = false; ///< the counts below tell something; else nothing was watched here
    bool gap = false;   ///< events were lost, or watching was paused; `known` may be true as well
    std::uint32_t samples = 0; ///< seconds measured in here; 0 with `known`: held from before

    Timestamp time;       ///< of the second that `counts` shows
    StateCounts counts{}; ///< of the second with the most connections (LISTEN not counted)
    StateCounts maxima{}; ///< the most there were of each state, each at its own second
    std::array<Timestamp, kTcpStateCount> maximumTimes{};

    RateCounts sum;  ///< over all seconds measured in here
    RateCounts peak; ///< the most in one second, each at its own second
};

/// The last 24 hours of state counts and rates in fixed memory (about 1.6 MB, taken at once): one
/// second a bucket for the last hour, 10 s for six hours, 60 s for 24. Coarser buckets keep their
/// fullest second and each state's maximum, so that a short peak stays visible in a long range.
/// Single-threaded, without a clock: "now" is the newest sample.
class StateSeries {
public:
    StateSeries();

    /// Takes samples in order of time. One that is a few seconds older than the newest is sorted
    /// in; one that is older still means the clock was set back: what it has not reached yet is
    /// forgotten.
    void append(const StateSample& sample);
    void clear();

    bool empty() const { return !newest_.has_value(); }
    /// The sample with the latest time, if there is one.
    const std::optional<StateSample>& newest() const { return newest_; }
    /// The time of the first sample since start or clear(), even if it is no longer kept.
    std::optional<Timestamp> firstTime() const { return first_; }

    /// Parts [from, to) into `count` columns of equal width (at most 65536), from the finest
    /// buckets that reach back to `from`. A second without a sample holds the one before it, for at
    /// most kHoldLimit and never over a gap. `from` must lie before `to`, no more than 48 hours.
    std::vector<StateColumn> columns(Timestamp from, Timestamp to, std::size_t count) const;

    /// Bytes held by the buckets; the same after any number of samples.
    std::size_t memoryBytes() const;

    static constexpr std::chrono::seconds kHoldLimit{30};

private:
    static constexpr std::int64_t kNoSlot = INT64_MIN;

    struct Bucket {
        std::int64_t slot = kNoSlot; ///< start time divided by the ring's step
        StateColumn data;
    };
    struct Ring {
        Duration step;
        std::vector<Bucket> buckets;
        std::int64_t completeFrom =
            kNoSlot; ///< earlier ones have been overwritten, or may have been

        std::int64_t slotOf(Timestamp time) const;
        Timestamp startOf(std::int64_t slot) const { return Timestamp(step * slot); }
        Bucket& at(std::int64_t slot);
        const Bucket* find(std::int64_t slot) const; ///< null if it is empty or overwritten
    };

    const Ring& ringFor(Timestamp from) const;
    void forgetAfter(Timestamp time);
    const Bucket* bucketBefore(const Ring& ring, std::int64_t slot) const;
    const Bucket* bucketFrom(const Ring& ring, std::int64_t slot) const;

    std::array<Ring, 3> rings_;
    std::optional<StateSample> newest_;
    std::optional<Timestamp> first_;
};

} // namespace synoptic
