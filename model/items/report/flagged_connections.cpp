// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/report/case_report.h"

#include <algorithm>
#include <map>
#include <set>

namespace synoptic {

namespace {

/// What a connection has to tell by itself, the rarer and more telling first.
enum class Trouble : std::uint8_t { None, ClosedWindow, Loss, Refused, Silent, Reset, NotClosed };

struct Telling {
    Trouble kind = Trouble::None;
    std::uint64_t score = 0; ///< among those of its kind
};

Telling telling(const ReportConnection& c) {
    if (!c.detail || c.snapshot.id.protocol != Protocol::Tcp)
        return {c.snapshot.state == TcpState::CloseWait ? Trouble::NotClosed : Trouble::None, 1};
    const auto sum = [&](auto member) {
        return std::uint64_t{c.detail->ends[0].counts.*member} + c.detail->ends[1].counts.*member;
    };
    const std::uint64_t losses =
        sum(&SegmentCounts::retransmissions) + sum(&SegmentCounts::lostSegments);
    const std::uint64_t all = losses + sum(&SegmentCounts::zeroWindows);
    switch (c.detail->outcome) {
    case ConnectionOutcome::REJ:
    case ConnectionOutcome::RSTOS0:
    case ConnectionOutcome::RSTRH:
        return {Trouble::Refused, 1 + all};
    case ConnectionOutcome::S0:
    case ConnectionOutcome::SH:
    case ConnectionOutcome::SHR:
        return {Trouble::Silent, 1 + all};
    default:
        break;
    }
    if (const auto closed = sum(&SegmentCounts::zeroWindows); closed > 0)
        return {Trouble::ClosedWindow, closed};
    if (losses > 0)
        return {Trouble::Loss, losses};
    const bool reset = c.detail->outcome == ConnectionOutcome::RSTO ||
                       c.detail->outcome == ConnectionOutcome::RSTR;
    return {reset ? Trouble::Reset : Trouble::None, 1};
}

/// Connections of one kind of finding or of trouble, the most telling first.
using Kind = std::vector<std::size_t>;

/// By kind, the gravest first; within one, the first connection of each finding goes before the
/// second of any.
std::vector<Kind> kindsOfFinding(const ReportMaterial& material) {
    std::map<ConnectionKey, std::size_t> places;
    for (std::size_t i = 0; i < material.connections.size(); ++i)
        places.emplace(material.connections[i].snapshot.key, i);
    std::map<RuleId, std::vector<const Finding*>> byRule;
    for (const Finding& finding : material.findings)
        byRule[finding.rule].push_back(&finding);
    std::vector<std::pair<FindingSeverity, Kind>> graded;
    for (auto& [rule, findings] : byRule) {
        std::stable_sort(findings.begin(), findings.end(),
                         [](const auto* a, const auto* b) { return a->severity > b->severity; });
        std::size_t longest = 0;
        for (const Finding* finding : findings)
            longest = std::max(longest, finding->connections.size());
        Kind kind;
        for (std::size_t at = 0; at < longest; ++at) {
            for (const Finding* finding : findings) {
                if (at >= finding->connections.size())
                    continue;
                const auto found = places.find(finding->connections[at]);
                if (found != places.end())
                    kind.push_back(found->second);
            }
        }
        graded.emplace_back(findings.front()->severity, std::move(kind));
    }
    std::stable_sort(graded.begin(), graded.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<Kind> kinds;
    for (auto& [severity, kind] : graded)
        kinds.push_back(std::move(kind));
    return kinds;
}

std::vector<Kind> kindsOfTrouble(const ReportMaterial& material) {
    std::map<Trouble, std::vector<std::pair<std::uint64_t, std::size_t>>> found;
    for (std::size_t i = 0; i < material.connections.size(); ++i) {
        const Telling one = telling(material.connections[i]);
        if (one.kind != Trouble::None)
            found[one.kind].emplace_back(one.score, i);
    }
    std::vector<Kind> kinds;
    for (auto& [trouble, scored] : found) {
        std::stable_sort(scored.begin(), scored.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        Kind kind;
        for (const auto& [score, place] : scored)
            kind.push_back(place);
        kinds.push_back(std::move(kind));
    }
    return kinds;
}

class Choice {
public:
    explicit Choice(std::size_t most) : most_(most) {}
    /// One of each kind, and so on until all are taken.
    void takeInTurn(const std::vector<Kind>& kinds, std::size_t turns) {
        for (std::size_t turn = 0; turn < turns; ++turn) {
            bool any = false;
            for (const Kind& kind : kinds) {
                if (turn >= kind.size())
                    continue;
                any = true;
                take(kind[turn]);
            }
            if (!any)
                return;
        }
    }
    /// One of each kind of which there is none yet.
    void takeMissing(const std::vector<Kind>& kinds) {
        for (const Kind& kind : kinds) {
            if (std::none_of(kind.begin(), kind.end(),
                             [this](std::size_t place) { return taken_.contains(place); }))
                take(kind.front());
        }
    }
    void take(std::size_t place) {
        if (chosen_.size() < most_ && taken_.insert(place).second)
            chosen_.push_back(place);
    }
    std::vector<std::size_t> chosen() { return std::move(chosen_); }

private:
    std::size_t most_;
    std::vector<std::size_t> chosen_;
    std::set<std::size_t> taken_;
};

} // namespace

std::vector<std::size_t> flaggedConnections(const ReportMaterial& material, std::size_t most) {
    const std::vector<Kind> findings = kindsOfFinding(material);
    const std::vector<Kind> troubles = kindsOfTrouble(material);
    Choice choice(most);
    choice.takeInTurn(findings, 1);
    choice.takeMissing(troubles);
    choice.takeInTurn(findings, material.connections.size());
    choice.takeInTurn(troubles, material.connections.size());
    for (std::size_t i = 0; material.isSelection && i < material.connections.size(); ++i)
        choice.take(i);
    return choice.chosen();
}

} // namespace synoptic
