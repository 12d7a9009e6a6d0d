// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/sort_key.h"

#include "model/items/connection_text.h"

#include <bit>

namespace synoptic {

namespace {

using Columns = ConnectionColumns;

constexpr std::uint32_t kNoValue = 1;

std::uint64_t fromTime(Timestamp time) {
    return static_cast<std::uint64_t>(time.time_since_epoch().count());
}

/// Doubles that are not negative sort as their bits do.
std::uint64_t fromRate(double rate) {
    return rate > 0 ? std::bit_cast<std::uint64_t>(rate) : 0;
}

std::uint64_t bigEndian(const std::uint8_t* bytes) {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i)
        value = value << 8 | bytes[i];
    return value;
}

struct Builder {
    SortKey key;
    const ConnectionNames& names;
    TextOrder& texts;

    void number(std::uint64_t high, std::uint64_t low = 0) {
        key.high = high;
        key.low = low;
    }
    void none(std::uint32_t order = 0) { key.group = kNoValue + order; }

    void text(const QString& text, std::uint64_t low = 0) {
        if (text.isEmpty())
            return none();
        const QByteArray utf8 = text.toUtf8();
        number(texts.label({utf8.constData(), static_cast<std::size_t>(utf8.size())}), low);
    }

    /// 129 bits: the family's lies above the value's, in a bit no IPv4 value uses.
    void address(const Endpoint& end) {
        if (end.port == 0 && end.address.isUnspecified())
            return none();
        const auto& bytes = end.address.bytes();
        if (end.address.isV4())
            return number(0, bigEndian(bytes.data()) >> 32);
        // IPv6 values below 2^64 would run into those of IPv4; "::1" and its like stand after them.
        const std::uint64_t high = bigEndian(bytes.data());
        number(high == ~std::uint64_t{0} ? high : high + 1, bigEndian(bytes.data() + 8));
    }

    void port(std::uint16_t port) { port == 0 ? none() : number(port); }

    void process(const Owner& owner) {
        if (owner.process == nullptr)
            return none(static_cast<std::uint32_t>(owner.kind));
        number(texts.label(owner.process->name),
               static_cast<std::uint64_t>(static_cast<std::uint32_t>(owner.process->pid)));
    }
};

void fillMetrics(Builder& to, const ConnectionSnapshot& c, int column) {
    if (!c.metrics)
        return to.none();
    switch (column) {
    case Columns::ReceiveRate:
        return to.number(fromRate(c.receiveRate));
    case Columns::SendRate:
        return to.number(fromRate(c.sendRate));
    case Columns::ReceivedBytes:
        return to.number(c.metrics->bytesReceived);
    case Columns::SentBytes:
        return to.number(c.metrics->bytesAcked);
    case Columns::Rtt:
        return c.metrics->rttMicroseconds == 0 ? to.none() : to.number(c.metrics->rttMicroseconds);
    case Columns::CongestionWindow:
        return c.metrics->congestionWindow == 0 ? to.none()
                                                : to.number(c.metrics->congestionWindow);
    default:
        return to.number(c.metrics->totalRetransmits, c.retransmits);
    }
}

void fill(Builder& to, const ConnectionSnapshot& c, int column) {
    const FourTuple& tuple = c.id.tuple;
    switch (column) {
    case Columns::State:
        // UDP has no states; its sockets stand after all that have.
        if (c.stateUnknown)
            return to.none();
        return c.id.protocol == Protocol::Tcp ? to.number(index(c.state)) : to.number(0xff);
    case Columns::PeerState:
        return c.peerState ? to.number(index(*c.peerState)) : to.none();
    case Columns::Packets:
        return c.wire.flow == kNoFlow ? to.none() : to.number(c.wire.packets);
    case Columns::Process:
        return to.process(c.owner);
    case Columns::Pid:
        return c.owner.process ? to.number(static_cast<std::uint32_t>(c.owner.process->pid))
                               : to.none(static_cast<std::uint32_t>(c.owner.kind));
    case Columns::LocalAddress:
        return to.address(tuple.local);
    case Columns::LocalPort:
        return to.port(tuple.local.port);
    case Columns::RemoteAddress:
        return to.address(tuple.remote);
    case Columns::RemotePort:
        return to.port(tuple.remote.port);
    case Columns::RemoteHost:
        return to.text(to.names.host(tuple.remote.address));
    case Columns::Age: // the older, the more
        if (c.fromCapture)
            return to.number(static_cast<std::uint64_t>(ageOf(c, {}).count()));
        return to.number(~fromTime(c.firstSeen));
    case Columns::TimeInState:
        return to.number(~fromTime(c.lastChange));
    case Columns::ReceiveQueue:
        return to.number(c.receiveQueue);
    case Columns::SendQueue:
        return to.number(c.sendQueue);
    case Columns::Timer:
        return c.timer.kind == SocketTimer::Kind::None
                   ? to.none()
                   : to.number(static_cast<std::uint64_t>(c.timer.kind),
                               fromTime(c.lastSeen + c.timer.expires));
    case Columns::Role:
        return c.role == Role::Unknown ? to.none() : to.number(static_cast<std::uint64_t>(c.role));
    case Columns::Family:
        return to.number(static_cast<std::uint64_t>(c.id.protocol),
                         tuple.local.address.isV4() ? 0 : 1);
    case Columns::Interface:
        return c.interfaceIndex == 0 ? to.none() : to.number(c.interfaceIndex);
    case Columns::User: {
        if (!c.uid)
            return to.none();
        const QString user = to.names.user(*c.uid);
        return user.isEmpty() ? to.number(~std::uint64_t{0}, *c.uid) : to.text(user);
    }
    case Columns::Service:
        return to.text(to.names.service(servicePort(c), c.id.protocol));
    case Columns::Evidence:
        return to.number(static_cast<std::uint64_t>(c.evidence));
    case Columns::Namespace: {
        if (c.id.netns == 0)
            return to.none();
        const QString name = to.names.networkNamespace(c.id.netns);
        return name.isEmpty() ? to.number(~std::uint64_t{0}, c.id.netns) : to.text(name);
    }
    case Columns::Diagnosis: {
        const auto diagnosis = to.names.diagnosis(c.key);
        return diagnosis ? to.number(static_cast<std::uint64_t>(diagnosis->severity),
                                     static_cast<std::uint64_t>(diagnosis->rule))
                         : to.none();
    }
    default:
        return fillMetrics(to, c, column);
    }
}

} // namespace

SortKey makeSortKey(const ConnectionSnapshot& connection, int column, bool descending,
                    const ConnectionNames& names, TextOrder& texts) {
    Builder builder{{}, names, texts};
    builder.key.tie = connection.key;
    if (column >= 0)
        fill(builder, connection, column);
    if (descending && builder.key.group == 0) {
        builder.key.high = ~builder.key.high;
        builder.key.low = ~builder.key.low;
    }
    return builder.key;
}

} // namespace synoptic
