// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/tcp_state.h"
#include "model/tracking/connection.h"

#include <cstdint>
#include <optional>

/// What the numbers mean that sock_diag and /proc/net share.
namespace synoptic {

/// include/net/tcp_states.h; TCP_NEW_SYN_RECV (12) is SYN-RECEIVED. Nothing for numbers that name
/// no state of RFC 9293 (13: bound, neither listening nor connected).
std::optional<TcpState> stateFromKernel(unsigned number);

/// The timer field of both tables: 1 retransmit, 2 keepalive, 3 time-wait, 4 persist.
SocketTimer::Kind timerFromKernel(unsigned number);

/// True for addresses that mean something on one link only.
bool needsScope(const IpAddress& address);

} // namespace synoptic
