// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/timestamp.h"

#include <cstddef>
#include <cstdint>

namespace synoptic {

/// Every number at which a rule speaks up, in one place. All may be changed while the engine runs.
struct DiagnosisThresholds {
    using seconds = std::chrono::seconds;

    // The engine
    Duration pace = std::chrono::milliseconds(800); ///< least time between two evaluations
    Duration window = seconds(3);                   ///< over which counters are held together
    Duration hold = seconds(10);      ///< a finding of what is stays so long after it was last true
    Duration holdEvent = seconds(60); ///< one of what happened
    std::size_t findings = 1'000;     ///< kept, those that are over included
    std::size_t connectionsPerFinding = 50;

    // SynFlood
    std::uint32_t floodLeast = 60; ///< half-open, or SYNs lost or left unanswered in the window
    double floodCompleted = 0.25;  ///< with a larger share of handshakes completed it is load
    double floodRate = 20;         ///< SYNs a second that lead nowhere
    double floodSure = 400; ///< SYNs that lead nowhere in the window: no slow link explains them
    Duration floodPatience = seconds(6); ///< with fewer, it has to last so long
    Duration floodAge = seconds(6);      ///< half-opens this old are not on their way any more
    double floodManySources = 0.5;       ///< distinct sources among half-opens: from many addresses
    double floodFill = 0.9;              ///< of the listener's limit

    // AcceptQueueOverflow
    std::uint64_t acceptOverflows = 10; ///< in the window, where no queue was seen full

    // ConnectionAttempts
    std::uint32_t attemptPorts = 15; ///< different ports one source tried in vain
    std::uint32_t attemptHosts = 15; ///< different hosts, at one port

    // Connects
    Duration silentAfter = std::chrono::milliseconds(2'500);
    std::uint32_t refusedOften = 3; ///< from here on a warning, as for slow handshakes
    Duration resetAtOnce = seconds(3);
    Duration slowHandshake = seconds(1);

    // States that last
    Duration closeWaitAge = seconds(60);
    std::uint32_t closeWaitCount = 5;
    std::uint32_t closeWaitMany = 100; ///< an error
    Duration finWait2Age = seconds(10);
    std::uint32_t finWait2Count = 20;
    Duration halfClosedAge = seconds(60);
    double timeWaitShare = 0.5;   ///< of the ephemeral ports towards one destination
    double timeWaitBuckets = 0.9; ///< of tcp_max_tw_buckets
    double portsUsed = 0.95;      ///< of the ephemeral ports towards one destination

    // Data that does not get through
    std::uint8_t retransmitTries = 6; ///< of the same segment, some twelve seconds
    double retransmitShare = 0.1;     ///< of the packets, or of the segments of the host
    std::uint32_t retransmitLeast = 20;
    Duration zeroWindowAge = seconds(3);
    std::uint8_t keepAliveProbes = 2; ///< without an answer
    Duration disagreementAge = seconds(3);

    // AsymmetricCapture
    std::uint32_t asymmetricLeast = 3; ///< connections
    double asymmetricShare = 0.5;      ///< of those with data

    friend bool operator==(const DiagnosisThresholds&, const DiagnosisThresholds&) = default;
};

} // namespace synoptic
