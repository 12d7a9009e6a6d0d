// SPDX-License-Identifier: GPL-3.0-or-later
// Which page of the help explains what a person is at.
#include "model/items/connection_columns.h"
#include "views/charts/charts_view.h"
#include "views/diagnosis/listeners_panel.h"
#include "views/diagram/state_diagram_view.h"
#include "views/help/help_text.h"
#include "views/help/help_window.h"
#include "views/ladder/ladder_panel.h"
#include "views/packets/http_log_panel.h"
#include "views/packets/packets_panel.h"
#include "views/packets/stream_panel.h"
#include "views/table/connection_panel.h"
#include "views/table/connection_table_view.h"
#include "views/timeline/timeline_strip.h"
#include "views/window/dock_area.h"
#include "views/window/event_log_panel.h"
#include "views/window/main_window.h"
#include "views/window/selected_connection_panel.h"
#include "views/window/window_actions.h"

#include <QApplication>

namespace synoptic {

namespace {

constexpr char kTopic[] = "helpTopic"; ///< property of a widget: the page that explains it

/// UDP has no states, whatever the row keeps in their place.
QString topicOf(const ConnectionSnapshot* connection, const QString& otherwise) {
    return connection && connection->id.protocol == Protocol::Tcp ? helpTopic(connection->state)
                                                                  : otherwise;
}

QString topicOf(ConnectionColumns::Column column, const ConnectionSnapshot& connection) {
    switch (column) {
    case ConnectionColumns::State:
        return topicOf(&connection, QStringLiteral("view-table"));
    case ConnectionColumns::LocalAddress:
    case ConnectionColumns::LocalPort:
    case ConnectionColumns::RemoteAddress:
    case ConnectionColumns::RemotePort:
        return QStringLiteral("four-tuple");
    case ConnectionColumns::ReceiveQueue:
    case ConnectionColumns::SendQueue:
        return QStringLiteral("queues");
    case ConnectionColumns::Rtt:
        return QStringLiteral("rtt");
    case ConnectionColumns::CongestionWindow:
        return QStringLiteral("cwnd");
    case ConnectionColumns::Retransmits:
        return QStringLiteral("retransmission");
    case ConnectionColumns::Role:
        return QStringLiteral("role");
    case ConnectionColumns::Evidence:
        return QStringLiteral("evidence");
    case ConnectionColumns::Namespace:
        return QStringLiteral("network-namespace");
    case ConnectionColumns::Diagnosis:
        return QStringLiteral("view-diagnosis");
    default:
        return QStringLiteral("view-table");
    }
}

} // namespace

void MainWindow::connectHelp() {
    const auto explain = [](QWidget* widget, const char* topic) {
        widget->setProperty(kTopic, QLatin1String(topic));
    };
    explain(panel_, "view-filter"); // but for the table in it: see topicAtFocus()
    explain(docks_->dock(Panel::Diagram), "view-diagram");
    explain(selectedPanel_, "view-selected");
    explain(charts_, "view-charts");
    explain(eventLogPanel_, "view-log");
    explain(docks_->dock(Panel::Diagnosis), "view-diagnosis");
    explain(listeners_, "view-listeners");
    explain(ladder_, "view-ladder");
    explain(packets_, "view-packets");
    explain(stream_, "view-stream");
    explain(http_, "view-http");
    explain(timeline_, "view-timeline");
    connect(panel_->table(), &ConnectionTableView::explanationWanted, this,
            [this](const QModelIndex& cell) {
                if (const auto* connection = models_->connections().at(cell.row()))
                    openHelp(topicOf(ConnectionColumns::Column(cell.column()), *connection));
            });
    connect(diagram_, &StateDiagramView::stateActivated, this,
            [this](TcpState state) { stateActivated_ = state; });
    connect(diagram_, &StateDiagramView::canvasClicked, this, [this] { stateActivated_.reset(); });
}

QString MainWindow::topicAtFocus() {
    ConnectionTableView* table = panel_->table();
    table->setProperty(kTopic, topicOf(models_->connections().at(table->currentIndex().row()),
                                       QStringLiteral("view-table")));
    QString node = topicOf(models_->selected(), QString());
    if (stateActivated_)
        node = helpTopic(*stateActivated_);
    if (diagram_->focusIsShown())
        node = helpTopic(diagram_->focusedState());
    diagram_->setProperty(kTopic, node);

    for (QWidget* widget = QApplication::focusWidget(); widget; widget = widget->parentWidget()) {
        const QString topic = widget->property(kTopic).toString();
        if (!topic.isEmpty())
            return topic;
    }
    return QStringLiteral("start");
}

void MainWindow::openHelp(const QString& topic) {
    if (!help_) {
        QList<QAction*> actions = actions_->withShortcuts();
        for (int i = 0; i < kPanelCount; ++i)
            actions << docks_->panelAction(Panel(i));
        help_ = new HelpWindow(settings_, actions, this);
    }
    help_->open(topic);
    help_->show();
    help_->raise();
    help_->activateWindow();
}

} // namespace synoptic
