// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/socket_table_pass.h"

#include "model/tracking/reset_counter.h"
#include "model/tracking/row_values.h"

namespace synoptic {

SocketTablePass::SocketTablePass(TrackerState& state, const SocketTableObservation& table)
    : state_(state), table_(table), home_(state.watchedNamespace(table.netns)),
      expected_(home_.open.begin()) {}

void SocketTablePass::run() {
    ++home_.generation;
    std::swap(home_.listeners, home_.listenersBefore);
    home_.listeners.clear();
    observeCounters();
    if (table_.settings)
        home_.settings = table_.settings;

    matchRows();
    closeMissing();
    for (const SocketRow* row : unknown_)
        admit(*row);
    countUnkept();

    home_.joined = true;
    home_.lastTable = table_.time;
    state_.enforceLimits();
    state_.endSecond(table_.time);
}

void SocketTablePass::matchRows() {
    for (const SocketRow& row : table_.rows) {
        if (row.protocol == Protocol::Tcp) {
            if (row.state == TcpState::Closed)
                continue; // on its way out of the kernel's tables: as good as gone
            if (row.state == TcpState::Listen)
                home_.listeners.add(row.tuple.local);
        }
        if (ConnectionRecord* record = match(row))
            observeKnown(*record, row);
    }
}

/// The record this row continues; null if there is none or the row was seen before in this table.
ConnectionRecord* SocketTablePass::match(const SocketRow& row) {
    ConnectionRecord* record = nullptr;
    if (expected_ != home_.open.end() && row.cookie != 0 && expected_->cookie == row.cookie)
        record = &*expected_;
    else if (ConnectionRecord** found = home_.known.find(row))
        record = *found;

    if (record && isAheadOfTable(*record) && (record->snapshot.closed || record->generation == 0))
        return seen(*record); // trace or packets told more of it since this was read
    if (record && record->snapshot.closed) {
        if (!state_.reopen(home_, *record, row))
            record = nullptr;
    } else if (record && record->generation != home_.generation &&
               isOtherConnection(*record, row)) {
        if (expected_ != home_.open.end() && &*expected_ == record)
            ++expected_;
        state_.close(home_, *record, table_.time);
        record = nullptr;
    }
    if (!record) {
        unknown_.push_back(&row);
        return nullptr;
    }
    return seen(*record);
}

/// Puts it where this table's rows stand. Null if it is closed, or was seen in this table before.
ConnectionRecord* SocketTablePass::seen(ConnectionRecord& record) {
    if (record.snapshot.closed || record.generation == home_.generation)
        return nullptr;
    record.generation = home_.generation;
    const auto position = home_.open.iterator_to(record);
    expected_ = std::next(position);
    home_.open.splice(home_.open.end(), home_.open, position);
    return &record;
}

/// What trace or packets told while the table was being read may be ahead of its rows.
bool SocketTablePass::isAheadOfTable(const ConnectionRecord& record) const {
    return record.lastExact >= table_.readFrom();
}

void SocketTablePass::observeKnown(ConnectionRecord& record, const SocketRow& row) {
    ConnectionSnapshot& known = record.snapshot;
    const bool isStale = isAheadOfTable(record);
    if (known.state == row.state) {
        if (record.lastExact != Timestamp::min() &&
            confirmState(record, state_.log(), Evidence::SocketTable))
            state_.store().markDirty(record);
    } else if (!isStale) {
        if (row.protocol == Protocol::Tcp) {
            state_.changeState(home_, record, row.state, table_.time);
        } else {
            known.state = row.state;
            known.lastChange = table_.time;
            state_.store().markDirty(record);
        }
    }
    if (record.cookie != 0 && known.id.tuple != row.tuple) {
        state_.setTuple(record, row.tuple);
        state_.store().markDirty(record);
    }
    if (updateValues(record, row, table_.time, home_.joined))
        state_.store().markDirty(record);
}

/// Whatever was seen stands at the list's end by now.
void SocketTablePass::closeMissing() {
    while (!home_.open.empty() && home_.open.front().generation != home_.generation) {
        ConnectionRecord& missing = home_.open.front();
        if (isAheadOfTable(missing))
            seen(missing); // it is known from after its place in the table was read
        else
            state_.close(home_, missing, table_.time);
    }
}

void SocketTablePass::countUnkept() {
    home_.unkeptCounts = {};
    if (home_.unkept.size() == 0)
        return;
    home_.unkept.eraseAll([this](const UnkeptSocket& socket) {
        if (socket.generation != home_.generation)
            return true;
        ++home_.unkeptCounts[index(socket.state)];
        return false;
    });
}

/// What packets or trace told of this socket before a table showed it.
ConnectionRecord* SocketTablePass::toldBefore(const SocketRow& row) const {
    ConnectionRecord* record = state_.findOpen(home_.netns, row.tuple);
    return record && record->cookie == 0 && record->generation == 0 ? record : nullptr;
}

void SocketTablePass::admit(const SocketRow& row) {
    ConnectionRecord* const* known = home_.known.find(row);
    if (known && (*known)->generation == home_.generation && !(*known)->snapshot.closed)
        return; // a double of a row admitted just now
    const bool tcp = row.protocol == Protocol::Tcp;
    if (ConnectionRecord* told = tcp ? toldBefore(row) : nullptr) {
        state_.adopt(home_, *told, row);
        observeKnown(*told, row);
        return;
    }
    const bool halfOpen = tcp && row.state == TcpState::SynReceived;
    UnkeptSocket* unkept = home_.unkept.find(row);
    if (!state_.hasRoom() || (unkept && halfOpen && !state_.hasRoomHalfOpen())) {
        home_.unkept.set(row, {row.state, home_.generation});
        return;
    }
    if (unkept) {
        const TcpState before = unkept->state;
        home_.unkept.erase(row);
        ConnectionRecord& record = state_.open(home_, row, before, table_.time);
        record.snapshot.lastSeen = home_.lastTable;
        observeKnown(record, row);
        return;
    }
    ConnectionRecord& record = state_.open(home_, row, row.state, table_.time);
    if (tcp && home_.joined)
        state_.log().record(record.snapshot,
                            isToItself(record.snapshot.id.tuple)
                                ? explainToItself(TcpState::Closed, row.state)
                                : explainOpening(row.state, record.snapshot.role),
                            {home_.lastTable, table_.time});
    if (halfOpen)
        state_.enforceLimits();
}

void SocketTablePass::observeCounters() {
    if (!table_.counters)
        return;
    const auto rise = [](std::uint64_t before, std::uint64_t now) {
        return now > before ? now - before : 0;
    };
    if (home_.counters && home_.joined) {
        const HostCounters& before = *home_.counters;
        const HostCounters& now = *table_.counters;
        state_.sampler().addRetransmissions(
            rise(before.segmentsRetransmitted, now.segmentsRetransmitted));
        if (!state_.isTraced(table_.time))
            state_.sampler().addResets(resetsAmong(before, now));
    }
    home_.counters = table_.counters;
}

} // namespace synoptic
