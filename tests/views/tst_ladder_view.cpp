// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/ladder_words.h"
#include "tests/views/ladder_fixture.h"
#include "views/common/segmented_control.h"
#include "views/ladder/ladder_strip.h"

#include <QAccessible>
#include <QCheckBox>
#include <QHelpEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTextDocumentFragment>
#include <QToolTip>

using namespace synoptic;
using namespace synoptic::test;
using Kind = LadderRow::Kind;

namespace {

QString toolTipAt(QWidget& widget, QPoint at) {
    QHelpEvent event(QEvent::ToolTip, at, widget.mapToGlobal(at));
    QCoreApplication::sendEvent(&widget, &event);
    return QToolTip::text();
}

} // namespace

class TestLadderView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhyThereIsNoLadder();
    void aClickOpensARun();
    void keysMoveAndOpen();
    void choosingAPacketShowsIt();
    void growthKeepsThePlace();
    void theEndIsFollowed();
    void theStripChangesTheLadder();
    void collapsingKeepsThePlace();
    void languageChangesInPlace();
    void onlyWhatIsInSightIsRead();
    void anotherCaptureEmptiesIt();
    void toolTipsTellAndStayPlain();
    void screenReadersHearTheRow();
};

void TestLadderView::saysWhyThereIsNoLadder() {
    Shown shown;
    QCOMPARE(shown.view().emptyText(), QStringLiteral("Select a connection to see its segments"));
    ConnectionSnapshot polled;
    polled.key = 7;
    shown.panel.show(&polled, {});
    QCOMPARE(shown.view().emptyText(),
             QStringLiteral("No packets of this connection: state polling only, sequence numbers "
                            "unavailable"));
    QCOMPARE(shown.view().accessibleDescription(), shown.view().emptyText());
    // It is painted: not all of the view has one colour.
    const QImage image = shown.view().viewport()->grab().toImage();
    int ink = 0;
    for (int x = 0; x < image.width(); ++x)
        ink += image.pixelColor(x, image.height() / 2) != lightTheme().base;
    QVERIFY(ink > 50);
    // A history that has no such packet any more.
    ScriptedCapture capture = everything();
    shown.details.setHistory(capture->history());
    polled.wire = {0, 0, 4'000, 10};
    shown.panel.show(&polled, {});
    QCOMPARE(shown.view().emptyText(),
             QStringLiteral("The packets of this connection are no longer kept"));
    shown.show(*capture, incarnation(*capture, 1));
    QVERIFY(shown.view().emptyText().isEmpty());
    QVERIFY(shown.panel.subject().startsWith(
        QStringLiteral("192.0.2.10:41836 ↔ 198.51.100.24:8080 · ")));
}

void TestLadderView::aClickOpensARun() {
    Shown shown;
    ScriptedCapture capture = everything();
    shown.show(*capture, incarnation(*capture, 1));
    QSignalSpy selected(&shown.panel, &LadderPanel::packetSelected);
    const std::size_t run = shown.firstRow(Kind::DataRun);
    const std::size_t before = shown.rows().rows().size();
    // Beside the box it is only selected.
    shown.click(run, 20);
    QCOMPARE(shown.rows().rows().size(), before);
    QCOMPARE(shown.view().currentRow(), run);
    QCOMPARE(selected.takeFirst().at(0).value<PacketNumber>(), PacketNumber(8));
    shown.click(run);
    QCOMPARE(shown.rows().rows().size(), before + 4);
    QVERIFY(shown.rows().rows()[run].has(LadderRow::kOpen));
    QCOMPARE(shown.view().currentRow(), run);
    QCOMPARE(selected.count(), 0); // it was selected already
    shown.click(run + 2);
    QCOMPARE(selected.takeFirst().at(0).value<PacketNumber>(), PacketNumber(9));
    shown.click(run);
    QCOMPARE(shown.rows().rows().size(), before);
    // Pressed on the box and let go elsewhere: nothing opens.
    const QPoint on(static_cast<int>(shown.view().geometryNow().middle()),
                    shown.view().rowRect(run).center().y());
    QTest::mousePress(shown.view().viewport(), Qt::LeftButton, {}, on);
    QTest::mouseRelease(shown.view().viewport(), Qt::LeftButton, {}, on + QPoint(0, 40));
    QCOMPARE(shown.rows().rows().size(), before);
    QTest::mousePress(shown.view().viewport(), Qt::LeftButton, {}, on + QPoint(0, 40));
    QTest::mouseRelease(shown.view().viewport(), Qt::LeftButton, {}, on);
    QCOMPARE(shown.rows().rows().size(), before);
}

void TestLadderView::keysMoveAndOpen() {
    Shown shown({900, 500});
    ScriptedCapture capture = everything();
    shown.show(*capture, incarnation(*capture, 1));
    LadderView& view = shown.view();
    view.setFocus(Qt::TabFocusReason);
    QSignalSpy selected(&shown.panel, &LadderPanel::packetSelected);
    QTest::keyClick(&view, Qt::Key_Down); // the first in sight
    QCOMPARE(view.currentRow(), std::size_t(0));
    QCOMPARE(selected.takeFirst().at(0).value<PacketNumber>(), PacketNumber(0));
    QTest::keyClick(&view, Qt::Key_Down);
    QTest::keyClick(&view, Qt::Key_Down); // a new connection: no packet
    QCOMPARE(view.selectedPacket(), kNoPacket);
    QCOMPARE(selected.count(), 1);
    QTest::keyClick(&view, Qt::Key_Up);
    QCOMPARE(view.selectedPacket(), PacketNumber(1));
    QTest::keyClick(&view, Qt::Key_End);
    const std::size_t last = shown.rows().rows().size() - 1;
    QCOMPARE(view.currentRow(), last);
    QVERIFY(view.viewport()->rect().contains(view.rowRect(last)));
    QTest::keyClick(&view, Qt::Key_PageUp);
    QVERIFY(*view.currentRow() + 4 < last);
    QTest::keyClick(&view, Qt::Key_PageDown);
    QCOMPARE(view.currentRow(), last);
    QTest::keyClick(&view, Qt::Key_Home);
    QVERIFY(view.viewport()->rect().contains(view.rowRect(0)));
    const std::size_t run = shown.firstRow(Kind::DataRun);
    for (std::size_t i = 0; i < run; ++i)
        QTest::keyClick(&view, Qt::Key_Down);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(shown.rows().rows().size(), last + 5);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(shown.rows().rows().size(), last + 1);
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(shown.rows().rows().size(), last + 5);
    QTest::keyClick(&view, Qt::Key_Down);
    QTest::keyClick(&view, Qt::Key_Down);
    QTest::keyClick(&view, Qt::Key_Left); // from within the run to it
    QCOMPARE(view.currentRow(), run);
    QTest::keyClick(&view, Qt::Key_Left);
    QCOMPARE(shown.rows().rows().size(), last + 1);
    QCOMPARE(view.currentRow(), run);
}

void TestLadderView::choosingAPacketShowsIt() {
    Shown shown({900, 400});
    ScriptedCapture capture = everything();
    shown.show(*capture, incarnation(*capture, 1));
    LadderView& view = shown.view();
    QSignalSpy selected(&shown.panel, &LadderPanel::packetSelected);
    QVERIFY(shown.panel.selectPacket(20));
    QCOMPARE(view.selectedPacket(), PacketNumber(20));
    QVERIFY(view.viewport()->rect().contains(view.rowRect(*view.currentRow())));
    QVERIFY(view.verticalScrollBar()->value() > 0);
    // The bar of the selected row.
    const QRect rect = view.rowRect(*view.currentRow());
    QCOMPARE(shown.pixel(1, rect.center().y()), lightTheme().accent);
    // Within a run: it opens, so that the packet is there.
    QVERIFY(shown.panel.selectPacket(10));
    QCOMPARE(shown.rows().rows()[*view.currentRow()].kind, Kind::Segment);
    QCOMPARE(view.selectedPacket(), PacketNumber(10));
    QVERIFY(view.viewport()->rect().contains(view.rowRect(*view.currentRow())));
    QVERIFY(!shown.panel.selectPacket(21));
    QCOMPARE(view.selectedPacket(), PacketNumber(10));
    QCOMPARE(selected.count(), 0);
    // What comes back of its own choice changes nothing.
    Shown other;
    other.show(*capture, incarnation(*capture, 0));
    QObject::connect(&other.panel, &LadderPanel::packetSelected, &other.panel,
                     [&](PacketNumber number) { other.panel.selectPacket(number); });
    ScriptedCapture again = everything();
    other.show(*again, incarnation(*again, 1));
    const std::size_t run = other.firstRow(Kind::DataRun);
    other.click(run, 20);
    QCOMPARE(other.rows().rows()[run].kind, Kind::DataRun);
    QVERIFY(!other.rows().rows()[run].has(LadderRow::kOpen));
}

void TestLadderView::growthKeepsThePlace() {
    Shown shown({900, 400});
    ScriptedCapture capture(longTalk(200));
    const ConnectionSnapshot* whole = incarnation(*capture, 0);
    ConnectionSnapshot connection = *whole;
    const auto detail = capture->detail(connection.key);
    shown.details.setHistory(capture->history());
    const auto grow = [&](std::uint64_t packets) {
        connection.wire.lastPacket = packets - 1;
        connection.wire.packets = packets;
        shown.panel.show(&connection, detail);
    };
    grow(100);
    LadderView& view = shown.view();
    view.verticalScrollBar()->setValue(500);
    shown.panel.selectPacket(30);
    const int scrolled = view.verticalScrollBar()->value();
    grow(150);
    QCOMPARE(view.selectedPacket(), PacketNumber(30));
    QCOMPARE(view.verticalScrollBar()->value(), scrolled);
    QCOMPARE(shown.rows().packets().size(), 150U);
    // A detail that tells of more states lays out anew, and keeps the place as well.
    std::optional<ConnectionDetail> more = detail;
    more->ends[0].transitions.push_back({shown.rows().packet(5)->time, more->ends[0].index,
                                         TcpState::Established, TcpState::FinWait1,
                                         TcpEvent::Close});
    shown.panel.show(&connection, more);
    QCOMPARE(view.selectedPacket(), PacketNumber(30));
    QVERIFY(std::abs(view.verticalScrollBar()->value() - scrolled) <= 24);
    // Another connection begins at its top.
    ConnectionSnapshot other = connection;
    other.key += 1;
    shown.panel.show(&other, {});
    QCOMPARE(view.verticalScrollBar()->value(), 0);
    QVERIFY(!view.currentRow());
}

void TestLadderView::theEndIsFollowed() {
    Shown shown({900, 400});
    ScriptedCapture capture(longTalk(200));
    ConnectionSnapshot connection = *incarnation(*capture, 0);
    const auto detail = capture->detail(connection.key);
    shown.details.setHistory(capture->history());
    QScrollBar* bar = shown.view().verticalScrollBar();
    for (const std::uint64_t packets : {5U, 50U, 51U}) {
        connection.wire.lastPacket = packets - 1;
        connection.wire.packets = packets;
        shown.panel.show(&connection, detail);
        QCOMPARE(bar->value(), bar->maximum());
    }
    QVERIFY(bar->maximum() > 0);
    bar->setValue(bar->maximum() - 30);
    connection.wire.lastPacket = 120;
    connection.wire.packets = 121;
    shown.panel.show(&connection, detail);
    QVERIFY(bar->value() < bar->maximum() - 100);
}

void TestLadderView::theStripChangesTheLadder() {
    Shown shown({1000, 700});
    ScriptedCapture capture = everything();
    shown.show(*capture, incarnation(*capture, 1));
    const LadderStrip& strip = *shown.panel.strip();
    const auto click = [](QWidget* widget) {
        QTest::mouseClick(widget, Qt::LeftButton, {}, QPoint(12, widget->height() / 2));
    };
    QVERIFY(shown.label(3).contains(QLatin1String("seq=0 (j = 3 481 220 117)")));
    const QImage relative = shown.view().viewport()->grab().toImage();
    click(strip.numbers()->segment(1));
    QVERIFY(shown.label(3).contains(QLatin1String("seq=3 481 220 117 (j)")));
    QVERIFY(shown.view().viewport()->grab().toImage() != relative);
    click(strip.numbers()->segment(0));
    QCOMPARE(shown.view().viewport()->grab().toImage(), relative);
    QCOMPARE(ladderTime(shown.view().content(), 3), QStringLiteral("0.000"));
    click(strip.times()->segment(1));
    QVERIFY(ladderTime(shown.view().content(), 3).endsWith(QLatin1String(":41.022")));
    click(strip.times()->segment(0));
    const std::size_t rows = shown.rows().rows().size();
    shown.panel.selectPacket(16);
    click(strip.collapseData());
    QCOMPARE(shown.rows().rows().size(), rows + 3);
    QCOMPARE(shown.view().selectedPacket(), PacketNumber(16));
    click(strip.collapseData());
    click(strip.compressGaps());
    QCOMPARE(shown.rows().rows().size(), rows + 1); // 240 ms are two rows
    QTest::keyClick(strip.compressGaps(), Qt::Key_Space);
    QCOMPARE(shown.rows().rows().size(), rows);
    QVERIFY(!strip.numbers()->segment(0)->accessibleName().isEmpty());
}

void TestLadderView::collapsingKeepsThePlace() {
    Shown shown({1000, 300});
    std::string script;
    for (int i = 0; i < 40; ++i) { // runs of five, and answers between them
        const std::string answer = std::to_string(9000 + i);
        for (int j = 0; j < 5; ++j)
            script += "< A " + std::to_string(1000 + (i * 5 + j) * 10) + ' ' + answer + " +10;";
        script += "> A " + answer + ' ' + std::to_string(1000 + (i * 5 + 5) * 10) + " +1;";
    }
    ScriptedCapture capture(script);
    shown.show(*capture, incarnation(*capture, 0));
    LadderView& view = shown.view();
    QScrollBar* bar = view.verticalScrollBar();
    const auto packetOnTop = [&] {
        const LadderRow& row = shown.rows().rows()[std::size_t(bar->value() / 24)];
        return shown.rows().packets()[row.first];
    };
    bar->setValue(40 * 24 + 5);
    const PacketNumber top = packetOnTop();
    const int before = bar->value();
    shown.panel.strip()->collapseData()->click();
    QCOMPARE(packetOnTop(), top);
    QVERIFY(bar->value() > before + 1000);
    QCOMPARE(bar->value() % 24, 5);
    shown.panel.strip()->collapseData()->click();
    QCOMPARE(packetOnTop(), top);
    QCOMPARE(bar->value(), before);
}

void TestLadderView::languageChangesInPlace() {
    Shown shown;
    ScriptedCapture capture = everything();
    shown.show(*capture, incarnation(*capture, 1));
    const QImage english = shown.panel.grab().toImage();
    const QString subject = shown.panel.subject();
    {
        const Language speaking(QStringLiteral("long"));
        QCoreApplication::processEvents();
        QVERIFY(shown.panel.strip()->collapseData()->text().endsWith(u'~'));
        QVERIFY(shown.panel.subject() != subject);
        QVERIFY(shown.panel.grab().toImage() != english);
    }
    QTRY_COMPARE(shown.panel.grab().toImage(), english);
}

void TestLadderView::onlyWhatIsInSightIsRead() {
    Shown shown({900, 400});
    ScriptedCapture capture(longTalk(300));
    shown.show(*capture, incarnation(*capture, 0));
    QVERIFY(shown.details.find(0));
    QVERIFY(!shown.details.find(250));
    // Before it is read the index speaks; then the label is whole.
    const std::size_t row = shown.rows().rowOf(250).value();
    QCOMPARE(shown.label(row), QStringLiteral("ACK len=1"));
    QVERIFY(shown.panel.selectPacket(250));
    QTRY_VERIFY(shown.details.find(250));
    QCOMPARE(shown.label(row), QStringLiteral("ACK seq=126 len=1"));
    shown.panel.hide();
    shown.panel.selectPacket(150);
    QVERIFY(!shown.details.find(150));
    shown.panel.QWidget::show();
    QTRY_VERIFY(shown.details.find(150));
}

void TestLadderView::anotherCaptureEmptiesIt() {
    Shown shown;
    ScriptedCapture capture = everything();
    shown.show(*capture, incarnation(*capture, 1));
    QVERIFY(shown.view().hasRows());
    QSignalSpy subject(&shown.panel, &LadderPanel::subjectChanged);
    LoadedCapture other = LoadedCapture::sample("tcpdump-bgp-4byte-asn.pcap");
    shown.details.setHistory(other.history());
    QVERIFY(!shown.view().hasRows());
    QCOMPARE(subject.takeFirst().at(0).toString(), QString());
    shown.show(other, other.find(42741, 179));
    QVERIFY(shown.view().hasRows());
    // The reader may end before the panel.
    auto details = std::make_unique<PacketDetails>();
    details->setHistory(other.history());
    LadderPanel panel;
    panel.setPackets(details.get());
    panel.QWidget::show();
    panel.show(other.find(42741, 179), {});
    QVERIFY(panel.view()->hasRows());
    details.reset();
    QVERIFY(!panel.view()->hasRows());
    panel.grab();
}

void TestLadderView::toolTipsTellAndStayPlain() {
    Shown shown;
    ScriptedCapture capture = everything();
    shown.show(*capture, incarnation(*capture, 1));
    LadderView& view = shown.view();
    const auto at = [&](PacketNumber packet) {
        return toolTipAt(*view.viewport(),
                         view.rowRect(shown.rows().rowOf(packet).value()).center());
    };
    QVERIFY(at(3).contains(QStringLiteral("LISTEN → SYN-RECEIVED")));
    const QString hostile = at(5);
    QVERIFY(hostile.startsWith(QLatin1String("<qt>")));
    QVERIFY(hostile.contains(QLatin1String("of=&lt;all&gt;&amp;with")));
    QVERIFY(QTextDocumentFragment::fromHtml(hostile).toPlainText().contains(
        QLatin1String("GET /export.csv?of=<all>&with=everything")));
}

void TestLadderView::screenReadersHearTheRow() {
    Shown shown;
    ScriptedCapture capture = everything();
    shown.show(*capture, incarnation(*capture, 1));
    QAccessibleInterface* ladder = QAccessible::queryAccessibleInterface(&shown.view());
    QVERIFY(ladder);
    QCOMPARE(ladder->role(), QAccessible::List);
    QCOMPARE(ladder->text(QAccessible::Name), QStringLiteral("Ladder"));
    QCOMPARE(ladder->childCount(), 0);
    shown.view().setFocus();
    shown.panel.selectPacket(3);
    QCOMPARE(ladder->childCount(), 1);
    QAccessibleInterface* row = ladder->focusChild();
    QVERIFY(row);
    QVERIFY(row->text(QAccessible::Name).contains(QLatin1String("Server sends SYN+ACK seq=0")));
    QVERIFY(row->state().selected && row->state().focused);
    QTest::keyClick(&shown.view(), Qt::Key_Down);
    QVERIFY(row->text(QAccessible::Name).contains(QLatin1String("Client sends ACK seq=1")));
    QCOMPARE(shown.view().accessibleDescription(), row->text(QAccessible::Name));
}

QTEST_MAIN(TestLadderView)
#include "tst_ladder_view.moc"
