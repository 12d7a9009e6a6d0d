// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/chart_data.h"
#include "views/charts/chart_scale.h"
#include "views/theme/theme.h"

#include "views/charts/custom_plot.h"

#include <optional>

namespace synoptic {

/// The stacked state counts, all in one plottable: each pixel column of the screen is one
/// StateColumn, filled once and opaque. PDF and SVG get polygons instead.
/// `data` and `theme` must outlive it.
class StateStack : public QCPAbstractPlottable {
    Q_OBJECT

public:
    StateStack(QCPAxis* keyAxis, QCPAxis* valueAxis, const ChartData& data, const Theme& theme);

    void setScale(NiceScale scale) { scale_ = scale; }
    NiceScale scale() const { return scale_; }

    /// What stands at a position in the plot, within the axis rectangle.
    struct Hit {
        Timestamp time;                ///< the moment drawn there
        std::optional<TcpState> state; ///< none above the stack
        const StateColumn* column;     ///< valid until the data change
    };
    /// Nothing where no sample tells anything. A band thinner than a finger is hit from nearby.
    std::optional<Hit> hit(const QPointF& position) const;

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain domain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain domain,
                           const QCPRange& keyRange) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter*, const QRectF&) const override {}

private:
    void drawPixels(QCPPainter* painter, const QRect& rect) const;
    void drawPolygons(QCPPainter* painter, const QRect& rect) const;

    const ChartData& data_;
    const Theme& theme_;
    NiceScale scale_;
};

/// The ground of a stretch in which nothing was watched.
QColor gapColor(const Theme& theme);

} // namespace synoptic
