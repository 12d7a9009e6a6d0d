// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/listener_queues_model.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTableView;

namespace synoptic {

/// The listeners of this computer with a gauge for each of their two queues, and what the firewall
/// does with packets from outside. GUI thread.
class ListenersPanel : public QWidget {
    Q_OBJECT

public:
    /// `listeners` outlives the panel.
    explicit ListenersPanel(ListenerQueuesModel* listeners, QWidget* parent = nullptr);

    /// net.ipv4.tcp_syncookies: 0 off, 1 when a queue is full, 2 always; negative: not known.
    void setCookies(int mode);
    /// Of a capture: it has no queues to show, and says so.
    void setCapture(bool capture);
    /// What stands in the place of the listeners; empty while there are some.
    QString note() const;
    QTableView* view() const { return view_; }
    /// "5 sockets", for the dock's title.
    QString subject() const;

Q_SIGNALS:
    /// A term for the table's filter that shows the connections of a listener; by click or Enter.
    void filterChosen(const QString& filter);
    void subjectChanged(const QString& subject);

protected:
    void changeEvent(QEvent* event) override;

private:
    class Delegate;
    void retranslate();
    void showState();
    void choose(const QModelIndex& cell);

    ListenerQueuesModel* listeners_;
    QStackedWidget* pages_;
    QLabel* empty_;
    QTableView* view_;
    QLabel* cookies_;
    bool capture_ = false;
    int mode_ = -1;
};

} // namespace synoptic
