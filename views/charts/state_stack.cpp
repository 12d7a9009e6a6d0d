// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/state_stack.h"

#include "views/charts/column_painter.h"

#include <algorithm>
#include <cmath>

namespace synoptic {

namespace {

/// A band must be higher than this before some of it is given to the hairline.
constexpr double kHairlineMinimum = 2;
constexpr double kGridOverBand = 0.26;
constexpr double kGapOverBand = 0.45;
/// Thinner bands are hit from this far, both in logical pixels.
constexpr double kThinBand = 5;
constexpr double kThinBandReach = 3;

} // namespace

QColor gapColor(const Theme& theme) {
    return mixed(theme.muted, theme.base, 0.16);
}

StateStack::StateStack(QCPAxis* keyAxis, QCPAxis* valueAxis, const ChartData& data,
                       const Theme& theme)
    : QCPAbstractPlottable(keyAxis, valueAxis), data_(data), theme_(theme) {}

QCPRange StateStack::getKeyRange(bool& found, QCP::SignDomain) const {
    found = false;
    return {};
}

QCPRange StateStack::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const {
    found = false;
    return {};
}

std::optional<StateStack::Hit> StateStack::hit(const QPointF& position) const {
    const QRect rect = clipRect();
    if (rect.width() <= 0 || rect.height() <= 0)
        return std::nullopt;
    const auto& columns = data_.columns(rect.width());
    const int x = static_cast<int>(std::floor(position.x())) - rect.left();
    if (x < 0 || x >= static_cast<int>(columns.size()))
        return std::nullopt;
    const StateColumn& column = columns[static_cast<std::size_t>(x)];
    if (!column.known)
        return std::nullopt;

    const double perUnit = rect.height() / scale_.top;
    const double up = rect.top() + rect.height() - position.y();
    double bottom = 0;
    double nearest = kThinBandReach;
    std::optional<TcpState> inside;
    std::optional<TcpState> thin;
    for (const TcpState state : data_.states()) {
        const double height = data_.value(column, state) * perUnit;
        if (height <= 0)
            continue;
        if (up >= bottom && up < bottom + height)
            inside = state;
        const double distance = std::abs(up - (bottom + height / 2));
        if (height < kThinBand && distance <= nearest) {
            nearest = distance;
            thin = state;
        }
        bottom += height;
    }
    const std::optional<TcpState> state = thin ? thin : inside;
    return Hit{state ? data_.time(column, *state) : column.time, state, &column};
}

void StateStack::draw(QCPPainter* painter) {
    const QRect rect = clipRect();
    if (rect.width() <= 0 || rect.height() <= 0 || data_.series()->empty())
        return;
    if (painter->modes().testFlag(QCPPainter::pmVectorized))
        drawPolygons(painter, rect);
    else
        drawPixels(painter, rect);
}

void StateStack::drawPixels(QCPPainter* painter, const QRect& rect) const {
    const double scale = painter->deviceTransform().m11();
    const int width = std::max(1, qRound(rect.width() * scale));
    const int height = std::max(1, qRound(rect.height() * scale));
    const double perUnit = height / scale_.top;
    const std::vector<TcpState> states = data_.states();
    std::array<QRgb, kTcpStateCount> colors{};
    std::array<QRgb, kTcpStateCount> gapColors{};
    const QColor gap = gapColor(theme_);
    for (const TcpState state : states) {
        const QColor band = theme_.stateBand(state);
        colors[index(state)] = band.rgb();
        gapColors[index(state)] = mixed(gap, band, kGapOverBand).rgb();
    }

    ColumnPainter image(width, height, theme_.base);
    const double hairline = std::max(1.0, std::floor(scale));
    std::vector<Band> bands;
    const auto& columns = data_.columns(width);
    for (int x = 0; x < width; ++x) {
        const StateColumn& column = columns[static_cast<std::size_t>(x)];
        bands.clear();
        if (column.known) {
            for (const TcpState state : states) {
                const double size = data_.value(column, state) * perUnit;
                if (size > 0)
                    bands.push_back({(column.gap ? gapColors : colors)[index(state)], size});
            }
        }
        image.fillColumn(x, bands, hairline, kHairlineMinimum * hairline,
                         column.gap ? gap.rgb() : theme_.base.rgb());
    }
    for (double value = scale_.step; value <= scale_.top; value += scale_.step) {
        const int y = height - static_cast<int>(std::lround(value * perUnit));
        image.gridLine(y, std::max(1, static_cast<int>(hairline)), theme_.chartGrid, kGridOverBand);
    }
    painter->setAntialiasing(false);
    painter->drawImage(QRectF(rect), image.image());
}

void StateStack::drawPolygons(QCPPainter* painter, const QRect& rect) const {
    const auto& columns = data_.columns(rect.width());
    const double bottom = rect.top() + rect.height();
    const double perUnit = rect.height() / scale_.top;
    const auto xOf = [&](std::size_t i) { return rect.left() + static_cast<double>(i); };

    painter->setAntialiasing(true);
    painter->setPen(Qt::NoPen);
    painter->setBrush(gapColor(theme_));
    for (std::size_t i = 0; i < columns.size();) {
        std::size_t end = i + 1;
        while (end < columns.size() && columns[end].gap == columns[i].gap)
            ++end;
        if (columns[i].gap)
            painter->drawRect(QRectF(xOf(i), rect.top(), xOf(end) - xOf(i), rect.height()));
        i = end;
    }
    painter->setPen(QPen(theme_.chartGrid, 1));
    for (double value = scale_.step; value <= scale_.top; value += scale_.step)
        painter->drawLine(QLineF(rect.left(), bottom - value * perUnit, rect.left() + rect.width(),
                                 bottom - value * perUnit));

    for (std::size_t begin = 0; begin < columns.size();) {
        std::size_t end = begin + 1;
        while (end < columns.size() && columns[end].known == columns[begin].known)
            ++end;
        if (columns[begin].known) {
            std::vector<double> below(end - begin, 0);
            for (const TcpState state : data_.states()) {
                QPolygonF upper;
                QPolygonF lower;
                bool any = false;
                for (std::size_t i = begin; i < end; ++i) {
                    double& base = below[i - begin];
                    const double value = data_.value(columns[i], state);
                    any |= value > 0;
                    for (const double x : {xOf(i), xOf(i + 1)}) {
                        lower.prepend(QPointF(x, bottom - base * perUnit));
                        upper.append(QPointF(x, bottom - (base + value) * perUnit));
                    }
                    base += value;
                }
                if (!any)
                    continue;
                painter->setPen(QPen(theme_.base, 0.4));
                painter->setBrush(theme_.stateBand(state));
                painter->drawPolygon(upper + lower);
            }
        }
        begin = end;
    }
}

} // namespace synoptic
