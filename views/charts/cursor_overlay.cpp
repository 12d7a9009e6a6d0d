// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/cursor_overlay.h"

#include "views/theme/state_glyph.h"

#include <QFontMetricsF>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace synoptic {

namespace {

constexpr double kPadding = 8;
constexpr double kRowHeight = 14;
constexpr double kSignWidth = 18;
constexpr double kNumberGap = 14;
constexpr double kDistance = 12; ///< from the cursor line to the readout

QString number(std::uint64_t value) {
    return QLocale().toString(static_cast<qulonglong>(value));
}

QFont rowFont(bool bold = false) {
    return uiFont(11, bold);
}

} // namespace

CursorOverlay::CursorOverlay(QCustomPlot* plot, const QString& layer, const StateStack& stack,
                             const RateLines& lines, const ChartData& data, const Theme& theme)
    : QCPLayerable(plot, layer), stack_(stack), lines_(lines), data_(data), theme_(theme) {}

std::optional<CursorOverlay::Readout> CursorOverlay::readout() const {
    if (!position_)
        return std::nullopt;
    const auto hit = stack_.hit(*position_);
    if (!hit)
        return std::nullopt;
    Readout readout;
    if (lines_.keyAxis()->axisRect()->rect().contains(position_->toPoint())) {
        const auto column = lines_.at(*position_);
        if (!column)
            return std::nullopt;
        readout.time = clockText(column->time);
        for (const Rate rate : kAllRates)
            readout.rows.push_back(
                {rateName(rate), number(rateValue(column->peak, rate)), std::nullopt, rate, false});
        return readout;
    }
    readout.time = clockText(hit->time);
    auto states = data_.states();
    std::reverse(states.begin(), states.end());
    for (const TcpState state : states) {
        const std::uint32_t value = data_.value(*hit->column, state);
        if (value == 0 && hit->state != state && data_.isolated() != state)
            continue;
        const std::string_view text = name(state);
        readout.rows.push_back({QString::fromLatin1(text.data(), static_cast<int>(text.size())),
                                number(value), state, std::nullopt, hit->state == state});
    }
    if (!data_.isolated())
        //: All connections in the chart at one moment, under the counts of each state.
        readout.rows.push_back({tr("Total"), number(data_.height(*hit->column)), std::nullopt,
                                std::nullopt, !hit->state});
    return readout;
}

QStringList CursorOverlay::readoutText() const {
    const auto shown = readout();
    if (!shown)
        return {};
    QStringList lines{shown->time};
    for (const Row& row : shown->rows)
        lines << row.name + QLatin1Char(' ') + row.value;
    return lines;
}

void CursorOverlay::draw(QCPPainter* painter) {
    const QRect upper = stack_.keyAxis()->axisRect()->rect();
    const QRect lower = lines_.keyAxis()->axisRect()->rect();
    painter->setAntialiasing(false);
    if (drag_) {
        const double from = std::min(drag_->first, drag_->second);
        const double to = std::max(drag_->first, drag_->second);
        QColor veil = theme_.accent;
        veil.setAlphaF(0.18F);
        painter->setPen(Qt::NoPen);
        painter->setBrush(veil);
        for (const QRect& rect : {upper, lower})
            painter->drawRect(QRectF(from, rect.top(), to - from, rect.height()));
        painter->setPen(QPen(theme_.accent, 1));
        for (const double x : {from, to})
            painter->drawLine(QLineF(x, upper.top(), x, lower.bottom()));
        return;
    }
    if (!position_)
        return;
    const double x = std::floor(position_->x());
    painter->setPen(QPen(theme_.text, 1));
    for (const QRect& rect : {upper, lower})
        painter->drawLine(QLineF(x, rect.top(), x, rect.bottom()));
    if (const auto shown = readout())
        drawReadout(painter, *shown);
}

void CursorOverlay::drawReadout(QCPPainter* painter, const Readout& shown) const {
    const QFontMetricsF plain(rowFont());
    const QFontMetricsF bold(rowFont(true));
    double names = 0;
    double numbers = 0;
    for (const Row& row : shown.rows) {
        names = std::max(names, bold.horizontalAdvance(row.name));
        numbers = std::max(numbers, bold.horizontalAdvance(row.value));
    }
    const double width =
        std::ceil(2 * kPadding + std::max(kSignWidth + names + kNumberGap + numbers,
                                          bold.horizontalAdvance(shown.time)));
    const double height =
        std::ceil(2 * kPadding - 4 + kRowHeight * static_cast<double>(shown.rows.size() + 1));
    const QRect area = parentPlot()->viewport();
    const double x = std::floor(position_->x());
    const bool atLeft = x + kDistance + width > stack_.keyAxis()->axisRect()->rect().right();
    const double left = atLeft ? x - kDistance - width : x + kDistance;
    const double top =
        std::clamp(position_->y() - height / 2, 1.0, std::max(1.0, area.height() - height - 1.0));
    const QRectF card(std::floor(left) + 0.5, std::floor(top) + 0.5, width, height);

    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(theme_.controlBorder, 1));
    painter->setBrush(theme_.card);
    painter->drawRoundedRect(card, 5, 5);
    QRectF line(card.left() + kPadding, card.top() + kPadding - 2, width - 2 * kPadding,
                kRowHeight);
    painter->setFont(rowFont(true));
    painter->setPen(theme_.text);
    painter->drawText(line, Qt::AlignVCenter | Qt::AlignLeft, shown.time);
    for (const Row& row : shown.rows) {
        line.translate(0, kRowHeight);
        const QRectF sign(line.left(), line.center().y() - 5.5, 11, 11);
        if (row.state) {
            paintStateGlyph(*painter, sign, *row.state, theme_.stateGlyph(*row.state));
        } else if (row.rate) {
            QPen pen = ratePen(theme_, *row.rate);
            pen.setWidthF(1.8);
            painter->setPen(pen);
            painter->drawLine(
                QLineF(sign.left(), sign.center().y(), sign.right() + 1, sign.center().y()));
        }
        painter->setPen(theme_.text);
        painter->setFont(rowFont(row.strong));
        painter->drawText(line.adjusted(kSignWidth, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                          row.name);
        painter->setFont(rowFont(true));
        painter->drawText(line, Qt::AlignVCenter | Qt::AlignRight, row.value);
    }
}

} // namespace synoptic
