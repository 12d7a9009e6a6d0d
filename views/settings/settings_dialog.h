// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/settings/settings.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QSpinBox;
class QTabWidget;

namespace synoptic {

class ThresholdsPage;

/// All settings on two pages. What is chosen holds at once and is told by changed(); there is
/// nothing to apply.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    SettingsDialog(Settings& settings, QWidget* parent = nullptr);

    QTabWidget* tabs() const { return tabs_; }
    ThresholdsPage* thresholds() const { return thresholds_; }

Q_SIGNALS:
    /// The settings hold the new values already.
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void read();
    void write();

    Settings& settings_;
    QFormLayout* form_;
    QDoubleSpinBox* interval_;
    QSpinBox* keepClosed_;
    QComboBox* theme_;
    QComboBox* language_;
    QComboBox* motion_;
    QCheckBox* names_;
    QLabel* namesNote_;
    QTabWidget* tabs_;
    ThresholdsPage* thresholds_;
    bool reading_ = false;
};

} // namespace synoptic
