// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/firewall/verdict.h"
#include "model/tracking/observation.h"

#include <string>
#include <vector>

/// Which listeners can be reached from other machines. Values that cross threads.
namespace synoptic::firewall {

/// What the packet filter does with packets from outside to one socket that waits for them.
struct Reach {
    Protocol protocol = Protocol::Tcp;
    Endpoint local;
    /// It is bound to loopback: nothing from outside reaches it, whatever the filter does. The
    /// verdicts are then about the same port of the machine's other addresses.
    bool loopback = false;
    std::optional<Verdict> v4; ///< absent: it takes no IPv4
    std::optional<Verdict> v6;
    std::optional<Verdict> otherV4; ///< of the other protocol (UDP for TCP) at the same port
    std::optional<Verdict> otherV6;

    friend bool operator==(const Reach&, const Reach&) = default;
};

/// All of one network namespace.
struct View {
    using Reading = FirewallObservation::Reading;
    std::uint64_t netns = 0;
    Reading reading = Reading::Failed;
    Timestamp time;     ///< when it was
    std::string detail; ///< what the system said where it was not read: hostile text
    std::vector<Reach> listeners;

    friend bool operator==(const View&, const View&) = default;
};

} // namespace synoptic::firewall
