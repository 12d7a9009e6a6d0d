// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/report/case_report.h"

#include "model/items/safe_text.h"

#include <algorithm>
#include <map>
#include <set>

namespace synoptic {

namespace {

/// Of a chart's width there are not more.
constexpr std::int64_t kMoments = 240;

template <typename Member>
std::uint64_t sumOf(const ReportConnection& c, Member member) {
    if (!c.detail)
        return 0;
    return std::uint64_t{c.detail->ends[0].counts.*member} + c.detail->ends[1].counts.*member;
}

void summarize(const ReportMaterial& material, ReportSummary& sum) {
    for (const ReportConnection& c : material.connections) {
        ++sum.connections;
        ++(c.snapshot.id.protocol == Protocol::Tcp ? sum.tcp : sum.udp);
        sum.listening += c.snapshot.isListening();
        sum.payloadBytes += sentBytes(c, true) + sentBytes(c, false);
        sum.retransmissions += retransmissionsOf(c);
        sum.resets += resetsOf(c);
        if (c.detail && c.snapshot.id.protocol == Protocol::Tcp) {
            sum.refused += c.detail->outcome == ConnectionOutcome::REJ;
            sum.unanswered += c.detail->outcome == ConnectionOutcome::S0;
        }
    }
    sum.packets = material.totals.packets;
    const PacketIndex::View& packets = material.packets;
    for (PacketNumber number = packets.begin(); number < packets.end(); ++number)
        sum.skippedPackets += packets[number].flow == kNoFlow ||
                              packets[number].kind == IndexedPacket::Kind::IcmpError;
    sum.lostEvents = material.totals.lostEvents;
    for (const SourceStatus& source : material.sources)
        sum.lostEvents += source.dropped;
}

StateCounts countStates(const ReportMaterial& material) {
    if (!material.isSelection)
        return material.counts;
    StateCounts counts{};
    for (const ReportConnection& c : material.connections) {
        if (c.snapshot.id.protocol == Protocol::Tcp && !c.snapshot.stateUnknown)
            ++counts[index(c.snapshot.state)];
    }
    return counts;
}

/// A capture's moments, as fine as its length asks for: a second can hold a whole story.
class Moments {
public:
    Moments(Timestamp first, Timestamp last)
        : first_(first), step_(std::max<Duration>((last - first) / kMoments, Duration(1))),
          samples_(kMoments), changes_(kMoments) {
        for (std::size_t i = 0; i < samples_.size(); ++i)
            samples_[i].time = first + step_ * static_cast<std::int64_t>(i + 1);
    }
    StateSample& at(Timestamp time) { return samples_[place(time)]; }
    void enter(TcpState state, Timestamp time) { ++changes_[place(time)][index(state)]; }
    void leave(TcpState state, Timestamp time) { --changes_[place(time)][index(state)]; }
    std::vector<StateSample> take() {
        std::array<std::int64_t, kTcpStateCount> now{};
        for (std::size_t i = 0; i < samples_.size(); ++i) {
            for (std::size_t state = 0; state < now.size(); ++state) {
                now[state] += changes_[i][state];
                samples_[i].counts[state] =
                    static_cast<std::uint32_t>(std::max<std::int64_t>(now[state], 0));
            }
            samples_[i].counts[index(TcpState::Closed)] = 0; // as everywhere, CLOSED counts none
        }
        return std::move(samples_);
    }

private:
    std::size_t place(Timestamp time) const {
        const std::int64_t at = (time - first_) / step_;
        return static_cast<std::size_t>(std::clamp<std::int64_t>(at, 0, kMoments - 1));
    }
    Timestamp first_;
    Duration step_;
    std::vector<StateSample> samples_;
    std::vector<std::array<std::int64_t, kTcpStateCount>> changes_;
};

std::vector<StateSample> momentsOf(const ReportMaterial& material) {
    if (material.subject == ReportMaterial::Subject::Computer || material.connections.empty())
        return material.samples;
    Moments moments(material.first, material.last);
    std::set<FlowNumber> flows;
    for (const ReportConnection& c : material.connections) {
        if (!c.detail || c.snapshot.id.protocol != Protocol::Tcp)
            continue;
        if (material.isSelection)
            flows.insert(c.detail->flow);
        const WireEnd& end = c.detail->ends[0];
        if (end.firstState)
            moments.enter(*end.firstState, c.snapshot.firstSeen);
        for (const InferredTransition& step : end.transitions) {
            moments.leave(step.from, step.time);
            moments.enter(step.to, step.time);
            ++moments.at(step.time).transitions;
        }
    }
    const PacketIndex::View& packets = material.packets;
    for (PacketNumber number = packets.begin(); number < packets.end(); ++number) {
        const IndexedPacket& packet = packets[number];
        if (packet.kind != IndexedPacket::Kind::Tcp ||
            (material.isSelection && !flows.contains(packet.flow)))
            continue;
        moments.at(packet.time).retransmissions += (packet.analysis & kRetransmission) != 0;
        moments.at(packet.time).resets += (packet.control & kRst) != 0;
    }
    return moments.take();
}

std::vector<ReportTalker> talkersOf(const ReportMaterial& material) {
    std::map<IpAddress, ReportTalker> found;
    for (const ReportConnection& c : material.connections) {
        if (c.snapshot.isListening())
            continue;
        const bool live = material.subject == ReportMaterial::Subject::Computer;
        for (const bool local : {true, false}) {
            const FourTuple& tuple = c.snapshot.id.tuple;
            const bool isAlone = tuple.local.address == tuple.remote.address;
            if (local && (live || isAlone)) // it is this computer each time; or one talks to itself
                continue;
            const Endpoint& end = local ? tuple.local : tuple.remote;
            if (end.address.isUnspecified())
                continue;
            ReportTalker& talker = found[end.address];
            talker.address = end.address;
            if (!local && talker.host.isEmpty())
                talker.host = c.host;
            ++talker.connections;
            talker.sentBytes += sentBytes(c, local) + (isAlone ? sentBytes(c, !local) : 0);
            talker.receivedBytes += sentBytes(c, !local) + (isAlone ? sentBytes(c, local) : 0);
            talker.packets += sumOf(c, &SegmentCounts::packets);
        }
    }
    std::vector<ReportTalker> talkers;
    for (auto& [address, talker] : found)
        talkers.push_back(std::move(talker));
    std::stable_sort(talkers.begin(), talkers.end(), [](const auto& a, const auto& b) {
        const auto bytes = [](const ReportTalker& t) { return t.sentBytes + t.receivedBytes; };
        return std::pair(bytes(a), a.connections) > std::pair(bytes(b), b.connections);
    });
    return talkers;
}

std::vector<ReportGroup> groupsOf(const ReportMaterial& material) {
    const bool live = material.subject == ReportMaterial::Subject::Computer;
    std::map<std::pair<std::string, std::int32_t>, ReportGroup> processes;
    std::map<Endpoint, ReportGroup> servers;
    for (const ReportConnection& c : material.connections) {
        if (c.snapshot.id.protocol != Protocol::Tcp)
            continue;
        const ProcessInfo* process = c.snapshot.owner.process.get();
        ReportGroup* group = nullptr;
        if (live) {
            group = &processes[process ? std::pair(process->name, process->pid)
                                       : std::pair(std::string(), 0)];
            group->process = process ? safeText(process->name, 200) : QString();
            group->pid = process ? process->pid : 0;
        } else {
            const bool localIsServer = c.detail && c.detail->ends[1].isClient;
            const FourTuple& tuple = c.snapshot.id.tuple;
            const Endpoint& server = localIsServer ? tuple.local : tuple.remote;
            group = &servers[server];
            group->server = server;
        }
        ++group->total;
        if (!c.snapshot.stateUnknown)
            ++group->counts[index(c.snapshot.state)];
    }
    std::vector<ReportGroup> groups;
    for (auto& [key, group] : processes)
        groups.push_back(std::move(group));
    for (auto& [key, group] : servers)
        groups.push_back(std::move(group));
    std::stable_sort(groups.begin(), groups.end(),
                     [](const auto& a, const auto& b) { return a.total > b.total; });
    return groups;
}

} // namespace

std::uint64_t sentBytes(const ReportConnection& c, bool local) {
    if (c.detail)
        return c.detail->ends[local ? 0 : 1].counts.payloadBytes;
    if (c.snapshot.metrics)
        return local ? c.snapshot.metrics->bytesAcked : c.snapshot.metrics->bytesReceived;
    return 0;
}

std::uint64_t retransmissionsOf(const ReportConnection& c) {
    if (c.detail)
        return sumOf(c, &SegmentCounts::retransmissions);
    return c.snapshot.metrics ? c.snapshot.metrics->totalRetransmits : 0;
}

std::uint64_t resetsOf(const ReportConnection& c) {
    return sumOf(c, &SegmentCounts::resets);
}

CaseReport buildReport(ReportMaterial material) {
    CaseReport report;
    summarize(material, report.summary);
    report.counts = countStates(material);
    report.moments = momentsOf(material);
    report.talkers = talkersOf(material);
    report.groups = groupsOf(material);
    report.order = flaggedConnections(material, material.connections.size());
    report.flagged = report.order.size();
    for (const Finding& finding : material.findings)
        report.unnamed += finding.connectionsOmitted;
    const std::set<std::size_t> told(report.order.begin(), report.order.end());
    std::vector<std::pair<std::uint64_t, std::size_t>> rest;
    for (std::size_t i = 0; i < material.connections.size(); ++i) {
        if (!told.contains(i)) {
            const ReportConnection& c = material.connections[i];
            rest.emplace_back(sentBytes(c, true) + sentBytes(c, false), i);
        }
    }
    std::stable_sort(rest.begin(), rest.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [bytes, place] : rest)
        report.order.push_back(place);
    report.material = std::move(material);
    return report;
}

} // namespace synoptic
