// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/unique_fd.h"

#include <cstdint>
#include <span>
#include <vector>

namespace synoptic {

/// The socket tables of the other network namespaces there are when it is opened: one netlink
/// socket in each, which goes on to work when every privilege is given up. Namespaces made later
/// are not among them. One that is deleted lives on until its dumps have been empty for a while.
/// Passes on what the kernel answers, unread.
class NamespaceTables {
public:
    /// Opens what may be entered: as root all, else nothing. Tells of each in a frame; false if
    /// nobody reads them.
    bool open();
    /// What to let through a filter of system calls.
    const std::vector<int>& descriptors() const { return descriptors_; }
    /// A dump of the next one, in frames; between two rounds of all, nothing. False if nobody reads
    /// them.
    bool dumpNext();
    /// A round is over, or has not begun.
    bool isBetweenRounds() const { return next_ == 0; }

private:
    struct Table {
        std::uint64_t netns;
        UniqueFd socket;
        unsigned empty; ///< dumps in a row without a socket
    };
    bool dump(const Table& table);
    /// False if nobody reads the frames; `broken` is set where the kernel's answer is not whole.
    bool dump(const Table& table, int protocol, int family, std::uint64_t began, bool& broken);
    bool write(const Table& table, std::uint64_t began, int protocol, std::uint32_t flags,
               std::span<const std::uint8_t> datagram);

    std::vector<Table> tables_;
    std::vector<int> descriptors_;
    std::vector<std::uint8_t> buffer_;
    std::uint32_t sequence_ = 0;
    std::size_t next_ = 0;
    bool any_ = false; ///< the dump under way has told of a socket
};

} // namespace synoptic
