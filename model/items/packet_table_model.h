// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/packet_search.h"
#include "model/tracking/connection.h"

#include <QAbstractTableModel>

#include <functional>
#include <optional>

namespace synoptic {

/// What is known of a packet's connection elsewhere. Either may be empty, or know nothing.
struct PacketConnections {
    /// Null if it is not known. Valid until the event loop runs again.
    std::function<const ConnectionSnapshot*(FlowNumber flow)> find;
    /// What relative sequence numbers of that end count from.
    std::function<std::optional<std::uint32_t>(FlowNumber flow, EndIndex end)> base;
};

/// How a packet stands out among the others.
enum class PacketSeverity : std::uint8_t {
    None,
    Trouble, ///< retransmitted, lost, out of order, zero window
    Reset,   ///< RST
};

/// The packets of a capture as rows: all, those of one connection, or those that match a filter.
/// Rows come at the tail as packets do, and leave at the head where only the newest are kept.
/// Cells that the index fills are there at once; what has to be read from the packet's bytes is "…"
/// until it was. Nothing is held for a row, however many there are, but a bit where not all are
/// shown. GUI thread.
class PacketTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : int {
        Number,
        Time,      ///< since the first packet, seconds
        SinceLast, ///< since the row before, seconds
        Direction,
        ProtocolColumn,
        Source,
        Destination,
        Flags,
        Sequence,
        Acknowledgment,
        Length,
        Window,
        Info,
        ColumnCount
    };
    enum ItemRole {
        PacketNumberRole = Qt::UserRole, ///< PacketNumber, as qulonglong
        ConnectionKeyRole,               ///< ConnectionKey, as qulonglong; 0: not known
        SeverityRole,                    ///< PacketSeverity, as int
        PendingRole,                     ///< the cell waits for the packet to be read
    };

    PacketTableModel(PacketDetails* details, PacketConnections connections,
                     QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    static bool isRightAligned(int column);

    void showAll();
    /// The connection's packets up to `last`, one of them. The same flow again with a later packet
    /// adds rows. kNoPacket: none.
    void showConnection(FlowNumber flow, PacketNumber last);
    bool isShowingConnection() const { return ofConnection_; }
    void setFilter(const PacketFilter& filter);
    const PacketFilter& filter() const { return filter_; }
    /// Numbers that count from the beginning of the connection, where that is known.
    void setRelativeNumbers(bool relative);
    bool hasRelativeNumbers() const { return relative_; }

    /// kNoPacket if there is no such row.
    PacketNumber numberAt(int row) const;
    /// -1 if it has no row, or none yet.
    int rowOf(PacketNumber number) const;
    /// Null if there is no such packet any more.
    const IndexedPacket* packet(PacketNumber number) const;
    /// Null if its connection is not known.
    const ConnectionSnapshot* connectionOf(PacketNumber number) const;
    const PacketConnections& connections() const { return connections_; }
    PacketDetails* details() const { return details_; }

    /// Reads the packets of these rows, and some on either side, for their cells; -1: none.
    void setVisibleRows(int first, int last);
    /// Connections changed: what is told of them in the rows in sight may have too.
    void refreshRows();

    /// Packets there are, shown or not.
    std::uint64_t totalCount() const { return view_.size(); }
    /// The filter is being answered; rows come as it is.
    bool isSearching() const { return search_.isRunning(); }
    bool hasSearchFailed() const { return search_.hasFailed(); }
    /// 0 to 1, or -1 where it cannot be told.
    double searchProgress() const { return search_.progress(); }

Q_SIGNALS:
    /// Rows, packets, or the state of the search.
    void countsChanged();

private:
    bool showsAll() const { return !ofConnection_ && filter_.isEmpty(); }
    void restart();
    void beginSearch();
    void takeHistory();
    void takeGrowth();
    void takeFound(PacketSet* numbers);
    void dropBelow(PacketNumber first);
    void insertAll();
    void wantVisible();

    QVariant display(int row, int column, const IndexedPacket& packet,
                     const PacketDetail* detail) const;
    QString endText(const IndexedPacket& packet, const PacketDetail* detail, bool source) const;
    QString numberText(const IndexedPacket& packet, const PacketDetail& detail, bool ack) const;
    QString toolTip(int column, const IndexedPacket& packet, const PacketDetail* detail) const;
    const ConnectionSnapshot* connectionOf(const IndexedPacket& packet) const;

    PacketDetails* details_;
    PacketConnections connections_;
    PacketSearch search_;
    PacketIndex::View view_;
    PacketNumber begin_ = 0; ///< rows of all packets
    PacketNumber end_ = 0;
    PacketSet shown_; ///< rows of some packets
    std::optional<Timestamp> origin_;
    PacketFilter filter_;
    bool ofConnection_ = false;
    FlowNumber flow_ = kNoFlow;
    PacketNumber last_ = kNoPacket;
    bool relative_ = true;
    int firstVisible_ = -1;
    int lastVisible_ = -1;
    std::vector<PacketNumber> wanted_;
    mutable int cachedRow_ = -1; ///< the row asked for last, cell after cell
    mutable PacketNumber cachedNumber_ = kNoPacket;
};

} // namespace synoptic
