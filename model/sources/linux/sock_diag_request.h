// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace synoptic {

/// netlink_dump() in net/netlink/af_netlink.c fills at most 32 KiB a datagram, and only for a
/// reader that has offered as much; the rest is reserve.
inline constexpr std::size_t kSockDiagReceiveBytes = std::size_t{128} * 1024;

/// From now on a netlink socket takes what the kernel sends and nothing else: whoever administers
/// its namespace could send to it otherwise. Returns 0 or an errno.
inline int listenToKernelAlone(int socket) {
    sockaddr_nl kernel{};
    kernel.nl_family = AF_NETLINK;
    const auto* address = reinterpret_cast<const sockaddr*>(&kernel);
    return ::connect(socket, address, sizeof kernel) == 0 ? 0 : errno;
}

/// Asks for every socket of a protocol and family, in every state.
struct SockDiagRequest {
    nlmsghdr header{};
    inet_diag_req_v2 body{};

    /// `protocol`: IPPROTO_TCP or IPPROTO_UDP; `family`: AF_INET or AF_INET6.
    SockDiagRequest(int protocol, int family, std::uint32_t sequence) {
        constexpr std::uint32_t kAllStates = 0x1ffe; // 1 to 12; 12 are request sockets
        header.nlmsg_len = sizeof *this;
        header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
        header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
        header.nlmsg_seq = sequence;
        body.sdiag_family = static_cast<std::uint8_t>(family);
        body.sdiag_protocol = static_cast<std::uint8_t>(protocol);
        if (protocol == 6) // IPPROTO_TCP: struct tcp_info
            body.idiag_ext = 1U << (INET_DIAG_INFO - 1);
        body.idiag_states = kAllStates;
    }
};

} // namespace synoptic
