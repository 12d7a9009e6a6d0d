// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/firewall/reach.h"
#include "model/tracking/change_set.h"

#include <QAbstractTableModel>

#include <boost/unordered/unordered_flat_map.hpp>

#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace synoptic {

/// How full a queue of a listener is and has been.
struct QueueGauge {
    std::uint32_t now = 0;
    std::uint32_t peak = 0;            ///< since the listener is watched
    std::deque<std::uint32_t> history; ///< the most of each second, the newest last; bounded
};

/// A listening TCP socket and its two queues (listen(2): both have the same limit), or a UDP socket
/// that waits for anybody and has none.
struct ListenerQueues {
    ConnectionKey key = 0;
    std::uint64_t netns = 0;
    Protocol protocol = Protocol::Tcp;
    Endpoint local;
    QString process;                    ///< safe to show; empty: not known
    std::optional<std::uint32_t> limit; ///< as given to listen(); absent where the source lacks it
    QueueGauge halfOpen;                ///< handshakes under way: SYN-RECEIVED
    QueueGauge accept;                  ///< established, not yet accepted by the program

    /// The kernel takes one connection more than the limit before it calls the queue full.
    bool hasQueues() const { return protocol == Protocol::Tcp; }
    bool isAcceptFull() const { return limit && accept.now > *limit; }
    bool isHalfOpenFull() const { return limit && *limit > 0 && halfOpen.now >= *limit; }
};

/// The listeners of the machine with their queues, full ones first, then by port; of UDP those
/// sockets that the packet filter was asked about: not those of programs that ask others. GUI
/// thread.
class ListenerQueuesModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Listener, HalfOpen, Accept, Outside, ColumnCount };
    /// Of the column Outside: the rule that decides, in nft's syntax; empty where none does.
    static constexpr int kRuleRole = Qt::UserRole;
    static constexpr std::size_t kHistorySeconds = 300;

    explicit ListenerQueuesModel(QObject* parent = nullptr);

    void apply(const ChangeSet& changes);
    /// Adds a second to the histories when one has passed; call it a few times a second.
    void advance(Timestamp now);
    /// What the packet filter does with packets from outside; until it is told the column is empty.
    void setFirewall(const firewall::View& view);
    void clear();

    /// Null beyond the rows. Valid until the next apply().
    const ListenerQueues* at(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    /// "129 of 128, full", for people who hear the table and as a tooltip's first line.
    static QString describe(const ListenerQueues& listener, Column queue);

private:
    struct Place {
        std::uint64_t netns;
        Endpoint local;
        auto operator<=>(const Place&) const = default;
    };
    void take(const ConnectionSnapshot& connection);
    void forget(ConnectionKey key);
    const firewall::Reach* reachOf(const ListenerQueues& listener) const;
    void takeHalfOpen(const ConnectionSnapshot& connection);
    void dropHalfOpen(ConnectionKey key);
    QVariant outside(const ListenerQueues& listener, int role) const;
    ConnectionKey listenerOf(const ConnectionSnapshot& connection) const;
    void place();

    boost::unordered_flat_map<ConnectionKey, ListenerQueues> listeners_;
    std::map<Place, ConnectionKey> places_;
    boost::unordered_flat_map<ConnectionKey, ConnectionKey> halfOpen_; ///< to its listener
    std::vector<ConnectionKey> rows_;
    std::map<std::pair<Protocol, Endpoint>, firewall::Reach>
        reaches_;                          ///< in the namespace the filter is of
    std::optional<firewall::View> filter_; ///< without its listeners
    Timestamp second_;                     ///< when the histories last grew
};

} // namespace synoptic
