// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/report/case_report.h"

#include <QByteArray>

namespace synoptic {

/// For other programs: one object on one line with English keys, its connections as `analyze` has
/// them, times as Unix seconds beside ISO 8601 in UTC. The same report gives the same bytes. Any
/// thread.
QByteArray reportJson(const CaseReport& report);

/// RFC 4180, UTF-8: one line each for a fact, a finding or a connection, told apart by the first
/// column. Nothing in it is taken for a formula. The same report gives the same bytes. Any thread.
QByteArray reportCsv(const CaseReport& report);

/// All states one end went through, oldest first.
std::vector<TcpState> statesOf(const WireEnd& end);

} // namespace synoptic
