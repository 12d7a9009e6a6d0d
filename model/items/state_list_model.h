// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/change_set.h"

#include <QAbstractTableModel>

#include <array>

namespace synoptic {

/// Transitions into each state per second.
using StateRates = std::array<double, kTcpStateCount>;

/// The diagram as a table: each state, how many are in it, how many enter it, what it means.
class StateListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : int { State, Count, Rate, Meaning, ColumnCount };
    enum ItemRole { TcpStateRole = Qt::UserRole, SortRole };

    explicit StateListModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    void setValues(const StateCounts& counts, const StateRates& rates);

    /// One sentence on a state, translated.
    static QString meaning(TcpState state);

private:
    StateCounts counts_{};
    StateRates rates_{};
};

} // namespace synoptic
