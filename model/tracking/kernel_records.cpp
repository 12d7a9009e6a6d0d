// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/kernel_records.h"

#include <algorithm>
#include <cerrno>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

constexpr Duration kPacketLead = 100ms;
constexpr std::size_t kMostOpenings = 20'000;
constexpr std::size_t kMostProcesses = 1'000;
/// Events whose records are fetched into the cache together.
constexpr std::size_t kFetched = 16;
constexpr Duration kFirstTable = 2s;
/// A connect() that no table and no further transition tells of is shown without its port.
constexpr Duration kOpeningPatience = 1500ms;

std::optional<TcpState> stateOf(std::uint8_t kernelNumber) {
    constexpr std::array<std::optional<TcpState>, 13> kStates{
        std::nullopt,         TcpState::Established, TcpState::SynSent,  TcpState::SynReceived,
        TcpState::FinWait1,   TcpState::FinWait2,    TcpState::TimeWait, TcpState::Closed,
        TcpState::CloseWait,  TcpState::LastAck,     TcpState::Listen,   TcpState::Closing,
        TcpState::SynReceived};
    return kernelNumber < kStates.size() ? kStates[kernelNumber] : std::nullopt;
}

/// The event between two states that the trace tells, where that is not CLOSE.
TcpEvent causeOf(TcpState from, TcpState to) {
    switch (to) {
    case TcpState::Listen:
        return TcpEvent::PassiveOpen;
    case TcpState::SynSent:
        return TcpEvent::ActiveOpen;
    case TcpState::SynReceived:
        return TcpEvent::ReceiveSyn;
    case TcpState::Established:
        return from == TcpState::SynSent ? TcpEvent::ReceiveSynAck : TcpEvent::ReceiveAckOfSyn;
    case TcpState::FinWait1:
    case TcpState::LastAck:
        return TcpEvent::Close;
    case TcpState::FinWait2:
        return TcpEvent::ReceiveAckOfFin;
    case TcpState::CloseWait:
    case TcpState::Closing:
        return TcpEvent::ReceiveFin;
    default:
        return TcpEvent::Unseen;
    }
}

/// Which transitions are made by the process that runs: the others are made by whatever packet
/// came while some process was running.
bool isOwnersDoing(const KernelEvent& event) {
    return event.to == 2 || event.to == 10 || (event.from == 1 && event.to == 4) ||
           (event.from == 8 && event.to == 9);
}

/// A socket that was closed may connect or listen again: another connection with the same cookie.
bool isUsedAnew(const ConnectionRecord& record, const KernelEvent& opening) {
    return record.snapshot.closed && opening.time > record.snapshot.lastChange;
}

PathHop hopOf(TcpState from, TcpState to, TcpEvent cause) {
    PathHop hop{from, to, cause, kNoEdge, Evidence::Kernel};
    if (const TransitionRow* row = findTransition(from, cause, to))
        hop.edge = edgeOf(*row);
    else
        hop.event = TcpEvent::Unseen;
    return hop;
}

} // namespace

TcpEvent causeOfClose(TcpState from, std::uint16_t error) {
    switch (error) {
    case 0:
        if (from == TcpState::LastAck)
            return TcpEvent::ReceiveAckOfFin;
        return from == TcpState::Listen || from == TcpState::SynSent ? TcpEvent::Close
                                                                     : TcpEvent::Abort;
    case ECONNREFUSED:
    case ECONNRESET:
    case EPIPE:
        return TcpEvent::ReceiveRst;
    case ECONNABORTED:
        return from == TcpState::Listen || from == TcpState::SynSent ? TcpEvent::Close
                                                                     : TcpEvent::Abort;
    case EHOSTUNREACH:
    case ENETUNREACH:
    case EHOSTDOWN:
    case ENOPROTOOPT:
    case EACCES:
    case EPROTO:
        return from == TcpState::SynSent ? TcpEvent::ReceiveIcmpError : TcpEvent::Timeout;
    default:
        return TcpEvent::Timeout;
    }
}

void KernelRecords::observe(const KernelTraceObservation& trace) {
    for (std::size_t i = 0; i < trace.events.size(); ++i) {
        if (i % kFetched == 0)
            fetch(trace.events.subspan(i, std::min(kFetched, trace.events.size() - i)));
        const KernelEvent& event = trace.events[i];
        if (event.cookie == 0)
            continue;
        if (event.kind == KernelEvent::Kind::StateChange)
            take(event);
        else if (event.kind == KernelEvent::Kind::SendReset)
            takeReset(event);
    }
    state_.sampler().addResets(resets_.count(trace.events));
    state_.noteTrace(trace.drained);
    expire(trace.drained);
    state_.advanceTo(trace.drained);
    if (!tracedSince_)
        tracedSince_ = trace.drained;
    // Where a table comes it comes by then, and the first count is of all sockets.
    if (trace.drained - *tracedSince_ >= kFirstTable)
        state_.endSecond(trace.drained);
    lost_ = false;
}

