// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/capture_tracker.h"

#include "model/tracking/flow_index.h"
#include "model/tracking/flow_ticket.h"
#include "model/tracking/paged_table.h"

#include <algorithm>
#include <new>

namespace synoptic {

namespace {

/// Grows without moving what it holds, in pieces that are all the same size.
template <typename T>
class Slab {
public:
    explicit Slab(std::pmr::memory_resource* memory) : memory_(memory) {}
    Slab(const Slab&) = delete;
    Slab& operator=(const Slab&) = delete;
    ~Slab() {
        std::sort(free_.begin(), free_.end());
        for (std::size_t i = 0; i < size_; ++i) {
            if (!std::binary_search(free_.begin(), free_.end(), i))
                (*this)[i].~T();
        }
        for (Piece* piece : pieces_)
            memory_->deallocate(piece, sizeof(Piece), alignof(Piece));
    }

    template <typename... Args>
    std::uint32_t emplace(Args&&... args) {
        if (!free_.empty()) {
            const std::uint32_t i = free_.back();
            free_.pop_back();
            new (pieces_[i / kPerPiece]->slot(i % kPerPiece)) T(std::forward<Args>(args)...);
            return i;
        }
        if (size_ % kPerPiece == 0)
            pieces_.push_back(new (memory_->allocate(sizeof(Piece), alignof(Piece))) Piece);
        new (pieces_.back()->slot(size_ % kPerPiece)) T(std::forward<Args>(args)...);
        return static_cast<std::uint32_t>(size_++);
    }
    void erase(std::uint32_t i) {
        (*this)[i].~T();
        free_.push_back(i);
    }
    T& operator[](std::size_t i) {
        return *std::launder(static_cast<T*>(pieces_[i / kPerPiece]->slot(i % kPerPiece)));
    }
    const T& operator[](std::size_t i) const { return const_cast<Slab&>(*this)[i]; }

private:
    static constexpr std::size_t kPerPiece = 128;
    struct Piece {
        void* slot(std::size_t i) { return bytes + i * sizeof(T); }
        alignas(T) std::byte bytes[kPerPiece * sizeof(T)];
    };
    std::pmr::memory_resource* memory_;
    std::vector<Piece*> pieces_;
    std::vector<std::uint32_t> free_; ///< to be used again
    std::size_t size_ = 0;
};

/// A flow's place: which slab and which record in it.
struct Place {
    Place() = default;
    explicit Place(std::uint32_t value) : bits(value) {}
    static constexpr std::uint32_t kUdpBit = 0x8000'0000;
    std::uint32_t bits = FlowIndex::kNone;
    bool isNone() const { return bits == FlowIndex::kNone; }
    bool isUdp() const { return bits & kUdpBit; }
    std::uint32_t record() const { return bits & ~kUdpBit; }
};

} // namespace

struct CaptureTracker::Impl {
    explicit Impl(std::pmr::memory_resource* memory) : tcp(memory), udp(memory) {}

    const FlowKey& keyOf(Place place) const {
        return place.isUdp() ? udp[place.record()].key : tcp[place.record()].key();
    }
    FlowIndex::Slot* find(const FlowKey& key, std::uint32_t hash) {
        return index.find(hash, [&](std::uint32_t bits) { return keyOf(Place(bits)) == key; });
    }
    Place addTcp(const FlowKey& key, EndIndex sender, Timestamp time, std::uint32_t incarnation) {
        const auto flow = static_cast<std::uint32_t>(flows.size());
        return addPlace(Place(tcp.emplace(flow, key, sender, time, incarnation)));
    }
    Place addUdp(const FlowKey& key, EndIndex sender, Timestamp time) {
        const std::uint32_t record = udp.emplace();
        UdpFlow& fresh = udp[record];
        fresh.key = key;
        fresh.flow = static_cast<std::uint32_t>(flows.size());
        fresh.client = sender;
        fresh.first = fresh.last = time;
        return addPlace(Place(record | Place::kUdpBit));
    }
    Place addPlace(Place place) {
        ++kept;
        return flows.at(flows.size()) = place;
    }
    void forget(Place place) {
        const FlowKey& key = keyOf(place);
        Ticket ticket;
        fillTicket(ticket, key.endpoint(0), key.endpoint(1), key.protocol);
        if (FlowIndex::Slot* slot = find(key, ticket.hash); slot && slot->value == place.bits)
            index.erase(slot);
        if (place.isUdp())
            udp.erase(place.record());
        else
            tcp.erase(place.record());
        --kept;
    }
    void noteTime(Timestamp time) {
        if (time > newest)
            newest = time;
        if (time < oldest)
            oldest = time;
    }

    Slab<CaptureConnection> tcp;
    Slab<UdpFlow> udp;
    PagedTable<Place> flows;
    std::size_t kept = 0;
    FlowIndex index; ///< Places, of the newest connection on each four-tuple
    Timestamp newest = Timestamp::min();
    Timestamp oldest = Timestamp::max();
    InferredTransitions scratch;

