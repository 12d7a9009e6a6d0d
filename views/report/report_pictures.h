// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/report/report_document.h"

#include <QSizeF>

class QPainter;

namespace synoptic {

inline constexpr double kReportPictureWidth = 900;

/// One of a report's drawings, in the light theme, from 0,0 on.
struct ReportDrawing {
    QSizeF size;
    std::function<void(QPainter&)> paint; ///< the report is to outlive it
};
ReportDrawing reportDrawing(const CaseReport& report, const ReportPicture& picture);

/// The same as SVG; equal reports give equal bytes. The report outlives the function. GUI thread,
/// as fonts are shared there.
ReportPictures reportPictures(const CaseReport& report);

/// State counts over time, stacked, and the rates below.
void paintReportChart(QPainter& painter, const CaseReport& report);
inline constexpr double kReportChartHeight = 310;

} // namespace synoptic
