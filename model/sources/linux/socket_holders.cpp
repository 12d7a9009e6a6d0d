// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/socket_holders.h"

#include <algorithm>
#include <limits>

namespace synoptic {

void SocketHolders::Shared::renew() {
    owner = processes.front()->owner;
    owner.others = static_cast<std::uint16_t>(
        std::min<std::size_t>(processes.size() - 1, std::numeric_limits<std::uint16_t>::max()));
}

void SocketHolders::add(std::uint32_t inode, const HoldingProcess& process) {
    Holding& holding = holdings_[inode];
    if (holding.only == nullptr && !holding.shared) {
        holding.only = &process;
        return;
    }
    if (!holding.shared) {
        holding.shared = std::make_unique<Shared>();
        holding.shared->processes.push_back(holding.only);
        holding.only = nullptr;
    }
    auto& processes = holding.shared->processes;
    processes.insert(std::upper_bound(processes.begin(), processes.end(), &process,
                                      [](const HoldingProcess* a, const HoldingProcess* b) {
                                          return a->pid < b->pid;
                                      }),
                     &process);
    holding.shared->renew();
}

void SocketHolders::remove(std::uint32_t inode, const HoldingProcess& process) {
    const auto at = holdings_.find(inode);
    if (at == holdings_.end())
        return;
    Holding& holding = at->second;
    if (!holding.shared) {
        if (holding.only == &process)
            holdings_.erase(at);
        return;
    }
    auto& processes = holding.shared->processes;
    std::erase(processes, &process);
    if (processes.size() == 1) {
        holding.only = processes.front();
        holding.shared.reset();
    } else {
        holding.shared->renew();
    }
}

void SocketHolders::renew(std::uint32_t inode) {
    const auto at = holdings_.find(inode);
    if (at != holdings_.end() && at->second.shared)
        at->second.shared->renew();
}

} // namespace synoptic
