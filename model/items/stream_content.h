// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/stream_text.h"
#include "model/tcp/stream_reassembly.h"
#include "model/tracking/packet_number.h"

#include <array>
#include <cstdint>
#include <vector>

namespace synoptic {

/// A stretch of one end's data without a break, or a gap in it.
struct StreamRun {
    StreamPiece::Kind kind = StreamPiece::Kind::Data;
    EndIndex sender = 0;
    bool mayCountFin = false; ///< as StreamPiece has it
    std::uint64_t begin = 0;  ///< Data: in StreamContent::bytes() of the sender; else 0
    std::uint64_t end = 0;
    PacketNumber packet = kNoPacket; ///< that carried its first byte, or shows the gap

    bool isGap() const { return kind != StreamPiece::Kind::Data; }
    std::uint64_t length() const { return end - begin; }
};

/// A byte of a conversation: a run, and how far into it.
struct StreamPlace {
    std::size_t run = 0;
    std::uint64_t offset = 0;

    friend auto operator<=>(const StreamPlace&, const StreamPlace&) = default;
};

/// What was read of one conversation, in its order: runs that alternate by direction. Grows at the
/// end. What lies behind a hole not closed yet is its tail, which is told anew each time.
class StreamContent {
public:
    /// Appends `settled` and then `tail`, in place of the tail before. Returns from where on it is
    /// not what it was.
    StreamPlace append(const StreamData& settled, const StreamData& tail);
    void clear();

    const std::vector<StreamRun>& runs() const { return runs_; }
    /// The bytes of a run; empty for a gap. Valid until it changes.
    StreamBytes bytes(const StreamRun& run) const {
        return run.isGap() ? StreamBytes()
                           : StreamBytes(bytes_[run.sender]).subspan(run.begin, run.length());
    }
    /// All data bytes of one end.
    StreamBytes bytes(EndIndex sender) const { return bytes_[sender]; }
    std::uint64_t size() const { return bytes_[0].size() + bytes_[1].size(); }
    /// Memory it takes, about: what limits are held against.
    std::uint64_t weight() const {
        return size() + runs_.size() * sizeof(StreamRun) +
               (carriers_[0].size() + carriers_[1].size()) * sizeof(Carrier);
    }
    /// Which packet carried it.
    PacketNumber packetAt(StreamPlace place) const;
    /// A gap at the end of what one end sent, of which a FIN may be one byte.
    bool isAtMost(std::size_t run) const {
        return runs_[run].mayCountFin && lastRun_[runs_[run].sender] == run;
    }

private:
    struct Carrier {
        std::uint64_t begin = 0; ///< in bytes_
        PacketNumber packet = kNoPacket;
    };
    void add(const StreamData& data);

    std::vector<StreamRun> runs_;
    std::array<std::vector<std::uint8_t>, 2> bytes_;
    std::array<std::vector<Carrier>, 2> carriers_;
    std::array<std::size_t, 2> lastRun_{};

    /// Where the tail begins.
    struct Settled {
        std::size_t runs = 0;
        StreamRun last;
        std::array<std::size_t, 2> bytes{};
        std::array<std::size_t, 2> carriers{};
        std::array<std::size_t, 2> lastRun{};
    } settled_;
};

} // namespace synoptic
