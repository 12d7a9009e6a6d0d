// SPDX-License-Identifier: GPL-3.0-or-later
// For compare_tshark.py: one line a packet, so that a difference in counts can be traced to its
// packet. "number flow client|server flags" with the flags named as the fields of tshark.
// usage: dump_packets FILE
#include "model/sources/capture_file_reader.h"
#include "model/tracking/capture_tracker.h"
#include "model/wire/decoder.h"

#include <cstdio>

using namespace synoptic;

int main(int argc, char** argv) {
    CaptureFileReader reader;
    if (argc != 2 || reader.open(argv[1]))
        return 2;
    static constexpr const char* kNames[] = {
        "retransmission",        "fast_retransmission", "spurious_retransmission",
        "out_of_order",          "lost_segment",        "ack_lost_segment",
        "duplicate_ack",         "zero_window",         "zero_window_probe",
        "zero_window_probe_ack", "keep_alive",          "keep_alive_ack",
        "window_update",         "reused_ports"};
    CaptureTracker tracker;
    Reassembler reassembler;
    DecodedPacket packet;
    CapturedFrame frame;
    while (reader.next(frame)) {
        if (decodePacket(frame, packet, reassembler) != DecodeOutcome::Decoded)
            continue;
        const PacketPlace place = tracker.observe(packet, frame.time);
        if (place.flow == kNoFlow || packet.transport != Transport::Tcp)
            continue;
        std::printf("%llu %u %s", static_cast<unsigned long long>(frame.number), place.flow,
                    packet.source.toString().c_str());
        for (std::size_t bit = 0; bit < std::size(kNames); ++bit) {
            if (place.flags >> bit & 1U)
                std::printf(" %s", kNames[bit]);
        }
        std::printf("\n");
    }
    return 0;
}
