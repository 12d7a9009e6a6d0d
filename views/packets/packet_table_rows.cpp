// SPDX-License-Identifier: GPL-3.0-or-later
// Where the rows of the packet table are, without keeping anything for each.
#include "model/items/packet_table_model.h"
#include "views/packets/packet_table_view.h"
#include "views/theme/theme_manager.h"

#include <QHeaderView>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace synoptic {

/// Qt's would have the vertical header lay out every row.
void PacketTableView::setModel(QAbstractItemModel* model) {
    horizontalHeader()->setModel(model);
    QAbstractItemView::setModel(model);
}

void PacketTableView::setSelectionModel(QItemSelectionModel* selection) {
    horizontalHeader()->setSelectionModel(selection);
    QAbstractItemView::setSelectionModel(selection);
}

/// Other rows: there is at once room to scroll among them.
void PacketTableView::reset() {
    QTableView::reset();
    updateGeometries();
}

int PacketTableView::rowCount() const {
    return packets_->rowCount();
}

/// In the viewport.
int PacketTableView::rowTop(int row) const {
    return row * kRowHeight - verticalOffset();
}

int PacketTableView::verticalOffset() const {
    return verticalScrollBar()->value();
}

int PacketTableView::firstVisibleRow() const {
    return rowCount() == 0 ? -1 : std::min(verticalOffset() / kRowHeight, rowCount() - 1);
}

int PacketTableView::lastVisibleRow() const {
    return std::min((verticalOffset() + viewport()->height() - 1) / kRowHeight, rowCount() - 1);
}

QRect PacketTableView::visualRect(const QModelIndex& index) const {
    if (!index.isValid() || isIndexHidden(index))
        return {};
    return {columnViewportPosition(index.column()), rowTop(index.row()),
            columnWidth(index.column()), kRowHeight};
}

QModelIndex PacketTableView::indexAt(const QPoint& point) const {
    const int row = (point.y() + verticalOffset()) / kRowHeight;
    const int column = columnAt(point.x());
    if (point.y() + verticalOffset() < 0 || row >= rowCount() || column < 0)
        return {};
    return packets_->index(row, column);
}

bool PacketTableView::isIndexHidden(const QModelIndex& index) const {
    return index.isValid() && isColumnHidden(index.column());
}

int PacketTableView::sizeHintForColumn(int column) const {
    int width = 0;
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    for (int row = firstVisibleRow(); row >= 0 && row <= lastVisibleRow(); ++row)
        width =
            std::max(width, itemDelegate()->sizeHint(option, packets_->index(row, column)).width());
    return width;
}

void PacketTableView::showRow(int row) {
    QScrollBar* bar = verticalScrollBar();
    const int top = row * kRowHeight;
    const int height = viewport()->height();
    if (top >= bar->value() && top + kRowHeight <= bar->value() + height)
        return;
    // From afar into the middle, from beside only as far as need be.
    const bool near =
        top > bar->value() - 2 * kRowHeight && top < bar->value() + height + kRowHeight;
    if (!near)
        bar->setValue(top - (height - kRowHeight) / 2);
    else
        bar->setValue(top < bar->value() ? top : top + kRowHeight - height);
}

void PacketTableView::scrollTo(const QModelIndex& index, ScrollHint hint) {
    if (!index.isValid())
        return;
    const int top = index.row() * kRowHeight;
    const int height = viewport()->height();
    if (hint == PositionAtTop)
        verticalScrollBar()->setValue(top);
    else if (hint == PositionAtBottom)
        verticalScrollBar()->setValue(top + kRowHeight - height);
    else if (hint == PositionAtCenter)
        verticalScrollBar()->setValue(top - (height - kRowHeight) / 2);
    else
        showRow(index.row());
    const QRect cell = visualRect(index);
    if (cell.left() < 0 || cell.left() >= viewport()->width())
        horizontalScrollBar()->setValue(horizontalOffset() + cell.left());
}

QModelIndex PacketTableView::moveCursor(CursorAction action, Qt::KeyboardModifiers) {
    if (rowCount() == 0)
        return {};
    const QHeaderView* header = horizontalHeader();
    const QModelIndex current = currentIndex();
    int row = current.isValid() ? current.row() : std::max(0, firstVisibleRow());
    int visual = current.isValid() ? header->visualIndex(current.column()) : 0;
    const int page = std::max(1, viewport()->height() / kRowHeight - 1);
    const auto step = [&](int by) {
        for (int to = visual + by; to >= 0 && to < header->count(); to += by) {
            if (!header->isSectionHidden(header->logicalIndex(to)))
                return to;
        }
        return visual;
    };
    switch (action) {
    case MoveUp:
    case MovePrevious:
        row -= current.isValid() ? 1 : 0;
        break;
    case MoveDown:
    case MoveNext:
        row += current.isValid() ? 1 : 0;
        break;
    case MovePageUp:
        row -= page;
        break;
    case MovePageDown:
        row += page;
        break;
    case MoveHome: // these are lists: the first and the last row are what is meant
        row = 0;
        break;
    case MoveEnd:
        row = rowCount() - 1;
        break;
    case MoveLeft:
        visual = step(-1);
        break;
    case MoveRight:
        visual = step(1);
        break;
    }
    return packets_->index(std::clamp(row, 0, rowCount() - 1), header->logicalIndex(visual));
}

