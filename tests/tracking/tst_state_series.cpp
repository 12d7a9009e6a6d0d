// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tracking/state_series.h"

#include <QTest>

#include <algorithm>

using namespace synoptic;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kStart{1'790'000'000s};

StateSample sampleAt(Timestamp time, std::uint32_t established, std::uint32_t transitions = 0) {
    StateSample sample;
    sample.time = time;
    sample.counts[index(TcpState::Established)] = established;
    sample.transitions = transitions;
    return sample;
}

std::uint32_t established(const StateColumn& column) {
    return column.counts[index(TcpState::Established)];
}

void fill(StateSeries& series, std::chrono::seconds length, std::uint32_t value = 100) {
    for (auto second = 0s; second < length; ++second)
        series.append(sampleAt(kStart + second, value, 1));
}

} // namespace

class TestStateSeries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void emptySeriesKnowsNothing();
    void oneColumnASecondGivesEverySample();
    void memoryStaysTheSameOverThreeDays();
    void aPeakOfOneSecondIsSeenInADay();
    void aColumnShowsOneMomentAndEachStatesMaximum();
    void listenDoesNotChooseTheMoment();
    void ratesAreSummedAndTheirPeakKept();
    void narrowColumnsHoldTheSampleBefore();
    void slowSamplingIsHeldNotCalledAGap();
    void aPauseIsAGap();
    void lostEventsMarkTheirSecondAndKeepItsNumbers();
    void aSilenceOfMinutesIsAGapEvenWithoutAFlag();
    void nothingIsMadeUpAfterTheNewest();
    void oldSecondsFallBackToCoarserBuckets();
    void aLateSampleIsSortedIn();
    void aClockSetBackForgetsTheFuture();
    void oddQueriesAreAnsweredEmpty();
    void clearForgetsAll();
};

void TestStateSeries::emptySeriesKnowsNothing() {
    const StateSeries series;
    QVERIFY(series.empty());
    const auto columns = series.columns(kStart, kStart + 60s, 60);
    QCOMPARE(columns.size(), std::size_t{60});
    for (const StateColumn& column : columns) {
        QVERIFY(!column.known);
        QVERIFY(!column.gap);
    }
}

void TestStateSeries::oneColumnASecondGivesEverySample() {
    StateSeries series;
    for (std::uint32_t i = 0; i < 60; ++i)
        series.append(sampleAt(kStart + std::chrono::seconds(i) + 300ms, i));
    const auto columns = series.columns(kStart, kStart + 60s, 60);
    for (std::uint32_t i = 0; i < 60; ++i) {
        QVERIFY(columns[i].known);
        QCOMPARE(columns[i].samples, 1u);
        QCOMPARE(established(columns[i]), i);
        // The very moment of the observation, not its rounded second: it is what a click asks for.
        QVERIFY(columns[i].time == kStart + std::chrono::seconds(i) + 300ms);
    }
}

void TestStateSeries::memoryStaysTheSameOverThreeDays() {
    StateSeries series;
    const std::size_t before = series.memoryBytes();
    QVERIFY(before < 2'000'000);
    fill(series, 72h);
    QCOMPARE(series.memoryBytes(), before);
    const Timestamp end = kStart + 72h;
    for (const auto& column : series.columns(end - 24h, end, 700)) {
        QVERIFY(column.known);
        QVERIFY(!column.gap);
        QCOMPARE(established(column), 100u);
    }
    // What is older than a day has been overwritten and says so.
    for (const auto& column : series.columns(end - 40h, end - 30h, 100))
        QVERIFY(!column.known);
}

void TestStateSeries::aPeakOfOneSecondIsSeenInADay() {
    StateSeries series;
    const auto peakTime = kStart + 20h + 17s;
    for (auto second = 0s; second < 24h; ++second) {
        const bool peak = kStart + second == peakTime;
        series.append(sampleAt(kStart + second, peak ? 5000 : 100));
    }
    const auto columns = series.columns(kStart, kStart + 24h, 600);
    const auto it =
        std::max_element(columns.begin(), columns.end(), [](const auto& a, const auto& b) {
            return established(a) < established(b);
        });
    QCOMPARE(established(*it), 5000u);
    QVERIFY(it->time == peakTime);
    QCOMPARE(std::count_if(columns.begin(), columns.end(),
                           [](const auto& column) { return established(column) == 5000; }),
             1);
}

