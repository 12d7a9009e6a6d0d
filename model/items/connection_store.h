// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <boost/container/deque.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <vector>

namespace synoptic {

/// What a row is marked with for a short while after something happened to it.
enum class RowHighlight : std::uint8_t {
    None,
    New,     ///< 2 s
    Changed, ///< 1.2 s; the state changed
    Closed,  ///< 2 s, before the row leaves
};

/// Connections in numbered slots that stay in place for as long as the connection is known; a slot
/// that became free is used again.
class ConnectionStore {
public:
    using Slot = std::uint32_t;
    static constexpr Slot kNoSlot = ~Slot{0};

    struct Entry {
        ConnectionSnapshot snapshot; ///< key 0: the slot is free
        Timestamp highlightUntil;
        RowHighlight highlight = RowHighlight::None;
        bool gone = false;        ///< the tracker has forgotten it; it waits for its row to leave
        bool dirty = false;       ///< listed to be placed anew
        bool highlighted = false; ///< listed to have its highlight ended
        bool counted = false;     ///< in the total
        bool matched = false;     ///< in the matches
    };

    Slot slotOf(ConnectionKey key) const;
    const ConnectionSnapshot* find(ConnectionKey key) const;
    Entry& operator[](Slot slot) { return entries_[slot]; }
    const Entry& operator[](Slot slot) const { return entries_[slot]; }
    /// Free ones included.
    Slot slotCount() const { return static_cast<Slot>(entries_.size()); }
    bool isFree(Slot slot) const { return entries_[slot].snapshot.key == 0; }

    /// A slot for a connection not in the store yet.
    Slot add(const ConnectionSnapshot& snapshot);
    void release(Slot slot);
    void clear();

private:
    // Blocks rather than one array: growing must not move a hundred thousand entries at once.
    using Entries = boost::container::deque<
        Entry, void, boost::container::deque_options_t<boost::container::block_size<256U>>>;

    Entries entries_;
    std::vector<Slot> free_;
    boost::unordered_flat_map<ConnectionKey, Slot> slots_;
};

} // namespace synoptic
