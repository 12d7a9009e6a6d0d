// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace synoptic {

class ConnectionNames;
class ConnectionPathModel;

/// One connection: its state, who holds it, every step it took, and where its peer stands.
class SelectedConnectionPanel : public QWidget {
    Q_OBJECT
public:
    /// `path` and `names` outlive the panel.
    SelectedConnectionPanel(ConnectionPathModel* path, const ConnectionNames* names,
                            QWidget* parent = nullptr);

    /// Null shows how to choose one.
    void show(const ConnectionSnapshot* connection);
    /// Says that the table does not show it at the moment.
    void setHiddenByFilter(bool hidden);

Q_SIGNALS:
    void deselectRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    class Summary;
    void describe();
    static QString roleWords(Role role);

    Summary* summary_;
    QStackedWidget* pages_;
    QLabel* none_;
    QTableView* steps_;
    QWidget* hidden_;
    QLabel* hiddenWords_;
    QPushButton* deselect_;
    QLabel* peer_;
    ConnectionPathModel* path_;
    const ConnectionNames* names_;
    ConnectionSnapshot shown_;
    bool any_ = false;
};

} // namespace synoptic
