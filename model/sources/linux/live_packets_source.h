// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/helper_source.h"
#include "model/sources/linux/wall_clock.h"
#include "model/sources/packet_spool.h"

namespace synoptic {

/// See makeLivePacketsSource().
class LivePacketsSource : public HelperSource {
public:
    explicit LivePacketsSource(const LivePacketsOptions& options);
    ~LivePacketsSource() override;

protected:
    std::vector<std::string> job() const override;
    void beforeStart(ConnectionTracker& tracker) override { refreshLocalAddresses(tracker); }
    bool takeFrame(const helper::Frame& frame, ConnectionTracker& tracker) override;
    void endBatch(ConnectionTracker& tracker) override;
    void helperLost(ConnectionTracker& tracker) override;
    void stopped(ConnectionTracker& tracker) override { tracker.endLiveCapture(); }
    void whileRunning(ConnectionTracker& tracker) override;

private:
    void takeStarted(helper::FieldReader fields, ConnectionTracker& tracker);
    void takePackets(std::span<const std::uint8_t> payload, ConnectionTracker& tracker);
    void takeLosses(helper::FieldReader fields, ConnectionTracker& tracker);
    void takeNotice(helper::FieldReader fields);
    void refreshLocalAddresses(ConnectionTracker& tracker);

    LivePacketsOptions options_;
    WallClock clock_;
    std::shared_ptr<PacketSpool> spool_;
    Clock::time_point addressesDue_;
    bool began_ = false; ///< the tracker was told
    std::uint16_t linkType_ = 0;
    Duration shift_{0}; ///< of another machine's clock
    Timestamp lastStatistics_;
};

} // namespace synoptic
