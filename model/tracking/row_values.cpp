// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/row_values.h"

#include <utility>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

/// A table is dumped row by row but bears one time, so a deadline computed from it wavers.
constexpr Duration kDeadlineTolerance = 1s;
constexpr Duration kDueTolerance = 250ms;

template <class T>
bool assign(T& field, const T& value) {
    if (field == value)
        return false;
    field = value;
    return true;
}

bool isSame(const Owner& a, const Owner& b) {
    return a.kind == b.kind && a.others == b.others && a.process == b.process;
}

bool updateTimer(ConnectionRecord& record, const SocketTimer& timer, Timestamp time) {
    SocketTimer& known = record.snapshot.timer;
    const bool other = known.kind != timer.kind || known.retries != timer.retries;
    known = timer;
    if (timer.kind == SocketTimer::Kind::None)
        return other;
    const Timestamp deadline = time + timer.expires;
    return other || std::chrono::abs(deadline - record.timerDeadline) > kDeadlineTolerance;
}

double rate(std::uint64_t before, std::uint64_t now, Duration elapsed) {
    if (now <= before || elapsed <= Duration::zero())
        return 0;
    return static_cast<double>(now - before) / std::chrono::duration<double>(elapsed).count();
}

/// Rates and metrics. A row without metrics (TIME-WAIT) leaves the last known ones standing.
bool updateMetrics(ConnectionSnapshot& known, const SocketRow& row, Timestamp time, bool joined) {
    double receiveRate = 0;
    double sendRate = 0;
    bool changed = false;
    if (row.hasMetrics) {
        if (known.metrics && *known.metrics != row.metrics && joined) {
            const Duration elapsed = time - known.lastSeen;
            receiveRate = rate(known.metrics->bytesReceived, row.metrics.bytesReceived, elapsed);
            sendRate = rate(known.metrics->bytesAcked, row.metrics.bytesAcked, elapsed);
        }
        if (!known.metrics || *known.metrics != row.metrics) {
            known.metrics = row.metrics;
            changed = true;
        }
    }
    changed |= assign(known.receiveRate, receiveRate);
    changed |= assign(known.sendRate, sendRate);
    return changed;
}

} // namespace

bool updateValues(ConnectionRecord& record, const SocketRow& row, Timestamp time, bool joined) {
    ConnectionSnapshot& known = record.snapshot;
    bool changed = updateMetrics(known, row, time, joined);
    // The kernel tells uid 0 of a socket that no file holds; keep the user it had before.
    if (row.inode != 0 || row.uid != 0)
        changed |= assign(known.uid, std::optional(row.uid));
    changed |= assign(known.inode, row.inode);
    changed |= assign(known.interfaceIndex, row.interfaceIndex);
    if (row.v6Only)
        changed |= assign(known.v6Only, row.v6Only);
    changed |= assign(known.receiveQueue, row.receiveQueue);
    changed |= assign(known.sendQueue, row.sendQueue);
    changed |= assign(known.retransmits, row.retransmits);
    changed |= updateTimer(record, row.timer, time);
    // What the trace told of a process that is gone by now is better than nothing found.
    const bool worse =
        row.owner && known.owner.kind == Owner::Kind::Process &&
        (row.owner->kind == Owner::Kind::Unknown || row.owner->kind == Owner::Kind::OtherUser ||
         row.owner->kind == Owner::Kind::NotVisible);
    if (row.owner && !worse && !isSame(known.owner, *row.owner)) {
        known.owner = *row.owner;
        changed = true;
    }
    known.lastSeen = time;
    if (changed)
        record.timerDeadline = time + row.timer.expires;
    return changed;
}

void clearLiveValues(ConnectionSnapshot& snapshot) {
    snapshot.receiveQueue = 0;
    snapshot.sendQueue = 0;
    snapshot.timer = {};
    snapshot.retransmits = 0;
    snapshot.receiveRate = 0;
    snapshot.sendRate = 0;
}

bool isTimeWaitTimerDue(const ConnectionSnapshot& snapshot, Timestamp time) {
    return snapshot.timer.kind == SocketTimer::Kind::TimeWait &&
           snapshot.lastSeen + snapshot.timer.expires <= time + kDueTolerance;
}

} // namespace synoptic
