// SPDX-License-Identifier: GPL-3.0-or-later
//
// One refresh of a large socket table against a bare dump and against ss, as ratios of one run:
//   bench_refresh [SOCKETS]     default 50,000, at most 100,000; as root in a namespace of its own
//
// "Bare" sends the same requests through libmnl and only walks the messages. A refresh dumps,
// parses, tells the tracker, and takes the change set.
#include "model/sources/linux/socket_table_source.h"
#include "model/tracking/connection_tracker.h"
#include "tests/sources/sockets.h"

#include <fcntl.h>
#include <libmnl/libmnl.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <functional>

using namespace synoptic;
using namespace synoptic::test;

namespace {

using Clock = std::chrono::steady_clock;
constexpr int kRounds = 9;
/// Each with a listener and both ends of its connections: nearly 20,000 descriptors.
constexpr int kConnectionsPerProcess = 9'990;

double millisecondsOf(const std::function<void()>& work) {
    const auto start = Clock::now();
    work();
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

bool ownNamespace() {
    if (::unshare(CLONE_NEWNET) != 0)
        return false;
    const UniqueFd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    ifreq request{};
    std::strcpy(request.ifr_name, "lo");
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    return ::ioctl(socket.get(), SIOCSIFFLAGS, &request) == 0;
}

/// A process that holds `count` connections to itself; it dies with this one. 0: it failed.
pid_t forkHolder(int index, int count) {
    std::array<int, 2> ready{};
    if (::pipe2(ready.data(), O_CLOEXEC) != 0)
        return 0;
    const pid_t child = ::fork();
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        rlimit limit{};
        ::getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
        const std::string host = "127.0.1." + std::to_string(index + 1);
        const UniqueFd server = listener(address(host.c_str(), 0), 128);
        std::vector<UniqueFd> sockets;
        for (int i = 0; i < count; ++i) {
            sockets.push_back(connected(SOCK_STREAM, localAddress(server.get())));
            sockets.push_back(accepted(server.get()));
            if (!sockets.back())
                ::_exit(1);
        }
        ::write(ready[1], "r", 1);
        while (true)
            ::pause();
    }
    ::close(ready[1]);
    char byte = 0;
    const bool up = ::read(ready[0], &byte, 1) == 1;
    ::close(ready[0]);
    return up ? child : 0;
}

/// Every message of the four dumps, looked at and left. Returns how many there were.
std::size_t bareDump(bool withInfo) {
    std::size_t messages = 0;
    static std::vector<char> buffer(128 * 1024);
    mnl_socket* socket = mnl_socket_open2(NETLINK_SOCK_DIAG, SOCK_CLOEXEC);
    mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID);
    for (const int protocol : {IPPROTO_TCP, IPPROTO_UDP}) {
        for (const int family : {AF_INET, AF_INET6}) {
            struct {
                nlmsghdr header;
                inet_diag_req_v2 body;
            } request{};
            request.header.nlmsg_len = sizeof request;
            request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
            request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
            request.body.sdiag_family = static_cast<std::uint8_t>(family);
            request.body.sdiag_protocol = static_cast<std::uint8_t>(protocol);
            request.body.idiag_states = 0x1ffe;
            if (withInfo && protocol == IPPROTO_TCP)
                request.body.idiag_ext = 1U << (INET_DIAG_INFO - 1);
            mnl_socket_sendto(socket, &request, sizeof request);
            bool done = false;
            while (!done) {
                int left =
                    static_cast<int>(mnl_socket_recvfrom(socket, buffer.data(), buffer.size()));
                const auto* message = reinterpret_cast<const nlmsghdr*>(buffer.data());
                for (; mnl_nlmsg_ok(message, left); message = mnl_nlmsg_next(message, &left)) {
                    done = message->nlmsg_type == NLMSG_DONE || message->nlmsg_type == NLMSG_ERROR;
                    messages += !done;
                }
            }
        }
    }
    mnl_socket_close(socket);
    return messages;
}

/// The wall time of a command whose output is thrown away.
void runQuietly(std::vector<const char*> words) {
    words.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    if (::posix_spawnp(&child, words[0], &actions, nullptr, const_cast<char**>(words.data()),
                       environ) == 0)
        ::waitpid(child, nullptr, 0);
    posix_spawn_file_actions_destroy(&actions);
}

