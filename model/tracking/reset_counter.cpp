// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/reset_counter.h"

#include "model/tracking/watched_namespace.h"

#include <algorithm>

namespace synoptic {

std::uint64_t resetsAmong(const HostCounters& before, const HostCounters& now) {
    const auto rise = [&](std::uint64_t HostCounters::*field) {
        return now.*field > before.*field ? now.*field - before.*field : 0;
    };
    const std::uint64_t ended = rise(&HostCounters::resetsReceived);
    const std::uint64_t own = rise(&HostCounters::abortsOnData) +
                              rise(&HostCounters::abortsOnClose) +
                              rise(&HostCounters::abortsOnTimeout);
    return std::max(rise(&HostCounters::resetsSent), ended - std::min(ended, own));
}

std::uint64_t ResetCounter::count(std::span<const KernelEvent> events) {
    std::uint64_t resets = 0;
    sent_ = std::move(before_);
    before_.clear();
    for (const KernelEvent& event : events) {
        if (event.kind != KernelEvent::Kind::SendReset)
            continue;
        ++resets;
        if (before_.size() < kMostTuples) {
            before_.insert(wireTuple(event.tuple));
            sent_.insert(wireTuple(event.tuple));
        }
    }
    for (const KernelEvent& event : events) {
        if (event.kind == KernelEvent::Kind::ReceiveReset)
            resets += !sent_.contains(wireTuple({event.tuple.remote, event.tuple.local}));
    }
    return resets;
}

} // namespace synoptic
