// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/finding.h"
#include "model/tracking/connection.h"

#include <QByteArray>
#include <QByteArrayList>

#include <chrono>
#include <optional>
#include <string_view>

/// The JSON that others script against: one object a line, UTF-8, keys in snake_case, times in
/// seconds (Unix time for instants), canonical addresses, states as in RFC 9293. Keys and units are
/// fixed; what is not known is absent. Each function returns a line without its newline. Text of
/// processes is hostile: it is escaped, and bytes that are no UTF-8 become U+FFFD.#include
/// <utility>
#include <vector>

namespace synoptic {

/// One socket as it is now: {"type":"socket", ...}. `netnsName` is what its network namespace is
/// called, if it has a name.
QByteArray socketLine(const ConnectionSnapshot& connection, std::string_view netnsName = {});

/// One change of state: {"type":"transition", ...}. `connection` is the one it belongs to, as it is
/// after the change.
QByteArray transitionLine(const StateTransition& transition, const ConnectionSnapshot& connection,
                          std::string_view netnsName = {});

/// What a rule found: {"type":"finding", ...}, with summary, meaning and advice in English or the
/// language of the program. Of its connections only their number is told.
QByteArray findingLine(const Finding& finding);

/// What a whole run amounts to; only what applies is set.
struct RunSummary {
    std::optional<std::uint64_t> packets = {};
    std::optional<std::uint64_t> skippedPackets = {};
    std::optional<std::uint64_t> connections;
    std::optional<std::uint64_t> transitions;
    std::optional<std::uint64_t> lostEvents;
    std::optional<std::uint64_t> findings = {};
    std::optional<std::chrono::nanoseconds> duration;
    /// Rules that would have had to watch for longer, by name, and for how long.
    std::vector<std::pair<std::string_view, std::chrono::nanoseconds>> tooShort = {};
    QByteArray firewall = {}; ///< an object of json_firewall.h; empty: left out
    QByteArrayList warnings;  ///< UTF-8, one sentence or two each
};
/// {"type":"summary", ...}: the last line of every command.
QByteArray summaryLine(const RunSummary& summary);

} // namespace synoptic
