// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/engine.h"
#include "model/tracking/change_set.h"
#include "model/tracking/source_status.h"

#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace synoptic {

/// What the monitor thread has to tell: what changed, and how its sources fare.
struct MonitorUpdate {
    ChangeSet changes;
    std::vector<SourceStatus> sources; ///< in the order the sources were given
    DiagnosisUpdate diagnosis;
};

/// Room for one update between the monitor thread and the one reader. While it is full the tracker
/// goes on merging, so a slow reader costs freshness and never memory. May be used by any thread.
class UpdateSlot {
public:
    bool isEmpty() const {
        const std::lock_guard lock(mutex_);
        return !update_;
    }
    /// By the one writer, and only while isEmpty().
    void put(MonitorUpdate&& update) {
        const std::lock_guard lock(mutex_);
        update_ = std::move(update);
    }
    std::optional<MonitorUpdate> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(update_, std::nullopt);
    }

private:
    mutable std::mutex mutex_;
    std::optional<MonitorUpdate> update_;
};

} // namespace synoptic
