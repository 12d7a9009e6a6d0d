// SPDX-License-Identifier: GPL-3.0-or-later
// What the cells of the packet table say.
#include "model/items/format.h"
#include "model/items/packet_table_model.h"
#include "model/items/packet_text.h"
#include "model/items/safe_text.h"

namespace synoptic {

namespace {

/// For a cell that waits for its packet to be read.
QString pendingText() {
    return QStringLiteral("…");
}

PacketSeverity severityOf(const IndexedPacket& packet) {
    if (packet.kind == IndexedPacket::Kind::Tcp && (packet.control & kRst) != 0)
        return PacketSeverity::Reset;
    constexpr std::uint16_t kTrouble = kRetransmission | kFastRetransmission |
                                       kSpuriousRetransmission | kOutOfOrder | kLostSegment |
                                       kAckedUnseen | kZeroWindow;
    return (packet.analysis & kTrouble) != 0 ? PacketSeverity::Trouble : PacketSeverity::None;
}

QString endpointText(const Endpoint& endpoint) {
    return endpoint.port == 0 ? formatAddress(endpoint)
                              : QString::fromStdString(endpoint.toString());
}

bool isDecoded(const PacketDetail* detail) {
    return detail && detail->readable && detail->outcome == DecodeOutcome::Decoded;
}

bool hasAddresses(const PacketDetail* detail) {
    return isDecoded(detail) ||
           (detail && detail->readable && detail->outcome == DecodeOutcome::Fragment);
}

} // namespace

QVariant PacketTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PacketNumber number = numberAt(index.row());
    if (!view_.contains(number))
        return {};
    const IndexedPacket& packet = view_[number];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return display(index.row(), column, packet, details_->find(number));
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(column, packet, details_->find(number)));
    case Qt::AccessibleTextRole:
        if (column == Direction)
            return toolTip(column, packet, nullptr);
        return display(index.row(), column, packet, details_->find(number));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<int>((isRightAligned(column) ? Qt::AlignRight
                                         : column == Direction  ? Qt::AlignHCenter
                                                                : Qt::AlignLeft) |
                                        Qt::AlignVCenter);
    case PacketNumberRole:
        return static_cast<qulonglong>(number);
    case ConnectionKeyRole: {
        const ConnectionSnapshot* connection = connectionOf(packet);
        return static_cast<qulonglong>(connection ? connection->key : 0);
    }
    case SeverityRole:
        return static_cast<int>(severityOf(packet));
    case PendingRole:
        return display(index.row(), column, packet, details_->find(number)) == pendingText();
    default:
        return {};
    }
}

QVariant PacketTableModel::display(int row, int column, const IndexedPacket& packet,
                                   const PacketDetail* detail) const {
    switch (column) {
    case Number:
        return formatCount(numberAt(row) + 1);
    case Time:
        return formatSeconds(packet.time - origin_.value_or(packet.time));
    case SinceLast: {
        const PacketNumber before =
            row == 0 ? kNoPacket : (showsAll() ? numberAt(row) - 1 : shown_[std::size_t(row) - 1]);
        return view_.contains(before) ? formatSeconds(packet.time - view_[before].time)
                                      : unknownText();
    }
    case Direction: {
        const ConnectionSnapshot* connection = connectionOf(packet);
        if (!connection)
            return QString();
        return connection->wire.localEnd == packet.sender ? QStringLiteral("→")
                                                          : QStringLiteral("←");
    }
    case ProtocolColumn: {
        const QString protocol = packetProtocol(packet, detail);
        if (!protocol.isEmpty())
            return protocol;
        return detail ? unknownText() : pendingText();
    }
    case Source:
    case Destination:
        return endText(packet, detail, column == Source);
    case Flags:
        return packet.kind == IndexedPacket::Kind::Tcp ? formatControl(packet.control) : QString();
    case Length:
        return packet.kind == IndexedPacket::Kind::Other ? QString()
                                                         : formatCount(packet.payloadLength);
    case Sequence:
    case Acknowledgment:
    case Window:
        if (packet.kind != IndexedPacket::Kind::Tcp)
            return QString();
        if (!detail)
            return pendingText();
        if (!isDecoded(detail) || detail->transport != Transport::Tcp)
            return unknownText();
        if (column == Window)
            return formatCount(detail->window);
        return numberText(packet, *detail, column == Acknowledgment);
    case Info: {
        const QString info = packetInfo(packet, detail);
        return info.isEmpty() && !detail ? pendingText() : info;
    }
    default:
        return {};
    }
}

