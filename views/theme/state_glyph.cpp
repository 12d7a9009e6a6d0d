// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/state_glyph.h"

#include <QPainter>
#include <QPainterPath>

namespace synoptic {

namespace {

constexpr double kGrid = 16;
constexpr double kStroke = 1.6;
const QRectF kRing(2.4, 2.4, 11.2, 11.2);

void line(QPainter& p, std::initializer_list<QPointF> points) {
    QPainterPath path;
    path.moveTo(*points.begin());
    for (const QPointF* point = points.begin() + 1; point != points.end(); ++point)
        path.lineTo(*point);
    p.drawPath(path);
}

void dot(QPainter& p, QPointF centre, double radius, const QColor& color) {
    p.save();
    p.setPen(Qt::NoPen);
    p.setBrush(color);
    p.drawEllipse(centre, radius, radius);
    p.restore();
}

void arc(QPainter& p, double radius, double startDegrees, double spanDegrees) {
    const QRectF box(8 - radius, 8 - radius, 2 * radius, 2 * radius);
    QPainterPath path;
    path.arcMoveTo(box, startDegrees);
    path.arcTo(box, startDegrees, spanDegrees);
    p.drawPath(path);
}

void dashedRing(QPainter& p) {
    // Arcs rather than a dash pattern: the dashes meet evenly at every scale.
    for (int i = 0; i < 6; ++i)
        arc(p, 5.6, i * 60.0 + 8, 36);
}

void halfDisc(QPainter& p, const QColor& color) {
    p.drawEllipse(kRing);
    QPainterPath half;
    half.moveTo(8, kRing.top());
    half.arcTo(kRing, 90, -180);
    half.closeSubpath();
    p.fillPath(half, color);
}

} // namespace

void paintStateGlyph(QPainter& painter, const QRectF& rect, TcpState state, const QColor& color) {
    const double side = qMin(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2);
    painter.scale(side / kGrid, side / kGrid);
    painter.setPen(QPen(color, kStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    QPainter& p = painter;

    switch (state) {
    case TcpState::Closed:
        dashedRing(p);
        break;
    case TcpState::Listen:
        dot(p, {8, 8}, 2.0, color);
        arc(p, 5.6, 125, 110);
        arc(p, 5.6, -55, 110);
        break;
    case TcpState::SynSent:
        line(p, {{3.6, 12.4}, {12.2, 3.8}});
        line(p, {{6.2, 3.6}, {12.4, 3.6}, {12.4, 9.8}});
        break;
    case TcpState::SynReceived:
        line(p, {{12.4, 3.6}, {3.8, 12.2}});
        line(p, {{9.8, 12.4}, {3.6, 12.4}, {3.6, 6.2}});
        break;
    case TcpState::Established:
        line(p, {{2.4, 5.4}, {13.4, 5.4}});
        line(p, {{10.6, 2.6}, {13.6, 5.4}, {10.6, 8.2}});
        line(p, {{13.6, 10.8}, {2.6, 10.8}});
        line(p, {{5.4, 8.0}, {2.4, 10.8}, {5.4, 13.6}});
        break;
    case TcpState::FinWait1:
        p.drawEllipse(kRing);
        dot(p, {8, 8}, 1.6, color);
        break;
    case TcpState::FinWait2:
        p.drawEllipse(kRing);
        dot(p, {5.8, 8}, 1.35, color);
        dot(p, {10.2, 8}, 1.35, color);
        break;
    case TcpState::Closing:
        line(p, {{2.4, 3.8}, {6.6, 8}, {2.4, 12.2}});
        line(p, {{13.6, 3.8}, {9.4, 8}, {13.6, 12.2}});
        break;
    case TcpState::TimeWait:
        p.drawEllipse(kRing);
        line(p, {{8, 4.8}, {8, 8.2}, {10.4, 9.4}});
        break;
    case TcpState::CloseWait:
        halfDisc(p, color);
        break;
    case TcpState::LastAck:
        p.drawEllipse(kRing);
        line(p, {{5.4, 8.2}, {7.3, 10.1}, {10.7, 6.2}});
        break;
    }
    painter.restore();
}

} // namespace synoptic
