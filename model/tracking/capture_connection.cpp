// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/capture_connection.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace synoptic {

namespace {

// A packed transition: time since the origin and its unit, then end, event and state. The unit is a
// nanosecond for 208 days and a microsecond beyond, which 64 bits of nanoseconds never fill.
constexpr int kStateBits = 4;
constexpr int kEventBits = 4;
constexpr int kTimeShift = kStateBits + kEventBits + 2;
constexpr std::uint64_t kInMicroseconds = std::uint64_t{1} << (kTimeShift - 1);
constexpr std::uint64_t kLatest = (std::uint64_t{1} << (64 - kTimeShift)) - 1;
static_assert(kLatest > std::numeric_limits<std::int64_t>::max() / 1000);
static_assert(kTcpStateCount <= 1U << kStateBits);
static_assert(static_cast<unsigned>(TcpEvent::Unseen) < 1U << kEventBits);

TcpState stateOf(std::uint64_t entry) {
    return static_cast<TcpState>(entry & ((1U << kStateBits) - 1));
}
TcpEvent eventOf(std::uint64_t entry) {
    return static_cast<TcpEvent>((entry >> kStateBits) & ((1U << kEventBits) - 1));
}
std::uint64_t packTime(Duration since) {
    const auto count = static_cast<std::uint64_t>(std::max<std::int64_t>(0, since.count()));
    return count <= kLatest ? count << kTimeShift : (count / 1000) << kTimeShift | kInMicroseconds;
}
Duration timeOf(std::uint64_t entry) {
    const auto count = static_cast<std::int64_t>(entry >> kTimeShift);
    return Duration{entry & kInMicroseconds ? count * 1000 : count};
}
EndIndex endOf(std::uint64_t entry) {
    return static_cast<EndIndex>((entry >> (kStateBits + kEventBits)) & 1U);
}

} // namespace

void PackedTransitions::append(const InferredTransition& transition, Timestamp origin) {
    if (count_ >= kMost) {
        omitted_ = static_cast<std::uint16_t>(std::min(omitted_ + 1, 0xffff));
        return;
    }
    const std::uint64_t entry = packTime(transition.time - origin) |
                                static_cast<std::uint64_t>(transition.end)
                                    << (kStateBits + kEventBits) |
                                static_cast<std::uint64_t>(transition.event) << kStateBits |
                                static_cast<std::uint64_t>(transition.to);
    if (count_ < kInline) {
        inline_[count_] = entry;
    } else {
        if (!rest_)
            rest_ = std::make_unique<std::vector<std::uint64_t>>();
        rest_->push_back(entry);
    }
    ++count_;
}

std::vector<InferredTransition> PackedTransitions::unpack(std::array<TcpState, 2> states,
                                                          Timestamp origin,
                                                          std::size_t from) const {
    std::vector<InferredTransition> result;
    result.reserve(count_ - std::min<std::size_t>(from, count_));
    for (std::size_t i = 0; i < count_; ++i) {
        const std::uint64_t packed = entry(i);
        const EndIndex end = endOf(packed);
        if (i >= from)
            result.push_back(
                {origin + timeOf(packed), end, states[end], stateOf(packed), eventOf(packed)});
        states[end] = stateOf(packed);
    }
    return result;
}

std::size_t PackedTransitions::statesOf(EndIndex end, std::span<TcpState> into) const {
    std::size_t found = 0;
    for (std::size_t i = 0; i < count_ && found < into.size(); ++i) {
        if (endOf(entry(i)) == end)
            into[found++] = stateOf(entry(i));
    }
    return found;
}

CaptureConnection::CaptureConnection(std::uint32_t flow, const FlowKey& key, EndIndex firstSender,
                                     Timestamp first, std::uint32_t incarnation)
    : key_(key), flow_(flow), firstSender_(firstSender), last_(first), incarnation_(incarnation),
      analysis_(incarnation > 0), machine_(key.endpoint(0) == key.endpoint(1)), first_(first) {}

