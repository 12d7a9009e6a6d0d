// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/connection_tracker.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>

/// What one refresh costs in the tracker, beside the dump itself: observe() and takeChanges() of a
/// table of 50,000 sockets. "row" is the time for one row of the table.
namespace {

using namespace synoptic;
using namespace std::chrono_literals;

constexpr std::size_t kSockets = 50'000;
constexpr Timestamp kStart{1'700'000'000s};

std::vector<SocketRow> makeTable(bool cookies) {
    std::vector<SocketRow> rows(kSockets);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto n = static_cast<std::uint32_t>(i);
        SocketRow& row = rows[i];
        row.tuple.local = {IpAddress::fromV4(0x7F000001), static_cast<std::uint16_t>(n % 60000), 0};
        row.tuple.remote = {IpAddress::fromV4(0x0A000000 + n), 443, 0};
        row.state = TcpState::Established;
        row.cookie = cookies ? i + 1 : 0;
        row.inode = n + 1;
        row.hasMetrics = true;
        row.metrics.rttMicroseconds = 400;
    }
    rows.front().state = TcpState::Listen;
    return rows;
}

void observeTables(benchmark::State& state, bool cookies, std::size_t changing, bool shuffled) {
    std::vector<SocketRow> rows = makeTable(cookies);
    std::mt19937 random(1);
    if (shuffled)
        std::shuffle(rows.begin(), rows.end(), random);
    ConnectionTracker tracker;
    Timestamp time = kStart;
    tracker.observe(SocketTableObservation{time, 1, rows, {}});
    benchmark::DoNotOptimize(tracker.takeChanges());
    for (auto _ : state) {
        state.PauseTiming();
        for (std::size_t n = 0; n < changing; ++n)
            rows[random() % rows.size()].metrics.bytesReceived += 1000;
        if (shuffled)
            std::shuffle(rows.begin(), rows.end(), random);
        time += 1s;
        state.ResumeTiming();
        tracker.observe(SocketTableObservation{time, 1, rows, {}});
        benchmark::DoNotOptimize(tracker.takeChanges());
    }
    state.counters["row"] = benchmark::Counter(
        kSockets, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void observeUnchanged(benchmark::State& state) {
    observeTables(state, true, 0, false);
}
void observeOnePercentChanging(benchmark::State& state) {
    observeTables(state, true, kSockets / 100, false);
}
void observeAllChanging(benchmark::State& state) {
    observeTables(state, true, kSockets * 4, false);
}
void observeShuffled(benchmark::State& state) {
    observeTables(state, true, 0, true);
}
void observeWithoutCookies(benchmark::State& state) {
    observeTables(state, false, 0, false);
}

/// Every socket of each table is new, and all of the last one are gone.
void observeAllNew(benchmark::State& state) {
    std::vector<SocketRow> rows = makeTable(true);
    ConnectionTracker tracker;
    Timestamp time = kStart;
    for (auto _ : state) {
        state.PauseTiming();
        for (SocketRow& row : rows)
            row.cookie += kSockets;
        time += 1s;
        state.ResumeTiming();
        tracker.observe(SocketTableObservation{time, 1, rows, {}});
        benchmark::DoNotOptimize(tracker.takeChanges());
    }
    state.counters["row"] = benchmark::Counter(
        kSockets, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

BENCHMARK(observeUnchanged)->Unit(benchmark::kMillisecond);
BENCHMARK(observeOnePercentChanging)->Unit(benchmark::kMillisecond);
BENCHMARK(observeAllChanging)->Unit(benchmark::kMillisecond);
BENCHMARK(observeShuffled)->Unit(benchmark::kMillisecond);
BENCHMARK(observeWithoutCookies)->Unit(benchmark::kMillisecond);
BENCHMARK(observeAllNew)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
