// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/packet_fields.h"

#include <QAbstractItemModel>

namespace synoptic {

/// The fields of one packet as a tree of names and values. GUI thread.
class PacketFieldsModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column : int { Name, Value, ColumnCount };
    enum ItemRole {
        KeyRole = Qt::UserRole, ///< Wireshark's name, as QByteArray
        KindRole,               ///< PacketField::Kind, as int
        ProblemRole,            ///< bool
    };

    explicit PacketFieldsModel(QObject* parent = nullptr);

    void setFields(PacketFields fields);
    const PacketFields& fields() const { return fields_; }
    /// Index into fields(), -1 if the model index is not valid.
    static int fieldOf(const QModelIndex& index);
    QModelIndex indexOf(int field, int column = Name) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    const std::vector<int>& childrenOf(const QModelIndex& parent) const;
    QString toolTip(const PacketField& field) const;

    PacketFields fields_;
};

} // namespace synoptic
