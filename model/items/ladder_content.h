// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/ladder_rows.h"
#include "model/items/packet_details.h"
#include "model/tracking/connection.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace synoptic {

/// What a ladder tells, and how: read by all that put it into words or paint it.
struct LadderContent {
    LadderRows rows;
    const PacketDetails* packets = nullptr; ///< null: labels from the index alone
    /// Packets that were read before; looked at instead of `packets`, where there are any.
    std::shared_ptr<const std::map<PacketNumber, PacketDetail>> read;
    ConnectionSnapshot connection;
    std::optional<ConnectionDetail> detail;
    bool absoluteNumbers = false; ///< sequence numbers as sent, not from the ISN
    bool clockTimes = false;      ///< time of day, not since the connection's first packet
    bool learning = false;        ///< tall rows; numbers in terms of j and k
    /// When a packet passed the other end, where a capture from there tells; else absent.
    std::function<std::optional<Timestamp>(PacketNumber)> peerTime;

    /// The decoded packet at a position of rows.packets(), or null while it is not known.
    const PacketDetail* detailAt(std::size_t position) const {
        if (position >= rows.packets().size())
            return nullptr;
        const PacketNumber number = rows.packets()[position];
        if (read) {
            const auto found = read->find(number);
            return found == read->end() ? nullptr : &found->second;
        }
        return packets ? packets->find(number) : nullptr;
    }
};

} // namespace synoptic
