// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/format.h"
#include "tests/views/diagram_fixture.h"
#include "views/diagram/diagram_colors.h"
#include "views/diagram/state_diagram_view.h"

#include <QAccessible>
#include <QBuffer>
#include <QHelpEvent>
#include <QPainter>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>
#include <QTextDocumentFragment>
#include <QToolTip>
#include <QWheelEvent>
#include <QXmlStreamReader>

#include <set>

using namespace synoptic;
using namespace synoptic::test;
using enum TcpState;

Q_DECLARE_METATYPE(synoptic::TcpState)

namespace {

StateTransition transition(TcpState from, TcpState to, ConnectionKey key) {
    StateTransition t;
    t.connection = key;
    t.from = from;
    t.to = to;
    t.edge = findEdge(from, to);
    return t;
}

/// A diagram on screen with the mock-ups' numbers.
class ShownDiagram : public StateDiagramView {
public:
    explicit ShownDiagram(QSize size = {900, 600}) {
        resize(size);
        setCounts(sampleContent().counts);
        setStateRates(sampleContent().stateRates);
        show();
        if (!QTest::qWaitForWindowExposed(this))
            qFatal("the diagram did not show");
    }
    QColor pixel(QPoint at) { return grab().toImage().pixelColor(at); }
};

QString toolTipAt(StateDiagramView& view, QPoint at) {
    QHelpEvent event(QEvent::ToolTip, at, view.mapToGlobal(at));
    QCoreApplication::sendEvent(&view, &event);
    return QTextDocumentFragment::fromHtml(QToolTip::text()).toPlainText();
}

} // namespace

class TestDiagramView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void clickingANodeActivatesItsState();
    void draggingOffANodeDoesNot();
    void arrowsReachEveryStateAndEnterActivates();
    void focusRingIsSeenOnceTheKeyboardIsUsed();
    void hoveringTellsOfEdgesAndStates();
    void hostileTextInHelpStaysText();
    void tokensRunAndStop();
    void hiddenDiagramSendsNoTokens();
    void reducedMotionHasNoTokens();
    void applyingAChangeSetShowsItsNumbers();
    void screenReadersFindElevenStates();
    void coloursFollowTheTheme_data();
    void coloursFollowTheTheme();
    void textStaysReadable_data();
    void textStaysReadable();
    void selectionDimsTheRestAndRingsTheState();
    void highlightOutlinesItsState();
    void smallViewsAreCompactAndZoomMakesThemFull();
    void zoomKeepsThePlaceUnderThePointer();
    void languageChangesInPlace();
    void imagesComeInEveryScale();
    void svgIsWellFormedAndDraws();
};

void TestDiagramView::clickingANodeActivatesItsState() {
    for (const QSize size : {QSize(900, 600), QSize(545, 400)}) {
        ShownDiagram view(size);
        QSignalSpy activated(&view, &StateDiagramView::stateActivated);
        for (const TcpState state : kAllTcpStates) {
            QTest::mouseClick(&view, Qt::LeftButton, {}, view.stateRect(state).center());
            QCOMPARE(activated.takeLast().constFirst().value<TcpState>(), state);
        }
        QTest::mouseClick(&view, Qt::LeftButton, {}, {5, 5});
        QVERIFY(activated.isEmpty());
    }
}

void TestDiagramView::draggingOffANodeDoesNot() {
    ShownDiagram view;
    QSignalSpy activated(&view, &StateDiagramView::stateActivated);
    QTest::mousePress(&view, Qt::LeftButton, {}, view.stateRect(Listen).center());
    QTest::mouseRelease(&view, Qt::LeftButton, {}, view.stateRect(Closed).center());
    QCOMPARE(activated.count(), 0);
}

void TestDiagramView::arrowsReachEveryStateAndEnterActivates() {
    ShownDiagram view;
    QSignalSpy activated(&view, &StateDiagramView::stateActivated);
    std::set<TcpState> reached{view.focusedState()};
    std::vector<TcpState> open{view.focusedState()};
    while (!open.empty()) {
        const TcpState from = open.back();
        open.pop_back();
        for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down}) {
            view.activateState(from);
            QTest::keyClick(&view, key);
            if (reached.insert(view.focusedState()).second)
                open.push_back(view.focusedState());
        }
    }
    QCOMPARE(reached.size(), kTcpStateCount);

    activated.clear();
    view.activateState(Closed);
    QTest::keyClick(&view, Qt::Key_Left);
    QCOMPARE(view.focusedState(), Listen);
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(view.focusedState(), SynReceived);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(activated.takeLast().constFirst().value<TcpState>(), SynReceived);
}

