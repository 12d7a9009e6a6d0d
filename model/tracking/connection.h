// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/tcp_state.h"
#include "model/tcp/transition_table.h"
#include "model/tracking/packet_number.h"
#include "model/wire/endpoint.h"
#include "model/wire/timestamp.h"

#include <boost/container/small_vector.hpp>

#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the tracker knows of a connection, as values that can cross threads.
namespace synoptic {

enum class Protocol : std::uint8_t { Tcp, Udp };
/// "tcp" or "udp". Static lifetime.
std::string_view name(Protocol protocol);

/// How a thing is known; the strongest first (DESIGN.md, "How evidence is joined").
enum class Evidence : std::uint8_t { Kernel, SocketTable, Packets, Inferred };
/// "kernel", "socket-table", "packets", "inferred". Static lifetime.
std::string_view name(Evidence evidence);

/// A set of the first three, one bit each.
using EvidenceSet = std::uint8_t;
constexpr EvidenceSet evidenceBit(Evidence evidence) {
    return evidence == Evidence::Inferred
               ? EvidenceSet{0}
               : static_cast<EvidenceSet>(1U << static_cast<unsigned>(evidence));
}

/// Which end opened the connection, as far as a source told.
enum class Role : std::uint8_t {
    Unknown,
    Client, ///< active open
    Server, ///< passive open: accepted by a listener of this end
    Listener,
};

/// A connection's identity. Ports are reused: `incarnation` is the socket cookie where there is
/// one, else a number that grows with each reuse of the tuple.
struct ConnectionId {
    std::uint64_t netns = 0; ///< inode of the network namespace
    Protocol protocol = Protocol::Tcp;
    FourTuple tuple;
    std::uint64_t incarnation = 0;

    friend bool operator==(const ConnectionId&, const ConnectionId&) = default;
};

/// A short name for one ConnectionId within one run of the tracker; never used twice, 0 is none.
using ConnectionKey = std::uint64_t;

/// A process as it was when it was found. Shared, never changed.
struct ProcessInfo {
    std::int32_t pid = 0;
    std::uint32_t uid = 0;
    std::string name;            ///< /proc/PID/comm: hostile text
    std::string commandLine;     ///< arguments parted by spaces: hostile text
    std::uint64_t startTime = 0; ///< clock ticks after boot; tells a reused pid
};

/// Who holds a socket, or why that is not known.
struct Owner {
    enum class Kind : std::uint8_t {
        Unknown, ///< not looked up yet
        Process,
        Kernel,     ///< TIME-WAIT, SYN-RECEIVED and orphans belong to no process
        OtherUser,  ///< a process whose descriptors this user may not read
        NotVisible, ///< no process seen from here holds it: another PID namespace, or the kernel's
                    ///< own
    };
    Kind kind = Kind::Unknown;
    std::uint16_t others = 0; ///< how many more processes share the socket
    std::shared_ptr<const ProcessInfo> process;
};

/// The kernel's timer on a socket (include/uapi/linux/inet_diag.h, idiag_timer).
struct SocketTimer {
    enum class Kind : std::uint8_t { None, Retransmit, KeepAlive, TimeWait, Persist };
    Kind kind = Kind::None;
    std::uint8_t retries = 0;
    std::chrono::milliseconds expires{0}; ///< from the time of the observation

    friend bool operator==(const SocketTimer&, const SocketTimer&) = default;
};
/// "off", "retransmit", "keepalive", "time-wait", "persist". Static lifetime.
std::string_view name(SocketTimer::Kind kind);

/// From struct tcp_info, or measured from packets; present only where one of them told.
struct TcpMetrics {
    std::uint32_t rttMicroseconds = 0; ///< 0: not measured
    std::uint32_t rttVarianceMicroseconds = 0;
    std::uint32_t congestionWindow = 0; ///< segments; 0: not known, as from packets
    std::uint32_t totalRetransmits = 0; ///< segments over the connection's life
    std::uint64_t bytesReceived = 0;
    std::uint64_t bytesAcked = 0; ///< of what this end sent
    std::uint32_t unacked = 0;    ///< segments in flight

    friend bool operator==(const TcpMetrics&, const TcpMetrics&) = default;
};

/// One change of state of one end.
struct StateTransition {
    ConnectionKey connection = 0;
    TcpState from = TcpState::Closed;
    TcpState to = TcpState::Closed;
    TcpEvent event = TcpEvent::Unseen;
    Evidence evidence = Evidence::Inferred; ///< the best there is
    EdgeIndex edge = kNoEdge;               ///< kNoEdge: the way is unseen, and none is drawn
    EvidenceSet sources = 0;                ///< all that told it; none of an inferred one
    Timestamp time;                         ///< when it was seen: it happened no later than this
    Timestamp notBefore; ///< when the state before was last seen; equal to time where exact

