// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/capture_records.h"

#include <algorithm>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

/// The series holds a value for 30 s; a silence in a capture is longer without being a gap.
constexpr std::chrono::seconds kHoldStep{25};
constexpr int kMostHoldSteps = 3'500; ///< a day

std::shared_ptr<const ConnectionHistory>
historyOf(ConnectionKey key, const CaptureConnection& connection, EndIndex end) {
    auto history = std::make_shared<ConnectionHistory>();
    for (const InferredTransition& step : connection.transitions()) {
        if (step.end == end)
            history->transitions.push_back(transitionOf(key, hopOf(step), {step.time, step.time}));
    }
    history->omitted = connection.transitionsOmitted();
    return history;
}

} // namespace

/// A sample for each second of the capture that is over. A silence gets one at its first second and
/// one at its last, so that rates stand at nothing in it, and some between if it is long.
void CaptureRecords::beforePacket(Timestamp time) {
    const auto second = std::chrono::floor<std::chrono::seconds>(time);
    if (!second_) {
        second_ = second;
        return;
    }
    if (second <= *second_)
        return;
    endSecond(std::max<Timestamp>(now_, *second_));
    const Timestamp last = second - 1s;
    Timestamp held = *second_ + 1s;
    for (int step = 0; held < last && step < kMostHoldSteps; ++step, held += kHoldStep)
        endSecond(held);
    if (last > *second_)
        endSecond(last);
    second_ = second;
}

void CaptureRecords::endSecond(Timestamp at) {
    expireDue(at);
    refreshDirty();
    SecondSampler& sampler = state_.sampler();
    sampler.addTransitions(static_cast<std::uint32_t>(state_.log().total() - transitionsBefore_));
    transitionsBefore_ = state_.log().total();
    const auto [retransmissions, resets] = takeSegmentCounts();
    sampler.addRetransmissions(retransmissions);
    sampler.addResets(resets);
    sampler.observe(at, state_.counts());
    if (TrackerObserver* observer = state_.observer())
        observer->onPackets(state_, *this, at, false);
}

void CaptureRecords::expire(FlowNumber number, Timestamp now) {
    // While the file is read a reset may still be contradicted: CaptureConnection::stateBy() tells
    // what the state is, and nothing is made final.
    if (finished_)
        flows_.settle(number, now);
}

void CaptureRecords::finish() {
    flows_.finish();
    finished_ = true;
    for (FlowNumber number = 0; number < kept_.size(); ++number) {
        const CaptureConnection* connection = flows_.tcp(number);
        if (connection && connection->transitionCount() != kept_[number].told[0])
            markDirty(number);
    }
    // UDP tunnels, whose packets stand in the index as those of the connections within.
    for (FlowNumber number = 0; number < flows_.flowCount(); ++number) {
        if (flows_.udp(number) && kept_.at(number).lastPacket == kNoPacket)
            markDirty(number);
    }
    if (second_)
        beforePacket(*second_ + 1s);
    update();
    if (TrackerObserver* observer = state_.observer(); observer && now_ != Timestamp::min())
        observer->onPackets(state_, *this, now_, true);
    news_ = true;
}

ConnectionRecord* CaptureRecords::recordFor(FlowNumber number, const FlowKey& key,
                                            std::uint32_t incarnation) {
    Flow& flow = kept_[number];
    if (flow.records[0] || flow.unkept)
        return flow.records[0];
    ConnectionRecord* record = state_.openFromWire({0, key.protocol, {}, incarnation});
    flow.unkept = !record;
    if (record)
        record->snapshot.fromCapture = true;
    return flow.records[0] = record;
}

void CaptureRecords::refresh(FlowNumber number, const CaptureConnection& connection) {
    ConnectionRecord* record = recordFor(number, connection.key(), connection.incarnation());
    queue(number, connection);
    if (!record)
        return;
    Flow& flow = kept_[number];
    ConnectionSnapshot& known = record->snapshot;
    const EndIndex client = connection.client();
    const bool isNew = known.wire.flow == kNoFlow;
    const std::optional<TcpState> state = connection.stateBy(client, now_);
    state_.uncount(*record);
    known.state = state.value_or(TcpState::Closed);
    state_.count(*record);
    known.stateUnknown = !state;
    known.peerState = connection.stateBy(other(client), now_);
    known.id.tuple = {connection.key().endpoint(client), connection.key().endpoint(other(client))};
    known.role = connection.synOptions(client).seen ? Role::Client : Role::Unknown;
    known.evidence = Evidence::Packets;
    known.firstSeen = connection.first();
    known.lastSeen = connection.last();
    known.metrics = metricsOf(connection, client);
    known.wire = placeOf(number, connection, client);
    if (isNew || flow.told[0] != connection.transitionCount())
        refreshHistory(flow, known, connection);
    state_.store().markDirty(*record);
}

void CaptureRecords::refreshHistory(Flow& flow, ConnectionSnapshot& known,
                                    const CaptureConnection& connection) {
    for (const InferredTransition& step : connection.transitionsFrom(flow.told[0])) {
        if (step.end == known.wire.localEnd)
            state_.log().tell(transitionOf(known.key, hopOf(step), {step.time, step.time}));
    }
    flow.told[0] = static_cast<std::uint8_t>(connection.transitionCount());
    known.history = historyOf(known.key, connection, known.wire.localEnd);
    const auto& steps = known.history->transitions;
    const bool opened = !steps.empty() && (steps.front().from == TcpState::Closed ||
                                           steps.front().from == TcpState::Listen);
    known.alreadyThere = !opened && known.state != TcpState::Closed;
    known.firstState = steps.empty() ? known.state : opened ? steps.front().to : steps.front().from;
    known.lastChange = steps.empty() ? known.firstSeen : steps.back().time;
}

void CaptureRecords::refresh(FlowNumber number, const UdpFlow& flow) {
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
    known.wire.flow = number;
    known.wire.localEnd = flow.client;
    known.wire.lastPacket = kept_[number].lastPacket;
    known.wire.packets = std::uint64_t{flow.packets[0]} + flow.packets[1];
    state_.store().markDirty(*record);
}

} // namespace synoptic
