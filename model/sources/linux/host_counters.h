// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/observation.h"

#include <optional>
#include <string>
#include <string_view>

namespace synoptic {

/// The value of a counter in /proc/net/snmp or /proc/net/netstat: pairs of lines that begin with
/// the same group name, first the column names, then the values (net/ipv4/proc.c).
std::optional<std::uint64_t> findCounter(std::string_view text, std::string_view group,
                                         std::string_view column);

/// Reads the counters of the calling thread's network namespace.
class HostCounterReader {
public:
    /// Nothing where the files are unreadable or lack the Tcp group.
    std::optional<HostCounters> read();
    /// The settings of the same namespace; some fifteen small files.
    HostSettings readSettings();

private:
    void readListenCounters(HostCounters& counters);

    std::string text_;
};

} // namespace synoptic
