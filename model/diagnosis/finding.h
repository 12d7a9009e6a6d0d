// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"
#include "model/tracking/packet_number.h"
#include "model/wire/endpoint.h"
#include "model/wire/timestamp.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a rule concluded, as values that can cross threads. Words for a person are made of it in
/// model/items/finding_text.h.
namespace synoptic {

/// One for each file in model/diagnosis/rules.
enum class RuleId : std::uint8_t {
    SynFlood,
    AcceptQueueOverflow,
    ConnectionAttempts, ///< port scan and attempts from outside
    ConnectSilent,
    ConnectRefused,
    ConnectUnreachable,
    ConnectBlockedHere, ///< by this machine's firewall or routes
    WrongProtocol,
    ResetAfterRequest, ///< TLS or HTTP answered by a reset at once
    CloseWaitLeak,
    FinWait2Orphan,
    TimeWaitPressure,
    HalfClosed,
    RetransmissionStorm,
    ZeroWindowStall,
    KeepAliveDeath,
    ResetAfterData,
    SlowHandshake,
    AsymmetricCapture,
    Disagreement, ///< kernel and wire tell different states
    PortExhaustion,
    ReusedPortRefused,
    FirewallProtocolMismatch,
    FirewallOpensLoopback,
    FirewallBlocksListener,
};
inline constexpr int kRuleCount = 25;
/// "syn-flood", as in the command line's JSON. Static lifetime.
std::string_view name(RuleId rule);

enum class FindingSeverity : std::uint8_t { Note, Warning, Error };
/// "note", "warning", "error". Static lifetime.
std::string_view name(FindingSeverity severity);

/// A number a finding stands on.
struct FindingEvidence {
    enum class Unit : std::uint8_t { Count, PerSecond, Seconds, Bytes, Ratio };
    std::string_view name; ///< "half_open", as in the JSON; static lifetime
    double value = 0;
    std::optional<double> limit = {}; ///< what it is held against
    Unit unit = Unit::Count;
    bool atLeast = false; ///< counting stopped there
};

/// What a finding is about, from the widest to the narrowest that is known.
struct FindingSubject {
    enum class Kind : std::uint8_t { Host, Process, Listener, Destination, Connection };
    Kind kind = Kind::Host;
    std::uint64_t netns = 0;
    Protocol protocol = Protocol::Tcp;
    Endpoint local;  ///< of a listener or a connection
    Endpoint remote; ///< of a destination or a connection
    std::int32_t pid = 0;
    std::string process; ///< hostile text

    friend bool operator==(const FindingSubject&, const FindingSubject&) = default;
};

/// Rules raise a finding while what they look for holds, and the engine keeps it for as long.
struct Finding {
    std::uint64_t id = 0; ///< the same while it lasts; never used twice within one run; 0 is none
    RuleId rule = RuleId::SynFlood;
    FindingSeverity severity = FindingSeverity::Note;
    /// Which of a rule's wordings fits: an enumeration of the rule's own file; 0 is the usual one.
    std::uint8_t variant = 0;
    FindingSubject subject;
    Timestamp first;   ///< since when it holds
    Timestamp last;    ///< when it last held
    bool over = false; ///< it no longer holds
    std::vector<FindingEvidence> evidence;
    /// Those it was seen on, the most telling first; bounded, `connectionsOmitted` more.
    std::vector<ConnectionKey> connections;
    std::uint64_t connectionsOmitted = 0;
    std::vector<PacketNumber> packets; ///< likewise, bounded
    /// Words that belong to the evidence: a firewall rule, an ICMP reason. Hostile text.
    std::vector<std::string> details;
};

} // namespace synoptic
