// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/capture_tracker.h"
#include "model/tracking/packet_feed.h"
#include "model/tracking/paged_table.h"
#include "model/tracking/tracker_state.h"

#include <deque>
#include <functional>
#include <optional>
#include <queue>
#include <vector>

namespace synoptic {

/// An inferred transition as one step of a connection's way.
PathHop hopOf(const InferredTransition& step);

/// What packets tell of an end in place of the kernel's numbers; retransmissions of both ends.
TcpMetrics metricsOf(const CaptureConnection& connection, EndIndex end);

/// What the first payload of an end looks like, as far as it was captured.
enum class FirstBytes : std::uint8_t {
    None, ///< no payload yet, or none of it was captured
    HttpRequest,
    HttpStatus,
    HttpsWanted, ///< a status in plain HTTP whose text says that this port takes TLS
    TlsHello,    ///< a handshake record
    TlsAlert,
    Ssh, ///< the banner of RFC 4253
    Other,
};

/// Packets to connections: keeps the index, finds flows, and has each that changed turned into the
/// tracker's records. How that is done is up to the two who derive from it: CaptureRecords for a
/// file, where packets are all there is, and LiveRecords. A sink of PacketFeed.
class WireTracking {
public:
    WireTracking(TrackerState& state, std::shared_ptr<PacketHistory> history);
    virtual ~WireTracking();

    // For PacketFeed
    CaptureTracker& tracker() { return flows_; }
    void look(const FedPacket& fed);
    void take(const FedPacket& fed);

    /// Brings the records up to date with the packets taken so far, and with the time of the newest
    /// or, if that is later, `now`.
    virtual void update(Timestamp now = Timestamp::min());

    std::optional<ConnectionDetail> detail(ConnectionKey key) const;
    /// Moves into the set what it gathered.
    void takeInto(ChangeSet& set);
    bool hasChanges() const { return news_; }

    // For TrackerObserver
    /// Flows that packets told of since the last call, each once, those forgotten left out.
    std::vector<FlowNumber> takeTold();
    std::size_t toldCount() const { return toldFlows_.size(); }
    /// Null if it is forgotten, or UDP.
    const CaptureConnection* connection(FlowNumber number) const { return flows_.tcp(number); }
    const ConnectionRecord* record(FlowNumber number, EndIndex end) const {
        return kept_[number].records[end];
    }
    /// What an end's first payload looked like.
    FirstBytes firstBytes(FlowNumber number, EndIndex end) const {
        return kept_[number].firstBytes[end];
    }
    PacketNumber lastPacket(FlowNumber number) const { return kept_[number].lastPacket; }
    /// Bits the observer may use as it likes; 0 at first.
    std::uint32_t& marks(FlowNumber number) { return kept_[number].marks; }
    const PacketIndex& index() const { return history_->index(); }
    /// A capture file: its time is its own.
    virtual bool isFile() const { return false; }
    /// The namespace that is captured; 0 of a file.
    virtual std::uint64_t netns() const { return 0; }

protected:
    /// What is kept beside each flow.
    struct Flow {
        std::array<ConnectionRecord*, 2> records{}; ///< of the ends that have one, by EndIndex
        PacketNumber lastPacket = kNoPacket;
        Timestamp queuedFor = Timestamp::max(); ///< entry in due_
        std::array<std::uint8_t, 2>
            told{}; ///< transitions of the flow, by the end they are told of
        std::array<FirstBytes, 2> firstBytes{};
        bool dirty = false;
        bool unkept = false;    ///< no room for it
        bool observing = false; ///< stands in toldFlows_
        std::uint32_t marks = 0;
    };

    virtual void refresh(FlowNumber number, const CaptureConnection& connection) = 0;
    virtual void refresh(FlowNumber number, const UdpFlow& flow) = 0;
    /// A time-out or a reset of this flow is due.
    virtual void expire(FlowNumber number, Timestamp now) = 0;
    /// Called before a packet is taken, with its time.
    virtual void beforePacket(Timestamp) {}

    /// Lets go of a flow; its records keep what they know.
    void forget(FlowNumber number);
    void markDirty(FlowNumber number);
    void expireDue(Timestamp now);
    void refreshDirty();
    /// Has expire() called when the connection's time-outs are due.
    void queue(FlowNumber number, const CaptureConnection& connection);
    /// Retransmissions and resets among the packets taken since the last call.
    std::pair<std::uint64_t, std::uint64_t> takeSegmentCounts();
    WirePlace placeOf(FlowNumber number, const CaptureConnection& connection, EndIndex end) const;

    TrackerState& state_;
    std::shared_ptr<PacketHistory> history_;
    CaptureTracker flows_;
    PagedTable<Flow> kept_; ///< by FlowNumber
    Timestamp now_ = Timestamp::min();
    bool news_ = true;

private:
    struct Due {
        Timestamp time;
        FlowNumber flow;
        bool operator>(const Due& o) const { return time > o.time; }
    };
    struct SeenHttp {
        std::uint64_t fedNumber;
        HttpMessage message;
    };

    void addToIndex(const FedPacket& fed, const PacketPlace& place);
    void keepHttp(const FedPacket& fed, const PacketPlace& place, PacketNumber number);
    PacketNumber lastOfPrevious(const CaptureConnection& connection) const;

    void noteFirstBytes(FlowNumber number, EndIndex sender, FirstBytes seen);

    std::vector<FlowNumber> dirty_;
    std::vector<FlowNumber> toldFlows_; ///< while there is an observer
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
    std::deque<SeenHttp> seenHttp_; ///< looked at, not taken yet
    /// Of the packets looked at and not taken yet, by their numbers: the payload is gone by then.
    std::array<FirstBytes, 16> seenFirst_{};
    std::vector<HttpMessage> http_;
    std::uint64_t httpOmitted_ = 0;
    std::uint64_t packets_ = 0;
    std::uint64_t unread_ = 0;
    std::uint64_t retransmissions_ = 0;
    std::uint64_t resets_ = 0;
};

} // namespace synoptic