void TestDiagramView::focusRingIsSeenOnceTheKeyboardIsUsed() {
    ShownDiagram view;
    view.setFocus(Qt::MouseFocusReason);
    view.activateState(CloseWait);
    const QPoint ring = view.stateRect(CloseWait).topLeft() + QPoint(60, -4);
    QVERIFY(view.pixel(ring) != lightTheme().accent);
    view.clearFocus();
    view.setFocus(Qt::TabFocusReason);
    QCOMPARE(view.pixel(ring), lightTheme().accent);
}

void TestDiagramView::hoveringTellsOfEdgesAndStates() {
    ShownDiagram view;
    EdgeCounts counts{};
    const EdgeIndex finish = findEdge(SynSent, Established);
    counts[finish] = 41;
    view.addEdgeCounts(counts);

    const QString edge = toolTipAt(view, {714, 240});
    QVERIFY2(edge.startsWith(QStringLiteral("SYN-SENT → ESTABLISHED")), qPrintable(edge));
    QVERIFY(edge.contains(QStringLiteral("rcv SYN+ACK / snd ACK")));
    QVERIFY(edge.contains(QStringLiteral("SYN+ACK seq=300 ack=101")));
    QVERIFY(edge.contains(QStringLiteral("41")));
    QVERIFY(toolTipAt(view, {616, 268}).startsWith(QStringLiteral("SYN-SENT → ESTABLISHED")));

    const QString state = toolTipAt(view, view.stateRect(TimeWait).center());
    QVERIFY2(state.startsWith(QStringLiteral("TIME-WAIT")), qPrintable(state));
    QVERIFY(state.contains(QStringLiteral("412")));

    const QString rail = toolTipAt(view, {30, 500});
    QVERIFY(rail.contains(QStringLiteral("SYN-RECEIVED → CLOSED")));
    QVERIFY(rail.contains(QStringLiteral("FIN-WAIT-1 → CLOSED")));
    QVERIFY(!rail.contains(QStringLiteral("FIN-WAIT-2")));
    toolTipAt(view, {440, 230});
    QTRY_VERIFY(!QToolTip::isVisible());

    QSignalSpy hovered(&view, &StateDiagramView::edgeHovered);
    QTest::mouseMove(&view, {714, 240});
    QCOMPARE(hovered.takeLast().constFirst().value<EdgeIndex>(), finish);
    QTest::mouseMove(&view, {440, 230});
    QCOMPARE(hovered.takeLast().constFirst().value<EdgeIndex>(), kNoEdge);

    for (std::size_t e = 0; e < kStateEdgeCount; ++e) // every edge has something to say
        QVERIFY(!toolTipAt(view, view.diagramLayout().edges[e].at(0.12).toPoint()).isEmpty());
}

void TestDiagramView::hostileTextInHelpStaysText() {
    class Hostile : public QTranslator {
    public:
        QString translate(const char*, const char*, const char*, int) const override {
            return QStringLiteral("<b>&amp;</b>");
        }
        bool isEmpty() const override { return false; }
    } hostile;
    ShownDiagram view;
    QCoreApplication::installTranslator(&hostile);
    const QString text = toolTipAt(view, view.stateRect(TimeWait).center());
    QCoreApplication::removeTranslator(&hostile);
    QVERIFY2(text.contains(QStringLiteral("<b>&amp;</b>")), qPrintable(text));
}

void TestDiagramView::tokensRunAndStop() {
    ShownDiagram view;
    view.setMotionPreference(MotionPreference::Full);
    const QImage still = view.grab().toImage();
    std::vector<StateTransition> many;
    for (ConnectionKey key = 1; key <= 500; ++key)
        many.push_back(transition(SynSent, Established, key));
    many.push_back(transition(Established, CloseWait, 501));
    view.animate(many);
    QTRY_VERIFY(view.tokenCount() > 1);
    QVERIFY(view.tokenCount() <= DiagramActivity::kMostTokens);
    QVERIFY(view.grab().toImage() != still);
    QTRY_COMPARE_WITH_TIMEOUT(view.tokenCount(), std::size_t{0}, 5000);
    QTRY_COMPARE(view.grab().toImage(), still); // nothing is left behind
}

