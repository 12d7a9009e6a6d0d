// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_table_model.h"

#include <algorithm>

namespace synoptic {

namespace {

constexpr int kViewer = 1; ///< among those who ask PacketDetails
/// Rows of 24 px up to here have positions that an int holds.
constexpr PacketNumber kMostRows = 80'000'000;

} // namespace

PacketTableModel::PacketTableModel(PacketDetails* details, PacketConnections connections,
                                   QObject* parent)
    : QAbstractTableModel(parent), details_(details), connections_(std::move(connections)),
      search_(details) {
    connect(details_, &PacketDetails::reset, this, &PacketTableModel::takeHistory);
    connect(details_, &PacketDetails::grown, this, &PacketTableModel::takeGrowth);
    connect(details_, &PacketDetails::arrived, this, &PacketTableModel::refreshRows);
    connect(&search_, &PacketSearch::found, this, &PacketTableModel::takeFound);
    connect(&search_, &PacketSearch::runningChanged, this, &PacketTableModel::countsChanged);
    takeHistory();
}

int PacketTableModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid())
        return 0;
    return static_cast<int>(
        std::min<PacketNumber>(showsAll() ? end_ - begin_ : shown_.size(), kMostRows));
}

int PacketTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

PacketNumber PacketTableModel::numberAt(int row) const {
    if (row < 0 || row >= rowCount())
        return kNoPacket;
    if (showsAll())
        return begin_ + static_cast<PacketNumber>(row);
    if (row != cachedRow_) {
        cachedNumber_ = shown_[static_cast<std::size_t>(row)];
        cachedRow_ = row;
    }
    return cachedNumber_;
}

int PacketTableModel::rowOf(PacketNumber number) const {
    PacketNumber row = 0;
    if (showsAll() ? number < begin_ || number >= end_ : !shown_.contains(number))
        return -1;
    row = showsAll() ? number - begin_ : shown_.countBelow(number);
    return row < kMostRows ? static_cast<int>(row) : -1;
}

const IndexedPacket* PacketTableModel::packet(PacketNumber number) const {
    return view_.contains(number) ? &view_[number] : nullptr;
}

const ConnectionSnapshot* PacketTableModel::connectionOf(PacketNumber number) const {
    const IndexedPacket* indexed = packet(number);
    return indexed ? connectionOf(*indexed) : nullptr;
}

const ConnectionSnapshot* PacketTableModel::connectionOf(const IndexedPacket& packet) const {
    return packet.flow != kNoFlow && connections_.find ? connections_.find(packet.flow) : nullptr;
}

void PacketTableModel::showAll() {
    if (!ofConnection_)
        return;
    beginResetModel();
    ofConnection_ = false;
    restart();
    endResetModel();
    beginSearch();
    Q_EMIT countsChanged();
}

void PacketTableModel::showConnection(FlowNumber flow, PacketNumber last) {
    if (ofConnection_ && flow == flow_ && last_ != kNoPacket && last != kNoPacket) {
        last_ = last;
        search_.goOn(last);
        return;
    }
    if (ofConnection_ && flow == flow_ && last == last_)
        return;
    beginResetModel();
    ofConnection_ = true;
    flow_ = flow;
    last_ = last;
    restart();
    endResetModel();
    beginSearch();
    Q_EMIT countsChanged();
}

void PacketTableModel::setFilter(const PacketFilter& filter) {
    if (filter == filter_)
        return;
    beginResetModel();
    filter_ = filter;
    restart();
    endResetModel();
    beginSearch();
    Q_EMIT countsChanged();
}

void PacketTableModel::setRelativeNumbers(bool relative) {
    if (relative == relative_)
        return;
    relative_ = relative;
    refreshRows();
}

/// No rows, or all, within a reset of the model.
void PacketTableModel::restart() {
    cachedRow_ = -1;
    firstVisible_ = lastVisible_ = -1;
    wanted_.clear();
    shown_.clear();
    begin_ = view_.begin();
    end_ = std::min(view_.end(), begin_ + kMostRows);
}

