// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/wire_tracking.h"

#include "model/tracking/http_heads.h"
#include "model/wire/first_line.h"

#include <algorithm>
#include <utility>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostHttp = 20'000; ///< waiting for one change set

std::uint32_t microseconds(Duration time) {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(time / 1us, 1, 0xffff'ffff));
}

} // namespace

PathHop hopOf(const InferredTransition& step) {
    const TransitionRow* row = findTransition(step.from, step.event, step.to);
    return {step.from, step.to, step.event, row ? edgeOf(*row) : kNoEdge, Evidence::Packets};
}

TcpMetrics metricsOf(const CaptureConnection& connection, EndIndex end) {
    TcpMetrics metrics;
    const RoundTripSamples samples = connection.roundTrips(end);
    const std::optional<Duration> initial = connection.handshake().initialRoundTrip;
    if (samples.count > 0)
        metrics.rttMicroseconds = microseconds(1us * (samples.sumMicroseconds / samples.count));
    else if (initial && *initial > 0ns)
        metrics.rttMicroseconds = microseconds(*initial);
    metrics.totalRetransmits =
        connection.counts(0).retransmissions + connection.counts(1).retransmissions;
    metrics.bytesReceived = connection.counts(other(end)).payloadBytes;
    metrics.bytesAcked = connection.counts(end).payloadBytes;
    return metrics;
}

namespace {

/// What nginx, Go and Apache say to plain HTTP on a port for TLS, with status 400.
bool wantsTls(std::string_view text) {
    constexpr std::size_t kFar = 1'500; // an error page says it early
    const std::string_view head = text.substr(0, kFar);
    for (const std::string_view words :
         {"HTTP request was sent to HTTPS port", "HTTP request to an HTTPS server",
          "plain HTTP to an SSL-enabled server port"}) {
        if (head.find(words) != std::string_view::npos)
            return true;
    }
    return false;
}

FirstBytes classify(std::span<const std::uint8_t> bytes) {
    if (bytes.empty())
        return FirstBytes::None;
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (bytes.size() >= 3 && (bytes[0] == 0x16 || bytes[0] == 0x15) && bytes[1] == 3)
        return bytes[0] == 0x16 ? FirstBytes::TlsHello : FirstBytes::TlsAlert; // RFC 8446, 5.1
    if (text.starts_with("SSH-"))
        return FirstBytes::Ssh;
    if (text.starts_with("HTTP/1."))
        return text.substr(7).find(" 400") == 1 && wantsTls(text) ? FirstBytes::HttpsWanted
                                                                  : FirstBytes::HttpStatus;
    const bool maybe = bytes[0] >= 'A' && bytes[0] <= 'Z';
    return maybe && readHttpRequest(bytes) ? FirstBytes::HttpRequest : FirstBytes::Other;
}

} // namespace

WireTracking::WireTracking(TrackerState& state, std::shared_ptr<PacketHistory> history)
    : state_(state), history_(std::move(history)) {}

WireTracking::~WireTracking() = default;

void WireTracking::look(const FedPacket& fed) {
    if (fed.packet.transport != Transport::Tcp)
        return;
    seenFirst_[fed.number % seenFirst_.size()] = classify(fed.packet.tcp.payload);
    if (auto message = readHttpHead(fed.packet.tcp))
        seenHttp_.push_back({fed.number, std::move(*message)});
}

void WireTracking::take(const FedPacket& fed) {
    beforePacket(fed.time);
    now_ = std::max(now_, fed.time);
    ++packets_;
    PacketPlace place;
    if (fed.outcome == DecodeOutcome::Decoded)
        place = flows_.observe(fed.packet, fed.ticket, fed.time);
    else
        unread_ += isUnreadable(fed.outcome);
    addToIndex(fed, place);
    if (place.flow != kNoFlow) {
        markDirty(place.flow);
        if (fed.packet.transport == Transport::Tcp && !fed.packet.tcp.payload.empty())
            noteFirstBytes(place.flow, place.sender, seenFirst_[fed.number % seenFirst_.size()]);
        retransmissions_ += (place.flags & kRetransmission) != 0;
        resets_ += fed.packet.transport == Transport::Tcp && fed.packet.tcp.has(kRst);
    }
    news_ = true;
}

