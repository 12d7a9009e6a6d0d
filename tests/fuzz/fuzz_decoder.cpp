// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/decoder.h"
#include "model/wire/first_line.h"

#include <cstdlib>
#include <vector>

namespace {

using namespace synoptic;

void require(bool condition) {
    if (!condition)
        std::abort();
}

void check(const DecodedPacket& packet, DecodeOutcome outcome) {
    require(packet.tunnelCount <= kMaxTunnels && packet.vlanCount <= kMaxVlans);
    for (const Tunnel& tunnel : packet.tunnels())
        require(!tunnel.isUdp || tunnel.udp.payload.size() <= tunnel.udp.payloadLength);
    if (outcome != DecodeOutcome::Decoded)
        return;
    require(packet.ip.version == 4 || packet.ip.version == 6);
    // Whole payloads are read, so that a span to outside is seen.
    unsigned sum = 0;
    if (packet.transport == Transport::Tcp) {
        require(packet.tcp.payload.size() <= packet.tcp.payloadLength);
        require(packet.tcp.options.sackBlockCount <= 4 && packet.tcp.options.windowScale <= 14);
        for (const std::uint8_t byte : packet.tcp.payload)
            sum += byte;
        readFirstLine(packet.tcp.payload, packet.transport);
    }
    if (packet.transport == Transport::Udp) {
        require(packet.udp.payload.size() <= packet.udp.payloadLength);
        for (const std::uint8_t byte : packet.udp.payload)
            sum += byte;
        readFirstLine(packet.udp.payload, packet.transport);
    }
    [[maybe_unused]] static volatile unsigned sink = 0;
    sink = sum;
}

} // namespace

/// Input: link type 2, then frames, each as length 2, missing bytes 1, seconds later 1, bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2)
        return 0;
    Reassembler reassembler;
    DecodedPacket packet;
    CapturedFrame frame;
    frame.linkType = static_cast<std::uint16_t>(data[0] | data[1] << 8);
    for (std::size_t at = 2; at + 4 <= size;) {
        const std::size_t length =
            std::min<std::size_t>(data[at] | data[at + 1] << 8, size - at - 4);
        const std::vector<std::uint8_t> bytes(data + at + 4, data + at + 4 + length);
        frame.captured = bytes;
        frame.originalLength = static_cast<std::uint32_t>(length + data[at + 2]);
        frame.time += std::chrono::seconds(data[at + 3]);
        check(packet, decodePacket(frame, packet, reassembler));
        require(reassembler.waiting() <= Reassembler::kMaxDatagrams);
        at += 4 + length;
    }
    return 0;
}
