// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/connection_columns.h"
#include "model/items/connection_text.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <optional>
#include <vector>

namespace synoptic {

/// The plain way to a table: rows in a vector, each change told by itself. For comparison only.
class PlainTableModel : public QAbstractTableModel {
public:
    int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(rows_.size());
    }
    int columnCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : ConnectionColumns::ColumnCount;
    }
    QVariant data(const QModelIndex& index, int role) const override {
        const ConnectionSnapshot& c = rows_[static_cast<std::size_t>(index.row())];
        if (role == Qt::UserRole && index.column() == ConnectionColumns::Rtt)
            return c.metrics ? QVariant(c.metrics->rttMicroseconds) : QVariant();
        if (role != Qt::DisplayRole && role != Qt::UserRole)
            return {};
        return cellText(c, static_cast<ConnectionColumns::Column>(index.column()), c.lastSeen,
                        names_);
    }

    const ConnectionSnapshot& at(int row) const { return rows_[static_cast<std::size_t>(row)]; }
    void insert(std::vector<ConnectionSnapshot> list) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(list.size()) - 1);
        rows_.insert(rows_.end(), list.begin(), list.end());
        endInsertRows();
    }
    void setRtt(int row, std::uint32_t microseconds) {
        rows_[static_cast<std::size_t>(row)].metrics->rttMicroseconds = microseconds;
        const QModelIndex cell = index(row, ConnectionColumns::Rtt);
        Q_EMIT dataChanged(cell, cell);
    }
    void remove(int row) {
        beginRemoveRows({}, row, row);
        rows_.erase(rows_.begin() + row);
        endRemoveRows();
    }

private:
    std::vector<ConnectionSnapshot> rows_;
    ConnectionNames names_;
};

class PlainProxyModel : public QSortFilterProxyModel {
public:
    void setWanted(std::optional<TcpState> state) {
        wanted_ = state;
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex&) const override {
        const auto& c = static_cast<const PlainTableModel*>(sourceModel())->at(row);
        return !wanted_ || (c.state == *wanted_ && c.metrics->rttMicroseconds > 250'000);
    }

private:
    std::optional<TcpState> wanted_;
};

} // namespace synoptic
