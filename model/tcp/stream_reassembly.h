// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/segment_analysis.h"
#include "model/wire/packet.h"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

/// The data of a connection as its two receivers got it, from the segments somebody captured.
namespace synoptic {

/// A stretch of what one end sent.
struct StreamPiece {
    enum class Kind : std::uint8_t {
        Data,
        Cut,    ///< of segments that were captured, but longer than what the capture keeps
        Missing ///< of segments that were not captured
    };

    std::uint64_t length = 0;  ///< bytes of the stream
    std::uint64_t segment = 0; ///< add()'s number of the segment that carried it; of Missing, of
                               ///< one that shows it was sent
    Kind kind = Kind::Data;
    EndIndex sender = 0;
    /// An acknowledgement alone tells of it, and may count a FIN: so much at most.
    bool mayCountFin = false;
    bool isDatagram = false; ///< one message of its own
};

/// Pieces of both directions in the order of the conversation; the pieces of one direction follow
/// each other without overlap.
struct StreamData {
    std::vector<StreamPiece> pieces;
    /// By sender: the bytes of its Data pieces, one after the other.
    std::array<std::vector<std::uint8_t>, 2> bytes;
};

/// What became of one end's bytes. `data`, `cut` and `missing` are the pieces that were told.
struct StreamCounts {
    std::uint64_t data = 0;
    std::uint64_t cut = 0;
    std::uint64_t missing = 0;
    std::uint64_t omitted = 0;     ///< not told any more, for the limit was reached
    std::uint64_t late = 0;        ///< captured when they had been told as missing
    std::uint64_t misplaced = 0;   ///< segments whose sequence numbers fit nowhere; left out
    bool isBeginningKnown = false; ///< the first byte told is the first that was sent
};

struct StreamLimits {
    std::uint64_t bytes = std::uint64_t{1} << 20;    ///< of data, until take()
    std::size_t waitingBytes = std::size_t{1} << 20; ///< behind a hole, of one direction
    std::size_t waitingSegments = 4'096;             ///< likewise
    /// For so many more segments an acknowledged byte, or one before the first, may still come:
    /// captures hold segments out of order.
    std::uint64_t patience = 32;
};

/// Puts the segments of one connection in order. Retransmissions are dropped, and of overlapping
/// bytes those that came first stay. A hole is told as missing once its bytes were acknowledged,
/// or more followed than may wait, and always at the end; until then, what follows it waits. Where
/// the capture began within the connection, its first few segments tell where the data begins.
/// A value; memory is bounded by the limits. Pure: the same segments give the same result.
class StreamReassembly {
public:
    explicit StreamReassembly(StreamLimits limits = {}) : limits_(limits) {}

    /// Takes the next segment in the order of the capture; all belong to one connection. `number`
    /// is what the caller calls it.
    void add(const TcpSegment& segment, EndIndex sender, std::uint64_t number);
    /// Of UDP, each datagram is a piece; the two add() are not to be mixed.
    void add(const UdpDatagram& datagram, EndIndex sender, std::uint64_t number);
    /// No more segments come: tells what still waits. Call it once, as the last.
    void finish();

    /// What was told since the last take().
    const StreamData& data() const { return out_; }
    StreamData take();
    /// The limit on data() is reached; what would follow is counted, until take().
    bool isFull() const;
    const StreamCounts& counts(EndIndex sender) const { return counts_[sender]; }

private:
    using Bytes = std::span<const std::uint8_t>;
    /// A segment, or a part of one, behind a hole. Positions in the stream count from the first
    /// byte that was seen, so those before it are negative.
    struct Waiting {
        std::int64_t end = 0;
        std::vector<std::uint8_t> captured; ///< from its begin; the rest is cut
        std::uint64_t number = 0;
        std::uint64_t when = 0;
    };
    /// What was put in order, and waits for the other direction to be.
    struct Ready {
        StreamPiece piece;
        std::vector<std::uint8_t> captured;
        std::uint64_t when = 0;
    };
    struct Direction {
        std::map<std::int64_t, Waiting> waiting; ///< by begin; none overlap
        std::size_t waitingBytes = 0;
        std::deque<Ready> ready;
        bool anchored = false; ///< `next` and `nextNumber` belong together
        bool started = false;  ///< `next` is the next byte to be told; else the first that was seen
        bool anyData = false;  ///< a segment carried some
        std::int64_t next = 0;
        SequenceNumber nextNumber;
        std::int64_t acknowledged = INT64_MIN;
        std::uint64_t acknowledgedBy = 0;                       ///< a segment's number
        std::optional<SequenceNumber> earlyAcknowledgment;      ///< while not started
        std::int64_t fin = INT64_MAX;                           ///< where the data ends, if known
        std::deque<std::pair<std::int64_t, std::int64_t>> gaps; ///< told as missing, the newest
        std::uint64_t heldSince = 0;                            ///< 0: is not held up
        std::uint64_t lastWhen = 0;

        std::int64_t positionOf(SequenceNumber number) const {
            return next + (number - nextNumber);
        }
        std::int64_t provenEnd() const { return acknowledged < fin ? acknowledged : fin; }
    };

    void begin(Direction& direction, SequenceNumber first);
    void startAt(Direction& direction, std::int64_t position);
    void acknowledge(Direction& direction, SequenceNumber number, std::uint64_t by);
    void take(Direction& direction, const TcpSegment& segment, std::uint64_t number);
    void insert(Direction& direction, std::int64_t begin, std::int64_t end, Bytes captured,
                std::uint64_t number);
    void wait(Direction& direction, std::int64_t begin, std::int64_t end, std::int64_t first,
              Bytes captured, std::uint64_t number);
    std::uint64_t whenOf(const Direction& direction, std::int64_t end) const;
    void drain(Direction& direction, std::uint64_t notBefore);
    void giveUp(Direction& direction, std::int64_t end, std::uint64_t when);
    void settle(Direction& direction);
    bool isHeldUp(const Direction& direction) const;
    void deliver(Direction& direction, StreamPiece piece, std::vector<std::uint8_t> captured,
                 std::uint64_t when);
    void release();
    void tell(const StreamPiece& piece, Bytes captured);

    EndIndex indexOf(const Direction& direction) const {
        return static_cast<EndIndex>(&direction - directions_.data());
    }
    /// Moments: a segment counts two, so that what its acknowledgement proves comes before what it
    /// carries.
    std::uint64_t dataTime() const { return 2 * segments_ + 1; }

    StreamLimits limits_;
    std::array<Direction, 2> directions_;
    std::array<StreamCounts, 2> counts_;
    StreamData out_;
    std::uint64_t outBytes_ = 0;
    std::uint64_t segments_ = 0;
};

} // namespace synoptic
