// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/format.h"
#include "tests/views/diagram_fixture.h"
#include "views/diagram/diagram_layout.h"

#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace synoptic;
using namespace synoptic::test;
using enum TcpState;

namespace {

/// The edges as the interface's description has them: state names, way, label. "(end)" is the
/// second CLOSED.
constexpr const char* kDescription[] = {
    "CLOSED>LISTEN | 386,50 214,50 | C300,39",
    "LISTEN>CLOSED | 214,63 386,63 | C306,74",
    "CLOSED>SYN-SENT | 514,50 786,50 786,153 | C632,39",
    "SYN-SENT>CLOSED | 750,153 750,63 514,63 | C632,74",
    "LISTEN>SYN-RECEIVED | 158,85 158,153 | L165,129",
    "SYN-RECEIVED>LISTEN | 118,153 118,85 | R112,119",
    "LISTEN>SYN-SENT | 214,76 234,76 234,104 714,104 714,153 | C450,115",
    "SYN-SENT>SYN-RECEIVED | 686,176 214,176 | C450,166",
    "SYN-RECEIVED>ESTABLISHED | 186,199 186,278 378,278 | C284,268",
    "SYN-SENT>ESTABLISHED | 714,199 714,278 522,278 | C616,268",
    "SYN-RECEIVED>FIN-WAIT-1 | 118,199 118,373 | R112,286",
    "ESTABLISHED>FIN-WAIT-1 | 378,298 186,298 186,373 | C284,309",
    "ESTABLISHED>CLOSE-WAIT | 522,298 714,298 714,373 | C616,309",
    "FIN-WAIT-1>FIN-WAIT-2 | 118,419 118,529 | R112,474",
    "FIN-WAIT-1>CLOSING | 214,404 450,404 450,439 | C324,394",
    "FIN-WAIT-1>TIME-WAIT | 180,419 180,506 412,506 412,529 | L188,496",
    "FIN-WAIT-2>TIME-WAIT | 214,556 386,556 | C300,567",
    "CLOSING>TIME-WAIT | 470,485 470,529 | L477,507",
    "TIME-WAIT>CLOSED | 514,560 702,560 | C644,571",
    "CLOSE-WAIT>LAST-ACK | 750,419 750,451 | L758,435",
    "LAST-ACK>CLOSED | 750,497 750,535 | L758,516",
};

struct Selection {
    const char* name;
    std::optional<DiagramPath> path;
};

std::vector<Selection> selections() {
    return {
        {"none", {}},
        {"server",
         pathThrough({Closed, Listen, SynReceived, Established, CloseWait}, FinWait2, {2, 4})},
        {"client", pathThrough({Closed, SynSent, Established, FinWait1, FinWait2, TimeWait, Closed},
                               CloseWait)},
        {"passive end", pathThrough({Listen, SynReceived, Established, CloseWait, LastAck, Closed},
                                    TimeWait, {5})},
        {"simultaneous",
         pathThrough({Closed, SynSent, SynReceived, Established, FinWait1, Closing, TimeWait},
                     Closing, {1, 2, 3, 4, 5, 6})},
        {"both established", pathThrough({Closed, SynSent, Established}, Established)},
    };
}

QString textOf(const DiagramLabel& label) {
    QString text;
    for (const TextRun& run : label.runs)
        text += run.text;
    return text;
}

DiagramLayout layoutOf(DiagramMode mode, QSizeF size, const std::optional<DiagramPath>& path = {}) {
    DiagramContent content;
    content.path = path;
    return layoutDiagram(requestFor(content, mode, size, diagramTexts()));
}

} // namespace

class TestDiagramLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void waysAndLabelsAreThoseDescribed();
    void everyEdgeRunsFromItsNodeToItsNode_data();
    void everyEdgeRunsFromItsNodeToItsNode();
    void railsKeepALogicalPathForEachState();
    void noEdgeRunsThroughANode_data() { sizes(); }
    void noEdgeRunsThroughANode();
    void tokensMoveEvenly();
    void nothingCollides_data();
    void nothingCollides();
    void fullLabelsStandWhereDescribed_data();
    void fullLabelsStandWhereDescribed();
    void compactShowsNormalEventsOnly();
    void selectedHopsAreLabelledAlsoWhenCompact();
    void wordsAreTheTransitionTables();
    void chineseFollowsItsRules();
    void layingOutTwiceGivesTheSame();

