// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace synoptic {

/// A process as the map remembers it.
struct HoldingProcess {
    std::int32_t pid = 0;
    std::int64_t descriptors = -1;     ///< as of the last walk; -1: not known
    std::uint64_t walkedAt = 0;        ///< round of the last walk; 0: never
    std::uint64_t usefulAt = 0;        ///< round in which a walk last found a socket looked for
    bool denied = false;               ///< this user may not read its descriptors
    std::uint8_t vainLooks = 0;        ///< how often its command line was found empty
    std::vector<std::uint32_t> inodes; ///< of its sockets, ascending
    Owner owner;                       ///< as the only holder
};

/// Which processes hold a socket inode. The one with the lowest id speaks for those who share it.
class SocketHolders {
public:
    /// Null if no process is known to hold it. Valid until the next change.
    const Owner* find(std::uint32_t inode) const {
        const auto at = holdings_.find(inode);
        return at == holdings_.end() ? nullptr : at->second.owner();
    }

    void add(std::uint32_t inode, const HoldingProcess& process);
    void remove(std::uint32_t inode, const HoldingProcess& process);
    /// The process has a new description.
    void renew(std::uint32_t inode);

private:
    struct Shared {
        std::vector<const HoldingProcess*> processes; ///< by ascending id
        Owner owner;
        void renew();
    };
    struct Holding {
        const HoldingProcess* only = nullptr;
        std::unique_ptr<Shared> shared; ///< set where more than one holds it
        const Owner* owner() const { return shared ? &shared->owner : &only->owner; }
    };
    boost::unordered_flat_map<std::uint32_t, Holding> holdings_;
};

} // namespace synoptic
