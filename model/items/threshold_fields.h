// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/thresholds.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

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
    /// The same without a key.
    QString plainText() const;
    /// A value in the field's unit, with it: "2.5 s".
    QString valueText(double value) const;
    bool isDefault(const DiagnosisThresholds& thresholds) const;
    /// As programs read it: "silent_after".
    QByteArray jsonName() const;
    /// For programs: seconds, counts, shares of 1.
    double jsonValue(const DiagnosisThresholds& thresholds) const;
};

/// In the order in which they are shown. Static lifetime.
std::span<const ThresholdField> thresholdFields();

/// Those that a person has changed, each as "Slow handshake from: 2 s instead of 1 s".
QStringList changedThresholds(const DiagnosisThresholds& thresholds);

} // namespace synoptic
