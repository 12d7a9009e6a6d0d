// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/diagram_path.h"

#include <algorithm>

namespace synoptic {

namespace {

EdgeIndex directEdge() {
    return findEdge(TcpState::FinWait1, TcpState::TimeWait);
}

NodeIndex currentNode(const ConnectionSnapshot& connection, const std::vector<DrawnHop>& hops) {
    if (connection.state != TcpState::Closed)
        return static_cast<NodeIndex>(index(connection.state));
    // An open that came to nothing goes back to the CLOSED it came from; the rest end at the other.
    const auto& transitions = connection.history->transitions;
    if (!hops.empty() && !transitions.empty() && transitions.back().edge == hops.back().edge)
        return edgeFigures()[hops.back().edge].target;
    return connection.closed ? kEndNode : static_cast<NodeIndex>(index(TcpState::Closed));
}

} // namespace

bool DiagramPath::passes(NodeIndex node) const {
    if (node == current || node == peer)
        return true;
    return std::any_of(hops.begin(), hops.end(), [node](const DrawnHop& hop) {
        const EdgeFigure& figure = edgeFigures()[hop.edge];
        return figure.target == node || index(figure.from) == node;
    });
}

bool isOneSegment(const StateTransition& first, const StateTransition& second) {
    return first.from == TcpState::FinWait1 && first.to == TcpState::FinWait2 &&
           second.from == TcpState::FinWait2 && second.to == TcpState::TimeWait &&
           first.connection == second.connection && first.time == second.time &&
           first.notBefore == first.time && first.evidence != Evidence::Inferred &&
           second.evidence != Evidence::Inferred;
}

std::optional<DiagramPath> diagramPathOf(const ConnectionSnapshot& connection) {
    if (connection.id.protocol != Protocol::Tcp)
        return std::nullopt;
    DiagramPath path;
    int number = 0;
    const StateTransition* before = nullptr;
    if (connection.history) {
        number = static_cast<int>(connection.history->omitted);
        for (const StateTransition& step : connection.history->transitions) {
            ++number;
            if (before && isOneSegment(*before, step) && !path.hops.empty())
                path.hops.back() = {directEdge(), step.evidence, number - 1, number};
            else if (step.edge != kNoEdge)
                path.hops.push_back({step.edge, step.evidence, number, number});
            before = &step;
        }
    }
    path.current = connection.history ? currentNode(connection, path.hops)
                                      : static_cast<NodeIndex>(index(connection.state));
    if (connection.peerState)
        path.peer = static_cast<NodeIndex>(index(*connection.peerState));
    return path;
}

} // namespace synoptic
