// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/capture_tracker.h"
#include "model/wire/decoder.h"

#include <array>
#include <cstdint>

namespace synoptic {

/// A packet on its way to who keeps it. The spans of `packet` no longer hold.
struct FedPacket {
    DecodedPacket packet;
    CaptureTracker::Ticket ticket; ///< of `packet`, if the outcome is Decoded
    DecodeOutcome outcome = DecodeOutcome::Decoded;
    Timestamp time;
    std::uint64_t place = 0;  ///< CapturedFrame::offset
    std::uint64_t number = 0; ///< counts what this feed was given, from 0
};

/// Decodes frames and hands them on in order, a few frames late: until then the memory that the
/// tracker will need is being fetched, which makes a long capture twice as fast. `Sink` has
///   CaptureTracker& tracker();
///   void look(const FedPacket&);  of Decoded ones, while the payload is at hand
///   void take(const FedPacket&);  of all, in the same order
template <class Sink>
class PacketFeed {
public:
    explicit PacketFeed(Sink& sink) : sink_(sink) {}

    void push(const CapturedFrame& frame) {
        FedPacket& slot = window_[pushed_ % kAhead];
        if (pushed_++ >= kAhead)
            sink_.take(slot);
        slot.number = number_++;
        slot.time = frame.time;
        slot.place = frame.offset;
        slot.outcome = decodePacket(frame, slot.packet, reassembler_);
        if (slot.outcome == DecodeOutcome::Decoded) {
            sink_.tracker().expect(slot.packet, slot.ticket);
            sink_.look(slot);
        }
        sink_.tracker().approach(window_[(pushed_ + kAhead / 2) % kAhead].ticket);
    }
    /// Hands on what is held back.
    void flush() {
        for (std::uint64_t i = pushed_ < kAhead ? 0 : pushed_ - kAhead; i < pushed_; ++i)
            sink_.take(window_[i % kAhead]);
        pushed_ = 0;
    }

private:
    static constexpr std::uint64_t kAhead = 8;
    Sink& sink_;
    Reassembler reassembler_;
    std::array<FedPacket, kAhead> window_;
    std::uint64_t pushed_ = 0; ///< since the last flush()
    std::uint64_t number_ = 0;
};

} // namespace synoptic
