// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/state_series.h"

#include <algorithm>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

/// A sample this much older than the newest is late; older still, the clock was set back.
constexpr Duration kLateness = 5s;
constexpr std::size_t kMaxColumns = 65536;

std::uint64_t total(const StateCounts& counts) {
    std::uint64_t sum = 0;
    for (const TcpState state : kAllTcpStates) {
        if (state != TcpState::Listen && state != TcpState::Closed)
            sum += counts[index(state)];
    }
    return sum;
}

void addRates(RateCounts& sum, const RateCounts& more) {
    sum.transitions += more.transitions;
    sum.retransmissions += more.retransmissions;
    sum.resets += more.resets;
}

void raiseRates(RateCounts& peak, const RateCounts& other) {
    peak.transitions = std::max(peak.transitions, other.transitions);
    peak.retransmissions = std::max(peak.retransmissions, other.retransmissions);
    peak.resets = std::max(peak.resets, other.resets);
}

StateColumn columnOf(const StateSample& sample) {
    StateColumn column;
    column.known = true;
    column.gap = sample.gap;
    column.samples = 1;
    column.time = sample.time;
    column.counts = sample.counts;
    column.maxima = sample.counts;
    column.maximumTimes.fill(sample.time);
    column.sum = {sample.transitions, sample.retransmissions, sample.resets};
    column.peak = column.sum;
    return column;
}

/// Joins a later part of the same time into `column`. Of equals the later one stays.
void merge(StateColumn& column, const StateColumn& more) {
    if (column.samples == 0) {
        const bool gap = column.gap || more.gap;
        column = more;
        column.gap = gap;
        return;
    }
    column.gap |= more.gap;
    column.samples += more.samples;
    if (total(more.counts) >= total(column.counts)) {
        column.counts = more.counts;
        column.time = more.time;
    }
    for (std::size_t i = 0; i < kTcpStateCount; ++i) {
        if (more.maxima[i] >= column.maxima[i]) {
            column.maxima[i] = more.maxima[i];
            column.maximumTimes[i] = more.maximumTimes[i];
        }
    }
    addRates(column.sum, more.sum);
    raiseRates(column.peak, more.peak);
}

/// What was last measured goes on, without any events of its own.
StateColumn held(const StateColumn& before, bool gap) {
    StateColumn column = before;
    column.gap = gap;
    column.samples = 0;
    column.sum = {};
    column.peak = {};
    return column;
}

StateColumn unwatched() {
    StateColumn column;
    column.gap = true;
    return column;
}

bool isGap(Timestamp holeBegin, Timestamp holeEnd, const StateColumn& after) {
    return after.gap || holeEnd - holeBegin > StateSeries::kHoldLimit;
}

} // namespace

std::int64_t StateSeries::Ring::slotOf(Timestamp time) const {
    const std::int64_t ns = time.time_since_epoch().count();
    const std::int64_t slot = ns / step.count();
    return ns % step.count() < 0 ? slot - 1 : slot;
}

StateSeries::Bucket& StateSeries::Ring::at(std::int64_t slot) {
    const auto size = static_cast<std::int64_t>(buckets.size());
    return buckets[static_cast<std::size_t>(((slot % size) + size) % size)];
}

const StateSeries::Bucket* StateSeries::Ring::find(std::int64_t slot) const {
    const Bucket& bucket = const_cast<Ring*>(this)->at(slot);
    return bucket.slot == slot ? &bucket : nullptr;
}

StateSeries::StateSeries() {
    // A little more than the nominal hour, six hours and day: the newest second and the rounding
    // to pixel columns must not push the oldest column of a range out of its ring.
    rings_[0] = {1s, std::vector<Bucket>(3600 + 60), kNoSlot};
    rings_[1] = {10s, std::vector<Bucket>(2160 + 30), kNoSlot};
    rings_[2] = {60s, std::vector<Bucket>(1440 + 10), kNoSlot};
}

