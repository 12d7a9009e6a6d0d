// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/ladder_words.h"
#include "tests/views/ladder_fixture.h"
#include "views/common/segmented_control.h"
#include "views/ladder/ladder_painter.h"
#include "views/ladder/ladder_strip.h"

#include <QBuffer>
#include <QCheckBox>
#include <QPainter>
#include <QSvgRenderer>

using namespace synoptic;
using namespace synoptic::test;
using Kind = LadderRow::Kind;

class TestLadderPainting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void labelsStayBetweenTheLifelines_data();
    void labelsStayBetweenTheLifelines();
    void lifelinesHaveTheStatesColours_data();
    void lifelinesHaveTheStatesColours();
    void signsAreWhereTheyBelong();
    void rowsAreTallForLearning();
    void narrowPanelsKeepWhatMatters();
    void imagesComeInEveryScale();
    void svgIsWellFormedAndDraws();
    void pdfHasPages();
    void longLaddersSayWhatIsLeftOut();
};

void TestLadderPainting::labelsStayBetweenTheLifelines_data() {
    QTest::addColumn<QString>("language");
    for (const char* language : {"en", "zh", "long"})
        QTest::newRow(language) << QString::fromLatin1(language);
}

void TestLadderPainting::labelsStayBetweenTheLifelines() {
    QFETCH(QString, language);
    const Language speaking(language);
    std::vector<std::unique_ptr<LoadedCapture>> captures;
    for (const char* file :
         {"brimcap-loopback-null.pcap", "gopacket-test300.pcapng", "ipfixprobe-rtsp.pcap",
          "tcpdump-bgp-4byte-asn.pcap", "pcapplusplus-tls.pcap"})
        captures.push_back(std::make_unique<LoadedCapture>(LoadedCapture::sample(file)));
    ScriptedCapture scripted = everything();
    std::vector<LoadedCapture*> all{&*scripted};
    for (const auto& capture : captures)
        all.push_back(capture.get());
    Shown shown({900, 2000});
    for (LoadedCapture* capture : all) {
        for (const ConnectionSnapshot& connection : capture->changes.changed) {
            shown.show(*capture, &connection);
            LadderContent content = shown.view().content();
            for (const int width : {340, 420, 560, 700, 900, 1400}) {
                for (const int look : {0, 1, 2, 3}) {
                    content.absoluteNumbers = look & 1;
                    content.clockTimes = look & 1;
                    content.learning = look & 2;
                    const LadderGeometry geometry = ladderGeometry(width, content);
                    QVERIFY(geometry.remote - geometry.local > 100);
                    const LadderPainter painter(lightTheme(), content, geometry);
                    for (std::size_t row = 0; row < content.rows.rows().size(); ++row) {
                        const auto placed = painter.placedLabel(row);
                        QVERIFY(!placed.empty() || content.rows.rows()[row].kind == Kind::States);
                        for (std::size_t i = 0; i < placed.size(); ++i) {
                            const QRectF rect = placed[i].rect;
                            QVERIFY(rect.left() > geometry.local + 4);
                            QVERIFY(rect.right() < geometry.remote - 4);
                            QVERIFY(rect.top() >= -2 && rect.bottom() <= geometry.rowHeight + 2);
                            if (i > 0 && placed[i - 1].baseline == placed[i].baseline)
                                QVERIFY(rect.left() >= placed[i - 1].rect.right() + 3);
                        }
                    }
                    // Times and states keep apart too.
                    const LadderFonts& fonts = LadderFonts::shared();
                    if (geometry.stateNames)
                        QVERIFY(geometry.local - 34 - fonts.longestState >= geometry.intervalRight);
                    QVERIFY(geometry.intervalRight == geometry.timeRight ||
                            geometry.intervalRight - geometry.timeRight >=
                                fonts.plainMetrics.horizontalAdvance(
                                    ladderInterval(content, content.rows.rows().size() - 1)));
                }
            }
        }
    }
}

void TestLadderPainting::lifelinesHaveTheStatesColours_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestLadderPainting::lifelinesHaveTheStatesColours() {
    QFETCH(bool, dark);
    const Theme& theme = dark ? darkTheme() : lightTheme();
    // The other theme first: the ladder follows the palette while it is shown.
    Shown shown({900, 800}, dark ? lightTheme() : darkTheme());
    LoadedCapture capture = LoadedCapture::sample("ipfixprobe-rtsp.pcap");
    shown.show(capture, capture.find(3925, 554));
    QApplication::setPalette(theme.palette());
    QCoreApplication::processEvents();
    const LadderGeometry geometry = shown.view().geometryNow();
    const QImage image = shown.view().viewport()->grab().toImage();
    const auto& rows = shown.rows();
    std::set<TcpState> seen;
    for (std::size_t row = 0; row < rows.rows().size(); ++row) {
        for (const LadderSide side : kLadderSides) {
            const auto state = rows.stateAfter(row, side);
            QVERIFY(state);
            seen.insert(*state);
            const QColor at = image.pixelColor(static_cast<int>(geometry.x(side)),
                                               shown.view().rowRect(row).bottom());
            QCOMPARE(at, *state == TcpState::Closed ? theme.base : theme.stateFill(*state));
        }
    }
    QCOMPARE(seen.size(), 10U); // all but CLOSING
    QCOMPARE(image.pixelColor(1, image.height() - 2), theme.base);
}

