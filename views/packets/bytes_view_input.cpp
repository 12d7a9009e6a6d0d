// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, keys and clipboard of the bytes pane.
#include "views/packets/bytes_view.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace synoptic {

void BytesView::select(std::uint32_t from, std::uint32_t to) {
    begin_ = std::min(from, to);
    end_ = std::max(from, to) + 1;
    describe();
    viewport()->update();
}

void BytesView::moveTo(int byte, bool extend) {
    if (bytes_.isEmpty())
        return;
    byte = std::clamp(byte, 0, int(bytes_.size()) - 1);
    if (extend) {
        if (anchor_ < 0)
            anchor_ = std::max(0, cursor_);
        cursor_ = byte;
        select(std::uint32_t(anchor_), std::uint32_t(cursor_));
        scrollToByte(std::uint32_t(byte));
        return;
    }
    anchor_ = cursor_ = byte;
    scrollToByte(std::uint32_t(byte));
    viewport()->update();
    Q_EMIT byteChosen(std::uint32_t(byte));
}

void BytesView::mousePressEvent(QMouseEvent* event) {
    const int byte = byteAt(event->pos());
    if (event->button() == Qt::LeftButton && byte >= 0)
        moveTo(byte, event->modifiers() & Qt::ShiftModifier);
}

void BytesView::mouseMoveEvent(QMouseEvent* event) {
    const int byte = byteAt(event->pos());
    if ((event->buttons() & Qt::LeftButton) && byte >= 0 && byte != cursor_)
        moveTo(byte, true);
}

void BytesView::keyPressEvent(QKeyEvent* event) {
    const int page = std::max(1, viewport()->height() / verticalScrollBar()->singleStep() - 1);
    const int here = std::max(0, cursor_);
    const int rowStart = here / perRow_ * perRow_;
    const bool control = event->modifiers() & Qt::ControlModifier;
    int to = -1;
    switch (event->key()) {
    case Qt::Key_Left:
        to = std::max(0, here - 1);
        break;
    case Qt::Key_Right:
        to = here + 1;
        break;
    case Qt::Key_Up:
        to = here >= perRow_ ? here - perRow_ : here;
        break;
    case Qt::Key_Down:
        to = here + perRow_ < bytes_.size() ? here + perRow_ : here;
        break;
    case Qt::Key_PageUp:
        to = std::max(here % perRow_, here - page * perRow_);
        break;
    case Qt::Key_PageDown:
        to = here + page * perRow_;
        break;
    case Qt::Key_Home:
        to = control ? 0 : rowStart;
        break;
    case Qt::Key_End:
        to = control ? int(bytes_.size()) - 1 : rowStart + perRow_ - 1;
        break;
    default:
        break;
    }
    if (to >= 0) {
        moveTo(to, event->modifiers() & Qt::ShiftModifier);
    } else if (event->matches(QKeySequence::Copy)) {
        copyHex();
    } else if (event->matches(QKeySequence::SelectAll) && !bytes_.isEmpty()) {
        anchor_ = 0;
        select(0, std::uint32_t(bytes_.size()) - 1);
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

QString BytesView::asHex(const QByteArray& bytes) {
    return QString::fromLatin1(bytes.toHex(' '));
}

QString BytesView::asText(const QByteArray& bytes) {
    QByteArray text;
    for (const char c : bytes) {
        const bool isText = (c >= 0x20 && c < 0x7f) || c == '\n' || c == '\t';
        if (c != '\r')
            text += isText ? c : '.';
    }
    return QString::fromLatin1(text);
}

void BytesView::copyHex() const {
    if (!bytes_.isEmpty())
        QGuiApplication::clipboard()->setText(asHex(chosenBytes()));
}

void BytesView::copyText() const {
    if (!bytes_.isEmpty())
        QGuiApplication::clipboard()->setText(asText(chosenBytes()));
}

void BytesView::contextMenuEvent(QContextMenuEvent* event) {
    if (bytes_.isEmpty())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool all = begin_ >= end_;
    menu->addAction(all ? tr("Copy all as hex") : tr("Copy as hex"), this, &BytesView::copyHex);
    menu->addAction(all ? tr("Copy all as text") : tr("Copy as text"), this, &BytesView::copyText);
    menu->popup(event->reason() == QContextMenuEvent::Keyboard
                    ? viewport()->mapToGlobal(rectOf(std::uint32_t(std::max(0, cursor_))).center())
                    : event->globalPos());
}

void BytesView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void BytesView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace synoptic
