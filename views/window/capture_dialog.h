// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/window/capture_request.h"

#include <QDialog>
#include <QList>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace synoptic {

/// Asks what packets to capture: interface, filter, whole packets or headers alone. The list of
/// interfaces comes later; until then the last choice can be started.
class CaptureDialog : public QDialog {
    Q_OBJECT
public:
    /// `last` is what was chosen before.
    explicit CaptureDialog(const CaptureRequest& last, QWidget* parent = nullptr);

    /// `problem`: why there are none, in the user's language; else empty.
    void setInterfaces(const QList<InterfaceChoice>& interfaces, const QString& problem);
    CaptureRequest request() const;

    QListWidget* list() const { return list_; }
    QLineEdit* filter() const { return filter_; }
    QCheckBox* payload() const { return payload_; }
    QPushButton* startButton() const { return start_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showState();

    CaptureRequest last_;
    QLabel* heading_;
    QListWidget* list_;
    QLabel* note_;
    QLabel* filterLabel_;
    QLineEdit* filter_;
    QCheckBox* payload_;
    QLabel* payloadNote_;
    QPushButton* start_;
    QPushButton* cancel_;
    bool asked_ = true; ///< the list has not come yet
    QString problem_;
};

} // namespace synoptic
