// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/capture_tracker.h"

#include "model/tracking/paged_table.h"

#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
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
        std::sort(free_.begin(), free_.end());
        for (std::size_t i = 0; i < size_; ++i) {
            if (!std::binary_search(free_.begin(), free_.end(), i))
                (*this)[i].~T();
        }
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
            pieces_.push_back(std::make_unique_for_overwrite<Piece>());
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
    static constexpr std::size_t kPerPiece = 256;
    struct Piece {
        void* slot(std::size_t i) { return bytes + i * sizeof(T); }
        alignas(T) std::byte bytes[kPerPiece * sizeof(T)];
    };
    std::vector<std::unique_ptr<Piece>> pieces_;
    std::vector<std::uint32_t> free_; ///< to be used again
    std::size_t size_ = 0;
};

/// A flow's place: which slab and which record in it.
struct Place {
    Place() = default;
    explicit Place(std::uint32_t value) : bits(value) {}
    static constexpr std::uint32_t kUdpBit = 0x8000'0000;
    static constexpr std::uint32_t kNone = 0xffff'ffff;
    std::uint32_t bits = kNone;
    bool isUdp() const { return bits & kUdpBit; }
    std::uint32_t record() const { return bits & ~kUdpBit; }
};

/// What the hash table holds; the key itself stands in the record. `place` is no part of it.
struct Slot {
    std::uint32_t hash;
    mutable Place place; ///< of the newest connection on the four-tuple
};

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint32_t hashOf(const FlowKey& key) {
    const FlowKey::Words words = key.words();
    const std::uint64_t a = mix(words[0] ^ 0x9e3779b97f4a7c15, words[2] ^ 0xbf58476d1ce4e5b9);
    const std::uint64_t b = mix(words[1] ^ 0x94d049bb133111eb, words[3] ^ 0xd6e8feb86659fd93);
    const std::uint64_t hash = mix(a ^ words[4], b ^ 0xa0761d6478bd642f);
    return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

struct Look {
    const FlowKey& key;
    std::uint32_t hash;
};
/// A look that does without the key: finds what is most likely meant, and touches no record.
struct Glance {
    std::uint32_t hash;
};

} // namespace

struct CaptureTracker::Impl {
    struct Hash {
        using is_transparent = void;
        using is_avalanching = void; // hashOf() has mixed all bits
        static std::size_t spread(std::uint32_t hash) {
            return hash * std::size_t{0x9e3779b97f4a7c15};
        }
        std::size_t operator()(const Slot& slot) const { return spread(slot.hash); }
        std::size_t operator()(const Look& look) const { return spread(look.hash); }
        std::size_t operator()(Glance glance) const { return spread(glance.hash); }
    };
    struct Equal {
        using is_transparent = void;
        const Impl* impl;
        bool operator()(const Slot& a, const Slot& b) const { return a.place.bits == b.place.bits; }
        bool operator()(const Look& look, const Slot& slot) const {
            return slot.hash == look.hash && impl->keyOf(slot.place) == look.key;
        }
        bool operator()(const Slot& slot, const Look& look) const { return (*this)(look, slot); }
        bool operator()(Glance glance, const Slot& slot) const { return slot.hash == glance.hash; }
        bool operator()(const Slot& slot, Glance glance) const { return slot.hash == glance.hash; }
    };

    Impl() : index(0, Hash{}, Equal{this}) {}

    const FlowKey& keyOf(Place place) const {
        return place.isUdp() ? udp[place.record()].key : tcp[place.record()].key();
    }
    const Slot* find(const FlowKey& key, std::uint32_t hash) const {
        const auto it = index.find(Look{key, hash});
        return it == index.end() ? nullptr : &*it;
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
        const auto it = index.find(Look{key, hashOf(key)});
        if (it != index.end() && it->place.bits == place.bits)
            index.erase(it);
        if (place.isUdp())
            udp.erase(place.record());
        else
            tcp.erase(place.record());
        --kept;
    }
    void noteTime(Timestamp time) {
        newest = std::max(newest, time);
        oldest = std::min(oldest, time);
    }

    Slab<CaptureConnection> tcp;
    Slab<UdpFlow> udp;
    PagedTable<Place> flows;
    std::size_t kept = 0;
    boost::unordered_flat_set<Slot, Hash, Equal> index;
    Timestamp newest = Timestamp::min();
    Timestamp oldest = Timestamp::max();
    InferredTransitions scratch;

    PacketPlace observeTcp(const Ticket& ticket, const TcpSegment& segment, Timestamp time);
    PacketPlace observeUdp(const Ticket& ticket, std::uint32_t payloadLength, Timestamp time);
    PacketPlace observeError(const IcmpMessage& error, Timestamp time);
};

