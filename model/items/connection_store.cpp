// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_store.h"

namespace synoptic {

ConnectionStore::Slot ConnectionStore::slotOf(ConnectionKey key) const {
    const auto found = slots_.find(key);
    return found == slots_.end() ? kNoSlot : found->second;
}

const ConnectionSnapshot* ConnectionStore::find(ConnectionKey key) const {
    const Slot slot = slotOf(key);
    return slot == kNoSlot ? nullptr : &entries_[slot].snapshot;
}

ConnectionStore::Slot ConnectionStore::add(const ConnectionSnapshot& snapshot) {
    Slot slot = slotCount();
    if (free_.empty()) {
        entries_.emplace_back();
    } else {
        slot = free_.back();
        free_.pop_back();
    }
    entries_[slot].snapshot = snapshot;
    slots_.emplace(snapshot.key, slot);
    return slot;
}

void ConnectionStore::release(Slot slot) {
    slots_.erase(entries_[slot].snapshot.key);
    // What lists it by number may still do so: a free slot is passed over there.
    Entry fresh;
    fresh.dirty = entries_[slot].dirty;
    fresh.highlighted = entries_[slot].highlighted;
    entries_[slot] = fresh;
    free_.push_back(slot);
}

void ConnectionStore::clear() {
    entries_.clear();
    free_.clear();
    slots_.clear();
}

} // namespace synoptic
