// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/helper_process.h"
#include "model/sources/observation_source.h"
#include "model/sources/source_factory.h"
#include "model/tracking/observation.h"

#include <string>
#include <vector>

namespace synoptic {

/// See makeFirewallSource(). That the rules cannot be read is what it tells, no trouble of its own:
/// its status is always well.
class FirewallSource : public ObservationSource {
public:
    explicit FirewallSource(const FirewallOptions& options);

    int descriptor() const override { return helper_.descriptor(); }
    Clock::time_point due() const override { return due_; }
    void collect(ConnectionTracker& tracker, std::stop_token stop) override;
    SourceStatus status() const override { return status_; }
    void refreshSoon() override;
    void end(ConnectionTracker&) override { helper_.stop(); }

private:
    using Reading = FirewallObservation::Reading;

    bool isOnRequest() const { return options_.helper.way == HelperReach::Way::Administrator; }
    void start(ConnectionTracker& tracker);
    /// False once the helper has no more to say; then `reading_` tells how it went.
    bool take(const helper::Frame& frame);
    void tell(ConnectionTracker& tracker, Reading reading, const std::string& detail);

    const FirewallOptions options_;
    HelperProcess helper_;
    SourceStatus status_;
    Clock::time_point due_;
    Clock::time_point startedAt_;
    std::uint64_t netns_ = 0;
    // Of the reading that goes on
    Reading reading_ = Reading::Failed;
    std::string detail_;
    std::string rules_;
    std::string complaints_;
    std::uint32_t flags_ = 0;
};

} // namespace synoptic
