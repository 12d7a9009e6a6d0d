// SPDX-License-Identifier: GPL-3.0-or-later
//
// The views of a capture in one window: what is clicked in one is shown by the others.
#include "tests/gui/window_fixture.h"
#include "views/common/segmented_control.h"
#include "views/ladder/ladder_panel.h"
#include "views/ladder/ladder_strip.h"
#include "views/ladder/ladder_view.h"
#include "views/packets/http_log_panel.h"
#include "views/packets/packet_table_view.h"
#include "views/packets/packets_panel.h"
#include "views/packets/stream_panel.h"
#include "views/packets/stream_view.h"
#include "views/window/dock_area.h"
#include "views/window/window_actions.h"

#include <QCheckBox>
#include <QContextMenuEvent>
#include <QMenu>
#include <QProcess>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>

using namespace synoptic;

namespace {

QString sample(const char* name) {
    return QStringLiteral(SYNOPTIC_TEST_DATA "/samples/") + QLatin1String(name);
}

/// The window on a sample, its first row chosen with the mouse.
struct Shown : WindowFixture {
    explicit Shown(const char* name) : WindowFixture(Settings::inMemory(), false) {
        window->resize(1600, 1000);
        session->openCapture(sample(name));
    }
    QPoint middleOf(int row) {
        const QModelIndex cell = rows().index(row, ConnectionTableModel::State);
        return table()->visualRect(cell).center();
    }
    void choose(int row) {
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, middleOf(row));
    }
    LadderView& ladder() { return *window->ladderPanel()->view(); }
    PacketsPanel& packets() { return *window->packetsPanel(); }
    bool isInSight(QWidget* widget) {
        return widget->isVisible() && !widget->visibleRegion().isEmpty();
    }
};

} // namespace

class PacketWiringTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOpenedCaptureShowsItsFirstLadder();
    void howSegmentsAreToldIsKept();
    void aRowShowsItsLadder();
    void ladderAndPacketsChooseEachOther();
    void aPacketLeadsToItsConnection();
    void theTableOffersLadderAndStream();
    void aRequestLeadsToItsPackets();
    void savedPacketsOpenElsewhere();
};

void PacketWiringTest::anOpenedCaptureShowsItsFirstLadder() {
    Shown f("tcpdump-bgp-4byte-asn.pcap");
    f.window->resize(1200, 700); // too low for all of it
    QTRY_VERIFY(f.ladder().hasRows());
    QCOMPARE(f.window->models().selectedKey(), f.rows().at(0)->key);
    // From its top: the states it began in became known above its first packet.
    QTRY_VERIFY(f.window->models().detail());
    QTest::qWait(100);
    QCOMPARE(f.ladder().verticalScrollBar()->value(), 0);
    // Only once: who selects nothing wants that.
    f.window->selectConnection(0);
    QTest::qWait(200);
    QCOMPARE(f.window->models().selectedKey(), ConnectionKey{0});
}

void PacketWiringTest::howSegmentsAreToldIsKept() {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("settings.ini"));
    {
        WindowFixture f(Settings::inFile(file), false);
        f.session->openCapture(sample("tcpdump-print-flags.pcap"));
        LadderStrip* strip = f.window->ladderPanel()->strip();
        QTRY_VERIFY(strip->isVisible());
        QTest::mouseClick(strip->numbers()->segment(1), Qt::LeftButton);
        QTest::mouseClick(strip->times()->segment(1), Qt::LeftButton);
        strip->compressGaps()->click();
        f.window->packetsPanel()->relativeNumbers()->click();
    }
    WindowFixture f(Settings::inFile(file), false);
    const LadderStrip* strip = f.window->ladderPanel()->strip();
    QCOMPARE(strip->numbers()->current(), 1);
    QCOMPARE(strip->times()->current(), 1);
    QVERIFY(!strip->compressGaps()->isChecked() && strip->collapseData()->isChecked());
    QVERIFY(!f.window->packetsPanel()->relativeNumbers()->isChecked());
    // Not only the controls: the ladder, too.
    f.session->openCapture(sample("tcpdump-print-flags.pcap"));
    QTRY_VERIFY(f.window->ladderPanel()->view()->hasRows());
    QVERIFY(f.window->ladderPanel()->view()->content().absoluteNumbers);
}

void PacketWiringTest::aRowShowsItsLadder() {
    Shown f("tcpdump-print-flags.pcap");
    QTRY_COMPARE(f.rows().rowCount(), 1);
    f.window->docks()->bring(Panel::Ladder);
    QTRY_VERIFY(f.ladder().hasRows());
    f.window->selectConnection(0);
    QTRY_VERIFY(!f.ladder().emptyText().isEmpty());
    f.choose(0);
    QTRY_VERIFY(f.ladder().hasRows());
    QVERIFY(f.ladder().emptyText().isEmpty());
    QCOMPARE(f.ladder().content().rows.packets().size(), 10U);
    f.picture(QStringLiteral("wired-ladder"));
    f.window->selectConnection(0);
    QTRY_VERIFY(!f.ladder().hasRows());
}

