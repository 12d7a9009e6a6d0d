// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/report/report_document.h"

class QPainter;

namespace synoptic {

inline constexpr double kReportPictureWidth = 900;

/// One of a report's drawings as SVG, in the light theme; equal reports give equal bytes. The
/// report outlives the function. GUI thread, as fonts are shared there.
ReportPictures reportPictures(const CaseReport& report);

/// State counts over time, stacked, and the rates below.
void paintReportChart(QPainter& painter, const CaseReport& report);
inline constexpr double kReportChartHeight = 310;

} // namespace synoptic
