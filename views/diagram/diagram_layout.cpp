// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/diagram_layout.h"

#include "views/diagram/label_placer.h"
#include "views/diagram/sheet_map.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace synoptic {

namespace {

constexpr double kSampleStep = 3;

NodeBox nodeBox(NodeIndex node, const SheetMap& map) {
    const bool compact = map.mode() == DiagramMode::Compact;
    const bool large = node == index(TcpState::Established);
    NodeBox box;
    box.rect = map.node(node);
    box.name = {compact ? 11.5 : 12.0, true};
    box.count = {compact ? (large ? 16.0 : 14.0) : (large ? 19.0 : 16.0), true};
    box.rate = {compact ? 10.5 : 11.0};
    return box;
}

/// The polyline with its corners rounded, or cut shorter where a leg is too short for that.
QPainterPath rounded(const QPolygonF& corners, double radius) {
    QPainterPath path(corners.first());
    for (int i = 1; i + 1 < corners.size(); ++i) {
        const QLineF in(corners[i], corners[i - 1]);
        const QLineF out(corners[i], corners[i + 1]);
        const double r = std::min({radius, in.length() / 2, out.length() / 2});
        path.lineTo(in.pointAt(r / in.length()));
        path.quadTo(corners[i], out.pointAt(r / out.length()));
    }
    path.lineTo(corners.last());
    return path;
}

/// QPainterPath::pointAtPercent walks the whole path each time: flattened once and measured off.
void sample(EdgeRoute& route) {
    const QPolygonF flat = route.path.toSubpathPolygons().constFirst();
    for (int i = 0; i + 1 < flat.size(); ++i)
        route.length += QLineF(flat[i], flat[i + 1]).length();
    const double step = route.length / std::ceil(route.length / kSampleStep);
    double due = 0; // way left until the next sample
    for (int i = 0; i + 1 < flat.size(); ++i) {
        const QLineF leg(flat[i], flat[i + 1]);
        const double length = leg.length();
        for (; due < length; due += step)
            route.samples.push_back(leg.pointAt(due / length));
        due -= length;
    }
    const auto wanted = static_cast<std::size_t>(std::lround(route.length / step)) + 1;
    route.samples.resize(wanted, flat.constLast());
    route.samples.back() = flat.constLast();
}

EdgeRoute route(EdgeIndex edge, const SheetMap& map) {
    const EdgeFigure& figure = edgeFigures()[edge];
    EdgeRoute route;
    route.source = static_cast<NodeIndex>(index(figure.from));
    route.target = figure.target;
    route.corners = map.way(figure.way(), route.source, route.target);
    route.path = rounded(route.corners, kCornerRadius);
    sample(route);
    const double along = map.mode() == DiagramMode::Compact ? 15 : 22;
    route.badge = route.at(std::min(along / route.length, 0.5));
    return route;
}

DiagramRail rail(const RailFigure& figure, const SheetMap& map) {
    DiagramRail rail;
    const auto nodeAt = [](SheetPoint point) { return SheetMap::nodeTouching(point); };
    rail.trunk =
        rounded(map.way(figure.trunk, nodeAt(figure.trunk.front()), kEndNode), kCornerRadius);
    for (std::size_t b = 0; b < figure.branchCount; ++b) {
        const auto& branch = figure.branches[b];
        const QPolygonF line = map.way(branch, nodeAt(branch.front()), std::nullopt);
        rail.branches.emplace_back(line.first(), line.last());
        rail.junctions.push_back(line.last());
    }
    return rail;
}

} // namespace

QPointF EdgeRoute::at(double fraction) const {
    const double position =
        std::clamp(fraction, 0.0, 1.0) * static_cast<double>(samples.size() - 1);
    const auto before = std::min(static_cast<std::size_t>(position), samples.size() - 2);
    return QLineF(samples[before], samples[before + 1])
        .pointAt(position - static_cast<double>(before));
}

const DiagramLabel* DiagramLayout::labelOf(EdgeIndex edge) const {
    for (const DiagramLabel& label : labels) {
        if (label.kind == LabelKind::Edge && label.owner == edge)
            return &label;
    }
    return nullptr;
}

DiagramLayout layoutDiagram(const DiagramRequest& request) {
    const SheetMap map(request.mode, request.size.expandedTo(kCompactMinimum));
    DiagramLayout layout;
    layout.mode = request.mode;
    layout.size = map.size();
    layout.badgeRadius = request.mode == DiagramMode::Compact ? 7.5 : 8;
    for (std::size_t n = 0; n < kNodeCount; ++n)
        layout.nodes[n] = nodeBox(static_cast<NodeIndex>(n), map);
    for (std::size_t e = 0; e < kStateEdgeCount; ++e)
        layout.edges[e] = route(static_cast<EdgeIndex>(e), map);
    for (std::size_t p = 0; p < layout.panels.size(); ++p)
        layout.panels[p] = map.panel(panelFigures()[p]);
    for (std::size_t r = 0; r < layout.rails.size(); ++r)
        layout.rails[r] = rail(railFigures()[r], map);
    LabelPlacer(request, map, layout).place();
    return layout;
}

double distanceTo(const QPolygonF& line, QPointF point) {
    double nearest = std::numeric_limits<double>::max();
    for (int i = 0; i + 1 < line.size(); ++i) {
        const QPointF leg = line[i + 1] - line[i];
        const double square = QPointF::dotProduct(leg, leg);
        const double t =
            square > 0 ? std::clamp(QPointF::dotProduct(point - line[i], leg) / square, 0.0, 1.0)
                       : 0;
        nearest = std::min(nearest, QLineF(point, line[i] + leg * t).length());
    }
    return nearest;
}

bool crosses(const QPolygonF& line, const QRectF& rect) {
    for (int i = 0; i + 1 < line.size(); ++i) {
        // Every leg runs level or upright, so its own bounds are exact.
        const QRectF bounds = QRectF(line[i], line[i + 1]).normalized();
        if (bounds.right() >= rect.left() && bounds.left() <= rect.right() &&
            bounds.bottom() >= rect.top() && bounds.top() <= rect.bottom())
            return true;
    }
    return false;
}

} // namespace synoptic
