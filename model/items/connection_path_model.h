// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <QAbstractTableModel>

#include <vector>

namespace synoptic {

/// The way of one connection through the states: how it was first seen, then each transition.
/// GUI thread.
class ConnectionPathModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : int { Step, Time, SinceLast, State, Event, EvidenceColumn, ColumnCount };
    enum ItemRole {
        TcpStateRole = Qt::UserRole, ///< TcpState entered, as int
        InferredRole,                ///< bool: the hop was not seen
    };

    explicit ConnectionPathModel(QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    /// Null shows nothing. New steps of the same connection are added to the rows there are.
    void setConnection(const ConnectionSnapshot* connection);

private:
    /// The first row stands for how the connection was first seen: from == to, no edge.
    std::vector<StateTransition> steps_;
    ConnectionKey key_ = 0;
    std::uint32_t omitted_ = 0;
    bool alreadyThere_ = false;
};

} // namespace synoptic
