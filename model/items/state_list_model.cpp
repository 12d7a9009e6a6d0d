// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/state_list_model.h"

#include "model/items/format.h"

#include <QLocale>

namespace synoptic {

StateListModel::StateListModel(QObject* parent) : QAbstractTableModel(parent) {}

int StateListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(kTcpStateCount);
}

int StateListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

void StateListModel::setValues(const StateCounts& counts, const StateRates& rates) {
    if (counts == counts_ && rates == rates_)
        return;
    counts_ = counts;
    rates_ = rates;
    Q_EMIT dataChanged(index(0, Count), index(rowCount() - 1, Rate));
}

QVariant StateListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const TcpState state = kAllTcpStates[row];
    const bool isNumber = index.column() == Count || index.column() == Rate;
    if (role == TcpStateRole)
        return static_cast<int>(state);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<int>((isNumber ? Qt::AlignRight : Qt::AlignLeft) |
                                        Qt::AlignVCenter);
    if (role == SortRole) {
        if (isNumber)
            return index.column() == Count ? QVariant(counts_[row]) : QVariant(rates_[row]);
        return static_cast<int>(state);
    }
    if (role != Qt::DisplayRole && !(role == Qt::ToolTipRole && index.column() == Meaning))
        return {};
    switch (index.column()) {
    case State:
        return formatState(state);
    case Count:
        // A connection that is CLOSED is none: there is nothing to count.
        return state == TcpState::Closed ? unknownText() : formatCount(counts_[row]);
    case Rate:
        return rates_[row] < 0.05 ? QStringLiteral("0") : QLocale().toString(rates_[row], 'f', 1);
    default:
        return meaning(state);
    }
}

QVariant StateListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case State:
        return tr("State");
    case Count:
        //: How many connections are in a state
        return tr("Count");
    case Rate:
        //: Transitions into a state per second
        return tr("Entered/s");
    case Meaning:
        return tr("Meaning");
    default:
        return {};
    }
}

QString StateListModel::meaning(TcpState state) {
    switch (state) {
    case TcpState::Closed:
        return tr("No connection: before the first step and after the last.");
    case TcpState::Listen:
        return tr("A server waits for connection requests.");
    case TcpState::SynSent:
        return tr("A connection request was sent; the answer is awaited.");
    case TcpState::SynReceived:
        return tr("A request came and was answered; the last confirmation is awaited. The "
                  "connection is half open.");
    case TcpState::Established:
        return tr("The connection is open: data flows both ways.");
    case TcpState::FinWait1:
        return tr("This end closed and sent FIN; its acknowledgment is awaited.");
    case TcpState::FinWait2:
        return tr("This end's FIN is acknowledged; the other end has yet to close.");
    case TcpState::Closing:
        return tr("Both ends closed at once; the acknowledgment of this end's FIN is awaited.");
    case TcpState::TimeWait:
        return tr("Both ends closed; late segments are given time to die out. No process holds "
                  "the socket.");
    case TcpState::CloseWait:
        return tr("The other end closed; the process of this end has yet to close.");
    case TcpState::LastAck:
        return tr("Both ends closed, this one last; the acknowledgment of its FIN is awaited.");
    }
    return {};
}

} // namespace synoptic
