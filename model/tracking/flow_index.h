// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace synoptic {

/// A hash table from hashes to 32-bit values, eight bytes a place, between 3/8 and 3/4 full. The
/// keys stand elsewhere, with what the values number. Own rather than Boost's because a place can
/// be fetched into the cache before it is looked at. Hashes come well mixed.
class FlowIndex {
public:
    static constexpr std::uint32_t kNone = 0xffff'ffff; ///< no value
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t value = kNone; ///< may be changed, not to kNone
    };

    FlowIndex() : slots_(kSmallest), mask_(kSmallest - 1) {}

    std::size_t size() const { return size_; }
    /// Has the memory fetched where a look-up of the hash begins.
    void prefetch(std::uint32_t hash) const { __builtin_prefetch(&slots_[hash & mask_]); }
    /// A value with this hash, most likely the one that is meant; kNone if there is none.
    std::uint32_t glance(std::uint32_t hash) const {
        std::size_t at = hash & mask_;
        while (slots_[at].hash != hash && slots_[at].value != kNone)
            at = (at + 1) & mask_;
        return slots_[at].value;
    }
    /// The slot with this hash for whose value `isIt(value)`, or null. Holds until the next
    /// insert() or erase().
    template <class IsIt>
    Slot* find(std::uint32_t hash, const IsIt& isIt) {
        for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
            Slot& slot = slots_[at];
            if (slot.value == kNone)
                return nullptr;
            if (slot.hash == hash && isIt(slot.value))
                return &slot;
        }
    }
    /// Adds a value that find() does not find. Never kNone.
    void insert(std::uint32_t hash, std::uint32_t value);
    /// Takes out what find() found.
    void erase(Slot* found);

private:
    static constexpr std::size_t kSmallest = 16;

    /// The newest stands where its hash belongs, for it is looked up most; what stood there and
    /// behind moves on by one, up to the next free place.
    void place(Slot slot);

    std::vector<Slot> slots_; ///< a power of two
    std::size_t mask_;
    std::size_t size_ = 0;
};

} // namespace synoptic
