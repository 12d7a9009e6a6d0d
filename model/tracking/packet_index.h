// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/segment_analysis.h"
#include "model/tracking/packet_number.h"
#include "model/wire/packet.h"

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace synoptic {

/// What is kept of a packet without its bytes: enough to lay a ladder out and to find the rest.
struct IndexedPacket {
    enum class Kind : std::uint8_t { Other, Tcp, Udp, IcmpError };

    Timestamp time;
    std::uint64_t place = 0;    ///< for PacketStore::at()
    FlowNumber flow = kNoFlow;  ///< its connection's number in the capture
    std::uint32_t stepBack = 0; ///< so many packets back lies its connection's packet before it;
                                ///< 0: there is none
    std::uint32_t payloadLength = 0; ///< of TCP or UDP, from the headers
    std::uint16_t analysis = 0;      ///< AnalysisFlags
    std::uint8_t control = 0;        ///< TCP: ControlBits
    Kind kind : 4 = Kind::Other;
    EndIndex sender : 1 = 0; ///< which end of its connection sent it
};
static_assert(sizeof(IndexedPacket) == 32);

/// All packets of a capture, or the newest of them. Appended to by one thread, read by any: what a
/// view() shows stays as it is.
class PacketIndex {
public:
    enum class WhenFull : std::uint8_t {
        Stop,      ///< a file: what comes last is not indexed, and counted
        DropOldest ///< live: what came first leaves
    };
    static constexpr std::size_t kChunkPackets = std::size_t{1} << 15; ///< 1 MiB

    /// `capacity` is rounded up to whole chunks; memory grows as packets come, 32 bytes each.
    explicit PacketIndex(std::uint64_t capacity, WhenFull whenFull = WhenFull::Stop);

    /// By the one writer. The number it got; kNoPacket if the index is full.
    PacketNumber append(const IndexedPacket& packet);
    /// By the one writer: lets readers see what was appended.
    void publish();
    /// By the one writer: how many append() turned away.
    std::uint64_t omitted() const { return omitted_; }

private:
    using Chunk = std::array<IndexedPacket, kChunkPackets>;
    using Chunks = std::vector<std::shared_ptr<Chunk>>;

public:
    /// The packets there were when it was made. A value, cheap to copy; may be used by any thread.
    class View {
    public:
        View() = default;
        PacketNumber begin() const { return begin_; }
        PacketNumber end() const { return end_; }
        std::uint64_t size() const { return end_ - begin_; }
        bool contains(PacketNumber number) const { return number >= begin_ && number < end_; }
        /// Only for a number that it contains().
        const IndexedPacket& operator[](PacketNumber number) const {
            const PacketNumber at = number - firstOfChunks_;
            return (*chunks_[at / kChunkPackets])[at % kChunkPackets];
        }
        /// The packets of one connection up to `last`, which is one of them, oldest first, as far
        /// back as they are indexed and after `after`, where given. No more than `most`, the
        /// newest.
        std::vector<PacketNumber> ofConnection(PacketNumber last, PacketNumber after = kNoPacket,
                                               std::size_t most = ~std::size_t{0}) const;

    private:
        friend class PacketIndex;
        Chunks chunks_;
        PacketNumber firstOfChunks_ = 0;
        PacketNumber begin_ = 0;
        PacketNumber end_ = 0;
    };
    /// What was published so far. Any thread.
    View view() const;

private:
    std::uint64_t capacity_;
    WhenFull whenFull_;
    PacketNumber next_ = 0;
    std::uint64_t omitted_ = 0;
    Chunk* writing_ = nullptr;

    mutable std::mutex mutex_; ///< guards what follows
    Chunks chunks_;
    PacketNumber firstOfChunks_ = 0;
    PacketNumber published_ = 0;
};

} // namespace synoptic
