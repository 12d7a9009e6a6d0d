// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <boost/unordered/unordered_flat_set.hpp>

namespace synoptic {

/// The listening sockets of one table: who could have accepted a connection to a local endpoint.
class ListenerIndex {
public:
    void clear() { listeners_.clear(); }
    void add(const Endpoint& local);
    /// True if a listener on this port is bound to the address, or to a wildcard that covers it:
    /// 0.0.0.0 covers IPv4, [::] covers IPv6 and, as a dual-stack socket does, IPv4. A table does
    /// not tell which IPv6 sockets are IPv6-only. v4-mapped addresses count as IPv4. Scope and
    /// bound interface are not looked at.
    bool accepts(const Endpoint& local) const;

private:
    struct Hash {
        std::size_t operator()(const Endpoint& end) const noexcept {
            return FourTupleHash{}({end, {}});
        }
    };
    boost::unordered_flat_set<Endpoint, Hash> listeners_; ///< unmapped, without scope
};

/// Which end opened a connection, from the state it is first seen in. `before` are the listeners
/// of the table before: one may have been closed since it accepted.
///
/// A listener on the local port makes it a server's: an active open from a port that also listens
/// is rare. Without one a new connection is a client's; one that stood before we looked may have
/// outlived its listener, so it stays Unknown.
Role inferRole(TcpState state, const Endpoint& local, bool alreadyThere,
               const ListenerIndex& listeners, const ListenerIndex& before);

} // namespace synoptic
