// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QStyledItemDelegate>

namespace synoptic {

/// Paints the cells of the connection table: state chips, row highlights, muted zeros.
class ConnectionDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit ConnectionDelegate(QObject* parent = nullptr);
    static constexpr int kPadding = 7;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    // Kept: a font made anew for each cell looks its glyphs up anew.
    QFont plain_;
    QFont struckOut_;
    int widestCharacter_;
};

} // namespace synoptic