private:
    void sizes();
};

void TestDiagramLayout::sizes() {
    QTest::addColumn<DiagramMode>("mode");
    QTest::addColumn<QSizeF>("size");
    QTest::newRow("full") << DiagramMode::Full << kSheetSize;
    QTest::newRow("least") << DiagramMode::Compact << kCompactMinimum;
    QTest::newRow("dock") << DiagramMode::Compact << QSizeF(545, 400);
    QTest::newRow("wide") << DiagramMode::Compact << QSizeF(1200, 420);
    QTest::newRow("tall") << DiagramMode::Compact << QSizeF(560, 1000);
}

void TestDiagramLayout::waysAndLabelsAreThoseDescribed() {
    std::set<EdgeIndex> described;
    const DiagramLayout layout = layoutOf(DiagramMode::Full, kSheetSize);
    for (const char* line : kDescription) {
        const QStringList parts = QString::fromLatin1(line).split(QStringLiteral(" | "));
        const QStringList ends = parts[0].split(QLatin1Char('>'));
        const auto from = tcpStateFromName(ends[0].toStdString());
        const auto to = tcpStateFromName(ends[1].toStdString());
        QVERIFY2(from && to, line);
        const EdgeIndex edge = findEdge(*from, *to);
        QVERIFY2(edge != kNoEdge, line);
        described.insert(edge);
        QPolygonF way;
        for (const QString& point : parts[1].split(QLatin1Char(' '))) {
            const QStringList xy = point.split(QLatin1Char(','));
            way << QPointF(xy[0].toDouble(), xy[1].toDouble());
        }
        QCOMPARE(layout.edges[edge].corners, way);
        const EdgeFigure& figure = edgeFigures()[edge];
        const QStringList at = parts[2].mid(1).split(QLatin1Char(','));
        QCOMPARE(figure.label.x, at[0].toDouble());
        QCOMPARE(figure.label.y, at[1].toDouble());
        constexpr char kAnchors[] = {'L', 'C', 'R'};
        QCOMPARE(parts[2].at(0).toLatin1(), kAnchors[static_cast<int>(figure.anchor)]);
    }
    for (std::size_t e = 0; e < kStateEdgeCount; ++e)
        QCOMPARE(described.contains(static_cast<EdgeIndex>(e)), !stateEdges()[e].abortive);
    QCOMPARE(layout.nodes[index(Established)].rect, QRectF(378, 261, 144, 54));
    QCOMPARE(layout.nodes[kEndNode].rect, QRectF(702, 535, 96, 34));
    QCOMPARE(layout.nodes[index(TimeWait)].rect.center(), QPointF(450, 552));
    QCOMPARE(layout.panels[2], QRectF(42, 326, 546, 252));
}

void TestDiagramLayout::everyEdgeRunsFromItsNodeToItsNode_data() {
    sizes();
}

void TestDiagramLayout::everyEdgeRunsFromItsNodeToItsNode() {
    QFETCH(DiagramMode, mode);
    QFETCH(QSizeF, size);
    const DiagramLayout layout = layoutOf(mode, size);
    const auto onBorder = [](const QRectF& rect, QPointF p) {
        const bool inside = rect.adjusted(-0.01, -0.01, 0.01, 0.01).contains(p);
        const QPointF c = rect.center();
        const bool atSide = std::abs(std::abs(p.x() - c.x()) - rect.width() / 2) < 0.01 ||
                            std::abs(std::abs(p.y() - c.y()) - rect.height() / 2) < 0.01;
        return inside && atSide;
    };
    for (std::size_t e = 0; e < kStateEdgeCount; ++e) {
        const EdgeRoute& route = layout.edges[e];
        const StateEdge& edge = stateEdges()[e];
        QCOMPARE(std::size_t{route.source}, index(edge.from));
        QCOMPARE(stateOf(route.target), edge.to);
        QVERIFY(onBorder(layout.nodes[route.source].rect, route.corners.first()));
        QVERIFY(onBorder(layout.nodes[route.target].rect, route.corners.last()));
        for (int i = 0; i + 1 < route.corners.size(); ++i) {
            const QPointF leg = route.corners[i + 1] - route.corners[i];
            QVERIFY(std::abs(leg.x()) < 0.01 || std::abs(leg.y()) < 0.01);
            QVERIFY(leg.manhattanLength() > 4);
        }
    }
}

