// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/ladder_content.h"

#include <QFont>
#include <QFontMetricsF>

namespace synoptic {

inline constexpr double kLadderHeadHeight = 48;

/// The fonts of a ladder with their measures, made once.
struct LadderFonts {
    QFont plain, bold, title;
    QFontMetricsF plainMetrics, boldMetrics, titleMetrics;
    double longestState; ///< the width of the longest state's name, bold

    static const LadderFonts& shared();

private:
    LadderFonts();
};

/// Where things stand in a ladder of some width. Pixels from the left, and from a row's top.
struct LadderGeometry {
    double width = 0;
    double timeRight = 0;     ///< the right edge of the time column
    double intervalRight = 0; ///< and of the time since the packet before; equal: no such column
    double local = 0;         ///< the middle of the left lifeline
    double remote = 0;        ///< and of the right one
    bool stateNames = true;   ///< false: there is room for their signs alone
    double rowHeight = 24;
    double arrow = 18; ///< where arrows run

    double x(LadderSide side) const { return side == LadderSide::Local ? local : remote; }
    double middle() const { return (local + remote) / 2; }
};

/// The columns give way as it gets narrow: first the interval, then the states' names.
LadderGeometry ladderGeometry(double width, const LadderContent& content);

} // namespace synoptic
