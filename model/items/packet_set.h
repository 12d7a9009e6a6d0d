// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/packet_number.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace synoptic {

/// Packet numbers in ascending order, of which the n-th is found quickly: a bit for each packet, in
/// blocks that only exist where there are some. A value that can be moved; one thread at a time.
class PacketSet {
public:
    static constexpr std::size_t kBlock = std::size_t{1} << 15; ///< packets in a block of 4 KiB

    /// `number` is greater than all there are.
    void append(PacketNumber number);
    /// Its numbers are greater than all there are.
    void append(PacketSet&& later);
    /// Lets go of all below `number`; how many there were.
    std::size_t dropBelow(PacketNumber number);
    void clear();

    std::size_t size() const { return total_ - dropped_; }
    bool isEmpty() const { return size() == 0; }
    /// For an index below size().
    PacketNumber operator[](std::size_t index) const;
    /// How many are below `number`: its own index, if it is there.
    std::size_t countBelow(PacketNumber number) const;
    bool contains(PacketNumber number) const;

private:
    using Bits = std::array<std::uint64_t, kBlock / 64>;
    struct Block {
        PacketNumber first = 0; ///< a multiple of kBlock
        std::size_t before = 0; ///< how many numbers stood in blocks before, since the beginning
        std::unique_ptr<Bits> bits;
    };
    Block& blockFor(PacketNumber number);
    /// The block that holds `number`, or would; blocks_.size() if it would stand behind all.
    std::size_t placeOf(PacketNumber number) const;

    std::vector<Block> blocks_;
    std::size_t total_ = 0;   ///< numbers since the beginning
    std::size_t dropped_ = 0; ///< of them, those let go
};

} // namespace synoptic
