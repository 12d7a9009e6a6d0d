// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection_tracker.h"
#include "model/tracking/source_status.h"

#include <chrono>
#include <stop_token>

namespace synoptic {

/// Turns a part of the outside world into observations. Made anywhere, then used by the monitor
/// thread alone. A source is driven by its descriptor, by its due time, or by both.
class ObservationSource {
public:
    using Clock = std::chrono::steady_clock;

    virtual ~ObservationSource() = default;

    /// Polled for reading; -1 if the source is driven by time alone.
    virtual int descriptor() const { return -1; }
    /// When collect() is wanted even if the descriptor stays quiet.
    virtual Clock::time_point due() const = 0;
    /// Does what is due and hands observations to the tracker. Returns within tens of milliseconds
    /// beyond what one dump takes, and soon after `stop` is requested. Trouble goes to status().
    virtual void collect(ConnectionTracker& tracker, std::stop_token stop) = 0;
    virtual SourceStatus status() const = 0;

    /// Time between refreshes, 0.1 s to 10 s; sources driven by events ignore it.
    virtual void setInterval(std::chrono::milliseconds) {}
    /// How much later than read a table is told; see SocketTableOptions::holdBack.
    virtual void setHoldBack(std::chrono::milliseconds) {}
    /// Whether to tell of other network namespaces than this program's, where the source can.
    virtual void setAllNamespaces(bool) {}
    /// Makes the source due at once.
    virtual void refreshSoon() {}
    /// Called once when the source is taken away while the tracker lives on.
    virtual void end(ConnectionTracker&) {}
    /// Ends work that would go on for long, as loading a file; what is there stays.
    virtual void cancel() {}
};

} // namespace synoptic
