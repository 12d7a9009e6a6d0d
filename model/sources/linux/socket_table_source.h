// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/socket_table_reader.h"
#include "model/sources/source_factory.h"

namespace synoptic {

/// Polls the socket table, or those of several network namespaces, at an interval.
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
    void setHoldBack(std::chrono::milliseconds holdBack) override { holdBack_ = holdBack; }
    void refreshSoon() override { nextRefresh_ = Clock::now(); }

private:
    void tell(ConnectionTracker& tracker);
    SocketTableSource(const SocketTableOptions& options, SocketTableReader reader);

    SocketTableReader reader_;
    std::chrono::milliseconds interval_{0};
    Clock::time_point nextRefresh_;
    std::chrono::milliseconds holdBack_{0};
    /// Read and not told yet; they hold until the next reading.
    std::span<const SocketTableObservation> held_;
    Clock::time_point tellAt_ = Clock::time_point::max();
    Clock::duration lastDuration_{0};
};

} // namespace synoptic
