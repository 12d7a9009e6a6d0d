// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chart_scale.h"
#include "views/timeline/timeline_strip.h"

#include <QTest>
#include <QToolTip>

using namespace synoptic;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kStart{1'790'000'000s};

std::shared_ptr<StateSeries> busy(std::chrono::seconds length) {
    auto series = std::make_shared<StateSeries>();
    for (auto second = 0s; second < length; ++second) {
        StateSample sample;
        sample.time = kStart + second;
        sample.transitions = 20 + static_cast<std::uint32_t>(second.count() % 7);
        series->append(sample);
    }
    return series;
}

QImage picture(TimelineStrip& strip) {
    return strip.grab().toImage();
}

/// How many pixels of a colour stand in a column of the track.
int count(const QImage& image, const QRect& track, double x, const QColor& color) {
    int found = 0;
    for (int y = track.top(); y <= track.bottom(); ++y)
        found += image.pixelColor(static_cast<int>(x), y) == color ? 1 : 0;
    return found;
}

} // namespace

class TestTimelineStrip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatItWaitsFor();
    void reachesBackAsFarAsTheSessionUpToTwoHours_data();
    void reachesBackAsFarAsTheSessionUpToTwoHours();
    void shadesWhatTheChartsShow();
    void gapsAreGrey();
    void marksResetsThatStandOut();
    void ordinaryResetsAreNotMarked();
    void tellsLiveFromPaused();
    void theTooltipTellsTheBar();
    void aFloodLeavesOrdinaryBarsVisible();
    void tinyWidthsDoNotBreakIt();
};

void TestTimelineStrip::saysWhatItWaitsFor() {
    TimelineStrip strip;
    strip.setTheme(lightTheme());
    strip.resize(900, 60);
    QCOMPARE(strip.height(), 60);
    QCOMPARE(strip.accessibleDescription(),
             QStringLiteral("The timeline fills as soon as there is something to watch"));
    strip.setSeries(std::make_shared<StateSeries>());
    const QImage empty = picture(strip);
    strip.setSeries(busy(60s));
    QVERIFY(picture(strip) != empty);
    QVERIFY(strip.accessibleDescription().startsWith(QLatin1String("Live ")));
}

void TestTimelineStrip::reachesBackAsFarAsTheSessionUpToTwoHours_data() {
    QTest::addColumn<int>("session");
    QTest::addColumn<int>("minutes");
    QTest::newRow("just begun") << 5 << 10;
    QTest::newRow("a quarter of an hour") << 15 * 60 << 30;
    QTest::newRow("three quarters") << 45 * 60 << 60;
    QTest::newRow("an hour and a half") << 90 * 60 << 120;
    QTest::newRow("five hours") << 5 * 3600 << 120;
}

void TestTimelineStrip::reachesBackAsFarAsTheSessionUpToTwoHours() {
    QFETCH(int, session);
    QFETCH(int, minutes);
    TimelineStrip strip;
    strip.resize(1440, 60);
    strip.setSeries(busy(std::chrono::seconds(session)));
    const double length = std::chrono::duration<double>(strip.to() - strip.from()).count();
    QVERIFY(std::abs(length - minutes * 60) < 1);
    QVERIFY(strip.to() >= kStart + std::chrono::seconds(session - 1));
    QVERIFY(strip.to() < kStart + std::chrono::seconds(session + 60));
}

void TestTimelineStrip::shadesWhatTheChartsShow() {
    for (const Theme* theme : {&lightTheme(), &darkTheme()}) {
        TimelineStrip strip;
        strip.setTheme(*theme);
        strip.resize(1440, 60);
        strip.setSeries(busy(2h));
        const Timestamp end = kStart + 2h;
        strip.setShownSpan(end - 15min, end);
        const QImage image = picture(strip);
        const QRect track = strip.trackRect();
        QVERIFY(count(image, track, strip.xOf(end - 10min), theme->selection) >= 5);
        QCOMPARE(count(image, track, strip.xOf(end - 20min), theme->selection), 0);
        QVERIFY(count(image, track, strip.xOf(end - 20min), theme->base) >= 5);
    }
}

void TestTimelineStrip::gapsAreGrey() {
    auto series = busy(20min);
    StateSample after;
    after.time = kStart + 25min;
    after.gap = true;
    series->append(after);
    TimelineStrip strip;
    strip.setTheme(lightTheme());
    strip.resize(1440, 60);
    strip.setSeries(series);
    const QImage image = picture(strip);
    const QRect track = strip.trackRect();
    const double x = strip.xOf(kStart + 22min);
    QCOMPARE(count(image, track, x, lightTheme().base), 0);
    const QColor grey = image.pixelColor(static_cast<int>(x), track.center().y());
    QCOMPARE(count(image, track, x, grey), track.height());
}

