// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/filter/tokens.h"
#include "model/tracking/connection.h"
#include "model/wire/ip_address.h"

#include <limits>
#include <optional>

/// Reading of the values that stand after keys. All are pure functions.
namespace synoptic::filter {

/// Numbers from `low` to `high`, the ends in or out.
struct Interval {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool lowOpen = false;
    bool highOpen = false;

    /// Never true for a value that is not a number, which stands for unknown.
    bool contains(double value) const {
        return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high);
    }
    bool isEmpty() const { return low > high || (low == high && (lowOpen || highOpen)); }
    Interval intersected(const Interval& other) const;
};

enum class Unit { Plain, Seconds, Milliseconds, Bytes };

struct ParsedInterval {
    Interval interval;
    bool perSecond = false; ///< Bytes: "/s" was written
};

/// "80", "1024-65535", "1024-", ">100ms", "1h30m", "1MiB/s". A number without unit means what
/// `unit` says; the result is in seconds, bytes or plain.
std::optional<ParsedInterval> parseInterval(QStringView text, Token::Comparison comparison,
                                            Unit unit);

struct AddressRange {
    IpAddress network;
    int prefixLength = 0;
    bool contains(const IpAddress& address) const;
};
/// "192.0.2.7", "192.0.2.0/24", "2001:db8::/32", "[::1]".
std::optional<AddressRange> parseAddressRange(QStringView text);

/// ISO 8601 ("2026-11-22T12:04:31.5", "…Z", "…+01:00"; local time where no zone is given), or a
/// time of day, the latest before `now` ("12:04", "12:04:31"). A second without a fraction is
/// meant as a whole: its end, or `now` while it lasts.
std::optional<Timestamp> parseMoment(QStringView text, Timestamp now);

} // namespace synoptic::filter
