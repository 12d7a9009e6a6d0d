// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection_tracker.h"
#include "model/tracking/packet_history.h"
#include "model/wire/link_type.h"
#include "tests/tcp/segment_script.h"
#include "tests/tracking/table_fixture.h"

#include <vector>

/// Segments written as in tests/tcp/segment_script.h, as packets a tracker takes: raw IPv4.
namespace synoptic::test {

inline std::vector<std::uint8_t> ipPacket(const Endpoint& from, const Endpoint& to,
                                          const TcpSegment& segment) {
    std::vector<std::uint8_t> bytes;
    const auto u16 = [&](std::uint32_t value) {
        bytes.push_back(static_cast<std::uint8_t>(value >> 8));
        bytes.push_back(static_cast<std::uint8_t>(value));
    };
    const auto u32 = [&](std::uint32_t value) {
        u16(value >> 16);
        u16(value & 0xffff);
    };
    u16(0x4500);
    u16(40 + segment.payloadLength);
    u32(0);
    u16(0x4006); // TTL 64, TCP
    u16(0);
    for (const Endpoint* end : {&from, &to})
        bytes.insert(bytes.end(), end->address.bytes().begin(), end->address.bytes().begin() + 4);
    u16(from.port);
    u16(to.port);
    u32(segment.sequence.value());
    u32(segment.acknowledgment.value());
    u16(0x5000U | segment.control);
    u16(segment.window);
    u32(0);
    return bytes; // payload is not captured; its length stands in the header
}

/// A history whose bytes nobody asks for.
class NoBytesHistory : public PacketHistory {
public:
    NoBytesHistory() : PacketHistory(1 << 20, PacketIndex::WhenFull::DropOldest) {}
    std::unique_ptr<PacketStore> openStore() const override { return nullptr; }
};

/// Segments of a script between two endpoints, ">" from a to b, at(seconds) being the script's
/// time 0 plus `start`; then the batch ends a moment after the last.
inline void send(ConnectionTracker& tracker, const Endpoint& a, const Endpoint& b,
                 const std::string& script, double start = 0) {
    Timestamp last = at(start);
    for (const ScriptedSegment& step : readScript(script)) {
        const bool forward = step.sender == 0;
        const auto bytes = ipPacket(forward ? a : b, forward ? b : a, step.segment);
        CapturedFrame frame;
        // Scripts count from second 1000 on.
        frame.time = last = at(start) + (step.time - Timestamp(std::chrono::seconds(1000)));
        frame.originalLength =
            static_cast<std::uint32_t>(bytes.size()) + step.segment.payloadLength;
        frame.linkType = 101; // LINKTYPE_RAW
        frame.captured = bytes;
        tracker.observe(frame);
    }
    tracker.endOfBatch(last + 1ms);
}

} // namespace synoptic::test
