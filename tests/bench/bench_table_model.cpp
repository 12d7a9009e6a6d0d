// SPDX-License-Identifier: GPL-3.0-or-later
// The connection table at 100,000 rows against the same data behind a QSortFilterProxyModel, and
// how long the event loop of a real, offscreen QTableView stalls under churn.
#include "model/items/connection_table_model.h"
#include "model/items/event_log_model.h"
#include "tests/bench/plain_table_model.h"
#include "tests/items/item_fixtures.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QTableView>
#include <QTimer>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <random>

using namespace synoptic;
using namespace synoptic::fixtures;
using Columns = ConnectionColumns;

namespace {

constexpr ConnectionKey kRows = 100'000;

std::mt19937 random_(42);

ConnectionSnapshot randomConnection(ConnectionKey key) {
    ConnectionSnapshot c = connection(key);
    static std::vector<Owner> owners = [] {
        std::vector<Owner> list;
        for (int i = 0; i < 2000; ++i)
            list.push_back(
                process(("worker-" + std::to_string(i * 7919 % 2000)).c_str(), 1000 + i));
        return list;
    }();
    c.owner = owners[random_() % owners.size()];
    c.id.tuple.remote.address = IpAddress::fromV4(static_cast<std::uint32_t>(random_()));
    c.id.tuple.remote.port = static_cast<std::uint16_t>(random_());
    c.state = kAllTcpStates[1 + random_() % 10];
    c.metrics = metrics(static_cast<std::uint32_t>(random_() % 500'000));
    c.receiveRate = static_cast<double>(random_() % 100'000);
    c.alreadyThere = true;
    return c;
}

std::vector<ConnectionSnapshot> randomConnections(ConnectionKey first, ConnectionKey count) {
    std::vector<ConnectionSnapshot> list;
    for (ConnectionKey key = first; key < first + count; ++key)
        list.push_back(randomConnection(key));
    return list;
}

std::vector<ConnectionKey> scatteredKeys(const ConnectionTableModel& model, std::size_t count) {
    std::vector<ConnectionKey> keys;
    while (keys.size() < count) {
        const int row = static_cast<int>(random_() % static_cast<unsigned>(model.rowCount()));
        keys.push_back(model.at(row)->key);
        std::sort(keys.begin(), keys.end());
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    }
    return keys;
}

/// A view over a model, as the window has it.
struct View {
    QTableView view;
    explicit View(QAbstractItemModel* model) {
        view.setModel(model);
        view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
        view.verticalHeader()->setDefaultSectionSize(24);
        view.horizontalHeader()->setHighlightSections(false);
        view.horizontalHeader()->setResizeContentsPrecision(0);
        view.resize(870, 440);
        view.show();
        view.selectRow(model->rowCount() / 2);
        QApplication::processEvents();
    }
};

/// The table sorted by RTT with a filter on that lets nearly all through, in a view.
struct Ours {
    ConnectionTableModel model;
    ConnectionKey next = kRows + 1;
    std::unique_ptr<View> view;
    Ours() {
        ChangeSet set;
        set.time = at(0s);
        set.changed = randomConnections(1, kRows);
        model.setFilter(ConnectionFilter::parse(QStringLiteral("not state:CLOSED")).filter);
        model.sort(Columns::Rtt, Qt::DescendingOrder);
        model.apply(set);
        model.tickOrder();
        view = std::make_unique<View>(&model);
    }
    void apply(const ChangeSet& set) {
        model.apply(set);
        model.tickOrder();
        QApplication::processEvents();
    }
};

/// The same data as rows of a plain model behind Qt's proxy.
struct Theirs {
    PlainTableModel source;
    PlainProxyModel proxy;
    ConnectionKey next = kRows + 1;
    std::unique_ptr<View> view;
    Theirs() {
        source.insert(randomConnections(1, kRows));
        proxy.setSourceModel(&source);
        proxy.setSortRole(Qt::UserRole);
        proxy.setDynamicSortFilter(true);
        proxy.sort(Columns::Rtt, Qt::DescendingOrder);
        view = std::make_unique<View>(&proxy);
    }
};

template <typename Setup>
Setup& the() {
    static Setup setup;
    return setup;
}

std::vector<ConnectionKey> ourKeys(std::size_t count) {
    return scatteredKeys(the<Ours>().model, count);
}

void oursChange(benchmark::State& state) {
    auto& ours = the<Ours>();
    for (auto _ : state) {
        state.PauseTiming();
        ChangeSet set;
        for (const ConnectionKey key : ourKeys(1000)) {
            ConnectionSnapshot c = *ours.model.find(key);
            c.metrics->rttMicroseconds = static_cast<std::uint32_t>(random_() % 500'000);
            set.changed.push_back(c);
        }
        state.ResumeTiming();
        ours.apply(set);
    }
}

void oursInsert(benchmark::State& state) {
    auto& ours = the<Ours>();
    for (auto _ : state) {
        state.PauseTiming();
        ChangeSet set;
        set.changed = randomConnections(ours.next, 1000);
        ours.next += 1000;
        state.ResumeTiming();
        ours.apply(set);
    }
}

void oursRemove(benchmark::State& state) {
    auto& ours = the<Ours>();
    for (auto _ : state) {
        state.PauseTiming();
        ChangeSet set;
        set.removed = ourKeys(1000);
        state.ResumeTiming();
        ours.apply(set);
    }
}

void oursSortNumber(benchmark::State& state) {
    auto& model = the<Ours>().model;
    bool down = false;
    for (auto _ : state)
        model.sort(Columns::Rtt, (down = !down) ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void oursSortText(benchmark::State& state) {
    auto& model = the<Ours>().model;
    bool down = false;
    for (auto _ : state)
        model.sort(Columns::Process, (down = !down) ? Qt::DescendingOrder : Qt::AscendingOrder);
    model.sort(Columns::Rtt, Qt::DescendingOrder);
}

void oursFilter(benchmark::State& state, const char* text) {
    auto& model = the<Ours>().model;
    const ConnectionFilter all = model.filter();
    const ConnectionFilter some = ConnectionFilter::parse(QString::fromUtf8(text)).filter;
    for (auto _ : state) {
        model.setFilter(some);
        state.PauseTiming();
        state.counters["rows"] = model.rowCount();
        model.setFilter(all);
        state.ResumeTiming();
    }
}

void oursFilterOff(benchmark::State& state) {
    auto& model = the<Ours>().model;
    const ConnectionFilter all = model.filter();
    const ConnectionFilter some = ConnectionFilter::parse(QStringLiteral("10.1")).filter;
    for (auto _ : state) {
        state.PauseTiming();
        model.setFilter(some);
        state.ResumeTiming();
        model.setFilter(all);
    }
}

/// A full event log, half of it of sockets whose process is not known.
struct FullEventLog {
    EventLogModel log;
    FullEventLog() {
        ChangeSet set;
        for (ConnectionKey key = 1; key <= EventLogModel::kMostEvents; ++key) {
            StateTransition step;
            step.connection = key;
            step.from = kAllTcpStates[key % 10];
            step.to = kAllTcpStates[key % 10 + 1];
            set.transitions.push_back(step);
        }
        ConnectionSnapshot c;
        log.append(set, [&c](ConnectionKey key) {
            c = randomConnection(key);
            if (key % 2 == 0)
                c.owner = {.kind = Owner::Kind::Kernel, .others = 0, .process = {}};
            return &c;
        });
    }
};

void eventLogFilter(benchmark::State& state, const char* text) {
    auto& log = the<FullEventLog>().log;
    for (auto _ : state) {
        log.setFilter({QString::fromUtf8(text), 0, 0});
        state.PauseTiming();
        state.counters["rows"] = log.rowCount();
        log.setFilter({});
        state.ResumeTiming();
    }
}

void theirsChange(benchmark::State& state) {
    auto& theirs = the<Theirs>();
    for (auto _ : state) {
        for (int i = 0; i < 1000; ++i) {
            const int row = static_cast<int>(random_() % kRows);
            theirs.source.setRtt(row, static_cast<std::uint32_t>(random_() % 500'000));
        }
        QApplication::processEvents();
    }
}

void theirsInsert(benchmark::State& state) {
    auto& theirs = the<Theirs>();
    for (auto _ : state) {
        state.PauseTiming();
        auto list = randomConnections(theirs.next, 1000);
        theirs.next += 1000;
        state.ResumeTiming();
        theirs.source.insert(std::move(list));
        QApplication::processEvents();
    }
}

void theirsRemove(benchmark::State& state) {
    auto& theirs = the<Theirs>();
    for (auto _ : state) {
        for (int i = 0; i < 1000; ++i)
            theirs.source.remove(
                static_cast<int>(random_() % static_cast<unsigned>(theirs.source.rowCount())));
        QApplication::processEvents();
    }
}

void theirsSortNumber(benchmark::State& state) {
    bool down = false;
    for (auto _ : state)
        the<Theirs>().proxy.sort(Columns::Rtt,
                                 (down = !down) ? Qt::AscendingOrder : Qt::DescendingOrder);
}

void theirsSortText(benchmark::State& state) {
    bool down = false;
    for (auto _ : state)
        the<Theirs>().proxy.sort(Columns::Process,
                                 (down = !down) ? Qt::AscendingOrder : Qt::DescendingOrder);
}

void theirsFilter(benchmark::State& state) {
    for (auto _ : state) {
        the<Theirs>().proxy.setWanted(TcpState::TimeWait);
        state.PauseTiming();
        the<Theirs>().proxy.setWanted({});
        state.ResumeTiming();
    }
}

BENCHMARK(oursChange)->Iterations(20)->Unit(benchmark::kMillisecond);
BENCHMARK(oursInsert)->Iterations(20)->Unit(benchmark::kMillisecond);
BENCHMARK(oursRemove)->Iterations(20)->Unit(benchmark::kMillisecond);
BENCHMARK(oursSortNumber)->Iterations(10)->Unit(benchmark::kMillisecond);
BENCHMARK(oursSortText)->Iterations(10)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(oursFilter, State, "state:TIME-WAIT rtt:>250ms")
    ->Iterations(10)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(oursFilter, Word, "worker-17")->Iterations(10)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(oursFilter, Address, "10.1")->Iterations(10)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(oursFilter, Expression, "process:/r-17?1/")
    ->Iterations(10)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(oursFilter, HostPart, "host:10.1")->Iterations(10)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(oursFilter, HostExpression, "host:/^10\\.1/")
    ->Iterations(10)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(oursFilter, AnywhereExpression, "/^10\\.1/")
    ->Iterations(10)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(eventLogFilter, Address, "10.1")->Iterations(10)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(eventLogFilter, Letter, "e")->Iterations(10)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(eventLogFilter, Word, "worker-17")->Iterations(10)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(eventLogFilter, Pair, "443 ↔ 10.")->Iterations(10)->Unit(benchmark::kMillisecond);
BENCHMARK(oursFilterOff)->Iterations(10)->Unit(benchmark::kMillisecond);
BENCHMARK(theirsChange)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(theirsInsert)->Iterations(3)->Unit(benchmark::kMillisecond);
BENCHMARK(theirsRemove)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(theirsSortNumber)->Iterations(3)->Unit(benchmark::kMillisecond);
BENCHMARK(theirsSortText)->Iterations(3)->Unit(benchmark::kMillisecond);
BENCHMARK(theirsFilter)->Iterations(3)->Unit(benchmark::kMillisecond);

/// Keeps each figure, to set ours against theirs at the end.
class Comparison : public benchmark::ConsoleReporter {
public:
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs)
            times_[run.benchmark_name().substr(0, run.benchmark_name().find("/iterations"))] =
                run.GetAdjustedCPUTime();
        ConsoleReporter::ReportRuns(runs);
    }
    void print() {
        const std::pair<const char*, const char*> pairs[] = {
            {"Change", "1,000 changes of the sort key"},
            {"Insert", "1,000 inserts"},
            {"Remove", "1,000 scattered removals"},
            {"SortNumber", "sort by number"},
            {"SortText", "sort by text"},
            {"Filter", "filter"}};
        std::printf("\n%-32s %10s %10s %8s\n", "100,000 rows, ms of CPU", "proxy", "own index",
                    "ratio");
        for (const auto& [suffix, title] : pairs) {
            const bool filter = std::string(suffix) == "Filter";
            const double ours = times_[std::string("ours") + suffix + (filter ? "/State" : "")];
            const double theirs = times_[std::string("theirs") + suffix];
            std::printf("%-32s %10.1f %10.1f %7.1fx\n", title, theirs, ours, theirs / ours);
        }
    }

private:
    std::map<std::string, double> times_;
};

/// 100,000 connections, 5,000 changes a second: a third each of changes, arrivals and ends, applied
/// five times a second, ordered once. A timer of 1 ms measures how long the event loop is busy.
void measureHeartbeat(int seconds) {
    Ours ours;
    std::vector<double> gaps;
    QElapsedTimer beat;
    QTimer heart;
    heart.setTimerType(Qt::PreciseTimer);
    QObject::connect(&heart, &QTimer::timeout, [&] {
        if (beat.isValid())
            gaps.push_back(static_cast<double>(beat.nsecsElapsed()) / 1e6);
        beat.start();
    });
    int tick = 0;
    double applying = 0;
    QTimer clock;
    QObject::connect(&clock, &QTimer::timeout, [&] {
        // What the monitor thread would have done is not the GUI thread's time.
        ChangeSet set;
        set.time = at(tick * 200ms);
        const std::vector<ConnectionKey> keys = scatteredKeys(ours.model, 667);
        for (std::size_t i = 0; i < 334; ++i) {
            ConnectionSnapshot c = *ours.model.find(keys[i]);
            c.state = kAllTcpStates[1 + random_() % 10];
            c.metrics->rttMicroseconds = static_cast<std::uint32_t>(random_() % 500'000);
            set.changed.push_back(c);
        }
        auto arrivals = randomConnections(ours.next, 333);
        ours.next += 333;
        for (ConnectionSnapshot& c : arrivals)
            c.alreadyThere = false;
        std::move(arrivals.begin(), arrivals.end(), std::back_inserter(set.changed));
        set.removed.assign(keys.begin() + 334, keys.end());
        QElapsedTimer work;
        work.start();
        ours.model.setVisibleRows(0, 18);
        ours.model.advance(set.time);
        ours.model.apply(set);
        ours.model.tickValues();
        if (tick % 5 == 0)
            ours.model.tickOrder();
        applying = std::max(applying, static_cast<double>(work.nsecsElapsed()) / 1e6);
        ++tick;
    });
    heart.start(1);
    clock.start(200);
    QTimer::singleShot(seconds * 1000, qApp, &QApplication::quit);
    QApplication::exec();
    std::sort(gaps.begin(), gaps.end());
    std::printf("\nheartbeat over %d s: %zu beats, median %.1f ms, 99 %% %.1f ms, longest %.1f ms; "
                "longest in the model %.1f ms\n",
                seconds, gaps.size(), gaps[gaps.size() / 2], gaps[gaps.size() * 99 / 100],
                gaps.back(), applying);
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    benchmark::Initialize(&argc, argv);
    QApplication app(argc, argv);
    Comparison comparison;
    benchmark::RunSpecifiedBenchmarks(&comparison);
    comparison.print();
    measureHeartbeat(10);
    return 0;
}
