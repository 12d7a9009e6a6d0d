// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace synoptic {

/// One TCP socket of the network namespace this runs in.
struct CloseOptions {
    int family = 0;                        ///< AF_INET or AF_INET6
    std::array<std::uint8_t, 16> local{};  ///< as on the wire; four bytes of AF_INET
    std::array<std::uint8_t, 16> remote{}; ///< zero of a listener
    std::uint16_t localPort = 0;
    std::uint16_t remotePort = 0;
    std::uint32_t interfaceIndex = 0; ///< of a socket bound to one, and of link-local addresses
    std::uint64_t cookie = 0;
};

/// Reads the arguments after the job's name (argv[0]). Null, or what is wrong with them.
const char* readCloseOptions(int argc, char** argv, CloseOptions& options);

/// Has the kernel close that socket (SOCK_DESTROY, linux/sock_diag.h), and no other: its cookie has
/// to be the one named. For root alone, never by file capabilities. Of all privileges CAP_NET_ADMIN
/// is kept, for the one request. Ends with an End frame if it was closed, else with a Failure. Exit
/// status.
int runCloseJob(const CloseOptions& options);

} // namespace synoptic
