// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/report/report_pictures.h"

class QIODevice;

namespace synoptic {

/// The report's document on numbered pages of A4. False if the device cannot be written. Twice the
/// same but for the dates that a PDF has within. GUI thread.
bool writeReportPdf(QIODevice* device, const ReportDocument& document, const CaseReport& report);

} // namespace synoptic
