// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/listener_queues_model.h"

#include "model/items/connection_text.h"
#include "model/items/format.h"
#include "model/items/reach_text.h"
#include "model/items/safe_text.h"

#include <algorithm>
#include <tuple>

namespace synoptic {

using namespace std::chrono_literals;

namespace {

/// An address that stands for every one of its family.
Endpoint wildcard(const Endpoint& local, bool v6) {
    return {*IpAddress::parse(v6 ? "::" : "0.0.0.0"), local.port, 0};
}

void grow(QueueGauge& gauge) {
    gauge.history.push_back(gauge.now);
    if (gauge.history.size() > ListenerQueuesModel::kHistorySeconds)
        gauge.history.pop_front();
}

void set(QueueGauge& gauge, std::uint32_t now) {
    gauge.now = now;
    gauge.peak = std::max(gauge.peak, now);
}

} // namespace

ListenerQueuesModel::ListenerQueuesModel(QObject* parent) : QAbstractTableModel(parent) {}

void ListenerQueuesModel::apply(const ChangeSet& changes) {
    // Listeners first: what is half-open may have come with its listener.
    for (const ConnectionSnapshot& connection : changes.changed) {
        const bool udp = connection.id.protocol == Protocol::Udp;
        if (udp ? isUnconnected(connection.id.tuple) && connection.id.tuple.local.port != 0
                : connection.isListening())
            take(connection);
        else if (udp)
            forget(connection.key); // it has chosen a peer
    }
    for (const ConnectionSnapshot& connection : changes.changed)
        takeHalfOpen(connection);
    for (const ConnectionKey key : changes.removed) {
        dropHalfOpen(key);
        forget(key);
    }
    place();
}

void ListenerQueuesModel::take(const ConnectionSnapshot& connection) {
    if (connection.closed)
        return forget(connection.key);
    ListenerQueues& listener = listeners_[connection.key];
    const bool isNew = listener.key == 0;
    if (isNew) {
        listener.key = connection.key;
        listener.netns = connection.id.netns;
        listener.protocol = connection.id.protocol;
        listener.local = connection.id.tuple.local;
    }
    if (connection.owner.process)
        listener.process = safeText(connection.owner.process->name, 40);
    if (!listener.hasQueues())
        return;
    if (isNew) {
        places_[{listener.netns, {listener.local.address.unmapped(), listener.local.port, 0}}] =
            connection.key;
    }
    // /proc/net/tcp does not tell the limit; the tracker leaves zero there.
    if (connection.sendQueue > 0 || listener.limit)
        listener.limit = connection.sendQueue;
    set(listener.accept, connection.receiveQueue);
}

void ListenerQueuesModel::forget(ConnectionKey key) {
    const auto known = listeners_.find(key);
    if (known == listeners_.end())
        return;
    std::erase_if(places_, [key](const auto& place) { return place.second == key; });
    listeners_.erase(known);
}

void ListenerQueuesModel::takeHalfOpen(const ConnectionSnapshot& connection) {
    const bool stands = connection.state == TcpState::SynReceived && !connection.closed &&
                        connection.id.protocol == Protocol::Tcp;
    if (!stands)
        return dropHalfOpen(connection.key);
    if (halfOpen_.contains(connection.key))
        return;
    const ConnectionKey listener = listenerOf(connection);
    if (listener == 0)
        return;
    halfOpen_.emplace(connection.key, listener);
    QueueGauge& gauge = listeners_.at(listener).halfOpen;
    set(gauge, gauge.now + 1);
}

void ListenerQueuesModel::dropHalfOpen(ConnectionKey key) {
    const auto known = halfOpen_.find(key);
    if (known == halfOpen_.end())
        return;
    if (const auto listener = listeners_.find(known->second); listener != listeners_.end())
        --listener->second.halfOpen.now;
    halfOpen_.erase(known);
}

/// The one bound to the address itself, else to all addresses.
ConnectionKey ListenerQueuesModel::listenerOf(const ConnectionSnapshot& connection) const {
    const Endpoint local{connection.id.tuple.local.address.unmapped(),
                         connection.id.tuple.local.port, 0};
    for (const Endpoint& bound : {local, wildcard(local, false), wildcard(local, true)}) {
        const auto known = places_.find({connection.id.netns, bound});
        if (known != places_.end())
            return known->second;
    }
    return 0;
}

void ListenerQueuesModel::place() {
    std::vector<ConnectionKey> rows;
    rows.reserve(listeners_.size());
    for (const auto& [key, listener] : listeners_) {
        if (listener.hasQueues() || reachOf(listener))
            rows.push_back(key);
    }
    const auto rank = [this](ConnectionKey key) {
        const ListenerQueues& one = listeners_.at(key);
        return std::make_tuple(!(one.isHalfOpenFull() || one.isAcceptFull()), one.local.port,
                               one.local.address, one.protocol, one.netns, key);
    };
    std::sort(rows.begin(), rows.end(),
              [&](ConnectionKey a, ConnectionKey b) { return rank(a) < rank(b); });
    if (rows != rows_) {
        beginResetModel();
        rows_ = std::move(rows);
        endResetModel();
    } else if (!rows_.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

void ListenerQueuesModel::advance(Timestamp now) {
    if (now - second_ < 1s)
        return;
    second_ = now;
    for (auto& [key, listener] : listeners_) {
        grow(listener.halfOpen);
        grow(listener.accept);
    }
    if (!rows_.empty())
        Q_EMIT dataChanged(index(0, HalfOpen), index(rowCount() - 1, Accept));
}

void ListenerQueuesModel::setFirewall(const firewall::View& view) {
    reaches_.clear();
    for (const firewall::Reach& reach : view.listeners) {
        reaches_.insert_or_assign(std::pair(reach.protocol, reach.local), reach);
    }
    filter_ = {view.netns, view.reading, view.time, view.detail, {}};
    place(); // UDP sockets come and go with what is known of them
}

const firewall::Reach* ListenerQueuesModel::reachOf(const ListenerQueues& listener) const {
    if (!filter_ || filter_->netns != listener.netns)
        return nullptr;
    const auto known = reaches_.find({listener.protocol, listener.local});
    return known == reaches_.end() ? nullptr : &known->second;
}

QVariant ListenerQueuesModel::outside(const ListenerQueues& listener, int role) const {
    if (!filter_ || filter_->netns != listener.netns)
        return {};
    const firewall::Reach* reach = reachOf(listener);
    const QString unread = firewallUnread(*filter_);
    const bool told = reach && (unread.isEmpty() || reach->loopback);
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return told ? reachText(*reach) : unread.isEmpty() ? QString() : tr("cannot tell");
    if (role == kRuleRole) {
        const auto* verdict = !told || reach->loopback ? nullptr
                              : reach->v4              ? &reach->v4
                                                       : &reach->v6;
        const bool any = verdict && *verdict && (*verdict)->by;
        return any ? safeText((*verdict)->by->text, 200) : QString();
    }
    if (role != Qt::ToolTipRole)
        return {};
    QStringList lines{
        tr("What the firewall of this computer does with packets that other computers "
           "send here.")};
    if (told)
        lines += reachReasons(*reach);
    else
        lines += unread;
    if (unread.isEmpty())
        lines += tr("Rules read at %1").arg(formatTimeOfDay(filter_->time));
    return plainToolTip(lines.join(QLatin1Char('\n')));
}

void ListenerQueuesModel::clear() {
    beginResetModel();
    reaches_.clear();
    filter_.reset();
    listeners_.clear();
    places_.clear();
    halfOpen_.clear();
    rows_.clear();
    endResetModel();
}

const ListenerQueues* ListenerQueuesModel::at(int row) const {
    if (row < 0 || row >= rowCount())
        return nullptr;
    return &listeners_.at(rows_[static_cast<std::size_t>(row)]);
}

int ListenerQueuesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ListenerQueuesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString ListenerQueuesModel::describe(const ListenerQueues& listener, Column queue) {
    if (!listener.hasQueues())
        return unknownText();
    const bool half = queue == HalfOpen;
    const QueueGauge& gauge = half ? listener.halfOpen : listener.accept;
    if (!listener.limit)
        return formatCount(gauge.now);
    const QString text = tr("%1 of %2").arg(formatCount(gauge.now), formatCount(*listener.limit));
    const bool full = half ? listener.isHalfOpenFull() : listener.isAcceptFull();
    //: %1 is "129 of 128"
    return full ? tr("%1, full").arg(text) : text;
}

QVariant ListenerQueuesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ListenerQueues& listener = *at(index.row());
    const QString end = QString::fromStdString(listener.local.toString());
    //: %1 is an address with its port
    const QString address = listener.hasQueues() ? end : tr("%1 (UDP)").arg(end);
    if (index.column() == Listener) {
        if (role == Qt::DisplayRole)
            return address;
        if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
            return listener.process.isEmpty() ? address
                                              : address + QStringLiteral(" · ") + listener.process;
        return {};
    }
    if (index.column() == Outside)
        return outside(listener, role);
    const auto queue = Column(index.column());
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return describe(listener, queue);
    if (role != Qt::ToolTipRole)
        return {};
    if (!listener.hasQueues())
        return tr("A UDP socket makes no connections and has no queue of them.");
    const QueueGauge& gauge = queue == HalfOpen ? listener.halfOpen : listener.accept;
    return QStringList{
        queue == HalfOpen ? tr("Handshakes that wait for the client's ACK (SYN-RECEIVED).")
                          : tr("Established connections that the program has not accepted yet."),
        describe(listener, queue), tr("Most since it is watched: %1").arg(formatCount(gauge.peak))}
        .join(QLatin1Char('\n'));
}

QVariant ListenerQueuesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Listener:
        return tr("Listener");
    case HalfOpen:
        return tr("Half-open");
    case Accept:
        return tr("Accept queue");
    case Outside:
        return tr("From outside");
    default:
        return {};
    }
}

} // namespace synoptic