void TestDiagramView::hiddenDiagramSendsNoTokens() {
    ShownDiagram view;
    view.setMotionPreference(MotionPreference::Full);
    view.hide();
    const std::vector one{transition(SynSent, Established, 1)};
    view.animate(one);
    QCOMPARE(view.tokenCount(), std::size_t{0});
}

void TestDiagramView::reducedMotionHasNoTokens() {
    ShownDiagram view;
    view.setMotionPreference(MotionPreference::Reduced);
    const std::vector one{transition(SynSent, Established, 1)};
    view.animate(one);
    QCOMPARE(view.tokenCount(), std::size_t{0});
    QCOMPARE(view.pixel({714, 240}), lightTheme().accent); // the edge itself is lit
    QTRY_COMPARE_WITH_TIMEOUT(view.pixel({714, 240}), lightTheme().edge, 3000);
}

void TestDiagramView::applyingAChangeSetShowsItsNumbers() {
    using namespace std::chrono_literals;
    ShownDiagram view;
    view.setMotionPreference(MotionPreference::Full);
    ChangeSet changes;
    const EdgeIndex edge = findEdge(Listen, SynReceived);
    changes.counts[index(SynReceived)] = 129;
    for (int second = 0; second < 12; ++second) {
        changes.time = Timestamp(std::chrono::seconds(second));
        changes.edgeCounts[edge] = 9000;
        view.apply(changes);
    }
    QCOMPARE(view.content().counts[index(SynReceived)], 129U);
    QCOMPARE(view.edgeTotal(edge), 12U * 9000U);
    QVERIFY(view.content().edgeRates[edge] > 8000);
    QVERIFY(view.content().stateRates[index(SynReceived)] > 8000);
    // Thickness speaks: two pixels beside the middle of the edge are the line's.
    const QPoint edgeFoot(158, 140);
    QCOMPARE(view.pixel(edgeFoot - QPoint(2, 0)), lightTheme().edge);
    changes.transitions = {transition(Listen, SynReceived, 1)};
    view.apply(changes);
    QCOMPARE(view.tokenCount(), std::size_t{0});
}

void TestDiagramView::screenReadersFindElevenStates() {
    ShownDiagram view;
    QAccessibleInterface* diagram = QAccessible::queryAccessibleInterface(&view);
    QVERIFY(diagram);
    QCOMPARE(diagram->childCount(), 11);
    QCOMPARE(diagram->text(QAccessible::Name), QStringLiteral("State diagram"));
    QAccessibleInterface* timeWait = diagram->child(static_cast<int>(index(TimeWait)));
    QVERIFY(timeWait && timeWait->isValid());
    QCOMPARE(timeWait->parent(), diagram);
    QCOMPARE(diagram->indexOfChild(timeWait), static_cast<int>(index(TimeWait)));
    const QString name = timeWait->text(QAccessible::Name);
    QVERIFY2(name.startsWith(QStringLiteral("TIME-WAIT, 412, 2 outgoing transition")),
             qPrintable(name));
    QVERIFY(timeWait->rect().contains(view.mapToGlobal(view.stateRect(TimeWait).center())));
    const QPoint at = timeWait->rect().center();
    QCOMPARE(diagram->childAt(at.x(), at.y()), timeWait);

    QSignalSpy activated(&view, &StateDiagramView::stateActivated);
    QVERIFY(timeWait->actionInterface());
    timeWait->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
    QCOMPARE(activated.takeLast().constFirst().value<TcpState>(), TimeWait);
}

void TestDiagramView::coloursFollowTheTheme_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestDiagramView::coloursFollowTheTheme() {
    QFETCH(bool, dark);
    const Theme& theme = dark ? darkTheme() : lightTheme();
    ShownDiagram view;
    view.setTheme(theme);
    const QImage image = view.grab().toImage();
    QCOMPARE(image.pixelColor(3, 3), theme.canvas);
    QCOMPARE(image.pixelColor(714, 240), theme.edge);
    for (const TcpState state : kAllTcpStates) {
        const QRect node = view.stateRect(state);
        QCOMPARE(image.pixelColor(node.left() + 3, node.center().y()), theme.stateFill(state));
    }
    // The bar of the fullest state reaches across, that of an empty one does not begin.
    const QRect full = view.stateRect(Established);
    QCOMPARE(image.pixelColor(full.right() - 10, full.bottom() - 2), theme.stateFill(Established));
    const QRect empty = view.stateRect(Closing);
    QVERIFY(image.pixelColor(empty.left() + 12, empty.bottom() - 3) != theme.stateFill(Closing));
}