/// A record lies anywhere among a hundred thousand, and waiting for the memory is most of what an
/// event costs: here the waits for several events run side by side. Changes nothing.
void KernelRecords::fetch(std::span<const KernelEvent> events) {
    boost::container::static_vector<const ConnectionRecord*, kFetched> records;
    for (const KernelEvent& event : events) {
        WatchedNamespace& home = state_.watchedNamespace(event.netns);
        SocketRow row;
        row.cookie = event.cookie;
        if (ConnectionRecord** known = home.known.find(row))
            records.push_back(*known);
        else if (event.tuple.local.port == 0)
            continue;
        else if (const ConnectionRecord* told = state_.findNewest(event.netns, event.tuple))
            records.push_back(told);
    }
    for (const ConnectionRecord* record : records)
        prefetch(*record);
    for (const ConnectionRecord* record : records)
        __builtin_prefetch(record->snapshot.history.get());
}

void KernelRecords::take(const KernelEvent& event) {
    const auto from = stateOf(event.from);
    const auto to = stateOf(event.to);
    if (!from || !to || *from == *to) // closed once more in LAST-ACK: nothing changed
        return;
    if (*from == TcpState::Closed && *to == TcpState::SynSent && event.tuple.local.port == 0) {
        if (openings_.size() < kMostOpenings) {
            Opening& opening = openings_[event.cookie];
            opening.event = event;
            opening.command = event.command;
            opening.event.command = {};
            openingsByAge_.emplace_back(event.cookie, event.time);
        }
        return;
    }
    if (const auto waiting = openings_.find(event.cookie); waiting != openings_.end()) {
        const Opening opening = waiting->second;
        openings_.erase(waiting);
        takeOpening(opening, event.tuple);
    }
    const bool opens = *from == TcpState::Closed;
    ConnectionRecord* record = recordOf(event);
    if (opens && record && isUsedAnew(*record, event))
        record = nullptr;
    const bool isChild = *from == TcpState::SynReceived && *to == TcpState::Established && !record;
    if (!record)
        record = open(event, isChild ? TcpState::Listen : *from, opens || isChild);
    if (!record)
        return;
    if (record->snapshot.closed) { // told late: table or packets were faster
        state_.tell(*record, hopOf(*from, *to, causeOf(*from, *to)), {event.time, event.time});
        record->snapshot.disagreement = false;
        return;
    }
    learnOwner(*record, event);
    if (isChild) {
        record->snapshot.role = Role::Server;
        tell(*record, TcpState::Listen, TcpState::SynReceived, TcpEvent::ReceiveSyn, event);
    } else if (*to == TcpState::SynSent || *to == TcpState::Listen) {
        record->snapshot.role = *to == TcpState::Listen ? Role::Listener : Role::Client;
    }
    if (*to == TcpState::Closed)
        tellClose(*record, *from, event);
    else
        tell(*record, *from, *to, causeOf(*from, *to), event);
}

/// The connect() of a socket whose ends are known by now.
void KernelRecords::takeOpening(const Opening& opening, const FourTuple& tuple) {
    KernelEvent opened = opening.event;
    opened.command = opening.command;
    opened.tuple = tuple;
    ConnectionRecord* record = recordOf(opened);
    if (record && isUsedAnew(*record, opened))
        record = nullptr;
    if (!record)
        record = open(opened, TcpState::Closed, true);
    if (!record)
        return;
    if (record->snapshot.closed) {
        state_.tell(*record, hopOf(TcpState::Closed, TcpState::SynSent, TcpEvent::ActiveOpen),
                    {opened.time, opened.time});
        record->snapshot.disagreement = false;
        return;
    }
    learnOwner(*record, opened);
    record->snapshot.role = Role::Client;
    tell(*record, TcpState::Closed, TcpState::SynSent, TcpEvent::ActiveOpen, opened);
}

/// By its cookie; else the one that packets told of between the same ends.
ConnectionRecord* KernelRecords::recordOf(const KernelEvent& event) {
    WatchedNamespace& home = state_.watchedNamespace(event.netns);
    SocketRow row;
    row.cookie = event.cookie;
    if (ConnectionRecord** known = home.known.find(row)) {
        ConnectionRecord& record = **known;
        if (!record.snapshot.closed && record.snapshot.id.tuple.local.port == 0 &&
            event.tuple.local.port != 0)
            state_.setTuple(record, event.tuple);
        return &record;
    }
    if (event.tuple.remote.port == 0)
        return nullptr;
    ConnectionRecord* told = state_.findNewest(event.netns, event.tuple);
    if (!told || told->cookie != 0 || told->generation != 0)
        return nullptr;
    if (told->snapshot.closed) {
        // A packet has its time a little before the transition that it makes.
        const bool opens = stateOf(event.from) == TcpState::Closed;
        const Timestamp end = told->snapshot.lastChange + (opens ? Duration(0) : kPacketLead);
        return event.time <= end ? told : nullptr;
    }
    link(*told, event.cookie);
    return told;
}

