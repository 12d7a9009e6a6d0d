// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/connection.h"

#include <array>

namespace synoptic {

std::string_view name(Protocol protocol) {
    return protocol == Protocol::Tcp ? "tcp" : "udp";
}

std::string_view name(Evidence evidence) {
    constexpr std::array<std::string_view, 4> kNames{"kernel", "socket-table", "packets",
                                                     "inferred"};
    return kNames[static_cast<std::size_t>(evidence)];
}

std::string_view name(SocketTimer::Kind kind) {
    constexpr std::array<std::string_view, 5> kNames{"off", "retransmit", "keepalive", "time-wait",
                                                     "persist"};
    return kNames[static_cast<std::size_t>(kind)];
}

} // namespace synoptic
