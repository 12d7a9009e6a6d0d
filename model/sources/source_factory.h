// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/observation_source.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace synoptic {

struct SocketTableOptions {
    std::chrono::milliseconds interval{1000}; ///< between refreshes, clamped to 0.1 s to 10 s
    bool resolveProcesses = true;             ///< find out which process holds each socket
};

/// The sockets of the network namespace the calling thread is in, TCP and UDP, IPv4 and IPv6. Needs
/// no privilege. One implementation for each operating system; this declaration is all that others
/// see of it.
std::unique_ptr<ObservationSource> makeSocketTableSource(const SocketTableOptions& options = {});

/// The sockets of every network namespace of this machine that can be found now; those made later
/// are not seen, and one that is deleted lives on while the source does.
struct AllNamespacesSource {
    struct Namespace {
        std::uint64_t netns = 0; ///< as in ConnectionId
        std::string name;        ///< hostile text; empty where the system gives it none
    };
    std::unique_ptr<ObservationSource> source; ///< null: they cannot be read
    std::vector<Namespace> namespaces;         ///< those covered, the calling thread's own first
    std::string problem; ///< what, why and what to do: with a source a warning, else the failure
};

/// Needs the privilege to enter namespaces. For a thread that stays in its own; the same has to
/// collect.
AllNamespacesSource makeAllNamespacesSource(const SocketTableOptions& options = {});

} // namespace synoptic
