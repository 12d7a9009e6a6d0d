// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/local_addresses.h"

#include <ifaddrs.h>
#include <netinet/in.h>

#include <memory>

namespace synoptic {

std::vector<IpAddress> localAddresses() {
    std::vector<IpAddress> addresses;
    ifaddrs* list = nullptr;
    if (::getifaddrs(&list) != 0)
        return addresses;
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(list, ::freeifaddrs);
    for (const ifaddrs* one = list; one; one = one->ifa_next) {
        if (!one->ifa_addr)
            continue;
        if (one->ifa_addr->sa_family == AF_INET) {
            const auto* v4 = reinterpret_cast<const sockaddr_in*>(one->ifa_addr);
            addresses.push_back(IpAddress::fromV4(ntohl(v4->sin_addr.s_addr)));
        } else if (one->ifa_addr->sa_family == AF_INET6) {
            const auto* v6 = reinterpret_cast<const sockaddr_in6*>(one->ifa_addr);
            addresses.push_back(IpAddress::fromV6Bytes(v6->sin6_addr.s6_addr));
        }
    }
    return addresses;
}

} // namespace synoptic
