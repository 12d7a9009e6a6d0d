// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/sort_key.h"

#include <cstdint>
#include <vector>

namespace synoptic {

/// Which slot stands in which row, and which row a slot stands in. Plain data: it signals nothing.
class RowOrder {
public:
    using Slot = std::uint32_t;

    int size() const { return static_cast<int>(keys_.size()); }
    const SortKey& key(int row) const { return keys_[static_cast<std::size_t>(row)]; }
    Slot slot(int row) const { return key(row).slot; }
    /// -1 if the slot has no row.
    int rowOf(Slot slot) const { return slot < rows_.size() ? rows_[slot] : -1; }

    /// Sets rows after the last one, sorted or not.
    void append(const std::vector<SortKey>& keys);
    /// The order there would be with each of `placed` moved to where its key belongs, and the rows
    /// of `leaving` moved behind all others. The rows in neither are sorted already.
    std::vector<SortKey> planned(std::vector<SortKey> placed,
                                 const std::vector<Slot>& leaving) const;
    /// True if `keys` puts the same slots into the same rows.
    bool sameRows(const std::vector<SortKey>& keys) const;
    /// Takes over another order of the same slots.
    void assign(std::vector<SortKey> keys);
    /// Lets the rows from `size` on go.
    void truncate(int size);
    void clear();

private:
    void setRow(Slot slot, std::size_t row);

    std::vector<SortKey> keys_;      ///< by row
    std::vector<std::int32_t> rows_; ///< by slot
};

} // namespace synoptic
