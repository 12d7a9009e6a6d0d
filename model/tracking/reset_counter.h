// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/observation.h"

#include <boost/unordered/unordered_flat_set.hpp>

namespace synoptic {

/// RST segments among a namespace's counters. They tell what was sent, and how many connections
/// ended by a reset or failed; on loopback one segment is both, and an abort of one's own is too.
/// So the larger of the two is counted: never one segment twice.
std::uint64_t resetsAmong(const HostCounters& before, const HostCounters& now);

/// RST segments the kernel's trace tells of. One that this machine sent to itself, on loopback or
/// from one network namespace to another, is told where it is sent and where it arrives: it counts
/// once.
class ResetCounter {
public:
    /// How many these events, in any order, add.
    std::uint64_t count(std::span<const KernelEvent> events);

private:
    using Tuples = boost::unordered_flat_set<FourTuple, FourTupleHash>;
    static constexpr std::size_t kMostTuples = 10'000;

    Tuples sent_;   ///< with this batch and the one before, as the sender has them
    Tuples before_; ///< with the one before
};

} // namespace synoptic
