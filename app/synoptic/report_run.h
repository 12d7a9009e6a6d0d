// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/synoptic/command_line.h"
#include "model/items/report/case_report.h"

namespace synoptic {

/// Collects, writes and tells on standard error what went wrong. Blocks. Returns the exit status.
int runReport(const ReportOutput& request);

/// A report in the format that the file's name ends in; nothing if it could not be made. In the
/// language installed; on the GUI thread for .html and .pdf.
QByteArray reportContents(const CaseReport& report, const QString& suffix);

} // namespace synoptic
