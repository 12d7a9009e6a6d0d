// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/observation.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace synoptic {

/// How a buffer of netlink messages left the dump it belongs to.
struct SockDiagProgress {
    enum class State : std::uint8_t {
        More,        ///< read on
        Done,        ///< NLMSG_DONE: the dump is complete
        Interrupted, ///< NLM_F_DUMP_INTR: the table changed under the dump
        Error,       ///< NLMSG_ERROR, or NLMSG_DONE that carries an error
        Malformed,   ///< the buffer ends inside a message
    };
    State state = State::More;
    int error = 0; ///< errno of Error, positive
};

/// Reads one datagram of an answer to SOCK_DIAG_BY_FAMILY (linux/inet_diag.h) and appends its
/// sockets to `rows`. Pure; never reads outside `bytes`, which must be aligned as nlmsghdr is.
/// Messages with another sequence number are skipped; so are sockets of a state, an address family
/// or a size that is not known.
SockDiagProgress parseSockDiagMessages(std::span<const std::byte> bytes, std::uint32_t sequence,
                                       Protocol protocol, std::vector<SocketRow>& rows);

} // namespace synoptic
