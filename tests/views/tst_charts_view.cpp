// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/chart_plot.h"
#include "views/charts/charts_view.h"
#include "views/charts/column_painter.h"
#include "views/charts/state_stack.h"

#include <QApplication>
#include <QBuffer>
#include <QCheckBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QSvgRenderer>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

#include <set>

using namespace synoptic;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kStart{1'790'000'000s};

StateSample sampleAt(Timestamp time, std::initializer_list<std::pair<TcpState, unsigned>> counts) {
    StateSample sample;
    sample.time = time;
    for (const auto& [state, count] : counts)
        sample.counts[index(state)] = count;
    return sample;
}

/// 20 SYN-RECEIVED, 60 ESTABLISHED, 20 TIME-WAIT, and 20 LISTEN that stay hidden: a stack of 100.
std::vector<StateSample> steady(std::chrono::seconds length) {
    std::vector<StateSample> samples;
    for (auto second = 0s; second < length; ++second) {
        samples.push_back(sampleAt(kStart + second, {{TcpState::SynReceived, 20},
                                                     {TcpState::Established, 60},
                                                     {TcpState::TimeWait, 20},
                                                     {TcpState::Listen, 20}}));
        samples.back().transitions = 7;
    }
    return samples;
}

/// A view on screen, laid out and drawn.
class Shown {
public:
    explicit Shown(const Theme& theme = lightTheme(), QSize size = {885, 250}) {
        // The view takes its theme from the palette, as every widget does.
        QApplication::setPalette(theme.palette());
        view.resize(size);
        view.show();
        if (!QTest::qWaitForWindowExposed(&view))
            qFatal("the window did not come up");
    }
    void append(const std::vector<StateSample>& samples) {
        view.append(samples);
        draw();
    }
    ChartPlot& plot() { return *view.findChild<ChartPlot*>(); }
    void draw() {
        plot().refresh();
        plot().replot(QCustomPlot::rpImmediateRefresh);
        QCoreApplication::processEvents();
    }
    QPoint inWindow(QPointF inPlot) { return plot().mapTo(&view, inPlot.toPoint()); }
    void click(QPointF inPlot) {
        QTest::mouseClick(view.windowHandle(), Qt::LeftButton, {}, inWindow(inPlot));
    }
    void drag(QPointF from, QPointF to) {
        QTest::mousePress(view.windowHandle(), Qt::LeftButton, {}, inWindow(from));
        QTest::mouseMove(view.windowHandle(), inWindow((from + to) / 2));
        QTest::mouseMove(view.windowHandle(), inWindow(to));
        QTest::mouseRelease(view.windowHandle(), Qt::LeftButton, {}, inWindow(to));
    }
    /// A point in the stack: `part` of the width, `height` of the scale from below.
    QPointF at(double part, double height) {
        const QRect rect = plot().stackRect();
        return {rect.left() + std::floor(part * rect.width()),
                rect.top() + rect.height() - height * rect.height()};
    }
    QPointF atTime(Timestamp time, double height) {
        return at(std::chrono::duration<double>(time - view.shownFrom()) /
                      std::chrono::duration<double>(view.shownTo() - view.shownFrom()),
                  height);
    }
    QColor pixel(QPointF inPlot) { return plot().grab().toImage().pixelColor(inPlot.toPoint()); }

    ChartsView view;
};

/// Translates every text into itself between brackets.
class Brackets : public QTranslator {
public:
    QString translate(const char*, const char* source, const char*, int) const override {
        return QStringLiteral("[%1]").arg(QString::fromUtf8(source));
    }
    bool isEmpty() const override { return false; }
};

} // namespace

