// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/capture_tracker.h"

#include "model/tracking/flow_index.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace synoptic {

namespace {

/// Grows without moving what it holds, in pieces that are all the same size.
template <typename T>
class Slab {
public:
    Slab() = default;
    Slab(const Slab&) = delete;
    Slab& operator=(const Slab&) = delete;
    ~Slab() {
        for (std::size_t i = 0; i < size_; ++i)
            (*this)[i].~T();
    }

    template <typename... Args>
    std::uint32_t emplace(Args&&... args) {
        if (size_ % kPerPiece == 0)
            pieces_.push_back(std::make_unique_for_overwrite<Piece>());
        new (pieces_.back()->slot(size_ % kPerPiece)) T(std::forward<Args>(args)...);
        return static_cast<std::uint32_t>(size_++);
    }
    T& operator[](std::size_t i) {
        return *std::launder(static_cast<T*>(pieces_[i / kPerPiece]->slot(i % kPerPiece)));
    }
    const T& operator[](std::size_t i) const { return const_cast<Slab&>(*this)[i]; }
    std::size_t size() const { return size_; }

private:
    static constexpr std::size_t kPerPiece = 256;
    struct Piece {
        void* slot(std::size_t i) { return bytes + i * sizeof(T); }
        alignas(T) std::byte bytes[kPerPiece * sizeof(T)];
    };
    std::vector<std::unique_ptr<Piece>> pieces_;
    std::size_t size_ = 0;
};

/// A flow's place: which slab and which record in it.
struct Place {
    explicit Place(std::uint32_t value = 0) : bits(value) {}
    static constexpr std::uint32_t kUdpBit = 0x8000'0000;
    std::uint32_t bits;
    bool isUdp() const { return bits & kUdpBit; }
    std::uint32_t record() const { return bits & ~kUdpBit; }
};

} // namespace

struct CaptureTracker::Impl {
    const FlowKey& keyOf(Place place) const {
        return place.isUdp() ? udp[place.record()].key : tcp[place.record()].key();
    }
    FlowIndex::Slot* find(const FlowKey& key, std::uint32_t hash) {
        return index.find(hash, [&](std::uint32_t bits) { return keyOf(Place(bits)) == key; });
    }
    Place addTcp(const FlowKey& key, EndIndex sender, Timestamp time, std::uint32_t incarnation) {
        const auto flow = static_cast<std::uint32_t>(flows.size());
        return flows.emplace_back(tcp.emplace(flow, key, sender, time, incarnation));
    }
    Place addUdp(const FlowKey& key, EndIndex sender, Timestamp time) {
        const std::uint32_t record = udp.emplace();
        UdpFlow& fresh = udp[record];
        fresh.key = key;
        fresh.flow = static_cast<std::uint32_t>(flows.size());
        fresh.client = sender;
        fresh.first = fresh.last = time;
        return flows.emplace_back(record | Place::kUdpBit);
    }
    void noteTime(Timestamp time) {
        newest = std::max(newest, time);
        oldest = std::min(oldest, time);
    }

    Slab<CaptureConnection> tcp;
    Slab<UdpFlow> udp;
    std::vector<Place> flows;
    FlowIndex index; ///< Places, of the newest connection on each four-tuple
    Timestamp newest = Timestamp::min();
    Timestamp oldest = Timestamp::max();
    InferredTransitions scratch;

    PacketPlace observeTcp(const Ticket& ticket, const TcpSegment& segment, Timestamp time);
    PacketPlace observeUdp(const Ticket& ticket, std::uint32_t payloadLength, Timestamp time);
    PacketPlace observeError(const IcmpMessage& error, Timestamp time);
};

namespace {

__extension__ using Wide = unsigned __int128;

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// An address as two words, which compare in some order that is the same each time.
struct Halves {
    std::uint64_t first, second;