void PacketTableModel::beginSearch() {
    if (showsAll())
        search_.stop();
    else if (ofConnection_)
        search_.searchConnection(last_, filter_);
    else
        search_.searchAll(filter_);
}

/// Another capture: what was known of connections is of the one before.
void PacketTableModel::takeHistory() {
    beginResetModel();
    view_ = details_->packets();
    origin_.reset();
    if (view_.size() > 0)
        origin_ = view_[view_.begin()].time;
    flow_ = kNoFlow;
    last_ = kNoPacket;
    restart();
    endResetModel();
    beginSearch();
    Q_EMIT countsChanged();
}

void PacketTableModel::takeGrowth() {
    const PacketIndex::View& now = details_->packets();
    if (!origin_ && now.size() > 0)
        origin_ = now[now.begin()].time;
    dropBelow(now.begin());
    view_ = now;
    if (showsAll())
        insertAll();
    else
        search_.goOn();
    Q_EMIT countsChanged();
}

void PacketTableModel::dropBelow(PacketNumber first) {
    const int before = rowCount();
    int leaving = 0;
    if (showsAll())
        leaving = static_cast<int>(std::min(std::max(first, begin_), end_) - begin_);
    else
        leaving = static_cast<int>(shown_.countBelow(first));
    leaving = std::min(leaving, before);
    if (leaving > 0)
        beginRemoveRows({}, 0, leaving - 1);
    begin_ = std::max(begin_, first);
    end_ = std::max(end_, begin_);
    shown_.dropBelow(first);
    cachedRow_ = -1;
    if (leaving == 0)
        return;
    if (firstVisible_ >= 0) {
        firstVisible_ = std::max(0, firstVisible_ - leaving);
        lastVisible_ -= leaving;
    }
    endRemoveRows();
}

void PacketTableModel::insertAll() {
    const PacketNumber end = std::min(view_.end(), begin_ + kMostRows);
    if (end <= end_)
        return;
    beginInsertRows({}, static_cast<int>(end_ - begin_), static_cast<int>(end - begin_) - 1);
    end_ = end;
    endInsertRows();
}

void PacketTableModel::takeFound(PacketSet* numbers) {
    // The oldest may have left since.
    numbers->dropBelow(view_.begin());
    const int before = rowCount();
    const auto coming = static_cast<int>(
        std::min<PacketNumber>(numbers->size(), kMostRows - static_cast<PacketNumber>(before)));
    if (coming > 0)
        beginInsertRows({}, before, before + coming - 1);
    shown_.append(std::move(*numbers));
    if (coming > 0)
        endInsertRows();
    Q_EMIT countsChanged();
}

void PacketTableModel::setVisibleRows(int first, int last) {
    firstVisible_ = first;
    lastVisible_ = std::min(last, rowCount() - 1);
    wantVisible();
}

void PacketTableModel::wantVisible() {
    std::vector<PacketNumber> numbers;
    if (firstVisible_ >= 0 && lastVisible_ >= firstVisible_) {
        // What is in sight comes first, then a screen below and one above.
        const int screen = lastVisible_ - firstVisible_ + 1;
        const int end = std::min(rowCount(), lastVisible_ + 1 + screen);
        for (int row = firstVisible_; row < end; ++row)
            numbers.push_back(numberAt(row));
        for (int row = std::max(0, firstVisible_ - screen); row < firstVisible_; ++row)
            numbers.push_back(numberAt(row));
    }
    if (numbers == wanted_)
        return;
    wanted_ = numbers;
    details_->want(kViewer, std::move(numbers));
}

void PacketTableModel::refreshRows() {
    const int last = std::min(lastVisible_, rowCount() - 1);
    if (firstVisible_ < 0 || last < firstVisible_)
        return;
    Q_EMIT dataChanged(index(firstVisible_, 0), index(last, ColumnCount - 1));
}

} // namespace synoptic
