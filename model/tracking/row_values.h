// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection_record.h"
#include "model/tracking/observation.h"

namespace synoptic {

/// Takes over all of a row but its identity and state. `joined` tells that `lastSeen` is the table
/// before this one, so that rates can be told. Returns true if a person could see the difference:
/// a timer that merely ticks is none, as (lastSeen, timer.expires) of the older snapshot still
/// give its deadline.
bool updateValues(ConnectionRecord& record, const SocketRow& row, Timestamp time, bool joined);

/// What remains of a connection's values once its socket is gone.
void clearLiveValues(ConnectionSnapshot& snapshot);

/// True if the kernel's time-wait timer, as last seen, has run out at `time`.
bool isTimeWaitTimerDue(const ConnectionSnapshot& snapshot, Timestamp time);

} // namespace synoptic
