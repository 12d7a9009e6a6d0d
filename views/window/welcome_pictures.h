// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/theme.h"

#include <QRectF>

class QPainter;

/// The small pictures on the cards of the welcome page.
namespace synoptic {

/// A table of connections, as the watching window will show them.
void paintTablePicture(QPainter& painter, const QRectF& rect, const Theme& theme);
/// Traffic over time, with a place to drop a file on.
void paintCapturePicture(QPainter& painter, const QRectF& rect, const Theme& theme);
/// The first steps of a connection in the state diagram.
void paintLessonPicture(QPainter& painter, const QRectF& rect, const Theme& theme);

} // namespace synoptic
