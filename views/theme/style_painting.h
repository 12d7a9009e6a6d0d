// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/theme.h"

#include <QRectF>

class QPainter;

/// Small paintings that the style and our own widgets share.
namespace synoptic {

inline constexpr double kControlRadius = 5;
inline constexpr double kFocusWidth = 2;

/// A rounded box whose 1 px border lies inside `rect`.
void paintBox(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& border,
              double radius = kControlRadius, double borderWidth = 1);

/// The 2 px accent ring just inside `rect`.
void paintFocusRing(QPainter& painter, const QRectF& rect, const Theme& theme,
                    double radius = kControlRadius);

/// A small chevron pointing down, up, left or right (an arrow key of Qt::Key_Down ...).
void paintChevron(QPainter& painter, const QRectF& rect, Qt::Key direction, const QColor& color);

} // namespace synoptic
