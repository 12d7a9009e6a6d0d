// SPDX-License-Identifier: GPL-3.0-or-later
// The half of DiagramPainter that changes with the numbers: nodes, busy edges, rings.
#include "model/items/format.h"
#include "views/diagram/diagram_painter.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace synoptic {

namespace {

constexpr double kNodeRadius = 7;
constexpr double kLeftBar = 6;
constexpr double kBottomBar = 4;
constexpr double kRingGap = 4.5;
constexpr double kSecondRingGap = 8.5;
/// Counts below this fill their bar in part only, however small all counts are.
constexpr std::uint32_t kFullBarAtLeast = 9;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(synoptic::StateDiagram)
};

/// "+9/s" for nodes: how many enter. Nothing below one in two seconds.
QString enteringText(double rate) {
    if (rate < 0.5)
        return {};
    const QLocale locale;
    if (rate >= 1000)
        //: how many connections enter a state a second, in thousands
        return Words::tr("+%1k/s").arg(locale.toString(rate / 1000, 'f', rate < 10'000 ? 1 : 0));
    //: how many connections enter a state a second
    return Words::tr("+%1/s").arg(
        locale.toString(std::max(1, static_cast<int>(std::lround(rate)))));
}

} // namespace

void DiagramPainter::paintNumbers(QPainter& painter) const {
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t e = 0; e < kStateEdgeCount; ++e) {
        if (content_.edgeRates[e] > kBusyRate)
            paintBusyEdge(painter, static_cast<EdgeIndex>(e));
    }
    for (std::size_t n = 0; n < kTcpStateCount; ++n)
        paintNode(painter, static_cast<NodeIndex>(n));
    paintEnd(painter);
    paintRings(painter);
}

void DiagramPainter::paintBusyEdge(QPainter& painter, EdgeIndex edge) const {
    const EdgeRoute& route = layout_.edges[edge];
    const double rate = content_.edgeRates[edge];
    const bool dimmed = isEdgeDimmed(edge);
    const QColor color =
        hopOn(edge) ? colors_.theme().accent : colors_.line(stateEdges()[edge].abortive, dimmed);
    // 10/s doubles a normal line; each tenfold adds 1.5 px, as far as 8.
    const double width = std::min(8.0, 3.5 + 1.5 * std::log10(rate / kBusyRate));
    const double arrow = std::min(13.0, 6 + 1.6 * width);
    const QPointF tip = route.corners.last();
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    QPolygonF line(QList<QPointF>(route.samples.begin(), route.samples.end()));
    while (line.size() > 2 && QLineF(line.last(), tip).length() < arrow * 0.7)
        line.removeLast();
    painter.drawPolyline(line);
    paintArrowhead(painter, tip, line.last(), arrow, color);
    if (const DrawnHop* hop = hopOn(edge))
        paintBadge(painter, route.badge, QString::number(hop->firstNumber));
    if (!route.rateAt)
        return;
    const TextStyle style{10.5, true};
    //: transitions a second along an edge of the diagram
    const QString text =
        Words::tr("×%1/s").arg(QLocale().toString(static_cast<qlonglong>(rate + 0.5)));
    QRectF box = *route.rateAt;
    const double textSize = textWidth(text, style);
    if (textSize + 8 > box.width())
        box.adjust((box.width() - textSize - 8) / 2, 0, (textSize + 8 - box.width()) / 2, 0);
    painter.setPen(QPen(color, 1));
    painter.setBrush(colors_.theme().card);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(colors_.nodeText(dimmed));
    drawText(painter, box.center() + QPointF(-textSize / 2, baselineOffset(style)), text, style);
}

