// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/wire_tracking.h"

#include "model/tracking/http_heads.h"

#include <algorithm>
#include <utility>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostHttp = 20'000; ///< waiting for one change set
/// The series holds a value for 30 s; a silence in a capture is longer without being a gap.
constexpr std::chrono::seconds kHoldStep{25};
constexpr int kMostHoldSteps = 3'500; ///< a day

std::shared_ptr<const ConnectionHistory>
historyOf(ConnectionKey key, const CaptureConnection& connection, EndIndex end) {
    auto history = std::make_shared<ConnectionHistory>();
    for (const InferredTransition& step : connection.transitions()) {
        if (step.end == end)
            history->transitions.push_back(transitionOf(key, step));
    }
    history->omitted = connection.transitionsOmitted();
    return history;
}

TcpMetrics metricsOf(const CaptureConnection& connection, EndIndex client) {
    const RoundTripSamples samples = connection.roundTrips(client);
    TcpMetrics metrics;
    if (samples.count > 0)
        metrics.rttMicroseconds = static_cast<std::uint32_t>(
            std::max<std::uint64_t>(1, samples.sumMicroseconds / samples.count));
    else if (const auto initial = connection.handshake().initialRoundTrip;
             initial && *initial > 0ns)
        metrics.rttMicroseconds =
            static_cast<std::uint32_t>(std::max<std::int64_t>(1, *initial / 1us));
    metrics.totalRetransmits = connection.counts(client).retransmissions +
                               connection.counts(other(client)).retransmissions;
    metrics.bytesReceived = connection.counts(other(client)).payloadBytes;
    metrics.bytesAcked = connection.counts(client).payloadBytes;
    return metrics;
}

} // namespace

StateTransition transitionOf(ConnectionKey key, const InferredTransition& step) {
    const TransitionRow* row = findTransition(step.from, step.event, step.to);
    return {key,        step.from,         step.to,
            step.event, Evidence::Packets, row ? edgeOf(*row) : kNoEdge,
            step.time,  step.time};
}

WireTracking::WireTracking(TrackerState& state, std::shared_ptr<PacketHistory> history)
    : state_(state), history_(std::move(history)) {}

void WireTracking::look(const FedPacket& fed) {
    if (fed.packet.transport != Transport::Tcp)
        return;
    if (auto message = readHttpHead(fed.packet.tcp))
        seenHttp_.push_back({fed.number, std::move(*message)});
}

void WireTracking::take(const FedPacket& fed) {
    endSecondsBefore(fed.time);
    now_ = std::max(now_, fed.time);
    ++packets_;
    PacketPlace place;
    if (fed.outcome == DecodeOutcome::Decoded)
        place = flows_.observe(fed.packet, fed.ticket, fed.time);
    else
        unread_ += isUnreadable(fed.outcome);
    addToIndex(fed, place);
    if (place.flags & kRetransmission)
        state_.sampler().addRetransmissions(1);
    if (fed.packet.transport == Transport::Tcp && place.flow != kNoFlow && fed.packet.tcp.has(kRst))
        state_.sampler().addResets(1);
    news_ = true;
}

void WireTracking::addToIndex(const FedPacket& fed, const PacketPlace& place) {
    const bool placed = place.flow != kNoFlow;
    Flow* flow = placed ? &flowAt(place.flow) : nullptr;
    IndexedPacket packet;
    packet.time = fed.time;
    packet.place = fed.place;
    if (placed) {
        const bool tcp = fed.packet.transport == Transport::Tcp;
        packet.flow = place.flow;
        packet.sender = place.sender & 1U;
        packet.analysis = place.flags;
        packet.kind = place.isError ? IndexedPacket::Kind::IcmpError
                      : tcp         ? IndexedPacket::Kind::Tcp
                                    : IndexedPacket::Kind::Udp;
        packet.control = tcp ? fed.packet.tcp.control : std::uint8_t{0};
        if (!place.isError)
            packet.payloadLength =
                tcp ? fed.packet.tcp.payloadLength : fed.packet.udp.payloadLength;
        if (flow->lastPacket != kNoPacket)
            packet.stepBack = static_cast<std::uint32_t>(packets_ - 1 - flow->lastPacket);
    }
    const PacketNumber number = history_->index().append(packet);
    while (!seenHttp_.empty() && seenHttp_.front().fedNumber < fed.number)
        seenHttp_.pop_front();
    if (!placed)
        return;
    if (number != kNoPacket)
        flow->lastPacket = number;
    markDirty(place.flow);
    if (seenHttp_.empty() || seenHttp_.front().fedNumber != fed.number)
        return;
    HttpMessage message = std::move(seenHttp_.front().message);
    seenHttp_.pop_front();
    message.packet = number;
    message.flow = place.flow;
    message.sender = place.sender;
    message.time = fed.time;
    if (http_.size() < kMostHttp)
        http_.push_back(std::move(message));
    else
        ++httpOmitted_;
}

