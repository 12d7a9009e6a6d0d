// SPDX-License-Identifier: GPL-3.0-or-later
// LadderView's pointer, keyboard and selection.
#include "model/items/ladder_words.h"
#include "model/items/safe_text.h"
#include "views/ladder/ladder_painter.h"
#include "views/ladder/ladder_view.h"
#include "views/theme/theme_manager.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace synoptic {

namespace {

bool isRun(const LadderRow& row) {
    return row.kind == LadderRow::Kind::DataRun;
}

} // namespace

PacketNumber LadderView::selectedPacket() const {
    if (!current_ || *current_ >= rowCount())
        return kNoPacket;
    const LadderRow& row = content_.rows.rows()[*current_];
    return row.kind == LadderRow::Kind::Segment || isRun(row) ? content_.rows.packets()[row.first]
                                                              : kNoPacket;
}

bool LadderView::selectPacket(PacketNumber number) {
    settle();
    auto row = content_.rows.rowOf(number);
    if (!row)
        return false;
    const LadderRow& shown = content_.rows.rows()[*row];
    if (isRun(shown) && row != current_) {
        openRun(*row, true);
        row = content_.rows.rowOf(number);
    }
    setCurrent(*row, false);
    return true;
}

void LadderView::setCurrent(std::size_t row, bool tell) {
    const bool moved = current_ != row;
    current_ = row;
    showRow(row);
    viewport()->update();
    describe();
    if (moved && tell && selectedPacket() != kNoPacket)
        Q_EMIT packetSelected(selectedPacket());
}

void LadderView::showRow(std::size_t row) {
    const QRect rect = rowRect(row);
    QScrollBar* bar = verticalScrollBar();
    if (rect.top() < 0)
        bar->setValue(bar->value() + rect.top());
    else if (rect.bottom() >= viewport()->height())
        bar->setValue(bar->value() + rect.bottom() + 1 - viewport()->height());
}

void LadderView::toggleRun(std::size_t row) {
    openRun(row, !content_.rows.rows()[row].has(LadderRow::kOpen));
}

void LadderView::openRun(std::size_t row, bool open) {
    LadderOptions options = options_;
    const PacketNumber first = content_.rows.packets()[content_.rows.rows()[row].first];
    if (open)
        options.opened.insert(first);
    else
        options.opened.erase(first);
    // Rows above it stay where they are, and so does the view, even at the ladder's end.
    const int scrolled = verticalScrollBar()->value();
    setOptions(options);
    verticalScrollBar()->setValue(scrolled);
}

std::optional<std::size_t> LadderView::rowAt(QPoint position) const {
    const int y = position.y() + verticalScrollBar()->value();
    const auto row = static_cast<std::size_t>(std::max(0, y) / static_cast<int>(rowHeight()));
    return y >= 0 && row < rowCount() ? std::optional(row) : std::nullopt;
}

bool LadderView::isOnRunBox(std::size_t row, QPoint position) const {
    if (!isRun(content_.rows.rows()[row]))
        return false;
    const LadderGeometry geometry = geometryNow();
    const LadderPainter painter(themeOf(this), content_, geometry);
    return painter.runBox().translated(rowRect(row).topLeft()).contains(position);
}

void LadderView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    ringShown_ = false;
    pressed_ = rowAt(event->pos());
    if (pressed_)
        setCurrent(*pressed_, true);
}

void LadderView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const auto row = rowAt(event->pos());
    if (row && row == pressed_ && isOnRunBox(*row, event->pos()))
        toggleRun(*row);
    pressed_.reset();
}

void LadderView::keyPressEvent(QKeyEvent* event) {
    if (!hasRows())
        return QAbstractScrollArea::keyPressEvent(event);
    const std::size_t last = rowCount() - 1;
    const auto page = static_cast<std::size_t>(
        std::max(1, viewport()->height() / static_cast<int>(rowHeight()) - 1));
    const std::size_t here = current_.value_or(rowAt({0, 0}).value_or(0));
    const auto up = [&](std::size_t by) { return current_ ? here - std::min(here, by) : here; };
    const auto down = [&](std::size_t by) { return current_ ? std::min(last, here + by) : here; };
    const bool onRun = current_ && isRun(content_.rows.rows()[here]);
    switch (event->key()) {
    case Qt::Key_Up:
        return setCurrent(up(1), true);
    case Qt::Key_Down:
        return setCurrent(down(1), true);
    case Qt::Key_PageUp:
        return setCurrent(up(page), true);
    case Qt::Key_PageDown:
        return setCurrent(down(page), true);
    case Qt::Key_Home:
        return setCurrent(0, true);
    case Qt::Key_End:
        return setCurrent(last, true);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (onRun)
            return toggleRun(here);
        break;
    case Qt::Key_Right:
        if (onRun && !content_.rows.rows()[here].has(LadderRow::kOpen))
            return openRun(here, true);
        break;
    case Qt::Key_Left:
        if (onRun && content_.rows.rows()[here].has(LadderRow::kOpen))
            return openRun(here, false);
        if (current_ && content_.rows.rows()[here].has(LadderRow::kInRun)) {
            std::size_t run = here; // from within a run to the run, as in a tree
            while (run > 0 && !isRun(content_.rows.rows()[run]))
                --run;
            return setCurrent(run, true);
        }
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

bool LadderView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto row = rowAt(help->pos());
        const QString text = row ? ladderRowHelp(content_, *row) : QString();
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), plainToolTip(text), viewport(), rowRect(*row));
        return true;
    }
    if (event->type() == QEvent::MouseMove) {
        const QPoint at = static_cast<QMouseEvent*>(event)->pos();
        const auto row = rowAt(at);
        if (row && isOnRunBox(*row, at))
            viewport()->setCursor(Qt::PointingHandCursor);
        else
            viewport()->unsetCursor();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void LadderView::focusInEvent(QFocusEvent* event) {
    ringShown_ = event->reason() == Qt::TabFocusReason ||
                 event->reason() == Qt::BacktabFocusReason ||
                 event->reason() == Qt::ShortcutFocusReason;
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
    describe();
}

void LadderView::focusOutEvent(QFocusEvent* event) {
    ringShown_ = false;
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace synoptic
