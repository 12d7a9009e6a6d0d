// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/reset_counter.h"
#include "model/tracking/tracker_state.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <deque>
#include <functional>
#include <queue>
#include <vector>

namespace synoptic {

/// What the kernel's trace tells, turned into records and transitions beside the socket table of
/// the same namespaces, or without one. A socket is known by its cookie; what the table or packets
/// told of it goes on as the same record.
///
/// The trace calls three things CLOSE (7). After both FINs it is TIME-WAIT; before the peer's FIN
/// and without an error it is FIN-WAIT-2 that goes on as a minisocket; else it is the end, and the
/// socket's error says by what. From then on the minisocket is the table's to tell.
class KernelRecords {
public:
    explicit KernelRecords(TrackerState& state) : state_(state) {}

    void observe(const KernelTraceObservation& trace);
    /// A table of this namespace was taken in: it may know the ports of sockets that connect.
    void afterTable(WatchedNamespace& home);
    /// What waits for a further word of other namespaces is forgotten.
    void keepOnly(std::uint64_t netns);
    /// Events were lost: from here on a socket's next transition need not fit its last.
    void observeLoss() { lost_ = true; }

private:
    static constexpr std::size_t kMostMinisockets = 100'000;

    /// connect() tells before it has chosen the local port.
    struct Opening {
        KernelEvent event;
        std::string command;
    };
    struct Minisocket {
        Timestamp due;
        ConnectionKey key;
        friend auto operator<=>(const Minisocket&, const Minisocket&) = default;
    };

    void take(const KernelEvent& event);
    void takeOpening(const Opening& opening, const FourTuple& tuple);
    ConnectionRecord* recordOf(const KernelEvent& event);
    ConnectionRecord* open(const KernelEvent& event, TcpState state, bool opened);
    void tell(ConnectionRecord& record, TcpState from, TcpState to, TcpEvent cause,
              const KernelEvent& event);
    void tellClose(ConnectionRecord& record, TcpState from, const KernelEvent& event);
    void takeReset(const KernelEvent& event);
    void keepMinisocket(const ConnectionRecord& record, Timestamp since);
    void learnOwner(ConnectionRecord& record, const KernelEvent& event);
    void link(ConnectionRecord& record, std::uint64_t cookie);
    void expire(Timestamp now);
    void fetch(std::span<const KernelEvent> events);
    std::shared_ptr<const ProcessInfo> processOf(const KernelEvent& event);
    void expireMinisockets(Timestamp now);

    TrackerState& state_;
    boost::unordered_flat_map<std::uint64_t, Opening> openings_; ///< by cookie; bounded
    std::deque<std::pair<std::uint64_t, Timestamp>> openingsByAge_;
    /// Those told of last, by pid: a server makes thousands of connections. Bounded.
    boost::unordered_flat_map<std::uint32_t, std::shared_ptr<const ProcessInfo>> processes_;
    /// Of namespaces without a table, the one due first on top; bounded.
    std::priority_queue<Minisocket, std::vector<Minisocket>, std::greater<>> minisockets_;
    /// Sockets that left FIN-WAIT-2 a moment ago, by cookie: a RST of theirs tells that it was the
    /// end.
    boost::unordered_flat_map<std::uint64_t, Timestamp> leftFinWait2_;
    ResetCounter resets_;
    std::optional<Timestamp> tracedSince_;
    bool lost_ = false;
};

/// What ended a socket that the trace tells as CLOSE, by its state before and its error.
TcpEvent causeOfClose(TcpState from, std::uint16_t error);

} // namespace synoptic