class TestChartsView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatItWaitsFor();
    void bandsHaveTheirColoursAndPlaces_data();
    void bandsHaveTheirColoursAndPlaces();
    void followsAChangeOfThemeWhileShown();
    void aThinBandTintsItsPixel();
    void aClickOnABandNamesMomentAndState();
    void aClickAboveTheStackNamesNoState();
    void aClickInAGapSaysNothing();
    void aPeakIsActivatedAtItsOwnSecond();
    void clickingANameIsolatesItAndAgainRestores();
    void listenIsStackedOnlyWhenAsked();
    void rangesAreExclusiveAndReachBack();
    void draggingZoomsBothCharts();
    void doubleClickAndEscLeaveTheZoom();
    void aZoomStaysWhileTimeGoesOn();
    void gapsAreGreyInBothCharts();
    void hoveringReadsOutTimeAndValues();
    void keysMoveTheCursor();
    void drawsAtMostOnceASecondAndOnlyIfVisible();
    void accessibleTextTellsThePresentValues();
    void changingTheLanguageChangesTheWords();
    void exportsAnImageOfTheSizeAskedFor();
    void exportsValidSvg();
    void drawingTime();
};

void TestChartsView::saysWhatItWaitsFor() {
    Shown shown;
    auto* pages = shown.view.findChild<QStackedWidget*>();
    auto* label = qobject_cast<QLabel*>(pages->currentWidget());
    QVERIFY(label);
    QCOMPARE(label->text(),
             QStringLiteral("The chart fills as soon as there is something to watch"));
    shown.append(steady(3s));
    QCOMPARE(pages->currentWidget(), &shown.plot());
    shown.view.clear();
    QCOMPARE(pages->currentWidget(), label);
}

void TestChartsView::bandsHaveTheirColoursAndPlaces_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestChartsView::bandsHaveTheirColoursAndPlaces() {
    QFETCH(bool, dark);
    const Theme& theme = dark ? darkTheme() : lightTheme();
    Shown shown(theme);
    shown.view.setRange(ChartRange::OneMinute);
    auto samples = steady(60s);
    // In the last third the stack is half as high, so that the ground above it shows.
    for (std::size_t i = 40; i < samples.size(); ++i)
        samples[i].counts[index(TcpState::TimeWait)] =
            samples[i].counts[index(TcpState::SynReceived)] = 0;
    shown.append(samples);
    QCOMPARE(shown.pixel(shown.at(0.3, 0.11)).name(),
             theme.stateBand(TcpState::SynReceived).name());
    QCOMPARE(shown.pixel(shown.at(0.3, 0.53)).name(),
             theme.stateBand(TcpState::Established).name());
    QCOMPARE(shown.pixel(shown.at(0.3, 0.93)).name(), theme.stateBand(TcpState::TimeWait).name());
    QCOMPARE(shown.pixel(shown.at(0.9, 0.11)).name(),
             theme.stateBand(TcpState::Established).name());
    QCOMPARE(shown.pixel(shown.at(0.9, 0.93)).name(), theme.base.name());

    // Between two bands runs a hairline of the ground's colour.
    const QImage image = shown.plot().grab().toImage();
    const QPoint edge = shown.at(0.3, 0.8).toPoint();
    int nearest = 255;
    for (int y = edge.y() - 2; y <= edge.y() + 2; ++y)
        nearest =
            std::min(nearest, std::abs(image.pixelColor(edge.x(), y).blue() - theme.base.blue()));
    QVERIFY2(nearest < 90, qPrintable(QString::number(nearest)));
}

void TestChartsView::followsAChangeOfThemeWhileShown() {
    Shown shown(lightTheme());
    shown.view.setRange(ChartRange::OneMinute);
    shown.append(steady(60s));
    for (const Theme* theme : {&darkTheme(), &lightTheme()}) {
        QApplication::setPalette(theme->palette());
        shown.draw();
        QCOMPARE(shown.pixel(shown.at(0.5, 0.53)).name(),
                 theme->stateBand(TcpState::Established).name());
        const QImage all = shown.view.grab().toImage();
        QCOMPARE(all.pixelColor(2, all.height() - 2).name(), theme->base.name());
        QCOMPARE(all.pixelColor(2, 2).name(), theme->base.name()); // the controls' ground
    }
}

