// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <time.h>

namespace synoptic {

/// The wall clock, as the time stamps of packets have it, but for small steps back, which it waits
/// out: what it told twice within a second never stands in the wrong order. Larger steps are those
/// of a clock that was wrong. One thread.
class WallClock {
public:
    Timestamp now() {
        timespec time{};
        ::clock_gettime(CLOCK_REALTIME, &time);
        const Timestamp read(std::chrono::seconds(time.tv_sec) +
                             std::chrono::nanoseconds(time.tv_nsec));
        if (read >= last_ || last_ - read > std::chrono::seconds(1))
            last_ = read;
        return last_;
    }

private:
    Timestamp last_;
};

} // namespace synoptic
