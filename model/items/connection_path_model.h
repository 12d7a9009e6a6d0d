// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <QAbstractTableModel>

#include <vector>

namespace synoptic {

/// The way of one connection through the states: each transition, with the numbers the diagram
/// gives them. A connection that was found in a state, rather than seen to come to it, has a row
/// without a number for that before. GUI thread.
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
    /// With asFound_ the first row stands for how it was found: from == to, no edge.
    std::vector<StateTransition> steps_;
    ConnectionKey key_ = 0;
    std::uint32_t omitted_ = 0;
    bool asFound_ = false;
    bool alreadyThere_ = false;
    QString disagreement_; ///< of kernel and packets about the last step; empty: none
};

} // namespace synoptic
