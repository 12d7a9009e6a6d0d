// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/socket_table_reader.h"

#include <algorithm>
#include <cerrno>
#include <map>
#include <system_error>

namespace synoptic {

namespace {

/// What a call may spend on processes beyond the dump.
constexpr std::chrono::milliseconds kProcessBudget{20};
/// Settings are changed by hand, seldom.
constexpr std::chrono::seconds kSettingsPace{5};

std::string reason(int error) {
    return std::generic_category().message(error);
}

} // namespace

SocketTableReader::SocketTableReader(bool resolveProcesses)
    : homes_(1), resolveProcesses_(resolveProcesses) {}

SocketTableReader::SocketTableReader(std::vector<NetworkNamespace> namespaces,
                                     bool resolveProcesses)
    : resolveProcesses_(resolveProcesses) {
    for (NetworkNamespace& found : namespaces)
        homes_.push_back(makeHome(std::move(found)));
    if (!homes_.empty())
        homes_.front().place.clear();
}

SocketTableReader::Home SocketTableReader::makeHome(NetworkNamespace found) {
    Home home;
    home.netns = found.netns;
    home.netlink = SockDiagTable(std::move(found.descriptor));
    home.place = " of network namespace " + std::to_string(found.netns) +
                 (found.name.empty() ? std::string() : " (" + found.name + ')');
    return home;
}

std::vector<std::uint64_t>
SocketTableReader::setNamespaces(std::vector<NetworkNamespace> namespaces, bool areAll) {
    if (homes_.front().netns == 0)
        homes_.front().netns = currentNetns();
    std::map<std::uint64_t, Home> before;
    for (std::size_t i = 1; i < homes_.size(); ++i)
        before.emplace(homes_[i].netns, std::move(homes_[i]));
    homes_.resize(1);
    for (NetworkNamespace& found : namespaces) {
        if (found.netns == homes_.front().netns)
            continue;
        const auto known = before.find(found.netns);
        homes_.push_back(known == before.end() ? makeHome(std::move(found))
                                               : std::move(known->second));
        if (known != before.end())
            before.erase(known);
    }
    std::vector<std::uint64_t> gone;
    for (auto& [netns, home] : before) {
        if (!areAll && homes_.size() < kMostNamespaces)
            homes_.push_back(std::move(home));
        else
            gone.push_back(netns);
    }
    return gone;
}

std::span<const SocketTableObservation> SocketTableReader::readAll(std::stop_token stop) {
    if (homes_.front().netns == 0)
        homes_.front().netns = currentNetns();
    rows_.clear();
    tables_.clear();
    trouble_.clear();
    failed_ = false;
    for (Home& home : homes_) {
        dump(home, stop);
        if (stop.stop_requested())
            return {};
    }
    if (resolveProcesses_ &&
        std::any_of(homes_.begin(), homes_.end(), [](const Home& home) { return home.complete; }))
        resolve(stop);
    std::span<const SocketRow> rest = rows_;
    for (const Home& home : homes_) {
        if (!home.complete)
            continue;
        SocketTableObservation& table = tables_.emplace_back(
            SocketTableObservation{home.time, home.netns, rest.first(home.rows)});
        table.began = home.began;
        if (&home == &homes_.front()) {
            table.counters = counters_.read();
            if (!settingsRead_ || home.time - *settingsRead_ >= kSettingsPace ||
                home.time < *settingsRead_) {
                table.settings = counters_.readSettings();
                settingsRead_ = home.time;
            }
        }
        rest = rest.subspan(home.rows);
    }
    updateStatus();
    return tables_;
}

std::optional<SocketTableObservation> SocketTableReader::read(std::stop_token stop) {
    const auto tables = readAll(stop);
    return tables.empty() ? std::nullopt : std::optional(tables.front());
}

void SocketTableReader::dump(Home& home, std::stop_token stop) {
    const std::size_t before = rows_.size();
    home.began = clock_.now();
    home.complete = dump(home, Protocol::Tcp, stop) && dump(home, Protocol::Udp, stop);
    home.time = clock_.now();
    if (home.complete)
        doubles_.merge(rows_, before);
    else
        rows_.resize(before);
    home.rows = rows_.size() - before;
}

bool SocketTableReader::dump(Home& home, Protocol protocol, std::stop_token stop) {
    int& deniedBy = home.deniedBy[static_cast<std::size_t>(protocol)];
    if (deniedBy == 0) {
        const DumpOutcome outcome = home.netlink.dump(protocol, rows_, stop);
        status_.repeatedDumps += outcome.repeats;
        switch (outcome.kind) {
        case DumpOutcome::Kind::Complete:
            return true;
        case DumpOutcome::Kind::Stopped:
            return false;
        case DumpOutcome::Kind::Broken:
            trouble_ =
                "The socket table" + home.place + " could not be read whole: " +
                (outcome.error == EINTR ? "it changed under each try" : reason(outcome.error)) +
                ". What is shown is of the last complete reading; the next try comes with "
                "the next refresh.";
            return false;
        case DumpOutcome::Kind::Denied:
            deniedBy = outcome.error;
            break;
        }
    }
    if (&home != &homes_.front()) {
        trouble_ = "The socket table" + home.place + " cannot be read: netlink sock_diag says \"" +
                   reason(deniedBy) +
                   "\". Let the sandbox allow AF_NETLINK sockets, and have the kernel load "
                   "tcp_diag and udp_diag.";
        return false;
    }
    const int error = procNet_.dump(protocol, rows_);
    if (error == 0)
        return true;
    failed_ = true;
    trouble_ = "The socket table cannot be read: netlink sock_diag says \"" + reason(deniedBy) +
               "\", /proc/net says \"" + reason(error) +
               "\". Allow this program one of the two: a sandbox or a container that hides "
               "both leaves nothing to watch.";
    return false;
}

void SocketTableReader::resolve(std::stop_token stop) {
    processes_.begin(rows_);
    searchOn(stop);
    processes_.assign(rows_);
    status_.ownersComplete = !processes_.someAreOtherUsers();
    status_.ownersVisible = !processes_.someAreNotVisible();
    status_.ownersPending = processes_.pending() > 0;
}

void SocketTableReader::searchOn(std::stop_token stop) {
    const auto deadline = ProcessMap::Clock::now() + kProcessBudget;
    searching_ = processes_.step(deadline, stop) == ProcessMap::Progress::More;
}

void SocketTableReader::updateStatus() {
    const int tcp = homes_.front().deniedBy[static_cast<std::size_t>(Protocol::Tcp)];
    const int udp = homes_.front().deniedBy[static_cast<std::size_t>(Protocol::Udp)];
    status_.way = tcp != 0 ? SourceStatus::Way::ProcNet : SourceStatus::Way::Netlink;
    if (!trouble_.empty()) {
        status_.health = failed_ ? SourceStatus::Health::Failed : SourceStatus::Health::Degraded;
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
