// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/helper_protocol.h"

#include <string_view>

namespace synoptic {

/// Writes whole frames to standard output, blocking. False when nobody reads any more.
bool writeFrame(helper::FrameWriter& frame);

bool writeHello();
bool writeEnd();
/// Writes a Failure frame, and the same as a line on standard error for people. Always false.
bool writeFailure(helper::Failure failure, std::string_view detail);

} // namespace synoptic
