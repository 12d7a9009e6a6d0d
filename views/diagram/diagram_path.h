// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"
#include "views/diagram/diagram_geometry.h"

#include <optional>
#include <vector>

namespace synoptic {

/// One step of a connection, drawn along one edge.
struct DrawnHop {
    EdgeIndex edge = kNoEdge;
    Evidence evidence = Evidence::Inferred;
    int firstNumber = 1; ///< its place among all the connection's transitions, from 1
    int lastNumber = 1;  ///< differs where one segment made two transitions

    friend bool operator==(const DrawnHop&, const DrawnHop&) = default;
};

/// What the diagram shows of one connection. Transitions nobody saw have no hop: a path is never
/// invented.
struct DiagramPath {
    std::vector<DrawnHop> hops; ///< oldest first
    NodeIndex current = 0;      ///< where this end stands
    std::optional<NodeIndex> peer;

    bool passes(NodeIndex node) const;

    friend bool operator==(const DiagramPath&, const DiagramPath&) = default;
};

/// The path of a TCP connection; nothing for UDP, which has no states.
///
/// FIN and the acknowledgement of ours in one segment are two transitions at one instant,
/// FIN-WAIT-1 to FIN-WAIT-2 to TIME-WAIT; they become one hop along the direct edge.
std::optional<DiagramPath> diagramPathOf(const ConnectionSnapshot& connection);

/// True if `second` followed `first` by the same segment, so that the direct edge from FIN-WAIT-1
/// to TIME-WAIT tells them both.
bool isOneSegment(const StateTransition& first, const StateTransition& second);

} // namespace synoptic
