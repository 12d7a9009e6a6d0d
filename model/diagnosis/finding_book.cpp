// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/finding_book.h"

#include <algorithm>
#include <iterator>

namespace synoptic {

namespace {

void addConnections(Finding& known, const Finding& more, std::size_t most) {
    for (const ConnectionKey key : more.connections) {
        if (std::find(known.connections.begin(), known.connections.end(), key) !=
            known.connections.end())
            continue;
        if (known.connections.size() < most)
            known.connections.push_back(key);
        else
            ++known.connectionsOmitted;
    }
    for (const PacketNumber packet : more.packets) {
        if (known.packets.size() < most)
            known.packets.push_back(packet);
    }
    known.connectionsOmitted += more.connectionsOmitted;
}

std::size_t hashOf(const Finding& finding) {
    const FindingSubject& subject = finding.subject;
    std::size_t hash = FourTupleHash{}({subject.local, subject.remote});
    for (const std::size_t part :
         {static_cast<std::size_t>(finding.rule), static_cast<std::size_t>(subject.kind),
          static_cast<std::size_t>(subject.netns), static_cast<std::size_t>(subject.pid)})
        hash = (hash ^ part) * 0x9E3779B97F4A7C15U;
    return hash;
}

bool isWorseWhenOften(RuleId rule) {
    return rule == RuleId::ConnectRefused || rule == RuleId::SlowHandshake;
}

} // namespace

void FindingBook::beginLook(std::uint64_t scope, Timestamp time) {
    const auto last = std::find_if(looks_.begin(), looks_.end(),
                                   [scope](const auto& look) { return look.first == scope; });
    gap_ = last == looks_.end() ? Duration::zero() : time - last->second;
    if (last == looks_.end())
        looks_.emplace_back(scope, time);
    else
        last->second = time;
    scope_ = scope;
    time_ = time;
    refused_.reset();
}

Timestamp FindingBook::waitingSince(const Finding& finding) {
    const auto same = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& waiting) {
        return waiting.rule == finding.rule && waiting.subject == finding.subject;
    });
    if (same == waiting_.end()) {
        waiting_.push_back({finding.rule, finding.subject, scope_, time_, time_});
        return time_;
    }
    same->last = time_;
    return same->first;
}

std::list<FindingBook::Kept>::iterator FindingBook::standing(const Finding& finding) {
    const auto [begin, end] = standing_.equal_range(hashOf(finding));
    const auto at = std::find_if(begin, end, [&](const auto& entry) {
        const Finding& known = entry.second->finding;
        return known.rule == finding.rule && known.subject == finding.subject;
    });
    return at == end ? kept_.end() : at->second;
}

void FindingBook::erase(std::list<Kept>::iterator kept) {
    const auto [begin, end] = standing_.equal_range(hashOf(kept->finding));
    const auto at =
        std::find_if(begin, end, [&](const auto& entry) { return entry.second == kept; });
    if (at != end)
        standing_.erase(at);
    forgotten_.push_back(kept->finding.id);
    kept_.erase(kept);
}

void FindingBook::forget(std::uint64_t scope) {
    for (auto kept = kept_.begin(); kept != kept_.end();) {
        const auto next = std::next(kept);
        if (kept->scope == scope)
            erase(kept);
        kept = next;
    }
    std::erase_if(waiting_, [scope](const Waiting& waiting) { return waiting.scope == scope; });
    std::erase_if(looks_, [scope](const auto& look) { return look.first == scope; });
}

/// Where thousands hold at once the first are kept: none comes and goes with each look.
bool FindingBook::makeRoomFor(const Finding& finding) {
    if (kept_.size() < thresholds_.findings)
        return true;
    if (standing_.size() == kept_.size()) {
        if (refused_ && finding.severity <= *refused_)
            return false;
        const auto least =
            std::min_element(kept_.begin(), kept_.end(), [](const Kept& a, const Kept& b) {
                return a.finding.severity < b.finding.severity;
            });
        if (least == kept_.end() || least->finding.severity >= finding.severity) {
            refused_ = finding.severity;
            return false;
        }
        erase(least);
        return true;
    }
    erase(std::find_if(kept_.begin(), kept_.end(),
                       [](const Kept& kept) { return kept.finding.over; }));
    return true;
}

