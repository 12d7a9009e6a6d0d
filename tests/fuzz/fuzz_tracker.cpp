// SPDX-License-Identifier: GPL-3.0-or-later
// Segments of every kind on a few four-tuples. Whatever they are, each transition is one of the
// table's, and begins where the one before it ended.
#include "model/tracking/capture_tracker.h"

#include <cstdlib>
#include <cstring>

using namespace synoptic;

namespace {

void require(bool holds) {
    if (!holds)
        std::abort();
}

struct Bytes {
    const std::uint8_t* data;
    std::size_t size;
    std::uint32_t next(std::size_t count) {
        std::uint32_t value = 0;
        for (; count > 0 && size > 0; --count, ++data, --size)
            value = value << 8 | *data;
        return value;
    }
};

void checkConnection(const CaptureConnection& connection) {
    std::array<bool, 2> moved{};
    std::array<TcpState, 2> state{};
    std::array<Timestamp, 2> time{};
    for (const InferredTransition& step : connection.transitions()) {
        require(findTransition(step.from, step.event, step.to) != nullptr);
        require(!moved[step.end] || (state[step.end] == step.from && time[step.end] <= step.time));
        moved[step.end] = true;
        state[step.end] = step.to;
        time[step.end] = step.time;
    }
    for (const EndIndex end : {EndIndex{0}, EndIndex{1}}) {
        std::array<TcpState, PackedTransitions::kMost + 1> states;
        const std::size_t count = connection.states(end, states);
        require((count > 0) == connection.state(end).has_value());
        if (moved[end] && connection.transitions().size() < PackedTransitions::kMost)
            require(*connection.state(end) == state[end]);
        const SegmentCounts& counts = connection.counts(end);
        require(counts.fastRetransmissions + counts.spuriousRetransmissions <=
                counts.retransmissions);
        require(counts.retransmissions + counts.outOfOrder <= counts.packets);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bytes bytes{data, size};
    CaptureTracker tracker;
    Timestamp now{std::chrono::seconds(1'700'000'000)};
    const Endpoint ends[] = {{IpAddress::fromV4(0x0A000001), 1000, 0},
                             {IpAddress::fromV4(0x0A000002), 80, 0}};
    std::array<std::array<std::uint32_t, 2>, 2> next{}; // so that near numbers take one byte
    while (bytes.size > 0) {
        const std::uint32_t choice = bytes.next(1);
        const EndIndex sender = choice & 1U;
        Endpoint source = ends[sender], destination = ends[other(sender)];
        const std::uint32_t tuple = choice >> 1 & 1U;
        (sender == 0 ? source : destination).port += static_cast<std::uint16_t>(tuple);
        TcpSegment segment;
        segment.control = static_cast<std::uint8_t>(bytes.next(1));
        const bool whole = choice & 4U;
        const auto number = [&](EndIndex end) {
            return SequenceNumber(whole ? bytes.next(4) : next[tuple][end] + bytes.next(1) - 128);
        };
        segment.sequence = number(sender);
        segment.acknowledgment = number(other(sender));
        segment.window = static_cast<std::uint16_t>(choice & 8U ? bytes.next(2) : 500);
        segment.payloadLength = choice & 16U ? bytes.next(2) : 0;
        segment.options.windowScale = choice & 32U ? 7 : -1;
        now += Duration(choice & 64U ? std::int64_t{bytes.next(1)} << 28 : 1'000'000);
        if (choice & 128U)
            next[tuple][sender] = segment.sequence.value() + segment.length();
        tracker.observeTcp(source, destination, segment, now);
    }
    tracker.finish();
    for (std::size_t flow = 0; flow < tracker.flowCount(); ++flow)
        checkConnection(*tracker.tcp(flow));
    return 0;
}
