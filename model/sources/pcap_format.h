// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/timestamp.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

/// Numbers and bytes of the two capture formats (draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng).
namespace synoptic::pcap_format {

constexpr std::uint32_t kMicroseconds = 0xa1b2c3d4;
constexpr std::uint32_t kNanoseconds = 0xa1b23c4d;
constexpr std::uint32_t kKuznetzov = 0xa1b2cd34; ///< 8 more bytes in each record's header
constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;

enum class BlockType : std::uint32_t {
    Interface = 1,
    Packet = 2, ///< obsolete
    SimplePacket = 3,
    EnhancedPacket = 6,
    SectionHeader = 0x0a0d0d0a, ///< reads the same in either byte order
};

inline std::uint32_t load32(const std::uint8_t* at, bool isSwapped) {
    std::uint32_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return isSwapped ? __builtin_bswap32(value) : value;
}
inline std::uint16_t load16(const std::uint8_t* at, bool isSwapped) {
    std::uint16_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return isSwapped ? __builtin_bswap16(value) : value;
}
inline std::uint64_t load64(const std::uint8_t* at, bool isSwapped) {
    std::uint64_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return isSwapped ? __builtin_bswap64(value) : value;
}

/// Nanoseconds since 1970 as an instant, kept between 1970 and 2116: the distance of any two then
/// fits a Duration, whatever a damaged file says.
inline Timestamp instant(std::int64_t nanoseconds) {
    constexpr std::int64_t kLast = std::int64_t{1} << 62;
    return Timestamp(Duration(std::clamp(nanoseconds, std::int64_t{0}, kLast)));
}

} // namespace synoptic::pcap_format
