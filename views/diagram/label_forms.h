// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/diagram/diagram_layout.h"

#include <initializer_list>
#include <vector>

/// How a label's words are set, apart from where it finds room.
namespace synoptic {

struct LabelLine {
    std::vector<TextRun> runs; ///< baselines count from the line's left end
    double width = 0;
};
using LabelBlock = std::vector<LabelLine>;

struct LabelSpot {
    QPointF at; ///< at the block's middle line
    LabelAnchor anchor;
};

/// One line of the runs given, empty ones left out.
LabelLine labelLine(std::initializer_list<TextRun> runs);

/// The ways an edge's label may be set, the fullest first.
std::vector<LabelBlock> edgeLabelForms(const DiagramRequest& request, EdgeIndex edge);

/// The block in its place; `kind` and `owner` are the caller's to fill in.
DiagramLabel setLabel(const LabelBlock& block, const LabelSpot& spot);

/// The first `share` of a text, and an ellipsis.
QString elided(const QString& text, double share);

} // namespace synoptic