void TestDiagramLayout::railsKeepALogicalPathForEachState() {
    const DiagramLayout layout = layoutOf(DiagramMode::Full, kSheetSize);
    int states = 0;
    for (std::size_t e = 0; e < kStateEdgeCount; ++e) {
        if (!stateEdges()[e].abortive)
            continue;
        ++states;
        QCOMPARE(layout.edges[e].target, kEndNode);
        // Each runs on a rail that is drawn: trunk, or branch and trunk.
        for (const QPointF& p : layout.edges[e].corners) {
            bool onRail = false;
            for (const RailFigure& rail : railFigures()) {
                QPolygonF trunk;
                for (const SheetPoint& t : rail.trunk)
                    trunk << QPointF(t.x, t.y);
                onRail |= distanceTo(trunk, p) < 0.01;
                for (std::size_t b = 0; b < rail.branchCount; ++b)
                    onRail |= distanceTo({{rail.branches[b][0].x, rail.branches[b][0].y},
                                          {rail.branches[b][1].x, rail.branches[b][1].y}},
                                         p) < 0.01;
            }
            QVERIFY(onRail);
        }
    }
    QCOMPARE(states, 8);
}

void TestDiagramLayout::noEdgeRunsThroughANode() {
    QFETCH(DiagramMode, mode);
    QFETCH(QSizeF, size);
    const DiagramLayout layout = layoutOf(mode, size);
    for (std::size_t e = 0; e < kStateEdgeCount; ++e) {
        for (std::size_t n = 0; n < kNodeCount; ++n)
            QVERIFY2(!crosses(layout.edges[e].corners,
                              layout.nodes[n].rect.adjusted(0.5, 0.5, -0.5, -0.5)),
                     qPrintable(formatState(stateEdges()[e].from) + QStringLiteral(" > ") +
                                formatState(stateEdges()[e].to) + QStringLiteral(" meets ") +
                                formatState(stateOf(static_cast<NodeIndex>(n)))));
    }
}

void TestDiagramLayout::tokensMoveEvenly() {
    const DiagramLayout layout = layoutOf(DiagramMode::Full, kSheetSize);
    for (const EdgeRoute& route : layout.edges) {
        QCOMPARE(route.at(0), route.corners.first());
        QCOMPARE(route.at(1), route.corners.last());
        QVERIFY(std::abs(route.length - route.path.length()) < 0.5);
        const double step = route.length / 50;
        for (int i = 0; i < 50; ++i) {
            const double moved = QLineF(route.at(i / 50.0), route.at((i + 1) / 50.0)).length();
            QVERIFY(moved <= step * 1.01 && moved > step * 0.6); // a chord cuts the corners
        }
    }
}

void TestDiagramLayout::nothingCollides_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<DiagramMode>("mode");
    QTest::addColumn<QSizeF>("size");
    QTest::addColumn<int>("selection");
    struct View {
        const char* name;
        DiagramMode mode;
        QSizeF size;
    };
    for (const View& view : {View{"full", DiagramMode::Full, kSheetSize},
                             View{"least", DiagramMode::Compact, kCompactMinimum},
                             View{"dock", DiagramMode::Compact, {545, 400}},
                             View{"large", DiagramMode::Compact, {800, 530}},
                             View{"tall", DiagramMode::Compact, {560, 1000}}}) {
        for (const char* language : {"en", "zh", "long"}) {
            const auto all = selections();
            for (std::size_t s = 0; s < all.size(); ++s)
                QTest::addRow("%s %s %s", view.name, language, all[s].name)
                    << QString::fromLatin1(language) << view.mode << view.size
                    << static_cast<int>(s);
        }
    }
}

