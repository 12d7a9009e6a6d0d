// SPDX-License-Identifier: GPL-3.0-or-later
// The context menu of the connection table.
#include "model/items/connection_table_model.h"
#include "views/table/connection_table_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPersistentModelIndex>

namespace synoptic {

void ConnectionTableView::fillContextMenu(QMenu* menu, const QModelIndex& cell,
                                          const ConnectionSnapshot& connection) {
    const auto term = [&](ConnectionColumns::Column column) {
        return termForCell(connection, column, names_ ? *names_ : noNames_);
    };
    const auto put = [](const QString& words) { QGuiApplication::clipboard()->setText(words); };

    QMenu* filter = menu->addMenu(tr("Apply as filter"));
    const auto offer = [&](const QString& label, const QString& words, FilterWrite write) {
        filter->addAction(label, this,
                          [this, words, write] { Q_EMIT filterTermChosen(words, write); });
    };
    const QString condition = term(ConnectionColumns::Column(cell.column()));
    if (!condition.isEmpty()) {
        // An ampersand in a menu's text would mark a key.
        QString plain = condition;
        plain.replace(QLatin1Char('&'), QLatin1String("&&"));
        offer(tr("Only %1").arg(plain), condition, FilterWrite::Replace);
        offer(tr("And %1").arg(plain), condition, FilterWrite::And);
        offer(tr("And not %1").arg(plain), condition, FilterWrite::Not);
        filter->addSeparator();
    }
    QStringList whole{term(ConnectionColumns::LocalAddress), term(ConnectionColumns::LocalPort),
                      term(ConnectionColumns::RemoteAddress), term(ConnectionColumns::RemotePort)};
    whole.removeAll(QString());
    offer(tr("Only this connection"), whole.join(QLatin1Char(' ')), FilterWrite::Replace);

    QMenu* copy = menu->addMenu(tr("Copy"));
    copy->addAction(tr("Cell"), this, [put, shown = cell.data().toString()] { put(shown); });
    copy->addAction(tr("Row"), this, &ConnectionTableView::copyRows);
    copy->addSeparator();
    copy->addAction(tr("Filter for ss"), this,
                    [put, words = ssFilterFor(connection)] { put(words); });
    copy->addAction(tr("Capture filter"), this,
                    [put, words = captureFilterFor(connection)] { put(words); });
    menu->addSeparator();
    menu->setToolTipsVisible(true);
    menu->addActions(actions()); // the window's own, about the selected connection
    menu->addSeparator();

    const auto diagnosis = (names_ ? *names_ : noNames_).diagnosis(connection.key);
    QAction* finding = menu->addAction(tr("What is wrong with it?"), this, [this, diagnosis] {
        Q_EMIT findingWanted(diagnosis->finding);
    });
    finding->setEnabled(diagnosis.has_value());
    menu->addAction(tr("What is this?"), this, [this, at = QPersistentModelIndex(cell)] {
        if (at.isValid())
            Q_EMIT explanationWanted(at);
    });
    menu->addSeparator();

    QAction* follow = menu->addAction(tr("Follow"));
    follow->setCheckable(true);
    follow->setChecked(following_);
    connect(follow, &QAction::toggled, this, &ConnectionTableView::followToggled);
    QAction* resolve = menu->addAction(tr("Resolve names"));
    resolve->setCheckable(true);
    resolve->setChecked(resolving_);
    connect(resolve, &QAction::toggled, this, &ConnectionTableView::resolveNamesToggled);
}

} // namespace synoptic
