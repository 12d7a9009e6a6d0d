// SPDX-License-Identifier: GPL-3.0-or-later
// Segments of every kind on one connection, whose bytes tell where they belong. Whatever they are:
// what is told of a direction is one stretch after the other without overlap, each byte stands in
// its place, a gap hides no byte but those counted as late, at the end all that came is told, and
// memory stays within its bounds.
#include "model/tcp/stream_reassembly.h"

#include <algorithm>
#include <cstdlib>
#include <set>

using namespace synoptic;

namespace {

void require(bool holds) {
    if (!holds)
        std::abort();
}

struct Bytes {
    const std::uint8_t* data;
    std::size_t size;
    std::uint32_t next(std::size_t count) {
        std::uint32_t value = 0;
        for (; count > 0 && size > 0; --count, ++data, --size)
            value = value << 8 | *data;
        return value;
    }
};

constexpr StreamLimits kLimits{3'000, 400, 20, 4};

/// What was captured of a segment, by sequence number: never more than 255 bytes, each its number's
/// last eight bits, so that a byte tells its number.
struct Carried {
    std::uint32_t first = 0;
    std::uint32_t length = 0;
};

/// One end, and what was told of it. Positions count from the first byte told.
struct End {
    std::uint32_t near = 0; ///< sequence numbers about here take one byte of input
    std::int64_t told = 0;
    std::uint32_t next = 0; ///< sequence number of the byte at `told`, once that is known
    bool placed = false;
    std::vector<Carried> early;      ///< came before that
    std::set<std::int64_t> captured; ///< positions not told yet
    std::uint64_t hidden = 0;
    int gaps = 0;

    void came(const Carried& carried) {
        if (!placed) {
            early.push_back(carried);
            return;
        }
        for (std::uint32_t i = 0; i < carried.length; ++i) {
            const std::int64_t position =
                told + (SequenceNumber(carried.first + i) - SequenceNumber(next));
            if (position >= told)
                captured.insert(position);
        }
    }
    void place(std::uint32_t sequence) {
        placed = true;
        next = sequence;
        for (const Carried& carried : early)
            came(carried);
        early.clear();
    }
    void tell(std::uint64_t length) {
        told += static_cast<std::int64_t>(length);
        next += static_cast<std::uint32_t>(length);
        captured.erase(captured.begin(), captured.lower_bound(told));
    }
    /// A gap that hides what was captured is one that was told before: the bytes came late.
    void tellGap(std::uint64_t length) {
        ++gaps;
        const auto end = captured.lower_bound(told + static_cast<std::int64_t>(length));
        hidden += static_cast<std::uint64_t>(std::distance(captured.begin(), end));
    }
};

class Conversation {
public:
    void add(Bytes& input) {
        const std::uint32_t choice = input.next(1);
        const EndIndex sender = choice & 1U;
        End& own = ends_[sender];
        TcpSegment segment;
        segment.control = kAck; // as most have
        if (choice & 8U)
            segment.control = static_cast<std::uint8_t>(input.next(1));
        const auto number = [&](std::uint32_t near) {
            return SequenceNumber(choice & 64U ? input.next(4) : near + input.next(1) - 100);
        };
        segment.sequence = number(own.near);
        segment.acknowledgment = number(ends_[other(sender)].near);
        segment.payloadLength = choice & 16U ? input.next(1) : 0;
        Carried carried{segment.sequence.value() + (segment.has(kSyn) ? 1 : 0),
                        segment.payloadLength};
        if (choice & 32U) {
            carried.length = std::min(carried.length, input.next(1));
            segment.payloadLength += choice & 4U ? input.next(2) : 0;
        }
        std::vector<std::uint8_t> payload(carried.length);
        for (std::uint32_t i = 0; i < carried.length; ++i)
            payload[i] = static_cast<std::uint8_t>(carried.first + i);
        segment.payload = payload;
        if (choice & 128U)
            own.near = segment.sequence.value() + segment.length();

        const std::uint64_t misplaced = stream_.counts(sender).misplaced;
        stream_.add(segment, sender, segments_.size());
        segments_.push_back(carried);
        if (!segment.has(kRst) && stream_.counts(sender).misplaced == misplaced)
            own.came(carried);
        full_ = full_ || stream_.isFull(); // what is omitted is told nowhere
        if (!full_)
            check();
    }

    void finish() {
        if (full_)
            return;
        StreamReassembly again = stream_;
        again.finish();
        stream_.finish();
        require(again.data().bytes == stream_.data().bytes);
        if (stream_.isFull())
            return;
        check();
        for (const EndIndex end : {EndIndex{0}, EndIndex{1}}) {
            const StreamCounts& counts = stream_.counts(end);
            require(counts.omitted == 0 && ends_[end].captured.empty());
            require(ends_[end].hidden <= counts.late || ends_[end].gaps > 60);
            require(static_cast<std::int64_t>(counts.data + counts.cut + counts.missing) ==
                    ends_[end].told);
        }
    }

private:
    /// What was told since the last time.
    void check() {
        const StreamData told = stream_.take();
        require(told.bytes[0].size() + told.bytes[1].size() <= kLimits.bytes);
        std::array<std::size_t, 2> at{};
        for (const StreamPiece& piece : told.pieces) {
            End& end = ends_[piece.sender];
            require(piece.length > 0 && piece.length < std::uint64_t{1} << 32);
            if (piece.kind == StreamPiece::Kind::Data) {
                const std::uint8_t* bytes = told.bytes[piece.sender].data() + at[piece.sender];
                checkData(piece, end, bytes);
                at[piece.sender] += static_cast<std::size_t>(piece.length);
            } else if (piece.kind == StreamPiece::Kind::Missing && end.placed) {
                end.tellGap(piece.length);
            }
            end.tell(piece.length);
        }
        for (const EndIndex end : {EndIndex{0}, EndIndex{1}})
            require(at[end] == told.bytes[end].size());
    }

    void checkData(const StreamPiece& piece, End& end, const std::uint8_t* bytes) {
        const Carried& carried = segments_[static_cast<std::size_t>(piece.segment)];
        const auto skip = static_cast<std::uint8_t>(bytes[0] - carried.first);
        const std::uint32_t sequence = carried.first + skip;
        require(skip + piece.length <= carried.length);
        for (std::uint32_t i = 0; i < piece.length; ++i)
            require(bytes[i] == static_cast<std::uint8_t>(sequence + i));
        if (!end.placed)
            end.place(sequence);
        require(sequence == end.next);
    }

    StreamReassembly stream_{kLimits};
    std::array<End, 2> ends_;
    std::vector<Carried> segments_;
    bool full_ = false;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bytes bytes{data, size};
    Conversation conversation;
    while (bytes.size > 0)
        conversation.add(bytes);
    conversation.finish();
    return 0;
}
