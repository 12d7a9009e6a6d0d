// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_path_model.h"

#include "model/items/connection_text.h"
#include "model/items/format.h"
#include "model/items/safe_text.h"

#include <algorithm>

namespace synoptic {

namespace {

/// Whether its way begins with a state it was found in. Otherwise the first transition leads to
/// that state, from the CLOSED or LISTEN nobody needed to see, or older ones were let go.
bool beginsAsFound(const ConnectionSnapshot& c) {
    if (c.history == nullptr)
        return true;
    const auto& transitions = c.history->transitions;
    return c.history->omitted == 0 &&
           (transitions.empty() || transitions.front().from == c.firstState);
}

/// All rows of a connection's way, the oldest first.
std::vector<StateTransition> stepsOf(const ConnectionSnapshot& c) {
    std::vector<StateTransition> steps;
    if (beginsAsFound(c)) {
        StateTransition first;
        first.connection = c.key;
        first.from = first.to = c.firstState;
        first.time = first.notBefore = c.firstSeen;
        first.evidence = c.fromCapture ? Evidence::Packets
                         : c.history == nullptr || c.history->transitions.empty()
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

/// Hops worked out between the same two looks: when each was is not known.
bool isUntimed(const StateTransition& step, const StateTransition& before) {
    return step.evidence == Evidence::Inferred && step.time == before.time;
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
    bool asFound = false;
    if (connection != nullptr && connection->id.protocol == Protocol::Tcp) {
        steps = stepsOf(*connection);
        asFound = beginsAsFound(*connection);
    }
    const ConnectionKey key = connection == nullptr ? 0 : connection->key;
    const std::uint32_t omitted =
        connection == nullptr || !connection->history ? 0 : connection->history->omitted;
    const QString disagreement = connection == nullptr ? QString() : disagreementText(*connection);
    const bool marksAnew = disagreement != disagreement_ || !disagreement.isEmpty();
    disagreement_ = disagreement;
    const bool continues = key == key_ && omitted == omitted_ && asFound == asFound_ &&
                           steps.size() >= steps_.size() &&
                           std::equal(steps_.begin(), steps_.end(), steps.begin(), sameStep);
    if (continues) {
        const int last = rowCount() - 1;
        if (steps.size() > steps_.size()) {
            beginInsertRows({}, rowCount(), static_cast<int>(steps.size()) - 1);
            steps_ = std::move(steps);
            endInsertRows();
        }
        if (marksAnew && last >= 0)
            Q_EMIT dataChanged(index(last, EvidenceColumn), index(rowCount() - 1, EvidenceColumn));
        return;
    }
    beginResetModel();
    steps_ = std::move(steps);
    key_ = key;
    omitted_ = omitted;
    asFound_ = asFound;
    alreadyThere_ = connection != nullptr && connection->alreadyThere;
    endResetModel();
}

QVariant ConnectionPathModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const StateTransition& step = steps_[row];
    const bool isFirst = row == 0 && asFound_;
    if (role == TcpStateRole)
        return static_cast<int>(step.to);
    if (role == InferredRole)
        return !isFirst && step.evidence == Evidence::Inferred;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<int>(
            (index.column() == SinceLast ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && (index.column() == Time || index.column() == SinceLast)) {
        if (isFirst || step.notBefore == step.time)
            return formatDateTime(step.time);
        return tr("Between %1 and %2")
            .arg(formatDateTime(step.notBefore), formatDateTime(step.time));
    }
    const bool disagrees = row + 1 == steps_.size() && !disagreement_.isEmpty();
    if (role == Qt::ToolTipRole && index.column() == EvidenceColumn && disagrees)
        return plainToolTip(formatEvidence(step.evidence) + u'\n' + disagreement_);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Step:
        return isFirst ? QString() : formatCount(row + omitted_ + (asFound_ ? 0 : 1));
    case Time:
        return formatTimeOfDay(step.time);
    case SinceLast:
        return row == 0 || isUntimed(step, steps_[row - 1])
                   ? unknownText()
                   : formatInterval(step.time - steps_[row - 1].time);
    case State:
        return formatState(step.to);
    case Event:
        if (isFirst)
            //: How a connection's way begins
            return alreadyThere_ ? tr("already there") : tr("first seen");
        return formatEventAndSent(step);
    default:
        //: How a step is known, where the packets tell another state
        return disagrees ? tr("%1 ≠ packets").arg(formatEvidence(step.evidence))
                         : formatEvidence(step.evidence);
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
