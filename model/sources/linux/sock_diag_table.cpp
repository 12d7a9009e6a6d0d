// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/sock_diag_table.h"

#include "model/sources/linux/network_namespaces.h"
#include "model/sources/linux/sock_diag_request.h"

#include <libmnl/libmnl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <cerrno>
#include <utility>

namespace synoptic {

namespace {

constexpr unsigned kMaxTries = 4;
constexpr int kSocketBufferBytes = 1 << 20;
/// Errors that another try will meet again.
bool isDenial(int error) {
    switch (error) {
    case EPERM:
    case EACCES:
    case ENOENT: // no diag module for this protocol
    case EPROTONOSUPPORT:
    case EAFNOSUPPORT:
    case EOPNOTSUPP:
    case EINVAL:
    case ENOSYS:
        return true;
    default:
        return false;
    }
}

} // namespace

void SockDiagTable::CloseSocket::operator()(mnl_socket* socket) const {
    mnl_socket_close(socket);
}

SockDiagTable::SockDiagTable() = default;
SockDiagTable::SockDiagTable(UniqueFd netns) : netns_(std::move(netns)) {}
SockDiagTable::~SockDiagTable() = default;
SockDiagTable::SockDiagTable(SockDiagTable&&) noexcept = default;
SockDiagTable& SockDiagTable::operator=(SockDiagTable&&) noexcept = default;

int SockDiagTable::open() {
    // A socket stays in the namespace it was made in.
    return netns_ ? runInNetworkNamespace(netns_, [this] { return openHere(); }) : openHere();
}

int SockDiagTable::openHere() {
    socket_.reset(mnl_socket_open2(NETLINK_SOCK_DIAG, SOCK_CLOEXEC));
    if (!socket_)
        return errno;
    if (mnl_socket_bind(socket_.get(), 0, MNL_SOCKET_AUTOPID) < 0) {
        const int error = errno;
        socket_.reset();
        return error;
    }
    const int descriptor = mnl_socket_get_fd(socket_.get());
    if (const int error = listenToKernelAlone(descriptor); error != 0) {
        socket_.reset();
        return error;
    }
    // Only a root may pass the system's limit; the smaller buffer of others serves as well, since
    // the kernel dumps no further than it has room.
    if (setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &kSocketBufferBytes,
                   sizeof kSocketBufferBytes) != 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &kSocketBufferBytes,
                   sizeof kSocketBufferBytes);
    // The kernel answers at once; the limit keeps a lost answer from blocking the thread for good.
    const timeval limit{2, 0};
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    buffer_.resize(kSockDiagReceiveBytes);
    return 0;
}

SockDiagProgress SockDiagTable::dumpOnce(Protocol protocol, int family,
                                         std::vector<SocketRow>& rows,
                                         const std::stop_token& stop) {
    using State = SockDiagProgress::State;
    if (!socket_)
        if (const int error = open(); error != 0)
            return {State::Error, error};
    const SockDiagRequest request(protocol == Protocol::Tcp ? IPPROTO_TCP : IPPROTO_UDP, family,
                                  ++sequence_);
    if (mnl_socket_sendto(socket_.get(), &request, sizeof request) < 0)
        return {State::Error, errno};
    while (true) {
        const auto received = mnl_socket_recvfrom(socket_.get(), buffer_.data(), buffer_.size());
        if (received < 0) {
            if (errno == EINTR)
                continue;
            return {State::Error, errno};
        }
        const SockDiagProgress progress =
            parseSockDiagMessages(std::span(buffer_).first(static_cast<std::size_t>(received)),
                                  sequence_, protocol, rows);
        if (progress.state != State::More)
            return progress;
        if (stop.stop_requested())
            return {State::Interrupted, ECANCELED};
    }
}

DumpOutcome SockDiagTable::dump(Protocol protocol, std::vector<SocketRow>& rows,
                                std::stop_token stop) {
    using State = SockDiagProgress::State;
    DumpOutcome outcome;
    const std::size_t before = rows.size();
    for (const int family : {AF_INET, AF_INET6}) {
        const std::size_t start = rows.size();
        while (true) {
            const SockDiagProgress progress = dumpOnce(protocol, family, rows, stop);
            if (progress.state == State::Done)
                break;
            rows.resize(start);
            // What is left of the broken answer goes with its socket.
            socket_.reset();
            outcome.error = progress.error != 0 ? progress.error : EINTR;
            if (stop.stop_requested())
                outcome.kind = DumpOutcome::Kind::Stopped;
            else if (isDenial(progress.error))
                outcome.kind = DumpOutcome::Kind::Denied;
            else if (++outcome.repeats < kMaxTries)
                continue;
            else
                outcome.kind = DumpOutcome::Kind::Broken;
            rows.resize(before);
            return outcome;
        }
    }
    outcome.error = 0;
    return outcome;
}

std::size_t DoublesMerger::merge(std::vector<SocketRow>& rows, std::size_t first) {
    // Open addressing; a slot holds the upper half of the cookie's hash and the row's position + 1.
    std::size_t size = 64;
    while (size < (rows.size() - first) * 2)
        size *= 2;
    slots_.assign(size, 0);
    const std::size_t before = rows.size();
    for (std::size_t i = first; i < rows.size();) {
        if (rows[i].cookie == 0) {
            ++i;
            continue;
        }
        const std::uint64_t hash = rows[i].cookie * 0x9e3779b97f4a7c15ULL;
        const std::uint64_t tag = hash & 0xffffffff00000000ULL;
        std::size_t slot = (hash >> 32) & (size - 1);
        std::size_t earlier = rows.size();
        for (; slots_[slot] != 0; slot = (slot + 1) & (size - 1)) {
            const std::size_t candidate = (slots_[slot] & 0xffffffffULL) - 1;
            if ((slots_[slot] & 0xffffffff00000000ULL) == tag &&
                rows[candidate].cookie == rows[i].cookie) {
                earlier = candidate;
                break;
            }
        }
        if (earlier == rows.size()) {
            slots_[slot] = tag | (i + 1);
            ++i;
        } else {
            rows[earlier] = rows[i];
            rows[i] = rows.back();
            rows.pop_back();
        }
    }
    return before - rows.size();
}

} // namespace synoptic