void TestStateSeries::aColumnShowsOneMomentAndEachStatesMaximum() {
    StateSeries series;
    StateSample one = sampleAt(kStart, 50);
    one.counts[index(TcpState::SynReceived)] = 30;
    StateSample two = sampleAt(kStart + 1s, 90);
    two.counts[index(TcpState::SynReceived)] = 2;
    series.append(one);
    series.append(two);
    const auto columns = series.columns(kStart, kStart + 2s, 1);
    // The stack is of one moment: 90 + 2, never 90 + 30, which there never was.
    QCOMPARE(established(columns[0]), 90u);
    QCOMPARE(columns[0].counts[index(TcpState::SynReceived)], 2u);
    QVERIFY(columns[0].time == kStart + 1s);
    QCOMPARE(columns[0].maxima[index(TcpState::SynReceived)], 30u);
    QVERIFY(columns[0].maximumTimes[index(TcpState::SynReceived)] == kStart);
}

void TestStateSeries::listenDoesNotChooseTheMoment() {
    StateSeries series;
    StateSample one = sampleAt(kStart, 10);
    StateSample two = sampleAt(kStart + 1s, 9);
    two.counts[index(TcpState::Listen)] = 500;
    series.append(one);
    series.append(two);
    QCOMPARE(established(series.columns(kStart, kStart + 2s, 1)[0]), 10u);
}

void TestStateSeries::ratesAreSummedAndTheirPeakKept() {
    StateSeries series;
    for (std::uint32_t i = 0; i < 10; ++i) {
        StateSample sample = sampleAt(kStart + std::chrono::seconds(i), 1, i);
        sample.retransmissions = 2;
        sample.resets = i == 3 ? 7 : 0;
        series.append(sample);
    }
    const auto column = series.columns(kStart, kStart + 10s, 1)[0];
    QCOMPARE(column.samples, 10u);
    QVERIFY(column.sum == (RateCounts{45, 20, 7}));
    QVERIFY(column.peak == (RateCounts{9, 2, 7}));
}

void TestStateSeries::narrowColumnsHoldTheSampleBefore() {
    StateSeries series;
    series.append(sampleAt(kStart, 4, 8));
    series.append(sampleAt(kStart + 1s, 5));
    const auto columns = series.columns(kStart, kStart + 2s, 8);
    for (std::size_t i = 0; i < 8; ++i) {
        QVERIFY(columns[i].known);
        QCOMPARE(established(columns[i]), i < 4 ? 4u : 5u);
        QCOMPARE(columns[i].samples, i % 4 == 0 ? 1u : 0u);
    }
    // An event happened once, not once a pixel.
    QCOMPARE(columns[0].sum.transitions, std::uint64_t{8});
    QCOMPARE(columns[1].sum.transitions, std::uint64_t{0});
}

void TestStateSeries::slowSamplingIsHeldNotCalledAGap() {
    StateSeries series;
    for (int i = 0; i < 6; ++i)
        series.append(sampleAt(kStart + i * 10s, 7));
    for (const auto& column : series.columns(kStart, kStart + 51s, 51)) {
        QVERIFY(column.known);
        QVERIFY(!column.gap);
        QCOMPARE(established(column), 7u);
    }
}

void TestStateSeries::aPauseIsAGap() {
    StateSeries series;
    fill(series, 10s);
    StateSample after = sampleAt(kStart + 20s, 3);
    after.gap = true;
    series.append(after);
    const auto columns = series.columns(kStart, kStart + 21s, 21);
    QVERIFY(columns[9].known && !columns[9].gap);
    for (std::size_t i = 10; i < 20; ++i) {
        QVERIFY(!columns[i].known);
        QVERIFY(columns[i].gap);
    }
    QVERIFY(columns[20].known && columns[20].gap);

    // The same when the range ends inside the pause.
    const auto cut = series.columns(kStart, kStart + 15s, 15);
    QVERIFY(cut[14].gap && !cut[14].known);
}