void TestLadderPainting::signsAreWhereTheyBelong() {
    Shown shown({900, 900});
    ScriptedCapture capture = everything();
    shown.show(*capture, incarnation(*capture, 1));
    const LadderGeometry geometry = shown.view().geometryNow();
    const QImage image = shown.view().viewport()->grab().toImage();
    const int left = static_cast<int>(geometry.local) + 8;
    const int right = static_cast<int>(geometry.remote) - 8;
    int closed = 0, resets = 0, repeats = 0;
    for (std::size_t i = 0; i < shown.rows().rows().size(); ++i) {
        const LadderRow& row = shown.rows().rows()[i];
        const QRect rect = shown.view().rowRect(i);
        const QRect strip(static_cast<int>(geometry.local) - 9, rect.top(), 5, rect.height());
        // The window stays closed from the row after the one that closed it.
        const bool hatched = row.isWindowClosed(LadderSide::Local) && i > 0 &&
                             shown.rows().rows()[i - 1].isWindowClosed(LadderSide::Local);
        closed += hatched;
        int warning = 0;
        for (int y = strip.top(); y <= strip.bottom(); ++y) {
            for (int x = strip.left(); x <= strip.right(); ++x)
                warning += image.pixelColor(x, y).red() > image.pixelColor(x, y).blue() + 40;
        }
        if (row.windowClosed == 0 && (i == 0 || shown.rows().rows()[i - 1].windowClosed == 0))
            QCOMPARE(warning, 0);
        else if (hatched)
            QVERIFY(warning > 20);
        if (row.kind != Kind::Segment)
            continue;
        const IndexedPacket& packet = *shown.rows().packet(row.first);
        const QRect line(left + 20, rect.top() + static_cast<int>(geometry.arrow) - 3,
                         right - left - 40, 7);
        // RST: two lines in its colour; a retransmission: a line with holes.
        int dark = 0;
        const int y = rect.top() + static_cast<int>(geometry.arrow);
        for (int x = line.left(); x < line.right(); ++x)
            dark += qMin(image.pixelColor(x, y).lightness(),
                         image.pixelColor(x, y - 1).lightness()) < 180;
        if (packet.control & kRst) {
            ++resets;
            int reset = 0, between = 0;
            for (int x = line.left(); x < line.right(); ++x) {
                for (const int at : {y - 2, y + 2})
                    reset += image.pixelColor(x, at).red() > image.pixelColor(x, at).blue() + 60;
                between += image.pixelColor(x, y).lightness() > 200;
            }
            QVERIFY(reset > 2 * (line.width() - 4));
            QVERIFY(between > line.width() - 4);
        } else if (packet.analysis & kRetransmission) {
            ++repeats;
            QVERIFY(dark > line.width() / 3 && dark < line.width() * 3 / 4);
        } else {
            QVERIFY(dark > line.width() - 4);
        }
    }
    QVERIFY(closed >= 2);
    QCOMPARE(resets, 2);
    QCOMPARE(repeats, 1);
    QCOMPARE(shown.rows().rows()[shown.firstRow(Kind::NotCaptured)].sender, LadderSide::Remote);
}

void TestLadderPainting::rowsAreTallForLearning() {
    Shown shown({900, 700});
    ScriptedCapture capture = everything();
    shown.show(*capture, incarnation(*capture, 1));
    LadderView& view = shown.view();
    QCOMPARE(view.rowRect(3).height(), 24);
    shown.panel.setLearning(true);
    QCOMPARE(view.rowRect(3).height(), 66);
    QVERIFY(shown.label(3).startsWith(QLatin1String("SYN seq=j ")));
    // One capture point knows of no way in between: its arrows are level.
    const LadderGeometry geometry = view.geometryNow();
    const auto lineAt = [&](double x) {
        const QRect rect = view.rowRect(3);
        const QImage image = view.viewport()->grab().toImage();
        for (int y = rect.top(); y < rect.bottom(); ++y) {
            if (image.pixelColor(static_cast<int>(x), y).lightness() < 160)
                return y - rect.top();
        }
        return -1;
    };
    const double left = geometry.local + 12, right = geometry.remote - 24;
    QCOMPARE(lineAt(left), lineAt(right));
    shown.panel.setPeerTimes([&](PacketNumber number) {
        return number == 3 || number == 2 ? std::optional(Timestamp(std::chrono::seconds(1002)))
                                          : std::nullopt;
    });
    QVERIFY(lineAt(right) > lineAt(left) + 15); // it falls on its way to the server
    shown.panel.setPeerTimes(nullptr);
    QCOMPARE(lineAt(left), lineAt(right));
}

