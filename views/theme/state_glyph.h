// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/tcp_state.h"

#include <QColor>
#include <QRectF>

class QPainter;

namespace synoptic {

/// Paints the sign of a state, drawn on a 16x16 grid with 1.6 px round strokes and scaled into the
/// largest square centred in `rect`. Openings are arrows, closings are rings. The painter comes
/// back as it was. Draws vectors only, so it is sharp in SVG and on screens of any density.
void paintStateGlyph(QPainter& painter, const QRectF& rect, TcpState state, const QColor& color);

} // namespace synoptic