void FindingBook::raise(Finding&& finding, Raise how, Duration patience) {
    if (finding.last == Timestamp{})
        finding.last = time_;
    if (finding.first == Timestamp{})
        finding.first = finding.last;
    const auto same = standing(finding);
    if (same == kept_.end() && patience > Duration::zero()) {
        const Timestamp since = waitingSince(finding);
        if (time_ - since < patience)
            return;
        finding.first = std::min(finding.first, since);
    }
    if (same == kept_.end()) {
        if (!makeRoomFor(finding))
            return;
        changed_ = true;
        finding.id = nextId_++;
        const std::size_t hash = hashOf(finding);
        kept_.push_back({std::move(finding), scope_, how, time_, true});
        standing_.emplace(hash, std::prev(kept_.end()));
        return;
    }
    changed_ = true;
    Finding& known = same->finding;
    same->dirty = true;
    same->scope = scope_;
    same->raised = time_;
    finding.id = known.id;
    finding.first = std::min(known.first, finding.first);
    finding.last = std::max(known.last, finding.last);
    finding.severity = std::max(known.severity, finding.severity);
    if (how == Raise::Happened) {
        if (!finding.evidence.empty() && !known.evidence.empty())
            finding.evidence.front().value += known.evidence.front().value;
        std::swap(finding.connections, known.connections);
        std::swap(finding.packets, known.packets);
        std::swap(finding.connectionsOmitted, known.connectionsOmitted);
        addConnections(finding, known, thresholds_.connectionsPerFinding);
    }
    if (how == Raise::Happened && !finding.evidence.empty() && isWorseWhenOften(finding.rule) &&
        finding.evidence.front().value >= thresholds_.refusedOften)
        finding.severity = std::max(finding.severity, FindingSeverity::Warning);
    known = std::move(finding);
}

void FindingBook::withdraw(RuleId rule, const Endpoint& remote) {
    for (auto it = kept_.begin(); it != kept_.end();) {
        const auto kept = it++;
        const Finding& finding = kept->finding;
        if (finding.rule != rule || finding.over || finding.connectionsOmitted > 0 ||
            finding.connections.size() > 1 || finding.subject.remote != remote)
            continue;
        erase(kept);
        changed_ = true;
    }
}

void FindingBook::endLook(bool isEnd) {
    for (auto it = kept_.begin(); it != kept_.end(); ++it) {
        Kept& kept = *it;
        Finding& finding = kept.finding;
        if (finding.over || kept.scope != scope_ || isEnd)
            continue;
        const bool passed =
            kept.how == Raise::Holds
                ? time_ - kept.raised > std::max<Duration>(thresholds_.hold, gap_ * 5 / 2)
                : time_ - finding.last > thresholds_.holdEvent;
        if (passed) {
            finding.over = true;
            kept.dirty = changed_ = true;
            const auto [begin, end] = standing_.equal_range(hashOf(finding));
            standing_.erase(
                std::find_if(begin, end, [&](const auto& entry) { return entry.second == it; }));
        }
    }
    std::erase_if(waiting_, [this](const Waiting& waiting) {
        return waiting.scope == scope_ && waiting.last != time_;
    });
    bound();
}

void FindingBook::bound() {
    while (kept_.size() > thresholds_.findings) {
        auto victim = std::find_if(kept_.begin(), kept_.end(),
                                   [](const Kept& kept) { return kept.finding.over; });
        if (victim == kept_.end()) // the least severe of the oldest
            victim = std::min_element(kept_.begin(), kept_.end(), [](const Kept& a, const Kept& b) {
                return a.finding.severity < b.finding.severity;
            });
        erase(victim);
    }
}

std::vector<Finding> FindingBook::all() const {
    std::vector<Finding> findings;
    std::transform(kept_.begin(), kept_.end(), std::back_inserter(findings),
                   [](const Kept& kept) { return kept.finding; });
    return findings;
}

FindingChanges FindingBook::take() {
    FindingChanges changes;
    for (Kept& kept : kept_) {
        if (kept.dirty)
            changes.changed.push_back(kept.finding);
        kept.dirty = false;
    }
    changes.forgotten = std::move(forgotten_);
    forgotten_.clear();
    changed_ = false;
    return changes;
}

} // namespace synoptic
