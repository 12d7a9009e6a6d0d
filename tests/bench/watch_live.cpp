// SPDX-License-Identifier: GPL-3.0-or-later
//
// The monitor thread on live sources with nothing drawn, for bench_wrk.py and bench_owners.py:
//   watch_live SOURCE...     kernel, table, packets:INTERFACE; until standard input ends
// Prints {"ready":true} when all sources work, and at the end one line: what was told and lost, and
// the processor time of the monitor thread and of the helpers in between.
#include "model/sources/monitor.h"
#include "model/sources/source_factory.h"
#include "model/tcp/transition_table.h"

#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cinttypes>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

using namespace synoptic;
using namespace std::chrono_literals;

namespace {

/// Nanoseconds that all threads of a process but its first have spent on a processor.
std::uint64_t processorTime(const std::string& process, bool withFirstThread) {
    std::uint64_t total = 0;
    const std::string tasks = "/proc/" + process + "/task";
    for (const auto& task : std::filesystem::directory_iterator(tasks)) {
        std::uint64_t one = 0;
        std::ifstream(task.path() / "schedstat") >> one;
        if (withFirstThread || task.path().filename() != process)
            total += one;
    }
    return total;
}

std::vector<std::string> children() {
    std::vector<std::string> found;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::ifstream list(task.path() / "children");
        for (std::string pid; list >> pid;)
            found.push_back(pid);
    }
    return found;
}

struct Times {
    std::uint64_t monitor = processorTime(std::to_string(::getpid()), false);
    std::uint64_t helpers = 0;
    std::chrono::steady_clock::time_point now = std::chrono::steady_clock::now();

    Times() {
        for (const std::string& child : children())
            helpers += processorTime(child, true);
    }
};

std::unique_ptr<ObservationSource> sourceOf(const std::string& name) {
    if (name == "kernel")
        return makeKernelTraceSource({{}, currentNetns()});
    if (name.starts_with("packets:")) {
        LivePacketsOptions options;
        options.interfaceName = name.substr(8);
        return makeLivePacketsSource(options);
    }
    SocketTableOptions options;
    options.holdBack = 80ms; // as the window has it
    return makeSocketTableSource(options);
}

} // namespace

int main(int argc, char** argv) {
    MonitorThread::Sources sources;
    for (int i = 1; i < argc; ++i)
        sources.push_back(sourceOf(argv[i]));
    MonitorThread monitor(std::move(sources));
    monitor.start();

    std::array<std::uint64_t, kStateEdgeCount> edges{};
    std::vector<SourceStatus> statuses;
    TrackerTotals totals;
    std::optional<Times> began;
    std::uint64_t changed = 0;
    bool ended = false;
    for (int quiet = 0; quiet < 5;) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        if (::poll(&input, 1, ended ? 0 : 200) > 0)
            ended = true;
        if (ended) {
            ++quiet; // what is under way still comes
            std::this_thread::sleep_for(200ms);
        }
        const auto update = monitor.takeUpdate();
        if (!update)
            continue;
        for (std::size_t i = 0; i < edges.size(); ++i)
            edges[i] += update->changes.edgeCounts[i];
        totals = update->changes.totals;
        changed += update->changes.changed.size();
        statuses = update->sources;
        const bool works =
            std::all_of(statuses.begin(), statuses.end(), [](const SourceStatus& status) {
                return status.health == SourceStatus::Health::Working;
            });
        if (works && !began) {
            began.emplace();
            std::puts("{\"ready\":true}");
            std::fflush(stdout);
        }
    }
    if (!began) {
        for (const SourceStatus& status : statuses)
            std::fprintf(stderr, "watch_live: %s\n", status.problem.c_str());
        return 1;
    }
    const Times end;
    const double seconds = std::chrono::duration<double>(end.now - began->now).count();
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    std::printf("{\"seconds\":%.3f,\"monitor\":%.4f,\"helpers\":%.4f,\"transitions\":%" PRIu64
                ",\"lost_events\":%" PRIu64 ",\"packets\":%" PRIu64 ",\"connections\":%" PRIu64
                ",\"closed_kept\":%" PRIu64 ",\"changed\":%" PRIu64 ",\"megabytes\":%.1f",
                seconds, static_cast<double>(end.monitor - began->monitor) / 1e9,
                static_cast<double>(end.helpers - began->helpers) / 1e9, totals.transitions,
                totals.lostEvents, totals.packets, totals.connections, totals.closedKept, changed,
                static_cast<double>(usage.ru_maxrss) / 1024);
    std::printf(",\"received\":[");
    for (std::size_t i = 0; i < statuses.size(); ++i)
        std::printf("%s%" PRIu64, i ? "," : "", statuses[i].received);
    std::printf("],\"dropped\":[");
    for (std::size_t i = 0; i < statuses.size(); ++i)
        std::printf("%s%" PRIu64, i ? "," : "", statuses[i].dropped);
    std::printf("],\"edges\":{");
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const StateEdge& edge = stateEdges()[i];
        std::printf("%s\"%s %s%s\":%" PRIu64, i ? "," : "", name(edge.from).data(),
                    name(edge.to).data(), edge.abortive ? " abort" : "", edges[i]);
    }
    std::puts("}}");
    return 0;
}
