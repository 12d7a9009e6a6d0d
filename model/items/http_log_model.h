// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/http_filter.h"
#include "model/items/http_log.h"

#include <QAbstractTableModel>

#include <deque>
#include <vector>

namespace synoptic {

/// The HTTP log as rows, the newest request first, within a bound. GUI thread.
class HttpLogModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : int {
        Time,
        Method,
        Host,
        Path,
        Status,
        DurationColumn,
        Type,
        Length,
        Connection,
        Process,
        ColumnCount
    };
    enum ItemRole {
        KeyRole = Qt::UserRole, ///< ConnectionKey, as qulonglong; 0: not known
        PacketRole,             ///< PacketNumber of the request, else of the answer, as qulonglong
        ToneRole,               ///< Tone, as int
    };
    /// How a cell is to be painted.
    enum class Tone { Plain, Quiet, Warning, Error };

    static constexpr std::size_t kMostExchanges = 100'000;

    explicit HttpLogModel(QObject* parent = nullptr, std::size_t capacity = kMostExchanges);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    /// `find`: the connection of a flow, or null.
    void append(const ChangeSet& changes, const HttpLog::Finder& find);
    /// Returns what is wrong with the text, if something is; see HttpFilter.
    QString setFilter(const QString& text);
    const QString& filter() const { return filterText_; }
    void clear();

    /// Null if there is no such row. Valid until the next call of a member that is not const.
    const HttpExchange* at(int row) const;
    /// Those in rows, the newest first: for exportCsv() on another thread.
    std::vector<HttpExchange> shown() const;
    std::size_t totalCount() const { return static_cast<std::size_t>(log_.end() - log_.begin()); }
    /// Heads that could not be listed, since the last clear().
    std::uint64_t omittedCount() const { return log_.omitted(); }

Q_SIGNALS:
    void countsChanged();

private:
    void dropBefore(std::uint64_t number);
    void updateAnswered(const std::vector<std::uint64_t>& numbers);
    void insertFrom(std::uint64_t number);
    QString text(const HttpExchange& exchange, int column) const;
    QString toolTip(const HttpExchange& exchange, int column) const;
    Tone tone(const HttpExchange& exchange, int column) const;

    std::size_t capacity_;
    HttpLog log_;
    std::deque<std::uint64_t> shown_; ///< numbers of those in rows, the oldest first
    QString filterText_;
    HttpFilter filter_;
};

/// One line for each, RFC 4180: ISO 8601 UTC, seconds, bytes; unknown values are empty. Any thread.
QByteArray exportCsv(const std::vector<HttpExchange>& exchanges);

} // namespace synoptic
