// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/ladder_rows.h"

#include <algorithm>
#include <utility>

namespace synoptic {

namespace {

/// Rows that all stretched silences of a ladder may take together.
constexpr std::uint32_t kMostStretched = 100'000;

bool sameTransitions(const std::vector<InferredTransition>& a,
                     const std::vector<InferredTransition>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.time == y.time && x.from == y.from && x.to == y.to && x.event == y.event;
    });
}

/// Nothing a person would want to see of its own.
bool isPlain(const IndexedPacket& packet) {
    return packet.kind != IndexedPacket::Kind::IcmpError &&
           (packet.control & (kSyn | kFin | kRst | kUrg)) == 0 &&
           (packet.analysis & ~kWindowUpdate) == 0;
}

} // namespace

bool LadderRows::update(const PacketIndex::View& view, const WirePlace& wire,
                        const ConnectionDetail* detail, const LadderOptions& options) {
    const bool goesOn = continues(view, wire, detail, options);
    view_ = view;
    expected_ = wire.packets;
    if (goesOn) {
        const auto more = view_.ofConnection(wire.lastPacket, packets_.back());
        packets_.insert(packets_.end(), more.begin(), more.end());
    } else {
        options_ = options;
        begin(wire, detail);
    }
    layOut();
    return goesOn;
}

bool LadderRows::continues(const PacketIndex::View& view, const WirePlace& wire,
                           const ConnectionDetail* detail, const LadderOptions& options) const {
    if (packets_.size() <= own_ || flow_ != wire.flow || localEnd_ != wire.localEnd ||
        wire.lastPacket < packets_.back() || !view.contains(packets_[own_]) ||
        !(options_ == options) || hasDetail_ != (detail != nullptr))
        return false;
    if (!detail)
        return true;
    for (const LadderSide side : kLadderSides) {
        const WireEnd& end = detail->ends[index(side)];
        if (firstStates_[index(side)] != end.firstState ||
            !sameTransitions(transitions_[index(side)], end.transitions))
            return false;
    }
    return lastOfPrevious_ == detail->lastOfPrevious;
}

void LadderRows::begin(const WirePlace& wire, const ConnectionDetail* detail) {
    rows_.clear();
    states_.clear();
    flow_ = wire.flow;
    localEnd_ = wire.localEnd;
    hasDetail_ = detail != nullptr;
    lastOfPrevious_ = detail ? detail->lastOfPrevious : kNoPacket;
    for (const LadderSide side : kLadderSides) {
        const std::size_t i = index(side);
        firstStates_[i] = detail ? detail->ends[i].firstState : std::nullopt;
        transitions_[i] = detail ? detail->ends[i].transitions : std::vector<Transition>();
    }
    scan_ = {};
    cursor_ = {};
    cursor_.target = cursor_.closedAt = {kNowhere, kNowhere};

    packets_ = view_.ofConnection(lastOfPrevious_, kNoPacket, kPreviousShown);
    own_ = static_cast<std::uint32_t>(packets_.size());
    const auto own = view_.ofConnection(wire.lastPacket);
    packets_.insert(packets_.end(), own.begin(), own.end());
    if (own.empty())
        return;
    for (; cursor_.at < own_; ++cursor_.at) {
        addGap(at(cursor_.at).time);
        LadderRow& row = addRow(LadderRow::Kind::Segment);
        row.marks = LadderRow::kPrevious;
        row.sender = sideOf(at(cursor_.at));
    }
    const bool hasPrevious = own_ > 0;
    if (hasPrevious)
        addRow(LadderRow::Kind::NewConnection).amount = static_cast<std::uint64_t>(
            std::max(Duration::zero(), at(own_).time - at(own_ - 1).time).count());
    if (at(own_).stepBack != 0)
        addRow(LadderRow::Kind::NotKept).count =
            static_cast<std::uint32_t>(std::min<std::uint64_t>(missing(), kNowhere));
    cursor_.shown = Timestamp::min();
    cursor_.latest = at(own_).time;
    beginStates(hasPrevious);
    cursor_.rows = static_cast<std::uint32_t>(rows_.size());
    cursor_.states = static_cast<std::uint32_t>(states_.size());
    resume_ = cursor_;
}

/// In which states both ends stand before the first packet that is kept.
void LadderRows::beginStates(bool onLastRow) {
    const Timestamp first = at(own_).time;
    std::array<std::optional<TcpState>, 2> states = firstStates_;
    for (const LadderSide side : kLadderSides) {
        const std::size_t i = index(side);
        while (const Transition* passed = nextOf(side)) {
            if (passed->time >= first)
                break;
            states[i] = passed->to;
            ++cursor_.next[i];
        }
    }
    if (!states[0] && !states[1])
        return;
    if (!onLastRow)
        addRow(LadderRow::Kind::States);
    for (const LadderSide side : kLadderSides) {
        if (const auto state = states[index(side)])
            states_.push_back({static_cast<std::uint32_t>(rows_.size() - 1), side, true, *state,
                               *state, TcpEvent::Unseen, first});
    }
}

