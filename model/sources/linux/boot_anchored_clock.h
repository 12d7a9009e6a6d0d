// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <time.h>

namespace synoptic {

/// Wall-clock time that never runs backwards: read once from CLOCK_REALTIME, then carried on by
/// CLOCK_BOOTTIME, which no one sets and which goes on during suspend.
class BootAnchoredClock {
public:
    BootAnchoredClock() : offset_(read(CLOCK_REALTIME) - read(CLOCK_BOOTTIME)) {}
    Timestamp now() const { return Timestamp(offset_ + read(CLOCK_BOOTTIME)); }

private:
    static std::chrono::nanoseconds read(clockid_t clock) {
        timespec time{};
        ::clock_gettime(clock, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    }

    std::chrono::nanoseconds offset_;
};

} // namespace synoptic
