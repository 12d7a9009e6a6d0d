// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/host_counters.h"
#include "model/sources/linux/proc_net.h"
#include "model/sources/linux/process_scan.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace synoptic;
    // A copy of its own size, so that each step outside is seen.
    const std::string text(reinterpret_cast<const char*>(data), size);
    std::vector<SocketRow> rows;
    for (const auto protocol : {Protocol::Tcp, Protocol::Udp})
        parseProcNet(text, protocol, rows);
    for (const SocketRow& row : rows)
        if (row.tuple.local.address.family() != row.tuple.remote.address.family() ||
            row.timer.expires.count() < 0)
            std::abort();
    findCounter(text, "Tcp", "OutRsts");
    parseProcessStat(text);
    socketInode(text);
    return 0;
}
