// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/http_log_model.h"

#include <algorithm>

namespace synoptic {

HttpLogModel::HttpLogModel(QObject* parent, std::size_t capacity)
    : QAbstractTableModel(parent), capacity_(capacity) {}

int HttpLogModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

int HttpLogModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

const HttpExchange* HttpLogModel::at(int row) const {
    if (row < 0 || row >= rowCount())
        return nullptr;
    return &log_[shown_[shown_.size() - 1 - static_cast<std::size_t>(row)]];
}

void HttpLogModel::append(const ChangeSet& changes, const HttpLog::Finder& find) {
    if (changes.http.empty() && changes.httpOmitted == 0)
        return;
    const HttpLog::Changes told = log_.append(changes, find);
    if (totalCount() > capacity_)
        dropBefore(log_.end() - capacity_);
    updateAnswered(told.answered);
    insertFrom(std::max(told.firstNew, log_.begin()));
    Q_EMIT countsChanged();
}

void HttpLogModel::dropBefore(std::uint64_t number) {
    const auto gone = std::lower_bound(shown_.begin(), shown_.end(), number) - shown_.begin();
    if (gone > 0) {
        beginRemoveRows({}, rowCount() - static_cast<int>(gone), rowCount() - 1);
        shown_.erase(shown_.begin(), shown_.begin() + gone);
        endRemoveRows();
    }
    log_.dropBefore(number);
}

/// Requests that have their answer now say more, and may fit the filter by it, or no longer.
void HttpLogModel::updateAnswered(const std::vector<std::uint64_t>& numbers) {
    for (const std::uint64_t number : numbers) {
        if (number < log_.begin())
            continue;
        const auto place = std::lower_bound(shown_.begin(), shown_.end(), number);
        const int below = static_cast<int>(place - shown_.begin());
        const bool isShown = place != shown_.end() && *place == number;
        const bool fits = filter_.matches(log_[number]);
        const int row = rowCount() - below - (isShown ? 1 : 0);
        if (isShown && fits) {
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        } else if (isShown) {
            beginRemoveRows({}, row, row);
            shown_.erase(place);
            endRemoveRows();
        } else if (fits) {
            beginInsertRows({}, row, row);
            shown_.insert(place, number);
            endInsertRows();
        }
    }
}

void HttpLogModel::insertFrom(std::uint64_t number) {
    std::vector<std::uint64_t> arriving;
    for (; number < log_.end(); ++number) {
        if (filter_.matches(log_[number]))
            arriving.push_back(number);
    }
    if (arriving.empty())
        return;
    beginInsertRows({}, 0, static_cast<int>(arriving.size()) - 1);
    shown_.insert(shown_.end(), arriving.begin(), arriving.end());
    endInsertRows();
}

QString HttpLogModel::setFilter(const QString& text) {
    if (text == filterText_)
        return filter_.problem();
    // Another filter is another list; there are no rows whose identity a view would keep.
    beginResetModel();
    filterText_ = text;
    filter_ = HttpFilter::parse(text);
    shown_.clear();
    for (std::uint64_t number = log_.begin(); number < log_.end(); ++number) {
        if (filter_.matches(log_[number]))
            shown_.push_back(number);
    }
    endResetModel();
    Q_EMIT countsChanged();
    return filter_.problem();
}

void HttpLogModel::clear() {
    beginResetModel();
    shown_.clear();
    log_.clear();
    endResetModel();
    Q_EMIT countsChanged();
}

std::vector<HttpExchange> HttpLogModel::shown() const {
    std::vector<HttpExchange> exchanges;
    exchanges.reserve(shown_.size());
    for (auto number = shown_.rbegin(); number != shown_.rend(); ++number)
        exchanges.push_back(log_[*number]);
    return exchanges;
}

} // namespace synoptic