/// No label meets another label, a node or an edge; its own edge may only pass beside it.
void TestDiagramLayout::nothingCollides() {
    QFETCH(QString, language);
    QFETCH(DiagramMode, mode);
    QFETCH(QSizeF, size);
    QFETCH(int, selection);
    const Speaking speaking(language);
    const auto path = selections()[static_cast<std::size_t>(selection)].path;
    const DiagramLayout layout = layoutOf(mode, size, path);
    QVERIFY(layout.labels.size() > 6);
    for (std::size_t i = 0; i < layout.labels.size(); ++i) {
        const DiagramLabel& label = layout.labels[i];
        const QByteArray words = textOf(label).toUtf8();
        QVERIFY2(QRectF({}, layout.size).contains(label.rect), words);
        for (const TextRun& run : label.runs) {
            QVERIFY2(run.style.pixels >= 10.5, words);
            if (!label.upright)
                QVERIFY2(label.rect.adjusted(-0.5, -0.5, 0.5, 0.5)
                             .contains(QRectF(run.baseline.x(), run.baseline.y() - 7,
                                              textWidth(run.text, run.style), 7)),
                         words);
        }
        for (std::size_t k = i + 1; k < layout.labels.size(); ++k)
            QVERIFY2(!label.rect.intersects(layout.labels[k].rect),
                     words + " meets " + textOf(layout.labels[k]).toUtf8());
        for (const NodeBox& node : layout.nodes)
            QVERIFY2(!label.rect.intersects(node.rect), words);
        for (std::size_t e = 0; e < kStateEdgeCount; ++e)
            QVERIFY2(!crosses(layout.edges[e].corners, label.rect),
                     words + " meets the edge from " + formatState(stateEdges()[e].from).toUtf8());
        for (const auto& tag : {layout.thisEnd, layout.peer}) {
            if (tag)
                QVERIFY2(!tag->rect.intersects(label.rect), words);
        }
    }
    for (const auto& tag : {layout.thisEnd, layout.peer}) {
        if (!tag)
            continue;
        QVERIFY(QRectF({}, layout.size).contains(tag->rect));
        for (std::size_t n = 0; n < kNodeCount; ++n) {
            if (path->current != n && path->peer != n)
                QVERIFY(!tag->rect.intersects(layout.nodes[n].rect));
        }
    }
    if (layout.thisEnd && layout.peer)
        QVERIFY(!layout.thisEnd->rect.intersects(layout.peer->rect));
}

void TestDiagramLayout::fullLabelsStandWhereDescribed_data() {
    QTest::addColumn<QString>("language");
    QTest::newRow("en") << QStringLiteral("en");
    QTest::newRow("zh") << QStringLiteral("zh");
}

void TestDiagramLayout::fullLabelsStandWhereDescribed() {
    QFETCH(QString, language);
    const Speaking speaking(language);
    const DiagramTexts texts = diagramTexts();
    const DiagramLayout layout = layoutOf(DiagramMode::Full, kSheetSize);
    for (std::size_t e = 0; e < kStateEdgeCount; ++e) {
        if (stateEdges()[e].abortive)
            continue;
        const EdgeFigure& figure = edgeFigures()[e];
        const DiagramLabel* label = layout.labelOf(static_cast<EdgeIndex>(e));
        QVERIFY2(label, qPrintable(texts.edges[e].event));
        const double anchor = figure.anchor == LabelAnchor::Left    ? label->rect.left()
                              : figure.anchor == LabelAnchor::Right ? label->rect.right()
                                                                    : label->rect.center().x();
        QVERIFY2(std::abs(anchor - figure.label.x) < 0.5, qPrintable(texts.edges[e].event));
        QVERIFY(std::abs(label->rect.center().y() - figure.label.y) < 0.5);
        if (figure.form == LabelForm::OneLine || figure.form == LabelForm::Stacked)
            QVERIFY(textOf(*label).contains(texts.edges[e].sent));
    }
    const auto notes = std::count_if(layout.labels.begin(), layout.labels.end(),
                                     [](const auto& l) { return l.kind == LabelKind::Note; });
    QCOMPARE(notes, 2);
}

