// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/firewall/match.h"

#include <array>

namespace synoptic::firewall {

/// How far a packet has come, and what that stands on.
struct Way {
    Packet packet;
    std::uint16_t doubt = 0;           ///< why it may not have come here at all
    std::optional<Place> doubted = {}; ///< the first rule that raised one
    bool namedPort = false;            ///< this rule, or one that led to its chain, named the port
};

/// How a packet may end in a base chain.
enum class End : std::uint8_t { Accept, Drop, Reject, Other };

/// What all ways through a base chain lead to.
struct Ends {
    struct One {
        bool possible = false;
        Place by;
        bool namedPort = false;
        std::uint16_t doubt = 0;
        std::optional<Place> doubted;
    };
    std::array<One, 4> of;
    std::optional<Way> accepted; ///< how a packet is that was accepted
    One& operator[](End end) { return of[static_cast<std::size_t>(end)]; }
    const One& operator[](End end) const { return of[static_cast<std::size_t>(end)]; }
};

/// Follows one packet through base chains, every way it may take at once.
class Walk {
public:
    explicit Walk(const Ruleset& ruleset) : ruleset_(ruleset) {}

    /// Through a base chain and what it jumps to.
    Ends through(const Chain& base, const Way& way);

private:
    static constexpr int kDeepest = 16; ///< NFT_JUMP_STACK_SIZE

    /// One rule at work. Each of the ways is there as long as a packet may take it.
    struct AtRule {
        const Chain& chain;
        const Rule& rule;
        int depth;
        std::optional<Way> here; ///< all so far has matched
        std::optional<Way> next; ///< goes on with the next rule
        std::optional<Way> left; ///< leaves the chain, back to where it was called
    };
    std::optional<Way> run(const Chain& chain, const Way& way, int depth);
    void step(AtRule& at, const boost::json::value& statement);
    void step(AtRule& at, std::string_view kind, const boost::json::value& what);
    void xtables(AtRule& at, const boost::json::value& what);
    void mangle(AtRule& at, const boost::json::value& what);
    void verdictMap(AtRule& at, const boost::json::value& what);
    /// True if it was one: `at.here` has taken it.
    bool verdict(AtRule& at, std::string_view kind, const boost::json::value& what);
    /// It holds, or not, or both have to be followed.
    void require(AtRule& at, Tri truth);
    void end(AtRule& at, End end, std::uint16_t doubt = 0);
    void finish(End end, const Way& way, const Place& by);

    const Ruleset& ruleset_;
    Ends ends_;
    std::int64_t budget_ = 400'000;  ///< elements and rules looked at
    std::uint64_t consequences_ = 0; ///< grows when a way takes another course than to go on
};

} // namespace synoptic::firewall
