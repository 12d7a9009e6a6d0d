// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/thresholds.h"

#include <QString>

#include <span>

namespace synoptic {

/// A threshold of the diagnosis that a person may set: those few whose right value depends on what
/// the machine is for.
struct ThresholdField {
    enum class Unit { Count, Seconds, Percent };
    const char* key;   ///< in the settings
    const char* label; ///< English source text of the context "ThresholdField"
    Unit unit;
    double least;
    double most;
    double step;
    int decimals;
    /// In the field's unit.
    double (*get)(const DiagnosisThresholds& thresholds);
    void (*set)(DiagnosisThresholds& thresholds, double value);

    /// Translated; an ampersand marks the key.
    QString text() const;
};

/// In the order in which they are shown. Static lifetime.
std::span<const ThresholdField> thresholdFields();

} // namespace synoptic