[[gnu::flatten]] std::uint16_t CaptureConnection::observe(const TcpSegment& segment,
                                                          EndIndex sender, Timestamp time,
                                                          InferredTransitions& scratch) {
    last_ = std::max(last_, time);
    finished_ = false; // a file that grows ends more than once
    const std::uint16_t flags = analysis_.observe(segment, sender, time);
    evidence_.observe(segment, sender);
    if (!handshakeAcked_ || segment.has(kSyn))
        noteHandshake(segment, sender, time);
    scratch.clear();
    machine_.observe(segment, sender, time, scratch);
    keep(scratch);
    if (resetPending_ || segment.has(kRst))
        resetPending_ = machine_.hasPendingReset();
    count(segment, sender, flags);
    if (windowClosed_ || segment.window == 0)
        noteWindow(segment, sender, time, flags);
    return flags;
}

[[gnu::noinline]] void CaptureConnection::noteWindow(const TcpSegment& segment, EndIndex sender,
                                                     Timestamp time, std::uint16_t flags) {
    const bool reset = segment.has(kRst);
    if (!reset && (segment.has(kSyn) || !segment.has(kAck) || (flags & kOutOfOrder) != 0))
        return;
    const auto open = [&](ClosedWindow& window) {
        if (!std::exchange(window.isClosed, false))
            return;
        window.last = std::max(time - window.closedSince, Duration::zero());
        window.lastSince = window.closedSince;
        window.total += window.last;
        if (window.last >= window.longest) {
            window.longest = window.last;
            window.longestSince = window.lastSince;
        }
    };
    if (segment.window == 0 && !reset) {
        ClosedWindow& window = seldom().closedWindows[sender];
        if (!window.isClosed) {
            ++window.times;
            window.isClosed = true;
            window.closedSince = time;
        }
    } else if (seldom_) {
        open(seldom_->closedWindows[sender]);
        if (reset)
            open(seldom_->closedWindows[other(sender)]);
    }
    windowClosed_ =
        seldom_ && (seldom_->closedWindows[0].isClosed || seldom_->closedWindows[1].isClosed);
}

void CaptureConnection::observeError(const IcmpMessage& error, EndIndex victim, Timestamp time) {
    std::uint8_t& count = icmpErrors_.counts[victim];
    count = static_cast<std::uint8_t>(std::min(count + 1, 0xff));
    icmpErrors_.type = error.type;
    icmpErrors_.code = error.code;
    if (!error.isUnreachable || !error.hasSequence)
        return;
    InferredTransitions found;
    machine_.observeUnreachable(victim, error.quotedSequence, time, found);
    keep(found);
}

void CaptureConnection::settle(Timestamp now) {
    InferredTransitions found;
    machine_.settle(now, found);
    keep(found);
    resetPending_ = machine_.hasPendingReset();
}

void CaptureConnection::finish(Timestamp now) {
    if (finished_)
        return;
    finished_ = true;
    if (!resetPending_ && now - last_ < std::min(kTimeWaitLength, kHandshakeGivenUp))
        return; // nothing is due yet
    InferredTransitions found;
    machine_.finish(now, found);
    keep(found);
}

void CaptureConnection::keep(const InferredTransitions& found) {
    for (const InferredTransition& transition : found.items())
        log_.append(transition, first_);
}

void CaptureConnection::count(const TcpSegment& segment, EndIndex sender, std::uint16_t flags) {
    Counts& counts = counts_[sender];
    ++counts.packets;
    counts.payloadBytes += segment.payloadLength;
    if (segment.has(kRst))
        countRare(sender, kResets);
    if (flags == 0)
        return;
    static constexpr std::array<std::uint16_t, kResets> kFlags{
        kRetransmission, kFastRetransmission, kSpuriousRetransmission,
        kOutOfOrder,     kLostSegment,        kDuplicateAck,
        kZeroWindow,     kKeepAlive};
    for (std::uint8_t what = 0; what < kFlags.size(); ++what) {
        if (flags & kFlags[what])
            countRare(sender, static_cast<Rare>(what));
    }
}

CaptureConnection::Seldom& CaptureConnection::seldom() {
    if (!seldom_)
        seldom_ = std::make_unique<Seldom>();
    return *seldom_;
}

