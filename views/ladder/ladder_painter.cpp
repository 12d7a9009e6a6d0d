// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/ladder/ladder_painter.h"

#include "model/items/format.h"
#include "model/items/ladder_words.h"
#include "views/ladder/ladder_marks.h"
#include "views/theme/state_glyph.h"
#include "views/theme/style_painting.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace synoptic {

namespace {

using Kind = LadderRow::Kind;
using Style = LadderPart::Style;

constexpr double kOffLine = 6; ///< arrows begin and end so far from a lifeline's middle
constexpr double kSlant = 14;  ///< half the fall of a slanted arrow
constexpr double kGlyph = 14;
constexpr double kBreakGap = 3.5;
constexpr double kHatchWidth = 5;
constexpr double kSelectionBar = 3;

/// Centred on `x` where it fits there, else moved, else cut; never outside left..right.
void drawAround(QPainter& painter, const QFontMetricsF& metrics, const QString& text, double x,
                double left, double right, double top, double height, Qt::TextElideMode cut) {
    const QString shown = metrics.elidedText(text, cut, right - left);
    const double width = std::ceil(metrics.horizontalAdvance(shown));
    const double from = std::clamp(x - width / 2, left, std::max(left, right - width));
    painter.drawText(QRectF(std::round(from), top, width + 1, height),
                     Qt::AlignLeft | Qt::AlignVCenter, shown);
}

void drawRight(QPainter& painter, const QString& text, double right, double top, double height) {
    painter.drawText(QRectF(right - 200, top, 200, height), Qt::AlignRight | Qt::AlignVCenter,
                     text);
}

} // namespace

struct LadderPainter::Row {
    std::size_t number;
    const LadderRow& row;
    const IndexedPacket* packet; ///< of a segment or a run, else null
    double top;
    double bottom;
    bool slanted;
    std::array<double, 2> turn; ///< where a state that a side enters in this row begins
    std::size_t statesFrom, statesTo;

    bool isReset() const { return packet && (packet->control & kRst); }
};

void LadderPainter::paintHead(QPainter& painter, double top) const {
    const LadderFonts& fonts = LadderFonts::shared();
    painter.fillRect(QRectF(0, top, geometry_.width, kLadderHeadHeight), theme_.window);
    painter.fillRect(QRectF(0, top + kLadderHeadHeight - 1, geometry_.width, 1), theme_.border);
    const double titleTop = top + 6, addressTop = top + 24, line = 18;
    painter.setFont(fonts.plain);
    painter.setPen(theme_.muted);
    drawRight(painter, ladderTimeCaption(content_), geometry_.timeRight, addressTop, line);
    if (geometry_.intervalRight > geometry_.timeRight)
        drawRight(painter, ladderIntervalCaption(), geometry_.intervalRight, addressTop, line);
    for (const LadderSide side : kLadderSides) {
        const bool local = side == LadderSide::Local;
        const double left = local ? geometry_.intervalRight + 12 : geometry_.middle() + 6;
        const double right = local ? geometry_.middle() - 6 : geometry_.width - 8;
        const LadderHead head = ladderHead(content_, side);
        painter.setFont(fonts.title);
        painter.setPen(theme_.text);
        drawAround(painter, fonts.titleMetrics, head.title, geometry_.x(side), left, right,
                   titleTop, line, Qt::ElideRight);
        QString address = head.address;
        const QString whole = head.address + QStringLiteral(" · ") + head.role;
        if (!head.role.isEmpty() && fonts.plainMetrics.horizontalAdvance(whole) <= right - left)
            address = whole;
        painter.setFont(fonts.plain);
        painter.setPen(theme_.muted);
        drawAround(painter, fonts.plainMetrics, address, geometry_.x(side), left, right, addressTop,
                   line, Qt::ElideMiddle);
    }
}

