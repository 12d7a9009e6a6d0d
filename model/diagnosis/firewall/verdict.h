// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"
#include "model/wire/endpoint.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What this machine's packet filter does with a packet that another machine begins a conversation
/// with. Values; they cross threads.
namespace synoptic::firewall {

/// Why a match may hold for one such packet and not for another. Bits.
enum Doubt : std::uint16_t {
    kSource = 1,          ///< the sender's address, or the way to it
    kSourcePort = 2,      ///< the sender's port
    kInterface = 4,       ///< where it comes in
    kDestination = 8,     ///< which of this machine's addresses it is for
    kTraffic = 16,        ///< limits, quotas, counts, sets that rules fill
    kMarks = 32,          ///< marks that other rules or programs set
    kTranslated = 64,     ///< address translation leads it elsewhere
    kHandedOver = 128,    ///< a program or another device decides (queue, synproxy, fwd)
    kNotUnderstood = 256, ///< an expression that is not understood, those of xtables included
    kTooLarge = 512,      ///< there are too many rules to follow
    kLegacy = 1024,       ///< tables of the legacy iptables, which cannot be read here
    kIncomplete = 2048,   ///< libnftables could not tell all of the ruleset
    kUnread = 4096,       ///< the ruleset was not read
};
/// Those that depend on the packet alone: some packets get through, others do not.
inline constexpr std::uint16_t kOfThePacket = kSource | kSourcePort | kInterface | kDestination;

enum class Answer : std::uint8_t { Accept, Drop, Reject, CannotTell };
/// "accept", "drop", "reject", "cannot-tell". Static lifetime.
std::string_view name(Answer answer);
/// "not-understood", "source", ... of the gravest one; empty of none. Static lifetime.
std::string_view nameOfDoubt(std::uint16_t doubt);

/// A rule, or a chain's policy, and where it stands. Hostile text.
struct Place {
    std::string family; ///< "inet"
    std::string table;
    std::string chain;
    std::uint64_t handle = 0; ///< of the rule; 0: it is the chain's policy
    std::string text;         ///< in nft's syntax: "tcp dport 22 accept", "policy drop"
    bool onePort = false;     ///< it is about one port alone
    bool isPolicy() const { return handle == 0; }
    /// "inet filter input: tcp dport 22 accept # handle 7"
    std::string toString() const;

    friend bool operator==(const Place&, const Place&) = default;
};

/// What becomes of a packet.
struct Verdict {
    Answer answer = Answer::CannotTell;
    std::uint16_t doubt = 0; ///< of Doubt, where it cannot be told
    std::optional<Place>
        by;                 ///< what decides, or what first raises the doubt; none: nothing filters
    bool namesPort = false; ///< accepted by a rule that names the port
    /// The rule that names the port and lets it in, perhaps for some packets only (kOfThePacket).
    std::optional<Place> opening = {};

    friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// What the filter is asked about: the first packet of a conversation, from another machine. It is
/// of a sender to which this machine would answer the same way, and is not a fragment.
struct Probe {
    Protocol protocol = Protocol::Tcp;
    bool v6 = false;
    std::uint16_t port = 0;
    std::vector<IpAddress> destinations; ///< it may be for any of these; empty: not known
    std::vector<std::string> interfaces; ///< it may come in by any of these; empty: any but "lo"
};

} // namespace synoptic::firewall
