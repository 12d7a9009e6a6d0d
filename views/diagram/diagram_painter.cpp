// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/diagram_painter.h"

#include <QPainter>

#include <algorithm>

namespace synoptic {

namespace {

constexpr double kNormalWidth = 2;
constexpr double kOtherWidth = 1.3;
constexpr double kPathWidth = 3.2;
constexpr double kJunctionRadius = 2.6;
constexpr double kPanelRadius = 12;
constexpr double kArrowSize = 8;

QPen dashed(const QColor& color) {
    QPen pen(color, kOtherWidth, Qt::SolidLine, Qt::FlatCap);
    pen.setDashPattern({4 / kOtherWidth, 3 / kOtherWidth});
    return pen;
}

/// The path, ending where its arrowhead begins.
QPainterPath withoutTip(QPainterPath path, double arrow) {
    const int last = path.elementCount() - 1;
    const QLineF leg(path.elementAt(last), path.elementAt(last - 1));
    const QPointF end = leg.pointAt(std::min(0.9, arrow * 0.7 / leg.length()));
    path.setElementPositionAt(last, end.x(), end.y());
    return path;
}

QPointF beforeLast(const QPainterPath& path) {
    return path.elementAt(path.elementCount() - 2);
}

QString badgeText(const DrawnHop& hop) {
    if (hop.firstNumber == hop.lastNumber)
        return QString::number(hop.firstNumber);
    return QStringLiteral("%1–%2").arg(hop.firstNumber).arg(hop.lastNumber);
}

} // namespace

DiagramRequest requestFor(const DiagramContent& content, DiagramMode mode, QSizeF size,
                          DiagramTexts texts) {
    DiagramRequest request;
    request.mode = mode;
    request.size = size;
    request.texts = std::move(texts);
    if (content.path) {
        for (const DrawnHop& hop : content.path->hops) {
            request.emphasized.set(hop.edge);
            request.inferred.set(hop.edge, hop.evidence == Evidence::Inferred);
        }
        request.thisEnd = content.path->current;
        request.peer = content.path->peer;
    }
    return request;
}

void paintArrowhead(QPainter& painter, QPointF tip, QPointF from, double size,
                    const QColor& color) {
    QLineF back(tip, from);
    back.setLength(size);
    const QPointF along = back.p2() - tip;
    const QPointF across(-along.y() * 0.46, along.x() * 0.46);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF{tip, tip + along + across, tip + along - across});
}

const DrawnHop* DiagramPainter::hopOn(EdgeIndex edge) const {
    if (!content_.path)
        return nullptr;
    const auto& hops = content_.path->hops;
    const auto found = std::find_if(hops.rbegin(), hops.rend(),
                                    [edge](const DrawnHop& hop) { return hop.edge == edge; });
    return found == hops.rend() ? nullptr : &*found;
}

bool DiagramPainter::isPathOnRail(std::size_t rail) const {
    return content_.path && std::any_of(content_.path->hops.begin(), content_.path->hops.end(),
                                        [rail](const DrawnHop& hop) {
                                            const EdgeFigure& figure = edgeFigures()[hop.edge];
                                            return figure.abortive && figure.rail == rail;
                                        });
}

void DiagramPainter::paintGround(QPainter& painter) const {
    painter.setRenderHint(QPainter::Antialiasing);
    paintPanels(painter);
    for (const bool normal : {false, true}) {
        for (std::size_t e = 0; e < kStateEdgeCount; ++e) {
            const StateEdge& edge = stateEdges()[e];
            if (!edge.abortive && edge.normal == normal && !hopOn(static_cast<EdgeIndex>(e)))
                paintEdge(painter, static_cast<EdgeIndex>(e));
        }
    }
    paintRails(painter);
    paintLabels(painter);
    if (content_.path)
        paintPath(painter);
}

void DiagramPainter::paintPanels(QPainter& painter) const {
    for (std::size_t p = 0; p < layout_.panels.size(); ++p) {
        const TcpState hue = panelFigures()[p].hue;
        painter.setPen(QPen(colors_.panelBorder(hue), 1));
        painter.setBrush(colors_.panelFill(hue));
        painter.drawRoundedRect(layout_.panels[p], kPanelRadius, kPanelRadius);
    }
}

