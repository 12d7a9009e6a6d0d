// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <QString>

#include <span>
#include <vector>

/// Where ticks and labels stand: pure functions, shared by charts and timeline.
namespace synoptic {

/// A value axis from 0 to `top`, with a tick every `step`.
struct NiceScale {
    double top = 1;
    double step = 1;

    friend bool operator==(const NiceScale&, const NiceScale&) = default;
};

/// The lowest axis of at most `maxIntervals` steps of 1, 2 or 5 times a power of ten that holds
/// `maximum` and reaches at least `minimumTop`. Steps are whole numbers: connections are counted.
NiceScale niceScale(double maximum, int maxIntervals, double minimumTop = 1);

/// One mark on a time axis, labelled in local time.
struct TimeTick {
    Timestamp time;
    QString label; ///< "12:04", or "12:04:30" where ticks are closer than a minute
};

/// Round local times in [from, to], at least `minimumSpacing` pixels apart on an axis that many
/// pixels wide.
std::vector<TimeTick> timeTicks(Timestamp from, Timestamp to, double width,
                                double minimumSpacing = 72);

/// "12:04:31" in local time.
QString clockText(Timestamp time);

/// Pushes label centres apart: as near to `wanted` (ascending) as least squares allow, `spacing`
/// apart, inside [top, bottom]. Where they do not fit they are set evenly, closer than asked.
std::vector<double> spreadLabels(std::span<const double> wanted, double spacing, double top,
                                 double bottom);

} // namespace synoptic
