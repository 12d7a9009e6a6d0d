// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/unique_fd.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace synoptic {

/// A network namespace, held open: it lives at least as long as this.
struct NetworkNamespace {
    std::uint64_t netns = 0;  ///< its inode number, as lsns(8) and /proc/PID/ns/net tell it
    std::string name;         ///< in /run/netns, the first of several: hostile text; may be empty
    std::int32_t process = 0; ///< one that runs in it, where that is how it was found
    UniqueFd descriptor;
};

/// As many are read at once: each takes descriptors, and any user can make more.
inline constexpr std::size_t kMostNamespaces = 200;

struct NetworkNamespaces {
    std::vector<NetworkNamespace> all; ///< the calling thread's own first, then by number
    /// None that could be there was left out for a reason that may pass, as a lack of descriptors:
    /// what is not among them is gone.
    bool isWhole = false;
    /// What, why and what to do, in English: where `all` is empty, why none can be entered, else
    /// why some are left out; empty if none are.
    std::string problem;
};

/// Inode number of the calling thread's network namespace; 0 where it cannot be told.
std::uint64_t currentNetns();

/// The network namespaces there are now: those that processes seen in /proc run in and those that
/// /run/netns names. Needs CAP_SYS_ADMIN, in the user namespaces that own them.
NetworkNamespaces findNetworkNamespaces();

/// Does something in a network namespace, in a short-lived thread, so that no other thread is ever
/// in a namespace it does not expect. Returns what `work` returns, or the errno of entering.
int runInNetworkNamespace(const UniqueFd& descriptor, const std::function<int()>& work);

} // namespace synoptic
