// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/socket_survey.h"

#include <algorithm>
#include <numeric>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostAnswered = 1'000;
constexpr Duration kConnecting = 10min; ///< no connect goes on for longer
constexpr double kWorthCounting = 0.4;  ///< of the ephemeral ports

std::uint64_t rise(std::uint64_t before, std::uint64_t now) {
    return now > before ? now - before : 0;
}

/// A queue is full when it holds more than its limit (sk_acceptq_is_full()).
bool isFull(const ConnectionSnapshot& listener) {
    return listener.sendQueue > 0 && listener.receiveQueue > listener.sendQueue;
}

/// Keeps the newest entry that is at least `window` old, and all after it.
template <class Entries, class Time>
void keepWindow(Entries& entries, Timestamp now, Duration window, Time timeOf) {
    while (entries.size() > 1 && now - timeOf(entries[1]) >= window)
        entries.pop_front();
}

} // namespace

HostCounters riseOf(const HostCounters& before, const HostCounters& now) {
    HostCounters result;
    result.hasListenCounters = before.hasListenCounters && now.hasListenCounters;
    for (const auto field :
         {&HostCounters::segmentsRetransmitted, &HostCounters::resetsSent,
          &HostCounters::resetsReceived, &HostCounters::segmentsSent, &HostCounters::passiveOpens,
          &HostCounters::listenOverflows, &HostCounters::listenDrops,
          &HostCounters::requestQueueFullDrops, &HostCounters::requestQueueFullCookies,
          &HostCounters::cookiesSent, &HostCounters::cookiesReturned, &HostCounters::cookiesFailed,
          &HostCounters::abortsOnData, &HostCounters::abortsOnClose, &HostCounters::abortsOnTimeout,
          &HostCounters::handshakeRetransmits, &HostCounters::duplicatesReported,
          &HostCounters::timeWaitOverflows})
        result.*field = rise(before.*field, now.*field);
    return result;
}

void SocketSurvey::look(TrackerState& state, const WatchedNamespace& home, DiagnosisInput& input) {
    ++look_;
    byPort_.clear();
    udpKnown_.clear();
    sources_.clear();
    processAt_.clear();
    destinations_.clear();
    countRise(home, input);

    // One pass: what it touches of a hundred thousand records is what a round costs.
    std::size_t tcp = 0;
    halfOpen_.clear();
    for (const ConnectionRecord& record : home.open) {
        const ConnectionSnapshot& socket = record.snapshot;
        if (socket.id.protocol == Protocol::Udp) {
            if (socket.id.tuple.remote.port == 0 && socket.id.tuple.local.port != 0)
                addUdpListener(socket, input);
            continue;
        }
        ++tcp;
        switch (socket.state) {
        case TcpState::Listen:
            addListener(socket, input);
            break;
        case TcpState::SynReceived:
            halfOpen_.push_back(&socket); // its listener may come later
            break;
        case TcpState::TimeWait:
            ++input.timeWaits;
            break;
        case TcpState::SynSent:
        case TcpState::FinWait2:
        case TcpState::CloseWait:
            addSocket(state, socket, input);
            break;
        default:
            if (socket.disagreement || socket.retransmits >= 2 ||
                socket.timer.kind == SocketTimer::Kind::Persist ||
                (socket.timer.kind == SocketTimer::Kind::KeepAlive && socket.timer.retries > 0))
                addSocket(state, socket, input);
        }
    }
    sources_.resize(input.listeners.size());
    for (const ConnectionSnapshot* socket : halfOpen_)
        addHalfOpen(*socket, input);
    if (input.settings.ephemeralPorts() > 0 &&
        static_cast<double>(tcp) >= kWorthCounting * input.settings.ephemeralPorts()) {
        for (const ConnectionRecord& record : home.open) {
            if (record.snapshot.id.protocol == Protocol::Tcp &&
                record.snapshot.state != TcpState::Listen)
                addDestination(record.snapshot, input);
        }
    }
    input.timeWaits += home.unkeptCounts[index(TcpState::TimeWait)];

    ClosedList& closed = state.store().closed();
    for (auto it = closed.rbegin(); it != closed.rend() && !it->endObserved; ++it) {
        it->endObserved = true;
        const auto& steps = it->snapshot.history->transitions;
        const bool answered = answered_.contains(wireTuple(it->snapshot.id.tuple));
        if (input.ended.size() < kMostSockets && !steps.empty() && !answered &&
            steps.back().from == TcpState::SynSent)
            input.ended.push_back(&it->snapshot);
    }
    finishListeners(home, input);
    finishProcesses(input);
    finishDestinations(input);
    boost::unordered::erase_if(answered_,
                               [&](const auto& e) { return input.time - e.second > kConnecting; });
    boost::unordered::erase_if(stuck_, [this](const auto& e) { return e.second.look != look_; });
}

