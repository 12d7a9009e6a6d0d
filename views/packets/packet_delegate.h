// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QStyledItemDelegate>

namespace synoptic {

/// Paints the cells of the packet table: trouble on a tinted ground, RST in its colour.
class PacketDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit PacketDelegate(QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    // Kept: a font made anew for each cell looks its glyphs up anew.
    QFont plain_;
    int widestCharacter_;
};

} // namespace synoptic
