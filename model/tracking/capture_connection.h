// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/connection_outcome.h"
#include "model/tcp/endpoint_machine.h"
#include "model/tcp/segment_analysis.h"
#include "model/tracking/connection.h"
#include "model/wire/packet.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <type_traits>
#include <vector>

/// What a capture tells of one connection or one UDP flow. Made and owned by CaptureTracker.
namespace synoptic {

/// Both ends without a direction, in an order that only depends on them. Forty bytes without gaps,
/// compared as words: it is looked up for each packet.
struct FlowKey {
    std::array<std::array<std::uint8_t, 16>, 2> addresses{}; ///< as IpAddress::bytes()
    std::array<std::uint16_t, 2> ports{};
    IpAddress::Family family = IpAddress::Family::V4;
    Protocol protocol = Protocol::Tcp;
    std::uint16_t unused = 0;

    Endpoint endpoint(EndIndex end) const {
        const std::uint8_t* bytes = addresses[end].data();
        return {family == IpAddress::Family::V4 ? IpAddress::fromV4Bytes(bytes)
                                                : IpAddress::fromV6Bytes(bytes),
                ports[end], 0};
    }
    friend bool operator==(const FlowKey& a, const FlowKey& b) {
        const auto differ = [&](std::size_t at) {
            std::uint64_t x = 0, y = 0;
            std::memcpy(&x, reinterpret_cast<const char*>(&a) + at, 8);
            std::memcpy(&y, reinterpret_cast<const char*>(&b) + at, 8);
            return x ^ y;
        };
        return (differ(0) | differ(8) | differ(16) | differ(24) | differ(32)) == 0;
    }
};
static_assert(std::has_unique_object_representations_v<FlowKey> && sizeof(FlowKey) == 40);

/// Transitions of both ends in eight bytes each: what was inferred, and when, to the nanosecond
/// (to the microsecond more than 208 days after the first segment).
class PackedTransitions {
public:
    void append(const InferredTransition& transition, Timestamp origin);
    /// In the order they were inferred, from the `from`th on; of each end in order of time.
    /// `firstStates`: where each end started; `origin` as given to append().
    std::vector<InferredTransition> unpack(std::array<TcpState, 2> firstStates, Timestamp origin,
                                           std::size_t from = 0) const;
    /// The states one end went on to; at most `into.size()`. Returns how many. Allocates nothing.
    std::size_t statesOf(EndIndex end, std::span<TcpState> into) const;
    std::size_t size() const { return count_; }
    /// Transitions beyond the bound, which were let go.
    std::uint32_t omitted() const { return omitted_; }

    static constexpr std::size_t kInline = 11; ///< an ordinary open and close of both ends
    static constexpr std::size_t kMost = 64;

private:
    std::uint64_t entry(std::size_t i) const {
        return i < kInline ? inline_[i] : (*rest_)[i - kInline];
    }

