// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/live_records.h"

#include <algorithm>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

/// A socket stands in the kernel's table before its SYN has its time stamp.
constexpr Duration kSlack = 100ms;
/// A connection that is over is followed a little longer, for segments that come late.
constexpr Duration kAfterlife = 120s;
constexpr int kMostLooks = 10'000; ///< at old flows, in one update
constexpr int kFewLooks = 100;

bool isOpeningState(TcpState state) {
    return state == TcpState::Closed || state == TcpState::Listen;
}

bool isFromTable(const ConnectionRecord& record) {
    return record.cookie != 0 || record.generation != 0;
}

/// Time-outs that were worked out, not seen: a socket's own end is told by the table.
bool isWorkedOut(TcpEvent event) {
    return event == TcpEvent::TimeWaitTimeout || event == TcpEvent::Timeout;
}

/// The kernel's trace is faster than packets: what it told as over may be what they begin to tell.
bool isTraced(const ConnectionRecord& closed, const CaptureConnection& connection) {
    const ConnectionSnapshot& known = closed.snapshot;
    return closed.heard[static_cast<std::size_t>(Evidence::Kernel)] > 0 &&
           known.wire.flow == kNoFlow && known.firstSeen + kSlack >= connection.first() &&
           known.firstSeen <= connection.last() + kSlack;
}

} // namespace

LiveRecords::LiveRecords(TrackerState& state, std::shared_ptr<PacketHistory> history,
                         std::uint64_t netns, std::size_t mostFlows)
    : WireTracking(state, std::move(history)), netns_(netns), mostFlows_(mostFlows) {
    state_.onForget([this](const ConnectionRecord& record) { unlink(record); });
}

LiveRecords::~LiveRecords() {
    stop();
    state_.onForget({});
    // Another capture counts its flows and packets anew.
    kept_.forEach([this](const Flow& flow) {
        for (ConnectionRecord* record : flow.records) {
            if (!record)
                continue;
            record->snapshot.wire = {};
            state_.store().markDirty(*record);
        }
    });
}

void LiveRecords::stop() {
    kept_.forEach([this](const Flow& flow) {
        for (ConnectionRecord* record : flow.records) {
            if (record && !record->snapshot.closed && !isFromTable(*record))
                state_.closeUnwatched(*record, now_);
        }
    });
}

void LiveRecords::setLocalAddresses(std::span<const IpAddress> addresses) {
    local_.assign(addresses.begin(), addresses.end());
    std::sort(local_.begin(), local_.end());
}

bool LiveRecords::isLocal(const IpAddress& address) const {
    return address.isLoopback() || std::binary_search(local_.begin(), local_.end(), address);
}

void LiveRecords::update(Timestamp now) {
    WireTracking::update(now);
    if (TrackerObserver* observer = state_.observer(); observer && now_ != Timestamp::min())
        observer->onPackets(state_, *this, now_, false);
    letGo();
}

void LiveRecords::expire(FlowNumber number, Timestamp now) {
    flows_.settle(number, now);
}

void LiveRecords::refresh(FlowNumber number, const CaptureConnection& connection) {
    queue(number, connection);
    const std::array local{isLocal(connection.key().endpoint(0).address),
                           isLocal(connection.key().endpoint(1).address)};
    for (const EndIndex end : {EndIndex{0}, EndIndex{1}}) {
        if (local[end] || (!local[other(end)] && end == connection.client()))
            refreshEnd(number, connection, end);
    }
}

/// Datagrams are in the packet list; of UDP sockets the table tells.
void LiveRecords::refresh(FlowNumber, const UdpFlow&) {}

void LiveRecords::refreshEnd(FlowNumber number, const CaptureConnection& connection, EndIndex end) {
    Flow& flow = kept_[number];
    const FourTuple tuple{connection.key().endpoint(end), connection.key().endpoint(other(end))};
    ConnectionRecord*& record = flow.records[end];
    if (!record && !flow.unkept)
        record = join(number, connection, end, tuple);
    if (!record)
        return;
    const bool inTable = isFromTable(*record);
    for (const InferredTransition& step : connection.transitionsFrom(flow.told[end])) {
        if (step.end == end && !(inTable && isWorkedOut(step.event)))
            state_.tell(*record, hopOf(step), {step.time, step.time});
    }
    flow.told[end] = static_cast<std::uint8_t>(connection.transitionCount());

    ConnectionSnapshot& known = record->snapshot;
    known.wire = placeOf(number, connection, end);
    known.peerState = connection.state(other(end));
    if (!inTable)
        fillFromPackets(*record, connection, end);
    state_.store().markDirty(*record);
}

