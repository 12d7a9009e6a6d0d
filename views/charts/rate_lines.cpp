// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/rate_lines.h"

#include "views/charts/state_stack.h"

#include <QCoreApplication>

#include <cmath>

namespace synoptic {

std::uint64_t rateValue(const RateCounts& counts, Rate rate) {
    switch (rate) {
    case Rate::Transitions:
        return counts.transitions;
    case Rate::Retransmissions:
        return counts.retransmissions;
    case Rate::Resets:
        return counts.resets;
    }
    return 0;
}

QPen ratePen(const Theme& theme, Rate rate) {
    switch (rate) {
    case Rate::Transitions:
        return QPen(theme.edge, 1.2);
    case Rate::Retransmissions: {
        QPen pen(theme.text, 1.2);
        pen.setDashPattern({3, 2});
        pen.setCapStyle(Qt::FlatCap);
        return pen;
    }
    case Rate::Resets:
        return QPen(theme.reset, 1.4);
    }
    return {};
}

QString rateName(Rate rate) {
    switch (rate) {
    case Rate::Transitions:
        //: Changes of TCP state in a second. Stands beside a line of a chart: keep it short.
        return QCoreApplication::translate("synoptic::RateLines", "transitions/s");
    case Rate::Retransmissions:
        //: Retransmitted segments in a second. Keep it short.
        return QCoreApplication::translate("synoptic::RateLines", "retransmits/s");
    case Rate::Resets:
        //: RST segments in a second. RST is never translated.
        return QCoreApplication::translate("synoptic::RateLines", "RST/s");
    }
    return {};
}

RateLines::RateLines(QCPAxis* keyAxis, QCPAxis* valueAxis, const ChartData& data,
                     const Theme& theme)
    : QCPAbstractPlottable(keyAxis, valueAxis), data_(data), theme_(theme) {}

QCPRange RateLines::getKeyRange(bool& found, QCP::SignDomain) const {
    found = false;
    return {};
}

QCPRange RateLines::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const {
    found = false;
    return {};
}

QRect RateLines::clipRect() const {
    // A line at zero or at the very top has half its width outside.
    return keyAxis()->axisRect()->rect().adjusted(0, -1, 0, 1);
}

std::optional<StateColumn> RateLines::at(const QPointF& position) const {
    const QRect rect = keyAxis()->axisRect()->rect();
    const auto& columns = data_.columns(std::max(rect.width(), 1));
    const int x = static_cast<int>(std::floor(position.x())) - rect.left();
    if (x < 0 || x >= static_cast<int>(columns.size()))
        return std::nullopt;
    for (int i = x; i >= 0; --i) {
        const StateColumn& column = columns[static_cast<std::size_t>(i)];
        if (!column.known)
            return std::nullopt;
        if (column.samples > 0)
            return column;
    }
    return std::nullopt;
}

void RateLines::draw(QCPPainter* painter) {
    const QRect rect = keyAxis()->axisRect()->rect();
    if (rect.width() <= 0 || rect.height() <= 0 || data_.series()->empty())
        return;
    const auto& columns = data_.columns(rect.width());
    const double bottom = rect.top() + rect.height();
    const double perUnit = rect.height() / scale_.top;

    painter->setAntialiasing(false);
    painter->setPen(Qt::NoPen);
    painter->setBrush(gapColor(theme_));
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].gap)
            painter->drawRect(
                QRectF(rect.left() + static_cast<double>(i), rect.top(), 1, rect.height()));
    }
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(theme_.chartGrid, 1));
    for (double value = scale_.step; value <= scale_.top; value += scale_.step) {
        const double y = std::round(bottom - value * perUnit);
        painter->drawLine(QLineF(rect.left(), y, rect.left() + rect.width() - 1, y));
    }

    // On an ordinary screen a cosmetic pen of one pixel, which Qt strokes ten times faster.
    const bool cosmetic = !painter->modes().testFlag(QCPPainter::pmVectorized) &&
                          painter->deviceTransform().m11() <= 1;
    painter->setAntialiasing(true);
    for (const Rate rate : kAllRates) {
        QPen pen = ratePen(theme_, rate);
        if (cosmetic) {
            pen.setCosmetic(true);
            pen.setWidthF(1);
        }
        painter->setPen(pen);
        QPolygonF line;
        const auto flush = [&] {
            if (line.size() == 1)
                line.append(line.front() + QPointF(1, 0));
            painter->drawPolyline(line);
            line.clear();
        };
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (!columns[i].known)
                flush();
            else if (columns[i].samples > 0)
                line.append(
                    {rect.left() + static_cast<double>(i) + 0.5,
                     bottom - static_cast<double>(rateValue(columns[i].peak, rate)) * perUnit});
        }
        flush();
    }
}

} // namespace synoptic
