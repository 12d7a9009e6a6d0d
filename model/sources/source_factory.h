// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/observation_source.h"

#include <chrono>
#include <memory>

namespace synoptic {

struct SocketTableOptions {
    std::chrono::milliseconds interval{1000}; ///< between refreshes, clamped to 0.1 s to 10 s
    bool resolveProcesses = true;             ///< find out which process holds each socket
};

/// The sockets of the network namespace the calling thread is in, TCP and UDP, IPv4 and IPv6. Needs
/// no privilege. One implementation for each operating system; this declaration is all that others
/// see of it.
std::unique_ptr<ObservationSource> makeSocketTableSource(const SocketTableOptions& options = {});

} // namespace synoptic
