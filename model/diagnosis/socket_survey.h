// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/input.h"
#include "model/tracking/tracker_state.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <deque>
#include <map>
#include <set>

namespace synoptic {

/// How much each counter rose; one that was reset did not.
HostCounters riseOf(const HostCounters& before, const HostCounters& now);

/// Looks over the sockets of one namespace once a table: one pass, a fraction of a microsecond
/// each, and what it has to remember of the few that some rule cares about.
class SocketSurvey {
public:
    /// Fills in what a table tells.
    void look(TrackerState& state, const WatchedNamespace& home, DiagnosisInput& input);
    /// This machine's firewall dropped packets of an open connection.
    void block(ConnectionKey key) { stuck_[key].blocked = true; }
    /// A SYN between these endpoints met something that does not open a connection.
    void answer(const FourTuple& tuple, Timestamp time);

    static constexpr std::size_t kMostSockets = 5'000; ///< in DiagnosisInput::sockets
    static constexpr std::size_t kMostUdpListeners = 1'000;
    static constexpr std::size_t kMostSources = 1'024; ///< half-opens whose source is looked at

private:
    struct Count {
        Timestamp time;
        std::uint32_t count;
    };
    struct Stuck {
        std::uint64_t bytes = 0;
        Timestamp since;
        std::uint64_t look = 0;
        std::optional<Timestamp> disagreesSince;
        bool blocked = false;
    };
    struct Leak {
        Timestamp since;
        std::uint64_t count = 0;
        std::uint64_t look = 0;
    };
    using Listeners = boost::unordered_flat_map<std::uint16_t, std::vector<std::size_t>>;

    void countRise(const WatchedNamespace& home, DiagnosisInput& input);
    void addListener(const ConnectionSnapshot& socket, DiagnosisInput& input);
    void addUdpListener(const ConnectionSnapshot& socket, DiagnosisInput& input);
    ListenerFacts* listenerOf(const Endpoint& local, DiagnosisInput& input) const;
    void addHalfOpen(const ConnectionSnapshot& socket, DiagnosisInput& input);
    void addSocket(TrackerState& state, const ConnectionSnapshot& socket, DiagnosisInput& input);
    void addCloseWait(const ConnectionSnapshot& socket, Duration age, DiagnosisInput& input);
    void addDestination(const ConnectionSnapshot& socket, const DiagnosisInput& input);
    void finishListeners(const WatchedNamespace& home, DiagnosisInput& input);
    void finishProcesses(DiagnosisInput& input);
    void finishDestinations(DiagnosisInput& input);

    std::deque<std::pair<Timestamp, HostCounters>> counters_;
    FloodMemory flood_;
    std::map<Endpoint, std::deque<Count>> halfOpens_; ///< by listener, over the window
    boost::unordered_flat_map<ConnectionKey, Stuck> stuck_;
    boost::unordered_flat_map<FourTuple, Timestamp, FourTupleHash> answered_; ///< bounded
    std::map<std::int32_t, Leak> leaks_;
    std::uint64_t look_ = 0;

    // Of the present look
    Listeners byPort_;
    std::vector<const ConnectionSnapshot*> halfOpen_;
    std::set<Endpoint> udpKnown_;
    std::vector<std::vector<IpAddress>> sources_; ///< by listener
    std::map<std::int32_t, std::size_t> processAt_;
    boost::unordered_flat_map<FourTuple, DestinationFacts, FourTupleHash> destinations_;
};

} // namespace synoptic
