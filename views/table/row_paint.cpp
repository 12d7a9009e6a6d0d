// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/table/row_paint.h"

#include "views/theme/state_glyph.h"
#include "views/theme/style_painting.h"

namespace synoptic {

namespace {
constexpr double kChipHeight = 18;
constexpr double kGlyph = 14;
constexpr double kPadding = 5;

QString text(TcpState state) {
    return QString::fromLatin1(name(state).data(), qsizetype(name(state).size()));
}
} // namespace

QColor rowGround(const Theme& theme, int row, RowHighlight highlight, bool selected, bool active) {
    if (selected)
        return active ? theme.selection : theme.selectionInactive;
    if (highlight == RowHighlight::New)
        return theme.rowNew;
    if (highlight == RowHighlight::Closed)
        return theme.rowClosed;
    return row % 2 ? theme.alternate : theme.base;
}

QRectF paintStateChip(QPainter& painter, const QRectF& rect, TcpState state, const Theme& theme,
                      bool struckOut) {
    static const QFont plain = uiFont(12);
    static const QFont struck = [] {
        QFont font = uiFont(12);
        font.setStrikeOut(true);
        return font;
    }();
    painter.setFont(struckOut ? struck : plain);
    const QString label = text(state);
    const double width =
        qMin(rect.width(), kPadding + kGlyph + kPadding +
                               painter.fontMetrics().horizontalAdvance(label) + kPadding);
    const QRectF chip(rect.left(), rect.center().y() - kChipHeight / 2 + 0.5, width, kChipHeight);
    paintBox(painter, chip, theme.stateTint(state), Qt::transparent, 4);
    paintStateGlyph(painter,
                    QRectF(chip.left() + kPadding, chip.center().y() - kGlyph / 2, kGlyph, kGlyph),
                    state, theme.stateGlyph(state));
    painter.setPen(theme.text);
    painter.drawText(chip.adjusted(kPadding + kGlyph + kPadding, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter, label);
    return chip;
}

void paintStateName(QPainter& painter, const QRectF& rect, TcpState state, const Theme& theme,
                    const QColor& ink) {
    paintStateGlyph(painter, QRectF(rect.left(), rect.center().y() - kGlyph / 2, kGlyph, kGlyph),
                    state, theme.stateGlyph(state));
    painter.setPen(ink);
    painter.drawText(rect.adjusted(kGlyph + 7, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     text(state));
}

} // namespace synoptic
