// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/wire_tracking.h"

namespace synoptic {

/// A capture file: packets are all there is. A row is the client's view, the server is its peer;
/// closed connections stay, and time is that of the capture.
class CaptureRecords : public WireTracking {
public:
    using WireTracking::WireTracking;

    /// The end of what there is: what is due by the newest packet takes effect, resets included.
    void finish();
    bool isFile() const override { return true; }

protected:
    void refresh(FlowNumber number, const CaptureConnection& connection) override;
    void refresh(FlowNumber number, const UdpFlow& flow) override;
    void expire(FlowNumber number, Timestamp now) override;
    void beforePacket(Timestamp time) override;

private:
    ConnectionRecord* recordFor(FlowNumber number, const FlowKey& key, std::uint32_t incarnation);
    void refreshHistory(Flow& flow, ConnectionSnapshot& known, const CaptureConnection& connection);
    void endSecond(Timestamp at);

    std::optional<std::chrono::sys_seconds> second_;
    std::uint64_t transitionsBefore_ = 0;
    bool finished_ = false;
};

} // namespace synoptic
