// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/theme.h"

#include <QPointF>
#include <QRectF>

#include <optional>

class QPainter;

/// The signs a ladder is made of, which its legend shows too. Lines and fills only, never a clip:
/// SVG has none. The painter's pen and brush are left changed.
namespace synoptic {

enum class LadderArrow { Plain, Repeated, Reset };

/// An arrow with its head at `to`.
void paintLadderArrow(QPainter& painter, const Theme& theme, QPointF from, QPointF to,
                      LadderArrow kind);
/// A run of data: a box that points to its receiver.
void paintRunBox(QPainter& painter, const Theme& theme, const QRectF& box, bool toTheRight);
/// Diagonal strokes that fill `strip` from its top to its bottom.
void paintClosedWindow(QPainter& painter, const Theme& theme, const QRectF& strip);
/// A horizontal dotted line: nothing passed.
void paintSilence(QPainter& painter, const Theme& theme, double from, double to, double y);
/// A small wave across a lifeline that is broken off at y.
void paintBreak(QPainter& painter, const Theme& theme, double x, double y);
/// The cross of what is missing.
void paintCross(QPainter& painter, const Theme& theme, QPointF centre);
/// The turned arrow of a retransmission.
void paintRepeatSign(QPainter& painter, QPointF centre, const QColor& color);
/// What an end's lifeline looks like in a state; absent: nothing tells.
void paintLifeline(QPainter& painter, const Theme& theme, double x, double top, double bottom,
                   std::optional<TcpState> state);

} // namespace synoptic
