// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What sources hand to the tracker. Spans and pointers in here are valid during the call only.
namespace synoptic {

/// One socket as a table dump shows it.
struct SocketRow {
    FourTuple tuple;
    Protocol protocol = Protocol::Tcp;
    TcpState state = TcpState::Closed;
    std::uint64_t cookie = 0; ///< 0: the source has none (/proc/net/tcp)
    std::uint32_t uid = 0;    ///< with inode 0, 0 means nobody
    std::uint32_t inode = 0;  ///< 0: no file holds it
    std::uint32_t interfaceIndex = 0;
    std::uint32_t receiveQueue = 0;
    std::uint32_t sendQueue = 0;
    SocketTimer timer;
    std::uint8_t retransmits = 0;
    bool hasMetrics = false;
    /// Of an IPv6 socket that waits for others: it takes no IPv4 (IPV6_V6ONLY); absent: not told.
    std::optional<bool> v6Only;
    TcpMetrics metrics;
    const Owner* owner = nullptr; ///< null: not looked up
};

/// Counters of the whole network namespace (/proc/net/snmp, /proc/net/netstat), since boot.
struct HostCounters {
    std::uint64_t segmentsRetransmitted = 0; ///< Tcp: RetransSegs
    std::uint64_t resetsSent = 0;            ///< Tcp: OutRsts
    std::uint64_t resetsReceived = 0; ///< Tcp: EstabResets + AttemptFails, the part that is counted
    std::uint64_t segmentsSent = 0;   ///< Tcp: OutSegs, retransmitted ones not included
    std::uint64_t passiveOpens = 0;   ///< Tcp: handshakes that listeners completed

    // TcpExt, of /proc/net/netstat
    bool hasListenCounters = false;            ///< false: the rest is unknown
    std::uint64_t listenOverflows = 0;         ///< accept queue full
    std::uint64_t listenDrops = 0;             ///< all drops at listeners
    std::uint64_t requestQueueFullDrops = 0;   ///< TCPReqQFullDrop: SYN queue full, no cookies
    std::uint64_t requestQueueFullCookies = 0; ///< TCPReqQFullDoCookies
    std::uint64_t cookiesSent = 0;             ///< SyncookiesSent
    std::uint64_t cookiesReturned = 0;         ///< SyncookiesRecv
    std::uint64_t cookiesFailed = 0;           ///< SyncookiesFailed
    std::uint64_t abortsOnData = 0;    ///< TCPAbortOnData: cut by SO_LINGER, or data after close()
    std::uint64_t abortsOnClose = 0;   ///< TCPAbortOnClose: closed with data unread
    std::uint64_t abortsOnTimeout = 0; ///< TCPAbortOnTimeout
    std::uint64_t handshakeRetransmits = 0; ///< TCPSynRetrans: of segmentsRetransmitted
    std::uint64_t duplicatesReported = 0;   ///< TCPDSACKRecv: sent again, had arrived
    std::uint64_t timeWaitOverflows = 0;    ///< TCPTimeWaitOverflow
};

/// The settings of a network namespace that decide what its connections do (ip-sysctl). Absent
/// where the kernel has none or they cannot be read.
struct HostSettings {
    std::optional<std::uint32_t> synCookies;      ///< tcp_syncookies: 0, 1, 2
    std::optional<std::uint32_t> maxSynBacklog;   ///< tcp_max_syn_backlog
    std::optional<std::uint32_t> somaxconn;       ///< net.core.somaxconn
    std::optional<std::uint32_t> synRetries;      ///< tcp_syn_retries
    std::optional<std::uint32_t> synAckRetries;   ///< tcp_synack_retries
    std::optional<std::uint32_t> synLinear;       ///< tcp_syn_linear_timeouts
    std::optional<std::uint32_t> retries2;        ///< tcp_retries2
    std::optional<std::uint32_t> finTimeout;      ///< tcp_fin_timeout, seconds
    std::optional<std::uint32_t> maxTimeWait;     ///< tcp_max_tw_buckets
    std::optional<std::uint32_t> timeWaitReuse;   ///< tcp_tw_reuse: 0, 1, 2 (loopback alone)
    std::optional<std::uint32_t> keepAliveProbes; ///< tcp_keepalive_probes
    std::optional<std::uint16_t> firstEphemeral;  ///< ip_local_port_range
    std::optional<std::uint16_t> lastEphemeral;