void PacketWiringTest::ladderAndPacketsChooseEachOther() {
    Shown f("tcpdump-print-flags.pcap");
    QTRY_COMPARE(f.rows().rowCount(), 1);
    f.choose(0);
    f.window->docks()->bring(Panel::Ladder);
    QTRY_VERIFY(f.ladder().hasRows());
    const std::size_t row = 2; // the handshake's third
    QTest::mouseClick(f.ladder().viewport(), Qt::LeftButton, {}, f.ladder().rowRect(row).center());
    const PacketNumber chosen = f.ladder().selectedPacket();
    QVERIFY(chosen != kNoPacket);
    QCOMPARE(f.packets().selectedPacket(), chosen);
    f.window->docks()->bring(Panel::Packets);
    PacketTableView* table = f.packets().table();
    QTRY_VERIFY(table->model()->rowCount() > 3);
    const QModelIndex first = table->model()->index(0, 0);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(first).center());
    QVERIFY(f.packets().selectedPacket() != chosen);
    QCOMPARE(f.ladder().selectedPacket(), f.packets().selectedPacket());
}

void PacketWiringTest::aPacketLeadsToItsConnection() {
    Shown f("tcpdump-bgp-4byte-asn.pcap");
    QTRY_COMPARE(f.rows().rowCount(), 6);
    f.window->docks()->bring(Panel::Packets);
    PacketTableView* table = f.packets().table();
    QTRY_VERIFY(table->model()->rowCount() > 0);
    f.window->selectConnection(0);
    QTRY_COMPARE(f.window->models().selectedKey(), ConnectionKey{0});
    // The first two are about no connection, but about addresses.
    const QPoint at = table->visualRect(table->model()->index(2, 0)).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, at);
    const ConnectionSnapshot* selected = f.window->models().selected();
    QVERIFY(selected);
    QCOMPARE(selected, f.window->models().connectionOfFlow(selected->wire.flow));
    QCOMPARE(f.table()->selectionModel()->selectedRows().size(), 1);
}

void PacketWiringTest::theTableOffersLadderAndStream() {
    Shown f("tcpdump-print-flags.pcap");
    QTRY_COMPARE(f.rows().rowCount(), 1);
    f.choose(0);
    QTRY_VERIFY(f.window->models().detail().has_value());
    for (QAction* wanted : {f.window->actions().showLadder, f.window->actions().followStream}) {
        f.window->docks()->bring(Panel::Charts);
        const QPoint at = f.middleOf(0);
        QContextMenuEvent event(QContextMenuEvent::Mouse, at,
                                f.table()->viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(f.table()->viewport(), &event);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu && menu->actions().contains(wanted));
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(wanted).center());
    }
    QVERIFY(f.isInSight(f.window->streamPanel()));
    QTRY_VERIFY(f.window->streamPanel()->shownKey() == f.window->models().selectedKey());
    f.picture(QStringLiteral("wired-stream"));
}

void PacketWiringTest::aRequestLeadsToItsPackets() {
    Shown f("tcpdump-print-flags.pcap");
    QTRY_COMPARE(f.rows().rowCount(), 1);
    f.window->docks()->bring(Panel::Http);
    QTableView* log = f.window->httpLogPanel()->view();
    QTRY_COMPARE(log->model()->rowCount(), 1);
    QTest::mouseClick(log->viewport(), Qt::LeftButton, {},
                      log->visualRect(log->model()->index(0, 0)).center());
    QVERIFY(f.window->models().selected());
    const PacketNumber request = f.packets().selectedPacket();
    QVERIFY(request != kNoPacket);
    QTRY_COMPARE(f.ladder().selectedPacket(), request);
}

void PacketWiringTest::savedPacketsOpenElsewhere() {
    Shown f("tcpdump-bgp-4byte-asn.pcap");
    QTRY_COMPARE(f.rows().rowCount(), 6);
    QTRY_VERIFY(!f.window->sources().front().loading);
    f.choose(0);
    const ConnectionSnapshot* selected = f.window->models().selected();
    QVERIFY(selected);
    QTemporaryDir folder;
    const auto saved = [&](const char* name, ConnectionKey key) {
        const QString path = folder.filePath(QLatin1String(name));
        Q_EMIT f.window->savePacketsRequested(path, key);
        if (!QTest::qWaitFor([&] { return QFile::exists(path); }, 5000))
            return -1;
        QProcess tshark;
        tshark.start(QStringLiteral("tshark"),
                     {QStringLiteral("-n"), QStringLiteral("-r"), path, QStringLiteral("-T"),
                      QStringLiteral("fields"), QStringLiteral("-e"),
                      QStringLiteral("frame.time_epoch")});
        tshark.waitForFinished(30000);
        const QFile::Permissions others = QFile::ReadGroup | QFile::ReadOther;
        return QFile::permissions(path) & others ? -1
                                                 : int(tshark.readAllStandardOutput().count('\n'));
    };
    QCOMPARE(saved("one.pcapng", selected->key), int(selected->wire.packets));
    QCOMPARE(saved("all.pcapng", 0), int(f.window->models().totals().packets));
}

QTEST_MAIN(PacketWiringTest)
#include "tst_packet_wiring.moc"
