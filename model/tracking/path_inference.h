// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <boost/container/static_vector.hpp>

/// The way a connection took between two looks at the socket table, as far as it can be told.
/// Everything here is read from the transition table; nothing is invented: where several ways fit,
/// or an abort may have cut the way short, the answer is one hop whose event is Unseen and whose
/// edge is kNoEdge.
namespace synoptic {

/// One step of such a way.
struct PathHop {
    TcpState from = TcpState::Closed;
    TcpState to = TcpState::Closed;
    TcpEvent event = TcpEvent::Unseen;
    EdgeIndex edge = kNoEdge;
    Evidence evidence = Evidence::Inferred;

    friend bool operator==(const PathHop&, const PathHop&) = default;
};

/// In order, each beginning where the one before ended.
using InferredPath = boost::container::static_vector<PathHop, kTcpStateCount>;

/// The one path of normal edges from one state to another that fits the role (no LISTEN for a
/// client, no SYN-SENT for a server). Where no normal edges lead there, the only path of orderly
/// edges that exists at all, as ESTABLISHED - FIN-WAIT-1 - CLOSING. Empty where there is none or
/// more than one. CLOSED begins or ends a path and never lies inside one. A path of one hop has
/// evidence SocketTable, as both its ends were seen; longer ones are Inferred.
const InferredPath& inferPath(TcpState from, TcpState to, Role role);

/// True if an orderly way leads from one state to another without passing CLOSED.
bool isReachable(TcpState from, TcpState to);

/// How a connection came to the state it first appeared in, between two tables. An accepted one
/// starts in LISTEN, all others in CLOSED, as the RFC's figure has it.
InferredPath explainOpening(TcpState state, Role role);

/// How a connection went from one state to another, both seen, neither CLOSED.
InferredPath explainChange(TcpState from, TcpState to, Role role);

/// The same for a socket that is connected to itself: it receives what it sends, so that it opens
/// and closes as if both ends did so at once, and there is no other way.
InferredPath explainToItself(TcpState from, TcpState to);
inline bool isToItself(const FourTuple& tuple) {
    return tuple.local == tuple.remote && tuple.local.port != 0;
}

/// How a connection in `from` came to be gone. `timerDue` tells that the kernel's time-wait timer
/// would have run out by now: the 2MSL timeout of TIME-WAIT, or Linux's limit on FIN-WAIT-2.
InferredPath explainEnd(TcpState from, bool timerDue);

} // namespace synoptic
