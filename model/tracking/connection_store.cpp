// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/connection_store.h"

#include <utility>

namespace synoptic {

namespace {

const std::shared_ptr<const ConnectionHistory>& emptyHistory() {
    static const auto empty = std::make_shared<const ConnectionHistory>();
    return empty;
}

} // namespace

TrackedConnections::TrackedConnections() = default;

ConnectionRecord& TrackedConnections::create() {
    if (free_.empty())
        free_.push_back(&records_.emplace_back());
    ConnectionRecord& record = *free_.back();
    byKey_.emplace(nextKey_, &record);
    free_.pop_back();
    if (!free_.empty())
        prefetch(*free_.back()); // the next one's place
    record.snapshot.key = nextKey_++;
    record.snapshot.history = emptyHistory();
    markDirty(record);
    return record;
}

void TrackedConnections::forget(ConnectionRecord& record) {
    const ConnectionKey key = record.snapshot.key;
    unmarkDirty(record);
    byKey_.erase(key);
    if (isTold(key))
        removed_.push_back(key);
    if (isHalfOpen(record))
        halfOpen_.erase(halfOpen_.iterator_to(record));
    if (record.snapshot.closed)
        closed_.erase(closed_.iterator_to(record));
    record = ConnectionRecord();
    free_.push_back(&record);
}

void TrackedConnections::setHalfOpen(ConnectionRecord& record, bool halfOpen) {
    if (halfOpen == isHalfOpen(record))
        return;
    if (halfOpen)
        halfOpen_.push_back(record);
    else
        halfOpen_.erase(halfOpen_.iterator_to(record));
}

void TrackedConnections::setClosed(ConnectionRecord& record, bool closed) {
    if (closed == record.snapshot.closed)
        return;
    record.snapshot.closed = closed;
    if (closed)
        closed_.push_back(record);
    else
        closed_.erase(closed_.iterator_to(record));
}

const ConnectionRecord* TrackedConnections::find(ConnectionKey key) const {
    const auto it = byKey_.find(key);
    return it == byKey_.end() ? nullptr : it->second;
}

ConnectionRecord* TrackedConnections::findForChange(ConnectionKey key) {
    const auto it = byKey_.find(key);
    return it == byKey_.end() ? nullptr : it->second;
}

void TrackedConnections::markDirty(ConnectionRecord& record) {
    if (record.dirtyPosition != ConnectionRecord::kClean)
        return;
    record.dirtyPosition = dirty_.size();
    dirty_.push_back(&record);
}

void TrackedConnections::unmarkDirty(ConnectionRecord& record) {
    if (record.dirtyPosition == ConnectionRecord::kClean)
        return;
    ConnectionRecord* last = dirty_.back();
    dirty_[record.dirtyPosition] = last;
    last->dirtyPosition = record.dirtyPosition;
    dirty_.pop_back();
    record.dirtyPosition = ConnectionRecord::kClean;
}

void TrackedConnections::take(ChangeSet& set) {
    set.changed.reserve(dirty_.size());
    for (ConnectionRecord* record : dirty_) {
        set.changed.push_back(record->snapshot);
        record->dirtyPosition = ConnectionRecord::kClean;
    }
    dirty_.clear();
    set.removed = std::exchange(removed_, {});
    firstUntold_ = nextKey_;
}

} // namespace synoptic
