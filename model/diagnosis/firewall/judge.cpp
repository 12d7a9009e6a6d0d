// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall/judge.h"

#include "model/diagnosis/firewall/rule_text.h"
#include "model/diagnosis/firewall/walk.h"

namespace synoptic::firewall {

namespace {

constexpr std::int64_t kConntrack = -200; ///< NF_IP_PRI_CONNTRACK

/// What connection tracking says of the packet in this chain, if it says nothing else in later
/// ones.
std::uint8_t stateIn(const Chain& chain, std::uint8_t state) {
    const bool before = chain.hook == "ingress" || chain.family == "bridge" ||
                        (chain.hook == "prerouting" && chain.priority <= kConntrack);
    return before ? std::uint8_t{0} : state;
}

/// What the chains passed so far lead to.
struct Sum {
    Ends ends;
    std::optional<Ends::One> opening;
    bool byRuleOfInput = false;

    void add(const Chain& chain, const Ends& of);
    Verdict verdict() const;
};

void Sum::add(const Chain& chain, const Ends& of) {
    for (const End end : {End::Drop, End::Reject, End::Other}) {
        if (of[end].possible && !ends[end].possible)
            ends[end] = of[end];
    }
    const Ends::One& accept = of[End::Accept];
    if (!accept.possible) {
        ends[End::Accept].possible = false;
        return;
    }
    if (accept.namedPort && !accept.by.isPolicy() && (accept.doubt & ~kOfThePacket) == 0)
        opening = accept;
    // What lets it in is told by the last chain that has a word for it.
    Ends::One& known = ends[End::Accept];
    const bool rule = !accept.by.isPolicy();
    const bool moreTelling = accept.namedPort || !known.namedPort;
    if (!known.possible || (moreTelling && (rule || known.by.isPolicy())) ||
        (chain.hook == "input" && rule && !known.namedPort))
        known = accept;
}

Verdict Sum::verdict() const {
    Verdict verdict;
    int kinds = 0;
    for (const End end : {End::Accept, End::Drop, End::Reject, End::Other}) {
        const Ends::One& one = ends[end];
        if (!one.possible)
            continue;
        ++kinds;
        verdict.by = one.by;
        verdict.answer = end == End::Accept   ? Answer::Accept
                         : end == End::Drop   ? Answer::Drop
                         : end == End::Reject ? Answer::Reject
                                              : Answer::CannotTell;
    }
    if (ends[End::Accept].possible && opening)
        verdict.opening = opening->by;
    if (kinds == 1 && verdict.answer != Answer::CannotTell) {
        verdict.namesPort = verdict.answer == Answer::Accept && ends[End::Accept].namedPort;
        return verdict;
    }
    verdict.answer = Answer::CannotTell;
    for (const End end : {End::Other, End::Drop, End::Reject, End::Accept}) {
        const Ends::One& one = ends[end];
        if (!one.possible)
            continue;
        if (one.doubted && verdict.doubt == 0)
            verdict.by = one.doubted;
        verdict.doubt |= one.doubt;
    }
    if (verdict.doubt == 0)
        verdict.doubt = kNotUnderstood;
    return verdict;
}

} // namespace

Verdict judge(const Ruleset& ruleset, const Probe& probe) {
    Walk walk(ruleset);
    Way way;
    way.packet.probe = &probe;
    Sum sum;
    const auto chains = ruleset.baseChains(probe.v6);
    for (const Chain* const chain : chains) {
        const Way before = way;
        way.packet.ctState = stateIn(*chain, before.packet.ctState);
        if (chain->doubt != 0) {
            way.doubt |= chain->doubt;
            if (!way.doubted)
                way.doubted = placeOfPolicy(*chain);
        }
        Ends ends = walk.through(*chain, way);
        if (chain->doubt != 0) // or it passes by it
            ends[End::Accept].possible = true;
        sum.add(*chain, ends);
        if (!ends[End::Accept].possible)
            break;
        const bool alwaysPasses =
            !ends[End::Drop].possible && !ends[End::Reject].possible && !ends[End::Other].possible;
        const std::uint8_t stateHere = way.packet.ctState;
        way = ends.accepted && chain->doubt == 0 ? *ends.accepted : way;
        if (alwaysPasses) { // a doubt that decided nothing is none for the chains that follow
            way.doubt = before.doubt;
            way.doubted = before.doubted;
        }
        if (way.packet.ctState == stateHere)
            way.packet.ctState = before.packet.ctState;
        way.namedPort = false;
    }
    if (!chains.empty())
        return sum.verdict();
    Verdict verdict;
    verdict.answer = Answer::Accept;
    return verdict;
}

} // namespace synoptic::firewall
