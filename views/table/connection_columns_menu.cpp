// SPDX-License-Identifier: GPL-3.0-or-later
// Which columns the connection table shows, in what order and how wide.
#include "model/items/connection_table_model.h"
#include "views/table/connection_table_view.h"
#include "views/theme/theme.h"

#include <QHeaderView>
#include <QMenu>

#include <utility>

namespace synoptic {

namespace {

constexpr int kTitleRoom = 32; ///< padding on both sides, and the arrow

using Columns = ConnectionColumns;

/// Beside the diagram on a window of 1440 px there are about 870 px for those shown at first.
int firstWidth(Columns::Column column) {
    switch (column) {
    case Columns::State:
    case Columns::PeerState:
        return 128;
    case Columns::Process:
        return 88;
    case Columns::Pid:
        return 58;
    case Columns::LocalAddress:
    case Columns::RemoteAddress:
        return 118;
    case Columns::LocalPort:
    case Columns::RemotePort:
        return 54;
    case Columns::RemoteHost:
    case Columns::Service:
    case Columns::User:
    case Columns::Timer:
    case Columns::Namespace:
        return 120;
    case Columns::Diagnosis:
        return 110;
    case Columns::TimeInState:
    case Columns::Age:
        return 80;
    case Columns::ReceiveRate:
    case Columns::SendRate:
    case Columns::Rtt:
        return 64;
    default:
        return 84;
    }
}

} // namespace

void ConnectionTableView::resetColumns() {
    QHeaderView* header = horizontalHeader();
    for (int column = 0; column < model_->columnCount(); ++column) {
        const auto which = Columns::Column(column);
        header->moveSection(header->visualIndex(column), column);
        header->setSectionHidden(column, !Columns::isShownAtFirst(which, model_->isCapture()));
        header->resizeSection(column, firstWidth(which));
    }
    widenToTitles();
    Q_EMIT columnsChanged();
}

void ConnectionTableView::showNamespaces(bool show) {
    constexpr int kPlace = 2; // beside the process, where it is seen without scrolling
    QHeaderView* header = horizontalHeader();
    if (show && header->isSectionHidden(Columns::Namespace))
        header->moveSection(header->visualIndex(Columns::Namespace), kPlace);
    header->setSectionHidden(Columns::Namespace, !show);
    widenToTitles();
    Q_EMIT columnsChanged();
}

/// No title is cut off, nor when the arrow of the sorting stands beside it.
void ConnectionTableView::widenToTitles() {
    if (!model_)
        return;
    QHeaderView* header = horizontalHeader();
    const QFontMetrics bold(uiFont(12, true));
    for (int column = 0; column < model_->columnCount(); ++column) {
        const QString title = model_->headerData(column, Qt::Horizontal).toString();
        const int least = bold.horizontalAdvance(title) + kTitleRoom;
        if (!header->isSectionHidden(column) && header->sectionSize(column) < least)
            header->resizeSection(column, least);
    }
}

QByteArray ConnectionTableView::saveColumns(bool capture) const {
    return capture == capture_ ? horizontalHeader()->saveState() : otherColumns_;
}

bool ConnectionTableView::restoreColumns(const QByteArray& state, bool capture) {
    if (capture == capture_)
        return !state.isEmpty() && horizontalHeader()->restoreState(state);
    otherColumns_ = state;
    return !state.isEmpty();
}

void ConnectionTableView::useColumnsOf(bool capture) {
    if (capture == capture_)
        return;
    const QByteArray wanted = std::exchange(otherColumns_, horizontalHeader()->saveState());
    // The order of rows is the table's own, not the columns'.
    const int sorted = horizontalHeader()->sortIndicatorSection();
    const Qt::SortOrder order = horizontalHeader()->sortIndicatorOrder();
    capture_ = capture;
    const QSignalBlocker blocker(horizontalHeader());
    if (wanted.isEmpty() || !horizontalHeader()->restoreState(wanted))
        resetColumns();
    horizontalHeader()->setSortIndicator(sorted, order);
    updateGeometries();
    viewport()->update();
}

void ConnectionTableView::fillColumnMenu(QMenu* menu) {
    menu->clear();
    QHeaderView* header = horizontalHeader();
    for (int column = 0; column < model_->columnCount(); ++column) {
        const auto which = Columns::Column(column);
        QAction* action = menu->addAction(Columns::title(which, model_->isCapture()));
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        // The state alone tells what a row is; without any column there is no table.
        action->setEnabled(which != Columns::State);
        connect(action, &QAction::toggled, this, [this, header, column](bool shown) {
            header->setSectionHidden(column, !shown);
            Q_EMIT columnsChanged();
        });
    }
    menu->addSeparator();
    menu->addAction(tr("Reset columns"), this, &ConnectionTableView::resetColumns);
}

void ConnectionTableView::showColumnMenu(const QPoint& where) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnMenu(menu);
    menu->popup(where);
}

} // namespace synoptic
