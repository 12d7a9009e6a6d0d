// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/ladder/ladder_geometry.h"

#include "model/items/format.h"
#include "model/items/ladder_words.h"
#include "views/theme/theme.h"

#include <algorithm>

namespace synoptic {

namespace {

constexpr double kPadding = 7;
constexpr double kBesideLine = 34; ///< from a lifeline to a state's name: its sign stands between
constexpr double kSignsOnly = 36;
constexpr double kLeastMiddle = 250;
constexpr double kMostRight = 194;

double timeWidth(const LadderContent& content) {
    const QFontMetricsF& metrics = LadderFonts::shared().plainMetrics;
    double width = std::max(metrics.horizontalAdvance(QStringLiteral("000.000")),
                            metrics.horizontalAdvance(ladderTimeCaption(content)));
    const auto& rows = content.rows.rows();
    // The widest are the last one, and the first where it belongs to an earlier connection.
    for (std::size_t row = rows.size(); row-- > 0;) {
        const QString text = ladderTime(content, row);
        width = std::max(width, metrics.horizontalAdvance(text));
        if (!text.isEmpty())
            break;
    }
    if (!rows.empty())
        width = std::max(width, metrics.horizontalAdvance(ladderTime(content, 0)));
    return width;
}

double intervalWidth() {
    using namespace std::chrono_literals;
    const QFontMetricsF& metrics = LadderFonts::shared().plainMetrics;
    return std::max({metrics.horizontalAdvance(formatInterval(999ms)),
                     metrics.horizontalAdvance(formatInterval(59min + 59s)),
                     metrics.horizontalAdvance(ladderIntervalCaption())});
}

} // namespace

LadderFonts::LadderFonts()
    : plain(uiFont(12)), bold(uiFont(12, true)), title(uiFont(13, true)), plainMetrics(plain),
      boldMetrics(bold), titleMetrics(title), longestState(0) {
    for (const TcpState state : kAllTcpStates)
        longestState = std::max(longestState, boldMetrics.horizontalAdvance(formatState(state)));
}

const LadderFonts& LadderFonts::shared() {
    static const LadderFonts fonts;
    return fonts;
}

LadderGeometry ladderGeometry(double width, const LadderContent& content) {
    LadderGeometry geometry;
    geometry.width = width;
    if (content.learning) {
        geometry.rowHeight = 66;
        geometry.arrow = 34;
    }
    const double name = LadderFonts::shared().longestState;
    const double interval = intervalWidth() + 14;
    geometry.timeRight = kPadding + timeWidth(content);
    const double withNames = kPadding + name + kBesideLine;
    const double least = geometry.timeRight + 2 * withNames + kLeastMiddle;
    geometry.stateNames = width >= least;
    geometry.intervalRight = geometry.timeRight + (width >= least + interval ? interval : 0);
    const double beside = geometry.stateNames ? withNames : kSignsOnly;
    geometry.local = std::round(geometry.intervalRight + beside);
    const double spare = width - least - interval;
    geometry.remote = std::round(width - std::clamp(beside + std::max(0.0, spare) / 4, beside,
                                                    std::max(beside, kMostRight)));
    return geometry;
}

} // namespace synoptic