void TestChartsView::aThinBandTintsItsPixel() {
    ColumnPainter painter(1, 10, Qt::white);
    std::vector<Band> bands{{qRgb(0, 0, 0), 2.25}, {qRgb(200, 0, 0), 0.5}};
    painter.fillColumn(0, bands, 1, 2, qRgb(255, 255, 255));
    const QImage& image = painter.image();
    QCOMPARE(image.pixelColor(0, 9), QColor(Qt::black));
    QCOMPARE(image.pixelColor(0, 0), QColor(Qt::white));
    // A quarter black less the hairline, half red, the rest white: all of them show.
    const QColor mixed = image.pixelColor(0, 7);
    QVERIFY(mixed.red() > mixed.green());
    QVERIFY(mixed.green() > 0 && mixed.green() < 255);
}

void TestChartsView::aClickOnABandNamesMomentAndState() {
    Shown shown;
    shown.view.setRange(ChartRange::OneMinute);
    shown.append(steady(60s));
    QSignalSpy spy(&shown.view, &ChartsView::momentActivated);
    shown.click(shown.atTime(kStart + 30s + 500ms, 0.1));
    QCOMPARE(spy.count(), 1);
    QVERIFY(spy[0][0].value<Timestamp>() == kStart + 30s);
    QVERIFY(spy[0][1].value<std::optional<TcpState>>() == TcpState::SynReceived);
    shown.click(shown.atTime(kStart + 12s + 500ms, 0.9));
    QVERIFY(spy[1][0].value<Timestamp>() == kStart + 12s);
    QVERIFY(spy[1][1].value<std::optional<TcpState>>() == TcpState::TimeWait);
    // The rates chart names the moment alone.
    shown.click(
        {shown.atTime(kStart + 20s + 500ms, 0).x(), double(shown.plot().ratesRect().center().y())});
    QVERIFY(spy[2][0].value<Timestamp>() == kStart + 20s);
    QVERIFY(!spy[2][1].value<std::optional<TcpState>>());
}

void TestChartsView::aClickAboveTheStackNamesNoState() {
    Shown shown;
    shown.view.setRange(ChartRange::OneMinute);
    auto samples = steady(60s);
    for (std::size_t i = 30; i < samples.size(); ++i)
        samples[i].counts[index(TcpState::Established)] = 0;
    shown.append(samples);
    QSignalSpy spy(&shown.view, &ChartsView::momentActivated);
    shown.click(shown.atTime(kStart + 45s + 500ms, 0.8));
    QCOMPARE(spy.count(), 1);
    QVERIFY(spy[0][0].value<Timestamp>() == kStart + 45s);
    QVERIFY(!spy[0][1].value<std::optional<TcpState>>());
}

void TestChartsView::aClickInAGapSaysNothing() {
    Shown shown;
    shown.view.setRange(ChartRange::OneMinute);
    auto samples = steady(60s);
    samples[40].gap = true;
    samples.erase(samples.begin() + 20, samples.begin() + 40);
    shown.append(samples);
    QSignalSpy spy(&shown.view, &ChartsView::momentActivated);
    shown.click(shown.atTime(kStart + 30s, 0.5));
    QCOMPARE(spy.count(), 0);
}

void TestChartsView::aPeakIsActivatedAtItsOwnSecond() {
    // Of the many seconds in a pixel the fullest is drawn, so its time is what a click means.
    Shown shown;
    shown.view.setRange(ChartRange::OneDay);
    auto samples = steady(3h);
    samples[5000].counts[index(TcpState::SynReceived)] = 900;
    shown.append(samples);
    QSignalSpy spy(&shown.view, &ChartsView::momentActivated);
    shown.click(shown.atTime(kStart + 5000s, 0.5));
    QCOMPARE(spy.count(), 1);
    QVERIFY(spy[0][0].value<Timestamp>() == kStart + 5000s);
    QVERIFY(spy[0][1].value<std::optional<TcpState>>() == TcpState::SynReceived);
}

