// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/connection_columns.h"
#include "model/items/connection_names.h"
#include "model/items/text_order.h"

#include <cstdint>
#include <tuple>

namespace synoptic {

/// A row's place under the current sorting, as plain numbers. Total: no two connections compare
/// equal. Rows without a value stand last, whichever way the others run.
struct SortKey {
    std::uint32_t group = 0; ///< has a value: 0; what has none comes after
    std::uint32_t slot = 0;  ///< where the row is stored; not compared
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    ConnectionKey tie = 0;

    friend bool operator<(const SortKey& a, const SortKey& b) {
        return std::tie(a.group, a.high, a.low, a.tie) < std::tie(b.group, b.high, b.low, b.tie);
    }
    bool samePlace(const SortKey& other) const {
        return group == other.group && high == other.high && low == other.low;
    }
};

/// The key of a connection for a column; a negative column sorts by order of appearance. Texts are
/// labelled by `texts`: when its generation changes, keys made before are void.
SortKey makeSortKey(const ConnectionSnapshot& connection, int column, bool descending,
                    const ConnectionNames& names, TextOrder& texts);

} // namespace synoptic
