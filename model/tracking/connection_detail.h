// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/capture_connection.h"
#include "model/tracking/packet_index.h"

#include <array>
#include <optional>
#include <vector>

namespace synoptic {

/// What packets tell of one end.
struct WireEnd {
    EndIndex index = 0; ///< IndexedPacket::sender of what it sent
    bool isClient = false;
    std::optional<TcpState> firstState;          ///< in which it was when something first told
    std::vector<InferredTransition> transitions; ///< oldest first
    std::uint32_t transitionsOmitted = 0;        ///< later ones, beyond the bound on memory
    /// What relative numbers count from: the ISN, or one less than the first number seen.
    std::optional<std::uint32_t> baseSequence;
    bool isnSeen = false; ///< baseSequence is the ISN of a SYN that was captured
    SegmentCounts counts;
    SynOptions synOptions;
    RoundTripSamples roundTrips;
};

/// All that packets tell of one connection: made for the one a person looks at.
struct ConnectionDetail {
    ConnectionKey key = 0;
    FlowNumber flow = kNoFlow;
    Protocol protocol = Protocol::Tcp;
    Timestamp first;             ///< its first packet
    Timestamp last;              ///< and its last
    std::array<WireEnd, 2> ends; ///< the local end, the remote end
    Handshake handshake;
    std::uint8_t completeness = 0; ///< CompletenessBits
    ConnectionOutcome outcome{};
    std::uint32_t incarnation = 0; ///< how many connections of the capture used these ports before
    /// The same two ends' connection before this one in the capture: its last packet; kNoPacket.
    PacketNumber lastOfPrevious = kNoPacket;
};

/// `localEnd`: which end comes first. Leaves key and lastOfPrevious as they are.
ConnectionDetail detailOf(const CaptureConnection& connection, EndIndex localEnd);
ConnectionDetail detailOf(const UdpFlow& flow, EndIndex localEnd);

} // namespace synoptic
