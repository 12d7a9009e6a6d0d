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

/// Descriptors are bounded, and so is what a window can show.
constexpr std::size_t kMostNamespaces = 200;

std::uint64_t monotonicTime() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U +
           static_cast<std::uint64_t>(time.tv_nsec);
}

enum class Answer { GoesOn, Ends, Fails };

/// Whether a datagram is the last of an answer. The kernel wrote it.
Answer ofDatagram(std::span<const std::uint8_t> datagram) {
    auto left = static_cast<unsigned>(datagram.size());
    for (const auto* message = reinterpret_cast<const nlmsghdr*>(datagram.data());
         NLMSG_OK(message, left); message = NLMSG_NEXT(message, left)) {
        if (message->nlmsg_type == NLMSG_ERROR || (message->nlmsg_flags & NLM_F_DUMP_INTR) != 0)
            return Answer::Fails;
        if (message->nlmsg_type == NLMSG_DONE)
            return Answer::Ends;
    }
    return Answer::GoesOn;
}

} // namespace

bool NamespaceTables::open() {
    NetworkNamespaces found = findNetworkNamespaces();
    const std::uint64_t own = currentNetns();
    for (const NetworkNamespace& one : found.all) {
        if (one.netns == own || tables_.size() == kMostNamespaces)
            continue;
        UniqueFd socket;
        // A socket stays in the namespace it was made in.
        const int error = runInNetworkNamespace(one.descriptor, [&socket] {
            socket = UniqueFd(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
            return socket ? 0 : errno;
        });
        if (error != 0)
            continue;
        const timeval limit{2, 0};
        setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        descriptors_.push_back(socket.get());
        tables_.push_back({one.netns, std::move(socket)});
        helper::FrameWriter frame(helper::FrameType::Namespace);
        frame.u64(one.netns).u32(static_cast<std::uint32_t>(one.process)).text(one.name);
        if (!writeFrame(frame))
            return false;
    }
    buffer_.resize(kSockDiagReceiveBytes);
    return true;
}

bool NamespaceTables::dumpAll() {
    for (const Table& table : tables_) {
        if (!dump(table))
            return false;
    }
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
    while (true) {
        const ssize_t count = recv(socket, buffer_.data(), buffer_.size(), 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            broken = true;
            return true;
        }
        const auto datagram = std::span(buffer_).first(static_cast<std::size_t>(count));
        if (!write(table, began, protocol, 0, datagram))
            return false;
        const Answer answer = ofDatagram(datagram);
        broken = answer == Answer::Fails;
        if (answer == Answer::Ends)
            return true;
        if (answer == Answer::Fails) {
            // What is still under way of this answer belongs to no later one.
            while (recv(socket, buffer_.data(), buffer_.size(), MSG_DONTWAIT) > 0) {
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