    bool has(Evidence source) const { return (sources & evidenceBit(source)) != 0; }
};

/// Transitions with room for those of an ordinary life, so that they take no memory of their own.
using TransitionSteps = boost::container::small_vector<StateTransition, 6>;

/// The newest transitions of a connection, oldest first. A first entry tells how it was first
/// seen: `ConnectionSnapshot::firstState`. Shared between threads, never changed once published.
struct ConnectionHistory {
    TransitionSteps transitions;
    std::uint32_t omitted = 0; ///< older ones that were let go to bound memory
};

/// Where a connection stands among captured packets.
struct WirePlace {
    FlowNumber flow = kNoFlow;            ///< kNoFlow: no packet of it was captured
    std::uint8_t localEnd = 0;            ///< IndexedPacket::sender of what the local end sent
    PacketNumber lastPacket = kNoPacket;  ///< where PacketIndex::View::ofConnection() begins
    std::uint64_t packets = 0;            ///< of both ends
    std::array<std::uint32_t, 2> bases{}; ///< by IndexedPacket::sender; see baseSequence()
    std::uint8_t knownBases = 0;          ///< bit 0 and bit 1

    /// What relative sequence numbers of an end count from, where something told it.
    std::optional<std::uint32_t> baseSequence(std::uint8_t end) const {
        return (knownBases >> end) & 1U ? std::optional(bases[end]) : std::nullopt;
    }

    friend bool operator==(const WirePlace&, const WirePlace&) = default;
};

/// Everything a view may show of a connection, by value. About 300 bytes and two shared pointers.
struct ConnectionSnapshot {
    ConnectionKey key = 0;
    ConnectionId id;
    TcpState state = TcpState::Closed;      ///< UDP: ESTABLISHED if connected, else CLOSED
    TcpState firstState = TcpState::Closed; ///< as first seen
    Role role = Role::Unknown;
    Evidence evidence = Evidence::SocketTable; ///< of the present state
    bool closed = false;                       ///< gone from its source; kept for a while
    bool alreadyThere = false;                 ///< open before the source began to look
    bool fromCapture = false;  ///< of a capture file: its time is the capture's, and stands still
    bool disagreement = false; ///< kernel and wire tell different states
    TcpState wireState = TcpState::Closed; ///< what the packets tell, where they disagree
    bool hasCookie = false; ///< `id.incarnation` is the cookie the kernel gave the socket
    bool stateUnknown =
        false; ///< packets alone tell of it, and none of this end; `state` is CLOSED
    std::optional<TcpState> peerState; ///< inferred, where something tells it

    Timestamp firstSeen;
    Timestamp lastChange; ///< entered the present state no later than this
    /// When these values were read. An open connection of which newer sets say nothing stands
    /// unchanged at their time; a timer's deadline is lastSeen + timer.expires.
    Timestamp lastSeen;
    Timestamp disagreesSince; ///< meaningless where nothing disagrees

    Owner owner;
    /// Whose socket it is. The kernel names nobody for TIME-WAIT, SYN-RECEIVED and orphans: those
    /// keep the user they were seen with before, if they were.
    std::optional<std::uint32_t> uid;
    std::uint32_t inode = 0;
    std::uint32_t interfaceIndex = 0; ///< 0: not bound to one
    std::uint32_t receiveQueue = 0;   ///< bytes not read; LISTEN: connections waiting for accept
    std::uint32_t sendQueue = 0;      ///< bytes not acknowledged; LISTEN: limit of that queue
    SocketTimer timer;
    std::uint8_t retransmits = 0; ///< tries of what is unacknowledged now
    std::optional<bool> v6Only;   ///< as SocketRow has it
    std::optional<TcpMetrics> metrics;
    double receiveRate = 0; ///< bytes/s over the last interval
    double sendRate = 0;    ///< bytes/s over the last interval, as acknowledged
    std::shared_ptr<const ConnectionHistory> history; ///< never null
    WirePlace wire;

    bool isListening() const { return role == Role::Listener; }
    bool isLoopback() const {
        return id.tuple.local.address.isLoopback() || id.tuple.remote.address.isLoopback();
    }
};

} // namespace synoptic
