// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/process_map.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

/// For walks that only keep the map fresh, each round.
constexpr std::chrono::steady_clock::duration kLowPriorityBudget = 4ms;
constexpr std::size_t kVerifiedPerRound = 16;
/// A process that lately held what was looked for is likely to hold the next one, too.
constexpr std::uint64_t kUsefulForRounds = 10;

/// A process that is about to run another program has its new name before its new arguments, so
/// that an empty command line is looked at again; one that stays empty is the process's own wish.
constexpr std::uint8_t kMaxVainLooks = 5;

bool lacksCommandLine(const HoldingProcess& process) {
    return process.owner.process->commandLine.empty() && process.vainLooks < kMaxVainLooks;
}

const Owner kUnknown{};
const Owner kKernel{.kind = Owner::Kind::Kernel, .others = 0, .process = {}};
const Owner kOtherUser{.kind = Owner::Kind::OtherUser, .others = 0, .process = {}};
const Owner kNotVisible{.kind = Owner::Kind::NotVisible, .others = 0, .process = {}};

} // namespace

/// Why a process is walked, the most promising first.
enum class ProcessMap::Stage : std::uint8_t {
    New,           ///< a socket is looked for, and this process was never walked
    Changed,       ///< ... and its number of descriptors changed, or the kernel does not tell
    UsefulLately,  ///< ... and it held others that were looked for
    Sweep,         ///< ... for more than a round, and may have come to this one unnoticed
    ChangedHolder, ///< nothing is looked for, but what it is known to hold may be out of date
    NewIdle,       ///< nothing is looked for
    ChangedIdle,
};

ProcessMap::ProcessMap() : euid_(::geteuid()) {}

void ProcessMap::begin(std::span<const SocketRow> rows) {
    ++round_;
    findComersAndGoers();
    verifySome();
    findUnplaced(rows);
    plan();
    lowPriorityLeft_ = kLowPriorityBudget;
}

void ProcessMap::findComersAndGoers() {
    if (!listProcesses(listed_))
        return;
    for (const std::int32_t pid : listed_) {
        auto& process = processes_[pid];
        if (!process) {
            process = std::make_unique<HoldingProcess>();
            process->pid = pid;
        }
    }
    if (processes_.size() == listed_.size())
        return;
    std::vector<std::int32_t> gone;
    for (const auto& [pid, process] : processes_)
        if (!std::binary_search(listed_.begin(), listed_.end(), pid))
            gone.push_back(pid);
    for (const std::int32_t pid : gone)
        forget(pid);
}

void ProcessMap::findUnplaced(std::span<const SocketRow> rows) {
    std::size_t seen = 0;
    pending_ = 0;
    for (const SocketRow& row : rows) {
        if (row.inode == 0 || holders_.find(row.inode) != nullptr)
            continue;
        auto [at, isNew] = unplaced_.try_emplace(row.inode);
        Unplaced& unplaced = at->second;
        if (isNew) {
            unplaced.since = round_;
            unplaced.uid = row.uid;
        }
        if (unplaced.seenAt != round_) {
            unplaced.seenAt = round_;
            ++seen;
            pending_ += unplaced.verdict == nullptr;
        }
    }
    if (seen != unplaced_.size())
        erase_if(unplaced_, [this](const auto& entry) { return entry.second.seenAt != round_; });
}

/// Process ids are used again, and a process changes its name when it executes another program.
void ProcessMap::verifySome() {
    std::size_t verified = 0;
    auto at = std::upper_bound(listed_.begin(), listed_.end(), lastVerified_);
    for (std::size_t looked = 0; looked < listed_.size() && verified < kVerifiedPerRound;
         ++looked) {
        if (at == listed_.end())
            at = listed_.begin();
        const std::int32_t pid = *at++;
        lastVerified_ = pid;
        HoldingProcess& process = *processes_[pid];
        if (!process.owner.process)
            continue;
        ++verified;
        const auto stat = readProcessStat(pid);
        if (!stat || stat->startTime != process.owner.process->startTime ||
            stat->name != process.owner.process->name || lacksCommandLine(process))
            process.descriptors = -1; // walked again soon, and described anew
    }
}

void ProcessMap::plan() {
    plan_.clear();
    // A walk before this round says nothing about the sockets that have been missed for longer than
    // one. Those that came just now get no sweep: most are gone before the next table.
    std::uint64_t sweptBefore = 0;
    for (const auto& [inode, unplaced] : unplaced_)
        if (unplaced.verdict == nullptr && unplaced.since < round_)
            sweptBefore = std::max(sweptBefore, unplaced.since);
    const bool searching = pending_ > 0;
    for (const auto& [pid, process] : processes_) {
        std::optional<Stage> stage;
        if (process->walkedAt == 0) {
            stage = searching ? Stage::New : Stage::NewIdle;
        } else if (!process->denied) {
            const auto now = countDescriptors(pid);
            if (process->descriptors < 0 || (now ? *now != process->descriptors : searching))
                stage = searching                ? Stage::Changed
                        : process->owner.process ? Stage::ChangedHolder
                                                 : Stage::ChangedIdle;
        }
        if (!stage && searching) {
            if (process->usefulAt != 0 && process->usefulAt + kUsefulForRounds >= round_)
                stage = Stage::UsefulLately;
            else if (process->walkedAt < sweptBefore)
                stage = Stage::Sweep;
        }
        if (stage)
            plan_.push_back({*stage, process->usefulAt, pid});
    }
    std::sort(plan_.begin(), plan_.end(), [](const Candidate& a, const Candidate& b) {
        return std::tie(a.stage, b.usefulAt, a.pid) > std::tie(b.stage, a.usefulAt, b.pid);
    });
}

