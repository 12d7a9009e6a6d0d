// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/packet_index.h"

#include <algorithm>

namespace synoptic {

PacketIndex::PacketIndex(std::uint64_t capacity, WhenFull whenFull)
    : capacity_(std::max<std::uint64_t>(1, (capacity + kChunkPackets - 1) / kChunkPackets) *
                kChunkPackets),
      whenFull_(whenFull) {}

PacketNumber PacketIndex::append(const IndexedPacket& packet) {
    if (next_ % kChunkPackets == 0) {
        if (whenFull_ == WhenFull::Stop && next_ >= capacity_) {
            ++omitted_;
            return kNoPacket;
        }
        auto chunk = std::make_shared_for_overwrite<Chunk>();
        writing_ = chunk.get();
        const std::lock_guard lock(mutex_);
        chunks_.push_back(std::move(chunk));
        // One chunk more than the capacity: the newest is not full yet.
        if (whenFull_ == WhenFull::DropOldest && chunks_.size() > capacity_ / kChunkPackets + 1) {
            chunks_.erase(chunks_.begin());
            firstOfChunks_ += kChunkPackets;
        }
    }
    (*writing_)[next_ % kChunkPackets] = packet;
    return next_++;
}

void PacketIndex::publish() {
    const std::lock_guard lock(mutex_);
    published_ = next_;
}

PacketIndex::View PacketIndex::view() const {
    View view;
    const std::lock_guard lock(mutex_);
    view.chunks_ = chunks_;
    view.firstOfChunks_ = view.begin_ = firstOfChunks_;
    view.end_ = std::max(published_, firstOfChunks_);
    return view;
}

std::vector<PacketNumber> PacketIndex::View::ofConnection(PacketNumber last, PacketNumber after,
                                                          std::size_t most) const {
    std::vector<PacketNumber> numbers;
    for (PacketNumber number = last; contains(number) && numbers.size() < most;) {
        if (after != kNoPacket && number <= after)
            break;
        numbers.push_back(number);
        const std::uint32_t step = (*this)[number].stepBack;
        if (step == 0 || step > number)
            break;
        number -= step;
    }
    std::reverse(numbers.begin(), numbers.end());
    return numbers;
}

} // namespace synoptic