void LiveRecords::fillFromPackets(ConnectionRecord& record, const CaptureConnection& connection,
                                  EndIndex end) {
    ConnectionSnapshot& known = record.snapshot;
    const auto& steps = known.history->transitions;
    known.metrics = metricsOf(connection, end);
    known.lastSeen = connection.last();
    if (!known.alreadyThere && !steps.empty() && known.history->omitted == 0)
        known.firstState = steps.front().to;
}

ConnectionRecord* LiveRecords::join(FlowNumber number, const CaptureConnection& connection,
                                    EndIndex end, const FourTuple& tuple) {
    const bool opened = isOpeningState(connection.firstState(end));
    ConnectionRecord* known = state_.findNewest(netns_, tuple);
    if (known && known->snapshot.closed)
        return isTraced(*known, connection) ? known : open(connection, end, tuple);
    if (known) {
        const WirePlace& wire = known->snapshot.wire;
        const bool isOlder = opened && known->snapshot.firstSeen + kSlack < connection.first();
        const bool isOthers = wire.flow != kNoFlow && wire.flow != number;
        if (!isOlder && !isOthers)
            return known;
    }
    return open(connection, end, tuple);
}

/// A record from packets alone, where it can be expected that there is such a connection.
ConnectionRecord* LiveRecords::open(const CaptureConnection& connection, EndIndex end,
                                    const FourTuple& tuple) {
    const std::optional<TcpState> state = connection.state(end);
    if (!state)
        return nullptr;
    const bool opened = isOpeningState(connection.firstState(end));
    const bool local = isLocal(tuple.local.address);
    const bool hasTable = state_.watchedNamespace(netns_).joined;
    // With SYN cookies a SYN+ACK stands for no socket; and what was there before, the table knows.
    const bool isHalfOpen = connection.isPassive(end) && *state == TcpState::SynReceived;
    if (local && (isHalfOpen || (hasTable && !opened)))
        return nullptr;
    std::array<TcpState, 2> states;
    if (opened && connection.states(end, states) < 2)
        return nullptr; // nothing has come of it yet
    ConnectionRecord* record =
        state_.openFromWire({netns_, Protocol::Tcp, {}, state_.nextIncarnation()});
    if (!record)
        return nullptr;
    state_.uncount(*record);
    ConnectionSnapshot& known = record->snapshot;
    known.state = known.firstState = connection.firstState(end);
    known.alreadyThere = !opened;
    known.role = !opened ? Role::Unknown : connection.isPassive(end) ? Role::Server : Role::Client;
    known.evidence = Evidence::Packets;
    known.firstSeen = known.lastChange = known.lastSeen = connection.first();
    state_.count(*record);
    state_.setTuple(*record, tuple);
    return record;
}

void LiveRecords::unlink(const ConnectionRecord& record) {
    const FlowNumber number = record.snapshot.wire.flow;
    if (number == kNoFlow)
        return;
    Flow& flow = kept_[number];
    for (ConnectionRecord*& linked : flow.records) {
        if (linked == &record) {
            linked = nullptr;
            flow.unkept = true; // it was let go for want of room, or it is over
        }
    }
}

/// It ended, or never came to be.
bool LiveRecords::isOver(FlowNumber number) const {
    const CaptureConnection* connection = flows_.tcp(number);
    if (!connection)
        return true;
    const auto stands = [&](EndIndex end) {
        const auto state = connection->state(end);
        return state && *state >= TcpState::Established && *state != TcpState::TimeWait;
    };
    return !stands(0) && !stands(1);
}

Timestamp LiveRecords::lastOf(FlowNumber number) const {
    const CaptureConnection* connection = flows_.tcp(number);
    const UdpFlow* udp = flows_.udp(number);
    return connection ? connection->last() : udp ? udp->last : Timestamp::min();
}

/// Keeps the number of flows within its bound: of the oldest, those go first that are over or never
/// came to be.
void LiveRecords::letGo() {
    for (; known_ < flows_.flowCount(); ++known_)
        begun_.push_back({known_, now_});
    const auto isFull = [this] { return flows_.keptCount() > mostFlows_; };
    int looks = 0;
    for (; !begun_.empty() && looks < kMostLooks; ++looks) {
        const Begun oldest = begun_.front();
        if (!isFull() && now_ - oldest.time < kAfterlife)
            break;
        begun_.pop_front();
        const bool idle = now_ - lastOf(oldest.flow) >= kAfterlife;
        if (isOver(oldest.flow) && (isFull() || idle))
            forget(oldest.flow);
        else
            survivors_.push_back(oldest.flow);
    }
    // Those that outlived one look are looked at in turn, a few at a time unless there is no room.
    for (looks = 0; !survivors_.empty() && looks < (isFull() ? kMostLooks : kFewLooks); ++looks) {
        const FlowNumber number = survivors_.front();
        survivors_.pop_front();
        if (isFull() || (isOver(number) && now_ - lastOf(number) >= kAfterlife))
            forget(number);
        else
            survivors_.push_back(number);
    }
}

} // namespace synoptic
