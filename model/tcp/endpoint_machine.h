// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/segment_analysis.h"
#include "model/tcp/transition_table.h"
#include "model/wire/packet.h"

#include <array>
#include <cstdint>
#include <span>

/// Infers the state of both ends of a connection from its segments as they pass a capture point.
///
/// An observer cannot see a state, only what an end sends. Each transition therefore stands on the
/// most robust proof there is:
/// - What an end does itself (OPEN, CLOSE, ABORT) is proved by the SYN, FIN or RST it sends.
/// - What an end received is proved by its own acknowledgement. A FIN that passes the capture point
///   may be lost behind it, so it moves its receiver only when the receiver acknowledges it.
/// - An acknowledgement is itself never acknowledged: one that passes is taken as received, unless
/// a
///   FIN sent before it is still unproved: then the order in which both arrived decides the path,
///   and the receiver's next acknowledgement tells it.
/// - A RST that the receiver would accept (RFC 9293, 3.5.3; RFC 5961) ends both ends, but only once
///   nothing sent later contradicts it: at settle() or finish(). The receiver may still have sent a
///   FIN that crosses it, and a forged one is given away by the supposed sender going on. Which
///   number the receiver expects is known within bounds only; a RST beyond them but in the window
///   counts unless the receiver goes on, as by a challenge ACK. One that acknowledges more than the
///   RST's number was not ended by it, whatever its sender did. A RST that acknowledges a FIN, or
///   lies behind its own end's FIN, tells that this FIN was received first.
/// - Segments far from the connection's numbers are of an older one, unless both ends agree on a
/// new
///   place: then a part of 1 GiB or more was not captured.
/// - What never shows is not made up. An end that was never heard has no state; one first heard in
///   the middle starts as ESTABLISHED.
///
/// Transitions come from transition_table.h. Time is that of the segments; no clock is asked.
namespace synoptic {

/// One transition of one end.
struct InferredTransition {
    Timestamp time;
    EndIndex end = 0;
    TcpState from = TcpState::Closed;
    TcpState to = TcpState::Closed;
    TcpEvent event = TcpEvent::Unseen;
};

/// What one call found, in order. A segment causes at most six transitions.
class InferredTransitions {
public:
    static constexpr std::size_t kCapacity = 8;
    void push(const InferredTransition& transition) {
        if (count_ < kCapacity)
            items_[count_++] = transition;
    }
    void clear() { count_ = 0; }
    std::span<const InferredTransition> items() const { return {items_.data(), count_}; }

private:
    std::array<InferredTransition, kCapacity> items_;
    std::size_t count_ = 0;
};

/// How long a state may last without a segment before capture time ends it.
inline constexpr std::chrono::seconds kTimeWaitLength{60}; ///< Linux: TCP_TIMEWAIT_LEN
/// RFC 9293, 3.8.3: an opening connection is given up after no less than three minutes.
inline constexpr std::chrono::seconds kHandshakeGivenUp{180};
/// How long a RST waits for contradiction while watching live.
inline constexpr std::chrono::seconds kResetSettles{1};

class EndpointMachine {
public:
    /// `toItself`: the connection's two ends are one socket, which is then end 0 and its own peer.
    explicit EndpointMachine(bool toItself = false) : toItself_(toItself) {}

    /// Takes the next segment, sent by `sender`. True if it is the one that tells that both ends
    /// went on elsewhere: what lies between was not captured.
    bool observe(const TcpSegment& segment, EndIndex sender, Timestamp time,
                 InferredTransitions& out);
    /// An ICMP error told `victim` that the segment with this number, which it sent, cannot be
    /// delivered. It ends a connection that is being opened (RFC 5461, 4.1: as Linux has it); any
    /// other takes no harm from it.
    void observeUnreachable(EndIndex victim, SequenceNumber quoted, Timestamp time,
                            InferredTransitions& out);
    /// While watching live: lets time-outs and resets that are due by `now` take effect.
    void settle(Timestamp now, InferredTransitions& out);
    /// No more segments will come (end of the capture at `now`, or the ports were used again).
    void finish(Timestamp now, InferredTransitions& out);

    /// When settle() will have something to do if no more segments come; Timestamp::max() for
    /// never.
    Timestamp due() const;

    /// True while a RST has passed and not yet taken effect.
    bool hasPendingReset() const { return (ends_[0].marks | ends_[1].marks) & kResetSent; }
    /// False while nothing tells in which state the end is.
    bool isKnown(EndIndex end) const { return ends_[end].marks & kStateKnown; }
    TcpState state(EndIndex end) const { return ends_[end].state; }
    /// In which state the end was when something first told; meaningful if isKnown().
    TcpState firstState(EndIndex end) const { return ends_[end].firstState; }
    /// True if the end was opened by a listener.
    bool isPassive(EndIndex end) const { return ends_[end].marks & kPassive; }
    /// The initial sequence number (ISS), if a SYN told it.
    bool hasInitialSequence(EndIndex end) const { return ends_[end].marks & kIssKnown; }
    SequenceNumber initialSequence(EndIndex end) const { return ends_[end].iss; }

private:
    enum Mark : std::uint16_t {
        kStateKnown = 0x0001,
        kIssKnown = 0x0002,       ///< iss is set
        kHasSent = 0x0004,        ///< sndMax is set
        kHasAcked = 0x0008,       ///< ackMax and rightEdge are set
        kPassive = 0x0010,        ///< opened by a listener
        kFinSent = 0x0020,        ///< fin is set
        kFinProved = 0x0040,      ///< the other end acknowledged our FIN
        kAckOfFinDue = 0x0080,    ///< an ACK of our FIN passed behind a FIN that is not proved yet
        kAckWithFin = 0x0100,     ///< ... in one segment with it
        kFinRepeated = 0x0200,    ///< ... and that FIN was sent again since
        kResetSent = 0x0400,      ///< an acceptable RST, not yet in effect
        kResetPassed = 0x0800,    ///< the same, seen from its receiver
        kFastOpen = 0x1000,       ///< its SYN carried data (RFC 7413)
        kFinBeforeReset = 0x2000, ///< the RST tells that the other's FIN was received before it
        kFinAfterGap = 0x4000,    ///< what comes before its FIN was lost: the FIN must wait for it
        kResetInDoubt = 0x8000, ///< its RST is in the window, but not where its receiver expects it
    };

