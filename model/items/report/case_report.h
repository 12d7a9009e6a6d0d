// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/report/report_material.h"

namespace synoptic {

/// What there is of one address in all connections it takes part in.
struct ReportTalker {
    IpAddress address;
    QString host;
    std::uint64_t connections = 0;
    std::uint64_t sentBytes = 0; ///< payload that this address sent
    std::uint64_t receivedBytes = 0;
    std::uint64_t packets = 0; ///< both ways; 0 where nothing counts them
};

/// Connections of one process, or in a capture of one server, by state.
struct ReportGroup {
    QString process; ///< live; empty: the kernel's or unknown
    std::int32_t pid = 0;
    std::optional<Endpoint> server; ///< of a capture
    StateCounts counts{};
    std::uint64_t total = 0;
};

/// Sums over the report's connections.
struct ReportSummary {
    std::uint64_t connections = 0; ///< TCP and UDP
    std::uint64_t tcp = 0;
    std::uint64_t udp = 0;
    std::uint64_t listening = 0;
    std::uint64_t packets = 0;        ///< of a capture: all it has
    std::uint64_t skippedPackets = 0; ///< of them, those in no connection
    std::uint64_t payloadBytes = 0;
    std::uint64_t retransmissions = 0;
    std::uint64_t resets = 0;
    std::uint64_t refused = 0;    ///< connections answered by RST
    std::uint64_t unanswered = 0; ///< SYNs without an answer
    std::uint64_t lostEvents = 0; ///< and packets dropped
};

/// A case as a colleague gets it. A value; the same material gives the same report.
struct CaseReport {
    ReportMaterial material;
    ReportSummary summary;
    StateCounts counts{};              ///< at the end, of the report's connections
    std::vector<StateSample> moments;  ///< state counts over time, evenly apart or each second
    std::vector<ReportTalker> talkers; ///< the busiest first; all of them
    std::vector<ReportGroup> groups;   ///< the largest first; all of them
    /// Positions in material.connections, the most telling first: flagged ones, then by bytes.
    std::vector<std::size_t> order;
    std::size_t flagged = 0;   ///< how many of them are flagged ones
    std::uint64_t unnamed = 0; ///< connections that findings count and do not name
};

CaseReport buildReport(ReportMaterial material);

/// Payload that an end sent; `local` false: the remote end.
std::uint64_t sentBytes(const ReportConnection& connection, bool local);
/// What of both ends' counts adds up; 0 without packets.
std::uint64_t retransmissionsOf(const ReportConnection& connection);
std::uint64_t resetsOf(const ReportConnection& connection);

} // namespace synoptic