void DiagramPainter::paintNode(QPainter& painter, NodeIndex node) const {
    const NodeBox& box = layout_.nodes[node];
    const TcpState state = stateOf(node);
    const bool dimmed = isNodeDimmed(node);
    const QRectF& r = box.rect;
    const std::uint32_t count = content_.counts[index(state)];

    QPainterPath outline;
    outline.addRoundedRect(r, kNodeRadius, kNodeRadius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors_.nodeFill(state, dimmed));
    painter.drawPath(outline);

    // Bars are cut to the outline as paths: an SVG knows no clipping.
    QPainterPath bars;
    bars.addRect(r.left(), r.top(), kLeftBar, r.height());
    if (count > 0 && state != TcpState::Closed) {
        const std::uint32_t most = std::max(
            kFullBarAtLeast, *std::max_element(content_.counts.begin() + 1, content_.counts.end()));
        const double share = std::log1p(count) / std::log1p(most);
        bars.addRect(r.left() + kLeftBar, r.bottom() - kBottomBar, (r.width() - kLeftBar) * share,
                     kBottomBar);
    }
    painter.setBrush(colors_.nodeBar(state, dimmed));
    painter.drawPath(bars.intersected(outline));
    painter.setPen(QPen(colors_.nodeOutline(state, dimmed), 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline);

    const double left = r.left() + (layout_.mode == DiagramMode::Compact ? 11 : 13);
    const double right = r.right() - (layout_.mode == DiagramMode::Compact ? 6 : 8);
    painter.setPen(colors_.nodeText(dimmed));
    drawText(painter, {left, r.top() + r.height() * 0.28 + baselineOffset(box.name)},
             formatState(state), box.name);
    const QString countText =
        state == TcpState::Closed && count == 0 ? QStringLiteral("–") : QLocale().toString(count);
    const double numberLine = r.top() + r.height() * 0.645;
    drawText(painter, {left, numberLine + baselineOffset(box.count)}, countText, box.count);

    const QString rate = enteringText(content_.stateRates[index(state)]);
    const double rateLeft = right - textWidth(rate, box.rate);
    if (rate.isEmpty() || state == TcpState::Closed ||
        rateLeft < left + textWidth(countText, box.count) + 4)
        return;
    painter.setPen(colors_.nodeRate(dimmed));
    drawText(painter, {rateLeft, numberLine + baselineOffset(box.count)}, rate, box.rate);
}

void DiagramPainter::paintEnd(QPainter& painter) const {
    const NodeBox& box = layout_.nodes[kEndNode];
    const bool dimmed = isNodeDimmed(kEndNode);
    QPen pen(colors_.endOutline(dimmed), 1.3, Qt::SolidLine, Qt::FlatCap);
    pen.setDashPattern({4 / 1.3, 3 / 1.3});
    painter.setPen(pen);
    painter.setBrush(colors_.theme().card);
    painter.drawRoundedRect(box.rect, box.rect.height() / 2, box.rect.height() / 2);
    const bool onPath = content_.path && !dimmed;
    painter.setPen(onPath ? colors_.nodeText(false) : colors_.nodeRate(dimmed));
    const QString text = formatState(TcpState::Closed);
    drawText(painter,
             box.rect.center() + QPointF(-textWidth(text, box.name) / 2, baselineOffset(box.name)),
             text, box.name);
}

void DiagramPainter::paintRings(QPainter& painter) const {
    const Theme& theme = colors_.theme();
    const auto ring = [&](NodeIndex node, double gap, const QPen& pen) {
        const double radius =
            node == kEndNode ? layout_.nodes[node].rect.height() / 2 : kNodeRadius;
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(layout_.nodes[node].rect.adjusted(-gap, -gap, gap, gap),
                                radius + gap, radius + gap);
    };
    const std::optional<DiagramPath>& path = content_.path;
    if (content_.highlight) {
        const auto node = static_cast<NodeIndex>(index(content_.highlight->state));
        const bool taken = path && (path->current == node || path->peer == node);
        const bool isError = content_.highlight->severity == HighlightSeverity::Error;
        ring(node, taken ? kSecondRingGap : kRingGap,
             QPen(isError ? theme.error.foreground : theme.warning.foreground, 2.4));
    }
    if (!path)
        return;
    if (path->peer) {
        QPen dotted(theme.accent, 2, Qt::SolidLine, Qt::RoundCap);
        dotted.setDashPattern({0.1, 2});
        ring(*path->peer, path->peer == path->current ? kSecondRingGap : kRingGap, dotted);
    }
    ring(path->current, kRingGap, QPen(theme.accent, 3));
    if (layout_.peer)
        paintTag(painter, *layout_.peer, false);
    if (layout_.thisEnd)
        paintTag(painter, *layout_.thisEnd, true);
}

void DiagramPainter::paintTag(QPainter& painter, const DiagramTag& tag, bool filled) const {
    const Theme& theme = colors_.theme();
    const double radius = tag.rect.height() / 2;
    painter.setPen(filled ? QPen(Qt::NoPen) : QPen(theme.accent, 1.3));
    painter.setBrush(filled ? theme.accent : theme.card);
    painter.drawRoundedRect(tag.rect, radius, radius);
    painter.setPen(filled ? theme.onAccent : theme.accent);
    const double width = textWidth(tag.text, tag.style);
    drawText(painter, tag.rect.center() + QPointF(-width / 2, baselineOffset(tag.style)), tag.text,
             tag.style);
}

} // namespace synoptic