void DiagramPainter::paintRails(QPainter& painter) const {
    const QColor color = colors_.line(true, content_.path.has_value());
    for (const DiagramRail& rail : layout_.rails) {
        painter.setPen(dashed(color));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(withoutTip(rail.trunk, kArrowSize));
        for (const QLineF& branch : rail.branches)
            painter.drawLine(branch);
        paintArrowhead(painter, rail.trunk.currentPosition(), beforeLast(rail.trunk), kArrowSize,
                       color);
        for (const QPointF& junction : rail.junctions)
            painter.drawEllipse(junction, kJunctionRadius, kJunctionRadius);
    }
}

void DiagramPainter::paintEdge(QPainter& painter, EdgeIndex edge) const {
    const EdgeRoute& route = layout_.edges[edge];
    const bool reset = edgeFigures()[edge].form == LabelForm::EventOnly;
    const QColor color = colors_.line(reset, isEdgeDimmed(edge));
    const double width = stateEdges()[edge].normal ? kNormalWidth : kOtherWidth;
    painter.setPen(reset ? dashed(color) : QPen(color, width, Qt::SolidLine, Qt::FlatCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(withoutTip(route.path, kArrowSize));
    paintArrowhead(painter, route.corners.last(), beforeLast(route.path), kArrowSize, color);
}

void DiagramPainter::paintLabels(QPainter& painter) const {
    const Theme& theme = colors_.theme();
    for (const DiagramLabel& label : layout_.labels) {
        const bool ofEdge = label.kind == LabelKind::Edge || label.kind == LabelKind::Note;
        const bool onPath = ofEdge ? hopOn(static_cast<EdgeIndex>(label.owner)) != nullptr
                                   : label.kind == LabelKind::Rail && isPathOnRail(label.owner);
        const bool dimmed = content_.path && !onPath;
        painter.save();
        if (label.upright) {
            painter.translate(label.rect.center());
            painter.rotate(-90);
        }
        for (const TextRun& run : label.runs) {
            if (label.kind == LabelKind::Panel)
                painter.setPen(colors_.panelTitle(panelFigures()[label.owner].hue));
            else if (onPath)
                painter.setPen(theme.accent);
            else if (run.role == TextRole::Event)
                painter.setPen(colors_.label(dimmed));
            else if (run.role == TextRole::Reset)
                painter.setPen(colors_.labelReset(dimmed));
            else
                painter.setPen(colors_.labelSent(dimmed));
            drawText(painter, run.baseline, run.text, run.style);
        }
        painter.restore();
    }
}

void DiagramPainter::paintPath(QPainter& painter) const {
    const QColor accent = colors_.theme().accent;
    const double arrow = kArrowSize * 1.35;
    for (const DrawnHop& hop : content_.path->hops) {
        const EdgeRoute& route = layout_.edges[hop.edge];
        QPen pen(accent, kPathWidth, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
        if (hop.evidence == Evidence::Inferred) {
            pen.setCapStyle(Qt::RoundCap);
            pen.setDashPattern({0.1, 2});
        }
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(withoutTip(route.path, arrow));
        paintArrowhead(painter, route.corners.last(), beforeLast(route.path), arrow, accent);
    }
    for (const DrawnHop& hop : content_.path->hops)
        paintBadge(painter, layout_.edges[hop.edge].badge, badgeText(hop));
}

void DiagramPainter::paintBadge(QPainter& painter, QPointF middle, const QString& text) const {
    const TextStyle style{10.5, true};
    const double width = textWidth(text, style);
    const double radius = layout_.badgeRadius;
    const double half = std::max(radius, width / 2 + 4.5);
    const QRectF pill(middle.x() - half, middle.y() - radius, 2 * half, 2 * radius);
    painter.setPen(QPen(colors_.canvas(), 2));
    painter.setBrush(colors_.theme().accent);
    painter.drawRoundedRect(pill.adjusted(-1, -1, 1, 1), radius + 1, radius + 1);
    painter.setPen(colors_.theme().onAccent);
    drawText(painter, middle + QPointF(-width / 2, baselineOffset(style)), text, style);
}

void renderDiagram(QPainter& painter, const QRectF& target, const Theme& theme,
                   const DiagramContent& content) {
    const DiagramLayout layout =
        layoutDiagram(requestFor(content, DiagramMode::Full, kSheetSize, diagramTexts()));
    const double scale = std::min(target.width() / kSheetWidth, target.height() / kSheetHeight);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(target, theme.canvas);
    painter.translate(target.center() - QPointF(kSheetWidth, kSheetHeight) * scale / 2);
    painter.scale(scale, scale);
    const DiagramPainter diagram(theme, layout, content);
    diagram.paintGround(painter);
    diagram.paintNumbers(painter);
    painter.restore();
}

} // namespace synoptic
