// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chart_scale.h"

#include <QTest>

#include <algorithm>
#include <ctime>

using namespace synoptic;
using namespace std::chrono_literals;

class TestChartScale : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void niceScaleHoldsTheMaximumInFewRoundSteps_data();
    void niceScaleHoldsTheMaximumInFewRoundSteps();
    void ticksAreRoundLocalTimes();
    void secondsAreWrittenOnlyWhereTicksAreCloserThanAMinute();
    void ticksKeepTheirDistance_data();
    void ticksKeepTheirDistance();
    void labelsWithRoomStayWhereTheyAre();
    void crowdedLabelsArePushedApartEvenly();
    void labelsStayInside();
    void tooManyLabelsAreSpreadOverTheRoom();
    void noLabelsAndOneLabel();
};

void TestChartScale::initTestCase() {
    // Half an hour off the full one, so that rounding in UTC would show.
    qputenv("TZ", "IST-5:30");
    tzset();
}

void TestChartScale::niceScaleHoldsTheMaximumInFewRoundSteps_data() {
    QTest::addColumn<double>("maximum");
    QTest::addColumn<int>("intervals");
    QTest::addColumn<double>("top");
    QTest::addColumn<double>("step");
    QTest::newRow("mock-up") << 1832.0 << 2 << 2000.0 << 1000.0;
    QTest::newRow("mock-up, flood") << 385.0 << 4 << 400.0 << 100.0;
    QTest::newRow("rates") << 95.0 << 1 << 100.0 << 100.0;
    QTest::newRow("exactly full") << 100.0 << 2 << 100.0 << 50.0;
    QTest::newRow("one more") << 101.0 << 2 << 200.0 << 100.0;
    QTest::newRow("nothing") << 0.0 << 3 << 1.0 << 1.0;
    QTest::newRow("no fractions of a connection") << 2.0 << 10 << 2.0 << 1.0;
    QTest::newRow("no room") << 7.0 << 0 << 10.0 << 10.0;
    QTest::newRow("a million") << 1'200'000.0 << 3 << 1'500'000.0 << 500'000.0;
}

void TestChartScale::niceScaleHoldsTheMaximumInFewRoundSteps() {
    QFETCH(double, maximum);
    QFETCH(int, intervals);
    QFETCH(double, top);
    QFETCH(double, step);
    const NiceScale scale = niceScale(maximum, intervals);
    QCOMPARE(scale.top, top);
    QCOMPARE(scale.step, step);
}

void TestChartScale::ticksAreRoundLocalTimes() {
    const Timestamp to{1'790'000'000s};
    const auto ticks = timeTicks(to - 24h, to, 700, 72);
    QVERIFY(ticks.size() >= 6);
    for (const TimeTick& tick : ticks) {
        QVERIFY2(tick.label.endsWith(QLatin1String(":00")), qPrintable(tick.label));
        QCOMPARE(tick.label.left(2).toInt() % 3, 0);
    }
}

void TestChartScale::secondsAreWrittenOnlyWhereTicksAreCloserThanAMinute() {
    const Timestamp to{1'790'000'000s};
    QCOMPARE(timeTicks(to - 1min, to, 700).front().label.size(), 8);
    QCOMPARE(timeTicks(to - 15min, to, 700).front().label.size(), 5);
}

void TestChartScale::ticksKeepTheirDistance_data() {
    QTest::addColumn<int>("seconds");
    for (const int seconds : {5, 60, 300, 900, 3600, 6 * 3600, 24 * 3600})
        QTest::addRow("%d s", seconds) << seconds;
}

void TestChartScale::ticksKeepTheirDistance() {
    QFETCH(int, seconds);
    const Timestamp to{1'790'000'123s};
    const Timestamp from = to - std::chrono::seconds(seconds);
    for (const double width : {200.0, 700.0, 2000.0}) {
        const auto ticks = timeTicks(from, to, width, 72);
        for (std::size_t i = 1; i < ticks.size(); ++i) {
            const double distance =
                std::chrono::duration<double>(ticks[i].time - ticks[i - 1].time).count() * width /
                seconds;
            QVERIFY(distance >= 72);
        }
        for (const TimeTick& tick : ticks)
            QVERIFY(tick.time >= from && tick.time <= to);
    }
    QVERIFY(!timeTicks(from, to, 700).empty());
    QVERIFY(timeTicks(to, from, 700).empty());
    QVERIFY(timeTicks(from, to, 0).empty());
}

void TestChartScale::labelsWithRoomStayWhereTheyAre() {
    const std::vector<double> wanted{10, 40, 90};
    QCOMPARE(spreadLabels(wanted, 13, 0, 100), wanted);
}

void TestChartScale::crowdedLabelsArePushedApartEvenly() {
    const auto placed = spreadLabels(std::vector<double>{50, 50, 50}, 10, 0, 100);
    QCOMPARE(placed, (std::vector<double>{40, 50, 60}));
    // A label far away is not moved by them; one that is near joins the pushing.
    const auto mixed = spreadLabels(std::vector<double>{5, 50, 51, 59}, 10, 0, 100);
    QCOMPARE(mixed[0], 5.0);
    for (std::size_t i = 1; i < mixed.size(); ++i)
        QVERIFY(mixed[i] - mixed[i - 1] >= 10 - 1e-9);
    const double middle = (mixed[1] + mixed[2] + mixed[3]) / 3;
    QVERIFY(std::abs(middle - (50 + 51 + 59) / 3.0) < 1e-9);
}

void TestChartScale::labelsStayInside() {
    const auto low = spreadLabels(std::vector<double>{98, 99, 100}, 10, 5, 95);
    QCOMPARE(low, (std::vector<double>{75, 85, 95}));
    const auto high = spreadLabels(std::vector<double>{0, 1, 60}, 10, 5, 95);
    QCOMPARE(high, (std::vector<double>{5, 15, 60}));
}

void TestChartScale::tooManyLabelsAreSpreadOverTheRoom() {
    const std::vector<double> wanted(11, 50.0);
    const auto placed = spreadLabels(wanted, 20, 0, 100);
    QCOMPARE(placed.front(), 0.0);
    QCOMPARE(placed.back(), 100.0);
    QVERIFY(std::is_sorted(placed.begin(), placed.end()));
}

void TestChartScale::noLabelsAndOneLabel() {
    QVERIFY(spreadLabels({}, 10, 0, 100).empty());
    QCOMPARE(spreadLabels(std::vector<double>{-30}, 10, 0, 100), std::vector<double>{0});
    QCOMPARE(spreadLabels(std::vector<double>{7}, 10, 0, 0), std::vector<double>{0});
}

QTEST_APPLESS_MAIN(TestChartScale)
#include "tst_chart_scale.moc"
