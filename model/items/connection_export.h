// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/connection_columns.h"
#include "model/items/connection_names.h"

#include <QByteArray>

#include <span>

/// Rows as files for other programs: English keys, ISO 8601 UTC, plain numbers in base units.
/// Pure functions; any thread as far as `names` allows.
namespace synoptic {

class EventLogModel;

/// One field of a CSV line (RFC 4180), quoted where need be. A text that a spreadsheet would take
/// for a formula gets an apostrophe before it.
QByteArray csvField(const QString& text);

/// RFC 4180, UTF-8, a header line first. Times are seconds, or ISO 8601 where they are moments;
/// unknown values are empty.
QByteArray exportCsv(std::span<const ConnectionSnapshot* const> rows,
                     std::span<const ConnectionColumns::Column> columns, Timestamp now,
                     const ConnectionNames& names);

/// One "socket" object a line, as `synoptic-cli snapshot --json` writes them.
QByteArray exportJsonLines(std::span<const ConnectionSnapshot* const> rows);

/// The log's rows as they are shown, the newest first.
QByteArray exportCsv(const EventLogModel& log);

} // namespace synoptic
