// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/capture_connection.h"

#include <cstdint>
#include <memory>
#include <memory_resource>

namespace synoptic {

/// Where a packet found its place, so that an index of packets can be kept beside the tracker.
struct PacketPlace {
    FlowNumber flow = kNoFlow; ///< CaptureTracker::tcp() or udp(); kNoFlow: none
    EndIndex sender = 0;       ///< of an ICMP error: the end that did not send what it quotes
    bool isError = false;      ///< an ICMP error that quotes a packet of this connection
    std::uint16_t flags = 0;   ///< AnalysisFlags
};

/// Turns the packets of a capture into connections and UDP flows, numbered from 0 in the order of
/// their first packets. Both directions of a four-tuple are one connection, whatever interface,
/// VLAN or tunnel they came by; a SYN with another initial sequence number begins the next one.
/// Memory grows with the number of connections, at no more than 600 bytes each; time per packet is
/// constant. Single-threaded, without a clock: the same packets give the same result.
class CaptureTracker {
public:
    /// Where a packet will find its place: filled in by expect(), for observe().
    struct Ticket {
        FlowKey key;
        std::uint32_t hash = 0;
        EndIndex sender = 0;
    };

    /// `memory` is where the connections are kept, in pieces of 64 KB or so; it lives longer.
    explicit CaptureTracker(std::pmr::memory_resource* memory = std::pmr::get_default_resource());
    ~CaptureTracker();
    CaptureTracker(CaptureTracker&&) noexcept;
    CaptureTracker& operator=(CaptureTracker&&) noexcept;

    /// Has the memory fetched that tells where the packet's connection is. Called a few packets
    /// ahead of observe(), and approach() between the two, it hides most of what a new or a long
    /// silent connection costs; leaving them out changes nothing.
    void expect(const DecodedPacket& packet, Ticket& ticket) const;
    /// Has the connection fetched, if there is one.
    void approach(const Ticket& ticket) const;
    /// As observe(packet, time), with the ticket that expect() made of the packet.
    PacketPlace observe(const DecodedPacket& packet, const Ticket& ticket, Timestamp time);
    /// Takes the next packet. UDP tunnels around it count as flows of their own.
    PacketPlace observe(const DecodedPacket& packet, Timestamp time);
    /// A segment or datagram by itself.
    PacketPlace observeTcp(const Endpoint& source, const Endpoint& destination,
                           const TcpSegment& segment, Timestamp time);
    PacketPlace observeUdp(const Endpoint& source, const Endpoint& destination,
                           std::uint32_t payloadLength, Timestamp time);
    /// While watching live: lets what is due by `now` take effect on this connection.
    void settle(std::size_t flow, Timestamp now);
    /// While watching live: lets go of a connection or flow. Its number is not used again; tcp()
    /// and udp() of it give null.
    void forget(std::size_t flow);
    /// The capture is over: resets and time-outs take effect as far as its time has passed.
    void finish();

    /// Begun so far, those forgotten included.
    std::size_t flowCount() const;
    /// Those not forgotten.
    std::size_t keptCount() const;
    /// The connection with this number, or null if it is a UDP flow. Stays where it is.
    const CaptureConnection* tcp(std::size_t flow) const;
    const UdpFlow* udp(std::size_t flow) const;
    /// Time of the newest packet, and of the oldest.
    Timestamp newest() const;
    Timestamp oldest() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace synoptic
