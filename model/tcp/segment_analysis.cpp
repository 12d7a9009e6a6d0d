// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tcp/segment_analysis.h"

#include <algorithm>
#include <limits>

namespace synoptic {

namespace {

/// A duplicate acknowledgement this recent makes a retransmission a fast one.
constexpr std::uint64_t kFastRetransmissionLimit = 20'000'000;
/// How late a segment counts as reordered where no round trip is known.
constexpr std::uint64_t kDefaultReorderingLimit = 3'000'000;

constexpr bool isBefore(std::uint32_t a, std::uint32_t b) {
    return static_cast<std::int32_t>(a - b) < 0;
}
constexpr bool isAfter(std::uint32_t a, std::uint32_t b) {
    return static_cast<std::int32_t>(a - b) > 0;
}

/// Time from `since`; a clock that went back gives a huge value, which is no recent event.
constexpr std::uint64_t elapsed(std::int64_t now, std::int64_t since) {
    return static_cast<std::uint64_t>(now) - static_cast<std::uint64_t>(since);
}

} // namespace

SegmentAnalysis::SegmentAnalysis(bool portsReused)
    : completeness_(portsReused ? kSawSyn : 0), fresh_(!portsReused), portsReused_(portsReused) {}

bool SegmentAnalysis::beginsAnother(const TcpSegment& segment, EndIndex sender) const {
    if ((segment.control & (kSyn | kAck)) != kSyn)
        return false;
    const Flow& forward = flows_[sender];
    return forward.hasBaseSequence && segment.sequence.value() != forward.baseSequence;
}

/// Most segments continue where the one before ended: none of analyze()'s rules is about those.
bool SegmentAnalysis::isOrdinary(const TcpSegment& segment, const Flow& forward,
                                 const Flow& reverse) {
    const std::uint32_t sequence = segment.sequence.value();
    const std::uint32_t acknowledgment = segment.acknowledgment.value();
    const std::uint32_t length = segment.payloadLength;
    if ((segment.control & (kSyn | kFin | kRst | kAck)) != kAck ||
        sequence != forward.nextSequence || sequence == 0)
        return false;
    if (segment.window == 0 || reverse.window == 0 || !forward.hasBaseSequence ||
        !reverse.hasBaseSequence)
        return false;
    if (reverse.highestContiguous != 0 && isAfter(acknowledgment, reverse.highestContiguous))
        return false;
    if (length == 0)
        return acknowledgment != forward.lastAcknowledgment;
    return reverse.lastAcknowledgment == 0 ||
           isAfter(sequence + length, reverse.lastAcknowledgment);
}

// Two ways through, each in one piece: all of it is a hundred instructions or so, to which calls
// would add a third.
[[gnu::flatten]] std::uint16_t SegmentAnalysis::observe(const TcpSegment& segment, EndIndex sender,
                                                        Timestamp time) {
    Flow& forward = flows_[sender];
    Flow& reverse = flows_[other(sender)];
    const std::int64_t now = time.time_since_epoch().count();
    return isOrdinary(segment, forward, reverse)
               ? takeOrdinary(segment, forward, reverse, sender, now)
               : takeAny(segment, forward, reverse, sender, now);
}

[[gnu::noinline, gnu::flatten]] std::uint16_t
SegmentAnalysis::takeOrdinary(const TcpSegment& segment, Flow& forward, Flow& reverse,
                              EndIndex sender, std::int64_t now) {
    if (segment.acknowledgment.value() != forward.lastAcknowledgment)
        forward.duplicateAcks = 0;
    advance(segment, forward, segment.sequence.value() + segment.payloadLength, now);
    forward.window = segment.window;
    forward.lastAcknowledgment = segment.acknowledgment.value();
    forward.lastSegmentTime = now;
    forward.lastFlags = 0;
    timeRoundTrip(segment, 0, forward, reverse, sender, now);
    completeness_ |= firstSeen_ | (segment.payloadLength > 0 ? kSawData : kSawAck);
    timeHandshake(segment, now);
    return 0;
}

[[gnu::noinline, gnu::flatten]] std::uint16_t SegmentAnalysis::takeAny(const TcpSegment& segment,
                                                                       Flow& forward, Flow& reverse,
                                                                       EndIndex sender,
                                                                       std::int64_t now) {
    std::uint16_t flags = portsReused_ ? kPortsReused : 0;
    portsReused_ = false;
    if (segment.has(kSyn) && forward.hasBaseSequence) {
        if (segment.sequence.value() != forward.baseSequence) {
            forward.baseSequence = segment.sequence.value();
            flags |= kPortsReused;
        } else if (!segment.has(kAck)) {
            forward.nextSequence = forward.highestContiguous; // it may begin again after a RST
        }
    }
    learnBaseSequences(segment, forward, reverse);
    flags |= analyze(segment, forward, reverse, now);
    timeRoundTrip(segment, flags, forward, reverse, sender, now);
    extendCompleteness(segment);
    timeHandshake(segment, now);
    return flags;
}

void SegmentAnalysis::timeHandshake(const TcpSegment& segment, std::int64_t now) {
    if ((segment.control & (kSyn | kAck)) == kSyn)
        lastSynTime_ = now;
    if ((segment.control & (kSyn | kAck)) == kAck && lastSynTime_ != 0 && initialRoundTrip_ == 0)
        initialRoundTrip_ = now - lastSynTime_;
}

void SegmentAnalysis::learnBaseSequences(const TcpSegment& segment, Flow& forward, Flow& reverse) {
    if (!forward.hasBaseSequence) {
        forward.baseSequence = segment.sequence.value() - (segment.has(kSyn) ? 0U : 1U);
        forward.hasBaseSequence = true;
    }
    if (!reverse.hasBaseSequence && segment.has(kAck)) {
        reverse.baseSequence = segment.acknowledgment.value() - 1;
        reverse.hasBaseSequence = true;
    }
}

std::uint16_t SegmentAnalysis::analyze(const TcpSegment& segment, Flow& forward, Flow& reverse,
                                       std::int64_t now) {
    const std::uint32_t sequence = segment.sequence.value();
    const std::uint32_t acknowledgment = segment.acknowledgment.value();
    const std::uint32_t length = segment.payloadLength;
    const bool synFinRst = (segment.control & (kSyn | kFin | kRst)) != 0;
    const bool countsOne = (segment.control & (kSyn | kFin)) != 0;
    std::uint16_t flags = 0;

    if (length == 1 && sequence == forward.nextSequence && reverse.window == 0) {
        flags |= kZeroWindowProbe;
    } else {
        if (segment.window == 0 && !synFinRst)
            flags |= kZeroWindow;
        if (forward.nextSequence != 0 && isAfter(sequence, forward.nextSequence) &&
            !segment.has(kRst))
            flags |= kLostSegment;
        if (length <= 1 && sequence == forward.nextSequence - 1 && !synFinRst)
            flags |= kKeepAlive;
        // Below: an empty segment that repeats sequence and acknowledgement.
        if (length == 0 && !synFinRst && sequence == forward.nextSequence &&
            acknowledgment == forward.lastAcknowledgment) {
            if (segment.window != forward.window) {
                if (segment.window != 0)
                    flags |= kWindowUpdate;
            } else if (segment.window == 0) {
                if (reverse.lastFlags & kZeroWindowProbe)
                    flags |= kZeroWindowProbeAck;
            } else if (reverse.lastFlags & kKeepAlive) {
                flags |= kKeepAliveAck;
            } else {
                forward.duplicateAcks =
                    forward.duplicateAcks == kUnseenReported ? 1 : forward.duplicateAcks + 1;
                flags |= kDuplicateAck;
            }
        }
    }
    if (acknowledgment != forward.lastAcknowledgment)
        forward.duplicateAcks = 0;

    if (reverse.highestContiguous != 0 && segment.has(kAck) &&
        isAfter(acknowledgment, reverse.highestContiguous)) {
        if (isBefore(reverse.highestContiguous, reverse.nextSequence)) {
            reverse.highestContiguous = reverse.nextSequence;
            flags |= kAckedUnseen;
        } else {
            if (reverse.duplicateAcks == 0)
                flags |= kAckedUnseen;
            reverse.duplicateAcks = kUnseenReported; // said once while the other end stays silent
        }
    }

    if ((length > 0 || countsOne) && !(flags & kKeepAlive))
        flags |= retransmissionKind(segment, forward, reverse, now);

    const std::uint32_t next = sequence + length + (countsOne ? 1U : 0U);
    if (!(flags & kZeroWindowProbe)) // a probe does not advance what is expected
        advance(segment, forward, next, now);
    forward.window = segment.window;
    forward.lastAcknowledgment = acknowledgment;
    forward.lastSegmentTime = now;
    forward.lastFlags = flags;
    return flags;
}

/// `next` follows the segment.
void SegmentAnalysis::advance(const TcpSegment& segment, Flow& forward, std::uint32_t next,
                              std::int64_t now) {
    if (forward.nextSequence == 0 || isAfter(next, forward.nextSequence)) {
        forward.nextSequence = next;
        forward.nextSequenceTime = now;
    }
    if (forward.highestContiguous == 0 || segment.sequence.value() == forward.highestContiguous)
        forward.highestContiguous = forward.nextSequence;
}

std::uint16_t SegmentAnalysis::retransmissionKind(const TcpSegment& segment, const Flow& forward,
                                                  const Flow& reverse, std::int64_t now) const {
    const std::uint32_t sequence = segment.sequence.value();
    const std::uint32_t length = segment.payloadLength;
    if (length > 0 && reverse.lastAcknowledgment != 0 &&
        !isAfter(sequence + length, reverse.lastAcknowledgment))
        return kRetransmission | kSpuriousRetransmission;

    const bool isOld = forward.nextSequence != 0 && isBefore(sequence, forward.nextSequence);
    const bool followsProbe = length > 1 && sequence == forward.nextSequence - 1;
    if (!isOld || followsProbe)
        return 0;
    if (reverse.duplicateAcks >= 2 && reverse.lastAcknowledgment == sequence &&
        elapsed(now, reverse.lastSegmentTime) < kFastRetransmissionLimit)
        return kRetransmission | kFastRetransmission;

    const std::uint64_t limit = initialRoundTrip_ == 0
                                    ? kDefaultReorderingLimit
                                    : static_cast<std::uint64_t>(initialRoundTrip_);
    const std::uint32_t end =
        sequence + length + ((segment.control & (kSyn | kFin)) != 0 ? 1U : 0U);
    if (elapsed(now, forward.nextSequenceTime) < limit && end != forward.nextSequence)
        return kOutOfOrder;
    return kRetransmission;
}

void SegmentAnalysis::extendCompleteness(const TcpSegment& segment) {
    const std::uint8_t handshake = segment.control & (kSyn | kAck);
    std::uint8_t seen = 0;
    if (handshake == (kSyn | kAck))
        seen |= kSawSynAck;
    if (handshake == kAck)
        seen |= segment.payloadLength > 0 ? kSawData : kSawAck;
    if (segment.has(kFin | kAck))
        seen |= kSawFin;
    if (segment.has(kRst))
        seen |= kSawRst;
    if (fresh_) {
        // A SYN counts only here. What else the first segment is, shows once another follows.
        fresh_ = false;
        if (handshake == kSyn)
            completeness_ = segment.payloadLength > 0 ? kSawSyn | kSawData : kSawSyn;
        firstSeen_ = seen;
    } else {
        completeness_ |= seen | firstSeen_;
    }
}

void SegmentAnalysis::timeRoundTrip(const TcpSegment& segment, std::uint16_t flags, Flow& forward,
                                    Flow& reverse, EndIndex sender, std::int64_t now) {
    if (segment.has(kAck) && reverse.timing &&
        !isBefore(segment.acknowledgment.value(), reverse.timedEnd)) {
        reverse.timing = false;
        const std::uint64_t microseconds =
            now > reverse.timedSince ? elapsed(now, reverse.timedSince) / 1000 : 0;
        const auto sample = static_cast<std::uint32_t>(
            std::min<std::uint64_t>(microseconds, std::numeric_limits<std::uint32_t>::max()));
        RoundTrips& samples = roundTrips_[other(sender)];
        samples.minimum = samples.count == 0 ? sample : std::min(samples.minimum, sample);
        ++samples.count;
        reverse.roundTripSum += sample;
    }
    if (flags & kRetransmission) {
        forward.timing = false;
    } else if (segment.payloadLength > 0 && !forward.timing &&
               !(flags & (kOutOfOrder | kKeepAlive | kZeroWindowProbe))) {
        forward.timing = true;
        forward.timedEnd = segment.sequence.value() + segment.payloadLength;
        forward.timedSince = now;
    }
}

} // namespace synoptic
