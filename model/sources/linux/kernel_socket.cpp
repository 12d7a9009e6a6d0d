// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/kernel_socket.h"

namespace synoptic {

std::optional<TcpState> stateFromKernel(unsigned number) {
    static constexpr std::array<TcpState, 13> kStates{
        TcpState::Closed,      TcpState::Established, TcpState::SynSent,  TcpState::SynReceived,
        TcpState::FinWait1,    TcpState::FinWait2,    TcpState::TimeWait, TcpState::Closed,
        TcpState::CloseWait,   TcpState::LastAck,     TcpState::Listen,   TcpState::Closing,
        TcpState::SynReceived,
    };
    if (number == 0 || number >= kStates.size())
        return std::nullopt;
    return kStates[number];
}

SocketTimer::Kind timerFromKernel(unsigned number) {
    switch (number) {
    case 1:
        return SocketTimer::Kind::Retransmit;
    case 2:
        return SocketTimer::Kind::KeepAlive;
    case 3:
        return SocketTimer::Kind::TimeWait;
    case 4:
        return SocketTimer::Kind::Persist;
    default:
        return SocketTimer::Kind::None;
    }
}

bool needsScope(const IpAddress& address) {
    if (address.isV4())
        return false;
    // RFC 4291, 2.7: ff01::/16 is interface-local, ff02::/16 link-local multicast.
    const unsigned reach = address.bytes()[1] & 0x0fU;
    return address.isLinkLocal() || (address.isMulticast() && (reach == 1 || reach == 2));
}

} // namespace synoptic
