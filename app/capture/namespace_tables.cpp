// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/namespace_tables.h"

#include "app/capture/frame_output.h"
#include "model/sources/linux/network_namespaces.h"
#include "model/sources/linux/sock_diag_request.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <cerrno>
#include <ctime>

namespace synoptic {

namespace {

/// Whose dumps had no socket so often is let go: a namespace lives as long as this holds it.
constexpr unsigned kMostEmpty = 30;
/// A whole answer has fewer datagrams of 32 KiB: some four million sockets.
constexpr unsigned kMostDatagrams = 50'000;

std::uint64_t monotonicTime() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(time.tv_nsec);
}

enum class Answer { GoesOn, Ends, Fails };

/// Whether a datagram is the last of the answer to a request, and whether it tells of any socket.
/// What is left of an earlier answer, which came too late, is neither.
Answer ofDatagram(std::span<const std::uint8_t> datagram, std::uint32_t sequence, bool& any) {
    auto left = static_cast<int>(datagram.size());
    for (const auto* message = reinterpret_cast<const nlmsghdr*>(datagram.data());
         NLMSG_OK(message, left); message = NLMSG_NEXT(message, left)) {
        if (message->nlmsg_seq != sequence)
            continue;
        if (message->nlmsg_type == NLMSG_ERROR || (message->nlmsg_flags & NLM_F_DUMP_INTR) != 0)
            return Answer::Fails;
        if (message->nlmsg_type == NLMSG_DONE)
            return Answer::Ends;
        any = true;
    }
    return Answer::GoesOn;
}

} // namespace

bool NamespaceTables::open() {
    NetworkNamespaces found = findNetworkNamespaces();
    const std::uint64_t own = currentNetns();
    for (const NetworkNamespace& one : found.all) {
        if (one.netns == own)
            continue;
        UniqueFd socket;
        // A socket stays in the namespace it was made in.
        const int error = runInNetworkNamespace(one.descriptor, [&socket] {
            socket = UniqueFd(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
            return socket ? listenToKernelAlone(socket.get()) : errno;
        });
        if (error != 0)
            continue;
        const timeval limit{2, 0};
        setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        descriptors_.push_back(socket.get());
        tables_.push_back({one.netns, std::move(socket), 0});
        helper::FrameWriter frame(helper::FrameType::Namespace);
        frame.u64(one.netns).u32(static_cast<std::uint32_t>(one.process)).text(one.name);
        if (!writeFrame(frame))
            return false;
    }
    buffer_.resize(kSockDiagReceiveBytes);
    return true;
}

bool NamespaceTables::dumpNext() {
    if (next_ >= tables_.size()) {
        next_ = 0;
        return true;
    }
    Table& table = tables_[next_];
    any_ = false;
    if (!dump(table))
        return false;
    table.empty = any_ ? 0 : table.empty + 1;
    if (table.empty >= kMostEmpty)
        tables_.erase(tables_.begin() + static_cast<std::ptrdiff_t>(next_));
    else
        ++next_;
    return true;
}

bool NamespaceTables::dump(const Table& table) {
    const std::uint64_t began = monotonicTime();
    bool broken = false;
    for (const int protocol : {IPPROTO_TCP, IPPROTO_UDP}) {
        for (const int family : {AF_INET, AF_INET6}) {
            if (!broken && !dump(table, protocol, family, began, broken))
                return false;
        }
    }
    return write(table, began, IPPROTO_TCP,
                 helper::kLastOfDump | (broken ? helper::kBrokenDump : 0U), {});
}

bool NamespaceTables::dump(const Table& table, int protocol, int family, std::uint64_t began,
                           bool& broken) {
    const SockDiagRequest request(protocol, family, ++sequence_);
    const int socket = table.socket.get();
    if (send(socket, &request, sizeof request, 0) != static_cast<ssize_t>(sizeof request)) {
        broken = true;
        return true;
    }
    for (unsigned datagrams = 0;; ++datagrams) {
        const ssize_t count = recv(socket, buffer_.data(), buffer_.size(), 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0 || datagrams == kMostDatagrams) {
            broken = true;
            return true;
        }
        const auto datagram = std::span(buffer_).first(static_cast<std::size_t>(count));
        if (!write(table, began, protocol, 0, datagram))
            return false;
        const Answer answer = ofDatagram(datagram, sequence_, any_);
        // A kernel without udp_diag tells TCP all the same.
        broken = answer == Answer::Fails && protocol == IPPROTO_TCP;
        if (answer == Answer::Ends)
            return true;
        if (answer == Answer::Fails) {
            // What is still under way of this answer belongs to no later one.
            for (unsigned i = 0; i < kMostDatagrams; ++i) {
                if (recv(socket, buffer_.data(), buffer_.size(), MSG_DONTWAIT) <= 0)
                    break;
            }
            return true;
        }
    }
}

bool NamespaceTables::write(const Table& table, std::uint64_t began, int protocol,
                            std::uint32_t flags, std::span<const std::uint8_t> datagram) {
    helper::FrameWriter frame(helper::FrameType::SocketDump);
    frame.u64(table.netns).u64(began).u32(sequence_);
    frame.u32(static_cast<std::uint32_t>(protocol)).u32(flags).bytes(datagram);
    return writeFrame(frame);
}

} // namespace synoptic
