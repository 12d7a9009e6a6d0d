// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/ladder/ladder_marks.h"

#include <QPainter>
#include <QPainterPath>
#include <QtMath>

#include <cmath>

namespace synoptic {

namespace {

constexpr double kHalfLifeline = 3;
constexpr double kHatchStep = 6; ///< divides the heights of rows, so that strips join

void paintHead(QPainter& painter, QPointF from, QPointF to, double length, double half,
               const QColor& color) {
    const QPointF way = to - from;
    const double distance = std::hypot(way.x(), way.y());
    if (distance < 1)
        return;
    const QPointF along = way / distance;
    const QPointF across(-along.y(), along.x());
    const QPointF base = to - along * length;
    const QPointF corners[] = {to, base + across * half, base - across * half};
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(corners, 3);
}

} // namespace

void paintLadderArrow(QPainter& painter, const Theme& theme, QPointF from, QPointF to,
                      LadderArrow kind) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const QPointF way = to - from;
    const double distance = std::max(1.0, std::hypot(way.x(), way.y()));
    if (kind == LadderArrow::Reset) {
        const QPointF across = QPointF(-way.y(), way.x()) / distance * 1.75;
        const QPointF end = to - way / distance * 7;
        painter.setPen(QPen(theme.reset, 1.3, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(from + across, end + across);
        painter.drawLine(from - across, end - across);
        paintHead(painter, from, to, 10, 5, theme.reset);
        return;
    }
    QPen pen(theme.edge, 1.4, Qt::SolidLine, Qt::FlatCap);
    if (kind == LadderArrow::Repeated)
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(from, to - way / distance * 7);
    paintHead(painter, from, to, 9, 3.8, theme.edge);
}

void paintRunBox(QPainter& painter, const Theme& theme, const QRectF& box, bool toTheRight) {
    const double point = box.height() / 2;
    const double middle = box.center().y();
    QPolygonF shape;
    if (toTheRight)
        shape << box.topLeft() << QPointF(box.right() - point, box.top())
              << QPointF(box.right(), middle) << QPointF(box.right() - point, box.bottom())
              << box.bottomLeft();
    else
        shape << box.topRight() << QPointF(box.left() + point, box.top())
              << QPointF(box.left(), middle) << QPointF(box.left() + point, box.bottom())
              << box.bottomRight();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.controlBorder, 1));
    painter.setBrush(theme.header);
    painter.drawPolygon(shape);
}

void paintClosedWindow(QPainter& painter, const Theme& theme, const QRectF& strip) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.warning.foreground, 1.4, Qt::SolidLine, Qt::FlatCap));
    for (double y = strip.top() + kHatchStep; y <= strip.bottom() + 0.1; y += kHatchStep)
        painter.drawLine(QPointF(strip.left(), y), QPointF(strip.right(), y - strip.width()));
}

void paintSilence(QPainter& painter, const Theme& theme, double from, double to, double y) {
    if (to <= from)
        return;
    QPen pen(theme.controlBorder, 1.2, Qt::SolidLine, Qt::FlatCap);
    pen.setDashPattern({2, 2.5});
    painter.setPen(pen);
    painter.drawLine(QPointF(from, y), QPointF(to, y));
}

void paintBreak(QPainter& painter, const Theme& theme, double x, double y) {
    QPainterPath wave({x - 8, y + 1.5});
    wave.lineTo(x - 3, y - 2);
    wave.lineTo(x + 2, y + 2);
    wave.lineTo(x + 8, y - 1.5);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.edge, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(wave);
}

void paintCross(QPainter& painter, const Theme& theme, QPointF centre) {
    constexpr double kReach = 4;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.error.foreground, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(centre + QPointF(-kReach, -kReach), centre + QPointF(kReach, kReach));
    painter.drawLine(centre + QPointF(-kReach, kReach), centre + QPointF(kReach, -kReach));
}

void paintRepeatSign(QPainter& painter, QPointF centre, const QColor& color) {
    constexpr double kRadius = 3.8;
    const QRectF circle(centre.x() - kRadius, centre.y() - kRadius, 2 * kRadius, 2 * kRadius);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::FlatCap));
    painter.setBrush(Qt::NoBrush);
    constexpr int kEnd = 50; // degrees; clockwise to there from below the right
    painter.drawArc(circle, (kEnd - 70) * 16, -290 * 16);
    const double angle = qDegreesToRadians(double(kEnd));
    const QPointF end = centre + QPointF(std::cos(angle), -std::sin(angle)) * kRadius;
    const QPointF along(std::sin(angle), std::cos(angle));
    const QPointF outward(std::cos(angle), -std::sin(angle));
    const QPointF corners[] = {end + along * 3.4, end + outward * 3, end - outward * 3};
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(corners, 3);
}

void paintLifeline(QPainter& painter, const Theme& theme, double x, double top, double bottom,
                   std::optional<TcpState> state) {
    if (bottom <= top)
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    const QRectF bar(x - kHalfLifeline, top, 2 * kHalfLifeline, bottom - top);
    if (!state) {
        painter.fillRect(QRectF(x - 0.5, top, 1, bottom - top), theme.controlBorder);
    } else if (*state == TcpState::Closed) {
        painter.fillRect(bar, theme.base);
        painter.fillRect(QRectF(bar.left(), top, 1, bar.height()), theme.controlBorder);
        painter.fillRect(QRectF(bar.right() - 1, top, 1, bar.height()), theme.controlBorder);
    } else {
        painter.fillRect(bar, theme.stateFill(*state));
    }
}

} // namespace synoptic