void StateSeries::append(const StateSample& sample) {
    if (newest_ && sample.time < newest_->time - kLateness) {
        forgetAfter(sample.time);
        newest_.reset();
        first_ = std::min(*first_, sample.time);
    }
    const StateColumn column = columnOf(sample);
    for (Ring& ring : rings_) {
        const std::int64_t slot = ring.slotOf(sample.time);
        Bucket& bucket = ring.at(slot);
        if (bucket.slot == slot)
            merge(bucket.data, column);
        else if (bucket.slot < slot)
            bucket = {slot, column};
        const auto size = static_cast<std::int64_t>(ring.buckets.size());
        ring.completeFrom = std::max(ring.completeFrom, slot - size + 1);
    }
    if (!newest_ || sample.time >= newest_->time)
        newest_ = sample;
    if (!first_)
        first_ = sample.time;
}

void StateSeries::clear() {
    for (Ring& ring : rings_) {
        std::fill(ring.buckets.begin(), ring.buckets.end(), Bucket{});
        ring.completeFrom = kNoSlot;
    }
    newest_.reset();
    first_.reset();
}

void StateSeries::forgetAfter(Timestamp time) {
    for (Ring& ring : rings_) {
        const std::int64_t last = ring.slotOf(time);
        for (Bucket& bucket : ring.buckets) {
            if (bucket.slot > last)
                bucket = {};
        }
        ring.completeFrom = std::min(ring.completeFrom, last);
    }
}

const StateSeries::Ring& StateSeries::ringFor(Timestamp from) const {
    for (const Ring& ring : rings_) {
        if (ring.slotOf(from) >= ring.completeFrom)
            return ring;
    }
    return rings_.back();
}

/// The last bucket that starts before `slot`, no matter how long before.
const StateSeries::Bucket* StateSeries::bucketBefore(const Ring& ring, std::int64_t slot) const {
    const std::int64_t newest = ring.slotOf(newest_->time);
    const std::int64_t oldest = newest - static_cast<std::int64_t>(ring.buckets.size()) + 1;
    for (std::int64_t s = std::min(slot - 1, newest); s >= oldest; --s) {
        if (const Bucket* bucket = ring.find(s))
            return bucket;
    }
    return nullptr;
}

/// The first bucket at `slot` or after it.
const StateSeries::Bucket* StateSeries::bucketFrom(const Ring& ring, std::int64_t slot) const {
    const std::int64_t newest = ring.slotOf(newest_->time);
    const std::int64_t oldest = newest - static_cast<std::int64_t>(ring.buckets.size()) + 1;
    for (std::int64_t s = std::max(slot, oldest); s <= newest; ++s) {
        if (const Bucket* bucket = ring.find(s))
            return bucket;
    }
    return nullptr;
}

std::vector<StateColumn> StateSeries::columns(Timestamp from, Timestamp to,
                                              std::size_t count) const {
    std::vector<StateColumn> result(std::min(count, kMaxColumns));
    if (empty() || result.empty() || from >= to || to - from > 48h)
        return result;

    const Ring& ring = ringFor(from);
    const auto parts = static_cast<std::int64_t>(result.size());
    const auto startOf = [&](std::int64_t i) { return from + (to - from) * i / parts; };

    std::int64_t slot = ring.slotOf(from);
    if (ring.startOf(slot) < from)
        ++slot;
    const Bucket* last = bucketBefore(ring, slot);
    const Bucket* next = bucketFrom(ring, slot);
    for (std::int64_t i = 0; i < parts; ++i) {
        StateColumn& column = result[static_cast<std::size_t>(i)];
        const Timestamp start = startOf(i);
        const Timestamp end = startOf(i + 1);
        while (next && ring.startOf(next->slot) < end) {
            merge(column, next->data);
            last = next;
            next = bucketFrom(ring, next->slot + 1);
        }
        if (column.samples > 0 || !last)
            continue;
        // No bucket begins in this column: it lies inside the last one, or in a hole after it.
        const Timestamp lastEnd = ring.startOf(last->slot + 1);
        if (start < lastEnd)
            column = held(last->data, last->data.gap);
        else if (next)
            column = isGap(lastEnd, ring.startOf(next->slot), next->data) ? unwatched()
                                                                          : held(last->data, false);
    }
    return result;
}

std::size_t StateSeries::memoryBytes() const {
    std::size_t bytes = 0;
    for (const Ring& ring : rings_)
        bytes += ring.buckets.capacity() * sizeof(Bucket);
    return bytes;
}

} // namespace synoptic
