// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/wire_tracking.h"

#include <deque>
#include <span>
#include <vector>

namespace synoptic {

/// Packets of a network interface, beside the socket table of the namespace it is in. Each local
/// end of a connection is one record: where the table knows its socket, packets add the hops that
/// polling misses, the peer's state and the handshake; where it does not, a record is made from
/// packets alone. Of connections that pass through, a row is the client's view.
///
/// Bounded: connections that ended, or never came to be, are let go first.
class LiveRecords : public WireTracking {
public:
    LiveRecords(TrackerState& state, std::shared_ptr<PacketHistory> history, std::uint64_t netns,
                std::size_t mostFlows);
    ~LiveRecords() override;

    /// The addresses of this computer; loopback ones need not be among them.
    void setLocalAddresses(std::span<const IpAddress> addresses);
    void update(Timestamp now) override;
    /// No more packets will come: what they alone told of is watched no more, and counts as closed
    /// in a way that nobody saw.
    void stop();
    std::uint64_t netns() const override { return netns_; }

protected:
    void refresh(FlowNumber number, const CaptureConnection& connection) override;
    void refresh(FlowNumber number, const UdpFlow& flow) override;
    void expire(FlowNumber number, Timestamp now) override;

private:
    bool isLocal(const IpAddress& address) const;
    void refreshEnd(FlowNumber number, const CaptureConnection& connection, EndIndex end);
    ConnectionRecord* join(FlowNumber number, const CaptureConnection& connection, EndIndex end,
                           const FourTuple& tuple);
    ConnectionRecord* open(const CaptureConnection& connection, EndIndex end,
                           const FourTuple& tuple);
    void fillFromPackets(ConnectionRecord& record, const CaptureConnection& connection,
                         EndIndex end);
    void unlink(const ConnectionRecord& record);
    void letGo();
    bool isOver(FlowNumber number) const;
    Timestamp lastOf(FlowNumber number) const;

    const std::uint64_t netns_;
    const std::size_t mostFlows_;
    std::vector<IpAddress> local_; ///< sorted
    struct Begun {
        FlowNumber flow;
        Timestamp time;
    };
    std::deque<Begun> begun_;          ///< in order of their first packets
    std::deque<FlowNumber> survivors_; ///< looked at once, and kept
    FlowNumber known_ = 0;             ///< flows below this stand in one of the two
};

} // namespace synoptic
