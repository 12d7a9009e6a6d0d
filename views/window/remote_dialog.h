// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/window/remote_request.h"

#include <QDialog>
#include <QStringList>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace synoptic {

/// Asks for another machine and what is to be followed there. GUI thread.
class RemoteDialog : public QDialog {
    Q_OBJECT
public:
    /// `recent` are hosts used before, the newest first; `last` is what was followed then.
    RemoteDialog(const RemoteRequest& last, const QStringList& recent, QWidget* parent = nullptr);

    RemoteRequest request() const;
    /// The answer to interfacesWanted(), if it is about the host that stands there.
    void setInterfaces(const QString& host, const QList<InterfaceChoice>& interfaces,
                       const QString& problem);

    QComboBox* host() const { return host_; }
    QRadioButton* trace() const { return trace_; }
    QRadioButton* packets() const { return packets_; }
    QComboBox* interface() const { return interface_; }
    QPushButton* ask() const { return ask_; }
    QPushButton* connectButton() const { return connect_; }
    QLabel* note() const { return note_; }

Q_SIGNALS:
    /// Somebody wants to know which interfaces the host has.
    void interfacesWanted(const QString& host);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showState();

    QLabel* hostLabel_;
    QComboBox* host_;
    QLabel* hostNote_;
    QLabel* what_;
    QRadioButton* trace_;
    QLabel* traceNote_;
    QRadioButton* packets_;
    QLabel* interfaceLabel_;
    QComboBox* interface_;
    QPushButton* ask_;
    QLabel* filterLabel_;
    QLineEdit* filter_;
    QCheckBox* payload_;
    QLabel* note_;
    QPushButton* connect_;
    QPushButton* cancel_;
    QString answer_; ///< about the interfaces, in words
    bool asking_ = false;
};

} // namespace synoptic
