// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/capture_file_source.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace synoptic::test {

/// A capture file, read to its end by the real source into a real tracker.
class LoadedCapture {
public:
    explicit LoadedCapture(const std::string& path, std::optional<Duration> until = {},
                           std::optional<std::uint64_t> untilPackets = {})
        : source(makeCaptureFileSource({path, until, 1U << 20, false, untilPackets})) {
        while (source->due() != ObservationSource::Clock::time_point::max())
            source->collect(tracker, {});
        status = source->status();
        changes = tracker.takeChanges();
    }
    /// A file of tests/data/samples.
    static LoadedCapture sample(const char* name) {
        return LoadedCapture(std::string(SYNOPTIC_TEST_DATA "/samples/") + name);
    }

    std::shared_ptr<const PacketHistory> history() const { return changes.packets; }
    /// Null if there is none. Any port of 0 fits all.
    const ConnectionSnapshot* find(std::uint16_t client, std::uint16_t server) const {
        for (const ConnectionSnapshot& c : changes.changed) {
            if ((client == 0 || c.id.tuple.local.port == client) &&
                (server == 0 || c.id.tuple.remote.port == server))
                return &c;
        }
        return nullptr;
    }
    std::optional<ConnectionDetail> detail(ConnectionKey key) {
        tracker.setFocus(key);
        return tracker.takeChanges().detail;
    }

    std::unique_ptr<ObservationSource> source;
    ConnectionTracker tracker;
    SourceStatus status;
    ChangeSet changes; ///< all of it
};

} // namespace synoptic::test