void SocketSurvey::answer(const FourTuple& tuple, Timestamp time) {
    if (answered_.size() >= kMostAnswered)
        boost::unordered::erase_if(answered_,
                                   [&](const auto& e) { return time - e.second > kConnecting; });
    if (answered_.size() < kMostAnswered)
        answered_.insert_or_assign(wireTuple(tuple), time);
}

void SocketSurvey::countRise(const WatchedNamespace& home, DiagnosisInput& input) {
    if (!home.counters)
        return;
    if (!counters_.empty() && counters_.back().first >= input.time)
        counters_.clear(); // the clock was set back
    counters_.emplace_back(input.time, *home.counters);
    keepWindow(counters_, input.time, input.thresholds.window,
               [](const auto& entry) { return entry.first; });
    input.counters.over = input.time - counters_.front().first;
    input.counters.rise = riseOf(counters_.front().second, *home.counters);
    if (flood_.last && input.time - *flood_.last > input.thresholds.hold)
        flood_.last.reset();
    if (!flood_.last)
        flood_.before = counters_.front().second;
    flood_.rise = riseOf(flood_.before, *home.counters);
    input.flood = &flood_;
}

void SocketSurvey::addListener(const ConnectionSnapshot& socket, DiagnosisInput& input) {
    const Endpoint& local = socket.id.tuple.local;
    std::vector<std::size_t>& here = byPort_[local.port];
    ListenerFacts* facts = nullptr;
    for (const std::size_t at : here) {
        if (input.listeners[at].local == local)
            facts = &input.listeners[at];
    }
    if (!facts) {
        here.push_back(input.listeners.size());
        facts = &input.listeners.emplace_back();
        facts->local = local;
        facts->owner = &socket.owner;
        facts->key = socket.key;
        facts->v6Only = socket.v6Only.value_or(false);
    }
    facts->acceptQueue += socket.receiveQueue;
    facts->acceptLimit += socket.sendQueue;
    facts->acceptFull |= isFull(socket);
}

void SocketSurvey::addUdpListener(const ConnectionSnapshot& socket, DiagnosisInput& input) {
    const Endpoint& local = socket.id.tuple.local;
    input.udpPorts.push_back(local);
    const bool isNew = udpKnown_.insert(local).second;
    if (!isNew || input.udpListeners.size() >= kMostUdpListeners)
        return;
    ListenerFacts& facts = input.udpListeners.emplace_back();
    facts.local = local;
    facts.owner = &socket.owner;
    facts.key = socket.key;
    facts.v6Only = socket.v6Only.value_or(false);
}

ListenerFacts* SocketSurvey::listenerOf(const Endpoint& local, DiagnosisInput& input) const {
    const auto here = byPort_.find(local.port);
    if (here == byPort_.end())
        return nullptr;
    ListenerFacts* wild = nullptr;
    for (const std::size_t at : here->second) {
        ListenerFacts& listener = input.listeners[at];
        if (listener.local.address.unmapped() == local.address.unmapped())
            return &listener;
        if (listener.local.address.isUnspecified())
            wild = &listener;
    }
    return wild;
}

void SocketSurvey::addHalfOpen(const ConnectionSnapshot& socket, DiagnosisInput& input) {
    ListenerFacts* listener = listenerOf(socket.id.tuple.local, input);
    if (!listener)
        return;
    ++listener->halfOpen;
    listener->halfOpenOld += input.time - socket.firstSeen >= input.thresholds.floodAge;
    listener->halfOpens.add(socket.key, input.thresholds.connectionsPerFinding);
    auto& sources = sources_[static_cast<std::size_t>(listener - input.listeners.data())];
    if (sources.size() < kMostSources)
        sources.push_back(socket.id.tuple.remote.address);
}

void SocketSurvey::addSocket(TrackerState& state, const ConnectionSnapshot& socket,
                             DiagnosisInput& input) {
    const Duration age = input.time - socket.lastChange;
    if (socket.state == TcpState::CloseWait)
        addCloseWait(socket, age, input);
    if (input.sockets.size() >= kMostSockets)
        return;
    SocketFacts& facts = input.sockets.emplace_back();
    facts.socket = &socket;
    facts.inState = age;
    const std::uint64_t bytes =
        socket.metrics ? socket.metrics->bytesAcked + socket.metrics->bytesReceived : 0;
    Stuck& stuck = stuck_[socket.key];
    if (stuck.look == 0 || stuck.bytes != bytes) {
        stuck.bytes = bytes;
        stuck.since = input.time;
    }
    stuck.look = look_;
    // Bytes may have stood still for longer than that: since the state began, nobody looked.
    facts.stuck = input.time - stuck.since;
    if (socket.state == TcpState::FinWait2 && !socket.metrics)
        facts.stuck = age;
    facts.blocked = stuck.blocked;
    facts.answered = answered_.contains(wireTuple(socket.id.tuple));
    if (!socket.disagreement)
        stuck.disagreesSince.reset();
    else if (!stuck.disagreesSince)
        stuck.disagreesSince = input.time;
    if (stuck.disagreesSince)
        facts.disagreeing = input.time - *stuck.disagreesSince;
    if (socket.isLoopback() || socket.id.tuple.local.address == socket.id.tuple.remote.address) {
        const ConnectionRecord* mirror =
            state.findOpen(socket.id.netns, {socket.id.tuple.remote, socket.id.tuple.local});
        facts.mirror = mirror ? &mirror->snapshot : nullptr;
    }
}

