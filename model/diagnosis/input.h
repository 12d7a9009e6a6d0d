// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/firewall/reach.h"
#include "model/diagnosis/thresholds.h"
#include "model/tracking/observation.h"
#include "model/tracking/wire_tracking.h"

#include <optional>
#include <span>
#include <vector>

/// What the rules see: one look at the tracker's records, with what changed since earlier looks.
/// Pointers hold during one evaluation.
namespace synoptic {

/// Counters of a namespace, and how they rose over DiagnosisThresholds::window.
struct CounterRise {
    Duration over{0}; ///< 0: there is nothing to compare with yet
    HostCounters rise;

    double seconds() const { return std::chrono::duration<double>(over).count(); }
};

/// The counters of a namespace since a flood began there: that of the rule that finds it.
struct FloodMemory {
    std::optional<Timestamp> last; ///< when it last held; absent: there is none
    HostCounters before;           ///< the counters when it began, or a window ago
    HostCounters rise;             ///< since then

    void hold(Timestamp now) { last = now; }
};

/// Connections some finding may be about: the first ones, and how many there are.
struct Sample {
    std::vector<ConnectionKey> keys;
    std::uint64_t count = 0;

    void add(ConnectionKey key, std::size_t most) {
        ++count;
        if (keys.size() < most && key != 0)
            keys.push_back(key);
    }
};

/// All TCP listeners on one local endpoint together (SO_REUSEPORT makes several). Of UDP sockets,
/// which have no queues of connections, the first three alone.
struct ListenerFacts {
    Endpoint local;
    const Owner* owner = nullptr; ///< null: not known
    ConnectionKey key = 0;
    bool v6Only = false; ///< it is known to take no IPv4
    std::uint32_t acceptQueue = 0;
    std::uint32_t acceptLimit = 0; ///< 0: not known
    bool acceptFull = false;       ///< of one of them
    std::uint32_t halfOpen = 0;
    std::uint32_t halfOpenLimit = 0;  ///< 0: not known
    std::uint32_t halfOpenOld = 0;    ///< of them, those older than DiagnosisThresholds::floodAge
    std::uint32_t halfOpenGrowth = 0; ///< over the window of the counters
    std::uint32_t sources = 0;        ///< different addresses among the half-open ones looked at
    std::uint32_t sourcesOf = 0;      ///< how many were looked at
    IpAddress someSource;
    Sample halfOpens;
};

/// What the packet filter does with packets for one listener.
struct ReachFacts {
    firewall::Reach reach;
    const Owner* owner = nullptr; ///< null: not known
    ConnectionKey key = 0;
    bool otherListens = false; ///< something takes the other protocol at this port, from outside
    bool sameListens = false;  ///< something takes this one, from outside; perhaps this socket
};

/// Sockets of one process that wait for it to close them.
struct ProcessFacts {
    std::int32_t pid = 0;
    std::string name;
    Duration oldest{0};
    double perMinute = 0; ///< growth over the last minutes
    Sample closeWaits;
};

/// Connections this machine opened from one address to one endpoint.
struct DestinationFacts {
    IpAddress local;
    Endpoint remote;
    std::uint32_t timeWait = 0;
    std::uint32_t ports = 0; ///< local ports of the ephemeral range in use, TIME-WAIT included
    ConnectionKey some = 0;
};

/// A socket in a state some rule cares about.
struct SocketFacts {
    const ConnectionSnapshot* socket = nullptr;
    const ConnectionSnapshot* mirror = nullptr; ///< the other end, if it is of this machine too
    Duration inState{0};
    Duration stuck{0};       ///< how long neither end's byte counts moved
    bool blocked = false;    ///< its packets were dropped by this machine's firewall
    bool answered = false;   ///< packets came back, though none that opens it
    Duration disagreeing{0}; ///< how long packets have told another state; 0: they do not
};

/// A connection of which packets told something new, or that is waited for.
struct WireFlow {
    const CaptureConnection* connection = nullptr;
    FlowNumber number = kNoFlow;
    EndIndex client = 0;
    ConnectionKey key = 0; ///< of its record; 0: it has none
    bool isSocket = false; ///< the socket table tells of the client's end too
    bool serverIsSocket = false;
    std::uint32_t* marks = nullptr; ///< WireMark: what was told of it already
    const bool* flooded = nullptr;  ///< of its server; null: not followed
    const bool* scanner = nullptr;  ///< of its client's address
    std::array<FirstBytes, 2> first{};
    PacketNumber lastPacket = kNoPacket;
    Duration stalled{0}; ///< since an end announced a zero window and nothing moved
    Timestamp stalledSince;
    EndIndex stalledBy = 0;
    bool stallOver = false; ///< it moves again since this look
    /// Keep-alives each end sent since the other was last heard of.
    std::array<std::uint32_t, 2> unanswered{};
    /// Retransmissions likewise.
    std::array<std::uint32_t, 2> sentAgain{};

