// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/style_painting.h"

#include <QPainter>
#include <QPainterPath>

namespace synoptic {

void paintBox(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& border,
              double radius, double borderWidth) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(border.alpha() ? QPen(border, borderWidth) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    const double inset = border.alpha() ? borderWidth / 2 : 0;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

void paintFocusRing(QPainter& painter, const QRectF& rect, const Theme& theme, double radius) {
    paintBox(painter, rect, Qt::transparent, theme.accent, radius, kFocusWidth);
}

void paintChevron(QPainter& painter, const QRectF& rect, Qt::Key direction, const QColor& color) {
    constexpr double kReach = 3.5;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center());
    switch (direction) {
    case Qt::Key_Up:
        painter.rotate(180);
        break;
    case Qt::Key_Left:
        painter.rotate(90);
        break;
    case Qt::Key_Right:
        painter.rotate(-90);
        break;
    default:
        break;
    }
    QPainterPath path({-kReach, -kReach / 2});
    path.lineTo(0, kReach / 2);
    path.lineTo(kReach, -kReach / 2);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.restore();
}

} // namespace synoptic
