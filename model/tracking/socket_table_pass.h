// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/tracker_state.h"

namespace synoptic {

/// Joins one socket table to what the tracker knows. In this order, so that each step stands on
/// the one before: rows of known sockets are taken over, known sockets without a row are closed,
/// rows of unknown sockets become connections (the listeners are all known by then).
class SocketTablePass {
public:
    SocketTablePass(TrackerState& state, const SocketTableObservation& table);
    void run();

private:
    void matchRows();
    ConnectionRecord* match(const SocketRow& row);
    ConnectionRecord* seen(ConnectionRecord& record);
    bool isAheadOfTable(const ConnectionRecord& record) const;
    void observeKnown(ConnectionRecord& record, const SocketRow& row);
    void closeMissing();
    void countUnkept();
    ConnectionRecord* toldBefore(const SocketRow& row) const;
    void admit(const SocketRow& row);
    void observeCounters();

    TrackerState& state_;
    const SocketTableObservation& table_;
    WatchedNamespace& home_;
    OpenList::iterator expected_; ///< tables keep their order: the record of the next row, likely
    std::vector<const SocketRow*> unknown_;
};

} // namespace synoptic
