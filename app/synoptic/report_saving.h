// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/report/collect.h"
#include "views/report/report_request.h"
#include "views/window/main_window.h"

namespace synoptic {

/// A report of what the window looks at, in three steps: made on the GUI thread with what the
/// window knows, collect() on another, draw() on the GUI thread again.
class ReportSaving {
public:
    /// `thresholds`: those the window's findings were found with.
    ReportSaving(MainWindow& window, ReportRequest request, const DiagnosisThresholds& thresholds);

    /// Reads the capture file, or the packets of flagged connections. Blocks.
    void collect();
    /// In the language asked for; empty if it cannot be made. Tables for programs are made by
    /// collect() already.
    QByteArray draw();
    /// Why there is no report, in English; empty: there is one.
    const QString& problem() const { return problem_; }
    const QString& path() const { return request_.path; }

private:
    ReportRequest request_;
    DiagnosisThresholds thresholds_;
    QString capture_; ///< empty: of this computer, and `material_` is filled
    std::set<FlowNumber> flows_;
    ReportMaterial material_;
    std::shared_ptr<const PacketHistory> history_;
    CaseReport report_;
    QByteArray contents_;
    QString problem_;
};

} // namespace synoptic
