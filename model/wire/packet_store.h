// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/captured_frame.h"

#include <cstdint>

namespace synoptic {

/// Where the bytes of packets lie: a capture file, or what live capture keeps. Used by one thread;
/// PacketHistory::openStore() makes another for another thread.
class PacketStore {
public:
    virtual ~PacketStore() = default;

    /// Reads the packet that lies at `place` (IndexedPacket::place). `frame.captured` holds until
    /// the next call. False if it is not there any more, or cannot be read.
    virtual bool at(std::uint64_t place, CapturedFrame& frame) = 0;
};

} // namespace synoptic
