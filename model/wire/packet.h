// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/endpoint.h"
#include "model/wire/sequence_number.h"
#include "model/wire/timestamp.h"

#include <array>
#include <cstdint>
#include <span>

/// What the decoder reads from one captured packet. Spans point into the caller's bytes.
namespace synoptic {

/// The control bits of a TCP header (RFC 9293, section 3.1; AE of RFC 9768 left out).
enum ControlBits : std::uint8_t {
    kFin = 0x01,
    kSyn = 0x02,
    kRst = 0x04,
    kPsh = 0x08,
    kAck = 0x10,
    kUrg = 0x20,
    kEce = 0x40,
    kCwr = 0x80,
};

/// The options that matter to an observer (RFC 9293 3.2, RFC 7323, RFC 2018, RFC 7413).
struct TcpOptions {
    std::uint16_t maximumSegmentSize = 0; ///< 0: absent
    std::int8_t windowScale = -1;         ///< -1: absent
    bool sackPermitted = false;
    bool hasTimestamps = false;
    bool hasFastOpen = false;
    bool malformed = false; ///< a length ran out of the header; what stood before it is kept
    std::uint32_t timestampValue = 0;
    std::uint32_t timestampEcho = 0;
    std::uint8_t sackBlockCount = 0;
    std::array<std::array<SequenceNumber, 2>, 4> sackBlocks{}; ///< left edge, right edge
};

/// One TCP segment. Lengths come from the headers, so a short capture still counts right.
struct TcpSegment {
    SequenceNumber sequence;
    SequenceNumber acknowledgment; ///< meaningful with kAck
    std::uint8_t control = 0;      ///< ControlBits
    std::uint16_t window = 0;      ///< as sent, not scaled
    std::uint32_t payloadLength = 0;
    TcpOptions options;
    std::span<const std::uint8_t> payload; ///< what was captured of it; may be shorter, or empty

    bool has(std::uint8_t bits) const { return (control & bits) == bits; }
    /// SEG.LEN: payload, SYN and FIN each count (RFC 9293, section 3.4).
    std::uint32_t length() const {
        return payloadLength + (has(kSyn) ? 1U : 0U) + (has(kFin) ? 1U : 0U);
    }
};

} // namespace synoptic
