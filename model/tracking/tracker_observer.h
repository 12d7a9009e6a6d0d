// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/observation.h"

#include <span>

namespace synoptic {

class TrackerState;
class WireTracking;
struct WatchedNamespace;

/// Looks at the tracker's own records when they are up to date, on the tracker's thread. What it is
/// given holds during the call.
class TrackerObserver {
public:
    virtual ~TrackerObserver() = default;

    /// A socket table of this namespace was taken in.
    virtual void onTable(TrackerState& state, const WatchedNamespace& home, Timestamp time) = 0;
    /// Packets were taken in: about once a second of their time, and at the end of what there is.
    /// `wire` tells which flows have news.
    virtual void onPackets(TrackerState& state, WireTracking& wire, Timestamp time, bool isEnd) = 0;
    /// The kernel's trace told this.
    virtual void onKernelEvents(std::span<const KernelEvent>) {}
    /// No table of this network namespace will come any more.
    virtual void onNamespaceGone(std::uint64_t /*netns*/) {}
    /// All of other network namespaces than this was forgotten.
    virtual void onOthersForgotten(std::uint64_t /*netns*/) {}
    /// The packet filter was looked at.
    virtual void onFirewall(const FirewallObservation&) {}
};

} // namespace synoptic
