// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/tcp_state.h"

#include <QColor>
#include <QFont>
#include <QPalette>

namespace synoptic {

/// Foreground, background and border of one severity, or of anything set on a tinted ground.
struct ToneColors {
    QColor foreground;
    QColor background;
    QColor border;
};

/// One theme's colours. Values only: made by lightTheme() and darkTheme(), handed to whoever
/// paints. A state's hue belongs to states alone; everything else uses the one accent.
struct Theme {
    bool dark = false;

    QColor window, base, alternate, header;
    QColor border, controlBorder;
    QColor text, muted, dimmed;
    QColor accent, onAccent;
    QColor selection, selectionInactive;
    QColor chartGrid;
    ToneColors error, warning, info, ok;
    QColor rowNew, rowChanged, rowClosed;

    QColor canvas, card; ///< the diagram's ground, and a node's
    QColor edge, reset;  ///< the diagram's lines: ordinary, and RST, abort or timeout

    /// Fill, bars and chart bands of a state.
    QColor stateFill(TcpState state) const;
    /// Outlines and glyphs: the fill, darkened or lightened where it would be too faint.
    QColor stateOutline(TcpState state) const;
    QColor stateGlyph(TcpState state) const;
    /// The opaque tint behind a state's name in a table: the fill mixed into the base.
    QColor stateTint(TcpState state) const;
    /// The opaque fill of a state's band in the stacked chart.
    QColor stateBand(TcpState state) const;

    QPalette palette() const;
};

const Theme& lightTheme();
const Theme& darkTheme();

/// `amount` of `color` in 0..1, the rest of `ground`; opaque.
QColor mixed(const QColor& color, const QColor& ground, double amount);

/// Fonts of the interface, chosen once: the desktop's own if its digits share one width, else Noto
/// Sans, else DejaVu Sans; CJK text falls back to Noto Sans CJK SC. Sizes in pixels.
QFont uiFont(double pixelSize = 13, bool bold = false);
/// Noto Sans Mono or the system's fixed font, for the filter and commands.
QFont monoFont(double pixelSize = 13);

} // namespace synoptic