void TestChartsView::clickingANameIsolatesItAndAgainRestores() {
    Shown shown;
    shown.append(steady(60s));
    const QRectF label = shown.plot().labelRect(TcpState::TimeWait);
    QVERIFY(!label.isEmpty());
    QCOMPARE(shown.pixel(shown.atTime(kStart + 30s, 0.11)).name(),
             lightTheme().stateBand(TcpState::SynReceived).name());
    QSignalSpy spy(&shown.view, &ChartsView::isolatedStateChanged);
    shown.click(label.center());
    QVERIFY(shown.view.isolatedState() == TcpState::TimeWait);
    QCOMPARE(spy.count(), 1);
    shown.draw();
    // Alone, it stands on the ground and on its own scale.
    QCOMPARE(shown.pixel(shown.atTime(kStart + 30s, 0.11)).name(),
             lightTheme().stateBand(TcpState::TimeWait).name());
    QCOMPARE(shown.pixel(shown.atTime(kStart + 30s, 0.93)).name(),
             lightTheme().stateBand(TcpState::TimeWait).name());
    // The other names stay, to choose another one.
    shown.click(shown.plot().labelRect(TcpState::Established).center());
    QVERIFY(shown.view.isolatedState() == TcpState::Established);
    shown.click(shown.plot().labelRect(TcpState::Established).center());
    QVERIFY(!shown.view.isolatedState());
}

void TestChartsView::listenIsStackedOnlyWhenAsked() {
    Shown shown;
    shown.view.setRange(ChartRange::OneMinute);
    shown.append(steady(60s));
    QVERIFY(!shown.view.listenShown());
    QVERIFY(shown.plot().labelRect(TcpState::Listen).isEmpty());
    QSignalSpy spy(&shown.view, &ChartsView::listenShownChanged);
    auto* box = shown.view.findChild<QCheckBox*>();
    QTest::mouseClick(shown.view.windowHandle(), Qt::LeftButton, {},
                      box->mapTo(&shown.view, QPoint(10, box->height() / 2)));
    QVERIFY(shown.view.listenShown());
    QCOMPARE(spy.count(), 1);
    shown.draw();
    QVERIFY(!shown.plot().labelRect(TcpState::Listen).isEmpty());
    QCOMPARE(shown.pixel(shown.at(0.5, 0.04)).name(),
             lightTheme().stateBand(TcpState::Listen).name());
}

void TestChartsView::rangesAreExclusiveAndReachBack() {
    Shown shown;
    shown.append(steady(60s));
    auto* ranges = shown.view.findChild<RangeButtons*>();
    QSignalSpy spy(&shown.view, &ChartsView::rangeChanged);
    for (const ChartRange range : kAllChartRanges) {
        QAbstractButton* button = ranges->button(range);
        QTest::mouseClick(shown.view.windowHandle(), Qt::LeftButton, {},
                          button->mapTo(&shown.view, button->rect().center()));
        QCOMPARE(shown.view.range(), range);
        int checked = 0;
        for (const ChartRange other : kAllChartRanges)
            checked += ranges->button(other)->isChecked() ? 1 : 0;
        QCOMPARE(checked, 1);
        const double seconds =
            std::chrono::duration<double>(shown.view.shownTo() - shown.view.shownFrom()).count();
        const auto expected = static_cast<double>(lengthOf(range).count());
        QVERIFY(std::abs(seconds - expected) < expected / 100);
        // The newest second is in sight, with no more than a pixel after it.
        const double after =
            std::chrono::duration<double>(shown.view.shownTo() - (kStart + 60s)).count();
        QVERIFY(after >= 0 && after <= expected / shown.plot().stackRect().width() + 1e-3);
    }
    QCOMPARE(spy.count(), int(kAllChartRanges.size()));
}

void TestChartsView::draggingZoomsBothCharts() {
    Shown shown;
    shown.append(steady(15min));
    QSignalSpy moments(&shown.view, &ChartsView::momentActivated);
    QSignalSpy spans(&shown.view, &ChartsView::shownSpanChanged);
    const Timestamp from = kStart + 5min;
    const Timestamp to = kStart + 7min;
    shown.drag(shown.atTime(to, 0.5), shown.atTime(from, 0.5)); // from right to left is as good
    QVERIFY(shown.view.isZoomed());
    QVERIFY(std::chrono::abs(shown.view.shownFrom() - from) < 3s);
    QVERIFY(std::chrono::abs(shown.view.shownTo() - to) < 3s);
    QCOMPARE(moments.count(), 0);
    QCOMPARE(spans.count(), 1);
    auto* back = shown.view.findChild<QPushButton*>();
    QVERIFY(back->isVisible());
    QTest::mouseClick(shown.view.windowHandle(), Qt::LeftButton, {},
                      back->mapTo(&shown.view, back->rect().center()));
    QVERIFY(!shown.view.isZoomed());
    QVERIFY(!back->isVisible());
    QVERIFY(shown.view.shownTo() >= kStart + 15min);
}

