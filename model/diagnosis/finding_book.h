// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/finding.h"
#include "model/diagnosis/thresholds.h"

#include <list>
#include <unordered_map>

namespace synoptic {

/// What changed among the findings since the last look, for another thread.
struct FindingChanges {
    std::vector<Finding> changed;         ///< new ones and changed ones
    std::vector<std::uint64_t> forgotten; ///< ids let go to bound memory
    bool empty() const { return changed.empty() && forgotten.empty(); }
};

/// How a rule means what it raises.
enum class Raise : std::uint8_t {
    Holds,    ///< it is so now; raised at every look while it is
    Happened, ///< once for each time; the first number of the evidence adds up
};

/// Keeps what the rules raise: one finding for a rule and a subject while it lasts, with its id,
/// first and last time. One that is not raised any more is over after a while; one that comes back
/// later is another finding. Bounded: those over leave first, the oldest first.
class FindingBook {
public:
    explicit FindingBook(DiagnosisThresholds thresholds = {}) : thresholds_(thresholds) {}
    void setThresholds(const DiagnosisThresholds& thresholds) { thresholds_ = thresholds; }

    /// A look begins: all that is raised until endLook() was true at `time`. `scope` tells whose
    /// look it is (a namespace's table, packets): each ends its own findings alone.
    void beginLook(std::uint64_t scope, Timestamp time);
    /// What a rule said of one connection alone to this endpoint has turned out otherwise: it was
    /// never said.
    void withdraw(RuleId rule, const Endpoint& remote);
    /// One about the same, by the same rule, holds.
    bool stands(const Finding& finding) { return standing(finding) != kept_.end(); }
    /// `patience`: it is told only once it was raised at every look for so long.
    void raise(Finding&& finding, Raise how = Raise::Holds, Duration patience = Duration::zero());
    /// `isEnd`: nothing follows; what holds stays as it is.
    void endLook(bool isEnd = false);

    /// All kept, the oldest first.
    std::vector<Finding> all() const;
    /// All that looks at this scope have found.
    void forget(std::uint64_t scope);
    bool hasChanges() const { return changed_ || !forgotten_.empty(); }
    FindingChanges take();

private:
    struct Kept {
        Finding finding;
        std::uint64_t scope = 0;
        Raise how = Raise::Holds;
        Timestamp raised; ///< by the look's time
        bool dirty = true;
    };
    struct Waiting {
        RuleId rule;
        FindingSubject subject;
        std::uint64_t scope;
        Timestamp first;
        Timestamp last;
    };
    /// Since when it was raised without a pause.
    Timestamp waitingSince(const Finding& finding);
    /// Of the findings that are not over, the one of this rule and subject; or the end.
    std::list<Kept>::iterator standing(const Finding& finding);
    void erase(std::list<Kept>::iterator kept);
    /// False: all that is kept is at least as grave.
    bool makeRoomFor(const Finding& finding);
    void bound();

    DiagnosisThresholds thresholds_;
    std::list<Kept> kept_;
    /// Those not over, by a hash of rule and subject.
    std::unordered_multimap<std::size_t, std::list<Kept>::iterator> standing_;
    std::vector<Waiting> waiting_;
    std::vector<std::uint64_t> forgotten_;
    std::uint64_t nextId_ = 1;
    std::uint64_t scope_ = 0;
    Timestamp time_;
    Duration gap_{0}; ///< since this scope's look before
    std::vector<std::pair<std::uint64_t, Timestamp>> looks_;
    std::optional<FindingSeverity> refused_; ///< at this look there was no room for such
    bool changed_ = false;
};

} // namespace synoptic
