// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/packet.h"

#include <array>
#include <cstdint>
#include <optional>

/// What a segment means beside those before it, in Wireshark's words and by Wireshark 4.0's rules,
/// so that counts can be compared (docs/differences-from-wireshark.md lists what is not the same).
namespace synoptic {

/// One of the two ends of a connection: 0 or 1. Which of them is the client is another question.
using EndIndex = std::uint8_t;
constexpr EndIndex other(EndIndex end) {
    return end ^ 1U;
}

/// tcp.analysis.*: a segment may carry several.
enum AnalysisFlag : std::uint16_t {
    kRetransmission = 0x0001, ///< also set with the two kinds below, as in Wireshark
    kFastRetransmission = 0x0002,
    kSpuriousRetransmission = 0x0004,
    kOutOfOrder = 0x0008,
    kLostSegment = 0x0010, ///< a segment before this one was not seen
    kAckedUnseen = 0x0020, ///< acknowledges what was not seen
    kDuplicateAck = 0x0040,
    kZeroWindow = 0x0080,
    kZeroWindowProbe = 0x0100,
    kZeroWindowProbeAck = 0x0200,
    kKeepAlive = 0x0400,
    kKeepAliveAck = 0x0800,
    kWindowUpdate = 0x1000,
    kPortsReused = 0x2000,
};

/// Wireshark's tcp.completeness: what was seen of a conversation.
enum CompletenessBit : std::uint8_t {
    kSawSyn = 1,
    kSawSynAck = 2,
    kSawAck = 4,
    kSawData = 8,
    kSawFin = 16,
    kSawRst = 32,
};

/// Round trips of one end's data, one timed segment at a time, none across a retransmission
/// (RFC 6298, section 3: Karn's algorithm).
struct RoundTripSamples {
    std::uint64_t sumMicroseconds = 0;
    std::uint32_t count = 0;
    std::uint32_t minimumMicroseconds = 0;
};

/// Sequence analysis of one connection, both directions. A value without heap memory.
class SegmentAnalysis {
public:
    /// `portsReused`: begun by a SYN on a four-tuple that an earlier connection used.
    explicit SegmentAnalysis(bool portsReused = false);

    /// True if this segment, a SYN, begins another connection on the same four-tuple.
    bool beginsAnother(const TcpSegment& segment, EndIndex sender) const;

    /// Takes the next segment and returns its AnalysisFlags.
    std::uint16_t observe(const TcpSegment& segment, EndIndex sender, Timestamp time);

    /// What relative sequence numbers of `sender` count from: the number of its SYN, or one less
    /// than the first that was seen or acknowledged. Absent while nothing told one.
    std::optional<std::uint32_t> baseSequence(EndIndex sender) const {
        const Flow& flow = flows_[sender];
        return flow.hasBaseSequence ? std::optional(flow.baseSequence) : std::nullopt;
    }
    /// CompletenessBits.
    std::uint8_t completeness() const { return completeness_; }
    /// From the most recent SYN to the first segment with ACK and without SYN; zero if unknown.
    Duration initialRoundTrip() const { return Duration{initialRoundTrip_}; }
    /// Of the data that `sender` sent.
    RoundTripSamples roundTrips(EndIndex sender) const {
        return {flows_[sender].roundTripSum, roundTrips_[sender].count,
                roundTrips_[sender].minimum};
    }

private:
    static constexpr std::uint32_t kUnknownWindow = 0xffff'ffff;
    /// In place of a count: an acknowledgement of what was not seen was reported. That this counts
    /// as many duplicates is a quirk of Wireshark 4.0, kept for the sake of equal counts.
    static constexpr std::uint32_t kUnseenReported = 0xffff'ffff;
    /// What the rules remember of one direction. As in Wireshark, 0 means unknown.
    struct Flow {
        std::uint32_t baseSequence = 0;
        std::uint32_t nextSequence = 0;
        std::uint32_t highestContiguous = 0; ///< what may be acknowledged without surprise
        std::uint32_t lastAcknowledgment = 0;
        std::uint32_t duplicateAcks = 0; ///< or kUnseenReported
        std::uint32_t window = kUnknownWindow;
        std::uint32_t timedEnd = 0; ///< sequence number that ends the timed segment
        std::uint16_t lastFlags = 0;
        bool hasBaseSequence = false;
        bool timing = false;
        std::int64_t nextSequenceTime = 0;
        std::int64_t lastSegmentTime = 0;
        std::int64_t timedSince = 0;
        std::uint64_t roundTripSum = 0; ///< as RoundTripSamples has it
    };
    static_assert(sizeof(Flow) == 64); // one cache line; found by a shift
    struct RoundTrips {
        std::uint32_t count = 0;
        std::uint32_t minimum = 0;
    };

    static bool isOrdinary(const TcpSegment& segment, const Flow& forward, const Flow& reverse);
    std::uint16_t takeOrdinary(const TcpSegment& segment, Flow& forward, Flow& reverse,
                               EndIndex sender, std::int64_t now);
    std::uint16_t takeAny(const TcpSegment& segment, Flow& forward, Flow& reverse, EndIndex sender,
                          std::int64_t now);
    void learnBaseSequences(const TcpSegment& segment, Flow& forward, Flow& reverse);
    std::uint16_t analyze(const TcpSegment& segment, Flow& forward, Flow& reverse,
                          std::int64_t now);
    std::uint16_t retransmissionKind(const TcpSegment& segment, const Flow& forward,
                                     const Flow& reverse, std::int64_t now) const;
    static void advance(const TcpSegment& segment, Flow& forward, std::uint32_t next,
                        std::int64_t now);
    void extendCompleteness(const TcpSegment& segment);
    void timeHandshake(const TcpSegment& segment, std::int64_t now);
    void timeRoundTrip(const TcpSegment& segment, std::uint16_t flags, Flow& forward, Flow& reverse,
                       EndIndex sender, std::int64_t now);

    std::array<Flow, 2> flows_;
    std::array<RoundTrips, 2> roundTrips_;
    std::int64_t lastSynTime_ = 0;
    std::int64_t initialRoundTrip_ = 0;
    std::uint8_t completeness_ = 0;
    std::uint8_t firstSeen_ = 0; ///< CompletenessBits of the first segment but for SYN
    bool fresh_ = true;          ///< no segment yet, and no port was reused
    bool portsReused_ = false;   ///< no segment yet, and the port was
};

} // namespace synoptic
