// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/connection_names.h"
#include "model/tracking/change_set.h"

#include <memory>
#include <string>

/// Connections made by hand, for the tests of models and filter.
namespace synoptic::fixtures {

using namespace std::chrono_literals;

inline Timestamp at(Duration sinceStart) {
    return Timestamp(std::chrono::seconds(1'700'000'000)) + sinceStart;
}

inline Endpoint endpoint(const char* address, int port) {
    return {*IpAddress::parse(address), static_cast<std::uint16_t>(port), 0};
}

inline Owner process(const char* name, std::int32_t pid) {
    ProcessInfo info;
    info.pid = pid;
    info.name = name;
    Owner owner;
    owner.kind = Owner::Kind::Process;
    owner.process = std::make_shared<const ProcessInfo>(info);
    return owner;
}

/// An established connection of this host's to a server of its own address.
inline ConnectionSnapshot connection(ConnectionKey key, TcpState state = TcpState::Established) {
    ConnectionSnapshot c;
    c.key = key;
    c.id.incarnation = key;
    c.id.tuple = {endpoint("192.0.2.10", static_cast<int>(40000 + key % 20000)),
                  {IpAddress::fromV4(0xC6336400U + static_cast<std::uint32_t>(key)), 443, 0}};
    c.state = c.firstState = state;
    c.role = Role::Client;
    c.firstSeen = c.lastChange = c.lastSeen = at(0s);
    c.owner = process("curl", static_cast<std::int32_t>(1000 + key));
    c.uid = 0;
    c.history = std::make_shared<const ConnectionHistory>();
    return c;
}

inline ConnectionSnapshot listener(ConnectionKey key, int port) {
    ConnectionSnapshot c = connection(key, TcpState::Listen);
    c.role = Role::Listener;
    c.id.tuple = {endpoint("0.0.0.0", port), {}};
    c.owner = process("nginx", 80);
    c.receiveQueue = 3;
    c.sendQueue = 128;
    return c;
}

inline TcpMetrics metrics(std::uint32_t rttMicroseconds) {
    TcpMetrics m;
    m.rttMicroseconds = rttMicroseconds;
    return m;
}

/// Names without any look-up.
class TableNames : public ConnectionNames {
public:
    QString service(std::uint16_t port, Protocol) const override {
        return port == 443  ? QStringLiteral("https")
               : port == 22 ? QStringLiteral("ssh")
                            : QString();
    }
    QString host(const IpAddress& address) const override {
        return address == *IpAddress::parse("198.51.100.7") ? QStringLiteral("www.example.org")
                                                            : QString();
    }
    QString user(std::uint32_t uid) const override {
        return uid == 0 ? QStringLiteral("root") : QString();
    }
};

} // namespace synoptic::fixtures
