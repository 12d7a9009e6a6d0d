// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/tracker_state.h"

#include "model/tracking/row_values.h"

#include <utility>

namespace synoptic {

namespace {

/// The packets tell another state than the one that stands.
void noteDisagreement(ConnectionSnapshot& known, TcpState wire, Timestamp time) {
    if (!known.disagreement)
        known.disagreesSince = time;
    known.disagreement = true;
    known.wireState = wire;
}

/// The kernel has come to where the packets had it.
void settleDisagreement(ConnectionSnapshot& known) {
    known.disagreement = known.disagreement && known.state != known.wireState;
}

constexpr Duration kLate = std::chrono::seconds(2);
constexpr std::size_t kFewNamespaces = 16;

bool isTcp(const ConnectionSnapshot& snapshot) {
    return snapshot.id.protocol == Protocol::Tcp;
}

bool isSameEnd(const Endpoint& a, const Endpoint& b) {
    return a.port == b.port && a.address.unmapped() == b.address.unmapped();
}

/// The kernel lists the request socket of a dual-stack listener as IPv4, the socket accepted from
/// it as v4-mapped IPv6: one cookie, one connection.
bool isSameTuple(const FourTuple& a, const FourTuple& b) {
    return a == b || (isSameEnd(a.local, b.local) && isSameEnd(a.remote, b.remote));
}

} // namespace

bool isOtherConnection(const ConnectionRecord& record, const SocketRow& row) {
    const ConnectionSnapshot& known = record.snapshot;
    if (known.id.protocol != row.protocol)
        return true;
    if (row.protocol == Protocol::Udp) // connect() gives the same socket another tuple
        return false;
    if (!isSameTuple(known.id.tuple, row.tuple))
        return true;
    if (known.state == row.state)
        return record.cookie == 0 && known.inode != 0 && row.inode != 0 && known.inode != row.inode;
    if (row.state == TcpState::SynSent || row.state == TcpState::Listen ||
        known.state == TcpState::Listen)
        return true;
    return record.cookie == 0 && (!isReachable(known.state, row.state) ||
                                  (known.inode != 0 && row.inode != 0 && known.inode != row.inode));
}

void TrackerState::setLimits(const TrackerLimits& limits) {
    limits_ = limits;
    log_.setLimits(limits.historyPerConnection, limits.transitionsPerSet);
    enforceLimits();
}

void TrackerState::advanceTo(Timestamp time) {
    // A table is told a little after it was read, when trace or packets have told of later.
    if (now_ && time < *now_ && *now_ - time < kLate)
        return;
    if (now_ && time > *now_)
        elapsed_ += time - *now_;
    now_ = time;
}

void TrackerState::observe(const LostEvents& lost) {
    lostEvents_ += lost.count;
    sampler_.markGap();
    totalsChanged_ = true;
}

void TrackerState::pause() {
    sampler_.markGap();
    for (auto& [netns, home] : namespaces_) {
        home.joined = false;
        home.counters.reset();
        home.unkept.clear();
        home.unkeptCounts = {};
        home.listeners.clear();
    }
}

WatchedNamespace& TrackerState::watchedNamespace(std::uint64_t netns) {
    WatchedNamespace& home = namespaces_[netns];
    home.netns = netns;
    return home;
}

ConnectionRecord& TrackerState::open(WatchedNamespace& home, const SocketRow& row, TcpState state,
                                     Timestamp time) {
    ConnectionRecord& record = store_.create();
    record.cookie = row.cookie;
    record.generation = home.generation;
    ConnectionSnapshot& known = record.snapshot;
    known.id = {home.netns, row.protocol, row.tuple,
                row.cookie != 0 ? row.cookie : nextIncarnation_++};
    known.hasCookie = row.cookie != 0;
    known.state = known.firstState = state;
    known.alreadyThere = !home.joined;
    known.firstSeen = known.lastChange = time;
    if (isTcp(known)) {
        known.role = inferRole(state, row.tuple.local, known.alreadyThere, home.listeners,
                               home.listenersBefore);
        store_.setHalfOpen(record, state == TcpState::SynReceived);
    }
    updateValues(record, row, time, false);
    home.open.push_back(record);
    home.known.set(record, &record);
    setTuple(record, row.tuple);
    count(record);
    ++open_;
    return record;
}

ConnectionRecord* TrackerState::openFromWire(const ConnectionId& id) {
    if (!hasRoom()) {
        ++unkeptFromWire_;
        return nullptr;
    }
    ConnectionRecord& record = store_.create();
    record.snapshot.id = id;
    count(record);
    ++open_;
    return &record;
}

void TrackerState::adopt(WatchedNamespace& home, ConnectionRecord& record, const SocketRow& row) {
    record.cookie = row.cookie;
    record.generation = home.generation;
    record.snapshot.hasCookie = row.cookie != 0;
    if (row.cookie != 0)
        record.snapshot.id.incarnation = row.cookie;
    home.open.push_back(record);
    home.known.set(record, &record);
    setTuple(record, row.tuple);
    store_.markDirty(record);
}

ConnectionRecord* TrackerState::findOpen(std::uint64_t netns, const FourTuple& tuple) {
    ConnectionRecord* newest = findNewest(netns, tuple);
    return newest && !newest->snapshot.closed ? newest : nullptr;
}

ConnectionRecord* TrackerState::findNewest(std::uint64_t netns, const FourTuple& tuple) {
    WatchedNamespace& home = watchedNamespace(netns);
    const auto it = home.byTuple.find(wireTuple(tuple));
    return it == home.byTuple.end() ? nullptr : it->second;
}

void TrackerState::setTuple(ConnectionRecord& record, const FourTuple& tuple) {
    leaveTuple(record);
    record.snapshot.id.tuple = tuple;
    if (tuple.remote.port != 0 && record.snapshot.id.protocol == Protocol::Tcp &&
        !record.snapshot.fromCapture)
        watchedNamespace(record.snapshot.id.netns).byTuple[wireTuple(tuple)] = &record;
}

void TrackerState::leaveTuple(ConnectionRecord& record) {
    if (record.snapshot.id.tuple.remote.port == 0)
        return; // it never stood there
    WatchedNamespace& home = watchedNamespace(record.snapshot.id.netns);
    const auto it = home.byTuple.find(wireTuple(record.snapshot.id.tuple));
    if (it != home.byTuple.end() && it->second == &record)
        home.byTuple.erase(it);
}

void TrackerState::count(const ConnectionRecord& record) {
    if (isTcp(record.snapshot) && !record.snapshot.closed)
        ++counts_[index(record.snapshot.state)];
}

void TrackerState::uncount(const ConnectionRecord& record) {
    if (isTcp(record.snapshot) && !record.snapshot.closed)
        --counts_[index(record.snapshot.state)];
}

StateCounts TrackerState::counts() const {
    StateCounts counts = counts_;
    for (const auto& [netns, home] : namespaces_) {
        for (std::size_t i = 0; i < counts.size(); ++i)
            counts[i] += home.unkeptCounts[i];
    }
    return counts;
}

Telling TrackerState::tell(ConnectionRecord& record, const PathHop& hop, const TimeBounds& bounds) {
    uncount(record);
    const Telling telling = tellHop(record, log_, hop, bounds);
    count(record);
    store_.markDirty(record);
    ConnectionSnapshot& known = record.snapshot;
    if (telling == Telling::Refused)
        noteDisagreement(known, hop.to, bounds.time);
    else
        known.disagreement = false;
    if (!known.history->transitions.empty())
        known.evidence = known.history->transitions.back().evidence;
    if (known.closed || telling == Telling::Refused)
        return telling;
    store_.setHalfOpen(record, known.state == TcpState::SynReceived);
    if (telling != Telling::Known && known.state == TcpState::Closed)
        closeTold(record);
    return telling;
}

void TrackerState::changeState(WatchedNamespace& home, ConnectionRecord& record, TcpState state,
                               Timestamp time) {
    ConnectionSnapshot& known = record.snapshot;
    const TimeBounds bounds{known.lastSeen, time};
    const auto& steps = known.history->transitions;
    // Packets had it in a state that leads nowhere near this one: a forged FIN, say.
    if (!steps.empty() && steps.back().evidence == Evidence::Packets &&
        !isReachable(known.state, state))
        noteDisagreement(known, known.state, steps.back().time);
    if (home.joined)
        log_.record(known,
                    isToItself(known.id.tuple) ? explainToItself(known.state, state)
                                               : explainChange(known.state, state, known.role),
                    bounds);
    else
        log_.recordJump(known, state, bounds);
    record.heard[static_cast<std::size_t>(Evidence::SocketTable)] =
        known.history->omitted + static_cast<std::uint32_t>(known.history->transitions.size());
    uncount(record);
    known.state = state;
    count(record);
    known.evidence = Evidence::SocketTable;
    known.lastChange = time;
    settleDisagreement(known);
    store_.setHalfOpen(record, state == TcpState::SynReceived);
    store_.markDirty(record);
}

void TrackerState::close(WatchedNamespace& home, ConnectionRecord& record, Timestamp time) {
    ConnectionSnapshot& known = record.snapshot;
    const TimeBounds bounds{known.lastSeen, time};
    if (isTcp(known)) {
        if (home.joined)
            log_.record(known, explainEnd(known.state, isTimeWaitTimerDue(known, time)), bounds);
        else
            log_.recordJump(known, TcpState::Closed, bounds);
    }
    closeTold(record);
    known.lastChange = time;
}

void TrackerState::closeUnwatched(ConnectionRecord& record, Timestamp time) {
    ConnectionSnapshot& known = record.snapshot;
    if (known.state != TcpState::Closed)
        log_.recordJump(known, TcpState::Closed, {known.lastSeen, time});
    closeTold(record);
    known.lastChange = time;
}

void TrackerState::closeTold(ConnectionRecord& record) {
    ConnectionSnapshot& known = record.snapshot;
    WatchedNamespace& home = watchedNamespace(known.id.netns);
    uncount(record);
    known.state = TcpState::Closed;
    settleDisagreement(known);
    clearLiveValues(known);
    record.closedAt = elapsed_;
    if (record.cookie == 0 && isInTable(record)) // only a cookie tells that a later row is this one
        home.known.erase(record);
    if (isInTable(record))
        home.open.erase(home.open.iterator_to(record));
    store_.setHalfOpen(record, false);
    store_.setClosed(record, true);
    store_.markDirty(record);
    --open_;
}

bool TrackerState::reopen(WatchedNamespace& home, ConnectionRecord& record, const SocketRow& row) {
    if (!hasRoom())
        return false;
    ConnectionSnapshot& known = record.snapshot;
    if (isTcp(known)) {
        const auto& transitions = known.history->transitions;
        if (transitions.empty())
            return false;
        known.state = transitions.back().from;
        if (isOtherConnection(record, row) ||
            (known.state != row.state && !isReachable(known.state, row.state))) {
            known.state = TcpState::Closed;
            return false;
        }
        // Packets ended it, and the kernel goes on: a reset that never reached the socket, say.
        const StateTransition& undone = transitions.back();
        known.disagreement = false;
        if (undone.evidence == Evidence::Packets)
            noteDisagreement(known, TcpState::Closed, undone.time);
        auto history = std::make_shared<ConnectionHistory>(*known.history);
        history->transitions.pop_back();
        known.lastChange =
            history->transitions.empty() ? known.firstSeen : history->transitions.back().time;
        known.history = std::move(history);
    }
    store_.setClosed(record, false);
    record.endObserved = false;
    count(record);
    setTuple(record, row.tuple);
    store_.setHalfOpen(record, known.state == TcpState::SynReceived);
    store_.markDirty(record);
    home.open.push_back(record);
    ++open_;
    return true;
}

void TrackerState::endSecond(Timestamp time) {
    if (namespaces_.size() > kFewNamespaces)
        forgetEmptyNamespaces();
    sampler_.addTransitions(static_cast<std::uint32_t>(log_.total() - sampledTransitions_));
    sampledTransitions_ = log_.total();
    sampler_.observe(time, counts());
}

TrackerTotals TrackerState::totals() const {
    TrackerTotals totals;
    totals.connections = open_;
    totals.closedKept = store_.closed().size();
    totals.transitions = log_.total();
    totals.lostEvents = lostEvents_;
    totals.evicted = evicted_;
    totals.notKept = unkeptFromWire_;
    for (const auto& [netns, home] : namespaces_)
        totals.notKept += home.unkept.size();
    return totals;
}

bool TrackerState::hasChanges() const {
    return store_.hasChanges() || !log_.empty() || !sampler_.empty() || totalsChanged_;
}

ChangeSet TrackerState::take() {
    ChangeSet set;
    set.time = now_.value_or(Timestamp{});
    log_.take(set, [this](ConnectionKey key) { return store_.isTold(key) || store_.find(key); });
    store_.take(set);
    log_.setFirstUntold(store_.firstUntold());
    set.counts = counts();
    set.samples = sampler_.take();
    set.totals = totals();
    totalsChanged_ = false;
    return set;
}

} // namespace synoptic