void TestDiagramView::textStaysReadable_data() {
    coloursFollowTheTheme_data();
}

void TestDiagramView::textStaysReadable() {
    QFETCH(bool, dark);
    const Theme& theme = dark ? darkTheme() : lightTheme();
    const DiagramColors colors(theme);
    std::vector<QColor> grounds{colors.canvas()};
    for (const PanelFigure& panel : panelFigures()) {
        grounds.push_back(colors.panelFill(panel.hue));
        QVERIFY(contrastRatio(colors.panelTitle(panel.hue), grounds.back()) >= 4.5);
    }
    for (const QColor& ground : grounds) {
        for (const bool dimmed : {false, true}) {
            QVERIFY(contrastRatio(colors.label(dimmed), ground) >= 4.5);
            QVERIFY(contrastRatio(colors.labelSent(dimmed), ground) >= 4.5);
            QVERIFY(contrastRatio(colors.labelReset(dimmed), ground) >= 4.5);
        }
        QVERIFY(contrastRatio(theme.accent, ground) >= 4.5);
        QVERIFY(contrastRatio(colors.line(false, false), ground) >= 3);
        QVERIFY(contrastRatio(colors.line(true, false), ground) >= 3);
    }
    for (const TcpState state : kAllTcpStates) {
        for (const bool dimmed : {false, true}) {
            const QColor fill = colors.nodeFill(state, dimmed);
            QVERIFY(contrastRatio(colors.nodeText(dimmed), fill) >= 4.5);
            QVERIFY(contrastRatio(colors.nodeRate(dimmed), fill) >= 4.5);
        }
    }
    QVERIFY(contrastRatio(theme.onAccent, theme.accent) >= 4.5);
    QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white)), 21);
}

void TestDiagramView::selectionDimsTheRestAndRingsTheState() {
    ShownDiagram view;
    view.setSelectedConnection(
        pathThrough({Closed, Listen, SynReceived, Established, CloseWait}, FinWait2));
    const QImage image = view.grab().toImage();
    const Theme& theme = lightTheme();
    QCOMPARE(image.pixelColor(186, 245), theme.accent); // SYN-RECEIVED to ESTABLISHED
    QCOMPARE(image.pixelColor(714, 240), DiagramColors(theme).line(false, true));
    const QRect here = view.stateRect(CloseWait);
    QCOMPARE(image.pixelColor(here.left() + 20, here.bottom() + 5), theme.accent);
    const QRect off = view.stateRect(LastAck);
    QVERIFY(image.pixelColor(off.left() + 3, off.center().y()) != theme.stateFill(LastAck));
    QVERIFY(view.diagramLayout().thisEnd);
    QCOMPARE(view.diagramLayout().thisEnd->text, QStringLiteral("this end"));
    QCOMPARE(view.diagramLayout().peer->text, QStringLiteral("peer, inferred"));

    // A reset lights its own way along the shared rail, as far as the state it came from.
    DiagramPath aborted = pathThrough({Closed, SynSent, Established});
    aborted.hops.push_back({findEdge(Established, Closed, true), Evidence::Kernel, 3, 3});
    aborted.current = kEndNode;
    view.setSelectedConnection(aborted);
    QCOMPARE(view.pixel({600, 500}), theme.accent);
    QVERIFY(view.pixel({640, 396}) != theme.accent);

    view.setSelectedConnection({});
    QCOMPARE(view.pixel({714, 240}), theme.edge);
}

void TestDiagramView::highlightOutlinesItsState() {
    ShownDiagram view;
    const QPoint ring = view.stateRect(SynReceived).topLeft() + QPoint(60, -5);
    QVERIFY(view.pixel(ring) != lightTheme().error.foreground);
    view.setHighlightedState(SynReceived);
    QCOMPARE(view.pixel(ring), lightTheme().error.foreground);
    view.setHighlightedState({});
    QVERIFY(view.pixel(ring) != lightTheme().error.foreground);
}

