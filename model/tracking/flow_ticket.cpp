// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/flow_ticket.h"

#include <cstring>

namespace synoptic {

namespace {

__extension__ using Wide = unsigned __int128;

/// For the hash. Any will do that who sends the packets does not know; these are of SplitMix64.
constinit std::uint64_t salts[] = {0x9e3779b97f4a7c15, 0xbf58476d1ce4e5b9, 0x94d049bb133111eb,
                                   0xd6e8feb86659fd93};

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint32_t fold(std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

/// Exchanges two numbers where `mask` is all ones, and nothing where it is 0: which end sends is
/// what no branch predictor can tell.
void exchange(std::uint64_t& a, std::uint64_t& b, std::uint64_t mask) {
    const std::uint64_t difference = (a ^ b) & mask;
    a ^= difference;
    b ^= difference;
}

/// An IPv4 address and a port fit one word. In what order words compare does not matter, as long
/// as it is the same each time.
void fillV4(CaptureTracker::Ticket& ticket, const Endpoint& source, const Endpoint& destination,
            Protocol protocol) {
    const auto join = [](const Endpoint& end) {
        std::uint32_t address = 0;
        std::memcpy(&address, end.address.bytes().data(), 4);
        return std::uint64_t{address} << 16 | end.port;
    };
    const auto write = [](std::array<std::uint8_t, 16>& bytes, std::uint64_t joined) {
        const auto address = static_cast<std::uint32_t>(joined >> 16);
        std::uint64_t words[2] = {0, 0}; // it is compared in words
        std::memcpy(&words[0], &address, 4);
        std::memcpy(bytes.data(), &words[0], 8);
        std::memcpy(bytes.data() + 8, &words[1], 8);
    };
    std::uint64_t low = join(source), high = join(destination);
    ticket.sender = high < low ? 1 : 0;
    exchange(low, high, std::uint64_t{0} - ticket.sender);
    FlowKey& key = ticket.key;
    write(key.addresses[0], low);
    write(key.addresses[1], high);
    key.ports = {static_cast<std::uint16_t>(low), static_cast<std::uint16_t>(high)};
    key.family = IpAddress::Family::V4;
    key.protocol = protocol;
    high |= static_cast<std::uint64_t>(protocol) << 48;
    ticket.hash = fold(mix(low ^ salts[0], high ^ salts[1]));
}

struct Halves {
    explicit Halves(const IpAddress& address) {
        std::memcpy(&first, address.bytes().data(), 8);
        std::memcpy(&second, address.bytes().data() + 8, 8);
    }
    Wide whole() const { return static_cast<Wide>(first) << 64 | second; }
    void write(std::array<std::uint8_t, 16>& bytes) const {
        std::memcpy(bytes.data(), &first, 8);
        std::memcpy(bytes.data() + 8, &second, 8);
    }
    std::uint64_t first = 0;
    std::uint64_t second = 0;
};

[[gnu::noinline]] void fillV6(CaptureTracker::Ticket& ticket, const Endpoint& source,
                              const Endpoint& destination, Protocol protocol) {
    Halves low(source.address), high(destination.address);
    std::uint64_t lowPort = source.port, highPort = destination.port;
    const bool isLess = high.whole() < low.whole();
    const bool isSame = high.whole() == low.whole();
    ticket.sender = static_cast<EndIndex>(isLess | (isSame & (lowPort > highPort)));
    const std::uint64_t mask = std::uint64_t{0} - ticket.sender;
    exchange(low.first, high.first, mask);
    exchange(low.second, high.second, mask);
    exchange(lowPort, highPort, mask);
    FlowKey& key = ticket.key;
    low.write(key.addresses[0]);
    high.write(key.addresses[1]);
    key.ports = {static_cast<std::uint16_t>(lowPort), static_cast<std::uint16_t>(highPort)};
    key.family = IpAddress::Family::V6;
    key.protocol = protocol;
    const std::uint64_t a = mix(low.first ^ salts[0], high.first ^ salts[1]);
    const std::uint64_t b = mix(low.second ^ salts[2], high.second ^ salts[3]);
    const std::uint64_t rest =
        lowPort | highPort << 16 | static_cast<std::uint64_t>(protocol) << 32;
    ticket.hash = fold(mix(a ^ rest, b ^ salts[0]));
}

} // namespace

void saltFlowHash(std::uint64_t seed) {
    for (std::uint64_t& salt : salts) {
        seed += 0x9e3779b97f4a7c15;
        std::uint64_t next = seed;
        next = (next ^ (next >> 30)) * 0xbf58476d1ce4e5b9;
        next = (next ^ (next >> 27)) * 0x94d049bb133111eb;
        salt = next ^ (next >> 31);
    }
}

void fillTicket(CaptureTracker::Ticket& ticket, const Endpoint& source, const Endpoint& destination,
                Protocol protocol) {
    if (source.address.isV4())
        fillV4(ticket, source, destination, protocol);
    else
        fillV6(ticket, source, destination, protocol);
}

} // namespace synoptic
