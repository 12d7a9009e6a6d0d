// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/table/gutter_header.h"

#include "model/items/connection_table_model.h"
#include "views/table/row_paint.h"

#include <QPainter>

namespace synoptic {

namespace {
constexpr int kBar = 3;

QString signOf(RowHighlight highlight) {
    switch (highlight) {
    case RowHighlight::New:
        return QStringLiteral("+");
    case RowHighlight::Changed:
        return QStringLiteral("Δ");
    case RowHighlight::Closed:
        return QStringLiteral("−");
    case RowHighlight::None:
        break;
    }
    return {};
}

QColor inkOf(RowHighlight highlight, const Theme& theme) {
    return highlight == RowHighlight::New       ? theme.ok.foreground
           : highlight == RowHighlight::Changed ? theme.warning.foreground
                                                : theme.reset;
}
} // namespace

GutterHeader::GutterHeader(QWidget* parent) : QHeaderView(Qt::Vertical, parent) {
    setSectionResizeMode(QHeaderView::Fixed);
    setSectionsClickable(false);
    setHighlightSections(false);
    setFixedWidth(kWidth);
}

QSize GutterHeader::sizeHint() const {
    return {kWidth, QHeaderView::sizeHint().height()};
}

void GutterHeader::paintEvent(QPaintEvent* event) {
    QHeaderView::paintEvent(event);
    // Below the last row the style would go on as a header.
    const int end = length() - offset();
    if (end < viewport()->height())
        QPainter(viewport())
            .fillRect(QRect(0, end, width(), viewport()->height() - end), themeOf(this).base);
}

void GutterHeader::paintSection(QPainter* painter, const QRect& rect, int row) const {
    const Theme& theme = themeOf(this);
    const auto highlight = RowHighlight(
        model()->headerData(row, Qt::Vertical, ConnectionTableModel::HighlightRole).toInt());
    const bool selected = selectionModel() && selectionModel()->isRowSelected(row);
    const bool active = parentWidget() && parentWidget()->isActiveWindow();
    painter->fillRect(rect, rowGround(theme, row, highlight, selected, active));
    if (selected)
        painter->fillRect(QRect(rect.topLeft(), QSize(kBar, rect.height())), theme.accent);
    if (highlight == RowHighlight::None)
        return;
    painter->save();
    painter->setFont(uiFont(12, true));
    painter->setPen(inkOf(highlight, theme));
    painter->drawText(rect, Qt::AlignCenter, signOf(highlight));
    painter->restore();
}

} // namespace synoptic