void TestTimelineStrip::marksResetsThatStandOut() {
    auto series = std::make_shared<StateSeries>();
    for (int second = 0; second < 3600; ++second) {
        StateSample sample;
        sample.time = kStart + std::chrono::seconds(second);
        sample.resets = second == 1000 ? 1 : 0;
        series->append(sample);
    }
    TimelineStrip strip;
    strip.setTheme(lightTheme());
    strip.resize(1440, 60);
    strip.setSeries(series);
    const QImage image = picture(strip);
    const QRect track = strip.trackRect();
    int marked = 0;
    for (int x = track.left(); x < track.right() - 10; ++x) {
        const bool mark = count(image, track, x, lightTheme().reset) > 0;
        marked += mark ? 1 : 0;
        if (mark)
            QVERIFY(std::abs(x - strip.xOf(kStart + 1000s)) < 8);
    }
    QVERIFY(marked >= 3 && marked <= 10);
}

void TestTimelineStrip::ordinaryResetsAreNotMarked() {
    std::vector<StateColumn> columns(100);
    for (StateColumn& column : columns) {
        column.samples = 10;
        column.sum.resets = 20;
        column.peak.resets = 3;
    }
    QVERIFY(resetMarks(columns, 3).empty());
    columns[50].peak.resets = 30;
    columns[51].peak.resets = 40;
    columns[90].peak.resets = 12;
    QCOMPARE(resetMarks(columns, 3), (std::vector<std::size_t>{51, 90}));
    QVERIFY(resetMarks({}, 3).empty());
}

void TestTimelineStrip::tellsLiveFromPaused() {
    TimelineStrip strip;
    strip.setTheme(lightTheme());
    strip.resize(1440, 60);
    strip.setSeries(busy(10min));
    const QRect track = strip.trackRect();
    QCOMPARE(picture(strip).pixelColor(track.right(), track.center().y()), lightTheme().accent);
    strip.setMode(TimelineStrip::Mode::Paused);
    QCOMPARE(picture(strip).pixelColor(track.right(), track.center().y()), lightTheme().muted);
    QVERIFY(strip.accessibleDescription().startsWith(QLatin1String("Paused ")));
    QVERIFY(strip.accessibleDescription().contains(clockText(kStart + 10min - 1s)));
}

void TestTimelineStrip::theTooltipTellsTheBar() {
    TimelineStrip strip;
    strip.resize(1440, 60);
    strip.setSeries(busy(10min));
    strip.show();
    QVERIFY(QTest::qWaitForWindowExposed(&strip));
    const QPoint at(static_cast<int>(strip.xOf(kStart + 5min)), strip.trackRect().center().y());
    QHelpEvent help(QEvent::ToolTip, at, strip.mapToGlobal(at));
    QCoreApplication::sendEvent(&strip, &help);
    QVERIFY2(QToolTip::text().contains(QLatin1String("transitions")), qPrintable(QToolTip::text()));
    QVERIFY(QToolTip::text().startsWith(clockText(kStart + 5min).left(5)) ||
            QToolTip::text().startsWith(clockText(kStart + 4min + 55s).left(5)));
    QToolTip::hideText();
}

void TestTimelineStrip::aFloodLeavesOrdinaryBarsVisible() {
    auto series = busy(2h);
    for (int second = 0; second < 60; ++second) {
        StateSample sample;
        sample.time = kStart + 2h + std::chrono::seconds(second);
        sample.transitions = 9500;
        series->append(sample);
    }
    TimelineStrip strip;
    strip.setTheme(lightTheme());
    strip.resize(1440, 60);
    strip.setSeries(series);
    const QImage image = picture(strip);
    const QRect track = strip.trackRect();
    const double x = std::round(strip.xOf(kStart + 1h));
    int tallest = 0;
    for (int dx = 0; dx < 4; ++dx)
        tallest =
            std::max(tallest, track.height() - count(image, track, x + dx, lightTheme().base));
    QVERIFY2(tallest >= 3 && tallest < 10, qPrintable(QString::number(tallest)));
}

void TestTimelineStrip::tinyWidthsDoNotBreakIt() {
    TimelineStrip strip;
    strip.setMinimumWidth(1);
    strip.setSeries(busy(3min));
    for (const int width : {1, 40, 200, 321}) {
        strip.resize(width, 60);
        QVERIFY(!picture(strip).isNull());
    }
}

QTEST_MAIN(TestTimelineStrip)
#include "tst_timeline_strip.moc"