    PacketPlace observeTcp(const Ticket& ticket, const TcpSegment& segment, Timestamp time);
    CaptureConnection& begin(const Ticket& ticket, Timestamp time);
    CaptureConnection& beginAnother(FlowIndex::Slot& slot, CaptureConnection& before,
                                    const Ticket& ticket, Timestamp time);
    void observeTunnels(std::span<const Tunnel> tunnels, Timestamp time);
    PacketPlace observeUdp(const Ticket& ticket, std::uint32_t payloadLength, Timestamp time);
    PacketPlace observeError(const IcmpMessage& error, Timestamp time);
};

CaptureTracker::CaptureTracker(std::pmr::memory_resource* memory)
    : impl_(std::make_unique<Impl>(memory)) {}
CaptureTracker::~CaptureTracker() = default;
CaptureTracker::CaptureTracker(CaptureTracker&&) noexcept = default;
CaptureTracker& CaptureTracker::operator=(CaptureTracker&&) noexcept = default;

void CaptureTracker::expect(const DecodedPacket& packet, Ticket& ticket) const {
    if (packet.transport != Transport::Tcp && packet.transport != Transport::Udp)
        return;
    fillTicket(ticket, packet.source, packet.destination,
               packet.transport == Transport::Tcp ? Protocol::Tcp : Protocol::Udp);
    impl_->index.prefetch(ticket.hash);
}

void CaptureTracker::approach(const Ticket& ticket) const {
    const std::uint32_t bits = impl_->index.glance(ticket.hash);
    if (bits & Place::kUdpBit)
        return; // or none
    const auto* record = reinterpret_cast<const char*>(&impl_->tcp[bits]);
#pragma GCC unroll 8
    for (std::size_t at = 0; at < CaptureConnection::kBusyBytes; at += 64)
        __builtin_prefetch(record + at, 1);
}

PacketPlace CaptureTracker::observe(const DecodedPacket& packet, Timestamp time) {
    Ticket ticket;
    expect(packet, ticket);
    return observe(packet, ticket, time);
}

PacketPlace CaptureTracker::observe(const DecodedPacket& packet, const Ticket& ticket,
                                    Timestamp time) {
    if (packet.tunnelCount > 0)
        impl_->observeTunnels(packet.tunnels(), time);
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
    fillTicket(ticket, source, destination, Protocol::Tcp);
    return impl_->observeTcp(ticket, segment, time);
}

PacketPlace CaptureTracker::observeUdp(const Endpoint& source, const Endpoint& destination,
                                       std::uint32_t payloadLength, Timestamp time) {
    Ticket ticket;
    fillTicket(ticket, source, destination, Protocol::Udp);
    return impl_->observeUdp(ticket, payloadLength, time);
}

PacketPlace CaptureTracker::Impl::observeTcp(const Ticket& ticket, const TcpSegment& segment,
                                             Timestamp time) {
    noteTime(time);
    FlowIndex::Slot* slot = find(ticket.key, ticket.hash);
    CaptureConnection* connection = slot ? &tcp[Place(slot->value).record()] : &begin(ticket, time);
    if (slot && segment.has(kSyn) && connection->beginsAnother(segment, ticket.sender))
        connection = &beginAnother(*slot, *connection, ticket, time);
    return {connection->flow(), ticket.sender, false,
            connection->observe(segment, ticket.sender, time, scratch)};
}

/// The first connection on a four-tuple.
CaptureConnection& CaptureTracker::Impl::begin(const Ticket& ticket, Timestamp time) {
    const Place place = addTcp(ticket.key, ticket.sender, time, 0);
    index.insert(ticket.hash, place.bits);
    return tcp[place.record()];
}

/// The next one after `before`, which is over.
CaptureConnection& CaptureTracker::Impl::beginAnother(FlowIndex::Slot& slot,
                                                      CaptureConnection& before,
                                                      const Ticket& ticket, Timestamp time) {
    before.finish(time);
    const Place place = addTcp(ticket.key, ticket.sender, time, before.incarnation() + 1);
    slot.value = place.bits;
    return tcp[place.record()];
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

void CaptureTracker::Impl::observeTunnels(std::span<const Tunnel> tunnels, Timestamp time) {
    for (const Tunnel& tunnel : tunnels) {
        if (!tunnel.isUdp)
            continue;
        Ticket ticket;
        fillTicket(ticket, tunnel.source, tunnel.destination, Protocol::Udp);
        observeUdp(ticket, tunnel.udp.payloadLength, time);
    }
}

/// Ties an error to the connection it quotes. It begins none, as nobody sent the quote here.
PacketPlace CaptureTracker::Impl::observeError(const IcmpMessage& error, Timestamp time) {
    const bool isTcp = error.quotedTransport == Transport::Tcp;
    if (!error.hasPorts || (!isTcp && error.quotedTransport != Transport::Udp))
        return {};
    Ticket ticket;
    fillTicket(ticket, error.quotedSource, error.quotedDestination,
               isTcp ? Protocol::Tcp : Protocol::Udp);
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

void CaptureTracker::forget(std::size_t flow) {
    impl_->forget(impl_->flows[flow]);
    impl_->flows.erase(flow);
}

void CaptureTracker::finish() {
    for (std::size_t flow = 0; flow < impl_->flows.size(); ++flow) {
        const Place* place = impl_->flows.find(flow);
        if (place && !place->isUdp())
            impl_->tcp[place->record()].finish(impl_->newest);
    }
}

std::size_t CaptureTracker::flowCount() const {
    return impl_->flows.size();
}

std::size_t CaptureTracker::keptCount() const {
    return impl_->kept;
}

const CaptureConnection* CaptureTracker::tcp(std::size_t flow) const {
    const Place* place = impl_->flows.find(flow);
    return !place || place->isUdp() ? nullptr : &impl_->tcp[place->record()];
}

const UdpFlow* CaptureTracker::udp(std::size_t flow) const {
    const Place* place = impl_->flows.find(flow);
    return !place || !place->isUdp() || place->isNone() ? nullptr : &impl_->udp[place->record()];
}

Timestamp CaptureTracker::newest() const {
    return impl_->newest;
}
Timestamp CaptureTracker::oldest() const {
    return impl_->oldest;
}

} // namespace synoptic
