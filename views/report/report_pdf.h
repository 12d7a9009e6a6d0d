// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/report/report_document.h"

class QIODevice;

namespace synoptic {

/// The document on numbered pages of A4. False if the device cannot be written. Twice the same but
/// for the dates that a PDF has within. GUI thread.
bool writeReportPdf(QIODevice* device, const ReportDocument& document,
                    const ReportPictures& pictures);

} // namespace synoptic
