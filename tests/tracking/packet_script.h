// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection_tracker.h"
#include "model/tracking/packet_history.h"
#include "model/wire/link_type.h"
#include "tests/tcp/segment_script.h"
#include "tests/tracking/table_fixture.h"

#include <iterator>
#include <span>
#include <vector>

/// Segments written as in tests/tcp/segment_script.h, as packets a tracker takes: raw IPv4.
namespace synoptic::test {

/// Numbers in network order, one after the other.
struct NetworkBytes {
    std::vector<std::uint8_t> bytes;

    NetworkBytes& u16(std::uint32_t value) {
        bytes.push_back(static_cast<std::uint8_t>(value >> 8));
        bytes.push_back(static_cast<std::uint8_t>(value));
        return *this;
    }
    NetworkBytes& u32(std::uint32_t value) { return u16(value >> 16).u16(value & 0xffff); }
    template <class Range>
    NetworkBytes& append(const Range& range) {
        bytes.insert(bytes.end(), std::begin(range), std::end(range));
        return *this;
    }
    /// An IPv4 header for `payload` more bytes.
    NetworkBytes& ipv4(const Endpoint& from, const Endpoint& to, std::uint8_t protocol,
                       std::size_t payload) {
        u16(0x4500).u16(static_cast<std::uint32_t>(20 + payload)).u32(0);
        u16(0x4000U | protocol).u16(0); // TTL 64
        for (const Endpoint* end : {&from, &to})
            append(std::span(end->address.bytes()).first(4));
        return *this;
    }
};

inline std::vector<std::uint8_t> ipPacket(const Endpoint& from, const Endpoint& to,
                                          const TcpSegment& segment) {
    NetworkBytes packet;
    packet.ipv4(from, to, 6, 20 + segment.payloadLength).u16(from.port).u16(to.port);
    packet.u32(segment.sequence.value()).u32(segment.acknowledgment.value());
    packet.u16(0x5000U | segment.control).u16(segment.window).u32(0);
    return packet.bytes; // payload is not captured; its length stands in the header
}

/// A history whose bytes nobody asks for.
class NoBytesHistory : public PacketHistory {
public:
    NoBytesHistory() : PacketHistory(1 << 20, PacketIndex::WhenFull::DropOldest) {}
    std::unique_ptr<PacketStore> openStore() const override { return nullptr; }
};

/// Segments of a script between two endpoints, ">" from a to b, at(seconds) being the script's
/// time 0 plus `start`; returns the time of the last.
inline Timestamp feed(ConnectionTracker& tracker, const Endpoint& a, const Endpoint& b,
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
    return last;
}

/// The same; then the batch ends a moment after the last.
inline void send(ConnectionTracker& tracker, const Endpoint& a, const Endpoint& b,
                 const std::string& script, double start = 0) {
    tracker.endOfBatch(feed(tracker, a, b, script, start) + 1ms);
}

} // namespace synoptic::test