void TestChartsView::doubleClickAndEscLeaveTheZoom() {
    Shown shown;
    shown.append(steady(15min));
    QSignalSpy moments(&shown.view, &ChartsView::momentActivated);
    shown.view.zoomTo(kStart + 5min, kStart + 6min);
    const QPoint middle = shown.inWindow(shown.at(0.5, 0.5));
    QTest::mouseClick(shown.view.windowHandle(), Qt::LeftButton, {}, middle);
    QTest::mouseDClick(shown.view.windowHandle(), Qt::LeftButton, {}, middle);
    QVERIFY(!shown.view.isZoomed());
    QTest::qWait(QApplication::doubleClickInterval() + 50);
    QCOMPARE(moments.count(), 0); // neither click filtered anything

    shown.view.zoomTo(kStart + 5min, kStart + 6min);
    QTest::mouseClick(shown.view.windowHandle(), Qt::LeftButton, {}, middle);
    QVERIFY(QTest::qWaitFor([&] { return moments.count() == 1; }, 3000)); // a single one does
    shown.plot().setFocus();
    QTest::keyClick(shown.view.windowHandle(), Qt::Key_Escape);
    QVERIFY(!shown.view.isZoomed());
}

void TestChartsView::aZoomStaysWhileTimeGoesOn() {
    Shown shown;
    shown.append(steady(10min));
    shown.view.zoomTo(kStart + 5min, kStart + 6min);
    shown.append({sampleAt(kStart + 11min, {{TcpState::Established, 5}})});
    QVERIFY(shown.view.shownFrom() == kStart + 5min);
    QVERIFY(shown.view.shownTo() == kStart + 6min);
    // Too short a stretch is widened, around its middle.
    shown.view.zoomTo(kStart + 5min, kStart + 5min);
    QVERIFY(shown.view.shownTo() - shown.view.shownFrom() >= 5s);
}

void TestChartsView::gapsAreGreyInBothCharts() {
    for (const Theme* theme : {&lightTheme(), &darkTheme()}) {
        Shown shown(*theme);
        shown.view.setRange(ChartRange::OneMinute);
        auto samples = steady(60s);
        samples[40].gap = true;
        samples.erase(samples.begin() + 20, samples.begin() + 40);
        shown.append(samples);
        const QPointF inside = shown.atTime(kStart + 30s, 0.53);
        QCOMPARE(shown.pixel(inside).name(), gapColor(*theme).name());
        QCOMPARE(shown.pixel({inside.x(), shown.plot().ratesRect().center().y() + 3.0}).name(),
                 gapColor(*theme).name());
        QCOMPARE(shown.pixel(shown.atTime(kStart + 10s, 0.53)).name(),
                 theme->stateBand(TcpState::Established).name());
        // Where events were lost but something was seen, the band shows through the grey.
        const QColor lossy = shown.pixel(shown.atTime(kStart + 40s + 500ms, 0.53));
        QVERIFY(lossy != theme->stateBand(TcpState::Established));
        QVERIFY(lossy != gapColor(*theme));
    }
}

