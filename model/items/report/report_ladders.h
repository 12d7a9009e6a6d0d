// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/report/report_material.h"

namespace synoptic {

/// A report shows so many rows of a ladder's beginning and of its end.
inline constexpr std::size_t kLadderBeginning = 26;
inline constexpr std::size_t kLadderEnd = 12;
/// Which rows of how many: [first, second) are left out; both are equal where all are shown.
std::pair<std::size_t, std::size_t> ladderGap(std::size_t rows);

/// Lays out the ladders of the flagged connections and reads the packets they show. Reads files:
/// not for the GUI thread. Does nothing without a history.
void addLadders(ReportMaterial& material, const std::shared_ptr<const PacketHistory>& history);

} // namespace synoptic
