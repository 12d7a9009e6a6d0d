// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection_detail.h"
#include "model/tracking/packet_index.h"

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace synoptic {

/// Silence longer than this gets a row of its own.
inline constexpr Duration kLadderGap = std::chrono::milliseconds(200);

/// The two lifelines of a ladder.
enum class LadderSide : std::uint8_t { Local, Remote };
constexpr std::size_t index(LadderSide side) {
    return static_cast<std::size_t>(side);
}
constexpr LadderSide opposite(LadderSide side) {
    return side == LadderSide::Local ? LadderSide::Remote : LadderSide::Local;
}
inline constexpr std::array kLadderSides{LadderSide::Local, LadderSide::Remote};

struct LadderOptions {
    bool collapseData = true;
    /// One row for each silence; else one for each 200 ms of it, up to a bound.
    bool compressGaps = true;
    std::set<PacketNumber> opened; ///< runs of data that stand open, by their first packet

    friend bool operator==(const LadderOptions&, const LadderOptions&) = default;
};

/// One row of a ladder. Positions count LadderRows::packets().
struct LadderRow {
    enum class Kind : std::uint8_t {
        NotKept,       ///< `count` packets of it are not in the index; 0: how many is unknown
        Segment,       ///< the packet at `first`
        DataRun,       ///< packets `first` to `last`: `count` with data, `amount` bytes in them
        Gap,           ///< part `last` of `count` of a silence of `amount` nanoseconds
        NewConnection, ///< `amount` nanoseconds after the end of the one before on these ports
        NotCaptured,   ///< a segment from `sender` before the next row's was not captured
        States,        ///< nothing but states, see LadderRows::states(); of `sender` alone but at
                       ///< the start
    };
    enum Mark : std::uint8_t {
        kOpen = 1,     ///< a run whose packets follow as rows of their own
        kInRun = 2,    ///< one of those rows
        kPrevious = 4, ///< belongs to the connection before on these ports
        kBroken = 8,   ///< a gap that takes less room than its time
    };

    Kind kind = Kind::Segment;
    LadderSide sender = LadderSide::Local;
    std::uint8_t marks = 0;
    std::uint8_t windowClosed = 0; ///< after this row; one bit for each LadderSide's window
    std::uint32_t first = 0;       ///< never less than that of the row before
    std::uint32_t last = 0;
    std::uint32_t count = 0;
    std::uint64_t amount = 0;

    bool has(Mark mark) const { return marks & mark; }
    bool isWindowClosed(LadderSide side) const { return windowClosed >> index(side) & 1U; }
    Duration length() const { return Duration(static_cast<Duration::rep>(amount)); }
    friend bool operator==(const LadderRow&, const LadderRow&) = default;
};
static_assert(sizeof(LadderRow) == 24);

/// A state that one end is in from a row on.
struct LadderState {
    std::uint32_t row = 0;
    LadderSide side = LadderSide::Local;
    bool isStart = false; ///< where it stood when something first told
    TcpState from = TcpState::Closed;
    TcpState state = TcpState::Closed;
    TcpEvent event = TcpEvent::Unseen;
    Timestamp time;

    friend bool operator==(const LadderState&, const LadderState&) = default;
};

/// The rows of one connection's ladder, from the index of packets alone. Linear in the packets;
/// where a connection has grown, in those that came. A value without Qt; one thread at a time.
class LadderRows {
public:
    /// A run of data is at least so many segments with data.
    static constexpr std::uint32_t kLeastRun = 4;
    /// So many packets are shown of the connection before on the same ports.
    static constexpr std::size_t kPreviousShown = 4;
    /// A silence that is not compressed takes no more rows than this.
    static constexpr std::uint32_t kMostGapRows = 50;

    /// Forgets everything.
    void clear() { *this = LadderRows(); }
    /// Lays out the connection at `wire` as it stands in `view`. Without a detail, states and the
    /// connection before are left out. True if it goes on where it ended the last time: then the
    /// rows up to the last packet or run there was are as they were. Packets of another capture
    /// need a clear() first.
    bool update(const PacketIndex::View& view, const WirePlace& wire,
                const ConnectionDetail* detail, const LadderOptions& options);

    const std::vector<LadderRow>& rows() const { return rows_; }
    /// The packets, oldest first: those of the connection before, then from own() on its own.
    const std::vector<PacketNumber>& packets() const { return packets_; }
    std::size_t own() const { return own_; }
    const PacketIndex::View& view() const { return view_; }
    /// The packet at a position; null if the index has let it go since.
    const IndexedPacket* packet(std::size_t position) const;
    LadderSide sideOf(const IndexedPacket& packet) const {
        return packet.sender == localEnd_ ? LadderSide::Local : LadderSide::Remote;
    }

    /// In the order of rows.
    const std::vector<LadderState>& states() const { return states_; }
    /// Those that begin at a row: `first` to before `second` of states().
    std::pair<std::size_t, std::size_t> statesAt(std::size_t row) const;
    /// The state an end is in after a row, and before it; absent while nothing tells.
    std::optional<TcpState> stateAfter(std::size_t row, LadderSide side) const;
    std::optional<TcpState> stateBefore(std::size_t row, LadderSide side) const;

    /// The row that shows a packet: its own, or the run's.
    std::optional<std::size_t> rowOf(PacketNumber number) const;

private:
    static constexpr std::uint32_t kNowhere = ~std::uint32_t{0};
    using Transition = InferredTransition;

    /// Where laying out stands: everything that the next packet's rows depend on.
    struct Cursor {
        std::uint32_t at = 0; ///< position of the next packet
        std::uint32_t rows = 0;
        std::uint32_t states = 0;
        std::uint32_t noRunBefore = 0;           ///< too little data was found up to here
        std::uint32_t stretched = 0;             ///< rows spent on silences not compressed
        Timestamp shown = Timestamp::min();      ///< what happened last
        Timestamp latest = Timestamp::min();     ///< of all packets so far: clocks may go back
        std::array<std::uint32_t, 2> next{};     ///< of each side's transitions
        std::array<std::uint32_t, 2> target{};   ///< the packet that made the next one
        std::array<std::uint32_t, 2> closedAt{}; ///< the packet with its FIN
        std::array<bool, 2> finSeen{};
        std::array<bool, 2> probed{}; ///< a side's last segment was a window probe
        std::uint8_t windowClosed = 0;
    };
    /// A run looked for, as far as the packets went.
    struct Scan {
        std::uint32_t start = kNowhere;
        std::uint32_t next = 0;
        std::uint32_t lastData = 0;
        std::uint32_t count = 0;
        std::uint64_t bytes = 0;
        Timestamp before;
        Timestamp latest;
    };

    bool continues(const PacketIndex::View& view, const WirePlace& wire,
                   const ConnectionDetail* detail, const LadderOptions& options) const;
    void begin(const WirePlace& wire, const ConnectionDetail* detail);
    void beginStates(bool onLastRow);
    void layOut();
    bool layOutNext();
    void layOutEnd();
    std::uint64_t missing() const;
    bool scanRun(const IndexedPacket& first);
    void addRun();
    void addSegment(const IndexedPacket& packet);
    void addGap(Timestamp until);
    void addTransitionsBefore(Timestamp time);
    void passAlone(LadderSide side);
    void addAlone(LadderSide side, const Transition& transition);
    void addState(LadderSide side, const Transition& transition);
    LadderRow& addRow(LadderRow::Kind kind);
    bool isDue(Timestamp latest) const;
    const Transition* nextOf(LadderSide side) const;
    std::uint32_t targetOf(LadderSide side, const Transition& transition) const;
    bool fits(LadderSide side, const Transition& transition, std::uint32_t position,
              const std::array<bool, 2>& finSeen) const;
    const IndexedPacket& at(std::uint32_t position) const { return view_[packets_[position]]; }

    PacketIndex::View view_;
    std::vector<PacketNumber> packets_;
    std::vector<LadderRow> rows_;
    std::vector<LadderState> states_;
    std::uint32_t own_ = 0;
    FlowNumber flow_ = kNoFlow;
    EndIndex localEnd_ = 0;
    std::uint64_t expected_ = 0; ///< how many packets the connection has had
    PacketNumber lastOfPrevious_ = kNoPacket;
    LadderOptions options_;
    bool hasDetail_ = false;
    std::array<std::optional<TcpState>, 2> firstStates_;
    std::array<std::vector<Transition>, 2> transitions_;
    Cursor cursor_;
    Cursor resume_; ///< before the first packet whose rows later ones may still change
    Scan scan_;
};

} // namespace synoptic