void LadderRows::layOut() {
    if (packets_.size() <= own_)
        return;
    cursor_ = resume_;
    rows_.resize(cursor_.rows);
    states_.resize(cursor_.states);
    if (!options_.collapseData && rows_.capacity() < packets_.size() / 2)
        rows_.reserve(packets_.size() + 16); // at first; then it grows by itself
    bool settled = true;
    while (cursor_.at < packets_.size()) {
        Cursor before = cursor_;
        before.rows = static_cast<std::uint32_t>(rows_.size());
        before.states = static_cast<std::uint32_t>(states_.size());
        if (!layOutNext() && std::exchange(settled, false))
            resume_ = before;
    }
    if (settled) {
        resume_ = cursor_;
        resume_.rows = static_cast<std::uint32_t>(rows_.size());
        resume_.states = static_cast<std::uint32_t>(states_.size());
    }
    layOutEnd();
}

/// The next packet, or the next run. False if packets still to come may change what was laid out.
bool LadderRows::layOutNext() {
    const IndexedPacket& packet = at(cursor_.at);
    cursor_.latest = std::max(cursor_.latest, packet.time);
    addTransitionsBefore(cursor_.latest);
    addGap(packet.time);
    bool settled = true;
    if (options_.collapseData && cursor_.at >= cursor_.noRunBefore && packet.payloadLength > 0 &&
        isPlain(packet) && cursor_.windowClosed == 0 && !isDue(cursor_.latest)) {
        settled = !scanRun(packet);
        if (scan_.count >= kLeastRun) {
            addRun();
            return settled;
        }
        cursor_.noRunBefore = scan_.lastData + 1;
    }
    addSegment(packet);
    return settled;
}

/// Finds how far the run goes that begins at the cursor. True if it may go on after the last
/// packet.
bool LadderRows::scanRun(const IndexedPacket& first) {
    if (scan_.start != cursor_.at)
        scan_ = {cursor_.at,    cursor_.at, cursor_.at, 0, 0, packet(cursor_.at)->time,
                 cursor_.latest};
    for (; scan_.next < packets_.size(); ++scan_.next) {
        const IndexedPacket& packet = at(scan_.next);
        const bool data = packet.payloadLength > 0;
        const bool fromSender = packet.sender == first.sender;
        const Timestamp latest = std::max(scan_.latest, packet.time);
        if (!isPlain(packet) || packet.kind != first.kind || data != fromSender ||
            packet.time - scan_.before > kLadderGap || isDue(latest))
            return false;
        scan_.latest = latest;
        scan_.before = packet.time;
        if (data) {
            scan_.lastData = scan_.next;
            scan_.bytes += packet.payloadLength;
            ++scan_.count;
        }
    }
    return true;
}

void LadderRows::addRun() {
    LadderRow& run = addRow(LadderRow::Kind::DataRun);
    const LadderSide sender = sideOf(at(cursor_.at));
    run.sender = sender;
    run.last = scan_.lastData;
    run.count = scan_.count;
    run.amount = scan_.bytes;
    const bool open = options_.opened.contains(packets_[cursor_.at]);
    if (open)
        run.marks = LadderRow::kOpen;
    for (; cursor_.at <= scan_.lastData; ++cursor_.at) {
        const IndexedPacket& packet = at(cursor_.at);
        cursor_.latest = std::max(cursor_.latest, packet.time);
        cursor_.shown = packet.time;
        cursor_.probed = {};
        if (!open)
            continue;
        LadderRow& row = addRow(LadderRow::Kind::Segment);
        row.sender = sideOf(packet);
        row.marks = LadderRow::kInRun;
    }
}