void TestChartsView::hoveringReadsOutTimeAndValues() {
    Shown shown;
    shown.view.setRange(ChartRange::OneMinute);
    shown.append(steady(60s));
    QVERIFY(shown.plot().readoutText().isEmpty());
    QTest::mouseMove(shown.view.windowHandle(),
                     shown.inWindow(shown.atTime(kStart + 30s + 500ms, 0.5)));
    QStringList lines = shown.plot().readoutText();
    QVERIFY(!lines.isEmpty());
    QCOMPARE(lines.front(), clockText(kStart + 30s));
    QVERIFY(lines.contains(QStringLiteral("ESTABLISHED 60")));
    QVERIFY(lines.contains(QStringLiteral("Total 100")));
    QVERIFY(!lines.contains(QStringLiteral("CLOSING 0")));
    const QPointF lower(shown.atTime(kStart + 30s + 500ms, 0).x(),
                        shown.plot().ratesRect().center().y());
    QTest::mouseMove(shown.view.windowHandle(), shown.inWindow(lower));
    lines = shown.plot().readoutText();
    QVERIFY(lines.contains(QStringLiteral("transitions/s 7")));
    QTest::mouseMove(shown.view.windowHandle(), QPoint(2, 2));
    QVERIFY(shown.plot().readoutText().isEmpty());
}

void TestChartsView::keysMoveTheCursor() {
    Shown shown;
    shown.view.setRange(ChartRange::OneMinute);
    shown.append(steady(60s));
    QSignalSpy spy(&shown.view, &ChartsView::momentActivated);
    shown.plot().setFocus();
    QTest::keyClick(shown.view.windowHandle(), Qt::Key_Return);
    QCOMPARE(spy.count(), 0); // there is no cursor yet
    QTest::keyClick(shown.view.windowHandle(), Qt::Key_End);
    QTest::keyClick(shown.view.windowHandle(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(shown.plot().readoutText().front().left(6), clockText(kStart + 57s).left(6));
    QTest::keyClick(shown.view.windowHandle(), Qt::Key_Return);
    QCOMPARE(spy.count(), 1);
    QVERIFY(spy[0][1].value<std::optional<TcpState>>() == TcpState::Established);
}

void TestChartsView::drawsAtMostOnceASecondAndOnlyIfVisible() {
    Shown shown;
    shown.append(steady(60s));
    QTest::qWait(50);
    QSignalSpy drawn(&shown.plot(), &QCustomPlot::afterReplot);
    for (int i = 0; i < 20; ++i) {
        shown.view.append(std::vector{
            sampleAt(kStart + 60s + std::chrono::seconds(i), {{TcpState::Established, 70}})});
        QTest::qWait(5);
    }
    QVERIFY2(drawn.count() <= 1, qPrintable(QString::number(drawn.count())));
    QVERIFY(QTest::qWaitFor([&] { return drawn.count() >= 1; }, 2000)); // the newest does come
    QTest::qWait(20);
    shown.view.hide();
    drawn.clear();
    shown.view.append(std::vector{sampleAt(kStart + 90s, {{TcpState::Established, 70}})});
    QTest::qWait(1100);
    QCOMPARE(drawn.count(), 0);
    shown.view.show();
    QVERIFY(QTest::qWaitFor([&] { return drawn.count() >= 1; }, 2000));
}

void TestChartsView::accessibleTextTellsThePresentValues() {
    Shown shown;
    shown.append(steady(60s));
    QVERIFY(!shown.plot().accessibleName().isEmpty());
    const QString text = shown.plot().accessibleDescription();
    QVERIFY2(text.contains(QLatin1String("ESTABLISHED 60")), qPrintable(text));
    QVERIFY(text.contains(QLatin1String("transitions/s 7")));
    QVERIFY(!text.contains(QLatin1String("LISTEN")));
}

void TestChartsView::changingTheLanguageChangesTheWords() {
    Shown shown;
    shown.append(steady(60s));
    Brackets translator;
    QCoreApplication::installTranslator(&translator);
    QCoreApplication::processEvents();
    const QString button =
        shown.view.findChild<RangeButtons*>()->button(ChartRange::OneHour)->text();
    const QString description = shown.plot().accessibleDescription();
    QCoreApplication::removeTranslator(&translator);
    QCOMPARE(button, QStringLiteral("[1 h]"));
    QVERIFY(description.contains(QLatin1String("[transitions/s]")));
    QVERIFY(description.contains(QLatin1String("ESTABLISHED 60"))); // never translated
}

void TestChartsView::exportsAnImageOfTheSizeAskedFor() {
    ChartsView hidden;
    hidden.setTheme(darkTheme());
    hidden.append(steady(15min));
    const QImage image = hidden.renderImage({880, 250}, 2);
    QCOMPARE(image.size(), QSize(1760, 500));
    std::set<QRgb> colors;
    for (int y = 0; y < image.height(); ++y)
        colors.insert(image.pixel(image.width() / 2, y));
    for (const TcpState state : {TcpState::SynReceived, TcpState::Established, TcpState::TimeWait})
        QVERIFY(colors.contains(darkTheme().stateBand(state).rgb()));
    QVERIFY(hidden.renderImage({}, 1).isNull());
}

void TestChartsView::exportsValidSvg() {
    Shown shown;
    auto samples = steady(15min);
    samples[500].gap = true;
    samples.erase(samples.begin() + 440, samples.begin() + 500);
    shown.append(samples);
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    QVERIFY(shown.view.renderSvg(&buffer));
    const QByteArray svg = buffer.data();
    QXmlStreamReader reader(svg);
    QString words;
    int shapes = 0;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement()) {
            shapes += reader.name() == QLatin1String("path") ? 1 : 0;
            QVERIFY(reader.name() != QLatin1String("image")); // shapes, not a picture of them
        }
        if (reader.isCharacters())
            words += reader.text();
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QVERIFY(shapes >= 3);
    for (const char* word : {"ESTABLISHED", "TIME-WAIT", "transitions/s", "100"})
        QVERIFY2(words.contains(QLatin1String(word)), word);
    QVERIFY(!svg.contains("nan"));
    QVERIFY(svg.contains(lightTheme().stateBand(TcpState::Established).name().toLatin1()));

    QCOMPARE(words.count(QLatin1String("100")), 1); // the axis' upper end fits

    QSvgRenderer renderer(svg);
    QVERIFY(renderer.isValid());
    QImage image(renderer.defaultSize(), QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    std::set<QRgb> colors;
    for (int y = 0; y < image.height(); ++y)
        colors.insert(image.pixel(image.width() / 2, y));
    QVERIFY(colors.contains(lightTheme().stateBand(TcpState::Established).rgb()));

    QBuffer readOnly;
    readOnly.open(QIODevice::ReadOnly);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("read-only")));
    QVERIFY(!shown.view.renderSvg(&readOnly));
}

