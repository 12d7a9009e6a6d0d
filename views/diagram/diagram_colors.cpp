// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/diagram_colors.h"

#include <algorithm>
#include <cmath>

namespace synoptic {

namespace {

constexpr double kFadedLine = 0.38;
constexpr double kFadedFill = 0.40;
constexpr double kReadable = 4.5;

double luminance(const QColor& color) {
    const auto channel = [](double c) {
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) +
           0.0722 * channel(color.blueF());
}

/// The hue, drawn towards `text` just as far as reading it on `ground` asks.
QColor readable(const QColor& hue, const QColor& ground, const QColor& text) {
    for (double share = 1; share > 0; share -= 0.05) {
        const QColor color = mixed(hue, text, share);
        if (contrastRatio(color, ground) >= kReadable)
            return color;
    }
    return text;
}

} // namespace

double contrastRatio(const QColor& a, const QColor& b) {
    const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
    return (light + 0.05) / (dark + 0.05);
}

QColor DiagramColors::panelFill(TcpState hue) const {
    // On white a dark hue tints more than a light one.
    const QColor color = theme_.stateFill(hue);
    return mixed(color, theme_.canvas, theme_.dark ? 0.10 : 0.05 + 0.1 * luminance(color));
}

QColor DiagramColors::panelBorder(TcpState hue) const {
    return mixed(theme_.stateFill(hue), theme_.canvas, theme_.dark ? 0.18 : 0.15);
}

QColor DiagramColors::panelTitle(TcpState hue) const {
    return readable(mixed(theme_.stateFill(hue), theme_.text, theme_.dark ? 1 : 0.75),
                    panelFill(hue), theme_.text);
}

QColor DiagramColors::nodeFill(TcpState state, bool dimmed) const {
    const double strength = theme_.dark ? 0.14 : 0.07;
    return mixed(theme_.stateFill(state), theme_.card, dimmed ? strength * kFadedFill : strength);
}

QColor DiagramColors::nodeOutline(TcpState state, bool dimmed) const {
    const QColor outline = theme_.stateOutline(state);
    return dimmed ? mixed(outline, theme_.canvas, kFadedFill) : outline;
}

QColor DiagramColors::nodeBar(TcpState state, bool dimmed) const {
    const QColor fill = theme_.stateFill(state);
    return dimmed ? mixed(fill, theme_.canvas, kFadedFill) : fill;
}

QColor DiagramColors::endOutline(bool dimmed) const {
    const QColor outline = theme_.stateGlyph(TcpState::Closed);
    return dimmed ? mixed(outline, theme_.canvas, 0.6) : outline;
}

QColor DiagramColors::line(bool reset, bool dimmed) const {
    const QColor color = reset ? theme_.reset : theme_.edge;
    return dimmed ? mixed(color, theme_.canvas, kFadedLine) : color;
}

} // namespace synoptic
