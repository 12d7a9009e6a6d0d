// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/observation.h"

#include <bit>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// /proc/net/{tcp,tcp6,udp,udp6} (net/ipv4/tcp_ipv4.c, get_tcp4_sock and its siblings): the way of
/// last resort where netlink is denied. It has no cookies, no tcp_info, no listen limit, no scope.
namespace synoptic {

/// Appends the sockets of one such file to `rows` and returns how many lines could not be read
/// (the heading is not one). Pure. The addresses are words in the byte order of the machine that
/// wrote the file. Rows come without doubles: one for each tuple and inode.
std::size_t parseProcNet(std::string_view text, Protocol protocol, std::vector<SocketRow>& rows,
                         std::endian order = std::endian::native);

/// Reads both files of a protocol in the calling thread's network namespace. Returns 0, or an
/// errno with `rows` as it was. A missing IPv6 file is no error: IPv6 may be switched off.
class ProcNetTable {
public:
    int dump(Protocol protocol, std::vector<SocketRow>& rows);

private:
    std::string text_;
};

} // namespace synoptic
