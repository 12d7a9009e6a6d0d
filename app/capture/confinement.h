// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

namespace synoptic {

/// Gives up everything that is not needed once the sources are open: every capability, root (for
/// the user named by PKEXEC_UID, else nobody), new privileges, and every system call but those that
/// read, wait and write; the sockets in `mayAsk` may be written to as well. Empty on success, else
/// what failed. There is no way back.
std::string confine(std::span<const int> mayAsk = {});

/// Leaves root and keeps one capability (CAP_NET_ADMIN, say) for a single request; confine() has to
/// follow it. Empty on success, else what failed. Needs root.
std::string keepOnly(unsigned int capability);

/// True if the program was started set-uid or set-gid, which it refuses.
bool startedWithForeignId();

} // namespace synoptic
