// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/listener_index.h"

namespace synoptic {

namespace {

const IpAddress& anyV6() {
    static const IpAddress any = IpAddress::fromV6Bytes(std::array<std::uint8_t, 16>{}.data());
    return any;
}

} // namespace

void ListenerIndex::add(const Endpoint& local) {
    listeners_.insert({local.address.unmapped(), local.port, 0});
}

bool ListenerIndex::accepts(const Endpoint& local) const {
    const IpAddress address = local.address.unmapped();
    return listeners_.contains({address, local.port, 0}) ||
           (address.isV4() && listeners_.contains({IpAddress{}, local.port, 0})) ||
           listeners_.contains({anyV6(), local.port, 0});
}

Role inferRole(TcpState state, const Endpoint& local, bool alreadyThere,
               const ListenerIndex& listeners, const ListenerIndex& before) {
    switch (state) {
    case TcpState::Listen:
        return Role::Listener;
    case TcpState::SynSent:
        return Role::Client;
    case TcpState::SynReceived:
        return Role::Server;
    default:
        break;
    }
    if (listeners.accepts(local) || before.accepts(local))
        return Role::Server;
    return alreadyThere ? Role::Unknown : Role::Client;
}

} // namespace synoptic
