// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/captured_frame.h"
#include "model/wire/ip_reassembly.h"
#include "model/wire/packet.h"

namespace synoptic {

/// Reads one frame down to its innermost IP packet. Any bytes are safe to hand in: nothing outside
/// `frame.captured` is read, nesting is bounded, and nothing is allocated unless fragments have to
/// be kept. Lengths come from the headers, so a short capture counts as much as a whole one.
///
/// Where a tunnel holds something that is not a readable IP packet, the packet that carried it is
/// the result. With DecodeOutcome::Fragment, `source`, `destination` and `ip` are set, and so are
/// the tunnels; with the rest only the tunnels are, of which there then are none.
///
/// The choices of dissection follow Wireshark's defaults where they decide which connections exist:
/// well-known tunnel ports, reassembly on, zero IPv4 total length means segmentation offload.
/// Not read: the second and later subframes of an 802.11 A-MSDU, fragments of 802.11 frames.
DecodeOutcome decodePacket(const CapturedFrame& frame, DecodedPacket& out,
                           Reassembler& reassembler);

} // namespace synoptic
