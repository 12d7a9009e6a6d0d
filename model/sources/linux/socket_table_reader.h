// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/host_counters.h"
#include "model/sources/linux/network_namespaces.h"
#include "model/sources/linux/proc_net.h"
#include "model/sources/linux/process_map.h"
#include "model/sources/linux/sock_diag_table.h"
#include "model/sources/linux/wall_clock.h"
#include "model/tracking/source_status.h"

#include <optional>
#include <string>
#include <vector>

namespace synoptic {

/// Reads the whole socket table of one network namespace, or of several, with the owners: over
/// sock_diag, and from /proc/net where that is denied. For one thread.
class SocketTableReader {
public:
    /// Of the network namespace the thread is in.
    explicit SocketTableReader(bool resolveProcesses = true);
    /// Of these; the first has to be the thread's own. What only /proc/net tells, counters and the
    /// way round a denied netlink, is had of that one alone.
    SocketTableReader(std::vector<NetworkNamespace> namespaces, bool resolveProcesses);

    /// From now on of these and of the thread's own, whether it is among them or not; where they
    /// are not all there are, of those before as well. Returns those that are read no more.
    std::vector<std::uint64_t> setNamespaces(std::vector<NetworkNamespace> namespaces,
                                             bool areAll = true);

    /// One dump of every protocol for each namespace. Left out is what could not be had whole;
    /// status() says why. Empty if a stop was requested. Valid until the next call of a member.
    std::span<const SocketTableObservation> readAll(std::stop_token stop = {});
    /// The same for a reader of one namespace.
    std::optional<SocketTableObservation> read(std::stop_token stop = {});

    /// True if sockets are being looked for that a call of searchOn() may place at once; what it
    /// finds shows with the next read().
    bool isSearching() const { return searching_; }
    void searchOn(std::stop_token stop);

    const SourceStatus& status() const { return status_; }

private:
    /// What is read of one namespace.
    struct Home {
        std::uint64_t netns = 0;
        std::string place; ///< " of network namespace 4026532177 (blue)"; own: empty
        SockDiagTable netlink;
        std::array<int, 2> deniedBy{}; ///< errno by protocol; 0: netlink works
        bool complete = false;         ///< the last reading
        std::size_t rows = 0;          ///< of rows_
        Timestamp began;
        Timestamp time;
    };

    static Home makeHome(NetworkNamespace found);
    void dump(Home& home, std::stop_token stop);
    bool dump(Home& home, Protocol protocol, std::stop_token stop);
    void resolve(std::stop_token stop);
    void updateStatus();

    std::vector<Home> homes_; ///< the thread's own first
    DoublesMerger doubles_;
    ProcNetTable procNet_;
    ProcessMap processes_;
    HostCounterReader counters_;
    std::optional<Timestamp> settingsRead_;
    WallClock clock_;
    std::vector<SocketRow> rows_; ///< of all that were read whole, one after the other
    std::vector<SocketTableObservation> tables_;
    const bool resolveProcesses_;
    bool searching_ = false;
    bool failed_ = false; ///< no way is left to read the own namespace
    std::string trouble_; ///< of the last reading
    SourceStatus status_;
};

} // namespace synoptic