    Endpoint clientEnd() const { return connection->key().endpoint(client); }
    Endpoint serverEnd() const { return connection->key().endpoint(other(client)); }
    /// Its server is under a flood, or its client scans: that is the finding, not this flow.
    bool isFlooded() const { return flooded && *flooded; }
    bool isScanner() const { return scanner && *scanner; }
    /// The server answers the SYN with an ACK that belongs to another connection (RFC 5961,
    /// section 4): it thinks the old one on these ports open.
    bool meetsAnother() const {
        const Handshake handshake = connection->handshake();
        const SegmentCounts asks = connection->counts(client);
        const SegmentCounts answers = connection->counts(other(client));
        return handshake.synTime && !handshake.synAckTime && !succeeded() &&
               connection->synOptions(client).seen && answers.packets > answers.resets &&
               asks.packets == handshake.synCount + asks.resets;
    }
    /// Something went through: handshake, or data.
    bool succeeded() const {
        return connection->handshake().complete || connection->counts(0).payloadBytes > 0 ||
               connection->counts(1).payloadBytes > 0;
    }
};
enum WireMark : std::uint32_t {
    kToldSilent = 1,
    kToldRefused = 2,
    kToldUnreachable = 4,
    kToldWrongProtocol = 8,
    kToldReset = 16,
    kToldSlow = 32,
    kToldReuse = 64,
    kCountedAttempt = 128,
    kCountedSides = 256,
    kCountedOneSided = 512,
    kToldResetAfterData = 1024,
    kToldKeepAlive = 2048,
    kSeen = 4096,     ///< looked at before
    kFollowed = 8192, ///< looked at again without news
    kCountedAnswered = 16384,
    kCountedCompleted = 32768,
    kCountedRefused = 65536,
    kCountedSyn = 131072,
};

/// What packets tell of one endpoint that was asked to connect.
struct ServerFacts {
    Endpoint server;
    bool hasSocket = false; ///< a listener the socket table tells of
    std::uint32_t syns = 0; ///< connections asked for within the window
    std::uint32_t answered = 0;
    std::uint32_t completed = 0;
    std::uint32_t refused = 0;
    std::uint32_t halfOpen = 0; ///< standing now
    std::uint32_t sources = 0;  ///< different addresses within the window
    bool moreSources = false;   ///< there are more: no more are kept
    IpAddress someSource;
    double seconds = 0; ///< of the window
    /// The most of any window since the flood began, if there is one; else of this one.
    double peakRate = 0; ///< SYNs a second
    std::uint32_t peakSources = 0;
    bool peakIsMore = false; ///< as moreSources, of any of those windows
    /// Since the flood began, if there is one; else of this window.
    std::uint64_t allSyns = 0;
    std::uint64_t allCompleted = 0;
    Timestamp since;         ///< when the flood, or else this window, began; good to a look
    bool* flooded = nullptr; ///< set for good by the rule that found it
    Sample connections;
};

/// What packets tell of one address that tried to connect in vain.
struct SourceFacts {
    IpAddress source;
    std::uint32_t ports = 0;
    bool morePorts = false; ///< there are more: no more are kept
    std::uint32_t hosts = 0;
    bool moreHosts = false;
    std::uint32_t attempts = 0;
    Duration over{0};
    bool* scanner = nullptr;
    Sample connections;
};

/// Of the capture as a whole.
struct CaptureFacts {
    bool isFile = false;
    bool isEnd = false;
    std::uint64_t withData = 0; ///< connections with more than a few packets
    std::uint64_t oneSided = 0; ///< of them, those of which one direction was seen
};

/// The kernel said why a connection failed here.
struct KernelFault {
    enum class Kind : std::uint8_t { ErrorReport, Firewall };
    Kind kind = Kind::ErrorReport;
    std::uint16_t error = 0; ///< errno
    Timestamp time;
    FourTuple tuple;
};

struct DiagnosisInput {
    Timestamp time;
    std::uint64_t netns = 0;
    DiagnosisThresholds thresholds;
    HostSettings settings;
    CounterRise counters;
    FloodMemory* flood = nullptr; ///< null: nobody keeps it

    // Of a socket table
    std::vector<ListenerFacts> listeners;
    std::vector<ProcessFacts> processes;
    std::vector<DestinationFacts> destinations;
    std::vector<SocketFacts> sockets;             ///< bounded
    std::vector<const ConnectionSnapshot*> ended; ///< closed since the last look; bounded
    std::uint32_t timeWaits = 0;
    std::vector<Endpoint> udpPorts;          ///< where an unconnected UDP socket is bound
    std::vector<ListenerFacts> udpListeners; ///< those sockets; bounded
    std::vector<ReachFacts> reaches;         ///< empty unless the packet filter was looked at

    // Of packets
    std::vector<WireFlow> flows;
    std::vector<ServerFacts> servers;
    std::vector<SourceFacts> sources;
    CaptureFacts capture;

    std::vector<KernelFault> faults; ///< since the last look
};

} // namespace synoptic
