// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/listener_queues_model.h"

#include <QWidget>

class QLabel;
class QPushButton;
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
    /// Whether the firewall's rules could be read; where not, a person may have them read as root.
    void setFirewall(const firewall::View& view);
    QPushButton* readFirewall() const { return readFirewall_; }
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
    /// Read the firewall's rules as root: a person is asked for a password.
    void firewallWanted();

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
    QWidget* firewall_; ///< why its rules are not known, and what to do about it
    QLabel* firewallText_;
    QPushButton* readFirewall_;
    firewall::View filter_; ///< without its listeners
    bool isAsked_ = false;  ///< and no answer came yet
    bool capture_ = false;
    int mode_ = -1;
};

} // namespace synoptic
