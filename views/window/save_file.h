// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QDateTime;

namespace synoptic {

/// Writes the whole file or leaves what was there; a device or a pipe is written to as it is.
/// Empty on success, else the system's reason. Any thread.
QString saveFile(const QString& path, const QByteArray& contents);

/// "synoptic_diagram_20261122-105102.png"
QString pictureName(const QString& view, const QString& suffix, const QDateTime& time);

} // namespace synoptic
