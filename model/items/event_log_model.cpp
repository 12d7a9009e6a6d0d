// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/event_log_model.h"

#include "model/items/connection_text.h"
#include "model/items/format.h"
#include "model/items/safe_text.h"

#include <algorithm>
#include <iterator>

namespace synoptic {

namespace {

/// Time since the transition before this one in the connection's history.
std::optional<Duration> sinceLast(const StateTransition& transition,
                                  const ConnectionSnapshot& connection) {
    if (connection.history) {
        const auto& steps = connection.history->transitions;
        const auto found =
            std::find_if(steps.rbegin(), steps.rend(), [&](const StateTransition& step) {
                return step.time == transition.time && step.from == transition.from &&
                       step.to == transition.to;
            });
        if (found != steps.rend() && std::next(found) != steps.rend())
            return transition.time - std::next(found)->time;
    }
    const bool firstStep = !connection.history || connection.history->omitted == 0;
    if (firstStep && transition.time >= connection.firstSeen)
        return transition.time - connection.firstSeen;
    return std::nullopt;
}

/// What packets tell of a RST is told when nothing has contradicted it for a while. So many are put
/// in their place one by one; of more only those count that are later than the eye would forgive.
constexpr std::size_t kMostLate = 64;
constexpr std::chrono::seconds kLateness{1};

bool isEarlier(const LoggedEvent& a, const LoggedEvent& b) {
    return a.transition.time < b.transition.time;
}

} // namespace

EventLogModel::EventLogModel(QObject* parent, std::size_t capacity)
    : QAbstractTableModel(parent), capacity_(capacity) {}

int EventLogModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

int EventLogModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

const LoggedEvent* EventLogModel::at(int row) const {
    if (row < 0 || row >= rowCount())
        return nullptr;
    const std::uint64_t number = shown_[shown_.size() - 1 - static_cast<std::size_t>(row)];
    return &events_[number - firstNumber_];
}

void EventLogModel::append(const ChangeSet& changes, const Finder& find) {
    omitted_ += changes.transitionsOmitted;
    // More than the whole log holds at once: only the newest count.
    const std::size_t count = std::min(changes.transitions.size(), capacity_);
    if (count == 0)
        return;
    if (events_.size() + count > capacity_)
        dropOldest(events_.size() + count - capacity_);
    std::vector<LoggedEvent> news;
    news.reserve(count);
    for (std::size_t i = changes.transitions.size() - count; i < changes.transitions.size(); ++i) {
        LoggedEvent& event = news.emplace_back();
        event.transition = changes.transitions[i];
        if (const ConnectionSnapshot* c = find(event.transition.connection)) {
            event.tuple = c->id.tuple;
            event.owner = c->owner;
            event.sinceLast = sinceLast(event.transition, *c);
        }
    }
    std::stable_sort(news.begin(), news.end(), isEarlier);
    const auto punctual =
        events_.empty() ? news.begin()
                        : std::lower_bound(news.begin(), news.end(), events_.back(), isEarlier);
    const std::span late(news.begin(), punctual);
    if (late.size() > kMostLate &&
        late.front().transition.time + kLateness < events_.back().transition.time) {
        events_.insert(events_.end(), std::make_move_iterator(news.begin()),
                       std::make_move_iterator(news.end()));
        sortAnew();
    } else if (late.size() > kMostLate) {
        appendInOrder(news);
    } else {
        for (LoggedEvent& event : late)
            insertLate(std::move(event));
        appendInOrder({punctual, news.end()});
    }
    Q_EMIT countsChanged();
}

void EventLogModel::appendInOrder(std::span<LoggedEvent> news) {
    std::vector<std::uint64_t> arriving;
    for (LoggedEvent& event : news) {
        if (matcher_.matches(event))
            arriving.push_back(firstNumber_ + events_.size());
        events_.push_back(std::move(event));
    }
    if (!arriving.empty()) {
        beginInsertRows({}, 0, static_cast<int>(arriving.size()) - 1);
        shown_.insert(shown_.end(), arriving.begin(), arriving.end());
        endInsertRows();
    }
}

/// Between those that happened before it and those that were told before it.
void EventLogModel::insertLate(LoggedEvent event) {
    const auto place = std::upper_bound(events_.begin(), events_.end(), event, isEarlier);
    const std::uint64_t number = firstNumber_ + static_cast<std::uint64_t>(place - events_.begin());
    const auto shownPlace = std::lower_bound(shown_.begin(), shown_.end(), number);
    const bool isShown = matcher_.matches(event);
    const int row = static_cast<int>(shown_.end() - shownPlace);
    if (isShown)
        beginInsertRows({}, row, row);
    events_.insert(place, std::move(event));
    for (auto later = shownPlace; later != shown_.end(); ++later)
        ++*later;
    if (isShown) {
        shown_.insert(shownPlace, number);
        endInsertRows();
    }
}

void EventLogModel::sortAnew() {
    beginResetModel();
    std::stable_sort(events_.begin(), events_.end(), isEarlier);
    showMatching();
    endResetModel();
}

void EventLogModel::showMatching() {
    shown_.clear();
    for (std::size_t i = 0; i < events_.size(); ++i) {
        if (matcher_.matches(events_[i]))
            shown_.push_back(firstNumber_ + i);
    }
}

void EventLogModel::dropOldest(std::size_t count) {
    const std::uint64_t firstKept = firstNumber_ + count;
    const auto gone = std::lower_bound(shown_.begin(), shown_.end(), firstKept) - shown_.begin();
    if (gone > 0)
        beginRemoveRows({}, rowCount() - static_cast<int>(gone), rowCount() - 1);
    shown_.erase(shown_.begin(), shown_.begin() + gone);
    events_.erase(events_.begin(), events_.begin() + static_cast<std::ptrdiff_t>(count));
    firstNumber_ = firstKept;
    if (gone > 0)
        endRemoveRows();
}

void EventLogModel::setFilter(const EventLogFilter& filter) {
    if (filter == filter_)
        return;
    // Another filter is another list; there are no rows whose identity a view would keep.
    beginResetModel();
    filter_ = filter;
    matcher_ = EventLogMatcher(filter);
    showMatching();
    endResetModel();
    Q_EMIT countsChanged();
}

void EventLogModel::clear() {
    beginResetModel();
    firstNumber_ += events_.size();
    events_.clear();
    shown_.clear();
    omitted_ = 0;
    endResetModel();
    Q_EMIT countsChanged();
}

QVariant EventLogModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LoggedEvent& event = *at(index.row());
    const StateTransition& step = event.transition;
    const int column = index.column();
    if (role == KeyRole)
        return static_cast<qulonglong>(step.connection);
    if (role == EvidenceRole)
        return static_cast<int>(step.evidence);
    if (role == TcpStateRole && (column == From || column == To))
        return static_cast<int>(column == From ? step.from : step.to);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<int>((column == SinceLast ? Qt::AlignRight : Qt::AlignLeft) |
                                        Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && column == Time) {
        return step.notBefore == step.time
                   ? formatDateTime(step.time)
                   : tr("Between %1 and %2")
                         .arg(formatDateTime(step.notBefore), formatDateTime(step.time));
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Time:
        return formatTimeOfDay(step.time);
    case Connection:
        return event.tuple ? formatTuple(*event.tuple) : QStringLiteral("–");
    case Process:
        return ownerText(event.owner);
    case From:
        return formatState(step.from);
    case To:
        return formatState(step.to);
    case Event:
        return formatEventAndSent(step);
    case EvidenceColumn:
        return formatEvidence(step.evidence);
    default:
        return event.sinceLast ? formatInterval(*event.sinceLast) : unknownText();
    }
}

QVariant EventLogModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Connection:
        return tr("Connection");
    case Process:
        return tr("Process");
    case From:
        //: The state left
        return tr("From");
    case To:
        //: The state entered
        return tr("To");
    case Event:
        return tr("Event / sent");
    case EvidenceColumn:
        return tr("Evidence");
    case SinceLast:
        //: Time since the connection's transition before
        return tr("Since last");
    default:
        return {};
    }
}

} // namespace synoptic
