// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/report/report_request.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace synoptic {

/// Asks what a report shall hold; where it is saved is asked afterwards.
class ReportDialog : public QDialog {
    Q_OBJECT
public:
    /// `selected`: those that may be reported alone.
    ReportDialog(std::vector<ConnectionKey> selected, LanguageChoice language,
                 QWidget* parent = nullptr);

    /// As it stands, without a path.
    ReportRequest request() const;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void showState();
    void fitNote();

    std::vector<ConnectionKey> selected_;
    QLabel *formatLabel_, *scopeLabel_, *languageLabel_, *keyLabel_, *note_;
    QComboBox *format_, *language_;
    QRadioButton *all_, *some_;
    QCheckBox* redact_;
    QLineEdit* key_;
    QPushButton *save_, *cancel_;
};

} // namespace synoptic
