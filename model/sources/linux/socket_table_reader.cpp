// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/socket_table_reader.h"

#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace synoptic {

namespace {

/// What a call may spend on processes beyond the dump.
constexpr std::chrono::milliseconds kProcessBudget{20};

std::uint64_t currentNetns() {
    struct stat info {};
    return ::stat("/proc/thread-self/ns/net", &info) == 0 ? info.st_ino : 0;
}

std::string reason(int error) {
    return std::generic_category().message(error);
}

} // namespace

SocketTableReader::SocketTableReader(bool resolveProcesses) : resolveProcesses_(resolveProcesses) {}

std::optional<SocketTableObservation> SocketTableReader::read(std::stop_token stop) {
    if (netns_ == 0)
        netns_ = currentNetns();
    rows_.clear();
    trouble_.clear();
    const bool complete = dump(Protocol::Tcp, stop) && dump(Protocol::Udp, stop);
    if (stop.stop_requested())
        return std::nullopt;
    SocketTableObservation table;
    table.time = clock_.now();
    if (complete) {
        doubles_.merge(rows_);
        if (resolveProcesses_)
            resolve(stop);
        table.netns = netns_;
        table.rows = rows_;
        table.counters = counters_.read();
    }
    updateStatus();
    return complete ? std::optional(table) : std::nullopt;
}

bool SocketTableReader::dump(Protocol protocol, std::stop_token stop) {
    int& deniedBy = deniedBy_[static_cast<std::size_t>(protocol)];
    if (deniedBy == 0) {
        const DumpOutcome outcome = netlink_.dump(protocol, rows_, stop);
        status_.repeatedDumps += outcome.repeats;
        switch (outcome.kind) {
        case DumpOutcome::Kind::Complete:
            return true;
        case DumpOutcome::Kind::Stopped:
            return false;
        case DumpOutcome::Kind::Broken:
            trouble_ =
                "The socket table could not be read whole: " +
                (outcome.error == EINTR ? "it changed under each try" : reason(outcome.error)) +
                ". What is shown is of the last complete reading; the next try comes with "
                "the next refresh.";
            return false;
        case DumpOutcome::Kind::Denied:
            deniedBy = outcome.error;
            break;
        }
    }
    const int error = procNet_.dump(protocol, rows_);
    if (error != 0)
        trouble_ = "The socket table cannot be read: netlink sock_diag says \"" + reason(deniedBy) +
                   "\", /proc/net says \"" + reason(error) +
                   "\". Allow this program one of the two: a sandbox or a container that hides "
                   "both leaves nothing to watch.";
    return error == 0;
}

void SocketTableReader::resolve(std::stop_token stop) {
    processes_.begin(rows_);
    searchOn(stop);
    processes_.assign(rows_);
    status_.ownersComplete = !processes_.someAreOtherUsers();
    status_.ownersPending = processes_.pending() > 0;
}

void SocketTableReader::searchOn(std::stop_token stop) {
    const auto deadline = ProcessMap::Clock::now() + kProcessBudget;
    searching_ = processes_.step(deadline, stop) == ProcessMap::Progress::More;
}

void SocketTableReader::updateStatus() {
    const int tcp = deniedBy_[static_cast<std::size_t>(Protocol::Tcp)];
    const int udp = deniedBy_[static_cast<std::size_t>(Protocol::Udp)];
    status_.way = tcp != 0 ? SourceStatus::Way::ProcNet : SourceStatus::Way::Netlink;
    if (!trouble_.empty()) {
        status_.health =
            tcp != 0 || udp != 0 ? SourceStatus::Health::Failed : SourceStatus::Health::Degraded;
        status_.problem = trouble_;
    } else if (tcp != 0 || udp != 0) {
        status_.health = SourceStatus::Health::Degraded;
        status_.problem =
            std::string(tcp != 0 ? "Sockets are read from /proc/net"
                                 : "UDP sockets are read from /proc/net") +
            ", without round-trip times, byte counts and listen limits, because netlink sock_diag "
            "says \"" +
            reason(tcp != 0 ? tcp : udp) +
            "\". To see all, let the sandbox allow AF_NETLINK sockets and have the kernel load "
            "tcp_diag and udp_diag.";
    } else {
        status_.health = SourceStatus::Health::Working;
        status_.problem.clear();
    }
}

} // namespace synoptic