void LadderPainter::paintRow(QPainter& painter, std::size_t number, double top, Look look) const {
    const LadderRow& data = content_.rows.rows()[number];
    const bool sent = data.kind == Kind::Segment || data.kind == Kind::DataRun;
    const auto [from, to] = content_.rows.statesAt(number);
    const bool slanted = data.kind == Kind::Segment && isSlanted(data);
    const double turn = top + (sent ? geometry_.arrow : geometry_.rowHeight / 2);
    const double fall = !slanted ? 0 : data.sender == LadderSide::Local ? kSlant : -kSlant;
    const Row row{number,
                  data,
                  sent ? content_.rows.packet(data.first) : nullptr,
                  top,
                  top + geometry_.rowHeight,
                  slanted,
                  {turn - fall, turn + fall},
                  from,
                  to};
    const QColor ground = look.selected
                              ? (look.active ? theme_.selection : theme_.selectionInactive)
                          : number % 2 ? theme_.alternate
                                       : theme_.base;
    painter.fillRect(QRectF(0, top, geometry_.width, geometry_.rowHeight), ground);
    if (look.selected)
        painter.fillRect(QRectF(0, top, kSelectionBar, geometry_.rowHeight), theme_.accent);
    paintTimes(painter, row);
    paintLifelines(painter, row);
    paintStates(painter, row);
    switch (data.kind) {
    case Kind::Segment:
        paintArrow(painter, row);
        break;
    case Kind::DataRun:
        paintRun(painter, row);
        break;
    default:
        paintNote(painter, row);
        break;
    }
}

void LadderPainter::paintTimes(QPainter& painter, const Row& row) const {
    painter.setFont(LadderFonts::shared().plain);
    const double height = content_.learning ? 2 * geometry_.arrow : geometry_.rowHeight;
    painter.setPen(theme_.text);
    drawRight(painter, ladderTime(content_, row.number), geometry_.timeRight, row.top, height);
    if (geometry_.intervalRight <= geometry_.timeRight)
        return;
    painter.setPen(theme_.muted);
    drawRight(painter, ladderInterval(content_, row.number), geometry_.intervalRight, row.top,
              height);
}

void LadderPainter::paintLifelines(QPainter& painter, const Row& row) const {
    const LadderRows& rows = content_.rows;
    for (const LadderSide side : kLadderSides) {
        const double x = geometry_.x(side);
        const auto before = rows.stateBefore(row.number, side);
        const auto after = rows.stateAfter(row.number, side);
        bool enters = false, starts = false;
        for (std::size_t i = row.statesFrom; i < row.statesTo; ++i) {
            if (rows.states()[i].side != side)
                continue;
            enters = true;
            starts = rows.states()[i].isStart && row.row.kind == Kind::States;
        }
        if (row.row.has(LadderRow::kBroken)) {
            const double middle = (row.top + row.bottom) / 2;
            paintLifeline(painter, theme_, x, row.top, middle - kBreakGap, before);
            paintLifeline(painter, theme_, x, middle + kBreakGap, row.bottom, after);
            paintBreak(painter, theme_, x, middle - kBreakGap);
            paintBreak(painter, theme_, x, middle + kBreakGap);
        } else {
            const double turn = starts ? row.top : enters ? row.turn[index(side)] : row.bottom;
            paintLifeline(painter, theme_, x, row.top, turn, before);
            paintLifeline(painter, theme_, x, turn, row.bottom, after);
            if (enters && !starts)
                painter.fillRect(QRectF(x - 7, turn - 0.5, 14, 1.5), theme_.text);
        }
        const bool closedBefore =
            row.number > 0 && rows.rows()[row.number - 1].isWindowClosed(side);
        const bool closedAfter = row.row.isWindowClosed(side);
        if (!closedBefore && !closedAfter)
            continue;
        const double hatchTop = closedBefore ? row.top : row.turn[index(side)];
        const double hatchBottom = closedAfter ? row.bottom : row.turn[index(side)];
        const double left = side == LadderSide::Local ? x - 4 - kHatchWidth : x + 4;
        paintClosedWindow(painter, theme_,
                          QRectF(left, hatchTop, kHatchWidth, hatchBottom - hatchTop));
    }
}

void LadderPainter::paintStates(QPainter& painter, const Row& row) const {
    for (std::size_t i = row.statesFrom; i < row.statesTo; ++i) {
        const LadderState& entry = content_.rows.states()[i];
        const double middle =
            content_.learning ? row.turn[index(entry.side)] : (row.top + row.bottom) / 2;
        const bool local = entry.side == LadderSide::Local;
        const double x = geometry_.x(entry.side);
        const double glyph = local ? x - 15 - kGlyph : x + 12;
        paintStateGlyph(painter, QRectF(glyph, middle - kGlyph / 2, kGlyph, kGlyph), entry.state,
                        theme_.stateGlyph(entry.state));
        if (!geometry_.stateNames)
            continue;
        painter.setFont(LadderFonts::shared().bold);
        painter.setPen(theme_.text);
        if (local)
            drawRight(painter, formatState(entry.state), glyph - 5, middle - 10, 20);
        else
            painter.drawText(QRectF(glyph + kGlyph + 6, middle - 10, 200, 20),
                             Qt::AlignLeft | Qt::AlignVCenter, formatState(entry.state));
    }
}

