// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace synoptic {

struct PacketsOptions {
    std::string interfaceName; ///< "any" for all
    std::string filter;        ///< libpcap's language; empty for all packets
    int snapLength = 128;      ///< bytes kept of each packet
    int bufferKiB = 32'768;    ///< the kernel's ring
    /// The ssh session that this runs in is left out: its packets would make packets.
    bool withoutSession = false;
};

/// Opens the interface, gives up every privilege, and copies packets to standard output until it is
/// told to stop by the end of standard input or by nobody reading. Exit status.
int runPacketsJob(const PacketsOptions& options);

/// Lists the interfaces that packets can be read from; needs no privilege. Exit status.
int runInterfacesJob();

} // namespace synoptic
