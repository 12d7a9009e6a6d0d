// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/firewall/reach.h"

#include <map>
#include <memory>

namespace synoptic::firewall {

class Ruleset;

/// The packet filter of a network namespace as it was read last. On the tracker's thread.
class Firewall {
public:
    Firewall();
    ~Firewall();

    void take(const FirewallObservation& observation);
    bool wasTold() const { return told_; }
    FirewallObservation::Reading reading() const { return reading_; }
    Timestamp time() const { return time_; }
    const std::string& detail() const { return detail_; }

    /// Of a socket bound to `local`. A socket bound to "::" takes IPv4 too, unless it was told not
    /// to or another one does (`v6Alone`). Kept until the filter is another one; valid until the
    /// next take().
    const Reach& reach(Protocol protocol, const Endpoint& local, bool v6Alone);

private:
    Verdict ask(Protocol protocol, bool v6, const Endpoint& local, bool loopback) const;
    Reach judged(Protocol protocol, const Endpoint& local, bool v6Alone) const;

    bool told_ = false;
    FirewallObservation::Reading reading_ = FirewallObservation::Reading::Failed;
    Timestamp time_;
    std::string detail_;
    std::string rules_; ///< what ruleset_ was read from
    bool incomplete_ = false;
    bool legacyIp_ = false;
    bool legacyIp6_ = false;
    std::vector<IpAddress> addresses_; ///< of this machine, loopback left out
    std::vector<std::string> interfaces_;
    std::unique_ptr<const Ruleset> ruleset_; ///< null: not understood
    struct Key {
        Protocol protocol;
        bool v6Alone;
        Endpoint local;
        auto operator<=>(const Key&) const = default;
    };
    std::map<Key, Reach> known_;
};

} // namespace synoptic::firewall
