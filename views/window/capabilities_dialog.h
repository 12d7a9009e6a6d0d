// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/capabilities.h"

#include <QDialog>

class QPushButton;
class QScrollArea;

namespace synoptic {

/// What Synoptic can do on this computer and what it cannot, why not, and what to do about it, with
/// commands to be copied. GUI thread only.
class CapabilitiesDialog : public QDialog {
    Q_OBJECT

public:
    explicit CapabilitiesDialog(QWidget* parent = nullptr);

    void show(const std::vector<Capability>& capabilities);
    /// Those shown, as they are worded.
    const std::vector<Capability>& shown() const { return shown_; }

Q_SIGNALS:
    /// Everything shall be found out anew.
    void lookRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill();

    std::vector<Capability> shown_;
    QWidget* list_ = nullptr;
    QScrollArea* area_;
    QPushButton* look_;
};

} // namespace synoptic
