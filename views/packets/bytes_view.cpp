// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/packets/bytes_view.h"

#include "views/theme/style_painting.h"
#include "views/theme/theme_manager.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace synoptic {

namespace {

constexpr int kRowHeight = 20;
constexpr int kMargin = 8;
constexpr int kGap = 14;  ///< px between offsets, bytes and text
constexpr int kGroup = 8; ///< bytes that stand together
constexpr int kWide = 16;
constexpr int kNarrow = 8;

bool isPrintable(char c) {
    return c >= 0x20 && c < 0x7f;
}

} // namespace

struct BytesView::Ink {
    const Theme& theme;
    QColor strong; ///< of what is highlighted
    bool focused = false;
};

BytesView::BytesView(QWidget* parent) : QAbstractScrollArea(parent), font_(monoFont(12)) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    charWidth_ = QFontMetrics(font_).horizontalAdvance(QLatin1Char('0'));
    describe();
    layOut();
}

void BytesView::setBytes(const QByteArray& bytes) {
    bytes_ = bytes;
    begin_ = end_ = outerBegin_ = outerEnd_ = 0;
    cursor_ = anchor_ = -1;
    layOut();
    verticalScrollBar()->setValue(0);
    describe();
    viewport()->update();
}

void BytesView::setHighlight(std::uint32_t begin, std::uint32_t end, std::uint32_t outerBegin,
                             std::uint32_t outerEnd) {
    const auto size = static_cast<std::uint32_t>(bytes_.size());
    begin_ = std::min(begin, size);
    end_ = std::clamp(end, begin_, size);
    outerBegin_ = std::min(outerBegin, size);
    outerEnd_ = std::clamp(outerEnd, outerBegin_, size);
    if (begin_ < end_) {
        if (cursor_ < int(begin_) || cursor_ >= int(end_))
            cursor_ = int(begin_);
        scrollToByte(end_ - 1);
        scrollToByte(begin_);
    }
    describe();
    viewport()->update();
}

int BytesView::rowCount() const {
    return int((bytes_.size() + perRow_ - 1) / perRow_);
}

/// Of an offset, in hexadecimal.
int BytesView::digits() const {
    return bytes_.size() > 0x10000 ? 6 : 4;
}

void BytesView::layOut() {
    const int groups = kWide / kGroup;
    const int wide = kMargin + digits() * charWidth_ + kGap + kWide * 3 * charWidth_ +
                     (groups - 1) * charWidth_ + kGap + kWide * charWidth_ + kMargin;
    perRow_ = viewport()->width() >= wide ? kWide : kNarrow;
    QScrollBar* bar = verticalScrollBar();
    bar->setRange(0, std::max(0, rowCount() * kRowHeight + kMargin - viewport()->height()));
    bar->setPageStep(viewport()->height());
    bar->setSingleStep(kRowHeight);
}

QRect BytesView::rectOf(std::uint32_t byte, bool text) const {
    const int column = int(byte) % perRow_;
    const int y = kMargin / 2 + int(byte) / perRow_ * kRowHeight - verticalScrollBar()->value();
    const int hexLeft = kMargin + digits() * charWidth_ + kGap;
    if (!text)
        return {hexLeft + (column * 3 + column / kGroup) * charWidth_, y, 2 * charWidth_,
                kRowHeight};
    const int textLeft =
        hexLeft + (perRow_ * 3 + (perRow_ - 1) / kGroup) * charWidth_ - charWidth_ + kGap;
    return {textLeft + column * charWidth_, y, charWidth_, kRowHeight};
}

int BytesView::byteAt(const QPoint& point) const {
    const int row = (point.y() + verticalScrollBar()->value() - kMargin / 2) / kRowHeight;
    if (point.y() + verticalScrollBar()->value() < kMargin / 2)
        return -1;
    for (int column = 0; column < perRow_; ++column) {
        const int byte = row * perRow_ + column;
        if (byte >= bytes_.size())
            break;
        // The space behind a byte belongs to it.
        if (rectOf(std::uint32_t(byte)).adjusted(0, 0, charWidth_, 0).contains(point) ||
            rectOf(std::uint32_t(byte), true).contains(point))
            return byte;
    }
    return -1;
}

