// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/theme.h"

namespace synoptic {

/// (L1 + 0.05) / (L2 + 0.05) of WCAG 2.1: 1 for equal colours, 21 for black on white.
double contrastRatio(const QColor& a, const QColor& b);

/// The diagram's colours, drawn from a theme. Whatever is dimmed fades its fills and lines; text
/// keeps at least 4.5:1 on the ground it stands on.
class DiagramColors {
public:
    explicit DiagramColors(const Theme& theme) : theme_(theme) {}

    QColor canvas() const { return theme_.canvas; }
    QColor panelFill(TcpState hue) const;
    QColor panelBorder(TcpState hue) const;
    QColor panelTitle(TcpState hue) const;

    QColor nodeFill(TcpState state, bool dimmed) const;
    QColor nodeOutline(TcpState state, bool dimmed) const;
    QColor nodeBar(TcpState state, bool dimmed) const;
    QColor nodeText(bool dimmed) const { return dimmed ? theme_.dimmed : theme_.text; }
    QColor nodeRate(bool dimmed) const { return dimmed ? theme_.dimmed : theme_.muted; }
    QColor endOutline(bool dimmed) const;

    QColor line(bool reset, bool dimmed) const;
    QColor label(bool dimmed) const { return dimmed ? theme_.dimmed : theme_.text; }
    QColor labelSent(bool dimmed) const { return dimmed ? theme_.dimmed : theme_.muted; }
    QColor labelReset(bool dimmed) const { return dimmed ? theme_.dimmed : theme_.reset; }

    const Theme& theme() const { return theme_; }

private:
    Theme theme_;
};

} // namespace synoptic
