// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/packet_index.h"

#include <cstdint>
#include <string>

namespace synoptic {

/// The head of one HTTP/1 request or response, as far as the packet that begins it holds it. All
/// texts come from the wire: hostile.
struct HttpMessage {
    PacketNumber packet = kNoPacket;
    FlowNumber flow = kNoFlow;
    EndIndex sender = 0;
    bool isRequest = false;
    bool headCut =
        false; ///< the packet ends before the head does, so a missing field tells nothing
    Timestamp time;
    std::string method; ///< of a request
    std::string target;
    std::string host;         ///< field Host, or of an absolute target
    std::uint16_t status = 0; ///< of a response
    std::string reason;
    std::string contentType;
    std::int64_t contentLength = -1; ///< field Content-Length; -1: not given
};

} // namespace synoptic