/// A source with its tracker, as the monitor thread drives it.
struct Watched {
    explicit Watched(bool processes)
        : source({.interval = std::chrono::milliseconds(10'000), .resolveProcesses = processes}) {}

    void refresh() {
        source.refreshSoon();
        source.collect(tracker, {});
        changed = tracker.takeChanges().changed.size();
    }

    SocketTableSource source;
    ConnectionTracker tracker;
    std::size_t changed = 0;
};

struct Figure {
    const char* name;
    std::function<void()> work;
    std::vector<double> milliseconds{};

    double median() {
        std::sort(milliseconds.begin(), milliseconds.end());
        return milliseconds[milliseconds.size() / 2];
    }
};

} // namespace

int main(int argc, char** argv) {
    const int sockets = argc > 1 ? std::clamp(std::atoi(argv[1]), 1'000, 100'000) : 50'000;
    const bool alone = ownNamespace();
    std::vector<pid_t> holders;
    for (int left = sockets / 2; left > 0; left -= kConnectionsPerProcess) {
        const pid_t holder =
            forkHolder(static_cast<int>(holders.size()), std::min(left, kConnectionsPerProcess));
        if (holder == 0) {
            std::fprintf(stderr, "bench_refresh: the sockets could not be opened\n");
            return 1;
        }
        holders.push_back(holder);
    }

    Watched plain(false);
    Watched withProcesses(true);
    std::printf("%d TCP sockets in %zu processes%s\n", sockets, holders.size(),
                alone ? ", in a network namespace of their own" : "");
    std::printf("first refresh        %8.1f ms\n", millisecondsOf([&] { plain.refresh(); }));
    // As the monitor thread does it: a dump, then slices of the search, then a dump that shows all.
    withProcesses.source.setInterval(std::chrono::milliseconds(100));
    std::printf("all processes found  %8.1f ms\n", millisecondsOf([&] {
                    do {
                        withProcesses.source.collect(withProcesses.tracker, {});
                    } while (withProcesses.source.status().ownersPending);
                }));
    if (withProcesses.tracker.totals().connections < static_cast<std::size_t>(sockets)) {
        std::fprintf(stderr, "bench_refresh: not every socket was seen\n");
        return 1;
    }

    std::vector<Figure> figures{
        {"bare dump", [] { bareDump(true); }},
        {"bare dump without tcp_info", [] { bareDump(false); }},
        {"refresh", [&] { plain.refresh(); }},
        {"refresh with processes", [&] { withProcesses.refresh(); }},
        {"ss -tanH",
         [] {
             runQuietly({"ss", "-tanH"});
         }},
        {"ss -tanHp",
         [] {
             runQuietly({"ss", "-tanHp"});
         }},
    };
    for (int round = 0; round < kRounds; ++round)
        for (Figure& figure : figures)
            // Slow and steady: a third of the rounds is enough.
            if (&figure != &figures.back() || round % 3 == 0)
                figure.milliseconds.push_back(millisecondsOf(figure.work));
    for (Figure& figure : figures) {
        const double median = figure.median();
        std::printf("%-27s %8.1f ms (median; best %.1f)\n", figure.name, median,
                    figure.milliseconds.front());
    }

    const auto ratio = [&](const char* text, std::size_t a, std::size_t b, double limit) {
        const double value = figures[a].median() / figures[b].median();
        std::printf("%-40s %6.3f, goal %.3f: %s\n", text, value, limit,
                    value <= limit ? "holds" : "MISSED");
        return value <= limit;
    };
    bool holds = ratio("refresh / bare dump", 2, 0, 1.5);
    holds &= ratio("refresh / ss -tanH", 2, 4, 1.0);
    holds &= ratio("refresh with processes / ss -tanHp", 3, 5, 0.2);
    const double owners = figures[3].median() - figures[2].median();
    std::printf(
        "owner lookup in the steady state          %6.1f ms, %.4f of ss -tanHp, goal 0.05\n",
        owners, owners / figures[5].median());
    for (const pid_t holder : holders)
        ::kill(holder, SIGKILL);
    for (const pid_t holder : holders)
        ::waitpid(holder, nullptr, 0);
    return holds ? 0 : 1;
}