QByteArray BytesView::chosenBytes() const {
    return begin_ < end_ ? bytes_.mid(begin_, end_ - begin_) : bytes_;
}

QSize BytesView::sizeHint() const {
    return {kMargin * 2 + kGap * 2 + (4 + kWide * 4 + 1) * charWidth_ + 20, 200};
}

QSize BytesView::minimumSizeHint() const {
    return {kMargin * 2 + kGap * 2 + (4 + kNarrow * 4) * charWidth_ + 16, 3 * kRowHeight};
}

void BytesView::scrollToByte(std::uint32_t byte) {
    QScrollBar* bar = verticalScrollBar();
    const QRect rect = rectOf(byte);
    if (rect.top() < 0)
        bar->setValue(bar->value() + rect.top() - kMargin / 2);
    else if (rect.bottom() >= viewport()->height())
        bar->setValue(bar->value() + rect.bottom() - viewport()->height() + kMargin / 2);
}

void BytesView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.setFont(font_);
    const Theme& theme = themeOf(this);
    const Ink ink{theme, theme.dark ? theme.accent : theme.text, hasFocus()};
    painter.fillRect(event->rect(), theme.base);
    const int offset = verticalScrollBar()->value();
    const int first = std::max(0, (event->rect().top() + offset - kMargin / 2) / kRowHeight);
    const int last = std::min(rowCount() - 1, (event->rect().bottom() + offset) / kRowHeight);
    for (int row = first; row <= last; ++row)
        paintRow(painter, ink, row);
}

void BytesView::paintRow(QPainter& painter, const Ink& ink, int row) const {
    static constexpr char kHex[] = "0123456789abcdef";
    const Theme& theme = ink.theme;
    const auto first = std::uint32_t(row * perRow_);
    const auto end =
        std::min<std::uint32_t>(first + std::uint32_t(perRow_), std::uint32_t(bytes_.size()));
    const auto shade = [&](std::uint32_t from, std::uint32_t to, const QColor& color) {
        const std::uint32_t a = std::max(from, first);
        const std::uint32_t b = std::min(to, end);
        if (a >= b)
            return;
        for (const bool text : {false, true}) {
            const QRect rect = rectOf(a, text).united(rectOf(b - 1, text));
            painter.fillRect(rect.adjusted(-2, 1, 2, -1), color);
        }
    };
    shade(outerBegin_, outerEnd_, theme.header);
    shade(begin_, end_, theme.selection);

    painter.setPen(theme.muted);
    const QRect line = rectOf(first);
    painter.drawText(QRect(kMargin, line.top(), line.left() - kMargin, kRowHeight),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     QStringLiteral("%1").arg(first, digits(), 16, QLatin1Char('0')));
    for (std::uint32_t byte = first; byte < end; ++byte) {
        const char c = bytes_[qsizetype(byte)];
        const auto value = static_cast<unsigned char>(c);
        const bool chosen = byte >= begin_ && byte < end_;
        painter.setPen(chosen ? ink.strong : theme.text);
        painter.drawText(rectOf(byte), Qt::AlignCenter,
                         QString(QLatin1Char(kHex[value >> 4])) + QLatin1Char(kHex[value & 15]));
        painter.setPen(isPrintable(c) ? (chosen ? ink.strong : theme.text) : theme.muted);
        painter.drawText(rectOf(byte, true), Qt::AlignCenter,
                         isPrintable(c) ? QString(QLatin1Char(c)) : QStringLiteral("·"));
    }
    if (ink.focused && cursor_ >= int(first) && cursor_ < int(end))
        for (const bool text : {false, true})
            paintBox(painter, QRectF(rectOf(std::uint32_t(cursor_), text)).adjusted(-2, 1, 2, -1),
                     Qt::transparent, theme.accent, 2, 1);
}

void BytesView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void BytesView::describe() {
    setAccessibleName(tr("Bytes of the packet"));
    setAccessibleDescription(
        begin_ < end_ ? tr("Bytes %1 to %2 of %3").arg(begin_).arg(end_ - 1).arg(bytes_.size())
                      : tr("%Ln byte(s)", nullptr, int(bytes_.size())));
}

void BytesView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        describe();
    else if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

} // namespace synoptic
