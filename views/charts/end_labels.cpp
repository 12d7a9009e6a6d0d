// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/end_labels.h"

#include "views/theme/state_glyph.h"

#include <QFontMetricsF>
#include <QLocale>

#include <algorithm>

namespace synoptic {

namespace {

constexpr double kGlyphLeft = 24; ///< the leader ends before it
constexpr double kGlyphSize = 12;
constexpr double kTextLeft = 42;
constexpr double kNumberGap = 12;
constexpr double kRightMargin = 10;
constexpr double kSpacing = 13.5;
constexpr double kLineLeft = 16; ///< the piece of line beside a rate's name
constexpr double kLineWidth = 18;

QString toText(TcpState state) {
    const std::string_view text = name(state);
    return QString::fromLatin1(text.data(), static_cast<int>(text.size()));
}

QFont nameFont() {
    return uiFont(12);
}

QFont numberFont() {
    return uiFont(12, true);
}

int widthFor(double names, double numbers) {
    return static_cast<int>(kTextLeft + names + kNumberGap + numbers + kRightMargin) + 1;
}

} // namespace

const StateColumn* lastKnown(const std::vector<StateColumn>& columns) {
    const auto it = std::find_if(columns.rbegin(), columns.rend(),
                                 [](const StateColumn& column) { return column.known; });
    return it == columns.rend() ? nullptr : &*it;
}

StateLabels::StateLabels(QCustomPlot* plot, const StateStack& stack, const ChartData& data,
                         const Theme& theme)
    : QCPLayoutElement(plot), stack_(stack), data_(data), theme_(theme) {}

int StateLabels::neededWidth() const {
    const QFontMetricsF names(nameFont());
    const QFontMetricsF numbers(numberFont());
    double name = 0;
    for (const TcpState state : kStackOrder)
        name = std::max(name, names.horizontalAdvance(toText(state)));
    double number = numbers.horizontalAdvance(QLocale().toString(1000));
    if (const auto& newest = data_.series()->newest()) {
        for (const std::uint32_t count : newest->counts)
            number = std::max(number, numbers.horizontalAdvance(QLocale().toString(count)));
    }
    return widthFor(name, number);
}

std::vector<StateLabels::Label> StateLabels::labels() const {
    const QRect plot = stack_.keyAxis()->axisRect()->rect();
    std::vector<Label> labels;
    if (plot.width() <= 0 || plot.height() <= 0)
        return labels;
    const auto& columns = data_.columns(plot.width());
    const StateColumn* end = lastKnown(columns);
    if (!end)
        return labels;

    const double perUnit = plot.height() / stack_.scale().top;
    double y = plot.top() + plot.height();
    std::vector<std::pair<Label, std::uint32_t>> candidates;
    const StateSample* newest = data_.newestShown();
    const StateCounts& now = newest ? newest->counts : end->counts;
    // Isolating one state leaves the labels of the others: they are how to choose another.
    for (const TcpState state : data_.selectableStates()) {
        const std::size_t i = index(state);
        std::uint32_t most = 0;
        for (const StateColumn& column : columns)
            most = std::max(most, column.maxima[i]);
        const bool drawn = !data_.isolated() || data_.isolated() == state;
        const double size = drawn ? data_.value(*end, state) * perUnit : 0;
        if (most > 0 || data_.isolated() == state)
            candidates.push_back({{state, now[i], y - size / 2, 0}, most});
        y -= size;
    }
    const double room = std::max<double>(rect().height(), plot.height());
    const auto capacity = static_cast<std::size_t>(std::max(1.0, room / (kSpacing - 0.8)));
    while (candidates.size() > capacity) {
        const auto least = std::min_element(
            candidates.begin(), candidates.end(), [this](const auto& a, const auto& b) {
                const auto weight = [this](const auto& c) {
                    return std::tuple(data_.isolated() == c.first.state, c.first.count, c.second);
                };
                return weight(a) < weight(b);
            });
        candidates.erase(least);
    }
    std::reverse(candidates.begin(), candidates.end());
    std::vector<double> wanted;
    for (const auto& [label, most] : candidates)
        wanted.push_back(label.anchor);
    const auto placed = spreadLabels(wanted, kSpacing, rect().top() + kSpacing / 2,
                                     rect().top() + rect().height() - kSpacing / 2);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        labels.push_back(candidates[i].first);
        labels.back().center = placed[i];
    }
    return labels;
}

