// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter_edit.h"

/// A connection in the languages of other tools.
namespace synoptic {

namespace {

bool isAny(const Endpoint& end) {
    return end.address.isUnspecified();
}

QString text(const IpAddress& address) {
    return QString::fromStdString(address.toString());
}

/// ss writes IPv6 in brackets, and "*" or nothing for any.
QString ssEnd(const char* which, const Endpoint& end) {
    const bool v4 = end.address.isV4();
    const QString address = isAny(end) ? QString()
                            : v4       ? text(end.address)
                                       : u'[' + text(end.address) + u']';
    if (address.isEmpty() && end.port == 0)
        return {};
    const QString port = end.port == 0 ? QString() : u':' + QString::number(end.port);
    return QLatin1String(which) + u' ' + address + port;
}

/// pcap-filter sees packets: one v4-mapped address travels as IPv4.
QString captureEnd(const char* direction, const Endpoint& end) {
    QStringList parts;
    if (!isAny(end)) {
        parts << QStringLiteral("%1 host %2")
                     .arg(QLatin1String(direction), text(end.address.unmapped()));
    }
    if (end.port != 0)
        parts << QStringLiteral("%1 port %2").arg(QLatin1String(direction)).arg(end.port);
    return parts.join(QLatin1String(" and "));
}

QString joined(QStringList parts) {
    parts.removeAll(QString());
    return parts.join(QLatin1String(" and "));
}

} // namespace

QString ssFilterFor(const ConnectionSnapshot& connection) {
    const FourTuple& tuple = connection.id.tuple;
    return joined({ssEnd("src", tuple.local), ssEnd("dst", tuple.remote)});
}

QString captureFilterFor(const ConnectionSnapshot& connection) {
    const FourTuple& tuple = connection.id.tuple;
    const QString protocol =
        connection.id.protocol == Protocol::Tcp ? QStringLiteral("tcp") : QStringLiteral("udp");
    const QString there = joined({captureEnd("src", tuple.local), captureEnd("dst", tuple.remote)});
    const QString back = joined({captureEnd("dst", tuple.local), captureEnd("src", tuple.remote)});
    return there.isEmpty() ? protocol
                           : QStringLiteral("%1 and ((%2) or (%3))").arg(protocol, there, back);
}

} // namespace synoptic
