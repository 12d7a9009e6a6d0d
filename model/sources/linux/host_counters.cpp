// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/host_counters.h"

#include "model/sources/linux/text_file.h"

#include <charconv>

namespace synoptic {

namespace {

/// The rest of the line if it begins with "group:".
std::optional<std::string_view> rowOf(std::string_view line, std::string_view group) {
    std::string_view rest = line;
    const std::string_view first = takeWord(rest);
    if (first.size() != group.size() + 1 || !first.starts_with(group) || first.back() != ':')
        return std::nullopt;
    return rest;
}

} // namespace

std::optional<std::uint64_t> findCounter(std::string_view text, std::string_view group,
                                         std::string_view column) {
    while (!text.empty()) {
        auto names = rowOf(takeLine(text), group);
        if (!names)
            continue;
        auto values = rowOf(takeLine(text), group);
        if (!values)
            return std::nullopt;
        while (true) {
            const std::string_view name = takeWord(*names);
            const std::string_view value = takeWord(*values);
            if (name.empty() || value.empty())
                return std::nullopt;
            if (name != column)
                continue;
            std::uint64_t number = 0;
            const auto [end, error] =
                std::from_chars(value.data(), value.data() + value.size(), number);
            if (error != std::errc{} || end != value.data() + value.size())
                return std::nullopt;
            return number;
        }
    }
    return std::nullopt;
}

std::optional<HostCounters> HostCounterReader::read() {
    if (readTextFile("/proc/thread-self/net/snmp", text_) != 0)
        return std::nullopt;
    const auto retransmitted = findCounter(text_, "Tcp", "RetransSegs");
    const auto resetsSent = findCounter(text_, "Tcp", "OutRsts");
    const auto establishedResets = findCounter(text_, "Tcp", "EstabResets");
    const auto failedAttempts = findCounter(text_, "Tcp", "AttemptFails");
    if (!retransmitted || !resetsSent || !establishedResets || !failedAttempts)
        return std::nullopt;
    return HostCounters{.segmentsRetransmitted = *retransmitted,
                        .resetsSent = *resetsSent,
                        .resetsReceived = *establishedResets + *failedAttempts};
}

} // namespace synoptic
