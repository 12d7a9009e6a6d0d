// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/timestamp.h"

#include <cstdint>
#include <span>

namespace synoptic {

/// One frame as a capture gives it. `captured` belongs to who made the frame.
struct CapturedFrame {
    Timestamp time;
    std::uint32_t originalLength = 0; ///< bytes on the wire; at least as many as captured
    std::uint16_t linkType = 0;       ///< LINKTYPE_ number, see link_type.h
    std::uint32_t interfaceId = 0;    ///< pcapng: counts from 0 over all sections of the file
    std::uint64_t number = 0;         ///< counts from 1, as Wireshark's frame.number
    std::uint64_t offset = 0;         ///< of the packet's record in the file; see CaptureFileReader
    std::span<const std::uint8_t> captured;
};

} // namespace synoptic
