// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/capture_tracker.h"

namespace synoptic {

/// Fills in who talks to whom, in an order of the ends that only depends on them, and the hash of
/// it. Both ends have addresses of one family.
void fillTicket(CaptureTracker::Ticket& ticket, const Endpoint& source, const Endpoint& destination,
                Protocol protocol);

/// Has the hash depend on a number nobody outside knows, so that ports and addresses cannot be
/// chosen to fall on one place of an index. Once for a process, before its first packet.
void saltFlowHash(std::uint64_t seed);

} // namespace synoptic
