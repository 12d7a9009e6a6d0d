// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/helper_process.h"
#include "model/sources/observation_source.h"
#include "model/sources/source_factory.h"

#include <string>
#include <vector>

namespace synoptic {

/// A source that reads what a job of synoptic-capture writes. Starts the helper, starts it anew if
/// it dies, and says in its status what is wrong; what the frames mean is up to those who derive.
class HelperSource : public ObservationSource {
public:
    int descriptor() const override { return helper_.descriptor(); }
    Clock::time_point due() const override { return due_; }
    void collect(ConnectionTracker& tracker, std::stop_token stop) override;
    SourceStatus status() const override { return status_; }
    void refreshSoon() override;
    void end(ConnectionTracker& tracker) override;

    /// Of the helper that runs, for tests; 0 if none does.
    pid_t helperPid() const { return helper_.pid(); }

protected:
    using Trouble = SourceStatus::Trouble;

    HelperSource(SourceStatus::Kind kind, HelperReach helper);

    /// The job and its arguments.
    virtual std::vector<std::string> job() const = 0;
    virtual void beforeStart(ConnectionTracker&) {}
    /// What belongs to this job alone. False if no more of this helper is of use.
    virtual bool takeFrame(const helper::Frame& frame, ConnectionTracker& tracker) = 0;
    /// All that was there has been taken.
    virtual void endBatch(ConnectionTracker& tracker) = 0;
    /// A helper that worked is gone.
    virtual void helperLost(ConnectionTracker& tracker) = 0;
    /// No more is wanted.
    virtual void stopped(ConnectionTracker& tracker) = 0;
    /// Work that is due now and then while it runs.
    virtual void whileRunning(ConnectionTracker&) {}

    /// To be called when the job's Started frame came.
    void setWorking();
    bool hasStarted() const { return started_; }
    void tellHelper(char word) { helper_.tell(word); }
    /// The helper is on another machine: its addresses, names and namespaces are not this one's.
    bool isElsewhere() const { return reach_.way == HelperReach::Way::Ssh; }
    /// What to add to the times of another machine whose clock just showed `there`, so that they
    /// can be held against this one's. Zero on this machine, and for what the way there explains.
    Duration shiftFrom(Timestamp there);
    void fail(Trouble trouble, const std::string& detail);
    /// u64 received and u64s dropped of a Statistics frame, over all helpers. The number of those
    /// lost since the last one.
    std::uint64_t takeStatistics(helper::FieldReader fields);

    SourceStatus status_;

private:
    void start(ConnectionTracker& tracker);
    void helperEnded(ConnectionTracker& tracker);
    void startAgainLater();
    bool failedOnTheWay();
    bool take(const helper::Frame& frame, ConnectionTracker& tracker);

    HelperReach reach_;
    HelperProcess helper_;
    Clock::time_point due_;
    Clock::time_point startedAt_;
    bool greeted_ = false; ///< this helper has spoken
    bool started_ = false; ///< this helper works
    bool failed_ = false;  ///< it said why; not to be tried again by itself
    int failuresInARow_ = 0;
    std::uint64_t droppedBefore_ = 0; ///< by helpers that ended
    std::uint64_t droppedTold_ = 0;
    std::uint64_t receivedBefore_ = 0;
};

} // namespace synoptic
