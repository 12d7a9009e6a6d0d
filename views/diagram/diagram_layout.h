// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/diagram/diagram_geometry.h"
#include "views/diagram/diagram_text.h"

#include <QLineF>
#include <QPainterPath>
#include <QPolygonF>
#include <QRectF>
#include <QSizeF>

#include <array>
#include <bitset>
#include <optional>
#include <vector>

/// Where everything in the diagram stands, for one size, language and selection. A pure function:
/// nothing here paints, and equal requests give equal layouts.
namespace synoptic {

enum class DiagramMode : std::uint8_t {
    Full,    ///< the sheet of 900 by 600, every label
    Compact, ///< stretched to a smaller view; smaller nodes, fewer and shorter labels
};

/// Below this scale of the sheet the compact diagram is drawn.
inline constexpr double kCompactBelow = 0.9;
inline constexpr QSizeF kSheetSize{kSheetWidth, kSheetHeight};
/// What a compact diagram needs at least; a smaller view shows a part of it.
inline constexpr QSizeF kCompactMinimum{440, 372};
/// The least a view takes; the compact diagram is scaled down into it, texts and all.
inline constexpr QSizeF kLeastView{300, 240};

struct DiagramRequest {
    DiagramMode mode = DiagramMode::Full;
    QSizeF size = kSheetSize; ///< compact: of the view, in pixels. Full: not used
    DiagramTexts texts;
    std::bitset<kStateEdgeCount> emphasized; ///< edges on the selected path: bold, always labelled
    std::bitset<kStateEdgeCount> inferred;   ///< of these, the ones to be labelled as inferred
    std::optional<NodeIndex> thisEnd;        ///< node that carries the tag "this end"
    std::optional<NodeIndex> peer;           ///< node that carries the tag "peer, inferred"
};

struct NodeBox {
    QRectF rect;
    TextStyle name, count, rate;
};

struct EdgeRoute {
    QPolygonF corners;            ///< the polyline before its corners are rounded
    QPainterPath path;            ///< with rounded corners, from node to node
    std::vector<QPointF> samples; ///< equally far apart along the path, ends included
    double length = 0;
    NodeIndex source = 0;
    NodeIndex target = 0;
    QPointF badge;                ///< middle of a numbered badge on this edge
    std::optional<QRectF> rateAt; ///< room for "×120/s" on the line, where there is any

    /// Where a token stands that has done `fraction` (0..1) of its way.
    QPointF at(double fraction) const;
};

enum class TextRole : std::uint8_t { Event, Sent, Note, Reset };

struct TextRun {
    QString text;
    TextRole role;
    TextStyle style;
    QPointF baseline;
};

enum class LabelKind : std::uint8_t { Edge, Note, Panel, Rail };

struct DiagramLabel {
    LabelKind kind = LabelKind::Edge;
    std::size_t owner = 0; ///< EdgeIndex for Edge and Note, else panel or rail
    QRectF rect;           ///< what it covers, after turning
    bool upright = false;  ///< turned by -90 degrees about the middle of `rect`; the runs'
                           ///< baselines count from that middle
    std::vector<TextRun> runs;
};

struct DiagramRail {
    QPainterPath trunk;
    std::vector<QLineF> branches; ///< from a node to the trunk
    std::vector<QPointF> junctions;
};

/// A tag at the corner of a node's ring.
struct DiagramTag {
    QRectF rect;
    QString text;
    TextStyle style;
};

struct DiagramLayout {
    DiagramMode mode = DiagramMode::Full;
    QSizeF size;
    std::array<NodeBox, kNodeCount> nodes;
    std::array<EdgeRoute, kStateEdgeCount> edges;
    std::array<QRectF, 4> panels;
    std::array<DiagramRail, 2> rails;
    std::vector<DiagramLabel> labels;
    std::optional<DiagramTag> thisEnd, peer;
    double badgeRadius = 8;

    const DiagramLabel* labelOf(EdgeIndex edge) const;
};

DiagramLayout layoutDiagram(const DiagramRequest& request);

/// Distance from a point to the nearest part of a polyline.
double distanceTo(const QPolygonF& line, QPointF point);

/// True if any part of the polyline lies within the rectangle.
bool crosses(const QPolygonF& line, const QRectF& rect);

} // namespace synoptic