bool LadderPainter::isSlanted(const LadderRow& row) const {
    return content_.learning && content_.peerTime &&
           content_.peerTime(content_.rows.packets()[row.first]).has_value();
}

void LadderPainter::paintArrow(QPainter& painter, const Row& row) const {
    const bool toTheRight = row.row.sender == LadderSide::Local;
    const QPointF left(geometry_.local + kOffLine, row.turn[index(LadderSide::Local)]);
    const QPointF right(geometry_.remote - kOffLine, row.turn[index(LadderSide::Remote)]);
    const LadderArrow kind = row.isReset() ? LadderArrow::Reset
                             : row.packet && (row.packet->analysis & kRetransmission)
                                 ? LadderArrow::Repeated
                                 : LadderArrow::Plain;
    paintLadderArrow(painter, theme_, toTheRight ? left : right, toTheRight ? right : left, kind);
    if (!row.slanted) {
        paintLabel(painter, row, placedLabel(row.number));
        return;
    }
    const QPointF centre = (left + right) / 2;
    painter.save();
    painter.translate(centre);
    painter.rotate(std::atan2(right.y() - left.y(), right.x() - left.x()) * 180 / 3.14159265358979);
    painter.translate(-centre);
    paintLabel(painter, row, placedLabel(row.number));
    painter.restore();
}

QRectF LadderPainter::runBox() const {
    constexpr double kHeight = 17;
    return {geometry_.local + 10.5, std::round((geometry_.rowHeight - kHeight) / 2) - 0.5,
            geometry_.remote - geometry_.local - 21, kHeight};
}

void LadderPainter::paintRun(QPainter& painter, const Row& row) const {
    const QRectF box = runBox().translated(0, row.top);
    paintRunBox(painter, theme_, box, row.row.sender == LadderSide::Local);
    paintChevron(painter, QRectF(box.left() + 14, box.top(), 16, box.height()),
                 row.row.has(LadderRow::kOpen) ? Qt::Key_Down : Qt::Key_Right, theme_.text);
    paintLabel(painter, row, placedLabel(row.number));
}

/// A row on which nothing was sent: its words in the middle of a line.
void LadderPainter::paintNote(QPainter& painter, const Row& row) const {
    const std::vector<Placed> placed = placedLabel(row.number);
    if (placed.empty())
        return;
    const double y = std::round((row.top + row.bottom) / 2) + 0.5;
    const double textLeft = placed.front().rect.left();
    const double textRight = placed.back().rect.right();
    const double left = geometry_.local + 12, right = geometry_.remote - 12;
    if (row.row.kind == Kind::NewConnection) {
        const QRectF pill(textLeft - 25, y - 9, textRight - textLeft + 50, 18);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme_.controlBorder, 1));
        painter.drawLine(QPointF(left - 4, y), QPointF(pill.left(), y));
        painter.drawLine(QPointF(pill.right(), y), QPointF(right + 4, y));
        painter.setBrush(theme_.base);
        painter.drawRoundedRect(pill, 9, 9);
    } else if (row.row.kind == Kind::NotCaptured) {
        paintSilence(painter, theme_, left, textLeft - 24, y);
        paintSilence(painter, theme_, textRight + 10, right, y);
        paintCross(painter, theme_, {textLeft - 12, y});
    } else if (row.row.kind != Kind::States) {
        paintSilence(painter, theme_, left, textLeft - 10, y);
        paintSilence(painter, theme_, textRight + 10, right, y);
    }
    paintLabel(painter, row, placed);
}

void LadderPainter::paintLabel(QPainter& painter, const Row& row,
                               const std::vector<Placed>& placed) const {
    const LadderFonts& fonts = LadderFonts::shared();
    const bool reset = row.isReset();
    for (const Placed& piece : placed) {
        const Style style = piece.part.style;
        QColor ink = reset ? theme_.reset : theme_.text;
        if (style == Style::Warning)
            ink = theme_.warning.foreground;
        else if (style == Style::Aside && !reset)
            ink = theme_.muted;
        double x = piece.rect.left();
        if (style == Style::Repeat) {
            paintRepeatSign(painter, {x + 5, row.top + piece.baseline - 4.5}, ink);
            x += 14;
        }
        const bool bold =
            style == Style::Strong || style == Style::Warning || style == Style::Repeat;
        painter.setFont(bold ? fonts.bold : fonts.plain);
        painter.setPen(ink);
        painter.drawText(QPointF(x, row.top + piece.baseline), piece.part.text);
    }
}

} // namespace synoptic