void CaptureConnection::countRare(EndIndex sender, Rare what) {
    if (++counts_[sender].rare[what] != 0)
        return;
    ++seldom().upperHalves[sender][what];
}

SegmentCounts CaptureConnection::counts(EndIndex end) const {
    const Counts& counts = counts_[end];
    const auto rare = [&](Rare what) {
        const std::uint32_t upper = seldom_ ? seldom_->upperHalves[end][what] : 0;
        return upper << 16 | counts.rare[what];
    };
    SegmentCounts result;
    result.payloadBytes = counts.payloadBytes;
    result.packets = counts.packets;
    result.retransmissions = rare(kRetransmissions);
    result.fastRetransmissions = rare(kFastRetransmissions);
    result.spuriousRetransmissions = rare(kSpuriousRetransmissions);
    result.outOfOrder = rare(kOutOfOrders);
    result.duplicateAcks = rare(kDuplicateAcks);
    result.lostSegments = rare(kLostSegments);
    result.zeroWindows = rare(kZeroWindows);
    result.keepAlives = rare(kKeepAlives);
    result.resets = rare(kResets);
    return result;
}

void CaptureConnection::noteHandshake(const TcpSegment& segment, EndIndex sender, Timestamp time) {
    SynOptions& options = synOptions_[sender];
    if (segment.has(kSyn)) {
        options.maximumSegmentSize = segment.options.maximumSegmentSize;
        options.windowScale = segment.options.windowScale;
        options.sackPermitted = segment.options.sackPermitted;
        options.timestamps = segment.options.hasTimestamps;
        options.fastOpen = segment.options.hasFastOpen;
        if (!options.seen || !handshakeAcked_)
            isn_[sender] = segment.sequence.value();
        options.seen = true;
        if (segment.has(kAck)) {
            if (synAckTime_ == Timestamp{})
                synAckTime_ = time;
        } else {
            if (synTime_ == Timestamp{})
                synTime_ = time;
            ++synCount_;
        }
    } else if (segment.has(kAck) && !segment.has(kRst) && synAckTime_ != Timestamp{} &&
               synOptions_[other(sender)].seen &&
               SequenceNumber(isn_[other(sender)]).isBefore(segment.acknowledgment)) {
        ackTime_ = time;
        handshakeAcked_ = true;
    }
}

Handshake CaptureConnection::handshake() const {
    const auto known = [](Timestamp time) {
        return time == Timestamp{} ? std::nullopt : std::optional(time);
    };
    const auto isn = [&](EndIndex end) {
        return synOptions_[end].seen ? std::optional(isn_[end]) : std::nullopt;
    };
    Handshake result;
    result.clientIsn = isn(client());
    result.serverIsn = isn(other(client()));
    result.synTime = known(synTime_);
    result.synAckTime = known(synAckTime_);
    result.ackTime = known(ackTime_);
    result.complete = result.synTime && result.synAckTime && result.ackTime;
    if (analysis_.initialRoundTrip() != Duration::zero())
        result.initialRoundTrip = analysis_.initialRoundTrip();
    result.synCount = synCount_;
    return result;
}

std::optional<TcpState> CaptureConnection::state(EndIndex end) const {
    return machine_.isKnown(end) ? std::optional(machine_.state(end)) : std::nullopt;
}

std::optional<TcpState> CaptureConnection::stateBy(EndIndex end, Timestamp now) const {
    if (now < machine_.due())
        return state(end);
    EndpointMachine later = machine_;
    InferredTransitions ignored;
    later.settle(now, ignored);
    return later.isKnown(end) ? std::optional(later.state(end)) : std::nullopt;
}

std::size_t CaptureConnection::states(EndIndex end, std::span<TcpState> into) const {
    if (!machine_.isKnown(end) || into.empty())
        return 0;
    into[0] = machine_.firstState(end);
    return 1 + log_.statesOf(end, into.subspan(1));
}

std::vector<InferredTransition> CaptureConnection::transitions() const {
    return transitionsFrom(0);
}

std::vector<InferredTransition> CaptureConnection::transitionsFrom(std::size_t from) const {
    return log_.unpack({machine_.firstState(0), machine_.firstState(1)}, first_, from);
}

} // namespace synoptic
