// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/sock_diag_messages.h"

#include "model/sources/linux/kernel_socket.h"

#include <arpa/inet.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <sys/socket.h>

#include <cstring>

namespace synoptic {

namespace {

IpAddress addressFrom(int family, const __be32* words) {
    std::array<std::uint8_t, 16> bytes;
    std::memcpy(bytes.data(), words, bytes.size());
    return family == AF_INET ? IpAddress::fromV4Bytes(bytes.data())
                             : IpAddress::fromV6Bytes(bytes.data());
}

/// Reads a field of tcp_info; older kernels end the structure sooner, and the field stays 0.
template <typename Field>
void readField(Field& out, const void* info, std::size_t length, std::size_t offset) {
    if (offset + sizeof out <= length)
        std::memcpy(&out, static_cast<const char*>(info) + offset, sizeof out);
}

void readMetrics(TcpMetrics& out, const void* info, std::size_t length) {
    const auto read = [&](auto& field, std::size_t offset) {
        readField(field, info, length, offset);
    };
    read(out.rttMicroseconds, offsetof(tcp_info, tcpi_rtt));
    read(out.rttVarianceMicroseconds, offsetof(tcp_info, tcpi_rttvar));
    read(out.congestionWindow, offsetof(tcp_info, tcpi_snd_cwnd));
    read(out.totalRetransmits, offsetof(tcp_info, tcpi_total_retrans));
    read(out.bytesReceived, offsetof(tcp_info, tcpi_bytes_received));
    read(out.bytesAcked, offsetof(tcp_info, tcpi_bytes_acked));
    read(out.unacked, offsetof(tcp_info, tcpi_unacked));
}

void readAttributes(SocketRow& row, const nlmsghdr* message) {
    const auto* end = static_cast<const char*>(mnl_nlmsg_get_payload_tail(message));
    const auto* attribute =
        static_cast<const nlattr*>(mnl_nlmsg_get_payload_offset(message, sizeof(inet_diag_msg)));
    while (true) {
        const auto left = end - reinterpret_cast<const char*>(attribute);
        // The tail is rounded up, so what is left may be less than a header, or nothing.
        if (left < static_cast<std::ptrdiff_t>(sizeof(nlattr)) ||
            !mnl_attr_ok(attribute, static_cast<int>(left)))
            return;
        if (mnl_attr_get_type(attribute) == INET_DIAG_INFO) {
            // For a listener tcp_info holds its queue again and nothing about a path.
            row.hasMetrics = row.state != TcpState::Listen;
            if (row.hasMetrics)
                readMetrics(row.metrics, mnl_attr_get_payload(attribute),
                            mnl_attr_get_payload_len(attribute));
            return;
        }
        attribute = mnl_attr_next(attribute);
    }
}

void readSocket(const nlmsghdr* message, Protocol protocol, std::vector<SocketRow>& rows) {
    if (mnl_nlmsg_get_payload_len(message) < sizeof(inet_diag_msg))
        return;
    const auto& socket = *static_cast<const inet_diag_msg*>(mnl_nlmsg_get_payload(message));
    const auto state = stateFromKernel(socket.idiag_state);
    if (!state || (socket.idiag_family != AF_INET && socket.idiag_family != AF_INET6))
        return;
    SocketRow& row = rows.emplace_back();
    const inet_diag_sockid& id = socket.id;
    row.tuple.local.address = addressFrom(socket.idiag_family, id.idiag_src);
    row.tuple.local.port = ntohs(id.idiag_sport);
    row.tuple.remote.address = addressFrom(socket.idiag_family, id.idiag_dst);
    row.tuple.remote.port = ntohs(id.idiag_dport);
    if (needsScope(row.tuple.local.address))
        row.tuple.local.scope = id.idiag_if;
    if (needsScope(row.tuple.remote.address))
        row.tuple.remote.scope = id.idiag_if;
    row.protocol = protocol;
    row.state = *state;
    row.cookie = std::uint64_t{id.idiag_cookie[1]} << 32 | id.idiag_cookie[0];
    row.uid = socket.idiag_uid;
    row.inode = socket.idiag_inode;
    row.interfaceIndex = id.idiag_if;
    row.receiveQueue = socket.idiag_rqueue;
    row.sendQueue = socket.idiag_wqueue;
    row.timer.kind = timerFromKernel(socket.idiag_timer);
    if (row.timer.kind != SocketTimer::Kind::None) {
        row.timer.retries = socket.idiag_retrans;
        row.timer.expires = std::chrono::milliseconds(socket.idiag_expires);
    }
    // For the other timers the field counts unanswered probes.
    if (row.timer.kind == SocketTimer::Kind::Retransmit)
        row.retransmits = socket.idiag_retrans;
    if (protocol == Protocol::Tcp)
        readAttributes(row, message);
}

/// NLMSG_DONE and NLMSG_ERROR both begin with a number: 0, or an errno below zero.
int errorOf(const nlmsghdr* message) {
    int error = 0;
    if (mnl_nlmsg_get_payload_len(message) >= sizeof error)
        std::memcpy(&error, mnl_nlmsg_get_payload(message), sizeof error);
    return error < 0 && error > -4096 ? -error : 0;
}

} // namespace

SockDiagProgress parseSockDiagMessages(std::span<const std::byte> bytes, std::uint32_t sequence,
                                       Protocol protocol, std::vector<SocketRow>& rows) {
    using State = SockDiagProgress::State;
    const auto* message = reinterpret_cast<const nlmsghdr*>(bytes.data());
    int left = static_cast<int>(bytes.size());
    for (; left > 0; message = mnl_nlmsg_next(message, &left)) {
        if (!mnl_nlmsg_ok(message, left))
            return {State::Malformed, 0};
        if (message->nlmsg_seq != sequence)
            continue;
        if (message->nlmsg_flags & NLM_F_DUMP_INTR)
            return {State::Interrupted, 0};
        switch (message->nlmsg_type) {
        case SOCK_DIAG_BY_FAMILY:
            readSocket(message, protocol, rows);
            break;
        case NLMSG_DONE: {
            const int error = errorOf(message);
            return {error == 0 ? State::Done : State::Error, error};
        }
        case NLMSG_ERROR:
            return {State::Error, errorOf(message)};
        case NLMSG_OVERRUN:
            return {State::Interrupted, 0};
        default:
            break;
        }
    }
    return {State::More, 0};
}

} // namespace synoptic
