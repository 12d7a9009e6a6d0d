// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/finding.h"

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace synoptic {

/// How bad a thing is. Always shown with its sign and a word, never by colour alone.
enum class Severity { Ok, Info, Warning, Error };

/// How a finding's is shown; a note is Info.
Severity severityOf(FindingSeverity severity);

/// An icon of one colour that takes the text colour of the palette in force whenever it is painted,
/// so a change of theme needs nothing but a repaint. Looked up by its freedesktop name: our own
/// drawings first where they exist for that name, then the desktop's symbolic icon, then Breeze.
QIcon symbolicIcon(const QString& name);

/// The same in a given colour.
QPixmap symbolicPixmap(const QString& name, int size, qreal devicePixelRatio, const QColor& color);

/// Disc i, triangle !, octagon x or a check, in the severity's colour of the palette in force.
QPixmap severityPixmap(Severity severity, int size, qreal devicePixelRatio);
QIcon severityIcon(Severity severity);

/// The program's own icon, in all the sizes a desktop asks for.
QIcon applicationIcon();

} // namespace synoptic
