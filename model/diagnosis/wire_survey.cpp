// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/wire_survey.h"

#include <algorithm>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

constexpr Duration kLongestPause = 10s; ///< between looks, however many idle flows there are
constexpr Duration kIdle = 120s;        ///< an open connection this long without packets
constexpr Duration kHalfOpen = 75s;     ///< as long as a server keeps one by default
constexpr Duration kAfterwards = 3s;    ///< one that is over, for what comes late
constexpr Duration kForgetServer = 60s;
constexpr std::size_t kSourcesOfBucket = 2'048;
constexpr std::size_t kMostOfSource = 256;
constexpr std::uint32_t kFewRetransmissions = 3;

/// False if there is no room for it.
template <class Value>
bool insertSorted(std::vector<Value>& values, const Value& value) {
    const auto at = std::lower_bound(values.begin(), values.end(), value);
    if (at != values.end() && *at == value)
        return true;
    if (values.size() >= kMostOfSource)
        return false;
    values.insert(at, value);
    return true;
}

bool isOver(const CaptureConnection& connection) {
    const auto gone = [&](EndIndex end) {
        const auto state = connection.state(end);
        return !state || *state == TcpState::Closed || *state == TcpState::TimeWait;
    };
    return (gone(0) && gone(1)) || (connection.completeness() & kSawRst) != 0;
}

bool isFromTable(const ConnectionRecord* record) {
    return record && (record->cookie != 0 || record->generation != 0);
}

bool isHalfOpen(const WireFlow& flow, Timestamp now) {
    const Handshake handshake = flow.connection->handshake();
    return handshake.synTime && !flow.succeeded() &&
           (flow.connection->completeness() & kSawRst) == 0 && now - *handshake.synTime < kHalfOpen;
}

} // namespace

