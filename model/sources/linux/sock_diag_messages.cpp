// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/sock_diag_messages.h"

#include "model/sources/linux/kernel_socket.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>
#include <sys/socket.h>

#include <algorithm>
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

/// What stands behind a header; the message is known to lie inside its buffer.
std::span<const std::byte> payloadOf(const nlmsghdr& message) {
    return std::span(reinterpret_cast<const std::byte*>(&message), message.nlmsg_len)
        .subspan(sizeof(nlmsghdr));
}

void readAttributes(SocketRow& row, std::span<const std::byte> attributes) {
    while (attributes.size() >= sizeof(nlattr)) {
        const auto& attribute = *reinterpret_cast<const nlattr*>(attributes.data());
        if (attribute.nla_len < sizeof(nlattr) || attribute.nla_len > attributes.size())
            return;
        if (attribute.nla_type == INET_DIAG_SKV6ONLY && attribute.nla_len > sizeof(nlattr))
            row.v6Only = static_cast<bool>(attributes[sizeof(nlattr)]);
        if (attribute.nla_type == INET_DIAG_INFO) {
            // For a listener tcp_info holds its queue again and nothing about a path.
            row.hasMetrics = row.protocol == Protocol::Tcp && row.state != TcpState::Listen;
            if (row.hasMetrics)
                readMetrics(row.metrics, &attribute + 1, attribute.nla_len - sizeof(nlattr));
            return;
        }
        const std::size_t step = NLA_ALIGN(attribute.nla_len);
        attributes = attributes.subspan(std::min(step, attributes.size()));
    }
}

void readSocket(std::span<const std::byte> payload, Protocol protocol,
                std::vector<SocketRow>& rows) {
    if (payload.size() < sizeof(inet_diag_msg))
        return;
    const auto& socket = *reinterpret_cast<const inet_diag_msg*>(payload.data());
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
    // The kernel tells IPV6_V6ONLY unasked, of sockets in LISTEN and of UDP's.
    if (protocol == Protocol::Tcp || socket.idiag_family == AF_INET6)
        readAttributes(row, payload.subspan(NLMSG_ALIGN(sizeof(inet_diag_msg))));
}

/// NLMSG_DONE and NLMSG_ERROR both begin with a number: 0, or an errno below zero.
int errorOf(std::span<const std::byte> payload) {
    int error = 0;
    if (payload.size() >= sizeof error)
        std::memcpy(&error, payload.data(), sizeof error);
    return error < 0 && error > -4096 ? -error : 0;
}

} // namespace

// Not walked by mnl_nlmsg_ok(), which takes a length of 2 GiB and more for a negative number.
SockDiagProgress parseSockDiagMessages(std::span<const std::byte> bytes, std::uint32_t sequence,
                                       Protocol protocol, std::vector<SocketRow>& rows) {
    using State = SockDiagProgress::State;
    while (!bytes.empty()) {
        if (bytes.size() < sizeof(nlmsghdr))
            return {State::Malformed, 0};
        const auto& message = *reinterpret_cast<const nlmsghdr*>(bytes.data());
        if (message.nlmsg_len < sizeof(nlmsghdr) || message.nlmsg_len > bytes.size())
            return {State::Malformed, 0};
        const std::size_t step = NLMSG_ALIGN(std::size_t{message.nlmsg_len});
        bytes = bytes.subspan(std::min(step, bytes.size()));
        if (message.nlmsg_seq != sequence)
            continue;
        if (message.nlmsg_flags & NLM_F_DUMP_INTR)
            return {State::Interrupted, 0};
        switch (message.nlmsg_type) {
        case SOCK_DIAG_BY_FAMILY:
            readSocket(payloadOf(message), protocol, rows);
            break;
        case NLMSG_DONE: {
            const int error = errorOf(payloadOf(message));
            return {error == 0 ? State::Done : State::Error, error};
        }
        case NLMSG_ERROR:
            return {State::Error, errorOf(payloadOf(message))};
        case NLMSG_OVERRUN:
            return {State::Interrupted, 0};
        default:
            break;
        }
    }
    return {State::More, 0};
}

} // namespace synoptic
