// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/connection_detail.h"

namespace synoptic {

ConnectionDetail detailOf(const CaptureConnection& connection, EndIndex localEnd) {
    ConnectionDetail detail;
    detail.flow = connection.flow();
    detail.first = connection.first();
    detail.last = connection.last();
    detail.handshake = connection.handshake();
    detail.completeness = connection.completeness();
    detail.outcome = connection.outcome();
    detail.incarnation = connection.incarnation();
    const std::vector<InferredTransition> transitions = connection.transitions();
    for (const EndIndex end : {EndIndex{0}, EndIndex{1}}) {
        WireEnd& side = detail.ends[end == localEnd ? 0 : 1];
        side.index = end;
        side.isClient = end == connection.client();
        side.baseSequence = connection.baseSequence(end);
        side.synOptions = connection.synOptions(end);
        side.isnSeen = side.synOptions.seen;
        side.counts = connection.counts(end);
        side.roundTrips = connection.roundTrips(end);
        side.transitionsOmitted = connection.transitionsOmitted();
        for (const InferredTransition& step : transitions) {
            if (step.end == end)
                side.transitions.push_back(step);
        }
        side.firstState =
            side.transitions.empty() ? connection.state(end) : side.transitions.front().from;
    }
    return detail;
}

ConnectionDetail detailOf(const UdpFlow& flow, EndIndex localEnd) {
    ConnectionDetail detail;
    detail.flow = flow.flow;
    detail.protocol = Protocol::Udp;
    detail.first = flow.first;
    detail.last = flow.last;
    for (const EndIndex end : {EndIndex{0}, EndIndex{1}}) {
        WireEnd& side = detail.ends[end == localEnd ? 0 : 1];
        side.index = end;
        side.isClient = end == flow.client;
        side.counts.packets = flow.packets[end];
        side.counts.payloadBytes = flow.payloadBytes[end];
    }
    return detail;
}

} // namespace synoptic
