// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/report/report_document.h"

/// Parts of reportDocument().
namespace synoptic {

/// Top talkers, states by process or server, and the connections, each up to a number of rows.
void addReportTables(const CaseReport& report, std::vector<ReportSection>& sections);
inline constexpr std::size_t kMostTalkers = 12;
inline constexpr std::size_t kMostGroups = 15;
inline constexpr std::size_t kMostListed = 40;
inline constexpr std::size_t kMostSelected = 400;
/// How many rows the table of connections has.
std::size_t rowsOfConnections(const CaseReport& report);

/// Two or three sentences for who reads no further.
QString reportLead(const CaseReport& report);
/// A flagged connection in one sentence: outcome, packets, retransmissions.
QString connectionStory(const LadderContent& ladder);

} // namespace synoptic
