// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/packet_details.h"
#include "model/items/packet_filter.h"
#include "model/items/packet_set.h"

#include <QObject>

namespace synoptic {

/// Finds the packets that match a filter, or belong to a connection, or both, in the background
/// and in pieces; goes on as packets come. GUI thread, which never waits for it.
class PacketSearch : public QObject {
    Q_OBJECT

public:
    explicit PacketSearch(PacketDetails* details, QObject* parent = nullptr);

    /// Among all packets. What was found before is of no use any more.
    void searchAll(const PacketFilter& filter);
    /// Among those of one connection up to `last`, one of them.
    void searchConnection(PacketNumber last, const PacketFilter& filter);
    /// Looks at what came since; for a connection, `last` is its newest packet now.
    void goOn(PacketNumber last = kNoPacket);
    void stop();

    bool isRunning() const { return running_; }
    /// False: the packets could not be looked at.
    bool hasFailed() const { return failed_; }
    /// How much of all packets was looked at, 0 to 1; of a connection unknown: -1.
    double progress() const;

Q_SIGNALS:
    /// More, all greater than those told before. To be moved from.
    void found(PacketSet* numbers);
    /// Began or ended.
    void runningChanged();

private:
    void next();
    void setRunning(bool running);

    PacketDetails* details_;
    PacketFilter filter_;
    bool ofConnection_ = false;
    bool active_ = false;
    bool running_ = false;
    bool failed_ = false;
    PacketNumber from_ = 0;              ///< all below were looked at
    PacketNumber last_ = kNoPacket;      ///< of the connection
    PacketNumber lastFound_ = kNoPacket; ///< up to which the connection was looked at
    std::uint64_t run_ = 0;              ///< tells a result of an earlier search
};

} // namespace synoptic
