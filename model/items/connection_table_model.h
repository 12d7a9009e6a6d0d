// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/connection_columns.h"
#include "model/items/connection_filter.h"
#include "model/items/connection_store.h"
#include "model/items/row_order.h"
#include "model/tracking/change_set.h"

#include <QAbstractTableModel>

#include <utility>
#include <vector>

namespace synoptic {

/// Every connection, one a row, sorted and filtered by an index of its own.
///
/// Values are stored as they come (apply), told to the view five times a second (tickValues), and
/// put in order once a second (tickOrder): rows come, go and move only there and where a person
/// sorts or filters. GUI thread.
class ConnectionTableModel : public QAbstractTableModel, public ConnectionColumns {
    Q_OBJECT

public:
    enum ItemRole {
        KeyRole = Qt::UserRole, ///< ConnectionKey, as qulonglong
        TcpStateRole,           ///< TcpState, as int; invalid for UDP
        HighlightRole,          ///< RowHighlight, as int; also in the vertical header, see there
        ClosedRole,             ///< bool: gone from its source
        MutedRole,              ///< bool: zero, "kernel" or unknown
        DiagnosisRole,          ///< in its column: FindingSeverity, as int; invalid: all is well
        SortRole,               ///< the raw value of the cell: number, seconds or text
    };

    /// `names` may be null, and otherwise outlives the model.
    explicit ConnectionTableModel(ConnectionNames* names = nullptr, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    /// HighlightRole: New and Closed on all cells of a row, Changed on its state cell alone.
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    /// Vertical: HighlightRole tells the row's highlight, whichever it is; there is no text.
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    /// A negative column: by order of appearance.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// Takes over new values. Rows stay where they are; cells tell the new values when asked.
    void apply(const ChangeSet& changes);
    /// The clock of ages and highlights; call it every 250 ms or so. May run backwards.
    void advance(Timestamp now);
    /// Tells the view that the rows it shows changed: one dataChanged.
    void tickValues();
    /// Lets rows come, go and move, unless the order is held.
    void tickOrder();
    /// The rows a view shows, first to last; -1, -1 for none. All rows until first called.
    void setVisibleRows(int first, int last);

    /// While held, tickOrder() changes nothing.
    void setOrderHeld(bool held);
    bool isOrderHeld() const { return held_; }

    void setFilter(const ConnectionFilter& filter);
    const ConnectionFilter& filter() const { return filter_; }
    /// The rows are those of a capture: headers name its ends client and server.
    void setCapture(bool capture);
    bool isCapture() const { return capture_; }
    /// Closed connections leave 2 s after their end, or stay while the tracker keeps them.
    void setShowClosed(bool show);
    bool showsClosed() const { return showClosed_; }
    /// What is wrong with these is another than before.
    void diagnosesChanged(const std::vector<ConnectionKey>& connections);
    /// Names were learnt: cells, order and filter that stand on names follow.
    void namesChanged();
    void clear();

    /// Connections there would be without a filter, as of the last tickOrder().
    int totalCount() const { return total_; }
    /// Those of them that match. A row that only stays to be seen leaving counts in neither.
    int matchCount() const { return matches_; }

    /// The connection in a row; null if there is no such row. Valid until the next call of a
    /// member that is not const.
    const ConnectionSnapshot* at(int row) const;
    /// Also connections that are filtered out; null if unknown.
    const ConnectionSnapshot* find(ConnectionKey key) const;
    /// Each connection known, in no order.
    template <class Act>
    void forEach(Act act) const {
        for (ConnectionStore::Slot slot = 0; slot < store_.slotCount(); ++slot) {
            if (!store_.isFree(slot))
                act(store_[slot].snapshot);
        }
    }
    /// -1 if filtered out or unknown.
    int rowOf(ConnectionKey key) const;
    RowHighlight highlightOf(int row) const;

    int sortColumn() const { return sortColumn_; }
    Qt::SortOrder sortOrder() const { return sortOrder_; }
    Timestamp now() const { return now_; }

Q_SIGNALS:
    /// While the order is held: whether rows wait to come, go or move. False when it is let go.
    void orderHeldChanged(bool pending);
    void countsChanged();

private:
    using Slot = ConnectionStore::Slot;

    void store(const ConnectionSnapshot& snapshot);
    void markDirty(Slot slot);
    void highlight(Slot slot, RowHighlight highlight);
    bool isEligible(const ConnectionStore::Entry& entry) const;
    bool isCounted(const ConnectionStore::Entry& entry) const;
    /// Lets go of a connection that has no row.
    void forget(Slot slot);
    SortKey keyOf(Slot slot);
    void placeAll();
    void place();
    std::vector<SortKey> renewedKeys(std::vector<SortKey>& arriving,
                                     const std::vector<Slot>& leaving);
    void highlightArrival(Slot slot);
    void reorder(std::vector<SortKey> placed, const std::vector<Slot>& leaving);
    void updatePending();

    ConnectionStore store_;
    RowOrder order_;
    TextOrder texts_;
    ConnectionNames noNames_;
    ConnectionNames* names_;
    ConnectionFilter filter_;
    std::vector<Slot> dirty_;       ///< to be looked at by the next place()
    std::vector<Slot> highlighted_; ///< with a highlight that has yet to end
    Timestamp now_;
    int sortColumn_ = -1;
    Qt::SortOrder sortOrder_ = Qt::AscendingOrder;
    int firstVisible_ = 0;
    int lastVisible_ = -2; ///< -2: never told
    int total_ = 0;
    int matches_ = 0;
    std::pair<int, int> told_{0, 0}; ///< total and matches as of the last countsChanged()
    bool showClosed_ = false;
    bool capture_ = false;
    bool held_ = false;
    bool pending_ = false;
};

} // namespace synoptic
