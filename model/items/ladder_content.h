// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/ladder_rows.h"
#include "model/items/packet_details.h"
#include "model/tracking/connection.h"

#include <functional>
#include <optional>

namespace synoptic {

/// What a ladder tells, and how: read by all that put it into words or paint it.
struct LadderContent {
    LadderRows rows;
    const PacketDetails* packets = nullptr; ///< null: labels from the index alone
    ConnectionSnapshot connection;
    std::optional<ConnectionDetail> detail;
    bool absoluteNumbers = false; ///< sequence numbers as sent, not from the ISN
    bool clockTimes = false;      ///< time of day, not since the connection's first packet
    bool learning = false;        ///< tall rows; numbers in terms of j and k
    /// When a packet passed the other end, where a capture from there tells; else absent.
    std::function<std::optional<Timestamp>(PacketNumber)> peerTime;

    /// The decoded packet at a position of rows.packets(), or null while it is not known.
    const PacketDetail* detailAt(std::size_t position) const {
        return packets && position < rows.packets().size() ? packets->find(rows.packets()[position])
                                                           : nullptr;
    }
};

} // namespace synoptic
