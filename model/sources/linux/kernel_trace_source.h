// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/helper_source.h"
#include "model/sources/linux/sock_diag_table.h"
#include "model/sources/linux/wall_clock.h"

#include <array>
#include <optional>

namespace synoptic {

/// See makeKernelTraceSource().
class KernelTraceSource : public HelperSource {
public:
    explicit KernelTraceSource(const KernelTraceOptions& options);
    void setAllNamespaces(bool all) override;

protected:
    std::vector<std::string> job() const override;
    void beforeStart(ConnectionTracker&) override;
    bool takeFrame(const helper::Frame& frame, ConnectionTracker& tracker) override;
    void endBatch(ConnectionTracker& tracker) override;
    void helperLost(ConnectionTracker& tracker) override;
    void stopped(ConnectionTracker&) override {}

private:
    void takeEvents(std::span<const std::uint8_t> payload);
    void takeNamespace(helper::FieldReader fields);
    bool takeDump(std::span<const std::uint8_t> payload, ConnectionTracker& tracker);
    void askForOthers();
    void tellNames();
    Timestamp wallTime(std::uint64_t monotonic) const;

    const std::uint64_t ownNetns_;
    std::uint64_t onlyNetns_; ///< 0: all are told
    const bool readsOthers_;
    bool all_ = false;
    struct Other {
        NamespaceName name;
        bool listed = false; ///< a whole table of it has come
    };
    std::vector<Other> others_;       ///< that the helper can read; bounded
    std::vector<SocketRow> rows_;     ///< of the dump under way
    std::vector<std::byte> datagram_; ///< aligned as the parser wants it
    std::uint64_t dumpOf_ = 0;        ///< its namespace
    bool dumpBroken_ = false;
    DoublesMerger doubles_;
    WallClock clock_;
    std::vector<KernelEvent> events_;         ///< of this batch
    std::vector<std::array<char, 16>> names_; ///< theirs, by position
    std::int64_t toWallTime_ = 0;
    std::optional<Duration> shift_; ///< of another machine's clock; from the first frame on
    Timestamp drained_;
    Timestamp lastStatistics_;
};

} // namespace synoptic
