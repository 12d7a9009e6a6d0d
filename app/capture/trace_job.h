// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace synoptic {

/// Loads the program that tells of TCP sockets' transitions into the kernel, gives up every
/// privilege, and copies what it tells to standard output until it is told to stop by the end of
/// standard input or by nobody reading. Needs cap_bpf and cap_perfmon, and a kernel with BTF. Where
/// it was built without clang and bpftool it says so and fails. Exit status.
///
/// With namespaces: where it may enter them, it dumps their socket tables as well when asked.
int runTraceJob(bool withNamespaces);

} // namespace synoptic
