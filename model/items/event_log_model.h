// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/event_log_filter.h"
#include "model/tracking/change_set.h"

#include <QAbstractTableModel>

#include <deque>
#include <functional>
#include <span>

namespace synoptic {

/// Every transition seen, the newest first, within a bound: the oldest leave. GUI thread.
class EventLogModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : int {
        Time,
        Connection,
        Process,
        From,
        To,
        Event,
        EvidenceColumn,
        SinceLast,
        ColumnCount
    };
    enum ItemRole {
        KeyRole = Qt::UserRole, ///< ConnectionKey, as qulonglong
        TcpStateRole,           ///< in From and To: TcpState, as int
        EvidenceRole,           ///< Evidence, as int
    };
    /// Finds a connection by key; null if it is not known.
    using Finder = std::function<const ConnectionSnapshot*(ConnectionKey)>;

    static constexpr std::size_t kMostEvents = 100'000;

    explicit EventLogModel(QObject* parent = nullptr, std::size_t capacity = kMostEvents);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    void append(const ChangeSet& changes, const Finder& find);
    void setFilter(const EventLogFilter& filter);
    const EventLogFilter& filter() const { return filter_; }
    void clear();

    /// Null if there is no such row. Valid until the next call of a member that is not const.
    const LoggedEvent* at(int row) const;
    std::size_t totalCount() const { return events_.size(); }
    /// Transitions the tracker could not list one by one, since the last clear().
    std::uint64_t omittedCount() const { return omitted_; }

Q_SIGNALS:
    void countsChanged();

private:
    void dropOldest(std::size_t count);
    void appendInOrder(std::span<LoggedEvent> news);
    void insertLate(LoggedEvent event);
    void sortAnew();
    void showMatching();

    std::size_t capacity_;
    std::deque<LoggedEvent> events_;  ///< the oldest first
    std::uint64_t firstNumber_ = 0;   ///< of events_.front()
    std::deque<std::uint64_t> shown_; ///< numbers of the events in rows, the oldest first
    EventLogFilter filter_;
    EventLogMatcher matcher_;
    std::uint64_t omitted_ = 0;
};

} // namespace synoptic
