// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/ladder_label.h"
#include "views/ladder/ladder_geometry.h"
#include "views/theme/theme.h"

#include <QRectF>

class QPainter;

namespace synoptic {

/// Paints a ladder's head and rows: on screen, into pictures and on paper. Everything handed in
/// must outlive it.
class LadderPainter {
public:
    LadderPainter(const Theme& theme, const LadderContent& content, const LadderGeometry& geometry)
        : theme_(theme), content_(content), geometry_(geometry) {}

    struct Look {
        bool selected = false;
        bool active = false; ///< the view has the keyboard
    };
    /// The names of both ends over the lifelines, kLadderHeadHeight high.
    void paintHead(QPainter& painter, double top) const;
    void paintRow(QPainter& painter, std::size_t row, double top, Look look) const;

    /// A part of a label where it is painted, from the row's top left.
    struct Placed {
        LadderPart part;
        QRectF rect;
        double baseline = 0;
    };
    /// A row's label as far as there is room for it between the lifelines.
    std::vector<Placed> placedLabel(std::size_t row) const;
    /// The box of a run of data, from the row's top left.
    QRectF runBox() const;

private:
    struct Row; ///< what the parts of one row's painting share
    void paintTimes(QPainter& painter, const Row& row) const;
    void paintLifelines(QPainter& painter, const Row& row) const;
    void paintStates(QPainter& painter, const Row& row) const;
    void paintArrow(QPainter& painter, const Row& row) const;
    void paintRun(QPainter& painter, const Row& row) const;
    void paintNote(QPainter& painter, const Row& row) const;
    void paintLabel(QPainter& painter, const Row& row, const std::vector<Placed>& placed) const;
    void placeLine(std::vector<LadderPart> parts, double baseline, double left, double right,
                   std::vector<Placed>& out) const;
    bool isSlanted(const LadderRow& row) const;

    const Theme& theme_;
    const LadderContent& content_;
    const LadderGeometry& geometry_;
};

} // namespace synoptic