namespace {

/// Any order will do that is the same each time: this one compares words, not bytes.
bool isLess(const std::array<std::uint8_t, 16>& a, const std::array<std::uint8_t, 16>& b) {
    using Words = std::array<std::uint64_t, 2>;
    const auto x = std::bit_cast<Words>(a), y = std::bit_cast<Words>(b);
    return x[0] != y[0] ? x[0] < y[0] : x[1] < y[1];
}

CaptureTracker::Ticket makeTicket(const Endpoint& source, const Endpoint& destination,
                                  Protocol protocol) {
    CaptureTracker::Ticket ticket;
    const auto& from = source.address.bytes();
    const auto& to = destination.address.bytes();
    const EndIndex sender =
        isLess(to, from) || (from == to && source.port > destination.port) ? 1 : 0;
    ticket.sender = sender;
    ticket.key.addresses[sender] = from;
    ticket.key.addresses[other(sender)] = to;
    ticket.key.ports[sender] = source.port;
    ticket.key.ports[other(sender)] = destination.port;
    ticket.key.family = source.address.family();
    ticket.key.protocol = protocol;
    ticket.hash = hashOf(ticket.key);
    return ticket;
}

} // namespace

CaptureTracker::CaptureTracker() : impl_(std::make_unique<Impl>()) {}
CaptureTracker::~CaptureTracker() = default;
CaptureTracker::CaptureTracker(CaptureTracker&&) noexcept = default;
CaptureTracker& CaptureTracker::operator=(CaptureTracker&&) noexcept = default;

CaptureTracker::Ticket CaptureTracker::expect(const DecodedPacket& packet) const {
    if (packet.transport != Transport::Tcp && packet.transport != Transport::Udp)
        return {};
    const Ticket ticket =
        makeTicket(packet.source, packet.destination,
                   packet.transport == Transport::Tcp ? Protocol::Tcp : Protocol::Udp);
    const auto it = impl_->index.find(Glance{ticket.hash});
    if (it != impl_->index.end() && !it->place.isUdp()) {
        // Of an old one on the same ports no more than this is asked; a busy one is near anyway.
        const auto* record = reinterpret_cast<const char*>(&impl_->tcp[it->place.record()]);
        for (std::size_t line = 0; line < 3; ++line)
            __builtin_prefetch(record + line * 64, 1);
    }
    return ticket;
}

PacketPlace CaptureTracker::observe(const DecodedPacket& packet, Timestamp time) {
    return observe(packet, expect(packet), time);
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
    return impl_->observeTcp(makeTicket(source, destination, Protocol::Tcp), segment, time);
}

PacketPlace CaptureTracker::observeUdp(const Endpoint& source, const Endpoint& destination,
                                       std::uint32_t payloadLength, Timestamp time) {
    return impl_->observeUdp(makeTicket(source, destination, Protocol::Udp), payloadLength, time);
}

PacketPlace CaptureTracker::Impl::observeTcp(const Ticket& ticket, const TcpSegment& segment,
                                             Timestamp time) {
    const auto& [key, hash, sender] = ticket;
    noteTime(time);
    const Slot* slot = find(key, hash);
    if (!slot)
        slot = &*index.insert({hash, addTcp(key, sender, time, 0)}).first;
    CaptureConnection* connection = &tcp[slot->place.record()];
    if (segment.has(kSyn) && connection->beginsAnother(segment, sender)) {
        connection->finish(time);
        slot->place = addTcp(key, sender, time, connection->incarnation() + 1);
        connection = &tcp[slot->place.record()];
    }
    return {connection->flow(), sender, false, connection->observe(segment, sender, time, scratch)};
}

PacketPlace CaptureTracker::Impl::observeUdp(const Ticket& ticket, std::uint32_t payloadLength,
                                             Timestamp time) {
    const auto& [key, hash, sender] = ticket;
    noteTime(time);
    const Slot* slot = find(key, hash);
    if (!slot)
        slot = &*index.insert({hash, addUdp(key, sender, time)}).first;
    UdpFlow& flow = udp[slot->place.record()];
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
    const auto [key, hash, victim] = makeTicket(error.quotedSource, error.quotedDestination,
                                                isTcp ? Protocol::Tcp : Protocol::Udp);
    const Slot* slot = find(key, hash);
    if (!slot)
        return {};
    noteTime(time);
    if (slot->place.isUdp())
        return {udp[slot->place.record()].flow, other(victim), true, 0};
    CaptureConnection& connection = tcp[slot->place.record()];
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
    return !place || !place->isUdp() || place->bits == Place::kNone ? nullptr
                                                                    : &impl_->udp[place->record()];
}

Timestamp CaptureTracker::newest() const {
    return impl_->newest;
}
Timestamp CaptureTracker::oldest() const {
    return impl_->oldest;
}

} // namespace synoptic
