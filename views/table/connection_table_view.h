// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/filter_edit.h"
#include "model/tracking/connection.h"

#include <QElapsedTimer>
#include <QPointF>
#include <QTableView>

class QMenu;

namespace synoptic {

class ConnectionTableModel;

/// The connections as rows. Keeps the chosen connection by its identity, whatever sorting and
/// filtering do to its row, and asks the model to hold its order while a person aims at a row.
class ConnectionTableView : public QTableView {
    Q_OBJECT
public:
    explicit ConnectionTableView(QWidget* parent = nullptr);

    /// `names` may be null; both outlive the view.
    void setConnections(ConnectionTableModel* model, const ConnectionNames* names = nullptr);
    ConnectionTableModel* connections() const { return model_; }

    /// 0: none. Kept while its row is filtered out.
    ConnectionKey selectedConnection() const { return selected_; }
    void selectConnection(ConnectionKey key, bool scrollTo = true);
    /// Keeps the chosen row in view as it moves.
    void setFollowing(bool follow);
    bool isFollowing() const { return following_; }

    /// Shows or hides the column of network namespaces.
    void showNamespaces(bool show);
    /// Columns, their order and widths as first started.
    void resetColumns();
    /// Those for live watching, or those for captures.
    QByteArray saveColumns(bool capture) const;
    /// False, and nothing changed, if `state` does not fit.
    bool restoreColumns(const QByteArray& state, bool capture);
    /// Live connections and those of a capture have columns of their own.
    void useColumnsOf(bool capture);
    /// Which columns are shown; filled anew at each call.
    void fillColumnMenu(QMenu* menu);

    /// Shown as checked in the context menu.
    void setResolvingNames(bool resolving) { resolving_ = resolving; }
    void copyRows() const;
    void copyCell() const;

    /// To be called a few times a second: lets go of, or holds, the order.
    void tick();

Q_SIGNALS:
    void connectionSelected(ConnectionKey key);
    /// From the context menu; the term is a valid filter.
    void filterTermChosen(const QString& term, FilterWrite write);
    /// From the context menu: the cell wants to be explained.
    void explanationWanted(const QModelIndex& cell);
    /// What is wrong with a connection shall be shown: by a click on its Diagnosis, or the menu.
    void findingWanted(std::uint64_t id);
    void followToggled(bool follow);
    void resolveNamesToggled(bool resolve);
    void sortChosen(int column, Qt::SortOrder order);
    void columnsChanged();
    /// Rows would change places, were the order not held for a person who aims at one.
    void orderHeld(bool pending);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent* event) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& removed) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void fillContextMenu(QMenu* menu, const QModelIndex& cell,
                         const ConnectionSnapshot& connection);
    void takeSelection();
    void restoreSelection();
    void tellVisibleRows();
    void showColumnMenu(const QPoint& where);
    void retranslate();
    void widenToTitles();

    ConnectionTableModel* model_ = nullptr;
    const ConnectionNames* names_ = nullptr;
    ConnectionNames noNames_;
    QElapsedTimer sinceMove_;
    QElapsedTimer sinceAct_; ///< the pointer moved or pressed, or a menu opened
    QPointF lastPointer_;
    ConnectionKey selected_ = 0;
    bool personActs_ = false;
    bool pressed_ = false;
    bool menuOpen_ = false;
    bool following_ = false;
    bool resolving_ = false;
    bool restoring_ = false;

    bool capture_ = false;    ///< whose columns are shown
    QByteArray otherColumns_; ///< those not shown; empty: as first started
};

} // namespace synoptic
