// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chart_scale.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>

namespace synoptic {

namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

constexpr std::array<seconds, 18> kTickSteps{
    seconds(1),    seconds(2),    seconds(5),    seconds(10),    seconds(15),    seconds(30),
    seconds(1min), seconds(2min), seconds(5min), seconds(10min), seconds(15min), seconds(30min),
    seconds(1h),   seconds(2h),   seconds(3h),   seconds(6h),    seconds(12h),   seconds(24h)};

QDateTime localTime(Timestamp time) {
    const auto ms = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(ms.count());
}

} // namespace

NiceScale niceScale(double maximum, int maxIntervals, double minimumTop) {
    const double needed = std::max({maximum, minimumTop, 1.0});
    const int intervals = std::max(maxIntervals, 1);
    for (double power = 1;; power *= 10) {
        for (const double mantissa : {1.0, 2.0, 5.0}) {
            const double step = mantissa * power;
            const double count = std::ceil(needed / step);
            if (count <= intervals)
                return {step * count, step};
        }
    }
}

std::vector<TimeTick> timeTicks(Timestamp from, Timestamp to, double width, double minimumSpacing) {
    std::vector<TimeTick> ticks;
    if (from >= to || width <= 0)
        return ticks;
    const double span = std::chrono::duration<double>(to - from).count();
    const double least = span * minimumSpacing / width;
    const auto it = std::find_if(kTickSteps.begin(), kTickSteps.end(), [least](seconds step) {
        return static_cast<double>(step.count()) >= least;
    });
    const seconds step = it == kTickSteps.end() ? kTickSteps.back() : *it;

    // Round in local time: three-hour ticks belong at 12:00 and 15:00 in any time zone.
    const seconds offset(localTime(to).offsetFromUtc());
    const QString format = step < 1min ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm");
    const seconds local = std::chrono::floor<seconds>(from.time_since_epoch()) + offset;
    for (seconds at = local - local % step; at - offset <= to.time_since_epoch(); at += step) {
        const Timestamp time(at - offset);
        if (time >= from)
            ticks.push_back({time, localTime(time).toString(format)});
    }
    return ticks;
}

QString clockText(Timestamp time) {
    return localTime(time).toString(QStringLiteral("HH:mm:ss"));
}

std::vector<double> spreadLabels(std::span<const double> wanted, double spacing, double top,
                                 double bottom) {
    const std::size_t count = wanted.size();
    std::vector<double> placed(count);
    if (count == 0)
        return placed;
    const double gaps = static_cast<double>(count - 1);
    if (gaps * spacing > bottom - top)
        spacing = count > 1 ? std::max(bottom - top, 0.0) / gaps : 0;

    // With i * spacing taken off, "spacing apart" becomes "not descending": isotonic regression,
    // by pooling neighbours that stand in the wrong order.
    struct Pool {
        double mean;
        std::size_t size;
    };
    std::vector<Pool> pools;
    for (std::size_t i = 0; i < count; ++i) {
        pools.push_back({wanted[i] - static_cast<double>(i) * spacing, 1});
        while (pools.size() > 1 && pools[pools.size() - 2].mean > pools.back().mean) {
            const Pool last = pools.back();
            pools.pop_back();
            Pool& into = pools.back();
            const std::size_t size = into.size + last.size;
            into.mean = (into.mean * static_cast<double>(into.size) +
                         last.mean * static_cast<double>(last.size)) /
                        static_cast<double>(size);
            into.size = size;
        }
    }
    const double lowest = std::max(bottom - gaps * spacing, top);
    std::size_t i = 0;
    for (const Pool& pool : pools) {
        for (std::size_t n = 0; n < pool.size; ++n, ++i)
            placed[i] = std::clamp(pool.mean, top, lowest) + static_cast<double>(i) * spacing;
    }
    return placed;
}

} // namespace synoptic
