// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <span>

namespace synoptic {

/// Turns SIGINT and SIGTERM into something to wait for. Made once, before other threads are; while
/// it lives these signals end nothing by themselves, unless the system has no descriptor left for
/// it: then they end the program as ever.
class QuitSignal {
public:
    QuitSignal();
    ~QuitSignal();
    QuitSignal(const QuitSignal&) = delete;
    QuitSignal& operator=(const QuitSignal&) = delete;

    /// True if a signal came; false if the time did, or something to read on one of the
    /// descriptors. Negative ones are passed over.
    bool waitUntil(std::chrono::steady_clock::time_point time,
                   std::span<const int> descriptors = {});

private:
    bool came_ = false;
    int descriptor_ = -1;
};

} // namespace synoptic