void PacketTableView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) {
    if (rowCount() == 0)
        return;
    const QRect area = rect.normalized();
    const int top = std::clamp((area.top() + verticalOffset()) / kRowHeight, 0, rowCount() - 1);
    const int bottom =
        std::clamp((area.bottom() + verticalOffset()) / kRowHeight, top, rowCount() - 1);
    selectionModel()->select(
        QItemSelection(packets_->index(top, 0),
                       packets_->index(bottom, PacketTableModel::ColumnCount - 1)),
        command);
}

QRegion PacketTableView::visualRegionForSelection(const QItemSelection& selection) const {
    QRegion region;
    for (const QItemSelectionRange& range : selection) {
        const int first = std::max(range.top(), firstVisibleRow());
        const int last = std::min(range.bottom(), lastVisibleRow());
        if (first <= last)
            region += QRect(0, rowTop(first), viewport()->width(), (last - first + 1) * kRowHeight);
    }
    return region;
}

void PacketTableView::updateGeometries() {
    if (arranging_)
        return;
    arranging_ = true;
    QHeaderView* header = horizontalHeader();
    const int headerHeight = header->isHidden() ? 0 : header->height();
    setViewportMargins(0, headerHeight, 0, 0);
    QScrollBar* down = verticalScrollBar();
    QScrollBar* across = horizontalScrollBar();
    // A bar that comes or goes leaves other room than there was.
    int passes = 0;
    for (QSize room; room != viewport()->size();) {
        room = viewport()->size();
        down->setPageStep(room.height());
        down->setSingleStep(kRowHeight);
        down->setRange(0, std::max(0, rowCount() * kRowHeight - room.height()));
        fitInfo();
        across->setPageStep(viewport()->width());
        across->setSingleStep(std::max(20, viewport()->width() / 20));
        across->setRange(0, std::max(0, header->length() - viewport()->width()));
        if (++passes > 3)
            break;
    }
    const QRect area = viewport()->geometry();
    header->setGeometry(area.left(), area.top() - headerHeight, area.width(), headerHeight);
    QAbstractItemView::updateGeometries();
    arranging_ = false;
    tellVisibleRows();
}

void PacketTableView::scrollContentsBy(int dx, int dy) {
    QTableView::scrollContentsBy(dx, dy);
    if (dy != 0 && !arranging_)
        following_ = following_ && verticalOffset() == verticalScrollBar()->maximum();
    tellVisibleRows();
}

void PacketTableView::setFollowing(bool follow) {
    following_ = follow;
    if (follow)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void PacketTableView::rowsInserted(const QModelIndex& parent, int start, int end) {
    QAbstractItemView::rowsInserted(parent, start, end);
    QScrollBar* bar = verticalScrollBar();
    const bool atEnd = following_ || (bar->maximum() > 0 && bar->value() == bar->maximum());
    updateGeometries();
    if (atEnd)
        bar->setValue(bar->maximum());
}

/// Rows leave at the head: what is in sight stays in sight.
void PacketTableView::takeRemoval(int count) {
    QScrollBar* bar = verticalScrollBar();
    const int value = bar->value();
    updateGeometries();
    bar->setValue(following_ ? bar->maximum() : std::max(0, value - count * kRowHeight));
    viewport()->update();
}

void PacketTableView::tellVisibleRows() {
    packets_->setVisibleRows(firstVisibleRow(), lastVisibleRow());
}

void PacketTableView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    arrangeColumns();
}

void PacketTableView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    const Theme& theme = themeOf(this);
    painter.fillRect(event->rect(), theme.base);
    const int first = std::max(0, (event->rect().top() + verticalOffset()) / kRowHeight);
    const int last =
        std::min((event->rect().bottom() + verticalOffset()) / kRowHeight, rowCount() - 1);
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.widget = this;
    const QHeaderView* header = horizontalHeader();
    const QModelIndex current = currentIndex();
    for (int row = first; row <= last; ++row) {
        const bool selected = selectionModel()->isRowSelected(row);
        for (int visual = 0; visual < header->count(); ++visual) {
            const int column = header->logicalIndex(visual);
            const QModelIndex index = packets_->index(row, column);
            option.rect = visualRect(index);
            if (!option.rect.intersects(event->rect()))
                continue;
            option.state.setFlag(QStyle::State_Selected, selected);
            option.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == current);
            itemDelegate()->paint(&painter, option, index);
        }
        if (selected)
            painter.fillRect(QRect(0, rowTop(row), 3, kRowHeight), theme.accent);
    }
}

} // namespace synoptic
