// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/filter_edit.h"
#include "model/items/packet_content.h"
#include "model/items/packet_table_model.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QMenu;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace synoptic {

class BytesView;
class FieldTree;
class PacketFieldsModel;
class PacketFilterField;
class PacketTableView;
class SegmentedControl;

/// The packets of a capture, all or one connection's, and of the chosen one its fields and bytes,
/// which point at each other.
class PacketsPanel : public QWidget {
    Q_OBJECT

public:
    enum class Mode { All, Connection };

    /// `details` outlives the panel.
    PacketsPanel(PacketDetails* details, PacketConnections connections, QWidget* parent = nullptr);

    PacketTableModel* model() const { return model_; }
    PacketTableView* table() const { return table_; }
    FieldTree* tree() const { return tree_; }
    BytesView* bytes() const { return bytes_; }
    PacketFilterField* filterField() const { return field_; }
    SegmentedControl* modes() const { return modes_; }
    QCheckBox* relativeNumbers() const { return relative_; }

    Mode mode() const;
    void setMode(Mode mode);
    PacketNumber selectedPacket() const { return selected_; }
    /// Live: the newest packets stay in sight until a person scrolls away, and where there are none
    /// they are yet to come.
    void setFollowing(bool follow);

public Q_SLOTS:
    /// Shows a packet's fields and bytes, and its row where there is one; kNoPacket: none. Does not
    /// emit packetSelected().
    void selectPacket(PacketNumber number);
    /// The connection chosen elsewhere; null for none. To be called again when it has more packets.
    void showConnection(const ConnectionSnapshot* connection);
    /// What `connections` tells may have changed.
    void refreshConnections();

Q_SIGNALS:
    /// By a person.
    void packetSelected(PacketNumber number);
    /// By a double click or from the menu; never 0.
    void connectionChosen(ConnectionKey key);
    void followStreamRequested(ConnectionKey key);
    void ladderRequested(ConnectionKey key, PacketNumber number);
    /// A term for the filter of the connection table.
    void filterTermChosen(const QString& term, FilterWrite write);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildStrip();
    void buildPages();
    void buildDetails();
    void connectParts();

    void takeChoice(PacketNumber number);
    void showContent();
    void showField(int field);
    void restoreRow();
    void applyMode();
    void showCounts();
    void showPage();
    void arrange();
    void share();
    void retranslate();
    FieldHints hintsFor(PacketNumber number) const;

    void fillMenu(QMenu* menu, const QModelIndex& cell);
    void fillFilterMenu(QMenu* menu, PacketNumber number);
    void copyBytes(PacketNumber number, bool text);

    PacketDetails* details_;
    PacketTableModel* model_;
    PacketFieldsModel* fields_;
    PacketContent* content_;
    PacketNumber selected_ = kNoPacket;
    PacketNumber copyWhenRead_ = kNoPacket;
    bool isLive_ = true;
    bool copyAsText_ = false;
    bool shared_ = false; ///< the room was divided once
    ConnectionKey connection_ = 0;
    WirePlace place_; ///< of that connection

    QWidget* strip_;
    SegmentedControl* modes_;
    PacketFilterField* field_;
    QCheckBox* relative_;
    QStackedWidget* pages_;
    QLabel* noteTitle_;
    QLabel* noteMore_;
    QPushButton* clearFilter_;
    QSplitter* halves_; ///< the table, and what the packet is
    QSplitter* parts_;  ///< its fields, and its bytes
    PacketTableView* table_;
    FieldTree* tree_;
    BytesView* bytes_;
    QLabel* bytesTitle_;
};

} // namespace synoptic
