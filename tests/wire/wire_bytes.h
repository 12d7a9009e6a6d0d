// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/decoder.h"

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

/// Packets made by hand, byte by byte. Independent of the decoder on purpose: nothing is shared.
namespace synoptic::bytes {

using Bytes = std::vector<std::uint8_t>;

/// From hexadecimal digits; spaces are for the reader.
inline Bytes hex(std::string_view digits) {
    Bytes out;
    int high = -1;
    for (const char c : digits) {
        if (c == ' ')
            continue;
        const int digit = c <= '9' ? c - '0' : c - 'a' + 10;
        if (high < 0) {
            high = digit;
        } else {
            out.push_back(static_cast<std::uint8_t>(high << 4 | digit));
            high = -1;
        }
    }
    return out;
}

inline Bytes operator+(Bytes left, const Bytes& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

inline Bytes u16(std::size_t value) {
    return {static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}
inline Bytes u32(std::uint32_t value) {
    return u16(value >> 16) + u16(value & 0xffff);
}

/// 50212 > 80, sequence 0x01020304, acknowledgment 0x05060708, ACK, window 502, 3 bytes: "abc".
inline Bytes tcp() {
    return hex("c424 0050 01020304 05060708 5010 01f6 0000 0000") + hex("616263");
}
inline Bytes udp(std::uint16_t from, std::uint16_t to, const Bytes& payload) {
    return u16(from) + u16(to) + u16(8 + payload.size()) + u16(0) + payload;
}
/// 192.0.2.7 > 198.51.100.3; `field` is that of flags and offset.
inline Bytes ipv4(std::uint8_t protocol, const Bytes& payload, std::uint16_t field = 0,
                  std::uint16_t identification = 0x1234) {
    return hex("4500") + u16(20 + payload.size()) + u16(identification) + u16(field) +
           Bytes{64, protocol} + hex("0000 c0000207 c6336403") + payload;
}
/// 2001:db8::7 > 2001:db8::3
inline Bytes ipv6(std::uint8_t next, const Bytes& payload) {
    return hex("60000000") + u16(payload.size()) + Bytes{next, 63} +
           hex("20010db8000000000000000000000007 20010db8000000000000000000000003") + payload;
}
inline Bytes ether(std::uint16_t type, const Bytes& payload) {
    return hex("020000000003 020000000007") + u16(type) + payload;
}

/// One frame with one link type, decoded; keeps what the spans point to.
struct Decoded {
    Bytes storage;
    DecodedPacket packet;
    DecodeOutcome outcome{};
};

inline CapturedFrame frameOf(std::uint16_t linkType, const Bytes& storage,
                             std::uint32_t originalLength = 0) {
    CapturedFrame frame;
    frame.linkType = linkType;
    frame.captured = storage;
    frame.originalLength =
        originalLength != 0 ? originalLength : static_cast<std::uint32_t>(storage.size());
    return frame;
}

inline Decoded decode(std::uint16_t linkType, const Bytes& bytes, std::uint32_t length = 0) {
    Decoded result;
    result.storage = bytes;
    Reassembler reassembler;
    result.outcome =
        decodePacket(frameOf(linkType, result.storage, length), result.packet, reassembler);
    return result;
}

} // namespace synoptic::bytes
