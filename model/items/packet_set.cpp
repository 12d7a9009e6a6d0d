// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_set.h"

#include <algorithm>
#include <bit>

namespace synoptic {

namespace {

std::size_t count(std::uint64_t word) {
    return static_cast<std::size_t>(std::popcount(word));
}

/// The word's bits below `bit`.
std::uint64_t below(std::uint64_t word, unsigned bit) {
    return word & ((std::uint64_t{1} << bit) - 1);
}

} // namespace

PacketSet::Block& PacketSet::blockFor(PacketNumber number) {
    const PacketNumber first = number / kBlock * kBlock;
    if (blocks_.empty() || blocks_.back().first != first)
        blocks_.push_back({first, total_, std::make_unique<Bits>()});
    return blocks_.back();
}

void PacketSet::append(PacketNumber number) {
    Bits& bits = *blockFor(number).bits;
    bits[number % kBlock / 64] |= std::uint64_t{1} << (number % 64);
    ++total_;
}

void PacketSet::append(PacketSet&& later) {
    for (Block& block : later.blocks_) {
        std::size_t added = 0;
        for (const std::uint64_t word : *block.bits)
            added += count(word);
        if (!blocks_.empty() && blocks_.back().first == block.first) {
            Bits& bits = *blocks_.back().bits;
            for (std::size_t i = 0; i < bits.size(); ++i)
                bits[i] |= (*block.bits)[i];
        } else {
            blocks_.push_back({block.first, total_, std::move(block.bits)});
        }
        total_ += added;
    }
    later.clear();
}

std::size_t PacketSet::dropBelow(PacketNumber number) {
    const std::size_t leaving = countBelow(number);
    if (leaving == 0)
        return 0;
    dropped_ += leaving;
    const PacketNumber first = number / kBlock * kBlock;
    std::erase_if(blocks_, [first](const Block& block) { return block.first < first; });
    if (!blocks_.empty() && blocks_.front().first == first) {
        Bits& bits = *blocks_.front().bits;
        const std::size_t word = number % kBlock / 64;
        std::fill(bits.begin(), bits.begin() + std::ptrdiff_t(word), 0);
        bits[word] &= ~below(~std::uint64_t{0}, number % 64);
        blocks_.front().before = dropped_;
    }
    return leaving;
}

void PacketSet::clear() {
    blocks_.clear();
    total_ = dropped_ = 0;
}

PacketNumber PacketSet::operator[](std::size_t index) const {
    const std::size_t wanted = index + dropped_;
    const auto after = std::upper_bound(
        blocks_.begin(), blocks_.end(), wanted,
        [](std::size_t value, const Block& block) { return value < block.before; });
    const Block& block = *std::prev(after);
    std::size_t left = wanted - block.before;
    std::size_t word = 0;
    for (; left >= count((*block.bits)[word]); ++word)
        left -= count((*block.bits)[word]);
    std::uint64_t bits = (*block.bits)[word];
    for (; left > 0; --left)
        bits &= bits - 1; // without the lowest
    return block.first + word * 64 + static_cast<unsigned>(std::countr_zero(bits));
}

std::size_t PacketSet::placeOf(PacketNumber number) const {
    const auto found = std::lower_bound(
        blocks_.begin(), blocks_.end(), number / kBlock * kBlock,
        [](const Block& block, PacketNumber value) { return block.first < value; });
    return static_cast<std::size_t>(found - blocks_.begin());
}

std::size_t PacketSet::countBelow(PacketNumber number) const {
    const std::size_t place = placeOf(number);
    if (place == blocks_.size())
        return size();
    const Block& block = blocks_[place];
    std::size_t found = block.before - dropped_;
    if (block.first > number)
        return found;
    const std::size_t word = number % kBlock / 64;
    for (std::size_t i = 0; i < word; ++i)
        found += count((*block.bits)[i]);
    return found + count(below((*block.bits)[word], number % 64));
}

bool PacketSet::contains(PacketNumber number) const {
    const std::size_t place = placeOf(number);
    if (place == blocks_.size() || blocks_[place].first > number)
        return false;
    return ((*blocks_[place].bits)[number % kBlock / 64] >> (number % 64) & 1) != 0;
}

} // namespace synoptic
