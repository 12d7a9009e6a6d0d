// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/change_set.h"
#include "model/tracking/connection_record.h"
#include "model/tracking/listener_index.h"
#include "model/tracking/observation.h"

#include <boost/unordered/unordered_flat_map.hpp>

namespace synoptic {

/// What names a socket from one table to the next where the kernel gives no cookie. Listeners and
/// UDP sockets may share a tuple (SO_REUSEPORT) but keep their inode; a connection has its tuple to
/// itself while its inode comes with accept() and goes with close().
struct CookielessKey {
    Protocol protocol = Protocol::Tcp;
    FourTuple tuple;
    std::uint32_t inode = 0;

    friend bool operator==(const CookielessKey&, const CookielessKey&) = default;
};
struct CookielessKeyHash {
    std::size_t operator()(const CookielessKey& key) const noexcept {
        return FourTupleHash{}(key.tuple) ^ (std::size_t{key.inode} << 1) ^
               static_cast<std::size_t>(key.protocol);
    }
};

/// Values by socket, where a row of a table and a record of an earlier one name the same socket: by
/// cookie, else by CookielessKey.
template <class Value>
class JoinMap {
public:
    /// Null if there is none. `Socket` is a SocketRow or a ConnectionRecord, here and below.
    template <class Socket>
    Value* find(const Socket& socket) {
        if (socket.cookie != 0)
            return find(byCookie_, socket.cookie);
        return find(byTuple_, keyOf(socket));
    }
    template <class Socket>
    void set(const Socket& socket, const Value& value) {
        if (socket.cookie != 0)
            byCookie_.insert_or_assign(socket.cookie, value);
        else
            byTuple_.insert_or_assign(keyOf(socket), value);
    }
    template <class Socket>
    void erase(const Socket& socket) {
        if (socket.cookie != 0)
            byCookie_.erase(socket.cookie);
        else
            byTuple_.erase(keyOf(socket));
    }
    template <class Predicate>
    void eraseAll(Predicate predicate) {
        const auto matches = [&](const auto& entry) { return predicate(entry.second); };
        boost::unordered::erase_if(byCookie_, matches);
        boost::unordered::erase_if(byTuple_, matches);
    }
    void clear() {
        byCookie_.clear();
        byTuple_.clear();
    }
    std::size_t size() const { return byCookie_.size() + byTuple_.size(); }

private:
    static CookielessKey key(Protocol protocol, const FourTuple& tuple, bool listens,
                             std::uint32_t inode) {
        return {protocol, tuple, protocol == Protocol::Udp || listens ? inode : 0};
    }
    static CookielessKey keyOf(const SocketRow& row) {
        return key(row.protocol, row.tuple, row.state == TcpState::Listen, row.inode);
    }
    static CookielessKey keyOf(const ConnectionRecord& record) {
        const ConnectionSnapshot& known = record.snapshot;
        return key(known.id.protocol, known.id.tuple, known.isListening(), known.inode);
    }
    template <class Map, class Key>
    static Value* find(Map& map, const Key& key) {
        const auto it = map.find(key);
        return it == map.end() ? nullptr : &it->second;
    }

    boost::unordered_flat_map<std::uint64_t, Value> byCookie_;
    boost::unordered_flat_map<CookielessKey, Value, CookielessKeyHash> byTuple_;
};

/// A socket that stands in the table but is not kept: over a cap, or evicted.
struct UnkeptSocket {
    TcpState state = TcpState::Closed;
    std::uint64_t generation = 0;
};

/// As packets show it: without scope, and IPv4 as IPv4.
inline FourTuple wireTuple(const FourTuple& tuple) {
    const auto plain = [](const Endpoint& end) {
        return Endpoint{end.address.unmapped(), end.port, 0};
    };
    return {plain(tuple.local), plain(tuple.remote)};
}

/// All that is remembered of one network namespace between its tables.
struct WatchedNamespace {
    std::uint64_t netns = 0;
    JoinMap<ConnectionRecord*> known; ///< open ones; closed ones too while a cookie names them
    JoinMap<UnkeptSocket> unkept;
    /// TCP connections by what packets show of them, the newest of each; closed ones stay as long
    /// as they are kept.
    boost::unordered_flat_map<FourTuple, ConnectionRecord*, FourTupleHash> byTuple;
    OpenList open;
    ListenerIndex listeners;       ///< of the newest table
    ListenerIndex listenersBefore; ///< of the table before
    StateCounts unkeptCounts{};    ///< of the sockets of the newest table that are not kept
    std::optional<HostCounters> counters;
    std::optional<HostSettings> settings; ///< as last told
    Timestamp lastTable;
    std::uint64_t generation = 0; ///< of the newest table
    bool joined = false;          ///< false: watching (re)starts with the next table
};

} // namespace synoptic
