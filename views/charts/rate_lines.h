// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/charts/chart_data.h"
#include "views/charts/chart_scale.h"
#include "views/theme/theme.h"

#include "views/charts/custom_plot.h"

#include <array>
#include <optional>

namespace synoptic {

enum class Rate : std::uint8_t { Transitions, Retransmissions, Resets };
inline constexpr std::array<Rate, 3> kAllRates{Rate::Transitions, Rate::Retransmissions,
                                               Rate::Resets};

std::uint64_t rateValue(const RateCounts& counts, Rate rate);
QPen ratePen(const Theme& theme, Rate rate);
/// "transitions/s", in the language of the program.
QString rateName(Rate rate);

/// Events a second as three lines over the same columns as the stack; of several seconds in one
/// pixel the highest is drawn. `data` and `theme` must outlive it.
class RateLines : public QCPAbstractPlottable {
    Q_OBJECT

public:
    RateLines(QCPAxis* keyAxis, QCPAxis* valueAxis, const ChartData& data, const Theme& theme);

    void setScale(NiceScale scale) { scale_ = scale; }
    NiceScale scale() const { return scale_; }

    /// What was measured last at or before a position, or nothing where nothing was watched.
    std::optional<StateColumn> at(const QPointF& position) const;

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain domain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain domain,
                           const QCPRange& keyRange) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter*, const QRectF&) const override {}
    QRect clipRect() const override;

private:
    const ChartData& data_;
    const Theme& theme_;
    NiceScale scale_;
};

} // namespace synoptic
