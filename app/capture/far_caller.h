// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/helper_protocol.h"

#include <string>

/// What a caller on another machine needs of this one.
namespace synoptic {

/// libpcap's words for everything but the ssh session this process runs in, whose packets would
/// make packets themselves; empty where there is none.
std::string allButOwnSession();

/// Appends this machine's addresses: u32 how many, and for each u32 4 or 6 and 16 bytes (IPv4 in
/// the first four). They tell whose end of a connection is this machine's. Then i64 nanoseconds
/// since 1970, by this machine's clock.
void addOwnSide(helper::FrameWriter& frame);

} // namespace synoptic
