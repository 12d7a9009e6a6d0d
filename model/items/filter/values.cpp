// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/filter/values.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <utility>

namespace synoptic::filter {

namespace {

using UnitFactor = std::pair<const char16_t*, double>;

constexpr std::array<UnitFactor, 9> kTimes{{{u"us", 1e-6},
                                            {u"µs", 1e-6},
                                            {u"ms", 1e-3},
                                            {u"s", 1},
                                            {u"sec", 1},
                                            {u"m", 60},
                                            {u"min", 60},
                                            {u"h", 3600},
                                            {u"d", 86400}}};
constexpr std::array<UnitFactor, 13> kSizes{{{u"b", 1},
                                             {u"k", 1024},
                                             {u"kb", 1000},
                                             {u"kib", 1024},
                                             {u"m", 1048576},
                                             {u"mb", 1e6},
                                             {u"mib", 1048576},
                                             {u"g", 1073741824},
                                             {u"gb", 1e9},
                                             {u"gib", 1073741824},
                                             {u"t", 1099511627776},
                                             {u"tb", 1e12},
                                             {u"tib", 1099511627776}}};

template <std::size_t Size>
std::optional<double> factorOf(QStringView unit, const std::array<UnitFactor, Size>& units) {
    for (const auto& [name, factor] : units) {
        if (unit.compare(QStringView(name), Qt::CaseInsensitive) == 0)
            return factor;
    }
    return std::nullopt;
}

std::optional<double> factorOf(QStringView text, Unit unit) {
    if (text.isEmpty())
        return unit == Unit::Milliseconds ? 1e-3 : 1;
    if (unit == Unit::Bytes)
        return factorOf(text, kSizes);
    return unit == Unit::Plain ? std::nullopt : factorOf(text, kTimes);
}

bool isNumeral(QChar c) {
    return (c >= u'0' && c <= u'9') || c == u'.';
}

/// One amount: numbers with units one after the other, as in "1h30m".
std::optional<double> parseAmount(QStringView text, Unit unit) {
    if (text.isEmpty())
        return std::nullopt;
    double sum = 0;
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype digits = at;
        while (at < text.size() && isNumeral(text.at(at)))
            ++at;
        bool ok = false;
        const double number = text.mid(digits, at - digits).toDouble(&ok);
        const qsizetype letters = at;
        while (at < text.size() && !isNumeral(text.at(at)))
            ++at;
        const auto factor = factorOf(text.mid(letters, at - letters), unit);
        if (!ok || !factor)
            return std::nullopt;
        sum += number * *factor;
    }
    return sum;
}

} // namespace

Interval Interval::intersected(const Interval& other) const {
    Interval both = *this;
    if (other.low > low || (other.low == low && other.lowOpen)) {
        both.low = other.low;
        both.lowOpen = other.lowOpen;
    }
    if (other.high < high || (other.high == high && other.highOpen)) {
        both.high = other.high;
        both.highOpen = other.highOpen;
    }
    return both;
}

std::optional<ParsedInterval> parseInterval(QStringView text, Token::Comparison comparison,
                                            Unit unit) {
    ParsedInterval result;
    if (unit == Unit::Bytes && text.endsWith(QLatin1String("/s"), Qt::CaseInsensitive)) {
        result.perSecond = true;
        text.chop(2);
    }
    Interval& interval = result.interval;
    using Comparison = Token::Comparison;
    const qsizetype dash = text.indexOf(u'-');
    if (dash >= 0) {
        const auto low = parseAmount(text.left(dash), unit);
        const auto high = parseAmount(text.mid(dash + 1), unit);
        const bool openLow = dash == 0;
        const bool openHigh = dash + 1 == text.size();
        if (comparison > Comparison::Equal || (openLow && openHigh) || (!openLow && !low) ||
            (!openHigh && !high))
            return std::nullopt;
        if (low)
            interval.low = *low;
        if (high)
            interval.high = *high;
        return result;
    }
    const auto amount = parseAmount(text, unit);
    if (!amount)
        return std::nullopt;
    switch (comparison) {
    case Comparison::None:
    case Comparison::Equal:
        interval = {*amount, *amount};
        break;
    case Comparison::Less:
    case Comparison::LessOrEqual:
        interval.high = *amount;
        interval.highOpen = comparison == Comparison::Less;
        break;
    case Comparison::Greater:
    case Comparison::GreaterOrEqual:
        interval.low = *amount;
        interval.lowOpen = comparison == Comparison::Greater;
        break;
    }
    return result;
}

bool AddressRange::contains(const IpAddress& address) const {
    // 192.0.2.7 and ::ffff:192.0.2.7 are one host.
    return network.isV4() ? address.unmapped().isInside(network, prefixLength)
                          : address.isInside(network, prefixLength);
}

std::optional<AddressRange> parseAddressRange(QStringView text) {
    if (text.startsWith(u'[') && text.endsWith(u']'))
        text = text.mid(1, text.size() - 2);
    const qsizetype slash = text.indexOf(u'/');
    const QByteArray bytes = (slash < 0 ? text : text.left(slash)).toLatin1();
    const auto address =
        IpAddress::parse({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    if (!address)
        return std::nullopt;
    AddressRange range{*address, address->bitLength()};
    if (slash >= 0) {
        bool ok = false;
        range.prefixLength = text.mid(slash + 1).toInt(&ok);
        if (!ok || range.prefixLength < 0 || range.prefixLength > address->bitLength())
            return std::nullopt;
    }
    return range;
}

std::optional<Timestamp> parseMoment(QStringView text, Timestamp now) {
    using std::chrono::milliseconds;
    // Without a fraction the second is meant as a whole: what holds is how it ended.
    const bool wholeSecond = !text.contains(u'.') && text.count(u':') >= 2;
    const auto fromMs = [&](qint64 ms) {
        const Timestamp moment{milliseconds(ms)};
        if (moment > now && moment - now < milliseconds(1))
            return now; // written to the millisecond, it cannot be told from now
        if (!wholeSecond || moment > now)
            return moment;
        return std::min(now, moment + std::chrono::seconds(1) - Duration(1));
    };
    if (text.contains(u'T') || text.contains(u't')) {
        const QDateTime time = QDateTime::fromString(text.toString().toUpper(), Qt::ISODateWithMs);
        return time.isValid() ? std::optional(fromMs(time.toMSecsSinceEpoch())) : std::nullopt;
    }
    const QTime time = QTime::fromString(text.toString(), Qt::ISODateWithMs);
    if (!time.isValid())
        return std::nullopt;
    const auto nowMs = std::chrono::ceil<milliseconds>(now).time_since_epoch().count();
    QDate day = QDateTime::fromMSecsSinceEpoch(nowMs).date();
    if (QDateTime(day, time).toMSecsSinceEpoch() > nowMs)
        day = day.addDays(-1);
    return fromMs(QDateTime(day, time).toMSecsSinceEpoch());
}

} // namespace synoptic::filter
