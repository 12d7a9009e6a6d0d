// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/finding.h"

#include <array>

namespace synoptic {

std::string_view name(RuleId rule) {
    constexpr std::array<std::string_view, kRuleCount> kNames{
        "syn-flood",
        "accept-queue-overflow",
        "connection-attempts",
        "connect-silent",
        "connect-refused",
        "connect-unreachable",
        "connect-blocked-here",
        "wrong-protocol",
        "reset-after-request",
        "close-wait-leak",
        "fin-wait-2-orphan",
        "time-wait-pressure",
        "half-closed",
        "retransmission-storm",
        "zero-window-stall",
        "keep-alive-death",
        "reset-after-data",
        "slow-handshake",
        "asymmetric-capture",
        "disagreement",
        "port-exhaustion",
        "reused-port-refused",
        "firewall-protocol-mismatch",
        "firewall-opens-loopback",
        "firewall-blocks-listener",
    };
    return kNames[static_cast<std::size_t>(rule)];
}

std::string_view name(FindingSeverity severity) {
    constexpr std::array<std::string_view, 3> kNames{"note", "warning", "error"};
    return kNames[static_cast<std::size_t>(severity)];
}

} // namespace synoptic
