// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/far_caller.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <vector>

namespace synoptic {

namespace {

/// More than a machine has; a frame must not grow without end.
constexpr std::size_t kMostAddresses = 4096;

bool isAddress(char* text) {
    if (char* const scope = std::strchr(text, '%'))
        *scope = '\0';
    std::array<std::uint8_t, sizeof(in6_addr)> bytes{};
    return inet_pton(AF_INET, text, bytes.data()) == 1 ||
           inet_pton(AF_INET6, text, bytes.data()) == 1;
}

} // namespace

std::string allButOwnSession() {
    // Whoever starts the helper chooses its environment: nothing but addresses and ports is taken.
    const char* const session = std::getenv("SSH_CONNECTION");
    std::array<char, 64> far{};
    std::array<char, 64> near{};
    unsigned farPort = 0;
    unsigned nearPort = 0;
    if (!session ||
        std::sscanf(session, "%63s %5u %63s %5u", far.data(), &farPort, near.data(), &nearPort) !=
            4 ||
        !isAddress(far.data()) || !isAddress(near.data()) || farPort > 65535 || nearPort > 65535)
        return {};
    return std::string("not (tcp and host ") + far.data() + " and host " + near.data() +
           " and port " + std::to_string(farPort) + " and port " + std::to_string(nearPort) + ")";
}

void addOwnSide(helper::FrameWriter& frame) {
    struct Address {
        std::uint32_t family;
        std::array<std::uint8_t, 16> bytes;
    };
    std::vector<Address> addresses;
    ifaddrs* list = nullptr;
    if (getifaddrs(&list) == 0) {
        const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner(list, freeifaddrs);
        for (const ifaddrs* one = list; one && addresses.size() < kMostAddresses;
             one = one->ifa_next) {
            Address address{};
            if (!one->ifa_addr)
                continue;
            if (one->ifa_addr->sa_family == AF_INET) {
                address.family = 4;
                const auto* v4 = reinterpret_cast<const sockaddr_in*>(one->ifa_addr);
                std::memcpy(address.bytes.data(), &v4->sin_addr, sizeof v4->sin_addr);
            } else if (one->ifa_addr->sa_family == AF_INET6) {
                address.family = 6;
                const auto* v6 = reinterpret_cast<const sockaddr_in6*>(one->ifa_addr);
                std::memcpy(address.bytes.data(), &v6->sin6_addr, sizeof v6->sin6_addr);
            } else {
                continue;
            }
            addresses.push_back(address);
        }
    }
    frame.u32(static_cast<std::uint32_t>(addresses.size()));
    for (const Address& address : addresses)
        frame.u32(address.family).bytes(address.bytes);
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    frame.u64(static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
              static_cast<std::uint64_t>(now.tv_nsec));
}

} // namespace synoptic
