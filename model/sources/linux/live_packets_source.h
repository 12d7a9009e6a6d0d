// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/helper_process.h"
#include "model/sources/linux/wall_clock.h"
#include "model/sources/packet_spool.h"
#include "model/sources/source_factory.h"

#include <optional>

namespace synoptic {

/// The packets that synoptic-capture reads from an interface. See makeLivePacketsSource().
class LivePacketsSource : public ObservationSource {
public:
    explicit LivePacketsSource(const LivePacketsOptions& options);
    ~LivePacketsSource() override;

    int descriptor() const override { return helper_.descriptor(); }
    Clock::time_point due() const override { return due_; }
    void collect(ConnectionTracker& tracker, std::stop_token stop) override;
    SourceStatus status() const override { return status_; }
    void refreshSoon() override;
    void end(ConnectionTracker& tracker) override;

    /// Of the helper that runs, for tests; 0 if none does.
    pid_t helperPid() const { return helper_.pid(); }

private:
    using Trouble = SourceStatus::Trouble;

    void start(ConnectionTracker& tracker);
    void helperEnded(ConnectionTracker& tracker);
    void fail(Trouble trouble, const std::string& detail);
    void startAgainLater();
    bool take(const helper::Frame& frame, ConnectionTracker& tracker);
    void takeStarted(helper::FieldReader fields, ConnectionTracker& tracker);
    void takePackets(std::span<const std::uint8_t> payload, ConnectionTracker& tracker);
    void takeStatistics(helper::FieldReader fields, ConnectionTracker& tracker);
    void takeNotice(helper::FieldReader fields);
    void takeFailure(helper::FieldReader fields);
    void endBatch(ConnectionTracker& tracker);
    void refreshLocalAddresses(ConnectionTracker& tracker);

    LivePacketsOptions options_;
    HelperProcess helper_;
    WallClock clock_;
    std::shared_ptr<PacketSpool> spool_;
    SourceStatus status_;
    Clock::time_point due_;
    Clock::time_point addressesDue_;
    bool began_ = false;   ///< the tracker was told
    bool started_ = false; ///< this helper captures
    bool failed_ = false;  ///< it said why; not to be tried again by itself
    std::uint16_t linkType_ = 0;
    std::uint64_t droppedBefore_ = 0; ///< by helpers that ended
    std::uint64_t droppedTold_ = 0;
    std::uint64_t receivedBefore_ = 0;
    Timestamp lastStatistics_;
    Clock::time_point startedAt_;
    int failuresInARow_ = 0;
};

} // namespace synoptic
