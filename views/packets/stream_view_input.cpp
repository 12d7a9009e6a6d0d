// SPDX-License-Identifier: GPL-3.0-or-later
// Pointer and keys of a conversation.
#include "model/items/stream_reader.h"
#include "views/packets/stream_layout.h"
#include "views/packets/stream_view.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace synoptic {

/// The byte at a point in the viewport; the nearest where there is none.
StreamPlace StreamView::placeAt(QPoint point) const {
    const int row = verticalScrollBar()->value() +
                    static_cast<int>(std::floor(double(point.y()) / streamLineHeight()));
    if (row >= lines_.count())
        return {reader_->content().runs().size(), 0};
    if (row < 0)
        return {};
    const StreamLines::Line line = lines_.at(reader_->content(), row);
    if (line.kind != StreamLines::Line::Kind::Data)
        return {line.run, 0};
    const StreamLine shown = shownLine(line);
    return {line.run, line.begin + StreamLineLayout(shown).byteAt(double(point.x() - textLeft()))};
}

void StreamView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || lines_.count() == 0)
        return;
    const StreamPlace place = placeAt(event->pos());
    if (!event->modifiers().testFlag(Qt::ShiftModifier))
        anchor_ = place;
    cursor_ = place;
    pressedAny_ = place.run < reader_->content().runs().size();
    pressed_ = place;
    if (pressedAny_)
        currentRun_ = place.run;
    viewport()->update();
    Q_EMIT selectionChanged();
}

void StreamView::mouseMoveEvent(QMouseEvent* event) {
    if (!event->buttons().testFlag(Qt::LeftButton) || lines_.count() == 0)
        return;
    // Past an edge, the text moves along.
    QScrollBar* bar = verticalScrollBar();
    if (event->pos().y() < 0)
        bar->setValue(bar->value() - 1);
    else if (event->pos().y() > viewport()->height())
        bar->setValue(bar->value() + 1);
    cursor_ = placeAt(event->pos());
    viewport()->update();
    Q_EMIT selectionChanged();
}

void StreamView::mouseReleaseEvent(QMouseEvent* event) {
    // As other programs do on X11: what is selected can be pasted by the middle button.
    QClipboard* clipboard = QApplication::clipboard();
    if (event->button() == Qt::LeftButton && hasSelection() && clipboard->supportsSelection()) {
        if (const auto selected = text())
            clipboard->setText(*selected, QClipboard::Selection);
    }
}

void StreamView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    const StreamPlace place = placeAt(event->pos());
    const PacketNumber number = reader_->content().packetAt(place);
    if (number != kNoPacket)
        Q_EMIT packetChosen(number);
}

/// Marks the chunk before or after the marked one, among those shown.
void StreamView::stepChunk(int step) {
    const auto& runs = reader_->content().runs();
    const auto count = static_cast<std::ptrdiff_t>(runs.size());
    std::ptrdiff_t at = currentRun_ ? static_cast<std::ptrdiff_t>(*currentRun_)
                        : step > 0  ? -1
                                    : count;
    for (at += step; at >= 0 && at < count; at += step) {
        const auto run = static_cast<std::size_t>(at);
        if (only_ && runs[run].sender != *only_)
            continue;
        currentRun_ = run;
        pressedAny_ = false;
        // Its first line, which names it, is before the one with its first byte.
        if (const auto line = lines_.lineOf({run, 0}))
            verticalScrollBar()->setValue(*line - (runs[run].isGap() ? 0 : 1));
        else
            reveal({run, 0});
        break;
    }
    viewport()->update();
}

void StreamView::scrollByKey(int key) {
    QScrollBar* bar = verticalScrollBar();
    switch (key) {
    case Qt::Key_Up:
        bar->setValue(bar->value() - 1);
        break;
    case Qt::Key_Down:
        bar->setValue(bar->value() + 1);
        break;
    case Qt::Key_PageUp:
        bar->setValue(bar->value() - std::max(1, bar->pageStep() - 1));
        break;
    case Qt::Key_PageDown:
        bar->setValue(bar->value() + std::max(1, bar->pageStep() - 1));
        break;
    case Qt::Key_Home:
        bar->setValue(0);
        break;
    default:
        bar->setValue(bar->maximum());
        break;
    }
}

void StreamView::keyPressEvent(QKeyEvent* event) {
    const bool control = event->modifiers() == Qt::ControlModifier;
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (event->matches(QKeySequence::Copy)) {
        Q_EMIT copyRequested();
    } else if (control && (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)) {
        stepChunk(event->key() == Qt::Key_Down ? 1 : -1);
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (const PacketNumber number = currentPacket(); number != kNoPacket)
            Q_EMIT packetChosen(number);
    } else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down ||
               event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown ||
               event->key() == Qt::Key_Home || event->key() == Qt::Key_End) {
        scrollByKey(event->key());
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void StreamView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void StreamView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace synoptic
