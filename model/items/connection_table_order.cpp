// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_table_model.h"

#include <utility>

/// How rows of the connection table come, go and move.
namespace synoptic {

bool ConnectionTableModel::isEligible(const ConnectionStore::Entry& entry) const {
    if (entry.highlight == RowHighlight::Closed)
        return true;
    return isCounted(entry);
}

bool ConnectionTableModel::isCounted(const ConnectionStore::Entry& entry) const {
    return !entry.gone && (!entry.snapshot.closed || showClosed_ || filter_.wantsClosed());
}

SortKey ConnectionTableModel::keyOf(Slot slot) {
    SortKey key = makeSortKey(store_[slot].snapshot, sortColumn_, sortOrder_ == Qt::DescendingOrder,
                              *names_, texts_);
    key.slot = slot;
    return key;
}

void ConnectionTableModel::sort(int column, Qt::SortOrder order) {
    sortColumn_ = column < ColumnCount ? column : -1;
    sortOrder_ = order;
    placeAll();
}

void ConnectionTableModel::placeAll() {
    for (Slot slot = 0; slot < store_.slotCount(); ++slot)
        markDirty(slot);
    place();
}

void ConnectionTableModel::tickOrder() {
    if (held_)
        return updatePending();
    if (filter_.dependsOnTime())
        placeAll();
    else
        place();
}

void ConnectionTableModel::place() {
    const std::uint64_t textsBefore = texts_.generation();
    const FilterContext context{now_, *names_};
    std::vector<SortKey> placed;   // to be put where they belong: moved ones, then new ones
    std::vector<SortKey> arriving; // the new ones among them
    std::vector<Slot> leaving;
    for (const Slot slot : std::exchange(dirty_, {})) {
        ConnectionStore::Entry& entry = store_[slot];
        entry.dirty = false;
        if (store_.isFree(slot))
            continue;
        const bool wanted = isEligible(entry) && filter_.matches(entry.snapshot, context);
        const bool counted = isCounted(entry);
        const bool matched = counted && wanted;
        total_ += int{counted} - int{std::exchange(entry.counted, counted)};
        matches_ += int{matched} - int{std::exchange(entry.matched, matched)};
        const int row = order_.rowOf(slot);
        if (wanted) {
            const SortKey key = keyOf(slot);
            if (row < 0)
                arriving.push_back(key);
            else if (!key.samePlace(order_.key(row)))
                placed.push_back(key);
        } else if (row >= 0) {
            leaving.push_back(slot);
        } else if (entry.gone) {
            store_.release(slot);
        }
    }
    if (texts_.generation() != textsBefore) // rare: every key made before is void
        placed = renewedKeys(arriving, leaving);

    if (!arriving.empty()) {
        for (const SortKey& key : arriving)
            highlightArrival(key.slot);
        const int size = order_.size();
        beginInsertRows({}, size, size + static_cast<int>(arriving.size()) - 1);
        order_.append(arriving);
        endInsertRows();
        placed.insert(placed.end(), arriving.begin(), arriving.end());
    }
    if (!placed.empty() || !leaving.empty())
        reorder(std::move(placed), leaving);
    if (!leaving.empty()) {
        const int remaining = order_.size() - static_cast<int>(leaving.size());
        beginRemoveRows({}, remaining, order_.size() - 1);
        order_.truncate(remaining);
        for (const Slot slot : leaving) {
            if (store_[slot].gone)
                store_.release(slot);
        }
        endRemoveRows();
    }
    if (std::exchange(told_, {total_, matches_}) != std::pair(total_, matches_))
        Q_EMIT countsChanged();
    if (std::exchange(pending_, false))
        Q_EMIT orderHeldChanged(false);
}

std::vector<SortKey> ConnectionTableModel::renewedKeys(std::vector<SortKey>& arriving,
                                                       const std::vector<Slot>& leaving) {
    std::uint64_t generation = 0;
    std::vector<SortKey> placed;
    do {
        generation = texts_.generation();
        placed.clear();
        for (int row = 0; row < order_.size(); ++row)
            placed.push_back(keyOf(order_.slot(row)));
        for (SortKey& key : arriving)
            key = keyOf(key.slot);
    } while (generation != texts_.generation());
    std::vector<char> leaves(store_.slotCount(), 0);
    for (const Slot slot : leaving)
        leaves[slot] = 1;
    std::erase_if(placed, [&](const SortKey& key) { return leaves[key.slot] != 0; });
    return placed;
}

void ConnectionTableModel::highlightArrival(Slot slot) {
    // The highlight is for eyes: it runs from when the row is there to be seen.
    const RowHighlight kind = store_[slot].highlight;
    if (kind == RowHighlight::New || kind == RowHighlight::Closed)
        highlight(slot, kind);
}

void ConnectionTableModel::reorder(std::vector<SortKey> placed, const std::vector<Slot>& leaving) {
    std::vector<SortKey> keys = order_.planned(std::move(placed), leaving);
    if (order_.sameRows(keys))
        return order_.assign(std::move(keys)); // other values, same rows

    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    std::vector<Slot> slots;
    slots.reserve(static_cast<std::size_t>(from.size()));
    for (const QModelIndex& index : from)
        slots.push_back(order_.slot(index.row()));
    order_.assign(std::move(keys));
    QModelIndexList to;
    to.reserve(from.size());
    for (qsizetype i = 0; i < from.size(); ++i)
        to.append(index(order_.rowOf(slots[static_cast<std::size_t>(i)]), from[i].column()));
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

} // namespace synoptic
