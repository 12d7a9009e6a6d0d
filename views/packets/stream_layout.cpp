// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/packets/stream_layout.h"

#include "views/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace synoptic {

namespace {

constexpr double kFontSize = 12.5;
constexpr double kWide = 1e6; ///< no line is as wide: breaking is done by columns

QTextLayout::FormatRange rangeOf(int start, int length, const QColor& ink, const QColor& ground) {
    QTextLayout::FormatRange range;
    range.start = start;
    range.length = length;
    if (ink.isValid())
        range.format.setForeground(ink);
    if (ground.isValid())
        range.format.setBackground(ground);
    return range;
}

} // namespace

double streamCellWidth() {
    return QFontMetricsF(monoFont(kFontSize)).horizontalAdvance(QLatin1Char('0'));
}

int streamLineHeight() {
    return 20;
}

StreamLineLayout::StreamLineLayout(const StreamLine& line)
    : line_(line), layout_(line.text, monoFont(kFontSize)) {
    QTextOption option;
    option.setTextDirection(Qt::LeftToRight);
    option.setWrapMode(QTextOption::NoWrap);
    layout_.setTextOption(option);
    layout_.beginLayout();
    QTextLine only = layout_.createLine();
    if (only.isValid())
        only.setLineWidth(kWide);
    layout_.endLayout();
}

void StreamLineLayout::paint(QPainter& painter, const QRect& row, const QColor& ink,
                             const QColor& escapeInk, const std::vector<StreamMark>& marks) const {
    if (layout_.lineCount() == 0)
        return;
    QVector<QTextLayout::FormatRange> ranges;
    for (const auto& [begin, length] : line_.escapes)
        ranges << rangeOf(begin, length, escapeInk, {});
    const int size = int(line_.text.size());
    for (const StreamMark& mark : marks) {
        const auto isIn = [&](int i) {
            const std::uint32_t byte = line_.bytes[static_cast<std::size_t>(i)];
            return byte != StreamLine::kNoByte && byte >= mark.begin && byte < mark.end;
        };
        for (int begin = 0; begin < size; ++begin) {
            int end = begin;
            while (end < size && isIn(end))
                ++end;
            if (end > begin)
                ranges << rangeOf(begin, end - begin, mark.ink, mark.ground);
            begin = end;
        }
    }
    painter.save();
    // Signs that pile marks upon each other stay in their line.
    painter.setClipRect(row, Qt::IntersectClip);
    painter.setPen(ink);
    // On one base line, whatever fonts its signs come from.
    const QFontMetricsF metrics(layout_.font());
    const double base = row.top() + (row.height() - metrics.height()) / 2 + metrics.ascent();
    layout_.draw(&painter, QPointF(row.left(), base - layout_.lineAt(0).ascent()), ranges);
    painter.restore();
}

std::uint32_t StreamLineLayout::byteAt(double x) const {
    int at = layout_.lineCount() == 0 ? 0 : layout_.lineAt(0).xToCursor(x);
    at = std::clamp(at, 0, int(line_.bytes.size()) - 1);
    // From between two bytes on to the second.
    while (line_.bytes[static_cast<std::size_t>(at)] == StreamLine::kNoByte)
        ++at;
    return line_.bytes[static_cast<std::size_t>(at)];
}

} // namespace synoptic