    /// What is inferred of one end. Not a TCB: an observer never has all of it.
    struct EndpointState {
        SequenceNumber iss;
        SequenceNumber sndMax;    ///< end of the furthest segment it sent
        SequenceNumber ackMax;    ///< the furthest it acknowledged
        SequenceNumber rightEdge; ///< the furthest its window ever reached
        SequenceNumber fin;       ///< sequence number of its FIN
        SequenceNumber synEnd;    ///< what follows its SYN and the data in it
        std::uint16_t marks = 0;
        TcpState state = TcpState::Closed;
        TcpState firstState = TcpState::Closed;
        std::int8_t windowScale = kScaleUnknown;

        bool has(std::uint16_t mark) const { return (marks & mark) == mark; }
        void set(std::uint16_t mark) { marks |= mark; }
        void clear(std::uint16_t mark) { marks &= static_cast<std::uint16_t>(~mark); }
    };
    static_assert(sizeof(EndpointState) == 32); // both in one cache line; found by a shift

    static constexpr std::int8_t kScaleUnknown = -2;

    /// Further off than any window (RFC 7323, 2.3): not a segment of this connection.
    static constexpr std::int32_t kFarOff = 1 << 30;
    /// So close are segments that follow each other.
    static constexpr std::int32_t kClose = 1 << 24;
    static constexpr int kStraysTogether = 3;
    static constexpr int kStraysAlone = 4;
    static constexpr std::uint8_t kStrayFin = 0x80; ///< in strays_: a FIN was among them

    /// What the receiver of a RST does with it.
    enum class ResetFit : std::uint8_t {
        Outside,  ///< lets it fall
        InWindow, ///< asks by a challenge ACK, unless segments were sent that are not captured
        Exact,    ///< ends, as far as can be told
    };

    /// One call's context.
    struct Step {
        const TcpSegment& segment;
        EndIndex sender;
        Timestamp time;
        InferredTransitions& out;
    };

    void start(EndIndex end, TcpState state, Timestamp time);
    bool apply(EndIndex end, TcpEvent event, Timestamp time, InferredTransitions& out);
    static bool belongs(const TcpSegment& segment, const EndpointState& me,
                        const EndpointState& peer);
    static bool isUnprovedFin(const EndpointState& end) {
        return end.has(kFinSent) && !end.has(kFinProved);
    }
    static bool isSteady(const TcpSegment& segment, const EndpointState& me,
                         const EndpointState& peer);
    bool findNewPlace(const Step& step);
    bool agreeOnPlace(EndIndex sender) const;
    void takeNewPlace(const Step& step);
    ResetFit judgeReset(const TcpSegment& segment, EndIndex sender) const;
    bool goesOnAfterReset(const Step& step) const;
    bool outlivesReset(const Step& step) const;
    static void forgetReset(EndpointState& sender, EndpointState& receiver);
    void observeSyn(const Step& step);
    void observeSynAck(const Step& step);
    void observeOrdinary(const Step& step, EndpointState& me, EndpointState& peer);
    void observeReset(const Step& step);
    bool placeFirstSegment(const Step& step);
    bool leaveSynSent(const Step& step);
    void proveReceipt(const Step& step, EndpointState& me, EndpointState& peer);
    void receiveFin(EndIndex end, Timestamp time, InferredTransitions& out);
    void sendFin(const Step& step, EndpointState& me, EndpointState& peer);
    void deliverAcknowledgment(const Step& step, EndpointState& me, EndpointState& peer);
    void applyReset(InferredTransitions& out);
    void expire(Timestamp now, InferredTransitions& out);
    static void remember(const TcpSegment& segment, EndpointState& me, const EndpointState& peer);
    bool acknowledgesSyn(const TcpSegment& segment, EndIndex receiver) const;

    std::array<EndpointState, 2> ends_;
    /// When each end entered its present state, or a segment last renewed it.
    std::array<Timestamp, 2> since_;
    /// How many segments of each end came in a row that fit around strayPlace_, and kStrayFin.
    std::array<std::uint8_t, 2> strays_{};
    bool toItself_;
    SequenceNumber resetSequence_; ///< the furthest of the RSTs that passed
    Timestamp resetTime_;          ///< of the first: when it ends its sender
    Timestamp resetArrival_;       ///< ... and its receiver, which may have outlived an earlier one
    std::array<SequenceNumber, 2> strayPlace_; ///< what each end would send next
};

} // namespace synoptic
