// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/connection_store.h"
#include "views/theme/theme_manager.h"

#include <QPainter>

#include <optional>

/// What gutter, cells and other tables of connections paint alike.
namespace synoptic {

/// The ground of a row. A change of state lights its cell alone, so it is not asked here.
QColor rowGround(const Theme& theme, int row, RowHighlight highlight, bool selected, bool active);

/// An opaque 18 px chip at the left of `rect`: glyph and the state's name. Returns its rectangle.
QRectF paintStateChip(QPainter& painter, const QRectF& rect, TcpState state, const Theme& theme,
                      bool struckOut = false);

/// Glyph and name without the chip's ground.
void paintStateName(QPainter& painter, const QRectF& rect, TcpState state, const Theme& theme,
                    const QColor& ink);

} // namespace synoptic
