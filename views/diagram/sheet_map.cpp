// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/sheet_map.h"

#include <iterator>

namespace synoptic {

namespace {

constexpr QSizeF kNodeSize{108, 38};
constexpr QSizeF kEstablishedSize{120, 44};
constexpr QSizeF kEndSize{72, 26};
constexpr double kLeftRail = 30; ///< left of all nodes: it keeps its share of the margin

QSizeF compactSize(NodeIndex node) {
    if (node == kEndNode)
        return kEndSize;
    return node == index(TcpState::Established) ? kEstablishedSize : kNodeSize;
}

double interpolate(const std::map<double, double>& knots, double at) {
    auto above = knots.lower_bound(at);
    if (above == knots.begin())
        return above->second;
    if (above == knots.end())
        return std::prev(above)->second;
    const auto below = std::prev(above);
    const double share = (at - below->first) / (above->first - below->first);
    return below->second + share * (above->second - below->second);
}

QRectF figureRect(NodeIndex node) {
    const NodeFigure& figure = nodeFigures()[node];
    return {figure.center.x - figure.width / 2, figure.center.y - figure.height / 2, figure.width,
            figure.height};
}

} // namespace

SheetMap::SheetMap(DiagramMode mode, QSizeF compact)
    : mode_(mode), size_(mode == DiagramMode::Full ? kSheetSize : compact) {
    knotsX_ = {
        {0, 0}, {kLeftRail, kLeftRail * size_.width() / kSheetWidth}, {kSheetWidth, size_.width()}};
    knotsY_ = {{0, 0}, {kSheetHeight, size_.height()}};
    for (std::size_t n = 0; n < kTcpStateCount; ++n) {
        const auto node = static_cast<NodeIndex>(n);
        const QRectF drawn = this->node(node);
        const QRectF sheet = figureRect(node);
        // ESTABLISHED is wider than the rest of its column, which sets the scale there.
        if (n != index(TcpState::Established)) {
            knotsX_[sheet.left()] = drawn.left();
            knotsX_[sheet.right()] = drawn.right();
        }
        // CLOSING's row overlaps LAST-ACK's: of each only the outer side and the middle count.
        if (n == index(TcpState::Closing)) {
            knotsY_[sheet.top()] = drawn.top();
            knotsY_[sheet.center().y()] = drawn.center().y();
        } else if (n == index(TcpState::LastAck)) {
            knotsY_[sheet.center().y()] = drawn.center().y();
            knotsY_[sheet.bottom()] = drawn.bottom();
        } else {
            knotsY_[sheet.top()] = drawn.top();
            knotsY_[sheet.bottom()] = drawn.bottom();
        }
    }
}

double SheetMap::x(double sheetX) const {
    return interpolate(knotsX_, sheetX);
}

double SheetMap::y(double sheetY) const {
    return interpolate(knotsY_, sheetY);
}

QRectF SheetMap::node(NodeIndex node) const {
    const NodeFigure& figure = nodeFigures()[node];
    if (mode_ == DiagramMode::Full)
        return figureRect(node);
    QRectF rect({}, compactSize(node));
    rect.moveCenter({figure.center.x * size_.width() / kSheetWidth,
                     figure.center.y * size_.height() / kSheetHeight});
    return rect;
}

QRectF SheetMap::panel(const PanelFigure& figure) const {
    const double scaleX = size_.width() / kSheetWidth;
    const double scaleY = size_.height() / kSheetHeight;
    return {figure.topLeft.x * scaleX, figure.topLeft.y * scaleY, figure.width * scaleX,
            figure.height * scaleY};
}

QPolygonF SheetMap::way(std::span<const SheetPoint> points, std::optional<NodeIndex> from,
                        std::optional<NodeIndex> to) const {
    QPolygonF line;
    for (const SheetPoint& p : points)
        line << point(p);
    const auto toBorder = [&](QPointF& end, const QPointF& neighbour, NodeIndex node) {
        const QRectF rect = this->node(node);
        if (qFuzzyCompare(end.y() + 1, neighbour.y() + 1))
            end.setX(neighbour.x() > rect.center().x() ? rect.right() : rect.left());
        else
            end.setY(neighbour.y() > rect.center().y() ? rect.bottom() : rect.top());
    };
    if (from)
        toBorder(line.first(), line[1], *from);
    if (to)
        toBorder(line.last(), line[line.size() - 2], *to);
    return line;
}

std::optional<NodeIndex> SheetMap::nodeTouching(SheetPoint point) {
    for (std::size_t n = 0; n < kNodeCount; ++n) {
        const QRectF rect = figureRect(static_cast<NodeIndex>(n));
        if (rect.contains(point.x, point.y))
            return static_cast<NodeIndex>(n);
    }
    return std::nullopt;
}

} // namespace synoptic