WireTracking::Flow& WireTracking::flowAt(FlowNumber number) {
    if (number >= kept_.size())
        kept_.resize(number + 1);
    return kept_[number];
}

void WireTracking::markDirty(FlowNumber number) {
    Flow& flow = flowAt(number);
    if (std::exchange(flow.dirty, true))
        return;
    dirty_.push_back(number);
}

/// A sample for each second of the capture that is over, and some for a long silence.
void WireTracking::endSecondsBefore(Timestamp time) {
    const auto second = std::chrono::floor<std::chrono::seconds>(time);
    if (!second_) {
        second_ = second;
        return;
    }
    if (second <= *second_)
        return;
    const auto endSecond = [this](Timestamp at) {
        expire(at);
        refreshDirty();
        state_.sampler().addTransitions(
            static_cast<std::uint32_t>(state_.log().total() - transitionsBefore_));
        transitionsBefore_ = state_.log().total();
        state_.sampler().observe(at, counts_);
    };
    endSecond(std::max<Timestamp>(now_, *second_));
    Timestamp held = *second_ + kHoldStep;
    for (int step = 0; held < second && step < kMostHoldSteps; ++step, held += kHoldStep)
        endSecond(held);
    second_ = second;
}

void WireTracking::expire(Timestamp now) {
    while (!due_.empty() && due_.top().time <= now) {
        const FlowNumber number = due_.top().flow;
        due_.pop();
        kept_[number].queuedFor = Timestamp::max();
        if (finished_)
            flows_.settle(number, now);
        markDirty(number);
    }
    now_ = std::max(now_, now);
}

void WireTracking::update() {
    expire(now_);
    refreshDirty();
    history_->index().publish();
    if (now_ != Timestamp::min())
        state_.advanceTo(now_);
    state_.setCounts(counts_);
}

void WireTracking::finish() {
    flows_.finish();
    finished_ = true;
    for (FlowNumber number = 0; number < kept_.size(); ++number) {
        const CaptureConnection* connection = flows_.tcp(number);
        if (connection && connection->transitionCount() != kept_[number].transitionsTold)
            markDirty(number);
    }
    if (second_)
        endSecondsBefore(*second_ + 1s);
    update();
    news_ = true;
}

void WireTracking::refreshDirty() {
    for (const FlowNumber number : std::exchange(dirty_, {})) {
        kept_[number].dirty = false;
        refresh(number);
    }
}

void WireTracking::refresh(FlowNumber number) {
    if (const CaptureConnection* connection = flows_.tcp(number))
        refresh(number, *connection);
    else
        refresh(number, *flows_.udp(number));
}

ConnectionRecord* WireTracking::recordFor(FlowNumber number, const FlowKey& key,
                                          std::uint32_t incarnation) {
    Flow& flow = kept_[number];
    if (flow.record || flow.unkept)
        return flow.record;
    flow.record = state_.openFromWire({0, key.protocol, {}, incarnation});
    flow.unkept = !flow.record;
    if (flow.record)
        flow.record->snapshot.fromCapture = true;
    return flow.record;
}

