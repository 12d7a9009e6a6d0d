// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/engine.h"
#include "model/sources/linux/firewall_source.h"
#include "model/sources/linux/socket_table_source.h"
#include "tests/diagnosis/nft_ruleset.h"
#include "tests/live/two_namespaces.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <QElapsedTimer>

#include <optional>

namespace synoptic::test {

inline constexpr int kPort = 5000;

inline sockaddr_in6 addressOf(const char* v6, int port) {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(static_cast<std::uint16_t>(port));
    ::inet_pton(AF_INET6, v6, &address.sin6_addr);
    return address;
}
inline sockaddr_in addressOf4(const char* v4, int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    ::inet_pton(AF_INET, v4, &address.sin_addr);
    return address;
}

/// A socket of the calling thread's namespace, bound, and listening if it is TCP's.
/// `v6Only`: IPV6_V6ONLY, which the namespace's bindv6only else decides.
inline UniqueFd bound(Protocol protocol, const char* address, int port = kPort,
                      std::optional<int> v6Only = {}) {
    const bool v4 = QByteArray(address).contains('.');
    const int type = protocol == Protocol::Tcp ? SOCK_STREAM : SOCK_DGRAM;
    UniqueFd fd(::socket(v4 ? AF_INET : AF_INET6, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int yes = 1;
    ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (v6Only)
        ::setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &*v6Only, sizeof *v6Only);
    const sockaddr_in to4 = addressOf4(v4 ? address : "0.0.0.0", port);
    const sockaddr_in6 to6 = addressOf(v4 ? "::" : address, port);
    const int status = v4 ? ::bind(fd.get(), reinterpret_cast<const sockaddr*>(&to4), sizeof to4)
                          : ::bind(fd.get(), reinterpret_cast<const sockaddr*>(&to6), sizeof to6);
    if (status != 0 || (protocol == Protocol::Tcp && ::listen(fd.get(), 64) != 0))
        return {};
    return fd;
}

/// The filter and the sockets of the namespace the thread is in, looked at once by the diagnosis.
struct FirewallLook {
    explicit FirewallLook(const FirewallOptions& options = {}) : filter(options) {
        tracker.setObserver(&engine);
        QElapsedTimer timer;
        timer.start();
        do
            filter.collect(tracker, {});
        while (filter.descriptor() >= 0 && timer.elapsed() < 10'000);
        SocketTableSource table({});
        table.collect(tracker, {});
    }
    const firewall::View& view() const { return engine.firewallView(); }

    DiagnosisEngine engine;
    ConnectionTracker tracker;
    FirewallSource filter;
};

} // namespace synoptic::test
