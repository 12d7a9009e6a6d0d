// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window on capture files: opened by drop, menu and command line; damaged, missing, cancelled.
#include "tests/gui/window_fixture.h"
#include "views/charts/charts_view.h"
#include "views/common/banner.h"
#include "views/common/segmented_control.h"
#include "views/diagram/state_diagram_view.h"
#include "views/table/state_chip_row.h"
#include "views/timeline/timeline_strip.h"
#include "views/window/selected_connection_panel.h"
#include "views/window/status_line.h"
#include "views/window/welcome_page.h"
#include "views/window/window_actions.h"

#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QUrl>

using namespace synoptic;

namespace {

QString sample(const char* name) {
    return QStringLiteral(SYNOPTIC_TEST_DATA "/samples/") + QLatin1String(name);
}

void drop(QWidget* on, const QString& path) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    const QPoint middle = on->rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(on, &enter);
    if (!enter.isAccepted())
        return;
    QDropEvent event(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(on, &event);
}

QString cell(WindowFixture& f, int row, ConnectionTableModel::Column column) {
    return f.rows().index(row, column).data().toString();
}

} // namespace

class CaptureWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDroppedCaptureShowsItsConnections() {
        WindowFixture f(Settings::inMemory(), false);
        QVERIFY(f.window->welcomePage()->isVisible());
        drop(f.window.get(), sample("tcpdump-bgp-4byte-asn.pcap"));
        QTRY_COMPARE(f.rows().rowCount(), 6);
        QVERIFY(!f.window->welcomePage()->isVisible());
        QVERIFY(f.window->windowTitle().contains(QLatin1String("tcpdump-bgp-4byte-asn.pcap")));
        QTRY_VERIFY(f.window->statusLine()->rightsText() == QLatin1String("Read in full"));
        // Ends are named by their parts, and closed ones stay without being marked as going.
        QCOMPARE(f.rows().headerData(ConnectionTableModel::LocalAddress, Qt::Horizontal).toString(),
                 QStringLiteral("Client"));
        QVERIFY(!f.table()->isColumnHidden(ConnectionTableModel::PeerState));
        QVERIFY(f.table()->isColumnHidden(ConnectionTableModel::Process));
        QVERIFY(!f.window->connectionPanel()->showClosed()->isVisible());
        StateChip* closed = f.window->connectionPanel()->chips()->chip(TcpState::Closed);
        QVERIFY(closed->isVisible());
        for (int row = 0; row < f.rows().rowCount(); ++row)
            QVERIFY(f.rows().highlightOf(row) == RowHighlight::None);
        QTest::mouseClick(closed, Qt::LeftButton);
        QTRY_COMPARE(f.rows().rowCount(), 3);
        for (int row = 0; row < 3; ++row)
            QCOMPARE(cell(f, row, ConnectionTableModel::State), QStringLiteral("CLOSED"));
        f.picture(QStringLiteral("capture"));
    }

    void ageStandsStill() {
        WindowFixture f(Settings::inMemory(), false);
        f.session->openCapture(sample("tcpdump-print-flags.pcap"));
        QTRY_COMPARE(f.rows().rowCount(), 1);
        const QString age = cell(f, 0, ConnectionTableModel::Age);
        const QString inState = cell(f, 0, ConnectionTableModel::TimeInState);
        QTest::qWait(700); // longer than ages take to be told anew
        QCOMPARE(cell(f, 0, ConnectionTableModel::Age), age);
        QCOMPARE(cell(f, 0, ConnectionTableModel::TimeInState), inState);
        QVERIFY(f.window->models().transitionRate() == 0);
        QVERIFY(f.window->diagram()->tokenCount() == 0);
    }

    void theSelectedConnectionShowsBothEnds() {
        WindowFixture f(Settings::inMemory(), false);
        f.session->openCapture(sample("tcpdump-print-flags.pcap"));
        QTRY_COMPARE(f.rows().rowCount(), 1);
        QTest::mouseClick(f.table()->viewport(), Qt::LeftButton, {},
                          f.table()->visualRect(f.rows().index(0, 0)).center());
        QTRY_VERIFY(f.window->models().detail().has_value());
        const ConnectionDetail& detail = *f.window->models().detail();
        QVERIFY(detail.handshake.complete);
        QVERIFY(detail.ends[1].transitions.back().to == TcpState::Closed);
        QCOMPARE(f.window->models().path().rowCount(), 5);
        QCOMPARE(f.window->models().packets().packets().size(), 10U);
        f.window->selectConnection(0);
        QVERIFY(!f.window->models().detail().has_value());
    }

    void fromACaptureBackToLive() {
        Loopback traffic(2);
        WindowFixture f;
        QTRY_VERIFY(f.rowOf(traffic.port(), traffic.clients[0]->localPort()) >= 0);
        f.session->openCapture(sample("community-id-ipv6.pcap"));
        QTRY_COMPARE(f.rows().rowCount(), 1);
        QVERIFY(f.window->liveSegment()->current() == 1);
        QTest::mouseClick(f.window->liveSegment()->segment(0), Qt::LeftButton);
        QTRY_VERIFY(f.rowOf(traffic.port(), traffic.clients[0]->localPort()) >= 0);
        QVERIFY(f.window->isLive());
        QVERIFY(f.window->liveSegment()->current() == 0);
        QVERIFY(!f.table()->isColumnHidden(ConnectionTableModel::Process));
        QCOMPARE(f.window->models().packets().packets().size(), 0U);
    }

    void recentCapturesAreOffered() {
        WindowFixture f(Settings::inMemory(), false);
        QMenu* recent = f.window->actions().recent;
        QVERIFY(!recent->isEnabled());
        drop(f.window.get(), sample("community-id-ipv6.pcap"));
        drop(f.window.get(), sample("tcpdump-print-flags.pcap"));
        drop(f.window.get(), sample("community-id-ipv6.pcap"));
        QVERIFY(recent->isEnabled());
        QCOMPARE(f.settings.recentCaptures().size(), 2);
        QCOMPARE(recent->actions().first()->text(), QStringLiteral("community-id-ipv6.pcap"));
        recent->actions().at(1)->trigger();
        QTRY_VERIFY(f.window->windowTitle().contains(QLatin1String("print-flags")));
        f.window->actions().clearRecent->trigger();
        QVERIFY(!recent->isEnabled() && f.settings.recentCaptures().isEmpty());
    }

    void anEmptyCaptureHoldsNothing() {
        QFile whole(sample("tcpdump-print-flags.pcap"));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        QTemporaryDir folder;
        QFile header(folder.filePath(QStringLiteral("none.pcap")));
        QVERIFY(header.open(QIODevice::WriteOnly));
        header.write(whole.read(24));
        header.close();
        WindowFixture f(Settings::inMemory(), false);
        f.session->openCapture(header.fileName());
        const auto says = [&](const QString& words) {
            for (const QLabel* label : f.window->findChildren<QLabel*>())
                if (label->isVisible() && label->text() == words)
                    return true;
            return false;
        };
        QTRY_VERIFY(says(QStringLiteral("No connections")));
        QTRY_VERIFY(says(QStringLiteral("No packets")));
        QVERIFY(!says(QStringLiteral("No packets yet")));
    }

    void aMissingFileIsSaidWithWhatToDo() {
        WindowFixture f(Settings::inMemory(), false);
        f.session->openCapture(QStringLiteral("/nonexistent/\x1b[31m.pcap"));
        QTRY_VERIFY(f.window->banners()->banner(QStringLiteral("source")));
        const BannerContent& said =
            f.window->banners()->banner(QStringLiteral("source"))->content();
        QVERIFY(said.severity == Severity::Error);
        QVERIFY(said.text.contains(QLatin1String("No such file")));
        QVERIFY(!said.title.contains(QChar(0x1b)));
        QVERIFY(!said.action.isEmpty());
    }

    void aCutCaptureShowsWhatWasRead() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("cut.pcap"));
        QFile whole(sample("tcpdump-print-flags.pcap"));
        QFile cut(path);
        QVERIFY(whole.open(QIODevice::ReadOnly) && cut.open(QIODevice::WriteOnly));
        cut.write(whole.readAll().left(700));
        cut.close();
        WindowFixture f(Settings::inMemory(), false);
        f.session->openCapture(path);
        QTRY_COMPARE(f.rows().rowCount(), 1);
        QTRY_VERIFY(f.window->banners()->banner(QStringLiteral("source")));
        const BannerContent& said =
            f.window->banners()->banner(QStringLiteral("source"))->content();
        QVERIFY(said.severity == Severity::Warning);
        QVERIFY2(said.text.contains(QLatin1String("packet")) &&
                     said.text.contains(QLatin1String("byte")),
                 qPrintable(said.text));
        f.picture(QStringLiteral("capture-cut"));
        // Another capture has no such trouble.
        f.session->openCapture(sample("tcpdump-print-flags.pcap"));
        QVERIFY(!f.window->banners()->banner(QStringLiteral("source")));
    }

    void aLongLoadCanBeCancelled() {
        // A pipe gives as slowly as it is written to: the load is still on when it is cancelled.
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("grows.pcap"));
        QFile whole(sample("tcpdump-print-flags.pcap"));
        QFile file(path);
        QVERIFY(whole.open(QIODevice::ReadOnly) && file.open(QIODevice::WriteOnly));
        QByteArray bytes = whole.readAll();
        const QByteArray records = bytes.mid(24);
        for (int i = 0; i < 15; ++i)
            bytes += bytes.mid(24);
        file.write(bytes);
        for (int i = 0; i < 7; ++i)
            file.write(bytes.mid(24)); // a gigabyte in all
        file.close();
        WindowFixture f(Settings::inMemory(), false);
        f.session->openCapture(path);
        QTRY_VERIFY(f.window->models().totals().packets > 0);
        Q_EMIT f.window->cancelRequested();
        QTRY_VERIFY(f.window->banners()->banner(QStringLiteral("source")));
        QVERIFY(f.window->sources().front().cancelled);
        QVERIFY(!f.window->sources().front().loading);
        QTRY_VERIFY(f.rows().rowCount() >= 1);
    }

    void aMomentOfTheChartFiltersTheCapture() {
        WindowFixture f(Settings::inMemory(), false);
        f.session->openCapture(sample("tcpdump-bgp-4byte-asn.pcap"));
        QTRY_COMPARE(f.rows().rowCount(), 6);
        const auto series = f.window->charts()->series();
        QTRY_VERIFY(series->newest());
        Q_EMIT f.window->charts()->momentActivated(series->newest()->time, TcpState::Established);
        QTRY_COMPARE(f.rows().rowCount(), 3);
    }

    void welcomeCardsLeadOn() {
        WindowFixture f(Settings::inMemory(), false);
        f.window->resize(1200, 800);
        f.picture(QStringLiteral("welcome"));
        QVERIFY(f.window->welcomePage()->captureButton()->isVisible());
        QTest::mouseClick(f.window->welcomePage()->watchButton(), Qt::LeftButton);
        QTRY_VERIFY(f.window->isLive());
    }
};

QTEST_MAIN(CaptureWindowTest)
#include "tst_capture_window.moc"