void LadderRows::addSegment(const IndexedPacket& packet) {
    const std::uint32_t position = cursor_.at;
    const LadderSide sender = sideOf(packet);
    std::array<std::vector<const Transition*>, 2> made;
    for (const LadderSide side : kLadderSides) {
        const std::size_t i = index(side);
        while (const Transition* transition = nextOf(side)) {
            if (transition->time > cursor_.latest)
                break;
            if (cursor_.target[i] == kNowhere)
                cursor_.target[i] = targetOf(side, *transition);
            if (cursor_.target[i] != position)
                break;
            made[i].push_back(transition);
            if (transition->event == TcpEvent::Close)
                cursor_.closedAt[i] = position;
            cursor_.target[i] = kNowhere;
            ++cursor_.next[i];
        }
    }
    // A probe's byte that was taken does not count for the analysis, and would seem to be missing.
    if ((packet.analysis & kLostSegment) && !cursor_.probed[index(sender)])
        addRow(LadderRow::Kind::NotCaptured).sender = sender;
    // What the sender received came before it sent; what the receiver went through, after.
    const auto& own = made[index(sender)];
    const auto& others = made[index(opposite(sender))];
    const auto isSending = [](const Transition* t) {
        return t->event == TcpEvent::ActiveOpen || t->event == TcpEvent::Close ||
               t->event == TcpEvent::Abort;
    };
    std::size_t sent = own.empty() ? 0 : own.size() - 1;
    if (const auto found = std::find_if(own.begin(), own.end(), isSending); found != own.end())
        sent = static_cast<std::size_t>(found - own.begin());
    for (std::size_t i = 0; i < sent; ++i)
        addAlone(sender, *own[i]);
    // The window of a segment with SYN, FIN or RST, and of a probe, is not told by the flags.
    const auto bit = static_cast<std::uint8_t>(1U << index(sender));
    if (packet.analysis & kZeroWindow)
        cursor_.windowClosed |= bit;
    else if ((packet.control & (kSyn | kFin | kRst)) == 0 && !(packet.analysis & kZeroWindowProbe))
        cursor_.windowClosed &= static_cast<std::uint8_t>(~bit);
    if (packet.control & kRst)
        cursor_.windowClosed = 0;

    addRow(LadderRow::Kind::Segment).sender = sender;
    if (!own.empty())
        addState(sender, *own[sent]);
    if (!others.empty())
        addState(opposite(sender), *others.front());
    if (packet.control & kFin)
        cursor_.finSeen[index(sender)] = true;
    cursor_.probed[index(sender)] = packet.analysis & kZeroWindowProbe;
    cursor_.shown = packet.time;
    ++cursor_.at;
    for (std::size_t i = sent + 1; i < own.size(); ++i)
        addAlone(sender, *own[i]);
    for (std::size_t i = 1; i < others.size(); ++i)
        addAlone(opposite(sender), *others[i]);
}

void LadderRows::layOutEnd() {
    addTransitionsBefore(Timestamp::max());
    if (missing() > 0 && at(own_).stepBack == 0)
        addRow(LadderRow::Kind::NotKept).count =
            static_cast<std::uint32_t>(std::min<std::uint64_t>(missing(), kNowhere));
}

/// How many packets of the connection are not here. Unknown of UDP: what a tunnel carries counts
/// for it too, but stands in the index for the connection inside.
std::uint64_t LadderRows::missing() const {
    const std::uint64_t shown = packets_.size() - own_;
    const bool known = at(own_).kind == IndexedPacket::Kind::Tcp && expected_ > shown;
    return known ? expected_ - shown : 0;
}

void LadderRows::addGap(Timestamp until) {
    if (cursor_.shown == Timestamp::min() || until - cursor_.shown <= kLadderGap)
        return;
    const Duration silence = until - cursor_.shown;
    std::uint32_t parts = 1;
    bool broken = true;
    if (!options_.compressGaps && cursor_.stretched < kMostStretched) {
        const auto fitting = (silence + kLadderGap - Duration(1)) / kLadderGap;
        broken = fitting > kMostGapRows;
        parts = static_cast<std::uint32_t>(std::min<std::int64_t>(fitting, kMostGapRows));
        cursor_.stretched += parts;
    }
    for (std::uint32_t part = 0; part < parts; ++part) {
        LadderRow& row = addRow(LadderRow::Kind::Gap);
        row.marks = broken && part == parts / 2 ? LadderRow::kBroken : 0;
        row.last = part;
        row.count = parts;
        row.amount = static_cast<std::uint64_t>(silence.count());
    }
}

LadderRow& LadderRows::addRow(LadderRow::Kind kind) {
    LadderRow row;
    row.kind = kind;
    row.first = row.last = cursor_.at;
    row.windowClosed = cursor_.windowClosed;
    return rows_.emplace_back(row);
}

const IndexedPacket* LadderRows::packet(std::size_t position) const {
    return position < packets_.size() && view_.contains(packets_[position])
               ? &view_[packets_[position]]
               : nullptr;
}

std::optional<std::size_t> LadderRows::rowOf(PacketNumber number) const {
    const auto found = std::lower_bound(packets_.begin(), packets_.end(), number);
    if (found == packets_.end() || *found != number)
        return std::nullopt;
    const auto position = static_cast<std::uint32_t>(found - packets_.begin());
    const auto after =
        std::upper_bound(rows_.begin(), rows_.end(), position,
                         [](std::uint32_t p, const LadderRow& row) { return p < row.first; });
    for (auto row = after; row != rows_.begin();) {
        --row;
        if (row->kind == LadderRow::Kind::Segment || row->kind == LadderRow::Kind::DataRun)
            return static_cast<std::size_t>(row - rows_.begin());
    }
    return std::nullopt;
}

} // namespace synoptic
