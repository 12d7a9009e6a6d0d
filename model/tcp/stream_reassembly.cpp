// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tcp/stream_reassembly.h"

#include <algorithm>
#include <utility>

namespace synoptic {

namespace {

/// No window is larger (RFC 7323, section 2.3), so nothing further away is on its way.
constexpr std::int64_t kLargestWindow = std::int64_t{1} << 30;
/// Pieces take memory too: for so many bytes of the limit there may be one more than the first few.
constexpr std::uint64_t kBytesPerPiece = 8;
constexpr std::uint64_t kFewPieces = 16;
/// The newest gaps, so that what comes late for them is counted.
constexpr std::size_t kMostGaps = 64;

std::int64_t signedSize(std::size_t size) {
    return static_cast<std::int64_t>(size);
}

} // namespace

void StreamReassembly::add(const TcpSegment& segment, EndIndex sender, std::uint64_t number) {
    ++segments_;
    Direction& own = directions_[sender];
    Direction& peer = directions_[other(sender)];
    // A reset proves nothing: its numbers need not fit, and its text is no data.
    if (!segment.has(kRst)) {
        if (segment.has(kSyn))
            begin(own, segment.sequence + 1);
        if (segment.has(kSyn | kAck) && !peer.started)
            begin(peer, segment.acknowledgment);
        else if (segment.has(kAck))
            acknowledge(peer, segment.acknowledgment, number);
        settle(peer);
        take(own, segment, number);
    }
    settle(own);
    settle(peer);
    release();
}

void StreamReassembly::add(const UdpDatagram& datagram, EndIndex sender, std::uint64_t number) {
    ++segments_;
    const std::size_t captured =
        std::min<std::size_t>(datagram.payload.size(), datagram.payloadLength);
    StreamPiece piece{captured, number, StreamPiece::Kind::Data, sender, false, true};
    if (captured > 0)
        tell(piece, datagram.payload.first(captured));
    piece.length = datagram.payloadLength - captured;
    piece.kind = StreamPiece::Kind::Cut;
    piece.isDatagram = captured == 0;
    if (piece.length > 0)
        tell(piece, {});
    counts_[sender].isBeginningKnown = true;
}

/// A SYN, or the acknowledgement of one, tells which byte is the first.
void StreamReassembly::begin(Direction& direction, SequenceNumber first) {
    if (direction.started) {
        // A SYN sent again with another number counts, as long as nothing came after the first.
        if (!direction.anyData && direction.fin == INT64_MAX)
            direction.nextNumber = first;
        return;
    }
    if (!direction.anchored) {
        direction.anchored = true;
        direction.nextNumber = first;
    }
    const std::int64_t position = direction.positionOf(first);
    if (position > kLargestWindow || position < -kLargestWindow)
        return;
    counts_[indexOf(direction)].isBeginningKnown = true;
    startAt(direction, position);
    drain(direction, 0);
}

void StreamReassembly::startAt(Direction& direction, std::int64_t position) {
    direction.nextNumber =
        direction.nextNumber + static_cast<std::uint32_t>(position - direction.next);
    direction.next = position;
    direction.started = true;
    direction.heldSince = 0;
    // What is before the first byte was none.
    while (!direction.waiting.empty() && direction.waiting.begin()->first < position) {
        auto node = direction.waiting.extract(direction.waiting.begin());
        Waiting& part = node.mapped();
        direction.waitingBytes -= part.captured.size();
        if (part.end <= position)
            continue;
        const auto before =
            std::min(part.captured.size(), static_cast<std::size_t>(position - node.key()));
        part.captured.erase(part.captured.begin(),
                            part.captured.begin() + static_cast<std::ptrdiff_t>(before));
        direction.waitingBytes += part.captured.size();
        node.key() = position;
        direction.waiting.insert(std::move(node));
    }
    if (const auto early = std::exchange(direction.earlyAcknowledgment, std::nullopt))
        acknowledge(direction, *early, direction.acknowledgedBy);
}

void StreamReassembly::acknowledge(Direction& direction, SequenceNumber number, std::uint64_t by) {
    if (!direction.started) {
        direction.earlyAcknowledgment = number;
        direction.acknowledgedBy = by;
        return;
    }
    const std::int64_t position = direction.positionOf(number);
    if (position <= direction.acknowledged || position > direction.next + kLargestWindow)
        return;
    direction.acknowledged = position;
    direction.acknowledgedBy = by;
}

void StreamReassembly::take(Direction& direction, const TcpSegment& segment, std::uint64_t number) {
    const SequenceNumber first = segment.sequence + (segment.has(kSyn) ? 1U : 0U);
    if (segment.payloadLength == 0 && !(segment.has(kFin) && direction.started))
        return;
    if (!direction.anchored) {
        direction.anchored = true;
        direction.nextNumber = first;
    }
    const std::int64_t begin = direction.positionOf(first);
    const std::int64_t end = begin + std::int64_t{segment.payloadLength};
    if (begin > direction.next + kLargestWindow || begin < direction.next - kLargestWindow) {
        ++counts_[indexOf(direction)].misplaced;
        return;
    }
    direction.anyData = direction.anyData || begin < end;
    if (segment.has(kFin) && end >= direction.next)
        direction.fin = std::min(direction.fin, end);
    insert(
        direction, begin, end,
        segment.payload.first(std::min<std::size_t>(segment.payload.size(), segment.payloadLength)),
        number);
}

void StreamReassembly::insert(Direction& direction, std::int64_t begin, std::int64_t end,
                              Bytes captured, std::uint64_t number) {
    std::int64_t from = begin;
    if (direction.started) {
        for (const auto& [gapBegin, gapEnd] : direction.gaps) {
            const std::int64_t late =
                std::min(begin + signedSize(captured.size()), gapEnd) - std::max(begin, gapBegin);
            if (late > 0)
                counts_[indexOf(direction)].late += static_cast<std::uint64_t>(late);
        }
        from = std::max(begin, direction.next);
    }
    // Only where nothing stands yet.
    auto at = direction.waiting.lower_bound(from);
    if (at != direction.waiting.begin() && std::prev(at)->second.end > from)
        --at;
    while (from < end) {
        const bool isLast = at == direction.waiting.end() || at->first >= end;
        const std::int64_t to = isLast ? end : at->first;
        if (from < to)
            wait(direction, from, to, begin, captured, number);
        if (isLast)
            break;
        from = std::max(from, at->second.end);
        ++at;
    }
    const std::int64_t before = direction.next;
    drain(direction, whenOf(direction, end));
    // Segments do come, if later than what acknowledges them.
    if (direction.started && direction.next != before)
        direction.heldSince = 0;
}

/// When bytes up to `end` that come with this segment reached their receiver: now, or when they
/// were acknowledged.
std::uint64_t StreamReassembly::whenOf(const Direction& direction, std::int64_t end) const {
    return direction.started && direction.heldSince != 0 && end <= direction.acknowledged
               ? 2 * direction.heldSince
               : dataTime();
}

/// The part from `begin` to `end` of a segment that starts at `first`.
void StreamReassembly::wait(Direction& direction, std::int64_t begin, std::int64_t end,
                            std::int64_t first, Bytes captured, std::uint64_t number) {
    const auto skipped = std::min(captured.size(), static_cast<std::size_t>(begin - first));
    captured = captured.subspan(skipped);
    captured = captured.first(std::min(captured.size(), static_cast<std::size_t>(end - begin)));
    Waiting part{end, {captured.begin(), captured.end()}, number, whenOf(direction, end)};
    direction.waitingBytes += captured.size();
    direction.waiting.emplace(begin, std::move(part));
}

/// Tells what waits without a hole before it, as of when it came but not before `notBefore`.
void StreamReassembly::drain(Direction& direction, std::uint64_t notBefore) {
    while (direction.started && !direction.waiting.empty() &&
           direction.waiting.begin()->first == direction.next) {
        auto node = direction.waiting.extract(direction.waiting.begin());
        Waiting& part = node.mapped();
        direction.waitingBytes -= part.captured.size();
        const std::uint64_t when = std::max(notBefore, part.when);
        StreamPiece piece;
        piece.segment = part.number;
        piece.length = part.captured.size();
        if (piece.length > 0)
            deliver(direction, piece, std::move(part.captured), when);
        piece.length = static_cast<std::uint64_t>(part.end - node.key()) - piece.length;
        piece.kind = StreamPiece::Kind::Cut;
        if (piece.length > 0)
            deliver(direction, piece, {}, when);
    }
}

/// Tells the bytes up to `end` as missing, or begins with the first there is.
void StreamReassembly::giveUp(Direction& direction, std::int64_t end, std::uint64_t when) {
    const bool more = !direction.waiting.empty();
    if (!direction.started) {
        startAt(direction, direction.waiting.begin()->first);
        drain(direction, 0);
        return;
    }
    StreamPiece piece;
    piece.kind = StreamPiece::Kind::Missing;
    piece.length = static_cast<std::uint64_t>(end - direction.next);
    piece.segment = direction.acknowledged >= end || !more
                        ? direction.acknowledgedBy
                        : direction.waiting.begin()->second.number;
    piece.mayCountFin = !more && direction.fin == INT64_MAX;
    if (!direction.gaps.empty() && direction.gaps.back().second == direction.next)
        direction.gaps.back().second = end;
    else
        direction.gaps.emplace_back(direction.next, end);
    if (direction.gaps.size() > kMostGaps)
        direction.gaps.pop_front();
    deliver(direction, piece, {}, when);
    drain(direction, when);
}

/// True if bytes are known to have arrived that are not here, or may be before the first.
bool StreamReassembly::isHeldUp(const Direction& direction) const {
    if (!direction.started)
        return !direction.waiting.empty();
    const std::int64_t proven = direction.provenEnd();
    // One byte after all others may as well be the FIN.
    const bool maybeFin = direction.waiting.empty() && direction.fin == INT64_MAX;
    return proven > direction.next + (maybeFin ? 1 : 0);
}

void StreamReassembly::settle(Direction& direction) {
    while (direction.waitingBytes > limits_.waitingBytes ||
           direction.waiting.size() > limits_.waitingSegments)
        giveUp(direction, direction.waiting.begin()->first, dataTime());
    while (isHeldUp(direction)) {
        if (direction.heldSince == 0)
            direction.heldSince = segments_;
        if (segments_ - direction.heldSince < limits_.patience)
            return;
        const std::int64_t proven = direction.provenEnd();
        giveUp(direction,
               direction.waiting.empty() ? proven
                                         : std::min(proven, direction.waiting.begin()->first),
               2 * direction.heldSince);
    }
    direction.heldSince = 0;
}

void StreamReassembly::finish() {
    ++segments_;
    for (Direction& direction : directions_) {
        while (!direction.waiting.empty()) {
            const auto& [begin, part] = *direction.waiting.begin();
            const std::uint64_t when =
                direction.started && direction.heldSince != 0 ? 2 * direction.heldSince : part.when;
            giveUp(direction, begin, when);
        }
        const std::int64_t end =
            direction.fin != INT64_MAX ? direction.fin : direction.acknowledged;
        const bool maybeFin = direction.fin == INT64_MAX;
        if (direction.started && end > direction.next + (maybeFin ? 1 : 0))
            giveUp(direction, end, direction.heldSince != 0 ? 2 * direction.heldSince : dataTime());
        direction.heldSince = 0;
    }
    release();
}

void StreamReassembly::deliver(Direction& direction, StreamPiece piece,
                               std::vector<std::uint8_t> captured, std::uint64_t when) {
    piece.sender = indexOf(direction);
    direction.next += static_cast<std::int64_t>(piece.length);
    direction.nextNumber = direction.nextNumber + static_cast<std::uint32_t>(piece.length);
    direction.lastWhen = std::max(direction.lastWhen, when);
    direction.ready.push_back({piece, std::move(captured), direction.lastWhen});
}

/// Tells what is ready up to the moment that a direction is held up at: its pieces of then are
/// still to come.
void StreamReassembly::release() {
    std::uint64_t barrier = UINT64_MAX;
    for (const Direction& direction : directions_) {
        if (direction.heldSince != 0)
            barrier = std::min(barrier, 2 * direction.heldSince);
    }
    for (;;) {
        Direction* first = nullptr;
        for (Direction& direction : directions_) {
            if (!direction.ready.empty() &&
                (first == nullptr || direction.ready.front().when < first->ready.front().when))
                first = &direction;
        }
        if (first == nullptr || first->ready.front().when >= barrier)
            return;
        tell(first->ready.front().piece, first->ready.front().captured);
        first->ready.pop_front();
    }
}

void StreamReassembly::tell(const StreamPiece& piece, Bytes captured) {
    StreamCounts& counts = counts_[piece.sender];
    StreamPiece kept = piece;
    if (isFull())
        kept.length = 0;
    else if (piece.kind == StreamPiece::Kind::Data)
        kept.length = std::min<std::uint64_t>(piece.length, limits_.bytes - outBytes_);
    counts.omitted += piece.length - kept.length;
    if (kept.length == 0)
        return;
    if (kept.kind == StreamPiece::Kind::Data) {
        const Bytes bytes = captured.first(static_cast<std::size_t>(kept.length));
        std::vector<std::uint8_t>& all = out_.bytes[kept.sender];
        all.insert(all.end(), bytes.begin(), bytes.end());
        outBytes_ += kept.length;
        counts.data += kept.length;
    } else {
        (kept.kind == StreamPiece::Kind::Cut ? counts.cut : counts.missing) += kept.length;
        // Where whole packets were not kept, gaps follow each other without end.
        StreamPiece* last = out_.pieces.empty() ? nullptr : &out_.pieces.back();
        if (last && last->sender == kept.sender && last->kind == kept.kind && !kept.isDatagram) {
            last->length += kept.length;
            last->mayCountFin = kept.mayCountFin;
            return;
        }
    }
    out_.pieces.push_back(kept);
}

bool StreamReassembly::isFull() const {
    return outBytes_ >= limits_.bytes ||
           out_.pieces.size() >= limits_.bytes / kBytesPerPiece + kFewPieces;
}

StreamData StreamReassembly::take() {
    outBytes_ = 0;
    return std::exchange(out_, {});
}

} // namespace synoptic
