// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/row_order.h"

#include <algorithm>
#include <utility>

namespace synoptic {

void RowOrder::setRow(Slot slot, std::size_t row) {
    if (slot >= rows_.size())
        rows_.resize(slot + 1U, -1);
    rows_[slot] = static_cast<std::int32_t>(row);
}

void RowOrder::append(const std::vector<SortKey>& keys) {
    keys_.reserve(keys_.size() + keys.size());
    for (const SortKey& key : keys) {
        setRow(key.slot, keys_.size());
        keys_.push_back(key);
    }
}

std::vector<SortKey> RowOrder::planned(std::vector<SortKey> placed,
                                       const std::vector<Slot>& leaving) const {
    std::vector<char> lifted(keys_.size(), 0);
    for (const SortKey& key : placed)
        lifted[static_cast<std::size_t>(rowOf(key.slot))] = 1;
    for (const Slot slot : leaving)
        lifted[static_cast<std::size_t>(rowOf(slot))] = 1;
    std::sort(placed.begin(), placed.end());

    std::vector<SortKey> order;
    order.reserve(keys_.size());
    auto next = placed.cbegin();
    for (std::size_t row = 0; row < keys_.size(); ++row) {
        if (lifted[row] != 0)
            continue;
        while (next != placed.cend() && *next < keys_[row])
            order.push_back(*next++);
        order.push_back(keys_[row]);
    }
    order.insert(order.end(), next, placed.cend());
    for (const Slot slot : leaving)
        order.push_back(key(rowOf(slot)));
    return order;
}

bool RowOrder::sameRows(const std::vector<SortKey>& keys) const {
    return std::equal(keys_.begin(), keys_.end(), keys.begin(), keys.end(),
                      [](const SortKey& a, const SortKey& b) { return a.slot == b.slot; });
}

void RowOrder::assign(std::vector<SortKey> keys) {
    keys_ = std::move(keys);
    for (std::size_t row = 0; row < keys_.size(); ++row)
        setRow(keys_[row].slot, row);
}

void RowOrder::truncate(int size) {
    for (std::size_t row = static_cast<std::size_t>(size); row < keys_.size(); ++row)
        rows_[keys_[row].slot] = -1;
    keys_.resize(static_cast<std::size_t>(size));
}

void RowOrder::clear() {
    keys_.clear();
    rows_.clear();
}

} // namespace synoptic
