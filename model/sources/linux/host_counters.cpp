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

namespace {

/// A number of /proc/sys: the `at`th word of the file.
template <class Number>
void readSetting(std::string& text, const char* path, std::optional<Number>& out, int at = 0) {
    text.resize(64); // such a file gives all at the first read, or only what fits
    if (readTextFile(path, text) != 0)
        return;
    std::string_view rest = text;
    std::string_view word = takeWord(rest);
    for (; at > 0; --at)
        word = takeWord(rest);
    while (!word.empty() && word.back() == '\n')
        word.remove_suffix(1);
    Number number{};
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error == std::errc{} && !word.empty() && end == word.data() + word.size())
        out = number;
}

} // namespace

std::optional<HostCounters> HostCounterReader::read() {
    if (readTextFile("/proc/thread-self/net/snmp", text_) != 0)
        return std::nullopt;
    const auto retransmitted = findCounter(text_, "Tcp", "RetransSegs");
    const auto resetsSent = findCounter(text_, "Tcp", "OutRsts");
    const auto establishedResets = findCounter(text_, "Tcp", "EstabResets");
    const auto failedAttempts = findCounter(text_, "Tcp", "AttemptFails");
    if (!retransmitted || !resetsSent || !establishedResets || !failedAttempts)
        return std::nullopt;
    HostCounters counters{.segmentsRetransmitted = *retransmitted,
                          .resetsSent = *resetsSent,
                          .resetsReceived = *establishedResets + *failedAttempts};
    counters.segmentsSent = findCounter(text_, "Tcp", "OutSegs").value_or(0);
    counters.passiveOpens = findCounter(text_, "Tcp", "PassiveOpens").value_or(0);
    readListenCounters(counters);
    return counters;
}

void HostCounterReader::readListenCounters(HostCounters& counters) {
    if (readTextFile("/proc/thread-self/net/netstat", text_) != 0)
        return;
    const auto read = [this](std::string_view column) {
        return findCounter(text_, "TcpExt", column);
    };
    counters.hasListenCounters = read("ListenDrops").has_value();
    // A kernel built without SYN cookies has no such columns, and sends none.
    counters.listenOverflows = read("ListenOverflows").value_or(0);
    counters.listenDrops = read("ListenDrops").value_or(0);
    counters.requestQueueFullDrops = read("TCPReqQFullDrop").value_or(0);
    counters.requestQueueFullCookies = read("TCPReqQFullDoCookies").value_or(0);
    counters.cookiesSent = read("SyncookiesSent").value_or(0);
    counters.cookiesReturned = read("SyncookiesRecv").value_or(0);
    counters.cookiesFailed = read("SyncookiesFailed").value_or(0);
    counters.abortsOnData = read("TCPAbortOnData").value_or(0);
    counters.abortsOnClose = read("TCPAbortOnClose").value_or(0);
    counters.abortsOnTimeout = read("TCPAbortOnTimeout").value_or(0);
    counters.handshakeRetransmits = read("TCPSynRetrans").value_or(0);
    counters.duplicatesReported = read("TCPDSACKRecv").value_or(0);
    counters.timeWaitOverflows = read("TCPTimeWaitOverflow").value_or(0);
}

HostSettings HostCounterReader::readSettings() {
    HostSettings settings;
    const auto tcp = [this](const char* path, std::optional<std::uint32_t>& out) {
        readSetting(text_, path, out);
    };
    tcp("/proc/sys/net/ipv4/tcp_syncookies", settings.synCookies);
    tcp("/proc/sys/net/ipv4/tcp_max_syn_backlog", settings.maxSynBacklog);
    tcp("/proc/sys/net/core/somaxconn", settings.somaxconn);
    tcp("/proc/sys/net/ipv4/tcp_syn_retries", settings.synRetries);
    tcp("/proc/sys/net/ipv4/tcp_synack_retries", settings.synAckRetries);
    tcp("/proc/sys/net/ipv4/tcp_syn_linear_timeouts", settings.synLinear);
    tcp("/proc/sys/net/ipv4/tcp_retries2", settings.retries2);
    tcp("/proc/sys/net/ipv4/tcp_fin_timeout", settings.finTimeout);
    tcp("/proc/sys/net/ipv4/tcp_max_tw_buckets", settings.maxTimeWait);
    tcp("/proc/sys/net/ipv4/tcp_tw_reuse", settings.timeWaitReuse);
    tcp("/proc/sys/net/ipv4/tcp_keepalive_probes", settings.keepAliveProbes);
    readSetting(text_, "/proc/sys/net/ipv4/ip_local_port_range", settings.firstEphemeral);
    readSetting(text_, "/proc/sys/net/ipv4/ip_local_port_range", settings.lastEphemeral, 1);
    return settings;
}

} // namespace synoptic
