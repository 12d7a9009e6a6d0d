// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_table_model.h"

#include <algorithm>
#include <utility>

namespace synoptic {

using namespace std::chrono_literals;

namespace {

Duration lengthOf(RowHighlight highlight) {
    return highlight == RowHighlight::Changed ? Duration(1200ms) : Duration(2s);
}

} // namespace

ConnectionTableModel::ConnectionTableModel(ConnectionNames* names, QObject* parent)
    : QAbstractTableModel(parent), names_(names == nullptr ? &noNames_ : names) {}

const ConnectionSnapshot* ConnectionTableModel::at(int row) const {
    return row >= 0 && row < order_.size() ? &store_[order_.slot(row)].snapshot : nullptr;
}

const ConnectionSnapshot* ConnectionTableModel::find(ConnectionKey key) const {
    return store_.find(key);
}

int ConnectionTableModel::rowOf(ConnectionKey key) const {
    const Slot slot = store_.slotOf(key);
    return slot == ConnectionStore::kNoSlot ? -1 : order_.rowOf(slot);
}

RowHighlight ConnectionTableModel::highlightOf(int row) const {
    return row >= 0 && row < order_.size() ? store_[order_.slot(row)].highlight
                                           : RowHighlight::None;
}

void ConnectionTableModel::apply(const ChangeSet& changes) {
    if (now_ < changes.time)
        now_ = changes.time;
    for (const ConnectionSnapshot& snapshot : changes.changed)
        store(snapshot);
    for (const ConnectionKey key : changes.removed) {
        const Slot slot = store_.slotOf(key);
        if (slot == ConnectionStore::kNoSlot)
            continue;
        if (order_.rowOf(slot) < 0) {
            forget(slot); // while the order is held, what comes and goes unseen must not pile up
            continue;
        }
        store_[slot].gone = true;
        markDirty(slot);
    }
    updatePending();
}

void ConnectionTableModel::store(const ConnectionSnapshot& snapshot) {
    Slot slot = store_.slotOf(snapshot.key);
    if (slot == ConnectionStore::kNoSlot) {
        slot = store_.add(snapshot);
        if (snapshot.closed)
            highlight(slot, RowHighlight::Closed);
        else if (!snapshot.alreadyThere && !snapshot.fromCapture)
            highlight(slot, RowHighlight::New);
    } else {
        ConnectionStore::Entry& entry = store_[slot];
        const bool closes = snapshot.closed && !entry.snapshot.closed;
        const bool moves = snapshot.state != entry.snapshot.state;
        entry.snapshot = snapshot;
        entry.gone = false;
        if (closes)
            highlight(slot, RowHighlight::Closed);
        else if (moves && !snapshot.fromCapture && entry.highlight != RowHighlight::Closed)
            highlight(slot, RowHighlight::Changed);
    }
    markDirty(slot);
}

void ConnectionTableModel::markDirty(Slot slot) {
    if (!std::exchange(store_[slot].dirty, true))
        dirty_.push_back(slot);
}

void ConnectionTableModel::highlight(Slot slot, RowHighlight highlight) {
    ConnectionStore::Entry& entry = store_[slot];
    entry.highlight = highlight;
    entry.highlightUntil = now_ + lengthOf(highlight);
    if (!std::exchange(entry.highlighted, true))
        highlighted_.push_back(slot);
}

void ConnectionTableModel::advance(Timestamp now) {
    now_ = now;
    bool ended = false;
    std::erase_if(highlighted_, [&](Slot slot) {
        ConnectionStore::Entry& entry = store_[slot];
        // A clock set back must not keep a highlight for hours.
        const Duration left = entry.highlightUntil - now;
        if (entry.highlight != RowHighlight::None && left > 0s && left <= 2s)
            return false;
        // A connection that closed before it had a row keeps its highlight until it had one.
        if (entry.highlight == RowHighlight::Closed && order_.rowOf(slot) < 0 && entry.dirty)
            return false;
        if (entry.highlight == RowHighlight::Closed && !store_.isFree(slot))
            markDirty(slot);
        entry.highlight = RowHighlight::None;
        entry.highlighted = false;
        ended = true;
        return true;
    });
    if (ended) {
        updatePending();
        tickValues();
    }
}

void ConnectionTableModel::setVisibleRows(int first, int last) {
    firstVisible_ = first;
    lastVisible_ = last;
}

void ConnectionTableModel::tickValues() {
    const int first = lastVisible_ == -2 ? 0 : std::max(firstVisible_, 0);
    const int last =
        lastVisible_ == -2 ? order_.size() - 1 : std::min(lastVisible_, order_.size() - 1);
    if (first <= last)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

void ConnectionTableModel::setOrderHeld(bool held) {
    if (held_ == held)
        return;
    held_ = held;
    if (held)
        updatePending();
    else if (std::exchange(pending_, false))
        Q_EMIT orderHeldChanged(false);
}

void ConnectionTableModel::updatePending() {
    if (held_ && !pending_ && !dirty_.empty()) {
        pending_ = true;
        Q_EMIT orderHeldChanged(true);
    }
}

void ConnectionTableModel::setFilter(const ConnectionFilter& filter) {
    filter_ = filter;
    placeAll();
}

void ConnectionTableModel::setShowClosed(bool show) {
    if (std::exchange(showClosed_, show) != show)
        placeAll();
}

void ConnectionTableModel::setCapture(bool capture) {
    if (std::exchange(capture_, capture) != capture)
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void ConnectionTableModel::namesChanged() {
    const bool sortsByName = sortColumn_ == RemoteHost || sortColumn_ == User ||
                             sortColumn_ == Service || sortColumn_ == Namespace;
    if (sortsByName || filter_.dependsOnNames()) {
        for (Slot slot = 0; slot < store_.slotCount(); ++slot)
            markDirty(slot);
        updatePending();
    }
    tickValues();
}

void ConnectionTableModel::diagnosesChanged(const std::vector<ConnectionKey>& connections) {
    for (const ConnectionKey key : connections) {
        if (const Slot slot = store_.slotOf(key); slot != ConnectionStore::kNoSlot)
            markDirty(slot);
    }
    updatePending();
}

void ConnectionTableModel::forget(Slot slot) {
    const ConnectionStore::Entry& entry = store_[slot];
    total_ -= int{entry.counted};
    matches_ -= int{entry.matched};
    store_.release(slot);
}

void ConnectionTableModel::clear() {
    beginResetModel();
    store_.clear();
    order_.clear();
    dirty_.clear();
    highlighted_.clear();
    total_ = 0;
    matches_ = 0;
    told_ = {0, 0};
    endResetModel();
    Q_EMIT countsChanged();
}

} // namespace synoptic
