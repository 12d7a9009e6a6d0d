// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace synoptic {

class HttpLogModel;

/// HTTP requests and their answers, the newest first, with a field to filter them.
class HttpLogPanel : public QWidget {
    Q_OBJECT

public:
    explicit HttpLogPanel(HttpLogModel* log, QWidget* parent = nullptr);

    QTableView* view() const { return view_; }
    QLineEdit* filterField() const { return filter_; }

Q_SIGNALS:
    /// By a click or the Enter key, where the connection is known; then packetSelected() too.
    void connectionChosen(ConnectionKey key);
    void packetSelected(synoptic::PacketNumber number);
    /// Those shown are to be saved: HttpLogModel::shown() and exportCsv().
    void exportRequested();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeTable();
    void makeLayout();
    void applyFilter();
    void showCounts();
    void retranslate();

    HttpLogModel* log_;
    QLineEdit* filter_;
    QLabel* problemMark_;
    QLabel* counts_;
    QPushButton* export_;
    QStackedWidget* pages_;
    QLabel* empty_;
    QTableView* view_;
    QTimer typing_;
    QString problem_;
};

} // namespace synoptic
