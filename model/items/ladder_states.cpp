// SPDX-License-Identifier: GPL-3.0-or-later
// LadderRows' states: which packet made which transition.
#include "model/items/ladder_rows.h"

#include <algorithm>

namespace synoptic {

namespace {

/// Packets of one time that are looked through for the one that fits.
constexpr std::uint32_t kMostLookedAt = 4'096;

bool isTimer(TcpEvent event) {
    return event == TcpEvent::Timeout || event == TcpEvent::TimeWaitTimeout;
}

} // namespace

const InferredTransition* LadderRows::nextOf(LadderSide side) const {
    const auto& list = transitions_[index(side)];
    const std::uint32_t next = cursor_.next[index(side)];
    return next < list.size() ? &list[next] : nullptr;
}

/// Whether some transition is to be shown no later than `latest`.
bool LadderRows::isDue(Timestamp latest) const {
    for (const LadderSide side : kLadderSides) {
        const Transition* next = nextOf(side);
        if (next && next->time <= latest)
            return true;
    }
    return false;
}

/// Those no packet made: time-outs until `time`, and what else lies before it.
void LadderRows::addTransitionsBefore(Timestamp time) {
    const auto isAlone = [&](const Transition* next) {
        return next && (next->time < time || (isTimer(next->event) && next->time == time));
    };
    while (true) {
        const Transition* local = nextOf(LadderSide::Local);
        const Transition* remote = nextOf(LadderSide::Remote);
        if (isAlone(local) && (!isAlone(remote) || local->time <= remote->time))
            passAlone(LadderSide::Local);
        else if (isAlone(remote))
            passAlone(LadderSide::Remote);
        else
            return;
    }
}

void LadderRows::passAlone(LadderSide side) {
    const Transition& transition = *nextOf(side);
    addGap(transition.time);
    addAlone(side, transition);
    cursor_.shown = std::max(cursor_.shown, transition.time);
    cursor_.target[index(side)] = kNowhere;
    ++cursor_.next[index(side)];
}

/// A row of its own for a state.
void LadderRows::addAlone(LadderSide side, const Transition& transition) {
    addRow(LadderRow::Kind::States).sender = side;
    addState(side, transition);
}

void LadderRows::addState(LadderSide side, const Transition& transition) {
    states_.push_back({static_cast<std::uint32_t>(rows_.size() - 1), side, false, transition.from,
                       transition.to, transition.event, transition.time});
}

/// The packet that made a transition due at the cursor: of those with its time the first that fits
/// what happened, or the first of all.
std::uint32_t LadderRows::targetOf(LadderSide side, const Transition& transition) const {
    std::array<bool, 2> finSeen = cursor_.finSeen;
    const auto end = static_cast<std::uint32_t>(
        std::min<std::size_t>(packets_.size(), std::size_t{cursor_.at} + kMostLookedAt));
    for (std::uint32_t position = cursor_.at; position < end; ++position) {
        const IndexedPacket& packet = at(position);
        if (packet.time > cursor_.latest)
            break;
        if (fits(side, transition, position, finSeen))
            return position;
        if (packet.control & kFin)
            finSeen[index(sideOf(packet))] = true;
    }
    return cursor_.at;
}

/// Whether a packet can have made a transition, by what endpoint_machine.h takes for proof.
bool LadderRows::fits(LadderSide side, const Transition& transition, std::uint32_t position,
                      const std::array<bool, 2>& finSeen) const {
    const IndexedPacket& packet = at(position);
    const bool own = sideOf(packet) == side;
    const bool syn = packet.control & kSyn;
    const bool ack = packet.control & kAck;
    const bool rst = packet.control & kRst;
    // What a segment acknowledges was received before it was sent, so nothing follows its FIN.
    if (cursor_.closedAt[index(side)] == position)
        return false;
    switch (transition.event) {
    case TcpEvent::ActiveOpen:
        return own && syn && !ack;
    case TcpEvent::PassiveOpen:
    case TcpEvent::ReceiveSyn:
        return own && syn && ack;
    case TcpEvent::ReceiveSynAck:
        return own && !syn;
    case TcpEvent::ReceiveAckOfSyn:
        return ack && !syn && !rst;
    case TcpEvent::ReceiveFin:
        return own && ack && !rst && finSeen[index(opposite(side))];
    case TcpEvent::ReceiveAckOfFin:
    case TcpEvent::ReceiveFinAckOfFin:
        return ack && !rst && finSeen[index(side)];
    case TcpEvent::Close:
        return own && (packet.control & (kFin | kRst));
    case TcpEvent::Abort:
        return own && rst;
    case TcpEvent::ReceiveRst:
        return !own && rst;
    default:
        return true;
    }
}

std::pair<std::size_t, std::size_t> LadderRows::statesAt(std::size_t row) const {
    LadderState there;
    there.row = static_cast<std::uint32_t>(row);
    const auto [from, to] =
        std::equal_range(states_.begin(), states_.end(), there,
                         [](const LadderState& a, const LadderState& b) { return a.row < b.row; });
    return {static_cast<std::size_t>(from - states_.begin()),
            static_cast<std::size_t>(to - states_.begin())};
}

std::optional<TcpState> LadderRows::stateAfter(std::size_t row, LadderSide side) const {
    for (std::size_t i = statesAt(row).second; i-- > 0;) {
        if (states_[i].side == side)
            return states_[i].state;
    }
    return std::nullopt;
}

std::optional<TcpState> LadderRows::stateBefore(std::size_t row, LadderSide side) const {
    return row == 0 ? std::nullopt : stateAfter(row - 1, side);
}

} // namespace synoptic