void WireTracking::addToIndex(const FedPacket& fed, const PacketPlace& place) {
    IndexedPacket packet;
    packet.time = fed.time;
    packet.place = fed.place;
    Flow* flow = nullptr;
    if (place.flow != kNoFlow) {
        const bool tcp = fed.packet.transport == Transport::Tcp;
        flow = &kept_.at(place.flow);
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
    if (flow && number != kNoPacket)
        flow->lastPacket = number;
    keepHttp(fed, place, number);
}

void WireTracking::keepHttp(const FedPacket& fed, const PacketPlace& place, PacketNumber number) {
    while (!seenHttp_.empty() && seenHttp_.front().fedNumber < fed.number)
        seenHttp_.pop_front();
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

void WireTracking::markDirty(FlowNumber number) {
    Flow& flow = kept_.at(number);
    if (!std::exchange(flow.dirty, true))
        dirty_.push_back(number);
    if (state_.observer() && !std::exchange(flow.observing, true))
        toldFlows_.push_back(number);
}

std::vector<FlowNumber> WireTracking::takeTold() {
    std::vector<FlowNumber> told = std::exchange(toldFlows_, {});
    std::erase_if(told, [this](FlowNumber number) {
        if (!flows_.tcp(number))
            return true;
        kept_[number].observing = false;
        return false;
    });
    return told;
}

void WireTracking::noteFirstBytes(FlowNumber number, EndIndex sender, FirstBytes seen) {
    FirstBytes& first = kept_[number].firstBytes[sender];
    if (first == FirstBytes::None)
        first = seen;
}

void WireTracking::forget(FlowNumber number) {
    // Made here if it has none: a tunnel that carries nothing with ports is counted, and no more.
    for (ConnectionRecord* record : kept_.at(number).records) {
        if (record)
            record->snapshot.wire.flow = kNoFlow;
    }
    flows_.forget(number);
    kept_.erase(number);
}

void WireTracking::queue(FlowNumber number, const CaptureConnection& connection) {
    Flow& flow = kept_[number];
    const Timestamp due = connection.steadyUntil();
    // What is past in a file is settled by its end. Live it is not too late: a packet may have
    // waited.
    if (due >= flow.queuedFor || (isFile() && due <= now_))
        return;
    flow.queuedFor = due;
    due_.push({due, number});
}

void WireTracking::expireDue(Timestamp now) {
    now_ = std::max(now_, now);
    while (!due_.empty() && due_.top().time <= now) {
        const FlowNumber number = due_.top().flow;
        due_.pop();
        if (!flows_.tcp(number))
            continue; // forgotten meanwhile
        kept_[number].queuedFor = Timestamp::max();
        expire(number, now);
        markDirty(number);
    }
}

void WireTracking::update(Timestamp now) {
    expireDue(std::max(now_, now));
    refreshDirty();
    history_->index().publish();
    if (now_ != Timestamp::min())
        state_.advanceTo(now_);
}

void WireTracking::refreshDirty() {
    for (const FlowNumber number : std::exchange(dirty_, {})) {
        if (const CaptureConnection* connection = flows_.tcp(number)) {
            kept_[number].dirty = false;
            refresh(number, *connection);
        } else if (const UdpFlow* flow = flows_.udp(number)) {
            kept_[number].dirty = false;
            refresh(number, *flow);
        }
    }
}

std::pair<std::uint64_t, std::uint64_t> WireTracking::takeSegmentCounts() {
    return {std::exchange(retransmissions_, 0), std::exchange(resets_, 0)};
}

WirePlace WireTracking::placeOf(FlowNumber number, const CaptureConnection& connection,
                                EndIndex end) const {
    WirePlace place;
    place.flow = number;
    place.localEnd = end;
    place.lastPacket = kept_[number].lastPacket;
    place.packets = std::uint64_t{connection.counts(0).packets} + connection.counts(1).packets;
    for (const EndIndex each : {EndIndex{0}, EndIndex{1}}) {
        const std::optional<std::uint32_t> base = connection.baseSequence(each);
        place.bases[each] = base.value_or(0);
        place.knownBases |= static_cast<std::uint8_t>(base.has_value() << each);
    }
    return place;
}

std::optional<ConnectionDetail> WireTracking::detail(ConnectionKey key) const {
    const ConnectionRecord* record = state_.store().find(key);
    if (!record || record->snapshot.wire.flow == kNoFlow)
        return std::nullopt;
    const WirePlace& wire = record->snapshot.wire;
    ConnectionDetail detail;
    if (const CaptureConnection* connection = flows_.tcp(wire.flow)) {
        detail = detailOf(*connection, wire.localEnd);
        detail.lastOfPrevious = lastOfPrevious(*connection);
    } else if (const UdpFlow* flow = flows_.udp(wire.flow)) {
        detail = detailOf(*flow, wire.localEnd);
    } else {
        return std::nullopt;
    }
    detail.key = key;
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