QRectF StateLabels::labelRect(TcpState state) const {
    for (const Label& label : labels()) {
        if (label.state == state)
            return {rect().left() + kGlyphLeft, label.center - kSpacing / 2,
                    rect().width() - kGlyphLeft, kSpacing};
    }
    return {};
}

std::optional<TcpState> StateLabels::stateAt(const QPointF& position) const {
    if (position.x() < rect().left() || position.x() >= rect().left() + rect().width())
        return std::nullopt;
    for (const Label& label : labels()) {
        if (std::abs(position.y() - label.center) <= kSpacing / 2)
            return label.state;
    }
    return std::nullopt;
}

void StateLabels::draw(QCPPainter* painter) {
    const double left = rect().left();
    const double right = left + rect().width();
    for (const Label& label : labels()) {
        const bool drawn = !data_.isolated() || data_.isolated() == label.state;
        const QColor color =
            drawn ? theme_.stateGlyph(label.state) : mixed(theme_.dimmed, theme_.base, 0.6);
        painter->setAntialiasing(true);
        if (drawn) {
            painter->setPen(QPen(theme_.stateOutline(label.state), 1));
            painter->setBrush(Qt::NoBrush);
            painter->drawPolyline(QPolygonF({{left + 1, label.anchor},
                                             {left + 14, label.center},
                                             {left + kGlyphLeft - 4, label.center}}));
        }
        paintStateGlyph(
            *painter,
            QRectF(left + kGlyphLeft, label.center - kGlyphSize / 2, kGlyphSize, kGlyphSize),
            label.state, color);
        const QRectF text(left + kTextLeft, label.center - 9, right - left - kTextLeft, 18);
        painter->setPen(drawn ? theme_.text : theme_.dimmed);
        painter->setFont(data_.isolated() == label.state ? numberFont() : nameFont());
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft, toText(label.state));
        painter->setFont(numberFont());
        painter->drawText(text.adjusted(0, 0, -kRightMargin, 0), Qt::AlignVCenter | Qt::AlignRight,
                          QLocale().toString(label.count));
    }
}

std::optional<RateCounts> endRates(const ChartData& data, const std::vector<StateColumn>& columns) {
    if (const StateSample* newest = data.newestShown())
        return RateCounts{newest->transitions, newest->retransmissions, newest->resets};
    const auto last = std::find_if(columns.rbegin(), columns.rend(),
                                   [](const StateColumn& column) { return column.samples > 0; });
    return last == columns.rend() ? std::nullopt : std::optional(last->peak);
}

RateLabels::RateLabels(QCustomPlot* plot, const RateLines& lines, const ChartData& data,
                       const Theme& theme)
    : QCPLayoutElement(plot), lines_(lines), data_(data), theme_(theme) {}

int RateLabels::neededWidth() const {
    const QFontMetricsF names(nameFont());
    const QFontMetricsF numbers(numberFont());
    double name = 0;
    for (const Rate rate : kAllRates)
        name = std::max(name, names.horizontalAdvance(rateName(rate)));
    return widthFor(name, numbers.horizontalAdvance(QLocale().toString(10'000)));
}

void RateLabels::draw(QCPPainter* painter) {
    const QRect plot = lines_.keyAxis()->axisRect()->rect();
    if (plot.width() <= 0)
        return;
    const auto& columns = data_.columns(plot.width());
    const std::optional<RateCounts> now = endRates(data_, columns);
    if (!now)
        return;
    const double left = rect().left();
    const double right = left + rect().width();
    const double step = std::clamp((plot.height() + 8.0) / 3, 14.5, 26.0);
    double y = plot.top() + plot.height() / 2.0 - step;
    for (const Rate rate : kAllRates) {
        painter->setAntialiasing(true);
        QPen pen = ratePen(theme_, rate);
        pen.setWidthF(1.8);
        painter->setPen(pen);
        painter->drawLine(QLineF(left + kLineLeft, y, left + kLineLeft + kLineWidth, y));
        const QRectF text(left + kTextLeft, y - 9, right - left - kTextLeft, 18);
        painter->setPen(theme_.text);
        painter->setFont(nameFont());
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft, rateName(rate));
        painter->setFont(numberFont());
        painter->drawText(text.adjusted(0, 0, -kRightMargin, 0), Qt::AlignVCenter | Qt::AlignRight,
                          QLocale().toString(static_cast<qulonglong>(rateValue(*now, rate))));
        y += step;
    }
}

} // namespace synoptic
