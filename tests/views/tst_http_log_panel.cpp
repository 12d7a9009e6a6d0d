// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/http_log_model.h"
#include "tests/sources/loaded_capture.h"
#include "tests/sources/written_capture.h"
#include "views/packets/http_log_panel.h"
#include "views/theme/theme_manager.h"

#include <QApplication>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace synoptic;
using namespace synoptic::test;

namespace {

/// The panel with what a capture holds.
class Shown {
public:
    explicit Shown(QSize size = {1'240, 320}) : panel(&log) {
        panel.resize(size);
        panel.show();
        QApplication::setActiveWindow(&panel);
        if (!QTest::qWaitForWindowExposed(&panel))
            qFatal("the panel did not show");
    }
    void load(const LoadedCapture& capture) {
        log.append(capture.changes, [&](FlowNumber flow) -> const ConnectionSnapshot* {
            for (const ConnectionSnapshot& connection : capture.changes.changed)
                if (connection.wire.flow == flow)
                    return &connection;
            return nullptr;
        });
    }
    QRect cell(int row, int column) const {
        return panel.view()->visualRect(log.index(row, column));
    }
    QStringList labels() const {
        QStringList texts;
        for (const QLabel* label : panel.findChildren<QLabel*>())
            if (label->isVisibleTo(&panel))
                texts << label->text();
        return texts;
    }
    bool says(const QString& words) const {
        return !labels().filter(words, Qt::CaseSensitive).isEmpty();
    }
    void picture(const QString& name) {
        const QString folder = qEnvironmentVariable("SYNOPTIC_TEST_PICTURES");
        if (folder.isEmpty())
            return;
        QTest::qWait(50);
        panel.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
    }

    HttpLogModel log;
    HttpLogPanel panel;
};

} // namespace

class TestHttpLogPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(folder_.isValid());
        WrittenCapture capture;
        const auto exchange = [&](std::uint16_t port, const QByteArray& asked,
                                  const QByteArray& said) {
            capture.setClientPort(port);
            capture.open(100, 500);
            capture.tcp(true, kAck, 101, 501, asked);
            if (!said.isEmpty())
                capture.tcp(false, kAck, 501, 101 + static_cast<std::uint32_t>(asked.size()), said);
        };
        exchange(50'001, "GET /index.html HTTP/1.1\r\nHost: example.org\r\n\r\n",
                 "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
                 "Content-Length: 5258\r\n\r\n");
        exchange(50'002, "POST /api/v1/orders HTTP/1.1\r\nHost: api.example.org\r\n\r\n",
                 "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 12\r\n\r\n");
        exchange(50'003, "GET /missing?q=<b> HTTP/1.1\r\nHost: example.org\r\n\r\n",
                 "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\n");
        exchange(50'004, "GET /slow HTTP/1.1\r\nHost: example.org\r\n\r\n", {});
        QVERIFY(capture.save(path()));
    }
    void cleanup() { themes_.setChoice(ThemeChoice::Light); }

    void emptyStateSaysWhatCanBeSeen();
    void rowsShowRequestsAndAnswers();
    void statusHasASignAndItsColour();
    void clickChoosesConnectionAndPacket();
    void filterFieldFilters();
    void wrongFilterIsToldInWords();
    void exportIsAskedFor();
    void narrowPanelKeepsWhatWasAsked();
    void realCapture();
    void darkTheme();

private:
    QString path() const { return folder_.filePath(QStringLiteral("http.pcap")); }
    LoadedCapture capture() const { return LoadedCapture(path().toStdString()); }
    QTemporaryDir folder_;
    ThemeManager themes_;
};

void TestHttpLogPanel::emptyStateSaysWhatCanBeSeen() {
    Shown shown;
    QVERIFY(shown.says(QStringLiteral("HTTP/1 in clear text")));
    QVERIFY(shown.says(QStringLiteral("TLS")));
    QVERIFY(shown.says(QStringLiteral("captured packets")));
    QVERIFY(!shown.panel.view()->isVisible());
    QVERIFY(!shown.panel.findChild<QPushButton*>()->isEnabled());
    shown.picture(QStringLiteral("http-empty-light"));
}

void TestHttpLogPanel::rowsShowRequestsAndAnswers() {
    Shown shown;
    shown.load(capture());
    QVERIFY(shown.panel.view()->isVisible());
    QCOMPARE(shown.log.rowCount(), 4);
    QVERIFY(shown.says(QStringLiteral("4 of 4 request")));
    QCOMPARE(shown.log.index(0, HttpLogModel::Path).data().toString(), QStringLiteral("/slow"));
    QCOMPARE(shown.log.index(2, HttpLogModel::Status).data().toString(),
             QStringLiteral("503 Service Unavailable"));
    shown.picture(QStringLiteral("http-light"));
}