    std::array<std::uint64_t, kInline> inline_{};
    std::unique_ptr<std::vector<std::uint64_t>> rest_;
    std::uint16_t omitted_ = 0;
    std::uint8_t count_ = 0;
};

/// Counts of what one end sent; the names have Wireshark's meanings.
struct SegmentCounts {
    std::uint64_t payloadBytes = 0;
    std::uint32_t packets = 0;
    std::uint32_t retransmissions = 0; ///< fast and spurious ones included
    std::uint32_t fastRetransmissions = 0;
    std::uint32_t spuriousRetransmissions = 0;
    std::uint32_t outOfOrder = 0;
    std::uint32_t duplicateAcks = 0;
    std::uint32_t lostSegments = 0;
    std::uint32_t zeroWindows = 0;
    std::uint32_t keepAlives = 0;
    std::uint32_t resets = 0;
};

/// How long the window of an end was closed: from its segment with window 0 to its next with
/// another, or to a reset. What was reordered on the way opens none.
struct ClosedWindow {
    std::uint32_t times = 0;
    bool isClosed = false;
    Timestamp closedSince;  ///< if it is
    Duration total{0};      ///< of all times that are over
    Duration last{0};       ///< of the last that is over
    Timestamp lastSince;    ///< when that began
    Duration longest{0};    ///< of those that are over
    Timestamp longestSince; ///< when that began
};

/// ICMP errors that came for what the ends sent.
struct IcmpErrors {
    std::array<std::uint8_t, 2> counts{}; ///< by the end whose segment is quoted; 255 is "or more"
    std::uint8_t type = 0; ///< of the newest; of ICMP or ICMPv6 by the connection's addresses
    std::uint8_t code = 0;
};

/// The options of a SYN, as far as they are kept.
struct SynOptions {
    std::uint16_t maximumSegmentSize = 0; ///< 0: absent
    std::int8_t windowScale = -1;         ///< -1: absent
    bool sackPermitted : 1 = false;
    bool timestamps : 1 = false;
    bool fastOpen : 1 = false;
    bool seen : 1 = false; ///< false: no SYN of this end was captured
};

/// The three-way handshake, as it was captured. Times are absent where the segment was not seen.
struct Handshake {
    bool complete = false; ///< SYN, SYN+ACK and the ACK that belongs to them were seen
    std::optional<std::uint32_t> clientIsn;
    std::optional<std::uint32_t> serverIsn;
    std::optional<Timestamp> synTime; ///< the first SYN's
    std::optional<Timestamp> synAckTime;
    std::optional<Timestamp> ackTime;
    std::optional<Duration> initialRoundTrip; ///< as SegmentAnalysis::initialRoundTrip()
    std::uint32_t synCount = 0;
};

/// A TCP connection. Kept at under 600 bytes with its transitions, however long it lives.
class CaptureConnection {
public:
    CaptureConnection(std::uint32_t flow, const FlowKey& key, EndIndex firstSender, Timestamp first,
                      std::uint32_t incarnation);

    /// Its number in the capture.
    std::uint32_t flow() const { return flow_; }

    /// Takes the next segment; returns its AnalysisFlags. `scratch` is any; it is used each time.
    std::uint16_t observe(const TcpSegment& segment, EndIndex sender, Timestamp time,
                          InferredTransitions& scratch);
    /// See EndpointMachine::settle().
    void settle(Timestamp now);
    /// See EndpointMachine::finish(). Calls after the first do nothing.
    void finish(Timestamp now);
    /// An ICMP error quotes a segment that `victim` sent.
    void observeError(const IcmpMessage& error, EndIndex victim, Timestamp time);
    bool beginsAnother(const TcpSegment& segment, EndIndex sender) const {
        return analysis_.beginsAnother(segment, sender);
    }

    const FlowKey& key() const { return key_; }
    /// Who sent the first SYN, or, where no SYN was seen, who sent the first packet.
    EndIndex client() const { return evidence_.synSender().value_or(firstSender_); }
    /// How many connections of the capture used this four-tuple before.
    std::uint32_t incarnation() const { return incarnation_; }
    Timestamp first() const { return first_; }
    Timestamp last() const { return last_; }
    const IcmpErrors& icmpErrors() const { return icmpErrors_; }
    SegmentCounts counts(EndIndex end) const;
    /// Null if the end never closed its window.
    const ClosedWindow* closedWindow(EndIndex end) const {
        return seldom_ && seldom_->closedWindows[end].times > 0 ? &seldom_->closedWindows[end]
                                                                : nullptr;
    }
    SynOptions synOptions(EndIndex end) const { return synOptions_[end]; }
    Handshake handshake() const;
    /// See SegmentAnalysis::baseSequence().
    std::optional<std::uint32_t> baseSequence(EndIndex end) const {
        return analysis_.baseSequence(end);
    }
    std::uint8_t completeness() const { return analysis_.completeness(); }
    ConnectionOutcome outcome() const { return evidence_.outcome(firstSender_); }
    RoundTripSamples roundTrips(EndIndex sender) const { return analysis_.roundTrips(sender); }

