// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace synoptic {

/// A TCP sequence number: 32 bits that wrap (RFC 9293, section 3.4). Comparisons are by the shorter
/// way around the circle, so they are no total order: there is no operator<=> on purpose.
class SequenceNumber {
public:
    constexpr SequenceNumber() = default;
    constexpr explicit SequenceNumber(std::uint32_t value) : value_(value) {}

    constexpr std::uint32_t value() const { return value_; }
    constexpr bool isBefore(SequenceNumber other) const { return *this - other < 0; }
    constexpr bool isAfter(SequenceNumber other) const { return *this - other > 0; }

    friend constexpr bool operator==(SequenceNumber, SequenceNumber) = default;
    /// The signed distance from b to a, in -2^31 .. 2^31-1.
    friend constexpr std::int32_t operator-(SequenceNumber a, SequenceNumber b) {
        return static_cast<std::int32_t>(a.value_ - b.value_);
    }
    friend constexpr SequenceNumber operator+(SequenceNumber a, std::uint32_t length) {
        return SequenceNumber(a.value_ + length);
    }

private:
    std::uint32_t value_ = 0;
};

} // namespace synoptic