    /// How many ports there are for connections that ask for none.
    std::uint32_t ephemeralPorts() const {
        return firstEphemeral && lastEphemeral && *lastEphemeral >= *firstEphemeral
                   ? std::uint32_t{*lastEphemeral} - *firstEphemeral + 1
                   : 0;
    }
    bool isEphemeral(std::uint16_t port) const {
        return ephemeralPorts() > 0 && port >= *firstEphemeral && port <= *lastEphemeral;
    }
};

/// A complete dump of the sockets of one network namespace. A dump that broke off is repeated by
/// the source and never handed on: a row that is missing here means a socket that is gone.
struct SocketTableObservation {
    Timestamp time; ///< when the dump ended
    std::uint64_t netns = 0;
    std::span<const SocketRow> rows; ///< each socket once
    std::optional<HostCounters> counters = {};
    std::optional<Timestamp> began = {}; ///< when the dump began; absent: at `time`
    /// Read seldom: absent means as told before.
    std::optional<HostSettings> settings = {};

    Timestamp readFrom() const { return began.value_or(time); }
};

/// What the kernel's trace told of one TCP socket.
struct KernelEvent {
    enum class Kind : std::uint8_t {
        StateChange,      ///< sock:inet_sock_set_state; `from` and `to` are set
        Retransmit,       ///< tcp:tcp_retransmit_skb
        RetransmitSynAck, ///< tcp:tcp_retransmit_synack; of a half-open connection
        SendReset,        ///< tcp:tcp_send_reset
        ReceiveReset,     ///< tcp:tcp_receive_reset
        ErrorReport,      ///< sock:inet_sk_error_report; `error` is set
        Drop,             ///< skb:kfree_skb of a TCP packet; `reason` is set
    };
    /// As the tracepoint has it: 7 stands for CLOSED, TIME-WAIT and FIN-WAIT-2 in a minisocket.
    static constexpr std::uint8_t kKernelClose = 7;

    Kind kind = Kind::StateChange;
    std::uint8_t from = 0; ///< kernel numbers (include/net/tcp_states.h)
    std::uint8_t to = 0;
    bool hasTask = false;  ///< it happened in a system call: pid, uid and command are the caller's
    bool firewall = false; ///< Drop by a rule of this machine; the tuple is that of its own end
    bool bothFins = false; ///< StateChange to 7: both ends' FINs have passed
    std::uint16_t error = 0;  ///< errno
    std::uint32_t reason = 0; ///< enum skb_drop_reason of the running kernel
    Timestamp time;
    std::uint64_t netns = 0;
    std::uint64_t cookie = 0; ///< 0: a packet without a socket
    FourTuple tuple;          ///< the local port may be 0 where the socket has none any more
    std::uint32_t pid = 0;    ///< the process, not the thread
    std::uint32_t uid = 0;
    std::string_view command; ///< task_struct::comm: hostile text
};

/// Events of the kernel's trace in the order they happened, as far as one processor tells it; those
/// of several processors may be out of order by microseconds.
struct KernelTraceObservation {
    std::span<const KernelEvent> events;
    Timestamp drained; ///< all that happened before this has been told
};

/// The packet filter of a network namespace was read, or could not be. All texts are hostile.
struct FirewallObservation {
    enum class Reading : std::uint8_t {
        Read,
        NotPermitted, ///< it needs a privilege
        Unsupported,  ///< the helper is not there, or was built without it
        Failed,
    };
    Timestamp time;
    std::uint64_t netns = 0;
    Reading reading = Reading::Failed;
    std::string_view detail;     ///< what the system said to it; empty if read
    std::string_view rules;      ///< the nftables ruleset: libnftables-json(5)
    std::string_view complaints; ///< what libnftables did not understand of it
    bool legacyIp = false;       ///< the legacy iptables has tables too, which nobody reads here
    bool legacyIp6 = false;      ///< likewise ip6tables
    std::span<const IpAddress> addresses;    ///< of the machine there, all interfaces
    std::span<const std::string> interfaces; ///< their names
};

/// A source lost events; what it tells next may jump.
struct LostEvents {
    Timestamp from;
    Timestamp to;
    std::uint64_t count = 0;
};

} // namespace synoptic
