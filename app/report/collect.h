// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/report/case_report.h"

#include <chrono>
#include <set>

/// What a report is made of, gathered from the sources themselves. Blocks: not for the GUI thread.
namespace synoptic {

struct CollectedReport {
    ReportMaterial material;
    /// What could not be read: of a capture, where it broke off. If `usable`, the rest was.
    CaptureProblem captureProblem;
    std::string problem; ///< in English, one sentence; empty: none
    bool usable = false;
};

/// Reads a capture file to its end. `flows`: only these connections, by their number; empty: all.
CollectedReport collectCapture(const QString& path, const std::set<FlowNumber>& flows = {},
                               const DiagnosisThresholds& thresholds = {});

/// Watches this computer's socket table for as long, and the kernel's trace where that may be had.
CollectedReport collectComputer(std::chrono::milliseconds duration,
                                std::chrono::milliseconds interval = std::chrono::seconds(1));

/// Of the computer this runs on: host, system and privilege.
void describeComputer(ReportMaterial& material);

/// Redacts the material if there is a secret, and makes the report of it.
CaseReport finishReport(ReportMaterial material, const std::optional<QByteArray>& secret);

} // namespace synoptic