void TestHttpLogPanel::statusHasASignAndItsColour() {
    Shown shown;
    shown.load(capture());
    // The sign's place, or the words' behind it.
    const auto inks = [&](int row, bool sign) {
        QRect cell = shown.cell(row, HttpLogModel::Status);
        cell.adjust(sign ? 0 : 26, 0, sign ? 24 - cell.width() : 0, 0);
        const QImage image = shown.panel.view()->viewport()->grab(cell).toImage();
        QSet<QRgb> colors;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                colors << image.pixel(x, y);
        return colors;
    };
    for (const bool sign : {true, false}) {
        QVERIFY(inks(2, sign).contains(lightTheme().error.foreground.rgb()));
        QVERIFY(inks(1, sign).contains(lightTheme().warning.foreground.rgb()));
        QVERIFY(inks(3, sign).contains(lightTheme().text.rgb()));
    }
}

void TestHttpLogPanel::clickChoosesConnectionAndPacket() {
    Shown shown;
    const LoadedCapture loaded = capture();
    shown.load(loaded);
    QSignalSpy chosen(&shown.panel, &HttpLogPanel::connectionChosen);
    QSignalSpy packet(&shown.panel, &HttpLogPanel::packetSelected);
    QTest::mouseClick(shown.panel.view()->viewport(), Qt::LeftButton, {},
                      shown.cell(2, HttpLogModel::Path).center());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toULongLong(), qulonglong(loaded.find(50'002, 80)->key));
    QCOMPARE(packet[0][0].toULongLong(), 8ULL); // the fourth packet of the second connection
    QTest::keyClick(shown.panel.view(), Qt::Key_Down);
    QTest::keyClick(shown.panel.view(), Qt::Key_Return);
    QCOMPARE(packet.count(), 2);
    QCOMPARE(packet[1][0].toULongLong(), 3ULL);
    // A connection nobody knows cannot be chosen, its packet can.
    ChangeSet changes;
    changes.http = loaded.changes.http;
    changes.http.resize(1);
    shown.log.clear();
    shown.log.append(changes, [](FlowNumber) { return nullptr; });
    QTest::mouseClick(shown.panel.view()->viewport(), Qt::LeftButton, {},
                      shown.cell(0, HttpLogModel::Path).center());
    QCOMPARE(chosen.count(), 2);
    QCOMPARE(packet.count(), 3);
}

void TestHttpLogPanel::filterFieldFilters() {
    Shown shown;
    shown.load(capture());
    QTest::keyClicks(shown.panel.filterField(), QStringLiteral("status:>=400"));
    QTRY_COMPARE(shown.log.rowCount(), 2);
    QVERIFY(shown.says(QStringLiteral("2 of 4 request")));
    QTest::keyClicks(shown.panel.filterField(), QStringLiteral(" host:nobody"));
    QTest::keyClick(shown.panel.filterField(), Qt::Key_Return); // at once
    QCOMPARE(shown.log.rowCount(), 0);
    QVERIFY(shown.says(QStringLiteral("No request matches")));
    shown.panel.filterField()->clear();
    QTRY_COMPARE(shown.log.rowCount(), 4);
}

void TestHttpLogPanel::wrongFilterIsToldInWords() {
    Shown shown;
    shown.load(capture());
    QTest::keyClicks(shown.panel.filterField(), QStringLiteral("status:fine"));
    QTRY_VERIFY(shown.says(QStringLiteral("A status is a number")));
    QVERIFY(!shown.panel.filterField()->accessibleDescription().isEmpty());
    shown.picture(QStringLiteral("http-wrong-light"));
    shown.panel.filterField()->setText(QStringLiteral("status:200"));
    QTRY_VERIFY(shown.says(QStringLiteral("1 of 4 request")));
}

void TestHttpLogPanel::exportIsAskedFor() {
    Shown shown;
    shown.load(capture());
    QSignalSpy asked(&shown.panel, &HttpLogPanel::exportRequested);
    QTest::mouseClick(shown.panel.findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(exportCsv(shown.log.shown()).count('\n'), 5);
}

void TestHttpLogPanel::narrowPanelKeepsWhatWasAsked() {
    Shown shown({560, 260});
    shown.load(capture());
    QVERIFY(shown.panel.view()->isColumnHidden(HttpLogModel::Connection));
    QVERIFY(!shown.panel.view()->isColumnHidden(HttpLogModel::Path));
    QVERIFY(!shown.panel.view()->isColumnHidden(HttpLogModel::Status));
    shown.picture(QStringLiteral("http-narrow-light"));
}

void TestHttpLogPanel::realCapture() {
    Shown shown;
    shown.load(LoadedCapture::sample("dpkt-nb6-pppoe-l2tp.pcap"));
    QVERIFY(shown.log.rowCount() > 0);
    QVERIFY(shown.log.index(0, HttpLogModel::Status)
                .data()
                .toString()
                .startsWith(QStringLiteral("200")));
    shown.picture(QStringLiteral("http-sample-light"));
}

void TestHttpLogPanel::darkTheme() {
    themes_.setChoice(ThemeChoice::Dark);
    Shown shown;
    shown.load(capture());
    const QRect cell = shown.cell(2, HttpLogModel::Status);
    const QImage image = shown.panel.view()->viewport()->grab(cell).toImage();
    QCOMPARE(image.pixelColor(1, 1), synoptic::darkTheme().base);
    shown.picture(QStringLiteral("http-dark"));
}

QTEST_MAIN(TestHttpLogPanel)
#include "tst_http_log_panel.moc"
