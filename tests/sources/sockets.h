// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/unique_fd.h"
#include "model/tracking/observation.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <span>
#include <string>

/// Real sockets for tests. Everything stays on this machine; failures show as a descriptor of -1.
namespace synoptic::test {

struct Address {
    sockaddr_storage storage{};
    socklen_t length = 0;

    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
    std::uint16_t port() const {
        return ntohs(storage.ss_family == AF_INET
                         ? reinterpret_cast<const sockaddr_in*>(&storage)->sin_port
                         : reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_port);
    }
};

inline Address address(const char* text, std::uint16_t port, std::uint32_t scope = 0) {
    Address out;
    if (std::strchr(text, ':') != nullptr) {
        auto* six = reinterpret_cast<sockaddr_in6*>(&out.storage);
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(port);
        six->sin6_scope_id = scope;
        inet_pton(AF_INET6, text, &six->sin6_addr);
        out.length = sizeof *six;
    } else {
        auto* four = reinterpret_cast<sockaddr_in*>(&out.storage);
        four->sin_family = AF_INET;
        four->sin_port = htons(port);
        inet_pton(AF_INET, text, &four->sin_addr);
        out.length = sizeof *four;
    }
    return out;
}

inline Address localAddress(int socket) {
    Address out;
    out.length = sizeof out.storage;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&out.storage), &out.length);
    return out;
}

inline UniqueFd bound(int type, const Address& at) {
    UniqueFd socket(::socket(at.storage.ss_family, type | SOCK_CLOEXEC, 0));
    const int one = 1;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (::bind(socket.get(), at.get(), at.length) != 0)
        return {};
    return socket;
}

inline UniqueFd listener(const Address& at, int backlog = 16) {
    UniqueFd socket = bound(SOCK_STREAM, at);
    if (!socket || ::listen(socket.get(), backlog) != 0)
        return {};
    return socket;
}

inline UniqueFd connected(int type, const Address& to, int flags = 0) {
    UniqueFd socket(::socket(to.storage.ss_family, type | SOCK_CLOEXEC | flags, 0));
    if (::connect(socket.get(), to.get(), to.length) != 0 && errno != EINPROGRESS)
        return {};
    return socket;
}

inline UniqueFd accepted(int listening) {
    return UniqueFd(::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC));
}

inline std::uint32_t inodeOf(int descriptor) {
    struct stat info {};
    ::fstat(descriptor, &info);
    return static_cast<std::uint32_t>(info.st_ino);
}

/// The row of a socket held by a descriptor, or null.
inline const SocketRow* findInode(std::span<const SocketRow> rows, int descriptor) {
    const auto inode = inodeOf(descriptor);
    const auto at = std::find_if(rows.begin(), rows.end(),
                                 [&](const SocketRow& row) { return row.inode == inode; });
    return at == rows.end() ? nullptr : &*at;
}

} // namespace synoptic::test
