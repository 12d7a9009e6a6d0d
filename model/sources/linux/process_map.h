// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/process_scan.h"
#include "model/sources/linux/socket_holders.h"
#include "model/tracking/observation.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace synoptic {

/// Tells for each socket of a table which process holds it, or why that is not known. The map is
/// kept up to date rather than rebuilt: after the first scan it walks only processes that are new,
/// whose number of descriptors changed, or that may hold a socket it cannot place. For one thread.
///
/// A round is: begin() with the rows of a fresh dump, step() until it has said Settled or the time
/// is spent, then assign().
class ProcessMap {
public:
    using Clock = std::chrono::steady_clock;

    ProcessMap();

    /// Looks at which processes came and went, and which sockets of the table are not placed yet.
    void begin(std::span<const SocketRow> rows);

    enum class Progress : std::uint8_t {
        More,    ///< the deadline came first; a further step() is worth while at once
        Settled, ///< what is left, if anything, waits for the next round
    };
    /// Walks processes, the most promising first. Can be interrupted between any two descriptors.
    Progress step(Clock::time_point deadline, std::stop_token stop = {});

    /// Points each row at its owner. Valid until the next begin() or step().
    void assign(std::span<SocketRow> rows);

    /// Sockets of the last table that are still being looked for.
    std::size_t pending() const { return pending_; }
    /// Processes whose descriptors were looked through, since the map was made.
    std::uint64_t walks() const { return walks_; }
    /// After assign(): true if some socket belongs to a process that this user may not read.
    bool someAreOtherUsers() const { return someAreOtherUsers_; }
    /// After assign(): true if no process that can be seen from here holds some socket.
    bool someAreNotVisible() const { return someAreNotVisible_; }

private:
    enum class Stage : std::uint8_t;
    struct Candidate {
        Stage stage;
        std::uint64_t usefulAt;
        std::int32_t pid;
    };
    /// A socket that no known process holds.
    struct Unplaced {
        std::uint64_t since = 0;  ///< round in which it was first missed
        std::uint64_t seenAt = 0; ///< round of the last table that had it
        std::uint32_t uid = 0;
        const Owner* verdict = nullptr; ///< set once every process was looked at in vain
    };

    void findComersAndGoers();
    void findUnplaced(std::span<const SocketRow> rows);
    void verifySome();
    void plan();
    void finishWalk(DescriptorWalk::Result result);
    void takeInodes(HoldingProcess& process);
    bool describe(HoldingProcess& process);
    void forget(std::int32_t pid);
    void passVerdicts();

    boost::unordered_flat_map<std::int32_t, std::unique_ptr<HoldingProcess>> processes_;
    SocketHolders holders_;
    boost::unordered_flat_map<std::uint32_t, Unplaced> unplaced_;
    std::size_t pending_ = 0; ///< of unplaced_, those without a verdict
    std::uint64_t round_ = 0;
    std::vector<std::int32_t> listed_;
    std::vector<Candidate> plan_; ///< the next one last
    DescriptorWalk walk_;
    std::uint64_t walkBegan_ = 0; ///< round in which the walk under way began
    Stage walkStage_{};
    bool walking_ = false;
    Clock::duration lowPriorityLeft_{0}; ///< of this round, for walks that can wait
    std::uint64_t walks_ = 0;
    std::int32_t lastVerified_ = 0;
    bool someDenied_ = false;
    bool someAreOtherUsers_ = false;
    bool someAreNotVisible_ = false;
    const std::uint32_t euid_;
};

} // namespace synoptic
