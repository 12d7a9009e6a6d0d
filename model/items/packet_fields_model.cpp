// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_fields_model.h"

#include "model/items/safe_text.h"

namespace synoptic {

PacketFieldsModel::PacketFieldsModel(QObject* parent) : QAbstractItemModel(parent) {}

void PacketFieldsModel::setFields(PacketFields fields) {
    beginResetModel();
    fields_ = std::move(fields);
    endResetModel();
}

int PacketFieldsModel::fieldOf(const QModelIndex& index) {
    return index.isValid() ? static_cast<int>(index.internalId()) : -1;
}

QModelIndex PacketFieldsModel::indexOf(int field, int column) const {
    if (field < 0 || static_cast<std::size_t>(field) >= fields_.fields().size())
        return {};
    return createIndex(fields_[field].row, column, static_cast<quintptr>(field));
}

const std::vector<int>& PacketFieldsModel::childrenOf(const QModelIndex& parent) const {
    return parent.isValid() ? fields_[fieldOf(parent)].children : fields_.roots();
}

QModelIndex PacketFieldsModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column,
                       static_cast<quintptr>(childrenOf(parent)[static_cast<std::size_t>(row)]));
}

QModelIndex PacketFieldsModel::parent(const QModelIndex& child) const {
    return child.isValid() ? indexOf(fields_[fieldOf(child)].parent) : QModelIndex();
}

int PacketFieldsModel::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : static_cast<int>(childrenOf(parent).size());
}

int PacketFieldsModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

QVariant PacketFieldsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PacketField& field = fields_[fieldOf(index)];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name ? field.name : field.value;
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(field));
    case KeyRole:
        return QByteArray(field.key);
    case KindRole:
        return static_cast<int>(field.kind);
    case ProblemRole:
        return field.isProblem;
    default:
        return {};
    }
}

QString PacketFieldsModel::toolTip(const PacketField& field) const {
    QStringList lines{field.value.isEmpty() ? field.name
                                            : field.name + QStringLiteral(": ") + field.value};
    if (field.end == field.begin + 1)
        lines << tr("Byte %1 of the frame").arg(field.begin);
    else if (field.end > field.begin)
        lines << tr("Bytes %1 to %2 of the frame").arg(field.begin).arg(field.end - 1);
    if (field.key[0] != '\0')
        //: %1 is what Wireshark calls the field, such as ip.ttl
        lines << tr("In Wireshark: %1").arg(QLatin1String(field.key));
    return lines.join(QLatin1Char('\n'));
}

QVariant PacketFieldsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Field") : tr("Value");
}

} // namespace synoptic