void SocketSurvey::addCloseWait(const ConnectionSnapshot& socket, Duration age,
                                DiagnosisInput& input) {
    if (age < input.thresholds.closeWaitAge || !socket.owner.process)
        return;
    const auto [at, isNew] =
        processAt_.try_emplace(socket.owner.process->pid, input.processes.size());
    if (isNew) {
        ProcessFacts& process = input.processes.emplace_back();
        process.pid = socket.owner.process->pid;
        process.name = socket.owner.process->name;
    }
    ProcessFacts& process = input.processes[at->second];
    process.closeWaits.add(socket.key, input.thresholds.connectionsPerFinding);
    process.oldest = std::max(process.oldest, age);
}

void SocketSurvey::addDestination(const ConnectionSnapshot& socket, const DiagnosisInput& input) {
    const FourTuple& tuple = socket.id.tuple;
    if (!input.settings.isEphemeral(tuple.local.port) || byPort_.contains(tuple.local.port))
        return;
    FourTuple key = wireTuple(tuple);
    key.local.port = 0;
    DestinationFacts& facts = destinations_[key];
    ++facts.ports;
    facts.timeWait += socket.state == TcpState::TimeWait;
    facts.some = socket.key;
}

void SocketSurvey::finishListeners(const WatchedNamespace& home, DiagnosisInput& input) {
    const std::uint32_t unkept = home.unkeptCounts[index(TcpState::SynReceived)];
    const auto most =
        std::max_element(input.listeners.begin(), input.listeners.end(),
                         [](const auto& a, const auto& b) { return a.halfOpen < b.halfOpen; });
    if (most != input.listeners.end() && unkept > 0) {
        most->halfOpen += unkept; // kept by nobody: no more than counted
        most->halfOpens.count += unkept;
    }
    const auto& settings = input.settings;
    for (std::size_t i = 0; i < input.listeners.size(); ++i) {
        ListenerFacts& listener = input.listeners[i];
        listener.halfOpenLimit = listener.acceptLimit;
        // Without cookies the last quarter is kept for peers that are known (tcp_conn_request()).
        if (settings.synCookies == 0U && settings.maxSynBacklog && listener.acceptLimit > 0)
            listener.halfOpenLimit = std::min(
                listener.acceptLimit, *settings.maxSynBacklog - *settings.maxSynBacklog / 4);
        auto& sources = sources_[i];
        listener.sourcesOf = static_cast<std::uint32_t>(sources.size());
        if (!sources.empty())
            listener.someSource = sources.front();
        std::sort(sources.begin(), sources.end());
        listener.sources = static_cast<std::uint32_t>(std::unique(sources.begin(), sources.end()) -
                                                      sources.begin());
        if (listener.halfOpen == 0 && !halfOpens_.contains(listener.local))
            continue;
        auto& counts = halfOpens_[listener.local];
        if (counts.empty() && input.counters.over > Duration::zero())
            counts.push_back({counters_.front().first, 0});
        counts.push_back({input.time, listener.halfOpen});
        keepWindow(counts, input.time, input.thresholds.window,
                   [](const Count& count) { return count.time; });
        listener.halfOpenGrowth =
            static_cast<std::uint32_t>(rise(counts.front().count, listener.halfOpen));
    }
    std::erase_if(halfOpens_, [&](const auto& entry) {
        return input.time - entry.second.back().time > input.thresholds.window ||
               (entry.second.front().count == 0 && entry.second.back().count == 0);
    });
}

void SocketSurvey::finishProcesses(DiagnosisInput& input) {
    for (ProcessFacts& process : input.processes) {
        Leak& leak = leaks_[process.pid];
        if (leak.look == 0 || input.time - leak.since > 10min || input.time < leak.since)
            leak = {input.time, process.closeWaits.count, look_};
        leak.look = look_;
        const double minutes =
            std::chrono::duration<double, std::ratio<60>>(input.time - leak.since).count();
        if (minutes > 0)
            process.perMinute =
                static_cast<double>(rise(leak.count, process.closeWaits.count)) / minutes;
    }
    std::erase_if(leaks_, [this](const auto& entry) { return entry.second.look != look_; });
}

void SocketSurvey::finishDestinations(DiagnosisInput& input) {
    for (auto& [tuple, facts] : destinations_) {
        if (facts.ports < kWorthCounting * input.settings.ephemeralPorts())
            continue;
        facts.local = tuple.local.address;
        facts.remote = tuple.remote;
        input.destinations.push_back(facts);
    }
}

} // namespace synoptic
