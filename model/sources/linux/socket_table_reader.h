// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/boot_anchored_clock.h"
#include "model/sources/linux/host_counters.h"
#include "model/sources/linux/proc_net.h"
#include "model/sources/linux/process_map.h"
#include "model/sources/linux/sock_diag_table.h"
#include "model/tracking/source_status.h"

#include <optional>
#include <string>
#include <vector>

namespace synoptic {

/// Reads the whole socket table of one network namespace with its owners: over sock_diag, and from
/// /proc/net where that is denied. For one thread; the namespace is the one the thread is in.
class SocketTableReader {
public:
    explicit SocketTableReader(bool resolveProcesses = true);

    /// One dump of every protocol. Nothing where it could not be had whole, or a stop was
    /// requested; status() says why. The rows are valid until the next call of a member.
    std::optional<SocketTableObservation> read(std::stop_token stop = {});

    /// True if sockets are being looked for that a call of searchOn() may place at once; what it
    /// finds shows with the next read().
    bool isSearching() const { return searching_; }
    void searchOn(std::stop_token stop);

    const SourceStatus& status() const { return status_; }

private:
    bool dump(Protocol protocol, std::stop_token stop);
    void resolve(std::stop_token stop);
    void updateStatus();

    SockDiagTable netlink_;
    DoublesMerger doubles_;
    ProcNetTable procNet_;
    ProcessMap processes_;
    HostCounterReader counters_;
    BootAnchoredClock clock_;
    std::vector<SocketRow> rows_;
    std::uint64_t netns_ = 0;
    const bool resolveProcesses_;
    bool searching_ = false;
    std::array<int, 2> deniedBy_{}; ///< errno by protocol; 0: netlink works
    std::string trouble_;           ///< of the last read
    SourceStatus status_;
};

} // namespace synoptic
