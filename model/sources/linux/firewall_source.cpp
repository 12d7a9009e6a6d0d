// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/firewall_source.h"

#include "model/sources/linux/helper_reach.h"
#include "model/sources/linux/local_addresses.h"
#include "model/sources/linux/wall_clock.h"

#include <net/if.h>
#include <unistd.h>

#include <memory>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

constexpr auto kBeat = 500ms;
/// Whoever has to type a password for it takes his time.
constexpr auto kPatience = 120s;
/// A filter that cannot be read now may be readable later; who asks again is told at once.
constexpr auto kAfterFailure = 60s;

std::vector<std::string> interfaceNames() {
    std::vector<std::string> names;
    const std::unique_ptr<struct if_nameindex, decltype(&::if_freenameindex)> list(
        ::if_nameindex(), ::if_freenameindex);
    for (const struct if_nameindex* one = list.get(); one && one->if_name; ++one)
        names.emplace_back(one->if_name);
    return names;
}

} // namespace

FirewallSource::FirewallSource(const FirewallOptions& options)
    : options_(options), due_(Clock::now()) {
    status_.kind = SourceStatus::Kind::Firewall;
    status_.way = SourceStatus::Way::Helper;
    status_.health = SourceStatus::Health::Working;
}

void FirewallSource::refreshSoon() {
    if (!helper_.isRunning() && !isOnRequest())
        due_ = Clock::now();
}

void FirewallSource::collect(ConnectionTracker& tracker, std::stop_token) {
    const auto now = Clock::now();
    if (!helper_.isRunning() && helper_.descriptor() < 0) {
        if (now >= due_)
            start(tracker);
        return;
    }
    due_ = now + kBeat;
    const bool goesOn = helper_.readAvailable();
    while (const auto frame = helper_.next()) {
        if (!take(*frame)) {
            helper_.stop();
            return tell(tracker, reading_, detail_);
        }
    }
    if (!goesOn) {
        helper_.stop();
        tell(tracker, Reading::Failed, wordsOfReach(helper_.errors(), helper_.why()));
    } else if (now - startedAt_ > kPatience) {
        helper_.stop();
        tell(tracker, Reading::Failed, "synoptic-capture took too long.");
    }
}

void FirewallSource::start(ConnectionTracker& tracker) {
    netns_ = currentNetns();
    rules_.clear();
    complaints_.clear();
    flags_ = 0;
    HelperReach reach = options_.helper;
    if (isOnRequest() && ::geteuid() == 0) // nobody need be asked
        reach.way = HelperReach::Way::Direct;
    const ReachCommand command = commandFor(reach, {"firewall"});
    if (command.words.empty())
        return tell(tracker, Reading::Unsupported,
                    (command.detail.empty() ? std::string("synoptic-capture") : command.detail) +
                        " is not installed.");
    if (const std::string problem = helper_.start(command.words); !problem.empty())
        return tell(tracker, Reading::Failed, problem);
    startedAt_ = Clock::now();
    due_ = startedAt_ + kBeat;
}

bool FirewallSource::take(const helper::Frame& frame) {
    using helper::Failure;
    using helper::FrameType;
    helper::FieldReader fields(frame.payload);
    switch (frame.type) {
    case FrameType::FirewallFacts:
        flags_ = fields.u32();
        complaints_ = fields.text();
        return true;
    case FrameType::FirewallRules:
        if (rules_.size() + frame.payload.size() > helper::kMostFirewallRules) {
            reading_ = Reading::Unsupported;
            detail_ = "the ruleset is too large to be looked at";
            return false;
        }
        rules_.append(reinterpret_cast<const char*>(frame.payload.data()), frame.payload.size());
        return true;
    case FrameType::Failure: {
        const auto failure = static_cast<Failure>(fields.u32());
        reading_ = failure == Failure::NotPermitted  ? Reading::NotPermitted
                   : failure == Failure::Unsupported ? Reading::Unsupported
                                                     : Reading::Failed;
        detail_ = fields.text(300);
        return false;
    }
    case FrameType::End:
        reading_ = Reading::Read;
        detail_.clear();
        return false;
    default:
        return true;
    }
}

void FirewallSource::tell(ConnectionTracker& tracker, Reading reading, const std::string& detail) {
    const std::vector<IpAddress> addresses = localAddresses();
    const std::vector<std::string> interfaces = interfaceNames();
    FirewallObservation seen;
    seen.time = WallClock().now();
    seen.netns = netns_;
    seen.reading = reading;
    seen.detail = detail;
    if (reading == Reading::Read) {
        seen.rules = rules_;
        seen.complaints = complaints_;
        seen.legacyIp = (flags_ & (helper::kLegacyIp | helper::kLegacyUnknown)) != 0;
        seen.legacyIp6 = (flags_ & (helper::kLegacyIp6 | helper::kLegacyUnknown)) != 0;
    }
    seen.addresses = addresses;
    seen.interfaces = interfaces;
    tracker.observe(seen);
    const bool again = !isOnRequest() && (reading == Reading::Read || reading == Reading::Failed);
    due_ = !again ? Clock::time_point::max()
                  : Clock::now() + (reading == Reading::Read ? options_.interval : kAfterFailure);
}

std::unique_ptr<ObservationSource> makeFirewallSource(const FirewallOptions& options) {
    return std::make_unique<FirewallSource>(options);
}

} // namespace synoptic
