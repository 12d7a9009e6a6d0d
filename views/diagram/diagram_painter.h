// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/change_set.h"
#include "views/diagram/diagram_colors.h"
#include "views/diagram/diagram_layout.h"
#include "views/diagram/diagram_path.h"

#include <array>
#include <optional>

class QPainter;

/// Paints a laid out diagram. Layout coordinates throughout; the caller sets the painter's scale.
namespace synoptic {

enum class HighlightSeverity : std::uint8_t { Warning, Error };

struct StateHighlight {
    TcpState state = TcpState::Closed;
    HighlightSeverity severity = HighlightSeverity::Error;

    friend bool operator==(const StateHighlight&, const StateHighlight&) = default;
};

/// Above this many transitions a second an edge shows thickness and a number, not tokens.
inline constexpr double kBusyRate = 10;

using EdgeRates = std::array<double, kStateEdgeCount>; ///< transitions a second
using StateRates = std::array<double, kTcpStateCount>; ///< connections entering a second

/// What the diagram says beyond its own structure.
struct DiagramContent {
    StateCounts counts{};
    EdgeRates edgeRates{};
    StateRates stateRates{};
    std::optional<DiagramPath> path;
    std::optional<StateHighlight> highlight;
};

/// The layout request that fits a content: emphasis and tags follow the selected path.
DiagramRequest requestFor(const DiagramContent& content, DiagramMode mode, QSizeF size,
                          DiagramTexts texts);

/// Everything but tokens, the focus ring and other signs of life. The ground (panels, rails, edges,
/// labels, the path) changes only with layout, theme and path: keep it as a picture. The rest
/// changes with the numbers.
class DiagramPainter {
public:
    DiagramPainter(const Theme& theme, const DiagramLayout& layout, const DiagramContent& content)
        : colors_(theme), layout_(layout), content_(content) {}

    void paintGround(QPainter& painter) const;
    void paintNumbers(QPainter& painter) const;

private:
    void paintPanels(QPainter& painter) const;
    void paintRails(QPainter& painter) const;
    void paintEdge(QPainter& painter, EdgeIndex edge) const;
    void paintLabels(QPainter& painter) const;
    void paintPath(QPainter& painter) const;
    void paintBadge(QPainter& painter, QPointF middle, const QString& text) const;

    void paintBusyEdge(QPainter& painter, EdgeIndex edge) const;
    void paintNode(QPainter& painter, NodeIndex node) const;
    void paintEnd(QPainter& painter) const;
    void paintRings(QPainter& painter) const;
    void paintTag(QPainter& painter, const DiagramTag& tag, bool filled) const;

    const DrawnHop* hopOn(EdgeIndex edge) const;
    bool isPathOnRail(std::size_t rail) const;
    bool isEdgeDimmed(EdgeIndex edge) const { return content_.path && !hopOn(edge); }
    bool isNodeDimmed(NodeIndex node) const {
        return content_.path && !content_.path->passes(node);
    }

    DiagramColors colors_;
    const DiagramLayout& layout_;
    const DiagramContent& content_;
};

/// An arrowhead whose tip ends the path: of an edge, or of a rail.
void paintArrowhead(QPainter& painter, QPointF tip, QPointF from, double size, const QColor& color);

/// Draws the whole diagram into `target`, at the scale that fits: exports, screenshots, reports.
/// Full mode; no tokens.
void renderDiagram(QPainter& painter, const QRectF& target, const Theme& theme,
                   const DiagramContent& content);

} // namespace synoptic
