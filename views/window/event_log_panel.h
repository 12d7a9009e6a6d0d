// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace synoptic {

class EventLogModel;

/// Every transition seen, the newest first, with a field to search it.
class EventLogPanel : public QWidget {
    Q_OBJECT
public:
    explicit EventLogPanel(EventLogModel* log, QWidget* parent = nullptr);

    QTableView* view() const { return view_; }
    QLineEdit* search() const { return search_; }

Q_SIGNALS:
    void connectionChosen(ConnectionKey key);
    void exportRequested();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void showCounts();

    EventLogModel* log_;
    QLineEdit* search_;
    QLabel* counts_;
    QPushButton* export_;
    QStackedWidget* pages_;
    QLabel* empty_;
    QTableView* view_;
};

} // namespace synoptic