void WireTracking::refresh(FlowNumber number, const CaptureConnection& connection) {
    ConnectionRecord* record = recordFor(number, connection.key(), connection.incarnation());
    Flow& flow = kept_[number];
    const EndIndex client = connection.client();
    const TcpState before = record ? record->snapshot.state : TcpState::Closed;
    const bool isNew = record && record->snapshot.wire.flow == kNoFlow;
    const std::optional<TcpState> state = connection.stateBy(client, now_);
    if (const Timestamp due = connection.steadyUntil(); due < flow.queuedFor && due > now_) {
        flow.queuedFor = due;
        due_.push({due, number});
    }
    if (!record)
        return;
    ConnectionSnapshot& known = record->snapshot;
    if (!isNew)
        --counts_[index(before)];
    known.id.tuple = {connection.key().endpoint(client), connection.key().endpoint(other(client))};
    known.state = state.value_or(TcpState::Closed);
    known.stateUnknown = !state;
    ++counts_[index(known.state)];
    known.peerState = connection.stateBy(other(client), now_);
    known.role = connection.synOptions(client).seen ? Role::Client : Role::Unknown;
    known.evidence = Evidence::Packets;
    known.firstSeen = connection.first();
    known.lastSeen = connection.last();
    known.metrics = metricsOf(connection, client);
    known.wire = {number, client, flow.lastPacket,
                  std::uint64_t{connection.counts(0).packets} + connection.counts(1).packets};
    if (isNew || flow.transitionsTold != connection.transitionCount()) {
        tellTransitions(flow, known, connection);
        known.history = historyOf(known.key, connection, client);
        const auto& steps = known.history->transitions;
        const bool opened = !steps.empty() && (steps.front().from == TcpState::Closed ||
                                               steps.front().from == TcpState::Listen);
        known.alreadyThere = !opened && known.state != TcpState::Closed;
        known.firstState = steps.empty() ? known.state
                           : opened      ? steps.front().to
                                         : steps.front().from;
        known.lastChange = steps.empty() ? known.firstSeen : steps.back().time;
    }
    state_.store().markDirty(*record);
}

void WireTracking::tellTransitions(Flow& flow, ConnectionSnapshot& snapshot,
                                   const CaptureConnection& connection) {
    for (const InferredTransition& step : connection.transitionsFrom(flow.transitionsTold)) {
        if (step.end == snapshot.wire.localEnd)
            state_.log().tell(transitionOf(snapshot.key, step));
    }
    flow.transitionsTold = static_cast<std::uint8_t>(connection.transitionCount());
}

void WireTracking::refresh(FlowNumber number, const UdpFlow& flow) {
    ConnectionRecord* record = recordFor(number, flow.key, 0);
    if (!record)
        return;
    ConnectionSnapshot& known = record->snapshot;
    known.id.tuple = {flow.key.endpoint(flow.client), flow.key.endpoint(other(flow.client))};
    known.stateUnknown = true;
    known.role = Role::Client;
    known.evidence = Evidence::Packets;
    known.firstSeen = known.lastChange = flow.first;
    known.lastSeen = flow.last;
    TcpMetrics metrics;
    metrics.bytesReceived = flow.payloadBytes[other(flow.client)];
    metrics.bytesAcked = flow.payloadBytes[flow.client];
    known.metrics = metrics;
    known.wire = {number, flow.client, kept_[number].lastPacket,
                  std::uint64_t{flow.packets[0]} + flow.packets[1]};
    state_.store().markDirty(*record);
}

std::optional<ConnectionDetail> WireTracking::detail(ConnectionKey key) const {
    const ConnectionRecord* record = state_.store().find(key);
    if (!record || record->snapshot.wire.flow == kNoFlow)
        return std::nullopt;
    const WirePlace& wire = record->snapshot.wire;
    if (const CaptureConnection* connection = flows_.tcp(wire.flow)) {
        ConnectionDetail detail = detailOf(*connection, wire.localEnd);
        detail.key = key;
        detail.lastOfPrevious = lastOfPrevious(*connection);
        return detail;
    }
    ConnectionDetail detail;
    detail.key = key;
    detail.flow = wire.flow;
    detail.protocol = Protocol::Udp;
    for (const EndIndex end : {EndIndex{0}, EndIndex{1}}) {
        WireEnd& side = detail.ends[end == wire.localEnd ? 0 : 1];
        side.index = end;
        side.isClient = end == flows_.udp(wire.flow)->client;
        side.counts.packets = flows_.udp(wire.flow)->packets[end];
        side.counts.payloadBytes = flows_.udp(wire.flow)->payloadBytes[end];
    }
    return detail;
}

PacketNumber WireTracking::lastOfPrevious(const CaptureConnection& connection) const {
    if (connection.incarnation() == 0)
        return kNoPacket;
    for (FlowNumber number = connection.flow(); number-- > 0;) {
        const CaptureConnection* before = flows_.tcp(number);
        if (before && before->key() == connection.key())
            return kept_[number].lastPacket;
    }
    return kNoPacket;
}

void WireTracking::takeInto(ChangeSet& set) {
    set.http = std::exchange(http_, {});
    set.httpOmitted = std::exchange(httpOmitted_, 0);
    set.packets = history_;
    set.totals.packets = packets_;
    set.totals.packetsUnread = unread_;
    set.totals.packetsUnindexed = history_->index().omitted();
    news_ = false;
}

} // namespace synoptic
