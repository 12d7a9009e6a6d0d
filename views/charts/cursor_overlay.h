// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/chart_data.h"
#include "views/charts/rate_lines.h"
#include "views/charts/state_stack.h"
#include "views/theme/theme.h"

#include "views/charts/custom_plot.h"

#include <optional>

namespace synoptic {

/// What follows the mouse over both charts: a line with a readout, or the stretch being dragged.
/// Lives on a buffered layer of its own, so that moving the mouse does not draw the charts again.
class CursorOverlay : public QCPLayerable {
    Q_OBJECT

public:
    CursorOverlay(QCustomPlot* plot, const QString& layer, const StateStack& stack,
                  const RateLines& lines, const ChartData& data, const Theme& theme);

    /// Where the mouse is, in the plot; nothing takes line and readout away.
    void setPosition(std::optional<QPointF> position) { position_ = position; }
    const std::optional<QPointF>& position() const { return position_; }
    /// From where to where the mouse is dragged.
    void setDrag(std::optional<std::pair<double, double>> drag) { drag_ = drag; }

    /// The readout's lines as text; empty if there is nothing to read. The first is the time.
    QStringList readoutText() const;

protected:
    void draw(QCPPainter* painter) override;
    void applyDefaultAntialiasingHint(QCPPainter*) const override {}

private:
    struct Row {
        QString name;
        QString value;
        std::optional<TcpState> state;
        std::optional<Rate> rate;
        bool strong = false;
    };
    struct Readout {
        QString time;
        std::vector<Row> rows;
    };
    std::optional<Readout> readout() const;
    void drawReadout(QCPPainter* painter, const Readout& readout) const;

    const StateStack& stack_;
    const RateLines& lines_;
    const ChartData& data_;
    const Theme& theme_;
    std::optional<QPointF> position_;
    std::optional<std::pair<double, double>> drag_;
};

} // namespace synoptic
