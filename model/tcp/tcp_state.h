// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace synoptic {

/// The connection states of RFC 9293, section 3.3.2, in the order a connection lives through them.
/// The order is what "sort by state" means.
enum class TcpState : std::uint8_t {
    Closed,
    Listen,
    SynSent,
    SynReceived,
    Established,
    FinWait1,
    FinWait2,
    Closing,
    TimeWait,
    CloseWait,
    LastAck,
};

inline constexpr std::size_t kTcpStateCount = 11;

inline constexpr std::array<TcpState, kTcpStateCount> kAllTcpStates{
    TcpState::Closed,      TcpState::Listen,    TcpState::SynSent,  TcpState::SynReceived,
    TcpState::Established, TcpState::FinWait1,  TcpState::FinWait2, TcpState::Closing,
    TcpState::TimeWait,    TcpState::CloseWait, TcpState::LastAck};

constexpr std::size_t index(TcpState state) {
    return static_cast<std::size_t>(state);
}

/// The RFC's spelling, for example "SYN-RECEIVED". Never translated. Static lifetime.
std::string_view name(TcpState state);

/// Reads the RFC's spelling, and those of netstat and ss (SYN_RECV, ESTAB, CLOSE_WAIT, ...),
/// ignoring case and the difference between "-" and "_".
std::optional<TcpState> tcpStateFromName(std::string_view text);

/// ESTABLISHED and every later state: both ends agreed on sequence numbers (RFC 9293, 3.5).
constexpr bool isSynchronized(TcpState state) {
    return state >= TcpState::Established;
}

} // namespace synoptic
