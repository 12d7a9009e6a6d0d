// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the kernel's trace costs at the least: the tracing program of the helper, and a loop that
// empties its ring fifty times a second and does nothing with what comes. Until standard input
// ends; prints how many records there were, how many were lost, and its processor time.
#include <bpf/libbpf.h>
#include <poll.h>
#include <sys/resource.h>
#include <trace.skel.h>
#include <unistd.h>

#include <cinttypes>
#include <cstdint>
#include <cstdio>

int main() {
    trace_bpf* trace = trace_bpf__open_and_load();
    if (!trace || trace_bpf__attach(trace) != 0)
        return std::fputs("bare_trace_drain: the trace cannot be attached\n", stderr), 1;
    std::uint64_t records = 0;
    ring_buffer* ring = ring_buffer__new(
        bpf_map__fd(trace->maps.records),
        [](void* count, void*, std::size_t) { return ++*static_cast<std::uint64_t*>(count), 0; },
        &records, nullptr);
    rusage before{};
    ::getrusage(RUSAGE_SELF, &before);
    std::puts("{\"ready\":true}");
    std::fflush(stdout);
    pollfd input{STDIN_FILENO, POLLIN, 0};
    while (::poll(&input, 1, 20) == 0)
        ring_buffer__consume(ring);
    ring_buffer__consume(ring);
    rusage after{};
    ::getrusage(RUSAGE_SELF, &after);
    const auto spent = [&](timeval rusage::*part) {
        return static_cast<double>((after.*part).tv_sec - (before.*part).tv_sec) +
               static_cast<double>((after.*part).tv_usec - (before.*part).tv_usec) / 1e6;
    };
    std::printf("{\"records\":%" PRIu64 ",\"lost\":%" PRIu64 ",\"helpers\":%.4f}\n", records,
                static_cast<std::uint64_t>(trace->bss->lost),
                spent(&rusage::ru_utime) + spent(&rusage::ru_stime));
    return 0;
}
