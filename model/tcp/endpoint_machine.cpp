// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tcp/endpoint_machine.h"

#include <algorithm>

namespace synoptic {

namespace {

using enum TcpState;
using enum TcpEvent;

constexpr std::size_t kEventCount = static_cast<std::size_t>(Unseen) + 1;

/// Where findTransition() leads for every state and event, asked once.
class NextStates {
public:
    NextStates() {
        for (const TcpState state : kAllTcpStates) {
            for (std::size_t event = 0; event < kEventCount; ++event) {
                for (const bool passive : {false, true}) {
                    const auto cause = static_cast<TcpEvent>(event);
                    const TransitionRow* row = findTransition(state, cause, passive);
                    next_[position(state, cause, passive)] = row ? row->to : kNone;
                }
            }
        }
    }
    TcpState find(TcpState state, TcpEvent event, bool passive) const {
        return next_[position(state, event, passive)];
    }
    static constexpr TcpState kNone{0xff};

private:
    static std::size_t position(TcpState state, TcpEvent event, bool passive) {
        return (index(state) * kEventCount + static_cast<std::size_t>(event)) * 2 +
               (passive ? 1 : 0);
    }
    std::array<TcpState, kTcpStateCount * kEventCount * 2> next_{};
};
const NextStates kNextStates;

} // namespace

void EndpointMachine::start(EndIndex end, TcpState state, Timestamp time) {
    EndpointState& me = ends_[end];
    me.set(kStateKnown);
    me.state = me.firstState = state;
    since_[end] = time;
}

/// Follows the table's row for the event, or does nothing where the table has none.
bool EndpointMachine::apply(EndIndex end, TcpEvent event, Timestamp time,
                            InferredTransitions& out) {
    EndpointState& me = ends_[end];
    if (!me.has(kStateKnown))
        return false;
    const TcpState next = kNextStates.find(me.state, event, me.has(kPassive));
    if (next == NextStates::kNone)
        return false;
    since_[end] = std::max(time, since_[end]);
    out.push({since_[end], end, me.state, next, event});
    me.state = next;
    return true;
}

/// Data between two ends that are open and have nothing pending moves neither of them.
bool EndpointMachine::isSteady(const TcpSegment& segment, const EndpointState& me,
                               const EndpointState& peer) {
    return (segment.control & (kAck | kFin)) == kAck && me.state == Established &&
           peer.state == Established && (me.marks & peer.marks & kStateKnown) &&
           !((me.marks | peer.marks) & (kFinSent | kResetSent | kResetPassed));
}

/// A segment whose numbers lie far from the connection's belongs to an older one, or to nobody.
bool EndpointMachine::belongs(const TcpSegment& segment, const EndpointState& me,
                              const EndpointState& peer) {
    const auto isNear = [](SequenceNumber a, SequenceNumber b) {
        const std::int32_t distance = a - b;
        return distance < kFarOff && distance > -kFarOff;
    };
    if (me.has(kHasSent) && !isNear(segment.sequence, me.sndMax))
        return false;
    if (!segment.has(kAck) || !peer.has(kHasSent))
        return true;
    if (peer.has(kFinSent) && segment.acknowledgment.isAfter(peer.fin + 1))
        return false;
    return isNear(segment.acknowledgment, peer.sndMax);
}

// In one piece but for what is rare, as calls would cost as much as the work.
[[gnu::flatten]] bool EndpointMachine::observe(const TcpSegment& segment, EndIndex sender,
                                               Timestamp time, InferredTransitions& out) {
    EndpointState& me = ends_[sender];
    EndpointState& peer = ends_[other(sender)];
    const Step step{segment, sender, time, out};
    if (segment.has(kRst)) {
        observeReset(step);
    } else if (segment.has(kSyn | kAck)) {
        observeSynAck(step);
    } else if (segment.has(kSyn)) {
        observeSyn(step);
    } else {
        const bool usual = belongs(segment, me, peer);
        if (!usual && !findNewPlace(step))
            return false;
        strays_ = {};
        if (isSteady(segment, me, peer))
            remember(segment, me, peer);
        else
            observeOrdinary(step, me, peer);
        return !usual;
    }
    return false;
}

void EndpointMachine::observeUnreachable(EndIndex victim, SequenceNumber quoted, Timestamp time,
                                         InferredTransitions& out) {
    const EndpointState& me = ends_[victim];
    if (me.has(kStateKnown | kIssKnown) && me.state == SynSent && quoted == me.iss)
        apply(victim, ReceiveIcmpError, time, out);
}

bool EndpointMachine::acknowledgesSyn(const TcpSegment& segment, EndIndex receiver) const {
    const EndpointState& end = ends_[receiver];
    return segment.has(kAck) && end.has(kIssKnown) && segment.acknowledgment.isAfter(end.iss) &&
           !segment.acknowledgment.isAfter(end.sndMax);
}

[[gnu::noinline]] void EndpointMachine::observeSyn(const Step& step) {
    EndpointState& me = ends_[step.sender];
    if (me.has(kResetSent))
        applyReset(step.out); // it opens again: what it aborted is over
    if (!me.has(kStateKnown))
        start(step.sender, Closed, step.time);
    if (me.state == Closed) {
        me.clear(kPassive | kFinSent | kFinProved | kHasAcked);
        me.iss = step.segment.sequence;
        me.synEnd = me.sndMax = me.iss + step.segment.length();
        me.set(kIssKnown | kHasSent);
        apply(step.sender, ActiveOpen, step.time, step.out);
    } else if (me.state == SynSent) {
        since_[step.sender] = step.time; // a retry
    }
    if (step.segment.payloadLength > 0)
        me.set(kFastOpen);
    me.windowScale = step.segment.options.windowScale;
}

[[gnu::noinline]] void EndpointMachine::observeSynAck(const Step& step) {
    EndpointState& me = ends_[step.sender];
    EndpointState& peer = ends_[other(step.sender)];
    const TcpSegment& segment = step.segment;
    if (peer.has(kIssKnown) && !acknowledgesSyn(segment, other(step.sender)))
        return; // answers a SYN of another time
    if (me.has(kStateKnown) && isSynchronized(me.state))
        return;             // a repetition; the segment that follows the lost ACK will tell
    if (me.has(kResetSent)) // it refused, but the RST did not arrive, and now it listens
        forgetReset(me, peer);
    if (!me.has(kStateKnown))
        start(step.sender, Listen, step.time);
    if (me.state == Closed)
        apply(step.sender, PassiveOpen, step.time, step.out);
    if (me.state == Listen) {
        me.set(kPassive);
        apply(step.sender, ReceiveSyn, step.time, step.out);
    } else if (me.state == SynSent && segment.sequence == me.iss) {
        apply(step.sender, ReceiveSyn, step.time, step.out); // both ends opened at once
    }
    if (me.state == SynReceived) {
        since_[step.sender] = step.time;
        me.iss = segment.sequence; // a later one counts: SYN cookies, or a restarted listener
        me.synEnd = me.sndMax = me.iss + segment.length();
        me.set(kIssKnown | kHasSent);
        if (segment.options.windowScale >= 0 || me.windowScale == kScaleUnknown)
            me.windowScale = segment.options.windowScale;
    }
    remember(segment, me, peer);
    // In a simultaneous open each end's SYN+ACK acknowledges the other's SYN.
    if (peer.has(kStateKnown) && peer.state == SynReceived)
        apply(other(step.sender), ReceiveAckOfSyn, step.time, step.out);
    if (me.state == SynReceived && peer.has(kHasAcked) && peer.ackMax.isAfter(me.iss) &&
        !me.has(kPassive))
        apply(step.sender, ReceiveAckOfSyn, step.time, step.out);
}

/// The first segment without SYN of an end of which nothing is known. False: it tells nothing.
[[gnu::noinline]] bool EndpointMachine::placeFirstSegment(const Step& step) {
    const EndIndex peerIndex = other(step.sender);
    const EndpointState& peer = ends_[peerIndex];
    if (!peer.has(kStateKnown) || isSynchronized(peer.state)) {
        start(step.sender, Established, step.time); // midstream
        return true;
    }
    if (!acknowledgesSyn(step.segment, peerIndex))
        return false; // a challenge ACK from an older connection
    if (peer.state == SynSent) {
        // Its SYN+ACK was not captured, but must have been.
        start(step.sender, Listen, step.time);
        ends_[step.sender].set(kPassive);
        apply(step.sender, ReceiveSyn, step.time, step.out);
        apply(step.sender, ReceiveAckOfSyn, step.time, step.out);
        return true;
    }
    if (peer.state == SynReceived) {
        // The SYN was not captured; the SYN+ACK that it acknowledges tells of it.
        start(step.sender, Closed, step.time);
        EndpointState& me = ends_[step.sender];
        me.iss = peer.ackMax + static_cast<std::uint32_t>(-1);
        me.synEnd = me.sndMax = peer.ackMax;
        me.set(kIssKnown | kHasSent);
        apply(step.sender, ActiveOpen, step.time, step.out);
        return true;
    }
    start(step.sender, Established, step.time);
    return true;
}

/// An end that opened actively and sends without SYN has received the other's SYN+ACK.
[[gnu::noinline]] bool EndpointMachine::leaveSynSent(const Step& step) {
    const EndIndex peerIndex = other(step.sender);
    EndpointState& peer = ends_[peerIndex];
    if (peer.has(kIssKnown) ? !acknowledgesSyn(step.segment, peerIndex)
                            : step.segment.sequence.isBefore(ends_[step.sender].iss))
        return false; // of an older connection
    apply(step.sender, ReceiveSynAck, step.time, step.out);
    if (!peer.has(kStateKnown) && step.segment.has(kAck)) {
        // Only this direction is captured: the handshake still tells of the other end.
        start(peerIndex, Listen, step.time);
        peer.set(kPassive);
        apply(peerIndex, ReceiveSyn, step.time, step.out);
        apply(peerIndex, ReceiveAckOfSyn, step.time, step.out);
    }
    return true;
}

[[gnu::noinline, gnu::flatten]] void
EndpointMachine::observeOrdinary(const Step& step, EndpointState& me, EndpointState& peer) {
    if (me.has(kResetSent)) {
        if (!goesOnAfterReset(step))
            return; // was under way before the RST
        forgetReset(me, peer);
    }
    if (me.has(kResetPassed) && outlivesReset(step)) {
        if (peer.has(kResetInDoubt))
            forgetReset(peer, me);
        else
            me.clear(kResetPassed | kFinBeforeReset); // its sender may well have aborted
    }
    if (!me.has(kStateKnown) && !placeFirstSegment(step))
        return;
    if (me.state == SynSent && !leaveSynSent(step))
        return;
    const bool waited = me.has(kFinAfterGap);
    if (step.segment.has(kAck))
        proveReceipt(step, me, peer);
    if (step.segment.has(kFin))
        sendFin(step, me, peer);
    remember(step.segment, me, peer);
    if (step.segment.has(kAck))
        deliverAcknowledgment(step, me, peer);
    if (waited && step.segment.payloadLength > 0)
        me.clear(kFinAfterGap); // what it waited for, as far as can be told
    if (toItself_ && step.segment.has(kAck) && isUnprovedFin(me) &&
        step.segment.acknowledgment.isAfter(me.fin)) {
        me.set(kFinProved);
        apply(step.sender, ReceiveFin, step.time, step.out);
        apply(step.sender, ReceiveAckOfFin, step.time, step.out);
    }
}

/// What the sender must have received to acknowledge this much.
void EndpointMachine::proveReceipt(const Step& step, EndpointState& me, EndpointState& peer) {
    const SequenceNumber ack = step.segment.acknowledgment;
    if (me.state == SynReceived) {
        // A bare ACK of the SYN may be a challenge ACK, and with Fast Open data may precede.
        const bool beyondSyn = peer.has(kHasSent | kIssKnown) && ack.isAfter(peer.synEnd);
        const bool sends = step.segment.payloadLength > 0 || step.segment.has(kFin);
        if (beyondSyn || (sends && !peer.has(kFastOpen)))
            apply(step.sender, ReceiveAckOfSyn, step.time, step.out);
    }
    if (peer.has(kFinSent) && !peer.has(kFinProved) && ack.isAfter(peer.fin)) {
        peer.set(kFinProved);
        receiveFin(step.sender, step.time, step.out);
    }
    if (me.state == TimeWait)
        // It answers a FIN sent again: 2MSL anew.
        since_[step.sender] = std::max(since_[step.sender], step.time);
}

void EndpointMachine::receiveFin(EndIndex end, Timestamp time, InferredTransitions& out) {
    EndpointState& me = ends_[end];
    const auto follow = [&](TcpEvent event) { apply(end, event, time, out); };
    if (me.has(kAckOfFinDue)) {
        const bool ackFirst = me.has(kAckWithFin) || me.has(kFinRepeated);
        me.clear(kAckOfFinDue);
        follow(ackFirst ? ReceiveAckOfFin : ReceiveFin);
        follow(ackFirst ? ReceiveFin : ReceiveAckOfFin);
    } else {
        follow(ReceiveFin);
    }
}

void EndpointMachine::sendFin(const Step& step, EndpointState& me, EndpointState& peer) {
    if (me.has(kFinSent)) {
        if (peer.has(kAckOfFinDue))
            peer.set(kFinRepeated);
        return;
    }
    if (!apply(step.sender, Close, step.time, step.out))
        return;
    me.fin = step.segment.sequence + step.segment.payloadLength;
    me.set(kFinSent);
    if (me.has(kHasSent) && step.segment.sequence.isAfter(me.sndMax))
        me.set(kFinAfterGap);
}

/// An acknowledgement reaches the other end, as far as the capture point can tell.
void EndpointMachine::deliverAcknowledgment(const Step& step, EndpointState& me,
                                            EndpointState& peer) {
    const EndIndex peerIndex = other(step.sender);
    if (!peer.has(kStateKnown) || peer.has(kResetSent))
        return;
    if (peer.state == SynReceived && acknowledgesSyn(step.segment, peerIndex))
        apply(peerIndex, ReceiveAckOfSyn, step.time, step.out);
    if (!peer.has(kFinSent) || !step.segment.acknowledgment.isAfter(peer.fin))
        return;
    if (peer.state == FinWait1) {
        if (isUnprovedFin(me) && !me.has(kFinAfterGap)) {
            if (!peer.has(kAckOfFinDue) && step.segment.has(kFin))
                peer.set(kAckWithFin);
            peer.set(kAckOfFinDue);
        } else {
            apply(peerIndex, ReceiveAckOfFin, step.time, step.out);
        }
    } else if (peer.state == Closing || peer.state == LastAck) {
        apply(peerIndex, ReceiveAckOfFin, step.time, step.out);
    }
}

void EndpointMachine::remember(const TcpSegment& segment, EndpointState& me,
                               const EndpointState& peer) {
    const SequenceNumber end = segment.sequence + segment.length();
    if (!me.has(kHasSent) || end.isAfter(me.sndMax))
        me.sndMax = end;
    me.set(kHasSent);
    if (!segment.has(kAck))
        return;
    if (!me.has(kHasAcked) || segment.acknowledgment.isAfter(me.ackMax))
        me.ackMax = segment.acknowledgment;
    std::uint32_t window = segment.window;
    if (!segment.has(kSyn)) {
        if (me.windowScale == kScaleUnknown)
            window <<= 14; // RFC 7323, 2.3: the largest there is
        else if (me.windowScale > 0 && peer.windowScale != -1)
            window <<= std::min<int>(me.windowScale, 14);
    }
    const SequenceNumber edge = segment.acknowledgment + window;
    if (!me.has(kHasAcked) || edge.isAfter(me.rightEdge))
        me.rightEdge = edge;
    me.set(kHasAcked);
}

void EndpointMachine::expire(Timestamp now, InferredTransitions& out) {
    for (EndIndex end = 0; end < 2; ++end) {
        const EndpointState& me = ends_[end];
        if (!me.has(kStateKnown))
            continue;
        const Timestamp since = since_[end];
        if (me.state == TimeWait && now - since >= kTimeWaitLength)
            apply(end, TimeWaitTimeout, since + kTimeWaitLength, out);
        else if ((me.state == SynSent || me.state == SynReceived) &&
                 now - since >= kHandshakeGivenUp)
            apply(end, Timeout, since + kHandshakeGivenUp, out);
    }
}

Timestamp EndpointMachine::due() const {
    Timestamp due = hasPendingReset() ? resetTime_ + kResetSettles : Timestamp::max();
    for (EndIndex end = 0; end < 2; ++end) {
        const EndpointState& me = ends_[end];
        if (!me.has(kStateKnown))
            continue;
        if (me.state == TimeWait)
            due = std::min<Timestamp>(due, since_[end] + kTimeWaitLength);
        else if (me.state == SynSent || me.state == SynReceived)
            due = std::min<Timestamp>(due, since_[end] + kHandshakeGivenUp);
    }
    return due;
}

void EndpointMachine::settle(Timestamp now, InferredTransitions& out) {
    if (hasPendingReset() && now - resetTime_ >= kResetSettles)
        applyReset(out);
    expire(now, out);
}

void EndpointMachine::finish(Timestamp now, InferredTransitions& out) {
    if (hasPendingReset())
        applyReset(out);
    expire(now, out);
}

} // namespace synoptic
