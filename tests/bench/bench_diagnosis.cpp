// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/engine.h"
#include "model/tracking/connection_tracker.h"

#include <benchmark/benchmark.h>

#include <ctime>

/// What a round of the diagnosis costs with 100,000 sockets, beside the tracker's own round on the
/// same table. "ratio" is diagnosis over tracker, "round" the time of one diagnosis.
namespace {

using namespace synoptic;
using namespace std::chrono_literals;

constexpr std::size_t kSockets = 100'000;
constexpr Timestamp kStart{1'700'000'000s};

/// Of this thread's processor, so that others on the machine do not count.
std::chrono::nanoseconds spentTime() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// Times what the engine does within the tracker's round.
class TimedEngine : public TrackerObserver {
public:
    void onTable(TrackerState& state, const WatchedNamespace& home, Timestamp time) override {
        const auto begun = spentTime();
        engine_.onTable(state, home, time);
        benchmark::DoNotOptimize(engine_.takeChanges());
        spent += spentTime() - begun;
    }
    void onPackets(TrackerState&, WireTracking&, Timestamp, bool) override {}
    std::size_t findings() const { return engine_.findings().size(); }

    std::chrono::nanoseconds spent{0};

private:
    DiagnosisEngine engine_;
};

/// The states of the sockets, over and over.
std::vector<SocketRow> makeTable(std::span<const TcpState> states) {
    std::vector<SocketRow> rows(kSockets);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto n = static_cast<std::uint32_t>(i);
        SocketRow& row = rows[i];
        const bool clients = n % 2;
        row.tuple.local = {IpAddress::fromV4(0x0A000001),
                           static_cast<std::uint16_t>(clients ? 32'768 + n % 28'000 : 443), 0};
        row.tuple.remote = {IpAddress::fromV4(0x0B000000 + n),
                            static_cast<std::uint16_t>(clients ? 80 : 40'000), 0};
        row.state = states[i % states.size()];
        row.cookie = i + 1;
        row.inode =
            row.state == TcpState::TimeWait || row.state == TcpState::SynReceived ? 0 : n + 1;
        row.hasMetrics = row.inode != 0;
        row.metrics.rttMicroseconds = 400;
    }
    rows.front().state = TcpState::Listen;
    rows.front().tuple.remote = {};
    rows.front().sendQueue = 4'096;
    return rows;
}

void diagnose(benchmark::State& state, std::span<const TcpState> states) {
    std::vector<SocketRow> rows = makeTable(states);
    ConnectionTracker tracker({.connections = 2 * kSockets, .halfOpen = 2 * kSockets});
    TimedEngine engine;
    tracker.setObserver(&engine);
    HostSettings settings;
    settings.firstEphemeral = 32'768;
    settings.lastEphemeral = 60'999;
    HostCounters counters;
    counters.hasListenCounters = true;
    Timestamp time = kStart;
    const auto observe = [&] {
        time += 1s;
        counters.segmentsSent += 1'000;
        tracker.observe(SocketTableObservation{time, 1, rows, counters, {}, settings});
        benchmark::DoNotOptimize(tracker.takeChanges());
    };
    for (int i = 0; i < 70; ++i) // what lasts a minute is found
        observe();
    engine.spent = {};
    std::chrono::nanoseconds all{0};
    for (auto _ : state) {
        const auto begun = spentTime();
        observe();
        all += spentTime() - begun;
    }
    const double spent = static_cast<double>(engine.spent.count());
    state.counters["ratio"] = spent / (static_cast<double>(all.count()) - spent);
    state.counters["round_ms"] = spent / 1e6 / static_cast<double>(state.iterations());
    state.counters["findings"] = static_cast<double>(engine.findings());
}

void diagnoseEstablished(benchmark::State& state) {
    constexpr std::array kStates{TcpState::Established};
    diagnose(state, kStates);
}
/// Half of the sockets are in states that some rule follows.
void diagnoseManyStates(benchmark::State& state) {
    constexpr std::array kStates{TcpState::Established, TcpState::Established, TcpState::CloseWait,
                                 TcpState::FinWait2,    TcpState::TimeWait,    TcpState::SynSent,
                                 TcpState::Established, TcpState::SynReceived};
    diagnose(state, kStates);
}
void diagnoseHalfOpen(benchmark::State& state) {
    constexpr std::array kStates{TcpState::SynReceived};
    diagnose(state, kStates);
}

BENCHMARK(diagnoseEstablished)->Unit(benchmark::kMillisecond);
BENCHMARK(diagnoseManyStates)->Unit(benchmark::kMillisecond);
BENCHMARK(diagnoseHalfOpen)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
