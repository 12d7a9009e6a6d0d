// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/capture_tracker.h"
#include "model/tracking/packet_feed.h"
#include "model/tracking/tracker_state.h"

#include <deque>
#include <functional>
#include <optional>
#include <queue>
#include <vector>

namespace synoptic {

/// As the tracker keeps what packets told.
StateTransition transitionOf(ConnectionKey key, const InferredTransition& step);

/// Packets to connections, where packets are all there is: a capture file. A row is the client's
/// view; the server is its peer. A sink of PacketFeed.
class WireTracking {
public:
    WireTracking(TrackerState& state, std::shared_ptr<PacketHistory> history);

    // For PacketFeed
    CaptureTracker& tracker() { return flows_; }
    void look(const FedPacket& fed);
    void take(const FedPacket& fed);

    /// Brings the connections up to date with the packets taken so far.
    void update();
    /// The end of what there is: what is due by the newest packet takes effect, resets included.
    void finish();

    std::optional<ConnectionDetail> detail(ConnectionKey key) const;
    /// Moves into the set what it gathered.
    void takeInto(ChangeSet& set);
    bool hasChanges() const { return news_; }

private:
    struct Flow {
        ConnectionRecord* record = nullptr;
        PacketNumber lastPacket = kNoPacket;
        Timestamp queuedFor = Timestamp::max(); ///< entry in due_
        std::uint8_t transitionsTold = 0;
        bool dirty = false;
        bool unkept = false; ///< no room for it
    };
    struct Due {
        Timestamp time;
        FlowNumber flow;
        bool operator>(const Due& o) const { return time > o.time; }
    };
    struct SeenHttp {
        std::uint64_t fedNumber;
        HttpMessage message;
    };

    Flow& flowAt(FlowNumber number);
    void markDirty(FlowNumber number);
    void addToIndex(const FedPacket& fed, const PacketPlace& place);
    void endSecondsBefore(Timestamp time);
    void expire(Timestamp now);
    void refreshDirty();
    void refresh(FlowNumber number);
    void refresh(FlowNumber number, const CaptureConnection& connection);
    void refresh(FlowNumber number, const UdpFlow& flow);
    ConnectionRecord* recordFor(FlowNumber number, const FlowKey& key, std::uint32_t incarnation);
    void tellTransitions(Flow& flow, ConnectionSnapshot& snapshot,
                         const CaptureConnection& connection);
    PacketNumber lastOfPrevious(const CaptureConnection& connection) const;

    TrackerState& state_;
    std::shared_ptr<PacketHistory> history_;
    CaptureTracker flows_;
    std::vector<Flow> kept_; ///< by FlowNumber
    std::vector<FlowNumber> dirty_;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
    std::deque<SeenHttp> seenHttp_; ///< looked at, not taken yet
    std::vector<HttpMessage> http_;
    std::uint64_t httpOmitted_ = 0;
    StateCounts counts_{};
    std::optional<std::chrono::sys_seconds> second_;
    Timestamp now_ = Timestamp::min(); ///< of the newest packet
    std::uint64_t transitionsBefore_ = 0;
    std::uint64_t packets_ = 0;
    std::uint64_t unread_ = 0;
    bool finished_ = false;
    bool news_ = true;
};

} // namespace synoptic
