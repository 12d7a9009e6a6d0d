// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/http_message.h"

#include <optional>

namespace synoptic {

/// The head that the segment begins with, if it begins one; packet, flow, sender and time are left
/// to the caller. Costs next to nothing for other segments.
std::optional<HttpMessage> readHttpHead(const TcpSegment& segment);

} // namespace synoptic