ConnectionRecord* KernelRecords::open(const KernelEvent& event, TcpState state, bool opened) {
    ConnectionRecord* record = state_.openFromWire({event.netns, Protocol::Tcp, {}, event.cookie});
    if (!record)
        return nullptr;
    state_.uncount(*record);
    ConnectionSnapshot& known = record->snapshot;
    known.state = known.firstState = state;
    known.alreadyThere = !opened;
    known.evidence = Evidence::Kernel;
    known.firstSeen = known.lastChange = known.lastSeen = event.time;
    state_.count(*record);
    state_.setTuple(*record, event.tuple);
    link(*record, event.cookie);
    return record;
}

/// From now on the namespace knows it by its cookie, as if a table had shown it.
void KernelRecords::link(ConnectionRecord& record, std::uint64_t cookie) {
    WatchedNamespace& home = state_.watchedNamespace(record.snapshot.id.netns);
    record.cookie = cookie;
    record.snapshot.id.incarnation = cookie;
    record.snapshot.hasCookie = true;
    home.open.push_back(record);
    home.known.set(record, &record);
}

void KernelRecords::learnOwner(ConnectionRecord& record, const KernelEvent& event) {
    ConnectionSnapshot& known = record.snapshot;
    if (!event.hasTask || !isOwnersDoing(event) || known.owner.kind == Owner::Kind::Process)
        return;
    known.owner = {Owner::Kind::Process, 0, processOf(event)};
    known.uid = event.uid;
}

std::shared_ptr<const ProcessInfo> KernelRecords::processOf(const KernelEvent& event) {
    if (processes_.size() >= kMostProcesses)
        processes_.clear();
    std::shared_ptr<const ProcessInfo>& known = processes_[event.pid];
    if (!known || known->uid != event.uid || known->name != event.command) {
        auto process = std::make_shared<ProcessInfo>();
        process->pid = static_cast<std::int32_t>(event.pid);
        process->uid = event.uid;
        process->name = event.command;
        known = std::move(process);
    }
    return known;
}

void KernelRecords::tell(ConnectionRecord& record, TcpState from, TcpState to, TcpEvent cause,
                         const KernelEvent& event) {
    const TimeBounds bounds{event.time, event.time};
    const bool first = record.snapshot.history->transitions.empty() &&
                       record.snapshot.history->omitted == 0 && !record.snapshot.alreadyThere;
    const PathHop hop = hopOf(from, to, cause);
    if (state_.tell(record, hop, bounds) == Telling::Refused) {
        // The kernel is right. What led there was not seen: events were lost, or came before us.
        const TcpState told = record.snapshot.state;
        const auto& steps = record.snapshot.history->transitions;
        const bool byPackets = !steps.empty() && steps.back().evidence == Evidence::Packets;
        state_.uncount(record);
        state_.log().recordJump(record.snapshot, from, bounds);
        record.snapshot.state = from;
        state_.count(record);
        state_.tell(record, hop, bounds);
        record.snapshot.disagreement = !lost_ && byPackets && told != to;
        record.snapshot.wireState = told;
        record.snapshot.disagreesSince = event.time;
    }
    ConnectionSnapshot& known = record.snapshot;
    known.lastSeen = std::max(known.lastSeen, event.time);
    if (first)
        known.firstState = to;
}

void KernelRecords::tellClose(ConnectionRecord& record, TcpState from, const KernelEvent& event) {
    const bool closing = from == TcpState::FinWait2 || from == TcpState::Closing;
    if (closing && event.error == 0 && event.bothFins) {
        tell(record, from, TcpState::TimeWait,
             from == TcpState::Closing ? TcpEvent::ReceiveAckOfFin : TcpEvent::ReceiveFin, event);
    } else if (from != TcpState::FinWait2 || event.error != 0) {
        tell(record, from, TcpState::Closed, causeOfClose(from, event.error), event);
        return;
    }
    keepMinisocket(record, event.time);
    if (record.snapshot.state == TcpState::FinWait2 && leftFinWait2_.size() < kMostMinisockets)
        leftFinWait2_[event.cookie] = event.time;
}

void KernelRecords::afterTable(WatchedNamespace& home) {
    std::vector<std::pair<Opening, FourTuple>> shown;
    boost::unordered::erase_if(openings_, [&](const auto& waiting) {
        SocketRow row;
        row.cookie = waiting.first;
        ConnectionRecord** known =
            waiting.second.event.netns == home.netns ? home.known.find(row) : nullptr;
        if (!known || (*known)->snapshot.closed)
            return false;
        shown.emplace_back(waiting.second, (*known)->snapshot.id.tuple);
        return true;
    });
    for (const auto& [opening, tuple] : shown)
        takeOpening(opening, tuple);
}

void KernelRecords::keepOnly(std::uint64_t netns) {
    boost::unordered::erase_if(
        openings_, [&](const auto& waiting) { return waiting.second.event.netns != netns; });
}

/// Of what no further word comes.
void KernelRecords::expire(Timestamp now) {
    while (!openingsByAge_.empty() && now - openingsByAge_.front().second >= kOpeningPatience) {
        const auto waiting = openings_.find(openingsByAge_.front().first);
        openingsByAge_.pop_front();
        if (waiting == openings_.end())
            continue;
        const Opening opening = waiting->second;
        openings_.erase(waiting);
        takeOpening(opening, opening.event.tuple);
    }
    expireMinisockets(now);
}

} // namespace synoptic
