// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_table_model.h"
#include "model/items/connection_text.h"
#include "model/items/format.h"
#include "model/items/safe_text.h"

/// What the connection table says in its cells and headers.
namespace synoptic {

namespace {

double seconds(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

QVariant metricValue(const ConnectionSnapshot& c, int column) {
    if (!c.metrics)
        return {};
    switch (column) {
    case ConnectionTableModel::ReceiveRate:
        return c.receiveRate;
    case ConnectionTableModel::SendRate:
        return c.sendRate;
    case ConnectionTableModel::ReceivedBytes:
        return static_cast<qulonglong>(c.metrics->bytesReceived);
    case ConnectionTableModel::SentBytes:
        return static_cast<qulonglong>(c.metrics->bytesAcked);
    case ConnectionTableModel::Rtt:
        return c.metrics->rttMicroseconds / 1e6;
    case ConnectionTableModel::CongestionWindow:
        return c.metrics->congestionWindow;
    case ConnectionTableModel::Retransmits:
        return c.metrics->totalRetransmits;
    default:
        return {};
    }
}

QVariant rawValue(const ConnectionSnapshot& c, ConnectionTableModel::Column column, Timestamp now,
                  const ConnectionNames& names) {
    switch (column) {
    case ConnectionTableModel::Pid:
        return c.owner.process ? QVariant(c.owner.process->pid) : QVariant();
    case ConnectionTableModel::LocalPort:
        return c.id.tuple.local.port;
    case ConnectionTableModel::RemotePort:
        return c.id.tuple.remote.port;
    case ConnectionTableModel::Age:
        return seconds(ageOf(c, now));
    case ConnectionTableModel::TimeInState:
        return seconds(now - c.lastChange);
    case ConnectionTableModel::Packets:
        return c.wire.flow == kNoFlow ? QVariant()
                                      : QVariant(static_cast<qulonglong>(c.wire.packets));
    case ConnectionTableModel::ReceiveQueue:
        return c.receiveQueue;
    case ConnectionTableModel::SendQueue:
        return c.sendQueue;
    default:
        break;
    }
    const QVariant metric = metricValue(c, column);
    return metric.isValid() ? metric : QVariant(cellText(c, column, now, names));
}

} // namespace

int ConnectionTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : order_.size();
}

int ConnectionTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ConnectionTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ConnectionStore::Entry& entry = store_[order_.slot(index.row())];
    const ConnectionSnapshot& c = entry.snapshot;
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        if (column == RemoteHost)
            names_->wantHost(c.id.tuple.remote.address);
        return cellText(c, column, now_, *names_);
    case Qt::ToolTipRole: {
        const QString text = cellToolTip(c, column, now_, *names_);
        return text.isEmpty() ? QVariant() : QVariant(text);
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<int>((isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft) |
                                        Qt::AlignVCenter);
    case KeyRole:
        return static_cast<qulonglong>(c.key);
    case TcpStateRole:
        if (c.id.protocol != Protocol::Tcp)
            return {};
        if (column == PeerState)
            return c.peerState ? QVariant(static_cast<int>(*c.peerState)) : QVariant();
        return c.stateUnknown ? QVariant() : QVariant(static_cast<int>(c.state));
    case HighlightRole:
        return static_cast<int>(entry.highlight == RowHighlight::Changed && column != State
                                    ? RowHighlight::None
                                    : entry.highlight);
    case ClosedRole:
        return c.closed;
    case MutedRole:
        return isMutedCell(c, column, *names_);
    case DiagnosisRole: {
        const auto diagnosis =
            column == Diagnosis ? names_->diagnosis(c.key) : std::optional<ConnectionDiagnosis>();
        return diagnosis ? QVariant(static_cast<int>(diagnosis->severity)) : QVariant();
    }
    case SortRole:
        return rawValue(c, column, now_, *names_);
    default:
        return {};
    }
}

QVariant ConnectionTableModel::headerData(int section, Qt::Orientation orientation,
                                          int role) const {
    if (orientation == Qt::Vertical) {
        if (role == HighlightRole)
            return static_cast<int>(highlightOf(section));
        return {};
    }
    if (section < 0 || section >= ColumnCount)
        return {};
    const auto column = static_cast<Column>(section);
    switch (role) {
    case Qt::DisplayRole:
        return header(column, capture_);
    case Qt::ToolTipRole:
        return plainToolTip(title(column, capture_) + u'\n' + explanation(column));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<int>((isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft) |
                                        Qt::AlignVCenter);
    default:
        return {};
    }
}

} // namespace synoptic
