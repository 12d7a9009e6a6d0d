// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/packet_number.h"

#include <QTableView>

#include <array>
#include <optional>

class QMenu;

namespace synoptic {

class PacketTableModel;

/// Packets as rows of one height. Qt's own table keeps some bytes for each row and walks all of
/// them whenever one is added; here a row's place is computed, so that ten million cost nothing.
class PacketTableView : public QTableView {
    Q_OBJECT

public:
    static constexpr int kRowHeight = 24;

    explicit PacketTableView(PacketTableModel* packets, QWidget* parent = nullptr);

    /// Stays at the newest packet as more come, until a person scrolls away.
    void setFollowing(bool follow);
    /// kNoPacket where the packet is not among the rows, or none is chosen.
    PacketNumber currentPacket() const;
    /// Of rows in sight; -1 where there are none.
    int firstVisibleRow() const;
    int lastVisibleRow() const;
    void showRow(int row);

    /// Which columns are shown; filled anew at each call.
    void fillColumnMenu(QMenu* menu);
    /// The ends of a connection stand in the same columns in all its rows: they make room.
    void setOneConnection(bool one);
    void copyRows() const;
    void copyCell() const;

    void setModel(QAbstractItemModel* model) override;
    void setSelectionModel(QItemSelectionModel* selection) override;
    void reset() override;
    QRect visualRect(const QModelIndex& index) const override;
    QModelIndex indexAt(const QPoint& point) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    void keyboardSearch(const QString&) override {} ///< would read every row

Q_SIGNALS:
    /// By a person's click or key.
    void packetChosen(PacketNumber number);
    void menuRequested(const QModelIndex& index, const QPoint& globalPosition);

protected:
    int verticalOffset() const override;
    int sizeHintForColumn(int column) const override;
    bool isIndexHidden(const QModelIndex& index) const override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int rowCount() const;
    int rowTop(int row) const;
    void takeRemoval(int count);
    void tellVisibleRows();
    void showColumnMenu(const QPoint& where);
    bool isShownByItself(int column) const;
    void arrangeColumns();
    void fitInfo();
    void retranslate();

    PacketTableModel* packets_;
    std::array<std::optional<bool>, 16> chosenColumns_; ///< by a person
    bool oneConnection_ = false;
    bool personActs_ = false;
    bool following_ = false;
    bool arranging_ = false;
};

} // namespace synoptic
