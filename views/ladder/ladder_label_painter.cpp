// SPDX-License-Identifier: GPL-3.0-or-later
// LadderPainter's labels: fitted between the lifelines, and painted.
#include "views/ladder/ladder_marks.h"
#include "views/ladder/ladder_painter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace synoptic {

namespace {

using Style = LadderPart::Style;

constexpr double kClose = 4;
constexpr double kApart = 10;
constexpr double kRepeatSign = 14;
constexpr double kLeastPayload = 46; ///< shorter than this it tells nothing

bool isBold(Style style) {
    return style == Style::Strong || style == Style::Warning || style == Style::Repeat;
}

const QFontMetricsF& metricsOf(Style style) {
    const LadderFonts& fonts = LadderFonts::shared();
    return isBold(style) ? fonts.boldMetrics : fonts.plainMetrics;
}

double widthOf(const LadderPart& part) {
    return std::ceil(metricsOf(part.style).horizontalAdvance(part.text)) +
           (part.style == Style::Repeat ? kRepeatSign : 0);
}

double spaceBefore(const LadderPart& part) {
    return part.apart ? kApart : kClose;
}

double widthOf(const std::vector<LadderPart>& parts) {
    double width = 0;
    for (std::size_t i = 0; i < parts.size(); ++i)
        width += widthOf(parts[i]) + (i == 0 ? 0 : spaceBefore(parts[i]));
    return width;
}

/// Takes parts away, or cuts one short, until the rest fits.
void fit(std::vector<LadderPart>& parts, double room) {
    for (double width = widthOf(parts); width > room && !parts.empty(); width = widthOf(parts)) {
        const auto least =
            std::min_element(parts.begin(), parts.end(),
                             [](const auto& a, const auto& b) { return a.keep < b.keep; });
        const bool last = parts.size() == 1;
        const double left = room - (width - widthOf(*least));
        if (last || (least->style == Style::Payload && left >= kLeastPayload)) {
            if (last && !least->brief.isEmpty()) {
                least->text = std::exchange(least->brief, {});
                continue;
            }
            const double sign = least->style == Style::Repeat ? kRepeatSign : 0;
            least->text = metricsOf(least->style)
                              .elidedText(least->text, Qt::ElideRight, std::floor(left - sign));
            return;
        }
        parts.erase(least);
    }
}

} // namespace

void LadderPainter::placeLine(std::vector<LadderPart> parts, double baseline, double left,
                              double right, std::vector<Placed>& out) const {
    fit(parts, right - left);
    double x = std::round((left + right - widthOf(parts)) / 2);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        x += i == 0 ? 0 : spaceBefore(parts[i]);
        const double width = widthOf(parts[i]);
        const QFontMetricsF& metrics = metricsOf(parts[i].style);
        out.push_back({std::move(parts[i]),
                       QRectF(x, baseline - metrics.ascent(), width, metrics.height()), baseline});
        x += width;
    }
}

std::vector<LadderPainter::Placed> LadderPainter::placedLabel(std::size_t number) const {
    LadderLabel label = ladderLabel(content_, number);
    const LadderRow& row = content_.rows.rows()[number];
    std::vector<Placed> placed;
    double left = geometry_.local + 12;
    double right = geometry_.remote - 12;
    double baseline = std::round(geometry_.rowHeight / 2 + 4.5);
    if (row.kind == LadderRow::Kind::Segment) {
        baseline = geometry_.arrow - 6;
    } else if (row.kind == LadderRow::Kind::DataRun) {
        left = runBox().left() + 26;
        right = runBox().right() - 14;
    } else {
        left += 26; // the line on which it stands shows on both sides
        right -= 26;
    }
    placeLine(std::move(label.parts), baseline, left, right, placed);
    if (geometry_.rowHeight > 24)
        placeLine(std::move(label.below), geometry_.arrow + 16, left, right, placed);
    if (row.kind == LadderRow::Kind::States && !placed.empty()) { // beside the end it tells of
        const double shift = row.sender == LadderSide::Local
                                 ? geometry_.local + 14 - placed.front().rect.left()
                                 : geometry_.remote - 14 - placed.back().rect.right();
        for (Placed& piece : placed)
            piece.rect.translate(shift, 0);
    }
    return placed;
}

} // namespace synoptic