ProcessMap::Progress ProcessMap::step(Clock::time_point deadline, std::stop_token stop) {
    Progress progress = Progress::Settled;
    while (walking_ || !plan_.empty()) {
        const auto start = Clock::now();
        const Stage stage = walking_ ? walkStage_ : plan_.back().stage;
        const bool lowPriority = stage > Stage::Changed || pending_ == 0;
        if (stop.stop_requested() || (lowPriority && lowPriorityLeft_ <= 0ns))
            break;
        if (start >= deadline) {
            progress = lowPriority ? Progress::Settled : Progress::More;
            break;
        }
        auto result = DescriptorWalk::Result::Paused;
        if (!walking_) {
            const Candidate next = plan_.back();
            plan_.pop_back();
            if (pending_ == 0 && next.stage == Stage::Sweep)
                continue;
            const auto process = processes_.find(next.pid);
            if (process == processes_.end() || process->second->walkedAt == round_)
                continue;
            walkStage_ = next.stage;
            walkBegan_ = round_;
            walking_ = true;
            result = walk_.begin(next.pid);
        }
        if (result == DescriptorWalk::Result::Paused)
            result = walk_.advance(lowPriority ? std::min(deadline, start + lowPriorityLeft_)
                                               : deadline);
        if (result != DescriptorWalk::Result::Paused) {
            walking_ = false;
            ++walks_;
            finishWalk(result);
            walk_.end();
        }
        if (lowPriority)
            lowPriorityLeft_ -= Clock::now() - start;
    }
    if (!walking_ && pending_ > 0)
        passVerdicts();
    return progress;
}

void ProcessMap::finishWalk(DescriptorWalk::Result result) {
    const auto at = processes_.find(walk_.pid());
    if (at == processes_.end())
        return;
    HoldingProcess& process = *at->second;
    if (result == DescriptorWalk::Result::Gone || !describe(process)) {
        forget(walk_.pid());
        return;
    }
    process.walkedAt = walkBegan_;
    process.denied = result == DescriptorWalk::Result::Denied;
    someDenied_ = someDenied_ || process.denied;
    process.descriptors = walk_.descriptors();
    takeInodes(process);
}

/// False if it is gone. A process without sockets needs no description.
bool ProcessMap::describe(HoldingProcess& process) {
    if (walk_.inodes().empty()) {
        process.owner = {};
        return true;
    }
    const auto stat = walk_.stat();
    if (!stat)
        return false;
    const auto& known = process.owner.process;
    const bool same = known && known->startTime == stat->startTime && known->name == stat->name;
    if (same && !lacksCommandLine(process))
        return true;
    process.vainLooks = same ? process.vainLooks + 1 : 0;
    process.owner = {.kind = Owner::Kind::Process, .others = 0, .process = walk_.describe(*stat)};
    for (const std::uint32_t inode : process.inodes)
        holders_.renew(inode);
    return true;
}

void ProcessMap::takeInodes(HoldingProcess& process) {
    std::vector<std::uint32_t>& now = walk_.inodes();
    std::vector<std::uint32_t> changed;
    std::set_difference(process.inodes.begin(), process.inodes.end(), now.begin(), now.end(),
                        std::back_inserter(changed));
    for (const std::uint32_t inode : changed)
        holders_.remove(inode, process);
    changed.clear();
    std::set_difference(now.begin(), now.end(), process.inodes.begin(), process.inodes.end(),
                        std::back_inserter(changed));
    for (const std::uint32_t inode : changed) {
        holders_.add(inode, process);
        const auto at = unplaced_.find(inode);
        if (at == unplaced_.end())
            continue;
        pending_ -= at->second.verdict == nullptr;
        unplaced_.erase(at);
        process.usefulAt = round_;
    }
    process.inodes.swap(now);
}

void ProcessMap::forget(std::int32_t pid) {
    const auto at = processes_.find(pid);
    if (at == processes_.end())
        return;
    for (const std::uint32_t inode : at->second->inodes)
        holders_.remove(inode, *at->second);
    processes_.erase(at);
}

void ProcessMap::passVerdicts() {
    std::uint64_t allWalkedSince = round_;
    for (const auto& [pid, process] : processes_)
        allWalkedSince = std::min(allWalkedSince, process->walkedAt);
    for (auto& [inode, unplaced] : unplaced_) {
        if (unplaced.verdict != nullptr || unplaced.since > allWalkedSince)
            continue;
        // An ordinary user sees no other's descriptors, and with hidepid not even the process.
        const bool hidden = unplaced.uid != euid_ && (euid_ != 0 || someDenied_);
        unplaced.verdict = hidden ? &kOtherUser : &kNotVisible;
        --pending_;
    }
}

void ProcessMap::assign(std::span<SocketRow> rows) {
    someAreOtherUsers_ = false;
    someAreNotVisible_ = false;
    for (SocketRow& row : rows) {
        if (row.inode == 0) {
            row.owner = &kKernel;
            continue;
        }
        row.owner = holders_.find(row.inode);
        if (row.owner != nullptr)
            continue;
        const auto at = unplaced_.find(row.inode);
        row.owner =
            at != unplaced_.end() && at->second.verdict != nullptr ? at->second.verdict : &kUnknown;
        someAreOtherUsers_ = someAreOtherUsers_ || row.owner == &kOtherUser;
        someAreNotVisible_ = someAreNotVisible_ || row.owner == &kNotVisible;
    }
}

} // namespace synoptic