void TestStateSeries::lostEventsMarkTheirSecondAndKeepItsNumbers() {
    StateSeries series;
    fill(series, 30s);
    StateSample lossy = sampleAt(kStart + 30s, 80);
    lossy.gap = true;
    series.append(lossy);
    series.append(sampleAt(kStart + 31s, 81));
    const auto columns = series.columns(kStart, kStart + 32s, 32);
    QVERIFY(columns[30].gap && columns[30].known);
    QCOMPARE(established(columns[30]), 80u);
    QVERIFY(!columns[29].gap && !columns[31].gap);
    // Also in a day's view, where it is one of 144 seconds.
    const auto day = series.columns(kStart + 60s - 24h, kStart + 60s, 600);
    QVERIFY(std::any_of(day.begin(), day.end(), [](const auto& column) { return column.gap; }));
}

void TestStateSeries::aSilenceOfMinutesIsAGapEvenWithoutAFlag() {
    StateSeries series;
    fill(series, 5s);
    series.append(sampleAt(kStart + 5min, 9)); // the machine was suspended
    const auto columns = series.columns(kStart, kStart + 5min, 300);
    QVERIFY(columns[100].gap && !columns[100].known);
}

void TestStateSeries::nothingIsMadeUpAfterTheNewest() {
    StateSeries series;
    fill(series, 10s);
    const auto columns = series.columns(kStart, kStart + 20s, 20);
    QVERIFY(columns[9].known);
    for (std::size_t i = 10; i < 20; ++i) {
        QVERIFY(!columns[i].known);
        QVERIFY(!columns[i].gap);
    }
}

void TestStateSeries::oldSecondsFallBackToCoarserBuckets() {
    StateSeries series;
    fill(series, 4h);
    // Three hours ago: only buckets of ten seconds are left; every second is still counted.
    const auto columns = series.columns(kStart + 1h, kStart + 1h + 100s, 10);
    for (const auto& column : columns) {
        QCOMPARE(column.samples, 10u);
        QVERIFY(column.sum.transitions == 10);
    }
}

void TestStateSeries::aLateSampleIsSortedIn() {
    StateSeries series;
    series.append(sampleAt(kStart, 1));
    series.append(sampleAt(kStart + 3s, 4));
    series.append(sampleAt(kStart + 1s, 2));
    QVERIFY(series.newest()->time == kStart + 3s);
    const auto columns = series.columns(kStart, kStart + 4s, 4);
    QCOMPARE(established(columns[0]), 1u);
    QCOMPARE(established(columns[1]), 2u);
    QCOMPARE(established(columns[2]), 2u);
    QCOMPARE(established(columns[3]), 4u);
}

void TestStateSeries::aClockSetBackForgetsTheFuture() {
    StateSeries series;
    fill(series, 2h);
    const Timestamp back = kStart + 30min;
    series.append(sampleAt(back, 55));
    QVERIFY(series.newest()->time == back);
    for (auto second = 1s; second < 100s; ++second)
        series.append(sampleAt(back + second, 55));
    const auto columns = series.columns(back + 1s, back + 200s, 199);
    QCOMPARE(established(columns[50]), 55u);
    QVERIFY(!columns[150].known);
    // What came before is kept.
    QCOMPARE(established(series.columns(back - 60s, back, 60)[10]), 100u);
}

void TestStateSeries::oddQueriesAreAnsweredEmpty() {
    StateSeries series;
    fill(series, 10s);
    QVERIFY(series.columns(kStart, kStart + 10s, 0).empty());
    QVERIFY(!series.columns(kStart + 10s, kStart, 5)[0].known);
    QVERIFY(!series.columns(kStart, kStart, 5)[0].known);
    QVERIFY(!series.columns(Timestamp{0s}, kStart, 5)[0].known);
    QCOMPARE(series.columns(kStart, kStart + 10s, 1'000'000).size(), std::size_t{65536});

    // Before 1970 rounding goes down, as everywhere else.
    StateSeries early;
    early.append(sampleAt(Timestamp{-10s} - 500ms, 3));
    QVERIFY(early.columns(Timestamp{-11s}, Timestamp{-10s}, 1)[0].known);
}

void TestStateSeries::clearForgetsAll() {
    StateSeries series;
    fill(series, 10s);
    series.clear();
    QVERIFY(series.empty());
    QVERIFY(!series.columns(kStart, kStart + 10s, 10)[5].known);
}

QTEST_APPLESS_MAIN(TestStateSeries)
#include "tst_state_series.moc"
