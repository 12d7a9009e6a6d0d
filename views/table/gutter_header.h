// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace synoptic {

/// The narrow column at the left of the table: + for a new row, delta for a changed state, - for a
/// closed one, and the accent bar of the selected row. Never moves with the columns.
class GutterHeader : public QHeaderView {
    Q_OBJECT
public:
    explicit GutterHeader(QWidget* parent);
    static constexpr int kWidth = 20;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void paintSection(QPainter* painter, const QRect& rect, int row) const override;
};

} // namespace synoptic
