// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/diagram/diagram_layout.h"
#include "views/diagram/label_forms.h"
#include "views/diagram/sheet_map.h"

#include <span>
#include <vector>

namespace synoptic {

/// Finds room for the labels of a layout whose nodes and edges already stand. Each label has a
/// place of its own in the figures; where a language or a small view leaves no room there, it moves
/// along its edge, breaks into lines, or drops the segment sent. What fits nowhere is left to the
/// tooltip.
class LabelPlacer {
public:
    LabelPlacer(const DiagramRequest& request, const SheetMap& map, DiagramLayout& layout)
        : request_(request), map_(map), layout_(layout) {}

    void place();

private:
    void placePanelTitles();
    bool placePanelTitle(std::size_t panel, const QString& text);
    void placeRailCaptions();
    bool placeRailCaption(std::size_t rail, const QString& text);
    void placeEdgeLabel(EdgeIndex edge);
    void placeNote(EdgeIndex edge);
    void placeTags();
    void placeRates();
    std::optional<DiagramTag> tagAt(NodeIndex node, const QString& text);

    double tagCost(const QRectF& rect, NodeIndex node) const;

    bool compact() const { return request_.mode == DiagramMode::Compact; }
    bool wantsLabel(EdgeIndex edge) const;
    /// Where a label may stand, its own place first.
    std::vector<LabelSpot> spotsFor(EdgeIndex edge) const;
    /// `own`: the edge that may run close by; kNoEdge for none.
    bool isFree(const QRectF& rect, EdgeIndex own) const;

    const DiagramRequest& request_;
    const SheetMap& map_;
    DiagramLayout& layout_;
};

} // namespace synoptic
