// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection_tracker.h"

#include <QString>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

/// Socket tables written by hand, and transitions as text that can be compared.
namespace synoptic::test {

using namespace std::chrono_literals;

/// Seconds after a fixed start.
inline Timestamp at(double seconds) {
    return Timestamp(1'700'000'000s) +
           std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
}

inline Endpoint endpoint(std::string_view address, std::uint16_t port) {
    const auto parsed = IpAddress::parse(address);
    if (!parsed)
        std::abort();
    return {*parsed, port, 0};
}

inline SocketRow row(TcpState state, std::uint64_t cookie,
                     Endpoint local = endpoint("192.0.2.1", 50000),
                     Endpoint remote = endpoint("198.51.100.3", 443)) {
    SocketRow row;
    row.tuple = {local, remote};
    row.state = state;
    row.cookie = cookie;
    row.inode = static_cast<std::uint32_t>(1000 + cookie);
    row.uid = 1000;
    return row;
}

inline SocketRow listener(std::uint64_t cookie, std::uint16_t port,
                          std::string_view address = "0.0.0.0") {
    return row(TcpState::Listen, cookie, endpoint(address, port),
               {IpAddress::parse(address)->isV4() ? IpAddress() : *IpAddress::parse("::"), 0, 0});
}

inline SocketRow udp(std::uint64_t cookie, bool connected = false) {
    SocketRow udp = row(connected ? TcpState::Established : TcpState::Closed, cookie,
                        endpoint(connected ? "192.0.2.1" : "0.0.0.0", 5353),
                        connected ? endpoint("198.51.100.3", 53) : Endpoint{});
    udp.protocol = Protocol::Udp;
    return udp;
}

inline SocketRow withTimer(SocketRow row, SocketTimer::Kind kind, std::chrono::milliseconds left) {
    row.timer = {kind, 0, left};
    return row;
}

inline SocketRow withBytes(SocketRow row, std::uint64_t received, std::uint64_t acked) {
    row.hasMetrics = true;
    row.metrics.rttMicroseconds = 400;
    row.metrics.bytesReceived = received;
    row.metrics.bytesAcked = acked;
    return row;
}

using Rows = std::vector<SocketRow>;

inline void observe(ConnectionTracker& tracker, double seconds, const Rows& rows,
                    std::optional<HostCounters> counters = {}, std::uint64_t netns = 1) {
    tracker.observe(SocketTableObservation{at(seconds), netns, rows, counters});
}

/// "ESTABLISHED > FIN-WAIT-1: CLOSE, socket-table", and " (no edge)" where none is drawn.
inline std::string describe(TcpState from, TcpState to, TcpEvent event, Evidence evidence,
                            EdgeIndex edge) {
    return std::string(name(from)) + " > " + std::string(name(to)) + ": " +
           std::string(name(event)) + ", " + std::string(name(evidence)) +
           (edge == kNoEdge ? " (no edge)" : "");
}

inline QString text(std::span<const StateTransition> transitions) {
    std::string lines;
    for (const StateTransition& t : transitions) {
        if (!lines.empty())
            lines += '\n';
        lines += describe(t.from, t.to, t.event, t.evidence, t.edge);
    }
    return QString::fromStdString(lines);
}

inline const ConnectionSnapshot* findCookie(const ChangeSet& set, std::uint64_t cookie) {
    const auto it = std::find_if(set.changed.begin(), set.changed.end(),
                                 [&](const auto& c) { return c.id.incarnation == cookie; });
    return it == set.changed.end() ? nullptr : &*it;
}

} // namespace synoptic::test