    /// In which state an end was when something first told; meaningful where state() is.
    TcpState firstState(EndIndex end) const { return machine_.firstState(end); }
    /// True if the end was opened by a listener.
    bool isPassive(EndIndex end) const { return machine_.isPassive(end); }
    /// The state an end is in, absent while nothing tells it.
    std::optional<TcpState> state(EndIndex end) const;
    /// The same by `now`, if no more segments come: resets and time-outs that are due then count.
    std::optional<TcpState> stateBy(EndIndex end, Timestamp now) const;
    /// Until when stateBy() stays what it is if no more segments come; Timestamp::max() for ever.
    Timestamp steadyUntil() const { return machine_.due(); }
    /// All states an end went through, oldest first; at most `into.size()`. Returns how many.
    std::size_t states(EndIndex end, std::span<TcpState> into) const;
    std::vector<InferredTransition> transitions() const;
    /// Those from the `from`th on; of the order of transitions().
    std::vector<InferredTransition> transitionsFrom(std::size_t from) const;
    std::size_t transitionCount() const { return log_.size(); }
    std::uint32_t transitionsOmitted() const { return log_.omitted(); }

    /// What an ordinary segment touches stands in the first bytes of the object: so many.
    static constexpr std::size_t kBusyBytes = 384;

private:
    /// Counts that are small in most connections, in the order of AnalysisFlags; see SegmentCounts.
    enum Rare : std::uint8_t {
        kRetransmissions,
        kFastRetransmissions,
        kSpuriousRetransmissions,
        kOutOfOrders,
        kLostSegments,
        kDuplicateAcks,
        kZeroWindows,
        kKeepAlives,
        kResets,
    };
    using RareCounts = std::array<std::uint16_t, kResets + 1>;
    struct Counts {
        std::uint64_t payloadBytes = 0;
        std::uint32_t packets = 0;
        RareCounts rare{}; ///< the lower halves of what counts() gives
    };

    /// What few connections need.
    struct Seldom {
        std::array<RareCounts, 2> upperHalves{}; ///< of Counts::rare
        std::array<ClosedWindow, 2> closedWindows{};
    };

    Seldom& seldom();
    void count(const TcpSegment& segment, EndIndex sender, std::uint16_t flags);
    void countRare(EndIndex sender, Rare what);
    void noteHandshake(const TcpSegment& segment, EndIndex sender, Timestamp time);
    void keep(const InferredTransitions& found);
    void noteWindow(const TcpSegment& segment, EndIndex sender, Timestamp time,
                    std::uint16_t flags);

    // What each packet touches stands first; what finish() looks at, in the first cache line.
    FlowKey key_;
    std::uint32_t flow_;
    EndIndex firstSender_;
    bool finished_ = false;
    bool resetPending_ = false;
    bool handshakeAcked_ : 1 = false;
    bool windowClosed_ : 1 = false; ///< of an end at least
    Timestamp last_;
    std::uint32_t incarnation_;
    OutcomeEvidence evidence_;
    [[no_unique_address]] SegmentAnalysis analysis_; // icmpErrors_ stands in its padding
    IcmpErrors icmpErrors_;
    std::array<Counts, 2> counts_;
    EndpointMachine machine_; // its busy part stands first
    Timestamp first_;
    // What the handshake and transitions alone touch.
    std::array<std::uint32_t, 2> isn_{};
    std::array<SynOptions, 2> synOptions_;
    Timestamp synTime_;
    Timestamp synAckTime_;
    Timestamp ackTime_;
    std::unique_ptr<Seldom> seldom_;              ///< null: as it was made
    [[no_unique_address]] PackedTransitions log_; // synCount_ stands in its padding
    std::uint32_t synCount_ = 0;
};

/// A UDP flow: all datagrams between two endpoints.
struct UdpFlow {
    FlowKey key;
    std::uint32_t flow = 0; ///< its number in the capture
    EndIndex client = 0;    ///< who sent first
    std::array<std::uint32_t, 2> packets{};
    std::array<std::uint64_t, 2> payloadBytes{};
    Timestamp first;
    Timestamp last;
};

} // namespace synoptic
