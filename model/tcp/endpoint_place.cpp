// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tcp/endpoint_machine.h"

#include <algorithm>
#include <cstdlib>

// How EndpointMachine finds its place again behind a hole in the capture.
namespace synoptic {

/// A hole of 1 GiB or more takes both ends' numbers further than belongs() lets pass. Segments that
/// fit each other around another place tell of it: no older connection has both its ends talk,
/// as the end that is in the present one answers by present numbers.
[[gnu::noinline]] bool EndpointMachine::findNewPlace(const Step& step) {
    const TcpSegment& segment = step.segment;
    const EndIndex peerIndex = other(step.sender);
    const auto isOpening = [](const EndpointState& end) {
        return end.has(kStateKnown) && !isSynchronized(end.state);
    };
    if (!segment.has(kAck) || isOpening(ends_[0]) || isOpening(ends_[1]))
        return false;
    const auto isClose = [](SequenceNumber a, SequenceNumber b) {
        return std::abs(std::int64_t{a - b}) < kClose;
    };
    const bool fits = (strays_[0] | strays_[1]) != 0 &&
                      isClose(segment.sequence, strayPlace_[step.sender]) &&
                      isClose(segment.acknowledgment, strayPlace_[peerIndex]);
    if (!fits)
        strays_ = {};
    const auto reach = [&](EndIndex end, SequenceNumber number) {
        if (!fits || number.isAfter(strayPlace_[end]))
            strayPlace_[end] = number;
    };
    reach(step.sender, segment.sequence + segment.length());
    reach(peerIndex, segment.acknowledgment);
    std::uint8_t& count = strays_[step.sender];
    count = static_cast<std::uint8_t>((count & kStrayFin) |
                                      std::min((count & ~kStrayFin) + 1, kStrayFin - 1));
    if (!agreeOnPlace(step.sender)) {
        if (segment.has(kFin))
            count |= kStrayFin;
        return false;
    }
    takeNewPlace(step);
    return true;
}

/// Two segments of one end and one of the other are enough; of an end that is never heard, nothing
/// is to be had, and the other must send more.
bool EndpointMachine::agreeOnPlace(EndIndex sender) const {
    const int sent = strays_[sender] & ~kStrayFin;
    const int answered = strays_[other(sender)] & ~kStrayFin;
    const bool alone = !ends_[other(sender)].has(kHasSent);
    if (alone ? sent < kStraysAlone : answered == 0 || sent + answered < kStraysTogether)
        return false;
    for (EndIndex end = 0; end < 2; ++end) {
        // Nothing follows a FIN.
        if (ends_[end].has(kFinSent) && strayPlace_[end] != ends_[end].fin + 1)
            return false;
    }
    return true;
}

void EndpointMachine::takeNewPlace(const Step& step) {
    forgetReset(ends_[0], ends_[1]);
    forgetReset(ends_[1], ends_[0]);
    for (EndIndex end = 0; end < 2; ++end) {
        EndpointState& me = ends_[end];
        if (me.has(kHasSent))
            me.sndMax = strayPlace_[end];
        me.clear(kHasAcked | kFinAfterGap);
        if ((strays_[end] & kStrayFin) && !me.has(kFinSent) &&
            apply(end, TcpEvent::Close, step.time, step.out)) {
            me.fin = strayPlace_[end] + static_cast<std::uint32_t>(-1);
            me.set(kFinSent);
        }
    }
}

} // namespace synoptic
