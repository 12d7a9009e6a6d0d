// SPDX-License-Identifier: GPL-3.0-or-later
// How a conversation is painted.
#include "model/items/stream_reader.h"
#include "views/packets/stream_layout.h"
#include "views/packets/stream_view.h"
#include "views/theme/icons.h"
#include "views/theme/style_painting.h"
#include "views/theme/theme_manager.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace synoptic {

namespace {

constexpr int kBar = 3;
constexpr int kBarLeft = 8;
constexpr int kTextLeft = 20;

} // namespace

int StreamView::textLeft() const {
    return kTextLeft;
}

const QColor& StreamView::inkOf(EndIndex sender, const Theme& theme) const {
    return sender == client_ ? theme.accent : theme.ok.foreground;
}

QRect StreamView::lineRect(int line) const {
    return {0, (line - verticalScrollBar()->value()) * streamLineHeight(), viewport()->width(),
            streamLineHeight()};
}

void StreamView::paintEvent(QPaintEvent* event) {
    const Theme& theme = themeOf(this);
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme.base);
    const StreamContent& content = reader_->content();
    const int first = verticalScrollBar()->value() + event->rect().top() / streamLineHeight();
    for (int index = first; index < lines_.count(); ++index) {
        const QRect row = lineRect(index);
        if (row.top() > event->rect().bottom())
            break;
        const StreamLines::Line line = lines_.at(content, index);
        const EndIndex sender = content.runs()[line.run].sender;
        painter.fillRect(kBarLeft, row.top(), kBar, row.height(), inkOf(sender, theme));
        if (line.kind == StreamLines::Line::Kind::Header)
            paintHeader(painter, row, line.run);
        else if (line.kind == StreamLines::Line::Kind::Gap)
            paintGap(painter, row, line.run);
        else
            paintData(painter, row, line);
    }
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
        paintFocusRing(painter, viewport()->rect(), theme, 0);
}

void StreamView::paintHeader(QPainter& painter, const QRect& row, std::size_t run) const {
    const Theme& theme = themeOf(this);
    const EndIndex sender = reader_->content().runs()[run].sender;
    const QRect room = row.adjusted(kTextLeft, 0, -8, 0);
    if (currentRun_ == run)
        painter.fillRect(row.adjusted(kBarLeft + kBar, 1, 0, -1),
                         hasFocus() ? theme.selection : theme.selectionInactive);
    if (run > 0)
        painter.fillRect(row.left() + kTextLeft, row.top(), row.width(), 1, theme.border);
    painter.setFont(uiFont(11, true));
    painter.setPen(inkOf(sender, theme));
    const QString marker = markerText(sender);
    painter.drawText(room, Qt::AlignVCenter | Qt::TextSingleLine, marker);
    const int used = painter.fontMetrics().horizontalAdvance(marker) + 10;
    painter.setFont(uiFont(11));
    painter.setPen(theme.muted);
    const QRect rest = room.adjusted(used, 0, 0, 0);
    painter.drawText(rest, Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(headerDetails(run), Qt::ElideRight,
                                                      std::max(0, rest.width())));
}

void StreamView::paintGap(QPainter& painter, const QRect& row, std::size_t run) const {
    const Theme& theme = themeOf(this);
    const EndIndex sender = reader_->content().runs()[run].sender;
    const QRect box = row.adjusted(kTextLeft - 4, 1, -8, -1);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen border(theme.warning.border, 1, Qt::DashLine);
    painter.setPen(border);
    painter.setBrush(theme.warning.background);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.restore();
    painter.drawPixmap(box.left() + 5, box.top() + (box.height() - 14) / 2,
                       severityPixmap(Severity::Warning, 14, devicePixelRatioF()));
    const QRect room = box.adjusted(25, 0, -6, 0);
    painter.setFont(uiFont(11, true));
    painter.setPen(theme.warning.foreground);
    const QString marker = markerText(sender);
    painter.drawText(room, Qt::AlignVCenter | Qt::TextSingleLine, marker);
    const int used = painter.fontMetrics().horizontalAdvance(marker) + 10;
    painter.setFont(uiFont(11));
    const QRect rest = room.adjusted(used, 0, 0, 0);
    painter.drawText(
        rest, Qt::AlignVCenter | Qt::TextSingleLine,
        painter.fontMetrics().elidedText(gapText(run), Qt::ElideRight, std::max(0, rest.width())));
}

void StreamView::paintData(QPainter& painter, const QRect& row,
                           const StreamLines::Line& line) const {
    const Theme& theme = themeOf(this);
    const StreamRun& run = reader_->content().runs()[line.run];
    std::vector<StreamMark> marks;
    const auto mark = [&](StreamPlace from, StreamPlace to, const QColor& ground,
                          const QColor& ink) {
        const StreamPlace begin = std::max(from, StreamPlace{line.run, line.begin});
        const StreamPlace end = std::min(to, StreamPlace{line.run, line.end});
        if (begin < end)
            marks.push_back({static_cast<std::uint32_t>(begin.offset - line.begin),
                             static_cast<std::uint32_t>(end.offset - line.begin), ground, ink});
    };
    mark(std::min(anchor_, cursor_), std::max(anchor_, cursor_),
         hasFocus() ? theme.selection : theme.selectionInactive, {});
    const auto& matches = search_.matches();
    const std::uint64_t length = search_.needleSize();
    const StreamPlace lineBegin{line.run, line.begin - std::min(line.begin, length)};
    for (auto at = std::lower_bound(matches.begin(), matches.end(), lineBegin);
         at != matches.end() && *at < StreamPlace{line.run, line.end}; ++at) {
        const bool current =
            currentMatch_ && static_cast<std::size_t>(at - matches.begin()) == *currentMatch_;
        mark(*at, {at->run, at->offset + length}, current ? theme.accent : theme.warning.background,
             current ? theme.onAccent : theme.warning.foreground);
    }
    const StreamLine shown = shownLine(line);
    StreamLineLayout(shown).paint(painter, row.adjusted(kTextLeft, 0, 0, 0),
                                  inkOf(run.sender, theme), theme.muted, marks);
}

} // namespace synoptic