    explicit Halves(const IpAddress& address) {
        std::memcpy(&first, address.bytes().data(), 8);
        std::memcpy(&second, address.bytes().data() + 8, 8);
    }
    Wide whole() const { return static_cast<Wide>(first) << 64 | second; }
    void write(std::array<std::uint8_t, 16>& bytes) const {
        std::memcpy(bytes.data(), &first, 8);
        std::memcpy(bytes.data() + 8, &second, 8);
    }
};

/// Exchanges two numbers where `mask` is all ones, and nothing where it is 0: which end sends is
/// what no branch predictor can tell.
template <typename T>
void exchange(T& a, T& b, std::uint64_t mask) {
    const T difference = static_cast<T>((a ^ b) & mask);
    a ^= difference;
    b ^= difference;
}

void makeTicket(const Endpoint& source, const Endpoint& destination, Protocol protocol,
                CaptureTracker::Ticket& ticket) {
    Halves low(source.address), high(destination.address);
    std::uint32_t lowPort = source.port, highPort = destination.port;
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
    key.ports[0] = static_cast<std::uint16_t>(lowPort);
    key.ports[1] = static_cast<std::uint16_t>(highPort);
    key.family = source.address.family();
    key.protocol = protocol;
    const std::uint64_t rest = lowPort | std::uint64_t{highPort} << 16 |
                               static_cast<std::uint64_t>(key.family) << 32 |
                               static_cast<std::uint64_t>(protocol) << 40;
    const std::uint64_t a = mix(low.first ^ 0x9e3779b97f4a7c15, high.first ^ 0xbf58476d1ce4e5b9);
    const std::uint64_t b = mix(low.second ^ 0x94d049bb133111eb, high.second ^ 0xd6e8feb86659fd93);
    const std::uint64_t hash = mix(a ^ rest, b ^ 0xa0761d6478bd642f);
    ticket.hash = static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

} // namespace

CaptureTracker::CaptureTracker() : impl_(std::make_unique<Impl>()) {}
CaptureTracker::~CaptureTracker() = default;
CaptureTracker::CaptureTracker(CaptureTracker&&) noexcept = default;
CaptureTracker& CaptureTracker::operator=(CaptureTracker&&) noexcept = default;

void CaptureTracker::expect(const DecodedPacket& packet, Ticket& ticket) const {
    if (packet.transport != Transport::Tcp && packet.transport != Transport::Udp)
        return;
    makeTicket(packet.source, packet.destination,
               packet.transport == Transport::Tcp ? Protocol::Tcp : Protocol::Udp, ticket);
    impl_->index.prefetch(ticket.hash);
}

void CaptureTracker::approach(const Ticket& ticket) const {
    const std::uint32_t bits = impl_->index.glance(ticket.hash);
    if (bits & Place::kUdpBit)
        return; // or none
    // Of an old one on the same ports no more than this is asked; a busy one is near anyway.
    const auto* record = reinterpret_cast<const char*>(&impl_->tcp[bits]);
    for (std::size_t line = 0; line < 3; ++line)
        __builtin_prefetch(record + line * 64, 1);
}

PacketPlace CaptureTracker::observe(const DecodedPacket& packet, Timestamp time) {
    Ticket ticket;
    expect(packet, ticket);
    return observe(packet, ticket, time);
}

PacketPlace CaptureTracker::observe(const DecodedPacket& packet, const Ticket& ticket,
                                    Timestamp time) {
    for (const Tunnel& tunnel : packet.tunnels()) {
        if (tunnel.isUdp)
            observeUdp(tunnel.source, tunnel.destination, tunnel.udp.payloadLength, time);
    }
    if (packet.transport == Transport::Tcp)
        return impl_->observeTcp(ticket, packet.tcp, time);
    if (packet.transport == Transport::Udp)
        return impl_->observeUdp(ticket, packet.udp.payloadLength, time);
    if (packet.transport == Transport::Icmp || packet.transport == Transport::Icmpv6)
        return impl_->observeError(packet.icmp, time);
    return {};
}

PacketPlace CaptureTracker::observeTcp(const Endpoint& source, const Endpoint& destination,
                                       const TcpSegment& segment, Timestamp time) {
    Ticket ticket;
    makeTicket(source, destination, Protocol::Tcp, ticket);
    return impl_->observeTcp(ticket, segment, time);
}

PacketPlace CaptureTracker::observeUdp(const Endpoint& source, const Endpoint& destination,
                                       std::uint32_t payloadLength, Timestamp time) {
    Ticket ticket;
    makeTicket(source, destination, Protocol::Udp, ticket);
    return impl_->observeUdp(ticket, payloadLength, time);
}

PacketPlace CaptureTracker::Impl::observeTcp(const Ticket& ticket, const TcpSegment& segment,
                                             Timestamp time) {
    const auto& [key, hash, sender] = ticket;
    noteTime(time);
    CaptureConnection* connection = nullptr;
    if (FlowIndex::Slot* slot = find(key, hash)) {
        connection = &tcp[Place(slot->value).record()];
        if (segment.has(kSyn) && connection->beginsAnother(segment, sender)) {
            connection->finish(time);
            const Place place = addTcp(key, sender, time, connection->incarnation() + 1);
            slot->value = place.bits;
            connection = &tcp[place.record()];
        }
    } else {
        const Place place = addTcp(key, sender, time, 0);
        index.insert(hash, place.bits);
        connection = &tcp[place.record()];
    }
    return {connection->flow(), sender, false, connection->observe(segment, sender, time, scratch)};
}

PacketPlace CaptureTracker::Impl::observeUdp(const Ticket& ticket, std::uint32_t payloadLength,
                                             Timestamp time) {
    const auto& [key, hash, sender] = ticket;
    noteTime(time);
    const FlowIndex::Slot* slot = find(key, hash);
    const Place place = slot ? Place(slot->value) : addUdp(key, sender, time);
    if (!slot)
        index.insert(hash, place.bits);
    UdpFlow& flow = udp[place.record()];
    ++flow.packets[sender];
    flow.payloadBytes[sender] += payloadLength;
    flow.last = std::max(flow.last, time);
    return {flow.flow, sender, false, 0};
}

/// Ties an error to the connection it quotes. It begins none, as nobody sent the quote here.
PacketPlace CaptureTracker::Impl::observeError(const IcmpMessage& error, Timestamp time) {
    const bool isTcp = error.quotedTransport == Transport::Tcp;
    if (!error.hasPorts || (!isTcp && error.quotedTransport != Transport::Udp))
        return {};
    Ticket ticket;
    makeTicket(error.quotedSource, error.quotedDestination, isTcp ? Protocol::Tcp : Protocol::Udp,
               ticket);
    const auto& [key, hash, victim] = ticket;
    const FlowIndex::Slot* slot = find(key, hash);
    if (!slot)
        return {};
    noteTime(time);
    const Place place(slot->value);
    if (place.isUdp())
        return {udp[place.record()].flow, other(victim), true, 0};
    CaptureConnection& connection = tcp[place.record()];
    connection.observeError(error, victim, time);
    return {connection.flow(), other(victim), true, 0};
}

void CaptureTracker::settle(std::size_t flow, Timestamp now) {
    const Place place = impl_->flows[flow];
    if (!place.isUdp())
        impl_->tcp[place.record()].settle(now);
}

void CaptureTracker::finish() {
    for (std::size_t i = 0; i < impl_->tcp.size(); ++i)
        impl_->tcp[i].finish(impl_->newest);
}

std::size_t CaptureTracker::flowCount() const {
    return impl_->flows.size();
}

const CaptureConnection* CaptureTracker::tcp(std::size_t flow) const {
    const Place place = impl_->flows[flow];
    return place.isUdp() ? nullptr : &impl_->tcp[place.record()];
}

const UdpFlow* CaptureTracker::udp(std::size_t flow) const {
    const Place place = impl_->flows[flow];
    return place.isUdp() ? &impl_->udp[place.record()] : nullptr;
}

Timestamp CaptureTracker::newest() const {
    return impl_->newest;
}
Timestamp CaptureTracker::oldest() const {
    return impl_->oldest;
}

} // namespace synoptic
