// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/socket_table_reader.h"
#include "model/sources/source_factory.h"

#include <map>
#include <string>

namespace synoptic {

/// How long at least from the beginning of a reading to the next, for what reading and telling
/// cost this thread. Where the kernel's trace tells each change of state, the table adds round-trip
/// times, queues and the ends of TIME-WAIT: for these it may take a twentieth of a core.
std::chrono::nanoseconds leastInterval(std::chrono::nanoseconds cost, bool traced);

/// Polls the socket table, or those of several network namespaces, at an interval; less often where
/// that is dear and the kernel's trace tells what happens in between.
class SocketTableSource : public ObservationSource {
public:
    /// Of the network namespace the thread is in that collects first.
    explicit SocketTableSource(const SocketTableOptions& options);
    /// Of these; the first has to be that thread's own.
    SocketTableSource(const SocketTableOptions& options, std::vector<NetworkNamespace> namespaces);

    Clock::time_point due() const override;
    void collect(ConnectionTracker& tracker, std::stop_token stop) override;
    SourceStatus status() const override;
    void setInterval(std::chrono::milliseconds interval) override;
    void setAllNamespaces(bool all) override;
    void setHoldBack(std::chrono::milliseconds holdBack) override { holdBack_ = holdBack; }
    void refreshSoon() override { nextRefresh_ = Clock::now(); }

private:
    void tell(ConnectionTracker& tracker);
    void lookForNamespaces(ConnectionTracker& tracker);
    SocketTableSource(const SocketTableOptions& options, SocketTableReader reader);

    SocketTableReader reader_;
    std::chrono::milliseconds interval_{0};
    Clock::time_point began_; ///< the newest reading
    Clock::time_point nextRefresh_;
    std::chrono::milliseconds holdBack_{0};
    /// Read and not told yet; they hold until the next reading.
    std::span<const SocketTableObservation> held_;
    Clock::time_point tellAt_ = Clock::time_point::max();
    bool all_ = false; ///< namespaces
    WallClock clock_;
    Clock::time_point lookForNamespacesAt_ = Clock::time_point::max();
    SourceStatus::Namespaces namespaces_ = SourceStatus::Namespaces::Own;
    std::shared_ptr<const std::vector<NamespaceName>> namespaceNames_;
    std::map<std::uint64_t, std::string> knownNames_; ///< by namespace
    Clock::duration lastDuration_{0};
    std::chrono::nanoseconds tellingCost_{0}; ///< processor time of the newest telling
};

} // namespace synoptic
