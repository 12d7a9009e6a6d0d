// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace synoptic {

namespace {

struct Format {
    Q_DECLARE_TR_FUNCTIONS(Format)
};

using std::chrono::duration_cast;

QString decimal(double value, int digits) {
    return QLocale().toString(value, 'f', digits);
}

QString twoDigits(long long value) {
    return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
}

QString withByteUnit(int step, const QString& value) {
    switch (step) {
    case 0:
        return Format::tr("%1 B").arg(value);
    case 1:
        return Format::tr("%1 KiB").arg(value);
    case 2:
        return Format::tr("%1 MiB").arg(value);
    case 3:
        return Format::tr("%1 GiB").arg(value);
    default:
        return Format::tr("%1 TiB").arg(value);
    }
}

QString scaled(double bytes, int leastStep) {
    int step = 0;
    double value = bytes;
    // 999.5 would be written with four digits: the next unit begins there.
    while (step < 4 && (step < leastStep || value >= (step == 0 ? 1024.0 : 999.5))) {
        value /= 1024;
        ++step;
    }
    const int digits = step == 0 || value >= 99.95 ? 0 : 1;
    return withByteUnit(step, decimal(value, digits));
}

QDateTime toDateTime(Timestamp time) {
    const auto ms = duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(ms);
}

QString pairText(const QString& local, const QString& remote) {
    //: Local and remote end of a connection
    return Format::tr("%1 ↔ %2").arg(local, remote);
}

} // namespace

QString unknownText() {
    return QStringLiteral("–");
}

QString formatCount(std::uint64_t count) {
    return QLocale().toString(static_cast<qulonglong>(count));
}

QString formatBytes(std::uint64_t bytes) {
    return bytes == 0 ? QStringLiteral("0") : scaled(static_cast<double>(bytes), 0);
}

QString formatRate(double bytesPerSecond) {
    if (!(bytesPerSecond >= 0.5))
        return QStringLiteral("0");
    return scaled(bytesPerSecond, bytesPerSecond < 99.5 ? 0 : 1);
}

QString formatDuration(Duration duration) {
    using namespace std::chrono;
    duration = std::max(duration, Duration::zero());
    if (duration < 59'950ms)
        return Format::tr("%1 s").arg(decimal(std::chrono::duration<double>(duration).count(), 1));
    const long long seconds = duration_cast<std::chrono::seconds>(duration).count();
    if (seconds < 60) // 59.95 s up to a minute must not read "60.0 s"
        return Format::tr("%1 m %2 s").arg(1).arg(twoDigits(0));
    if (seconds < 3600)
        return Format::tr("%1 m %2 s").arg(seconds / 60).arg(twoDigits(seconds % 60));
    if (seconds < 86400)
        return Format::tr("%1 h %2 m").arg(seconds / 3600).arg(twoDigits(seconds / 60 % 60));
    return Format::tr("%1 d %2 h").arg(seconds / 86400).arg(twoDigits(seconds / 3600 % 24));
}

QString formatFine(Duration duration) {
    using namespace std::chrono_literals;
    duration = std::max(duration, Duration::zero());
    const double seconds = std::chrono::duration<double>(duration).count();
    if (duration < 10us) // "0.00 ms" would tell nothing
        return Format::tr("%1 µs").arg(decimal(seconds * 1e6, 0));
    if (duration < 1ms)
        return Format::tr("%1 ms").arg(decimal(seconds * 1e3, 2));
    if (duration < 999'500us)
        return Format::tr("%1 ms").arg(decimal(seconds * 1e3, 0));
    if (duration < 9'995ms)
        return Format::tr("%1 s").arg(decimal(seconds, 2));
    return formatDuration(duration);
}

QString formatInterval(Duration duration) {
    //: A time since the step before
    return Format::tr("+%1").arg(formatFine(duration));
}

QString formatAtLeast(Duration duration) {
    //: A length of time that is known to be longer than %1
    return Format::tr("> %1").arg(formatDuration(duration));
}

QString formatRtt(std::uint32_t microseconds) {
    const double ms = microseconds / 1e3;
    if (ms >= 999.5)
        return Format::tr("%1 s").arg(decimal(ms / 1e3, ms >= 9995 ? 1 : 2));
    if (microseconds < 100)
        return Format::tr("%1 µs").arg(decimal(microseconds, 0));
    return Format::tr("%1 ms").arg(decimal(ms, ms >= 99.95 ? 0 : 1));
}

QString formatTimeOfDay(Timestamp time) {
    return toDateTime(time).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString formatDateTime(Timestamp time) {
    return toDateTime(time).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
}

QString formatIso(Timestamp time) {
    return toDateTime(time).toUTC().toString(Qt::ISODateWithMs);
}

QString formatAddress(const Endpoint& end) {
    if (end.address.isUnspecified())
        return end.address.isV4() ? QStringLiteral("0.0.0.0") : QStringLiteral("::");
    const QString text = QString::fromStdString(end.address.toString());
    return end.scope == 0 ? text : text + u'%' + QString::number(end.scope);
}

QString formatPort(std::uint16_t port) {
    return port == 0 ? QStringLiteral("*") : QString::number(port);
}

QString formatTuple(const FourTuple& tuple) {
    const QString local = QString::fromStdString(tuple.local.toString());
    if (isUnconnected(tuple))
        return local;
    return pairText(local, QString::fromStdString(tuple.remote.toString()));
}

QString formatTupleSeparator() {
    return pairText({}, {});
}

bool isUnconnected(const FourTuple& tuple) {
    return tuple.remote.port == 0 && tuple.remote.address.isUnspecified();
}

QString formatState(TcpState state) {
    const std::string_view text = name(state);
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QString formatEvidence(Evidence evidence) {
    switch (evidence) {
    case Evidence::Kernel:
        return Format::tr("kernel trace");
    case Evidence::SocketTable:
        return Format::tr("socket table");
    case Evidence::Packets:
        return Format::tr("packets");
    case Evidence::Inferred:
        break;
    }
    return Format::tr("inferred");
}

} // namespace synoptic
