// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tcp/tcp_state.h"

#include <string>
#include <utility>

namespace synoptic {

namespace {

constexpr std::array<std::string_view, kTcpStateCount> kNames{
    "CLOSED",     "LISTEN",  "SYN-SENT",  "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1",
    "FIN-WAIT-2", "CLOSING", "TIME-WAIT", "CLOSE-WAIT",   "LAST-ACK"};

/// What netstat and ss write where it differs by more than a hyphen.
constexpr std::array<std::pair<std::string_view, TcpState>, 8> kOtherSpellings{{
    {"ESTAB", TcpState::Established},
    {"SYN-RECV", TcpState::SynReceived},
    {"FIN-WAIT1", TcpState::FinWait1},
    {"FIN-WAIT2", TcpState::FinWait2},
    {"CLOSE", TcpState::Closed},
    {"UNCONN", TcpState::Closed},
    {"LISTENING", TcpState::Listen},
    {"TIMEWAIT", TcpState::TimeWait},
}};

} // namespace

std::string_view name(TcpState state) {
    return kNames[index(state)];
}

std::optional<TcpState> tcpStateFromName(std::string_view text) {
    std::string key;
    for (const char c : text) {
        if (c == '_')
            key += '-';
        else
            key += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    for (const TcpState state : kAllTcpStates) {
        if (key == name(state))
            return state;
    }
    for (const auto& [spelling, state] : kOtherSpellings) {
        if (key == spelling)
            return state;
    }
    return std::nullopt;
}

} // namespace synoptic