bool WireSurvey::isDue(const WireTracking& wire, Timestamp time,
                       const DiagnosisThresholds& thresholds, bool isEnd) const {
    if (isEnd || !last_)
        return true;
    const Duration passed = time - *last_;
    return passed < Duration::zero() || passed >= kLongestPause ||
           (passed >= thresholds.pace && active_.size() <= 2 * wire.toldCount() + 1'000);
}

void WireSurvey::look(TrackerState& state, WireTracking& wire, Timestamp time, bool isEnd,
                      DiagnosisInput& input) {
    before_ = last_ && time >= *last_ ? *last_ : last_ ? time - 1s : Timestamp::min();
    if (!last_ || time < *last_)
        last_ = time - 1s;
    input.capture.isFile = wire.isFile();
    input.capture.isEnd = isEnd;
    for (auto& [end, server] : servers_) {
        server.halfOpen = 0;
        server.connections = {};
    }
    for (const FlowNumber number : wire.takeTold()) {
        if ((wire.marks(number) & kFollowed) == 0) {
            wire.marks(number) |= kFollowed;
            active_.push_back(number);
        }
    }
    std::vector<FlowNumber> still;
    still.reserve(active_.size());
    for (const FlowNumber number : active_) {
        if (!wire.connection(number)) {
            probes_.erase(number);
            continue; // let go meanwhile
        }
        visit(state, wire, number, input);
        if (staysActive(input.flows.back(), time)) {
            still.push_back(number);
        } else {
            wire.marks(number) &= ~std::uint32_t{kFollowed};
            probes_.erase(number);
        }
    }
    active_ = std::move(still);
    finish(input.thresholds, input);
    last_ = time;
}

void WireSurvey::visit(TrackerState&, WireTracking& wire, FlowNumber number,
                       DiagnosisInput& input) {
    const CaptureConnection& connection = *wire.connection(number);
    WireFlow flow;
    flow.connection = &connection;
    flow.number = number;
    flow.client = connection.client();
    const ConnectionRecord* record = wire.record(number, flow.client);
    const ConnectionRecord* serverRecord = wire.record(number, other(flow.client));
    flow.isSocket = isFromTable(record);
    flow.serverIsSocket = isFromTable(serverRecord);
    flow.key = record ? record->snapshot.key : serverRecord ? serverRecord->snapshot.key : 0;
    flow.marks = &wire.marks(number);
    flow.first = {wire.firstBytes(number, 0), wire.firstBytes(number, 1)};
    flow.lastPacket = wire.lastPacket(number);
    countSides(flow);
    if (Server* server = serverOf(flow.serverEnd(), input.time)) {
        server->hasSocket |= flow.serverIsSocket;
        flow.flooded = &server->flooded;
        countAtServer(flow, *server, input.time);
    }
    countAttempt(flow, input);
    const auto source = sources_.find(flow.clientEnd().address);
    flow.scanner = source == sources_.end() ? nullptr : &source->second.scanner;
    followStall(flow, input.time);
    followProbes(flow);
    input.flows.push_back(flow);
}

void WireSurvey::countSides(const WireFlow& flow) {
    const CaptureConnection& connection = *flow.connection;
    const std::uint32_t a = connection.counts(0).packets;
    const std::uint32_t b = connection.counts(1).packets;
    const bool counted = (*flow.marks & kCountedSides) != 0;
    if (!counted && (a + b < 4 || (connection.completeness() & (kSawData | kSawAck)) == 0 ||
                     connection.counts(0).payloadBytes + connection.counts(1).payloadBytes == 0))
        return;
    *flow.marks |= kCountedSides;
    withData_ += !counted;
    const bool oneSided = a == 0 || b == 0;
    const bool known = (*flow.marks & kCountedOneSided) != 0;
    if (oneSided && !counted) {
        ++oneSided_;
        *flow.marks |= kCountedOneSided;
    } else if (!oneSided && known) {
        --oneSided_;
        *flow.marks &= ~std::uint32_t{kCountedOneSided};
    }
}

void WireSurvey::countAtServer(const WireFlow& flow, Server& server, Timestamp now) {
    const Handshake handshake = flow.connection->handshake();
    Bucket& bucket = server.buckets.back();
    const auto once = [&](bool is, WireMark bit, std::uint32_t& count) {
        if (is && (*flow.marks & bit) == 0) {
            *flow.marks |= bit;
            ++count;
            return true;
        }
        return false;
    };
    if (once(handshake.synTime && flow.connection->synOptions(flow.client).seen, kCountedSyn,
             bucket.syns)) {
        bucket.first = std::min(bucket.first, flow.connection->first());
        if (bucket.sources.size() < kSourcesOfBucket)
            bucket.sources.push_back(flow.clientEnd().address);
        ++server.syns;
    }
    if ((*flow.marks & kCountedSyn) == 0)
        return;
    server.last = now;
    once(handshake.synAckTime.has_value(), kCountedAnswered, bucket.answered);
    server.completed += once(flow.succeeded(), kCountedCompleted, bucket.completed);
    once(!handshake.synAckTime && flow.connection->counts(other(flow.client)).resets > 0,
         kCountedRefused, bucket.refused);
    if (isHalfOpen(flow, now)) {
        ++server.halfOpen;
        server.connections.add(flow.key, 50);
    }
}

void WireSurvey::countAttempt(const WireFlow& flow, const DiagnosisInput& input) {
    const CaptureConnection& connection = *flow.connection;
    if ((*flow.marks & kCountedAttempt) != 0 || !connection.synOptions(flow.client).seen ||
        flow.connection->counts(0).payloadBytes + flow.connection->counts(1).payloadBytes > 0)
        return;
    const SegmentCounts client = connection.counts(flow.client);
    const SegmentCounts server = connection.counts(other(flow.client));
    const Handshake handshake = connection.handshake();
    const bool refused = !handshake.synAckTime && server.resets > 0;
    const bool probed = handshake.synAckTime && client.resets > 0 && client.packets <= 3;
    const bool silent = server.packets == 0 && handshake.synTime &&
                        input.time - *handshake.synTime >= input.thresholds.silentAfter;
    if (!refused && !probed && !silent)
        return;
    Source* source = sourceOf(flow.clientEnd().address, input.time);
    if (!source)
        return;
    *flow.marks |= kCountedAttempt;
    addPort(source->ports, flow.serverEnd().port);
    source->moreHosts |= !insertSorted(source->hosts, flow.serverEnd().address);
    ++source->attempts;
    source->last = input.time;
    source->news = true;
    source->first = std::min(source->first, connection.first());
    source->connections.add(flow.key, 50);
}

void WireSurvey::addPort(Ports& ports, std::uint16_t port) {
    if (ports.bits.empty() && !insertSorted(ports.few, port)) {
        if (portMaps_ >= kMostPortMaps) {
            ports.more = true;
            return;
        }
        ++portMaps_;
        ports.bits.resize(65'536 / 64);
        for (const std::uint16_t known : ports.few)
            ports.bits[known / 64] |= std::uint64_t{1} << known % 64;
        ports.few = {};
    }
    if (ports.bits.empty()) {
        ports.count = static_cast<std::uint32_t>(ports.few.size());
        return;
    }
    std::uint64_t& word = ports.bits[port / 64];
    const std::uint64_t bit = std::uint64_t{1} << port % 64;
    ports.count += (word & bit) == 0;
    word |= bit;
}

/// The longest time that an end's window was closed and that ended since the look before this one,
/// or goes on.
void WireSurvey::followStall(WireFlow& flow, Timestamp now) const {
    const CaptureConnection& connection = *flow.connection;
    for (const EndIndex reader : {EndIndex{0}, EndIndex{1}}) {
        const ClosedWindow* window = connection.closedWindow(reader);
        if (!window)
            continue;
        const auto tell = [&](Timestamp since, Duration length, bool over) {
            if (length <= flow.stalled)
                return;
            flow.stalled = length;
            flow.stalledSince = since;
            flow.stalledBy = reader;
            flow.stallOver = over;
        };
        if (window->longestSince + window->longest > before_)
            tell(window->longestSince, window->longest, true);
        if (window->lastSince + window->last > before_)
            tell(window->lastSince, window->last, true);
        if (window->isClosed && !isOver(connection))
            tell(window->closedSince, std::max<Duration>(now - window->closedSince, 1ns), false);
    }
}

/// How many keep-alives each end sent, and how often it sent again, since the other was heard of.
void WireSurvey::followProbes(WireFlow& flow) {
    const std::array counts{flow.connection->counts(0), flow.connection->counts(1)};
    if (counts[0].keepAlives + counts[1].keepAlives + counts[0].retransmissions +
            counts[1].retransmissions ==
        0)
        return;
    const auto [at, isNew] = probes_.try_emplace(flow.number);
    Probes& probes = at->second;
    for (const EndIndex end : {EndIndex{0}, EndIndex{1}}) {
        const std::uint32_t heard = counts[other(end)].packets;
        if (!isNew && probes.heard[other(end)] != heard)
            probes.before[end] = counts[end].keepAlives;
        // The first few may well be of one segment; of many some were answered before this look.
        if (isNew ? counts[end].retransmissions > kFewRetransmissions
                  : probes.heard[other(end)] != heard)
            probes.againBefore[end] = counts[end].retransmissions;
        flow.sentAgain[end] = counts[end].retransmissions - probes.againBefore[end];
        probes.heard[other(end)] = heard;
        flow.unanswered[end] = counts[end].keepAlives - probes.before[end];
    }
}

bool WireSurvey::staysActive(const WireFlow& flow, Timestamp now) const {
    const CaptureConnection& connection = *flow.connection;
    const Duration quiet = now - connection.last();
    if (isOver(connection))
        return quiet < kAfterwards;
    const bool finSeen = (connection.completeness() & kSawFin) != 0;
    return quiet < kIdle || (finSeen && quiet < 10 * kIdle);
}

WireSurvey::Server* WireSurvey::serverOf(const Endpoint& end, Timestamp now) {
    auto at = servers_.find(end);
    if (at == servers_.end()) {
        if (servers_.size() >= kMostServers)
            return nullptr;
        at = servers_.try_emplace(end).first;
        at->second.last = now;
    }
    Server& server = at->second;
    if (server.buckets.empty() || server.buckets.back().begin != *last_)
        server.buckets.push_back({.begin = *last_, .sources = {}});
    return &server;
}

WireSurvey::Source* WireSurvey::sourceOf(const IpAddress& address, Timestamp now) {
    const auto at = sources_.find(address);
    if (at != sources_.end())
        return &at->second;
    if (sources_.size() >= kMostSources) // a flood's sources try once each
        std::erase_if(sources_, [](const auto& entry) {
            return entry.second.attempts <= 2 && !entry.second.scanner;
        });
    if (sources_.size() >= kMostSources)
        return nullptr;
    Source& source = sources_[address];
    source.first = source.last = now;
    return &source;
}

void WireSurvey::finish(const DiagnosisThresholds& thresholds, DiagnosisInput& input) {
    std::erase_if(servers_, [&](const auto& entry) {
        return entry.second.halfOpen == 0 && !entry.second.flooded &&
               input.time - entry.second.last > kForgetServer;
    });
    for (auto& [end, server] : servers_) {
        while (!server.buckets.empty() &&
               input.time - server.buckets.front().begin > thresholds.window + 1s)
            server.buckets.pop_front();
        if (server.buckets.empty())
            continue;
        ServerFacts facts;
        facts.server = end;
        facts.hasSocket = server.hasSocket;
        std::vector<IpAddress> sources;
        Timestamp first = Timestamp::max();
        for (const Bucket& bucket : server.buckets) {
            first = std::min(first, bucket.first);
            facts.syns += bucket.syns;
            facts.answered += bucket.answered;
            facts.completed += bucket.completed;
            facts.refused += bucket.refused;
            sources.insert(sources.end(), bucket.sources.begin(), bucket.sources.end());
            facts.moreSources |= bucket.syns > bucket.sources.size();
        }
        if (facts.syns == 0)
            continue;
        std::sort(sources.begin(), sources.end());
        facts.someSource = sources.empty() ? IpAddress() : sources.front();
        facts.sources = static_cast<std::uint32_t>(std::unique(sources.begin(), sources.end()) -
                                                   sources.begin());
        facts.halfOpen = server.halfOpen;
        facts.connections = server.connections;
        facts.seconds = std::max(1.0, std::chrono::duration<double>(input.time - first).count());
        if (!server.flooded) {
            server.peakRate = 0;
            server.peakSources = 0;
            server.peakIsMore = false;
            server.syns = facts.syns;
            server.completed = facts.completed;
            server.since = first;
        }
        server.peakRate = std::max(server.peakRate, facts.syns / facts.seconds);
        server.peakSources = std::max(server.peakSources, facts.sources);
        facts.peakRate = server.peakRate;
        facts.peakSources = server.peakSources;
        server.peakIsMore |= facts.moreSources;
        facts.peakIsMore = server.peakIsMore;
        facts.allSyns = server.syns;
        facts.allCompleted = server.completed;
        facts.since = server.since;
        facts.flooded = &server.flooded;
        input.servers.push_back(std::move(facts));
    }
    std::erase_if(sources_, [&](const auto& entry) {
        const bool old = !entry.second.scanner && input.time - entry.second.last > kForgetServer;
        portMaps_ -= old && !entry.second.ports.bits.empty();
        return old;
    });
    for (auto& [address, source] : sources_) {
        if (!source.news)
            continue;
        source.news = false;
        input.sources.push_back({address, source.ports.count, source.ports.more,
                                 static_cast<std::uint32_t>(source.hosts.size()), source.moreHosts,
                                 source.attempts, source.last - source.first, &source.scanner,
                                 source.connections});
    }
    input.capture.withData = withData_;
    input.capture.oneSided = oneSided_;
}

} // namespace synoptic
