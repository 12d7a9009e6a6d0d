// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/welcome_pictures.h"

#include "views/table/row_paint.h"
#include "views/theme/style_painting.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <array>

namespace synoptic {

namespace {

/// A state as the diagram draws it, in small.
void paintNode(QPainter& painter, const QRectF& rect, TcpState state, const Theme& theme) {
    paintBox(painter, rect, mixed(theme.stateFill(state), theme.card, 0.06),
             theme.stateOutline(state), 6, 1.4);
    QPainterPath shape;
    shape.addRoundedRect(rect.adjusted(1, 1, -1, -1), 5, 5);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(QRectF(rect.left(), rect.top(), 6, rect.height()), theme.stateFill(state));
    painter.restore();
    painter.setFont(uiFont(12, true));
    painter.setPen(theme.text);
    const std::string_view text = name(state);
    painter.drawText(rect.adjusted(13, 0, 0, 0), Qt::AlignVCenter,
                     QString::fromLatin1(text.data(), qsizetype(text.size())));
}

void paintStep(QPainter& painter, const QPolygonF& way, const QPointF& badge, int number,
               const Theme& theme) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.accent, 2.6, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(way);
    const QPointF tip = way.back();
    const QPointF back = tip - way[way.size() - 2];
    const double length = std::hypot(back.x(), back.y());
    const QPointF along = back / length * 9;
    const QPointF side(-along.y() * 0.55, along.x() * 0.55);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawPolygon(
        QPolygonF{tip + along * 0.6, tip - along * 0.4 + side, tip - along * 0.4 - side});
    painter.drawEllipse(badge, 8.5, 8.5);
    painter.setFont(uiFont(11, true));
    painter.setPen(theme.onAccent);
    painter.drawText(QRectF(badge.x() - 8.5, badge.y() - 8.5, 17, 17), Qt::AlignCenter,
                     QString::number(number));
}

} // namespace

void paintTablePicture(QPainter& painter, const QRectF& rect, const Theme& theme) {
    struct Row {
        TcpState state;
        const char* process;
        const char* port;
        int bar;
    };
    const Row rows[] = {{TcpState::Established, "nginx", ":443", 30},
                        {TcpState::SynReceived, "kernel", ":443", 12},
                        {TcpState::Established, "postgres", ":5432", 38},
                        {TcpState::CloseWait, "python3", ":8080", 0},
                        {TcpState::TimeWait, "kernel", ":443", 0}};
    paintBox(painter, rect, theme.base, theme.border, 4);
    const double step = rect.height() / double(std::size(rows));
    painter.setFont(uiFont(12));
    double y = rect.top();
    for (const Row& row : rows) {
        const QRectF line(rect.left() + 1, y, rect.width() - 2, step);
        if (row.state == TcpState::SynReceived)
            painter.fillRect(line, theme.rowNew);
        paintStateChip(painter, line.adjusted(8, 0, 0, 0), row.state, theme);
        painter.setPen(row.process[0] == 'k' ? theme.muted : theme.text);
        painter.drawText(line.adjusted(142, 0, 0, 0), Qt::AlignVCenter, QLatin1String(row.process));
        painter.setPen(theme.muted);
        painter.drawText(line.adjusted(0, 0, -66, 0), Qt::AlignVCenter | Qt::AlignRight,
                         QLatin1String(row.port));
        if (row.bar)
            paintBox(painter, QRectF(line.right() - 56, line.center().y() - 3, row.bar, 6),
                     mixed(theme.muted, theme.base, 0.6), Qt::transparent, 3);
        y += step;
    }
}

void paintCapturePicture(QPainter& painter, const QRectF& rect, const Theme& theme) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.controlBorder, 1.2, Qt::DashLine));
    painter.setBrush(theme.base);
    painter.drawRoundedRect(rect, 6, 6);
    const QRectF track = rect.adjusted(18, 22, -18, -52);
    constexpr std::array kBars{14, 22, 30, 34, 38, 35, 33, 37, 30, 24, 20, 26, 31, 28, 22,
                               30, 36, 38, 34, 30, 33, 37, 32, 25, 22, 27, 34, 36, 30, 20};
    const double pitch = track.width() / double(kBars.size());
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(theme.muted, theme.base, 0.6));
    for (std::size_t i = 0; i < kBars.size(); ++i) {
        const double height = track.height() * kBars[i] / 40.0;
        painter.drawRect(
            QRectF(track.left() + double(i) * pitch, track.bottom() - height, pitch - 2, height));
    }
    painter.fillRect(QRectF(track.left(), track.bottom() + 1, track.width(), 1), theme.border);
    painter.setBrush(theme.reset);
    for (const double x : {0.3, 0.66}) {
        const QPointF at(track.left() + x * track.width(), track.top() - 6);
        painter.drawPolygon(QPolygonF{at, at + QPointF(-4, -7), at + QPointF(4, -7)});
    }
    painter.setFont(uiFont(13));
    painter.setPen(theme.text);
    painter.drawText(QRectF(rect.left(), track.bottom() + 8, rect.width(), 20), Qt::AlignCenter,
                     QCoreApplication::translate("synoptic::WelcomePage", "Drop a file here"));
    painter.setFont(uiFont(12));
    painter.setPen(theme.muted);
    painter.drawText(QRectF(rect.left(), track.bottom() + 26, rect.width(), 18), Qt::AlignCenter,
                     QStringLiteral(".pcap .pcapng .gz"));
}

void paintLessonPicture(QPainter& painter, const QRectF& rect, const Theme& theme) {
    const auto at = [&](double x, double y) {
        return rect.topLeft() + QPointF(x * rect.width() / 306, y * rect.height() / 130);
    };
    paintStep(painter, {at(100, 18), at(230, 18), at(230, 42)}, at(126, 18), 1, theme);
    paintStep(painter, {at(242, 82), at(242, 106), at(124, 106)}, at(242, 90), 2, theme);
    const QSizeF node(108, 34);
    paintNode(painter, QRectF(at(0, 2), node), TcpState::Closed, theme);
    paintNode(painter, QRectF(at(186, 46), node), TcpState::SynSent, theme);
    const QRectF last(at(4, 90), node);
    painter.setPen(QPen(theme.accent, 2.2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(last.adjusted(-5, -5, 5, 5), 9, 9);
    paintNode(painter, last, TcpState::Established, theme);
}

} // namespace synoptic