void TestDiagramView::smallViewsAreCompactAndZoomMakesThemFull() {
    ShownDiagram view({809, 539});
    QCOMPARE(view.diagramLayout().mode, DiagramMode::Compact);
    view.resize(812, 542);
    QCOMPARE(view.diagramLayout().mode, DiagramMode::Full);
    view.resize(545, 400);
    QCOMPARE(view.diagramLayout().mode, DiagramMode::Compact);
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(&view, Qt::Key_Plus, Qt::ControlModifier);
    QCOMPARE(view.diagramLayout().mode, DiagramMode::Full);
    QTest::keyClick(&view, Qt::Key_Minus, Qt::ControlModifier);
    QVERIFY(view.zoom() < 2);
    // The keyboard's state comes into view.
    view.activateState(Closed);
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(&view, Qt::Key_Down);
    QVERIFY(view.rect().contains(view.stateRect(view.focusedState())));
    QTest::keyClick(&view, Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(view.zoom(), 1.0);
    QCOMPARE(view.diagramLayout().mode, DiagramMode::Compact);
}

void TestDiagramView::zoomKeepsThePlaceUnderThePointer() {
    ShownDiagram view;
    const QPoint at = view.stateRect(CloseWait).center();
    QWheelEvent wheel(at, view.mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::ControlModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&view, &wheel);
    QVERIFY(view.zoom() > 1.3);
    QVERIFY((view.stateRect(CloseWait).center() - at).manhattanLength() <= 2);
    // Dragging the ground moves the sheet with the pointer.
    QTest::mousePress(&view, Qt::LeftButton, {}, {300, 300});
    QTest::mouseMove(&view, {320, 310});
    QTest::mouseRelease(&view, Qt::LeftButton, {}, {320, 310});
    QVERIFY((view.stateRect(CloseWait).center() - at - QPoint(20, 10)).manhattanLength() <= 2);
}

void TestDiagramView::languageChangesInPlace() {
    ShownDiagram view;
    {
        const Speaking speaking(QStringLiteral("zh"));
        QCoreApplication::processEvents();
        const DiagramLabel* label = view.diagramLayout().labelOf(findEdge(Established, CloseWait));
        QCOMPARE(label->runs.front().text, QStringLiteral("收 FIN"));
        QCOMPARE(view.accessibleName(), QStringLiteral("状态图"));
    }
    QCoreApplication::processEvents();
    QCOMPARE(view.diagramLayout().labelOf(findEdge(Established, CloseWait))->runs.front().text,
             QStringLiteral("rcv FIN"));
}

void TestDiagramView::imagesComeInEveryScale() {
    ShownDiagram view({545, 400}); // the export is the full sheet whatever the view's size
    view.setTheme(darkTheme());
    for (const int scale : {1, 2, 4}) {
        const QImage image = view.renderImage(scale);
        QCOMPARE(image.size(), QSize(900, 600) * scale);
        QCOMPARE(image.pixelColor(1, 1), darkTheme().canvas);
        QCOMPARE(image.pixelColor(714 * scale, 240 * scale), darkTheme().edge);
    }
}

void TestDiagramView::svgIsWellFormedAndDraws() {
    ShownDiagram view;
    view.setSelectedConnection(pathThrough({Closed, SynSent, Established}, SynReceived, {1}));
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::ReadWrite));
    QVERIFY(view.renderSvg(&buffer));
    QXmlStreamReader xml(buffer.data());
    QString text;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::Characters)
            text += xml.text();
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    for (const TcpState state : kAllTcpStates)
        QVERIFY(text.contains(formatState(state)));
    QVERIFY(text.contains(QStringLiteral("1,284")));

    QSvgRenderer svg(buffer.data());
    QVERIFY(svg.isValid());
    QCOMPARE(svg.viewBoxF(), QRectF(0, 0, 900, 600));
    QImage drawn(900, 600, QImage::Format_RGB32);
    QPainter painter(&drawn);
    svg.render(&painter);
    painter.end();
    const QImage direct = view.renderImage();
    for (const QPoint at : {QPoint(3, 3), QPoint(786, 100), QPoint(60, 200)})
        QCOMPARE(drawn.pixelColor(at), direct.pixelColor(at));
    // Bars are cut to the nodes' corners although SVG painting knows no clipping.
    const QRect node = view.stateRect(CloseWait);
    QCOMPARE(drawn.pixelColor(node.topLeft() + QPoint(-1, -1)),
             direct.pixelColor(node.topLeft() + QPoint(-1, -1)));
    QVERIFY(!view.renderSvg(nullptr));
}

QTEST_MAIN(TestDiagramView)
#include "tst_diagram_view.moc"
