// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagnosis/queue_gauge.h"

#include "model/items/format.h"
#include "views/theme/style_painting.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace synoptic {

namespace {

constexpr double kBarHeight = 9;
constexpr double kTextHeight = 16;

double share(std::uint32_t value, std::uint32_t limit) {
    return limit == 0 ? 0 : std::min(1.0, double(value) / double(limit));
}

/// The right-hand word: how full it is.
QString fullness(const ListenerQueues& listener, bool half, bool cookies) {
    const QueueGauge& gauge = half ? listener.halfOpen : listener.accept;
    if (!listener.limit || *listener.limit == 0)
        return {};
    const bool full = half ? listener.isHalfOpenFull() : listener.isAcceptFull();
    if (full)
        return half && cookies ? ListenerQueuesModel::tr("cookies on")
                               : ListenerQueuesModel::tr("full");
    const double percent = 100.0 * share(gauge.now, *listener.limit);
    if (gauge.now > 0 && percent < 1)
        return QStringLiteral("<1 %");
    return QStringLiteral("%1 %").arg(int(percent));
}

void paintHistory(QPainter& painter, const QRectF& room, const QueueGauge& gauge,
                  const QColor& ink) {
    const auto most = *std::max_element(gauge.history.begin(), gauge.history.end());
    if (most == 0)
        return;
    const double step = room.width() / double(ListenerQueuesModel::kHistorySeconds);
    QPolygonF line;
    for (std::size_t i = 0; i < gauge.history.size(); ++i) {
        const double back = double(gauge.history.size() - 1 - i);
        line << QPointF(room.right() - back * step,
                        room.bottom() - room.height() * share(gauge.history[i], most));
    }
    painter.setPen(QPen(ink, 1));
    painter.drawPolyline(line);
}

} // namespace

void paintQueueGauge(QPainter& painter, const QRectF& cell, const ListenerQueues& listener,
                     ListenerQueuesModel::Column queue, bool cookies, const Theme& theme) {
    const bool half = queue == ListenerQueuesModel::HalfOpen;
    const QueueGauge& gauge = half ? listener.halfOpen : listener.accept;
    const bool full = half ? listener.isHalfOpenFull() : listener.isAcceptFull();
    const bool alarming = full && !(half && cookies);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);

    const double top = cell.center().y() - (kTextHeight + kBarHeight + 2) / 2;
    const QRectF text(cell.left(), top, cell.width(), kTextHeight);
    const QRectF bar(cell.left(), text.bottom() + 2, cell.width(), kBarHeight);
    if (gauge.history.size() > 1)
        paintHistory(painter, text.adjusted(text.width() * 0.45, 2, -58, -1), gauge, theme.dimmed);

    painter.setFont(uiFont(12, true));
    painter.setPen(alarming ? theme.error.foreground : theme.text);
    const QString now = formatCount(gauge.now);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, now);
    const double after = painter.fontMetrics().horizontalAdvance(now + QLatin1Char(' '));
    painter.setFont(uiFont(12));
    painter.setPen(alarming ? theme.error.foreground : theme.muted);
    if (listener.limit)
        painter.drawText(text.adjusted(after, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         ListenerQueuesModel::tr("of %1", "a limit; the number before it stands in bold").arg(formatCount(*listener.limit)));
    painter.setFont(uiFont(12, alarming));
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, fullness(listener, half, cookies));

    paintBox(painter, bar, theme.header, theme.controlBorder, 3);
    if (listener.limit && *listener.limit > 0) {
        const QColor ink =
            alarming ? theme.error.foreground
                     : theme.stateFill(half ? TcpState::SynReceived : TcpState::Established);
        const double width = bar.width() * share(gauge.now, *listener.limit);
        if (gauge.now > 0)
            paintBox(painter, QRectF(bar.left(), bar.top(), std::max(width, 3.0), bar.height()),
                     ink, Qt::transparent, 3);
        if (gauge.peak > gauge.now) {
            const double peak = bar.left() + bar.width() * share(gauge.peak, *listener.limit);
            painter.setPen(QPen(ink, 1.5));
            painter.drawLine(QPointF(std::min(peak, bar.right() - 1), bar.top() + 1),
                             QPointF(std::min(peak, bar.right() - 1), bar.bottom() - 1));
        }
    }
    painter.restore();
}

} // namespace synoptic
