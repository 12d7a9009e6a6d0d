// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/settings/settings.h"

#include <QWidget>

#include <vector>

class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace synoptic {

/// At which numbers the diagnosis speaks up. What is chosen holds at once.
class ThresholdsPage : public QWidget {
    Q_OBJECT

public:
    explicit ThresholdsPage(Settings& settings, QWidget* parent = nullptr);

    /// In the order of thresholdFields().
    const std::vector<QDoubleSpinBox*>& fields() const { return boxes_; }
    QPushButton* restoreButton() const { return restore_; }

Q_SIGNALS:
    /// The settings hold the new values already.
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void read();
    void write();
    void retranslate();

    Settings& settings_;
    std::vector<QLabel*> labels_;
    std::vector<QDoubleSpinBox*> boxes_;
    QLabel* note_;
    QPushButton* restore_;
    bool reading_ = false;
};

} // namespace synoptic
