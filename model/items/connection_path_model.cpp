// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_path_model.h"

#include "model/items/format.h"

#include <algorithm>

namespace synoptic {

namespace {

/// All rows of a connection's way, the oldest first.
std::vector<StateTransition> stepsOf(const ConnectionSnapshot& c) {
    std::vector<StateTransition> steps;
    if (c.id.protocol != Protocol::Tcp)
        return steps;
    if (c.history == nullptr || c.history->omitted == 0) {
        StateTransition first;
        first.connection = c.key;
        first.from = first.to = c.firstState;
        first.time = first.notBefore = c.firstSeen;
        first.evidence = c.history == nullptr || c.history->transitions.empty()
                             ? c.evidence
                             : Evidence::SocketTable;
        steps.push_back(first);
    }
    if (c.history)
        steps.insert(steps.end(), c.history->transitions.begin(), c.history->transitions.end());
    return steps;
}

bool sameStep(const StateTransition& a, const StateTransition& b) {
    return a.time == b.time && a.from == b.from && a.to == b.to && a.event == b.event &&
           a.evidence == b.evidence;
}

} // namespace

ConnectionPathModel::ConnectionPathModel(QObject* parent) : QAbstractTableModel(parent) {}

int ConnectionPathModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(steps_.size());
}

int ConnectionPathModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

void ConnectionPathModel::setConnection(const ConnectionSnapshot* connection) {
    std::vector<StateTransition> steps;
    if (connection != nullptr)
        steps = stepsOf(*connection);
    const ConnectionKey key = connection == nullptr ? 0 : connection->key;
    const std::uint32_t omitted =
        connection == nullptr || !connection->history ? 0 : connection->history->omitted;
    const bool continues = key == key_ && omitted == omitted_ && steps.size() >= steps_.size() &&
                           std::equal(steps_.begin(), steps_.end(), steps.begin(), sameStep);
    if (continues) {
        if (steps.size() == steps_.size())
            return;
        beginInsertRows({}, rowCount(), static_cast<int>(steps.size()) - 1);
        steps_ = std::move(steps);
        endInsertRows();
        return;
    }
    beginResetModel();
    steps_ = std::move(steps);
    key_ = key;
    omitted_ = omitted;
    alreadyThere_ = connection != nullptr && connection->alreadyThere;
    endResetModel();
}

QVariant ConnectionPathModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const StateTransition& step = steps_[row];
    const bool isFirst = row == 0 && omitted_ == 0;
    if (role == TcpStateRole)
        return static_cast<int>(step.to);
    if (role == InferredRole)
        return !isFirst && step.evidence == Evidence::Inferred;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<int>(
            (index.column() == SinceLast ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Time) {
        if (isFirst || step.notBefore == step.time)
            return formatDateTime(step.time);
        return tr("Between %1 and %2")
            .arg(formatDateTime(step.notBefore), formatDateTime(step.time));
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Step:
        return formatCount(row + 1 + omitted_ + (omitted_ > 0 ? 1 : 0));
    case Time:
        return formatTimeOfDay(step.time);
    case SinceLast:
        return row == 0 ? unknownText() : formatInterval(step.time - steps_[row - 1].time);
    case State:
        return formatState(step.to);
    case Event:
        if (isFirst)
            //: How a connection's way begins
            return alreadyThere_ ? tr("already there") : tr("first seen");
        return formatEventAndSent(step);
    default:
        return formatEvidence(step.evidence);
    }
}

QVariant ConnectionPathModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Step:
        //: Number of a step on a connection's way
        return tr("Step");
    case Time:
        return tr("Time");
    case SinceLast:
        //: Time since the step before
        return tr("Since last");
    case State:
        return tr("State entered");
    case Event:
        return tr("Event / sent");
    case EvidenceColumn:
        return tr("Evidence");
    default:
        return {};
    }
}

} // namespace synoptic
