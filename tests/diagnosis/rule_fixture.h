// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/rules.h"
#include "tests/tcp/segment_script.h"
#include "tests/tracking/table_fixture.h"

#include <QMetaType>
#include <QString>

#include <deque>
#include <functional>

/// Facts written by hand, looked at by one rule.
namespace synoptic::test {

using Rule = void (*)(const DiagnosisInput&, FindingBook&);

inline const Endpoint kHere = endpoint("192.0.2.7", 50212);
inline const Endpoint kServer = endpoint("198.51.100.3", 443);

/// A rule that looks at the same facts again and again, once a second.
class Looks {
public:
    explicit Looks(Rule rule) : rule_(rule) {
        input.netns = 7;
        input.time = at(1'000);
        input.settings.synRetries = 6;
        input.settings.finTimeout = 60;
        input.settings.keepAliveProbes = 9;
        input.settings.retries2 = 15;
        input.settings.firstEphemeral = 40'000;
        input.settings.lastEphemeral = 40'099;
        input.settings.maxTimeWait = 1'000;
        input.settings.timeWaitReuse = 2;
        input.counters.over = 3s;
        input.counters.rise.hasListenCounters = true;
    }
    Looks(const Looks&) = delete;

    DiagnosisInput input;
    FindingBook book;

    void look(int times = 1, Duration pause = 1s) {
        for (int i = 0; i < times; ++i) {
            input.time += pause;
            book.beginLook(1, input.time);
            rule_(input, book);
            book.endLook();
        }
    }
    /// Everything is well from now on.
    void forgetFacts() {
        input.listeners.clear();
        input.processes.clear();
        input.destinations.clear();
        input.sockets.clear();
        input.ended.clear();
        input.flows.clear();
        input.servers.clear();
        input.sources.clear();
        input.faults.clear();
        input.capture = {};
        input.timeWaits = 0;
        input.counters.rise = {};
        input.counters.rise.hasListenCounters = true;
    }
    std::vector<Finding> standing() const {
        std::vector<Finding> found = book.all();
        std::erase_if(found, [](const Finding& finding) { return finding.over; });
        return found;
    }

    ListenerFacts& listener(std::uint16_t port = 8080, std::uint32_t limit = 128) {
        ListenerFacts& listener = input.listeners.emplace_back();
        listener.local = endpoint("0.0.0.0", port);
        listener.key = 1;
        listener.acceptLimit = listener.halfOpenLimit = limit;
        return listener;
    }
    SocketFacts& socket(TcpState state, Duration inState, Endpoint remote = kServer,
                        Endpoint local = kHere) {
        ConnectionSnapshot& socket = sockets_.emplace_back();
        socket.key = 100 + sockets_.size();
        socket.id.netns = input.netns;
        socket.id.tuple = {local, remote};
        socket.state = state;
        socket.inode = static_cast<std::uint32_t>(socket.key);
        socket.history = std::make_shared<ConnectionHistory>();
        socket.firstSeen = socket.lastChange = input.time - inState;
        SocketFacts& facts = input.sockets.emplace_back();
        facts.socket = &socket;
        facts.inState = facts.stuck = inState;
        return facts;
    }
    /// The snapshot the newest socket's facts point to.
    ConnectionSnapshot& snapshot() { return sockets_.back(); }
    static Owner ownedBy(std::int32_t pid, const char* name) {
        auto process = std::make_shared<ProcessInfo>();
        process->pid = pid;
        process->name = name;
        return {Owner::Kind::Process, 0, std::move(process)};
    }
    ProcessFacts& process(std::int32_t pid, std::uint64_t closeWaits, Duration oldest) {
        ProcessFacts& process = input.processes.emplace_back();
        process.pid = pid;
        process.name = "leaky";
        process.oldest = oldest;
        for (std::uint64_t i = 0; i < closeWaits; ++i)
            process.closeWaits.add(1'000 + i, input.thresholds.connectionsPerFinding);
        return process;
    }
    DestinationFacts& destination(std::uint32_t ports, std::uint32_t timeWait,
                                  Endpoint remote = kServer) {
        DestinationFacts& to = input.destinations.emplace_back();
        to.local = kHere.address;
        to.remote = remote;
        to.ports = ports;
        to.timeWait = timeWait;
        to.some = 9;
        return to;
    }
    /// A connection of which packets tell this; see segment_script.h. `incarnation`: how many used
    /// the same ports before.
    WireFlow& flow(const std::string& script, std::uint32_t incarnation = 0) {
        const auto steps = readScript(script);
        FlowKey key;
        key.addresses = {kHere.address.bytes(), kServer.address.bytes()};
        for (std::size_t end = 0; end < 2; ++end) // the first four count
            key.ports[end] = (end == 0 ? kHere : kServer).port;
        // The script's second 1000 is ten seconds ago.
        const Duration shift = (input.time - 10s) - Timestamp(1'000s);
        CaptureConnection& connection = connections_.emplace_back(
            1U, key, steps.front().sender, steps.front().time + shift, incarnation);
        InferredTransitions scratch;
        for (const ScriptedSegment& step : steps)
            connection.observe(step.segment, step.sender, step.time + shift, scratch);
        WireFlow& flow = input.flows.emplace_back();
        flow.connection = &connection;
        flow.client = connection.client();
        flow.key = 500 + connections_.size();
        flow.marks = &marks_.emplace_back(0);
        flow.lastPacket = 17;
        return flow;
    }
    CaptureConnection& connection() { return connections_.back(); }
    ServerFacts& server(std::uint32_t syns, std::uint32_t completed, double seconds = 3) {
        ServerFacts& server = input.servers.emplace_back();
        server.server = kServer;
        server.syns = server.answered = server.sources = syns;
        server.completed = completed;
        server.peakRate = syns / seconds;
        server.peakSources = syns;
        server.since = input.time - 3s;
        server.seconds = seconds;
        server.flooded = &flags_.emplace_back(false);
        return server;
    }
    SourceFacts& source(std::uint32_t ports, std::uint32_t hosts) {
        SourceFacts& source = input.sources.emplace_back();
        source.source = kHere.address;
        source.ports = ports;
        source.hosts = hosts;
        source.attempts = std::max(ports, hosts);
        source.scanner = &flags_.emplace_back(false);
        return source;
    }
    void fault(KernelFault::Kind kind, std::uint16_t error, Endpoint remote = kServer) {
        input.faults.push_back({kind, error, input.time, {kHere, remote}});
    }
    bool* flag(bool value) { return &flags_.emplace_back(value); }

private:
    Rule rule_;
    std::deque<ConnectionSnapshot> sockets_;
    std::deque<CaptureConnection> connections_;
    std::deque<std::uint32_t> marks_;
    std::deque<bool> flags_;
};

/// "warning syn-flood 0 listener 0.0.0.0:8080": severity, rule, wording, and what it is about.
inline QString describe(const Finding& finding) {
    std::string about;
    const FindingSubject& subject = finding.subject;
    switch (subject.kind) {
    case FindingSubject::Kind::Host:
        about = "host";
        break;
    case FindingSubject::Kind::Process:
        about = "process " + std::to_string(subject.pid);
        break;
    case FindingSubject::Kind::Listener:
        about = "listener " + subject.local.toString();
        break;
    case FindingSubject::Kind::Destination:
        about = "to " + subject.remote.toString();
        break;
    case FindingSubject::Kind::Connection:
        about = subject.local.toString() + " > " + subject.remote.toString();
        break;
    }
    return QString::fromStdString(std::string(name(finding.severity)) + ' ' +
                                  std::string(name(finding.rule)) + ' ' +
                                  std::to_string(finding.variant) + ' ' + about);
}

inline double evidence(const Finding& finding, std::string_view name) {
    for (const FindingEvidence& each : finding.evidence) {
        if (each.name == name)
            return each.value;
    }
    return -1;
}

using Facts = std::function<void(Looks&)>;

} // namespace synoptic::test

Q_DECLARE_METATYPE(synoptic::test::Rule)
Q_DECLARE_METATYPE(synoptic::test::Facts)
