// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tcp/endpoint_machine.h"

#include <algorithm>

// What EndpointMachine makes of a RST, and of what passes behind it.
namespace synoptic {

using enum TcpState;
using enum TcpEvent;

/// What would the other end do with this RST (RFC 9293, 3.10.7.3 and 3.10.7.4; RFC 5961, 3.2)?
EndpointMachine::ResetFit EndpointMachine::judgeReset(const TcpSegment& segment,
                                                      EndIndex sender) const {
    const EndpointState& me = ends_[sender];
    const EndpointState& peer = ends_[other(sender)];
    const auto exactIf = [](bool fits) { return fits ? ResetFit::Exact : ResetFit::Outside; };
    if (!peer.has(kStateKnown))
        return ResetFit::Exact;
    if (peer.state == SynSent)
        return exactIf(acknowledgesSyn(segment, other(sender)));
    if (!peer.has(kHasAcked))
        return exactIf(!me.has(kHasSent) || belongs(segment, me, peer));
    // One that answers what was sent before the FIN came (Linux: tcp_reset_check()).
    if (me.has(kFinProved) && segment.sequence == me.fin && peer.ackMax == me.fin + 1 &&
        (peer.state == CloseWait || peer.state == LastAck || peer.state == Closing))
        return ResetFit::Exact;
    if (segment.sequence.isBefore(peer.ackMax))
        return ResetFit::Outside;
    // What the receiver expects lies between its last acknowledgement and the end of what was sent
    // to it, and so does the end of what it has out of order, which Linux takes as well.
    if (segment.sequence == peer.ackMax ||
        (me.has(kHasSent) && !segment.sequence.isAfter(me.sndMax)))
        return ResetFit::Exact;
    if (!segment.sequence.isBefore(peer.rightEdge))
        return ResetFit::Outside;
    // Of an end that was never heard anything may have been received.
    return me.has(kHasSent) ? ResetFit::InWindow : ResetFit::Exact;
}

/// An end that sent a RST and then something new, or anything after a while, is alive: the RST was
/// not its own.
bool EndpointMachine::goesOnAfterReset(const Step& step) const {
    const EndpointState& me = ends_[step.sender];
    const TcpSegment& segment = step.segment;
    const SequenceNumber end = segment.sequence + segment.length();
    return end.isAfter(me.sndMax) || step.time - resetTime_ >= kResetSettles ||
           (segment.has(kAck) && me.has(kHasAcked) && segment.acknowledgment.isAfter(me.ackMax));
}

/// Does what the receiver of a RST sends tell that the RST did not end it? What it sent before the
/// RST arrived may pass the capture point behind it, so that this alone is no proof.
bool EndpointMachine::outlivesReset(const Step& step) const {
    const EndpointState& me = ends_[step.sender];
    const EndpointState& peer = ends_[other(step.sender)];
    if (me.has(kResetSent) || !me.has(kStateKnown) || !isSynchronized(me.state))
        return false;
    if (step.time - resetArrival_ >= kResetSettles)
        return true;
    if (!step.segment.has(kAck))
        return false;
    const SequenceNumber ack = step.segment.acknowledgment;
    if (ack.isAfter(resetSequence_)) // what had come before was in front of the RST's number
        return !(peer.has(kFinSent) && resetSequence_ == peer.fin && ack == peer.fin + 1);
    // A RST that is not quite right is answered by a challenge ACK. Were it right, and its sender
    // gone, then that would answer this by another.
    return peer.has(kResetInDoubt) && ack.isBefore(resetSequence_);
}

void EndpointMachine::forgetReset(EndpointState& sender, EndpointState& receiver) {
    sender.clear(kResetSent | kResetInDoubt | kFinBeforeReset);
    receiver.clear(kResetPassed | kFinBeforeReset);
}

[[gnu::noinline]] void EndpointMachine::observeReset(const Step& step) {
    EndpointState& me = ends_[step.sender];
    EndpointState& peer = ends_[other(step.sender)];
    const ResetFit fit = judgeReset(step.segment, step.sender);
    if (me.has(kStateKnown) && (me.state == SynSent || me.state == SynReceived)) {
        // A RST that repeats a wrong acknowledgement turns an old duplicate away; the end stays.
        const bool own = step.segment.sequence == me.sndMax || step.segment.sequence == me.iss ||
                         step.segment.sequence == me.iss + 1;
        if (!own)
            return;
    } else if (fit == ResetFit::Outside || (fit == ResetFit::InWindow && me.has(kResetSent))) {
        return;
    }
    if (!me.has(kStateKnown))
        start(step.sender, Closed, step.time);
    if (!me.has(kResetSent) && !peer.has(kResetSent))
        resetTime_ = step.time;
    me.set(kResetSent);
    me.clear(kResetInDoubt);
    if (peer.has(kResetInDoubt)) // both ends would have it over
        peer.clear(kResetInDoubt);
    else if (fit == ResetFit::InWindow)
        me.set(kResetInDoubt);
    if (step.segment.has(kAck) && me.has(kHasAcked) && peer.has(kHasSent)) {
        const SequenceNumber ack = step.segment.acknowledgment;
        if (isUnprovedFin(peer) && ack.isAfter(peer.fin))
            me.set(kFinBeforeReset);
        // What acknowledges no more than the RST was under way before it.
        if (ack.isAfter(me.ackMax) && !ack.isAfter(peer.sndMax))
            me.ackMax = ack;
    }
    if (fit == ResetFit::Outside)
        return;
    if (!peer.has(kResetPassed)) {
        resetArrival_ = step.time;
        resetSequence_ = step.segment.sequence;
    } else if (step.segment.sequence.isAfter(resetSequence_)) {
        resetSequence_ = step.segment.sequence;
    }
    peer.set(kResetPassed);
    // Had the FIN not arrived, the receiver would have asked for a RST that lies before it; but one
    // behind data that was received out of order is good as well (Linux: tcp_validate_incoming()).
    if (isUnprovedFin(me) && !me.has(kFinAfterGap) && !step.segment.sequence.isBefore(me.fin))
        peer.set(kFinBeforeReset);
    else
        peer.clear(kFinBeforeReset);
}

void EndpointMachine::applyReset(InferredTransitions& out) {
    for (EndIndex end = 0; end < 2; ++end) {
        EndpointState& me = ends_[end];
        if (me.has(kFinBeforeReset))
            receiveFin(end, me.has(kResetSent) ? resetTime_ : resetArrival_, out);
        if (me.has(kResetSent))
            apply(end, me.state == SynSent ? Close : Abort, resetTime_, out);
        else if (me.has(kResetPassed))
            apply(end, ReceiveRst, resetArrival_, out);
        me.clear(kResetSent | kResetPassed | kResetInDoubt | kFinBeforeReset);
    }
}

} // namespace synoptic
