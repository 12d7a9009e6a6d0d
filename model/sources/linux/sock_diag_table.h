// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/sock_diag_messages.h"
#include "model/sources/linux/unique_fd.h"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <vector>

struct mnl_socket;

namespace synoptic {

/// What became of a dump.
struct DumpOutcome {
    enum class Kind : std::uint8_t {
        Complete,
        Stopped, ///< a stop was requested
        Denied,  ///< this process may not, or this kernel does not, tell sockets over netlink
        Broken,  ///< it broke off each time it was tried
    };
    Kind kind = Kind::Complete;
    int error = 0;        ///< errno of Denied and Broken; EINTR: the table changed under each try
    unsigned repeats = 0; ///< tries that broke off
};

/// The kernel's socket table over NETLINK_SOCK_DIAG (linux/sock_diag.h, linux/inet_diag.h). For
/// one thread.
class SockDiagTable {
public:
    /// Shows the network namespace that the thread is in at the first dump.
    SockDiagTable();
    /// Shows the given network namespace, whichever the thread is in. Needs CAP_SYS_ADMIN there.
    explicit SockDiagTable(UniqueFd netns);
    ~SockDiagTable();
    SockDiagTable(SockDiagTable&&) noexcept;
    SockDiagTable& operator=(SockDiagTable&&) noexcept;

    /// Appends every socket of a protocol, IPv4 and then IPv6, in every state, half-open and
    /// TIME-WAIT ones included. A dump that breaks off is repeated a few times; unless the outcome
    /// is Complete, `rows` is as it was. A socket that moved in the kernel's hash table during the
    /// dump can appear twice: see mergeDoubles(). Allocates nothing but what `rows` needs.
    DumpOutcome dump(Protocol protocol, std::vector<SocketRow>& rows, std::stop_token stop = {});

private:
    struct CloseSocket {
        void operator()(mnl_socket* socket) const;
    };

    int open();
    /// In the calling thread's namespace.
    int openHere();
    /// One family, one try. `error` is 0 only with Done.
    SockDiagProgress dumpOnce(Protocol protocol, int family, std::vector<SocketRow>& rows,
                              const std::stop_token& stop);

    UniqueFd netns_; ///< none: the thread's own
    std::unique_ptr<mnl_socket, CloseSocket> socket_;
    std::vector<std::byte> buffer_;
    std::uint32_t sequence_ = 0;
};

/// Keeps one row for each socket cookie, the later one. Rows without a cookie stay. Order is lost.
class DoublesMerger {
public:
    /// Looks at the rows from `first` on, which are those of one network namespace: before
    /// Linux 5.7 each namespace counts its own cookies. Returns how many rows were doubles.
    std::size_t merge(std::vector<SocketRow>& rows, std::size_t first = 0);

private:
    std::vector<std::uint64_t> slots_;
};

} // namespace synoptic
