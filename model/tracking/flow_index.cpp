// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/flow_index.h"

#include <utility>

namespace synoptic {

void FlowIndex::place(Slot slot) {
    for (std::size_t at = slot.hash & mask_; slot.value != kNone; at = (at + 1) & mask_)
        std::swap(slots_[at], slot);
}

void FlowIndex::insert(std::uint32_t hash, std::uint32_t value) {
    if ((size_ + 1) * 4 > slots_.size() * 3) {
        const auto before = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
        mask_ = slots_.size() - 1;
        for (const Slot& slot : before) {
            if (slot.value != kNone)
                place(slot);
        }
    }
    place({hash, value});
    ++size_;
}

void FlowIndex::erase(Slot* found) {
    // What stands behind moves up, but never to before the place where it belongs.
    auto hole = static_cast<std::size_t>(found - slots_.data());
    for (std::size_t at = (hole + 1) & mask_; slots_[at].value != kNone; at = (at + 1) & mask_) {
        const std::size_t home = slots_[at].hash & mask_;
        if (((at - home) & mask_) >= ((at - hole) & mask_)) {
            slots_[hole] = slots_[at];
            hole = at;
        }
    }
    slots_[hole] = {};
    --size_;
}

} // namespace synoptic
