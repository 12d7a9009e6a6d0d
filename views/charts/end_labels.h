// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/chart_data.h"
#include "views/charts/rate_lines.h"
#include "views/charts/state_stack.h"
#include "views/theme/theme.h"

#include "views/charts/custom_plot.h"

#include <optional>
#include <vector>

namespace synoptic {

/// The names at the right end of the stack: glyph, name and count, each joined to its band by a
/// leader, pushed apart where bands are thin. They are the legend too.
class StateLabels : public QCPLayoutElement {
    Q_OBJECT

public:
    StateLabels(QCustomPlot* plot, const StateStack& stack, const ChartData& data,
                const Theme& theme);

    /// The width that its words need with the numbers now shown.
    int neededWidth() const;

    struct Label {
        TcpState state;
        std::uint32_t count;
        double anchor; ///< y of its band's middle at the right end
        double center; ///< y of its text
    };
    /// From above. The states of the shown stretch, as many as there is room for; those that are
    /// left out first have the fewest connections.
    std::vector<Label> labels() const;

    /// The state whose label is at a position in the plot.
    std::optional<TcpState> stateAt(const QPointF& position) const;
    /// Where a state's label is, empty if it has none.
    QRectF labelRect(TcpState state) const;

protected:
    void draw(QCPPainter* painter) override;
    void applyDefaultAntialiasingHint(QCPPainter*) const override {}

private:
    const StateStack& stack_;
    const ChartData& data_;
    const Theme& theme_;
};

/// The rates' names and present values beside their chart, each with a piece of its line.
class RateLabels : public QCPLayoutElement {
    Q_OBJECT

public:
    RateLabels(QCustomPlot* plot, const RateLines& lines, const ChartData& data,
               const Theme& theme);
    int neededWidth() const;

protected:
    void draw(QCPPainter* painter) override;
    void applyDefaultAntialiasingHint(QCPPainter*) const override {}

private:
    const RateLines& lines_;
    const ChartData& data_;
    const Theme& theme_;
};

/// The last column in which anything was watched.
const StateColumn* lastKnown(const std::vector<StateColumn>& columns);
/// The rates that stand beside the lines: of the newest second, or of the shown stretch's end.
std::optional<RateCounts> endRates(const ChartData& data, const std::vector<StateColumn>& columns);

} // namespace synoptic