void TestChartsView::drawingTime() {
    Shown shown;
    std::vector<StateSample> samples;
    for (unsigned i = 0; i < 3600; ++i) {
        StateSample sample;
        sample.time = kStart + std::chrono::seconds(i);
        for (std::size_t state = 1; state < kTcpStateCount; ++state)
            sample.counts[state] = 100 + (i * 7919 + static_cast<unsigned>(state) * 104729) % 50;
        sample.transitions = i % 97;
        samples.push_back(sample);
    }
    shown.view.setListenShown(true);
    shown.view.setRange(ChartRange::OneHour);
    shown.append(samples);
    QElapsedTimer timer;
    timer.start();
    constexpr int kTimes = 50;
    std::size_t read = 0;
    for (int i = 0; i < kTimes; ++i)
        read += shown.view.series()->columns(kStart, kStart + 1h, 665).size();
    const double reading = static_cast<double>(timer.nsecsElapsed()) / 1e6 / kTimes;
    QCOMPARE(read, std::size_t{665 * kTimes});
    timer.restart();
    for (int i = 0; i < kTimes; ++i) {
        shown.view.append(std::vector{samples.back()}); // columns are read again each time
        shown.plot().refresh();
        shown.plot().replot(QCustomPlot::rpQueuedRefresh);
    }
    const double each = static_cast<double>(timer.nsecsElapsed()) / 1e6 / kTimes;
    qInfo("11 states x 3600 samples, %d x %d pixels: %.2f ms to read and draw both charts, "
          "%.2f ms of it to read",
          shown.plot().width(), shown.plot().height(), each, reading);
}

QTEST_MAIN(TestChartsView)
#include "tst_charts_view.moc"
