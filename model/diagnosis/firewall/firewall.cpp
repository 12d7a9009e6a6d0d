// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/firewall/firewall.h"

#include "model/diagnosis/firewall/judge.h"

#include <algorithm>

namespace synoptic::firewall {

namespace {

constexpr std::size_t kMostKnown = 5'000;
constexpr std::size_t kLongestDetail = 300;

Verdict cannotTell(std::uint16_t doubt) {
    Verdict verdict;
    verdict.doubt = doubt;
    return verdict;
}

} // namespace

Firewall::Firewall() = default;
Firewall::~Firewall() = default;

void Firewall::take(const FirewallObservation& seen) {
    std::vector<IpAddress> addresses;
    std::copy_if(seen.addresses.begin(), seen.addresses.end(), std::back_inserter(addresses),
                 [](const IpAddress& address) { return !address.isLoopback(); });
    std::vector<std::string> interfaces;
    std::copy_if(seen.interfaces.begin(), seen.interfaces.end(), std::back_inserter(interfaces),
                 [](const std::string& name) { return name != "lo"; });
    const bool same = told_ && reading_ == seen.reading && rules_ == seen.rules &&
                      incomplete_ == !seen.complaints.empty() && legacyIp_ == seen.legacyIp &&
                      legacyIp6_ == seen.legacyIp6 && addresses_ == addresses &&
                      interfaces_ == interfaces;
    time_ = seen.time;
    detail_ = seen.detail.substr(0, kLongestDetail);
    if (same)
        return;
    told_ = true;
    reading_ = seen.reading;
    rules_ = seen.rules;
    incomplete_ = !seen.complaints.empty();
    legacyIp_ = seen.legacyIp;
    legacyIp6_ = seen.legacyIp6;
    addresses_ = std::move(addresses);
    interfaces_ = std::move(interfaces);
    known_.clear();
    ruleset_.reset();
    if (reading_ != FirewallObservation::Reading::Read)
        return;
    if (auto ruleset = Ruleset::parse(rules_))
        ruleset_ = std::make_unique<const Ruleset>(std::move(*ruleset));
}

Verdict Firewall::ask(Protocol protocol, bool v6, const Endpoint& local, bool loopback) const {
    if (reading_ != FirewallObservation::Reading::Read)
        return cannotTell(kUnread);
    if (v6 ? legacyIp6_ : legacyIp_)
        return cannotTell(kLegacy);
    if (incomplete_ || !ruleset_)
        return cannotTell(kIncomplete);
    Probe probe;
    probe.protocol = protocol;
    probe.v6 = v6;
    probe.port = local.port;
    probe.interfaces = interfaces_;
    const IpAddress address = local.address.unmapped();
    if (!loopback && !address.isUnspecified())
        probe.destinations = {address};
    else
        std::copy_if(addresses_.begin(), addresses_.end(), std::back_inserter(probe.destinations),
                     [v6](const IpAddress& own) { return own.isV4() != v6; });
    return judge(*ruleset_, probe);
}

Reach Firewall::judged(Protocol protocol, const Endpoint& local, bool v6Alone) const {
    const IpAddress address = local.address.unmapped();
    const Protocol other = protocol == Protocol::Tcp ? Protocol::Udp : Protocol::Tcp;
    const bool v4 = address.isV4() || (address.isUnspecified() && !v6Alone);
    const bool v6 = !address.isV4();
    Reach reach;
    reach.protocol = protocol;
    reach.local = local;
    reach.loopback = address.isLoopback();
    if (v4) {
        reach.v4 = ask(protocol, false, local, reach.loopback);
        reach.otherV4 = ask(other, false, local, reach.loopback);
    }
    if (v6) {
        reach.v6 = ask(protocol, true, local, reach.loopback);
        reach.otherV6 = ask(other, true, local, reach.loopback);
    }
    return reach;
}

const Reach& Firewall::reach(Protocol protocol, const Endpoint& local, bool v6Alone) {
    const Key key{protocol, v6Alone, local};
    const auto known = known_.find(key);
    if (known != known_.end())
        return known->second;
    if (known_.size() >= kMostKnown)
        known_.clear();
    return known_.emplace(key, judged(protocol, local, v6Alone)).first->second;
}

} // namespace synoptic::firewall
