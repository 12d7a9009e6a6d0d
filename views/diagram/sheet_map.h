// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/diagram/diagram_layout.h"

#include <map>

namespace synoptic {

/// From the sheet of 900 by 600 to the place drawn in. Full: as it is. Compact: the nodes' middles
/// stretch with the view while nodes keep one size, so what lies along a node's side is scaled with
/// the node, and what lies between nodes with the gap.
class SheetMap {
public:
    SheetMap(DiagramMode mode, QSizeF compactSize);

    DiagramMode mode() const { return mode_; }
    QSizeF size() const { return size_; }

    double x(double sheetX) const;
    double y(double sheetY) const;
    QPointF point(SheetPoint p) const { return {x(p.x), y(p.y)}; }
    QRectF node(NodeIndex node) const;
    QRectF panel(const PanelFigure& figure) const;
    /// A polyline whose ends lie exactly on the borders of the nodes given.
    QPolygonF way(std::span<const SheetPoint> points, std::optional<NodeIndex> from,
                  std::optional<NodeIndex> to) const;

    /// The node on whose border a point of the sheet lies.
    static std::optional<NodeIndex> nodeTouching(SheetPoint point);

private:
    DiagramMode mode_;
    QSizeF size_;
    std::map<double, double> knotsX_, knotsY_; ///< sheet -> place, linear between them
};

} // namespace synoptic