void TestDiagramLayout::compactShowsNormalEventsOnly() {
    const DiagramLayout layout = layoutOf(DiagramMode::Compact, {545, 400});
    int labels = 0;
    for (const DiagramLabel& label : layout.labels) {
        if (label.kind != LabelKind::Edge)
            continue;
        ++labels;
        QVERIFY(stateEdges()[label.owner].normal);
        QVERIFY(!textOf(label).contains(QStringLiteral("snd")));
    }
    // Between CLOSE-WAIT and LAST-ACK no line of text fits; every other normal edge is named.
    QCOMPARE(labels, 11);
    QCOMPARE(layout.nodes[index(Listen)].rect.size(), QSizeF(108, 38));
    QCOMPARE(layout.nodes[index(Established)].rect.size(), QSizeF(120, 44));
}

void TestDiagramLayout::selectedHopsAreLabelledAlsoWhenCompact() {
    const DiagramPath path = pathThrough({SynSent, SynReceived, Established}, {}, {1});
    const DiagramLayout layout = layoutOf(DiagramMode::Compact, {545, 400}, path);
    const DiagramLabel* crossing = layout.labelOf(findEdge(SynSent, SynReceived));
    QVERIFY(crossing);
    QVERIFY(crossing->runs.front().style.bold);
    QVERIFY(textOf(*crossing).contains(QStringLiteral("inferred")));
    QVERIFY(!textOf(*layout.labelOf(findEdge(SynReceived, Established)))
                 .contains(QStringLiteral("inferred")));
}

void TestDiagramLayout::wordsAreTheTransitionTables() {
    for (const TransitionRow& row : transitionTable()) {
        QCOMPARE(formatEvent(row.event).toStdString(), std::string(name(row.event)));
        QCOMPARE(formatSent(row.sent).toStdString(), std::string(name(row.sent)));
    }
    QCOMPARE(formatEvent(TcpEvent::Unseen), QStringLiteral("unseen"));
    const EdgeText refused = edgeText(findEdge(SynSent, Closed));
    QCOMPARE(refused.event, QStringLiteral("CLOSE · timeout · rcv RST"));
    QCOMPARE(refused.sent, QStringLiteral("—"));
}

void TestDiagramLayout::chineseFollowsItsRules() {
    const Speaking speaking(QStringLiteral("zh"));
    const DiagramLayout layout = layoutOf(DiagramMode::Full, kSheetSize);
    const auto label = [&](TcpState from, TcpState to) {
        return textOf(*layout.labelOf(findEdge(from, to)));
    };
    QCOMPARE(label(SynReceived, Established), QStringLiteral("收 SYN 的 ACK / —"));
    QCOMPARE(label(Established, CloseWait), QStringLiteral("收 FIN / 发 ACK"));
    QCOMPARE(label(Closed, SynSent), QStringLiteral("主动打开 / 发 SYN"));
    for (const DiagramLabel& l : layout.labels) {
        for (const TextRun& run : l.runs)
            QVERIFY2(!run.style.italic, qPrintable(run.text));
    }
    for (const TcpState state : kAllTcpStates)
        QCOMPARE(formatState(state).toStdString(), std::string(name(state)));
}

void TestDiagramLayout::layingOutTwiceGivesTheSame() {
    const DiagramLayout one = layoutOf(DiagramMode::Compact, {545, 400}, selections()[1].path);
    const DiagramLayout two = layoutOf(DiagramMode::Compact, {545, 400}, selections()[1].path);
    QCOMPARE(one.labels.size(), two.labels.size());
    for (std::size_t i = 0; i < one.labels.size(); ++i)
        QCOMPARE(one.labels[i].rect, two.labels[i].rect);
}

QTEST_MAIN(TestDiagramLayout)
#include "tst_diagram_layout.moc"