void TestLadderPainting::narrowPanelsKeepWhatMatters() {
    Shown shown({1000, 700});
    ScriptedCapture capture = everything();
    shown.show(*capture, incarnation(*capture, 1));
    const LadderStrip& strip = *shown.panel.strip();
    const int oneLine = strip.height();
    QVERIFY(shown.view().geometryNow().stateNames);
    shown.panel.resize(400, 700);
    QCoreApplication::processEvents();
    QVERIFY(shown.panel.width() == 400);
    QVERIFY(strip.height() > oneLine); // two lines, nothing cut off
    for (const QWidget* part : {static_cast<QWidget*>(strip.times()->segment(1)),
                                static_cast<QWidget*>(strip.compressGaps())})
        QVERIFY(strip.rect().contains(QRect(part->mapTo(&strip, QPoint()), part->size())));
    const LadderGeometry geometry = shown.view().geometryNow();
    QVERIFY(!geometry.stateNames);
    QCOMPARE(geometry.intervalRight, geometry.timeRight);
    QVERIFY(geometry.remote - geometry.local > 200);
}

void TestLadderPainting::imagesComeInEveryScale() {
    Shown shown({900, 700});
    ScriptedCapture capture = everything();
    shown.show(*capture, incarnation(*capture, 1));
    const QImage one = shown.panel.renderImage(1);
    const QImage two = shown.panel.renderImage(2);
    QCOMPARE(two.size(), one.size() * 2);
    QVERIFY(shown.panel.renderImage(0).isNull());
    // It shows what the view does, beginning with the names of the ends.
    const QImage rows = shown.view().viewport()->grab().toImage();
    const QPoint at(static_cast<int>(shown.view().geometryNow().local), 300);
    QCOMPARE(one.pixelColor(at + QPoint(0, int(kLadderHeadHeight))), rows.pixelColor(at));
    QCOMPARE(one.pixelColor(2, 2), lightTheme().window);
    QCOMPARE(two.pixelColor((at + QPoint(0, int(kLadderHeadHeight))) * 2), rows.pixelColor(at));
}

void TestLadderPainting::svgIsWellFormedAndDraws() {
    Shown shown({900, 700}, darkTheme());
    ScriptedCapture capture = everything();
    shown.show(*capture, incarnation(*capture, 1));
    bool ready = false;
    shown.panel.prepareExport([&] { ready = true; });
    QTRY_VERIFY(ready);
    QByteArray drawing;
    QBuffer buffer(&drawing);
    QVERIFY(shown.panel.renderSvg(&buffer));
    QXmlStreamReader xml(drawing);
    QString texts;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::Characters)
            texts += xml.text();
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    for (const char* text : {"GET /export.csv?of=<all>&with=", "SYN-RECEIVED", "1902447563"})
        QVERIFY2(texts.remove(QChar(QChar::Nbsp)).contains(QLatin1String(text)), text);
    QSvgRenderer renderer(drawing);
    QVERIFY(renderer.isValid());
    QImage image(900, 700, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    QCOMPARE(image.pixelColor(3, 3), darkTheme().base);
    QBuffer readOnly(&drawing);
    QVERIFY(readOnly.open(QIODevice::ReadOnly));
    QVERIFY(!shown.panel.renderSvg(&readOnly));
    QVERIFY(!shown.panel.renderSvg(nullptr));
}

void TestLadderPainting::pdfHasPages() {
    Shown shown({900, 700}, darkTheme());
    ScriptedCapture capture(longTalk(200));
    shown.show(*capture, incarnation(*capture, 0));
    QByteArray paper;
    QBuffer buffer(&paper);
    QVERIFY(shown.panel.renderPdf(&buffer));
    QVERIFY(paper.startsWith("%PDF-"));
    QVERIFY(paper.trimmed().endsWith("%%EOF"));
    QCOMPARE(paper.count("/Type /Page\n"), 5); // some 45 rows a page
    QVERIFY(paper.size() > 20'000);
    QVERIFY(!shown.panel.renderPdf(nullptr));
}

void TestLadderPainting::longLaddersSayWhatIsLeftOut() {
    Shown shown;
    ScriptedCapture capture(longTalk(2'500));
    shown.show(*capture, incarnation(*capture, 0));
    bool ready = false;
    shown.panel.prepareExport([&] { ready = true; });
    QTRY_VERIFY(ready);
    QVERIFY(shown.details.find(1'900));
    QVERIFY(!shown.details.find(2'400));
    QByteArray drawing;
    QBuffer buffer(&drawing);
    QVERIFY(shown.panel.renderSvg(&buffer));
    QVERIFY(drawing.contains("The first 2,000 of 2,501 rows; the rest was left out."));
    QVERIFY(!QString::fromUtf8(drawing).contains(QLatin1String("seq=1250")));
    QVERIFY(QString::fromUtf8(drawing).contains(QLatin1String("seq=1000 ")) ||
            QString::fromUtf8(drawing).contains(QLatin1String("seq=1000<")));
    // Another connection before the packets are read: nobody is told.
    bool told = false;
    ScriptedCapture second(longTalk(2'400));
    shown.show(*second, incarnation(*second, 0));
    shown.panel.prepareExport([&] { told = true; });
    shown.panel.show(nullptr, {});
    QTest::qWait(50);
    QVERIFY(!told);
}

QTEST_MAIN(TestLadderPainting)
#include "tst_ladder_painting.moc"