/// The connection tells its ends before the packet was read.
QString PacketTableModel::endText(const IndexedPacket& packet, const PacketDetail* detail,
                                  bool source) const {
    if (hasAddresses(detail))
        return endpointText(source ? detail->source : detail->destination);
    const ConnectionSnapshot* connection = connectionOf(packet);
    const bool isFlow =
        packet.kind == IndexedPacket::Kind::Tcp || packet.kind == IndexedPacket::Kind::Udp;
    if (connection && isFlow) {
        const bool fromLocal = connection->wire.localEnd == packet.sender;
        return endpointText(fromLocal == source ? connection->id.tuple.local
                                                : connection->id.tuple.remote);
    }
    return detail ? unknownText() : pendingText();
}

QString PacketTableModel::numberText(const IndexedPacket& packet, const PacketDetail& detail,
                                     bool ack) const {
    if (ack && !detail.has(kAck))
        return {};
    const std::uint32_t number = ack ? detail.acknowledgment.value() : detail.sequence.value();
    if (relative_ && connections_.base && packet.flow != kNoFlow) {
        const EndIndex sender = packet.sender;
        if (const auto base = connections_.base(packet.flow, ack ? other(sender) : sender))
            return QString::number(number - *base);
    }
    return QString::number(number);
}

QString PacketTableModel::toolTip(int column, const IndexedPacket& packet,
                                  const PacketDetail* detail) const {
    switch (column) {
    case Time:
        return formatInstant(packet.time);
    case Direction: {
        const ConnectionSnapshot* connection = connectionOf(packet);
        if (!connection)
            return {};
        return connection->wire.localEnd == packet.sender ? tr("Sent by the client or local end")
                                                          : tr("Sent by the server or remote end");
    }
    case ProtocolColumn: {
        if (!detail || detail->tunnels.empty())
            return {};
        QStringList names;
        for (const TunnelKind kind : detail->tunnels)
            names << QString::fromLatin1(name(kind).data(), qsizetype(name(kind).size()));
        //: %1 names tunnels, the outermost first
        return tr("Carried by %1").arg(names.join(QStringLiteral(", ")));
    }
    case Sequence:
    case Acknowledgment: {
        const bool ack = column == Acknowledgment;
        if (!isDecoded(detail) || detail->transport != Transport::Tcp ||
            (ack && !detail->has(kAck)))
            return {};
        return tr("As sent: %1")
            .arg(ack ? detail->acknowledgment.value() : detail->sequence.value());
    }
    case Window:
        return isDecoded(detail) && detail->transport == Transport::Tcp
                   ? tr("As sent, before the window scale that both ends agreed on")
                   : QString();
    case Source:
    case Destination:
        return endText(packet, detail, column == Source);
    case Info:
        return packetInfo(packet, detail);
    default:
        return {};
    }
}

bool PacketTableModel::isRightAligned(int column) {
    switch (column) {
    case Number:
    case Time:
    case SinceLast:
    case Sequence:
    case Acknowledgment:
    case Length:
    case Window:
        return true;
    default:
        return false;
    }
}

QVariant PacketTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return QVariant::fromValue<int>((isRightAligned(section) ? Qt::AlignRight
                                         : section == Direction  ? Qt::AlignHCenter
                                                                 : Qt::AlignLeft) |
                                        Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const auto text = [role](const QString& title, const QString& explanation) {
        return role == Qt::DisplayRole ? title : explanation;
    };
    switch (section) {
    case Number:
        return text(tr("No."), tr("The packet's number in the capture, from 1"));
    case Time:
        return text(tr("Time"), tr("Seconds since the first packet"));
    case SinceLast:
        return text(QStringLiteral("Δt"), tr("Seconds since the row before"));
    case Direction:
        //: Short for direction
        return text(tr("Dir"), tr("→ from the client or local end, ← from the other"));
    case ProtocolColumn:
        return text(tr("Protocol"), tr("The innermost protocol that was recognized"));
    case Source:
        return text(tr("Source"), tr("Who sent it: address and port"));
    case Destination:
        return text(tr("Destination"), tr("To whom: address and port"));
    case Flags:
        return text(tr("Flags"), tr("Control bits of TCP"));
    case Sequence:
        return text(tr("Seq"), tr("Sequence number"));
    case Acknowledgment:
        return text(tr("Ack"), tr("Acknowledgment number"));
    case Length:
        //: Short for length
        return text(tr("Len"), tr("Bytes of payload"));
    case Window:
        //: Short for window
        return text(tr("Win"), tr("Receive window as sent, in bytes"));
    case Info:
        return text(tr("Info"), tr("What else the packet tells"));
    default:
        return {};
    }
}

} // namespace synoptic
