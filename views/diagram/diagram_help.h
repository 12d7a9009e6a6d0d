// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/transition_table.h"

#include <QString>

#include <cstdint>
#include <span>

/// What the diagram tells on hovering: RFC 9293 in our own words. Plain text, paragraphs parted by
/// a newline.
namespace synoptic {

/// What a state means, how many connections are in it.
QString stateHelp(TcpState state, std::uint32_t count);

/// What leads along an edge, an example segment, and how often it was seen since start.
QString edgeHelp(EdgeIndex edge, std::uint64_t total);

/// For a part of a rail that several states share: which they are, and the counts of each.
QString railHelp(std::span<const EdgeIndex> edges,
                 std::span<const std::uint64_t, kStateEdgeCount> totals);

} // namespace synoptic
