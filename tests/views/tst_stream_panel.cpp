// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_details.h"
#include "tests/sources/loaded_capture.h"
#include "tests/sources/written_capture.h"
#include "views/common/segmented_control.h"
#include "views/packets/stream_ends.h"
#include "views/packets/stream_panel.h"
#include "views/packets/stream_view.h"
#include "views/theme/theme_manager.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace synoptic;
using namespace synoptic::test;

namespace {

/// The panel in a window, with a capture.
class Shown {
public:
    explicit Shown(LoadedCapture capture, QSize size = {900, 460}) : capture_(std::move(capture)) {
        details.setHistory(capture_.history());
        window.setCentralWidget(panel = new StreamPanel);
        panel->setPackets(&details);
        window.resize(size);
        window.show();
        QApplication::setActiveWindow(&window);
        if (!QTest::qWaitForWindowExposed(&window))
            qFatal("the panel did not show");
    }
    ~Shown() { panel->setPackets(nullptr); }

    bool open(std::uint16_t client, std::uint16_t server) {
        const ConnectionSnapshot* connection = capture_.find(client, server);
        if (!connection)
            return false;
        panel->show(*connection, capture_.detail(connection->key));
        return QTest::qWaitFor([this] { return !isBusy(); });
    }
    bool isBusy() const {
        return empty() == QStringLiteral("Reading packets…") || !view().isLaidOut() ||
               view().isSearching();
    }
    StreamView& view() const { return *panel->view(); }
    /// What stands in place of a conversation; empty if one does.
    QString empty() const {
        const auto labels = panel->findChildren<QLabel*>();
        for (const QLabel* label : labels)
            if (label->isVisibleTo(panel) && label->wordWrap() && label->margin() > 0)
                return label->text();
        return {};
    }
    QStringList lines() const {
        QStringList all;
        for (int i = 0; i < view().lines().count(); ++i)
            all << view().lineText(i);
        return all;
    }
    void choose(const QString& segment) {
        for (Segment* s : panel->findChildren<Segment*>())
            if (s->text() == segment)
                QTest::mouseClick(s, Qt::LeftButton);
        QTRY_VERIFY(!isBusy());
    }
    QString matches() const {
        for (const QLabel* label : panel->findChildren<QLabel*>())
            if (label->text().contains(QStringLiteral(" of ")) ||
                label->text().contains(QStringLiteral("match")))
                return label->text();
        return {};
    }
    QToolButton* tool(const QString& accessibleName) const {
        for (QToolButton* button : panel->findChildren<QToolButton*>())
            if (button->accessibleName() == accessibleName)
                return button;
        return nullptr;
    }
    QPushButton* button(const QString& text) const {
        for (QPushButton* b : panel->findChildren<QPushButton*>())
            if (b->text() == text)
                return b;
        return nullptr;
    }
    /// Where in the viewport a sign of a line is.
    QPoint pointOf(int line, int column) const {
        const double cell = QFontMetricsF(monoFont(12.5)).horizontalAdvance(QLatin1Char('0'));
        return {20 + static_cast<int>(std::round(cell * column)) + 1,
                view().lineRect(line).center().y()};
    }
    void picture(const QString& name) {
        const QString folder = qEnvironmentVariable("SYNOPTIC_TEST_PICTURES");
        if (folder.isEmpty())
            return;
        QTest::qWait(50);
        window.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
    }

    PacketDetails details;
    QMainWindow window;
    StreamPanel* panel = nullptr;

private:
    LoadedCapture capture_;
};

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestStreamPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(folder_.isValid()); }
    void cleanup() { themes_.setChoice(ThemeChoice::Light); }
    void showsBothEnds();
    void hexadecimalShowsTheBytes();
    void oneDirectionAlone();
    void gapsAreToldInWords();
    void hostileTextStaysText();
    void emptyStatesSayWhy();
    void searchGoesFromMatchToMatch();
    void keysAreThePanelsOwn();
    void selectionIsCopied();
    void doubleClickChoosesThePacket();
    void chunksByKey();
    void savesRawAndText();
    void savedFileIsForItsOwner();
    void savingAFailureIsTold();
    void longStreamsLoadOnDemand();
    void narrowWidthsWrapAndKeepTheirPlace();
    void aScrollBarThatJustFitsComesToRest();
    void theGuiThreadNeverWaits();
    void growsWithItsConnection();
    void coloursFollowTheTheme_data();
    void coloursFollowTheTheme();
    void marksAreReadable_data();
    void marksAreReadable();

private:
    LoadedCapture load(const WrittenCapture& capture, const char* name) {
        const QString path = folder_.filePath(QString::fromLatin1(name));
        if (!capture.save(path))
            qFatal("no capture was written");
        return LoadedCapture(path.toStdString());
    }
    static WrittenCapture talk() {
        WrittenCapture capture;
        capture.open(100, 500);
        capture.tcp(true, kAck | kPsh, 101, 501,
                    "POST /login HTTP/1.1\r\nHost: example.org\r\n\r\nuser=caf\xc3\xa9");
        capture.tcp(false, kAck, 501, 155, "HTTP/1.1 200 OK\r\n\r\n<b>welcome</b> \x1b[31m\x01");
        // A segment that was not captured, and two that were.
        capture.tcp(true, kAck, 1'615, 600, "and then this");
        capture.tcp(false, kAck, 600, 1'628, "fine");
        return capture;
    }
    QTemporaryDir folder_;
    ThemeManager themes_;
};

void TestStreamPanel::showsBothEnds() {
    Shown shown(LoadedCapture::sample("tcpdump-print-flags.pcap"));
    QVERIFY(shown.open(0, 80));
    QCOMPARE(shown.empty(), QString());
    const QStringList lines = shown.lines();
    QVERIFY(lines[0].startsWith(QStringLiteral("→ client")));
    QVERIFY2(lines[0].contains(QStringLiteral("packet 4")), qPrintable(lines[0]));
    QCOMPARE(lines[1], QStringLiteral("GET / HTTP/1.1"));
    QVERIFY(lines.contains(QStringLiteral("HTTP/1.1 200 OK")));
    const int answer = int(lines.indexOf(QStringLiteral("HTTP/1.1 200 OK")));
    QVERIFY(lines[answer - 1].startsWith(QStringLiteral("← server")));
    const auto ends = shown.panel->findChild<StreamEnds*>()->ends();
    QCOMPARE(ends[0].name, QStringLiteral("127.0.0.1:55920"));
    QCOMPARE(ends[1].name, QStringLiteral("127.0.0.1:80"));
    QVERIFY(ends[1].size.endsWith(QStringLiteral("KiB")));
    QCOMPARE(shown.panel->subject(), QStringLiteral("127.0.0.1:55920 ↔ 127.0.0.1:80"));
    shown.picture(QStringLiteral("stream-text-light"));
    // The one of the sample that came over L2TP in PPPoE.
    Shown tunnel(LoadedCapture::sample("dpkt-nb6-pppoe-l2tp.pcap"));
    QVERIFY(tunnel.open(0, 80));
    QVERIFY(tunnel.lines()[1].contains(QStringLiteral("HTTP/1.")));
}

void TestStreamPanel::hexadecimalShowsTheBytes() {
    Shown shown(load(talk(), "hex.pcap"));
    QVERIFY(shown.open(0, 80));
    shown.choose(QStringLiteral("Hex"));
    const QStringList lines = shown.lines();
    QVERIFY(lines[0].startsWith(QStringLiteral("→ client")));
    QCOMPARE(lines[1], QStringLiteral("00000000  50 4f 53 54 20 2f 6c 6f  67 69 6e 20 48 54 54 50  "
                                      "POST /login HTTP"));
    QVERIFY(lines[2].startsWith(QStringLiteral("00000010  2f 31")));
    shown.picture(QStringLiteral("stream-hex-light"));
    // Half as many in a row where there is no room.
    shown.window.resize(500, 400);
    QTRY_COMPARE(shown.lines().value(1),
                 QStringLiteral("00000000  50 4f 53 54 20 2f 6c 6f  POST /lo"));
    shown.choose(QStringLiteral("Text"));
    QCOMPARE(shown.lines()[1], QStringLiteral("POST /login HTTP/1.1"));
    // The line that names a message comes along.
    shown.window.resize(500, 200);
    shown.choose(QStringLiteral("Hex"));
    QVERIFY(shown.view().verticalScrollBar()->maximum() > 0);
    QCOMPARE(shown.view().verticalScrollBar()->value(), 0);
}

void TestStreamPanel::oneDirectionAlone() {
    Shown shown(load(talk(), "one.pcap"));
    QVERIFY(shown.open(0, 80));
    shown.choose(QStringLiteral("Server"));
    for (const QString& line : shown.lines())
        QVERIFY2(!line.startsWith(QStringLiteral("→")), qPrintable(line));
    QVERIFY(shown.lines().contains(QStringLiteral("fine")));
    shown.choose(QStringLiteral("Client"));
    QVERIFY(shown.lines().contains(QStringLiteral("and then this")));
    QVERIFY(!shown.lines().contains(QStringLiteral("fine")));
    shown.choose(QStringLiteral("Both"));
    QVERIFY(shown.lines().contains(QStringLiteral("fine")));

    WrittenCapture monologue;
    monologue.open(100, 500).tcp(false, kAck, 501, 101, "hello");
    Shown half(load(monologue, "half.pcap"));
    QVERIFY(half.open(0, 80));
    half.choose(QStringLiteral("Client"));
    QCOMPARE(half.empty(), QStringLiteral("The client sent no data"));
    half.choose(QStringLiteral("Both"));
    QCOMPARE(half.empty(), QString());
}

void TestStreamPanel::gapsAreToldInWords() {
    Shown shown(load(talk(), "gaps.pcap"));
    QVERIFY(shown.open(0, 80));
    const QStringList gaps =
        shown.lines().filter(QStringLiteral("not captured"), Qt::CaseSensitive);
    QCOMPARE(gaps.size(), 2);
    QVERIFY(gaps[0].startsWith(QStringLiteral("← server 59 byte")));
    QVERIFY(gaps[1].startsWith(QStringLiteral("→ client 1,461 byte")));
    const auto ends = shown.panel->findChild<StreamEnds*>()->ends();
    QCOMPARE(ends[0].gaps, QStringLiteral("and 1.4 KiB not captured"));
    shown.picture(QStringLiteral("stream-gaps-light"));

    WrittenCapture cut(80, 64);
    cut.open(100, 500).tcp(true, kAck, 101, 501, "GET /index.html HTTP/1.1\r\n");
    Shown short64(load(cut, "cut.pcap"));
    QVERIFY(short64.open(0, 80));
    QCOMPARE(short64.lines()[1], QStringLiteral("GET /index"));
    QVERIFY(short64.lines()[2].startsWith(QStringLiteral("→ client 16 byte")));
    QVERIFY(short64.lines()[2].contains(QStringLiteral("only the beginning of each packet")));
}

void TestStreamPanel::hostileTextStaysText() {
    Shown shown(load(talk(), "hostile.pcap"));
    QVERIFY(shown.open(0, 80));
    QVERIFY(shown.lines().contains(QStringLiteral("<b>welcome</b> \\x1b[31m\\x01")));
    QVERIFY(shown.lines().contains(QStringLiteral("user=café")));
    for (const QLabel* label : shown.panel->findChildren<QLabel*>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestStreamPanel::emptyStatesSayWhy() {
    WrittenCapture silent;
    silent.open(100, 500).tcp(true, kRst | kAck, 101, 501);
    Shown shown(load(silent, "silent.pcap"));
    QCOMPARE(shown.empty(), QStringLiteral("Select a connection to see what its ends said"));
    QVERIFY(shown.open(0, 80));
    QCOMPARE(shown.empty(), QStringLiteral("No data was sent"));
    QVERIFY(!shown.panel->findField()->isEnabled());
    shown.picture(QStringLiteral("stream-empty-light"));

    ConnectionSnapshot polled;
    polled.key = 99;
    shown.panel->show(polled, {});
    QCOMPARE(shown.empty(), QStringLiteral("No packet of this connection was captured"));
    polled.role = Role::Listener;
    shown.panel->show(polled, {});
    QVERIFY(shown.empty().startsWith(QStringLiteral("A listening socket")));
    polled.role = Role::Client;
    shown.details.setHistory(nullptr);
    shown.panel->show(polled, {});
    QVERIFY(shown.empty().startsWith(QStringLiteral("No packets are captured")));

    WrittenCapture headers(80, 54);
    headers.open(100, 500).tcp(true, kAck, 101, 501, "GET / HTTP/1.1\r\n");
    Shown none(load(headers, "headers.pcap"));
    QVERIFY(none.open(0, 80));
    QCOMPARE(none.empty(), QStringLiteral("No payload was captured: record payload (whole packets) "
                                          "to see text"));
}

void TestStreamPanel::searchGoesFromMatchToMatch() {
    Shown shown(load(talk(), "search.pcap"));
    QVERIFY(shown.open(0, 80));
    QTest::keyClicks(shown.panel->findField(), QStringLiteral("http"));
    QTRY_COMPARE(shown.matches(), QStringLiteral("1 of 2"));
    QTest::mouseClick(shown.tool(QStringLiteral("Next match")), Qt::LeftButton);
    QCOMPARE(shown.matches(), QStringLiteral("2 of 2"));
    QTest::keyClick(shown.panel->findField(), Qt::Key_Return);
    QCOMPARE(shown.matches(), QStringLiteral("1 of 2"));
    QTest::mouseClick(shown.tool(QStringLiteral("Previous match")), Qt::LeftButton);
    QCOMPARE(shown.matches(), QStringLiteral("2 of 2"));
    shown.picture(QStringLiteral("stream-search-light"));
    // In one direction, that direction's.
    shown.choose(QStringLiteral("Client"));
    QTRY_COMPARE(shown.matches(), QStringLiteral("1 of 1"));
    shown.choose(QStringLiteral("Both"));
    shown.panel->findField()->setText(QStringLiteral("\\x1b["));
    QTRY_COMPARE(shown.matches(), QStringLiteral("1 of 1"));
    shown.panel->findField()->setText(QStringLiteral("nowhere"));
    QTRY_COMPARE(shown.matches(), QStringLiteral("no match"));
    QVERIFY(!shown.tool(QStringLiteral("Next match"))->isEnabled());
    // A search far below brings its match into sight.
    WrittenCapture capture;
    capture.open(100, 500).tcp(false, kAck, 501, 101, QByteArray("line\n").repeated(5'000));
    capture.tcp(false, kAck, 25'501, 101, "needle\n");
    Shown far(load(capture, "far.pcap"));
    QVERIFY(far.open(0, 80));
    far.panel->findField()->setText(QStringLiteral("needle"));
    QTRY_COMPARE(far.matches(), QStringLiteral("1 of 1"));
    const int line = int(far.lines().indexOf(QStringLiteral("needle")));
    QVERIFY(far.view().viewport()->rect().contains(far.view().lineRect(line)));
}

/// Whatever the window does with Ctrl+F and F3.
void TestStreamPanel::keysAreThePanelsOwn() {
    Shown shown(load(talk(), "keys.pcap"));
    QVERIFY(shown.open(0, 80));
    QAction filter(&shown.window);
    filter.setShortcut(QKeySequence::Find);
    shown.window.addAction(&filter);
    QSignalSpy triggered(&filter, &QAction::triggered);
    shown.view().setFocus();
    QTest::keyClick(&shown.view(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(shown.panel->findField()->hasFocus());
    QCOMPARE(triggered.count(), 0);
    QTest::keyClicks(shown.panel->findField(), QStringLiteral("http"));
    QTRY_COMPARE(shown.matches(), QStringLiteral("1 of 2"));
    QTest::keyClick(shown.panel->findField(), Qt::Key_F3);
    QCOMPARE(shown.matches(), QStringLiteral("2 of 2"));
    QTest::keyClick(shown.panel->findField(), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(shown.matches(), QStringLiteral("1 of 2"));
    QTest::keyClick(shown.panel->findField(), Qt::Key_Escape);
    QVERIFY(shown.panel->findField()->text().isEmpty() && shown.view().hasFocus());
}

void TestStreamPanel::selectionIsCopied() {
    Shown shown(load(talk(), "copy.pcap"));
    QVERIFY(shown.open(0, 80));
    QWidget* viewport = shown.view().viewport();
    const QPoint from = shown.pointOf(1, 5), to = shown.pointOf(2, 4);
    QTest::mousePress(viewport, Qt::LeftButton, {}, from);
    QTest::mouseMove(viewport, to);
    QMouseEvent move(QEvent::MouseMove, to, viewport->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                     {});
    QApplication::sendEvent(viewport, &move);
    QTest::mouseRelease(viewport, Qt::LeftButton, {}, to);
    shown.picture(QStringLiteral("stream-selection-light"));
    QTest::keyClick(&shown.view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("/login HTTP/1.1\nHost"));
    // All of it, with names, as what a terminal would obey was escaped.
    QTest::mouseClick(viewport, Qt::LeftButton, {}, from);
    QSignalSpy told(shown.panel, &StreamPanel::told);
    QTest::mouseClick(shown.tool(QStringLiteral("Copy")), Qt::LeftButton);
    QCOMPARE(told.count(), 1);
    const QString all = QApplication::clipboard()->text();
    QVERIFY(all.startsWith(QStringLiteral("→ client\nPOST /login HTTP/1.1\n")));
    QVERIFY(all.contains(QStringLiteral("← server\nHTTP/1.1 200 OK\n\n<b>welcome</b> \\x1b[31m")));
    QVERIFY(all.contains(QStringLiteral("[1,461 byte")));
    QVERIFY(!all.contains(QChar(0x1b)));
}

void TestStreamPanel::doubleClickChoosesThePacket() {
    WrittenCapture capture;
    capture.open(100, 500).tcp(true, kAck, 101, 501, "one\n").tcp(true, kAck, 105, 501, "two\n");
    Shown shown(load(capture, "packet.pcap"));
    QVERIFY(shown.open(0, 80));
    QSignalSpy chosen(shown.panel, &StreamPanel::packetChosen);
    for (const auto& [line, packet] : {std::pair(0, 3), std::pair(1, 3), std::pair(2, 4)}) {
        QTest::mouseDClick(shown.view().viewport(), Qt::LeftButton, {}, shown.pointOf(line, 1));
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.takeFirst()[0].toULongLong(), qulonglong(packet));
    }
    QTest::mouseDClick(shown.view().viewport(), Qt::LeftButton, {}, {200, 300}); // below all
    QCOMPARE(chosen.count(), 0);
}

void TestStreamPanel::chunksByKey() {
    Shown shown(load(talk(), "chunks.pcap"));
    QVERIFY(shown.open(0, 80));
    QSignalSpy chosen(shown.panel, &StreamPanel::packetChosen);
    shown.view().setFocus();
    QTest::keyClick(&shown.view(), Qt::Key_Return);
    QCOMPARE(chosen.count(), 0);
    QTest::keyClick(&shown.view(), Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClick(&shown.view(), Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClick(&shown.view(), Qt::Key_Return);
    QCOMPARE(chosen.takeFirst()[0].toULongLong(), 4ULL); // the server's answer
    QTest::keyClick(&shown.view(), Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClick(&shown.view(), Qt::Key_Return);
    QCOMPARE(chosen.takeFirst()[0].toULongLong(), 3ULL);
}

void TestStreamPanel::savesRawAndText() {
    Shown shown(load(talk(), "save.pcap"));
    QVERIFY(shown.open(0, 80));
    QSignalSpy saved(shown.panel, &StreamPanel::saved);
    const QString raw = folder_.filePath(QStringLiteral("client.bin"));
    shown.panel->saveTo(raw, StreamPanel::Saved::ClientBytes);
    QVERIFY(saved.wait());
    QCOMPARE(saved[0][0].toString(), raw);
    QCOMPARE(saved[0][1].toULongLong(), 1'461ULL);
    QCOMPARE(contents(raw), QByteArray("POST /login HTTP/1.1\r\nHost: example.org\r\n\r\n"
                                       "user=caf\xc3\xa9"
                                       "and then this"));
    const QString text = folder_.filePath(QStringLiteral("talk.txt"));
    shown.panel->saveTo(text, StreamPanel::Saved::Text);
    QVERIFY(saved.wait());
    QVERIFY(contents(text).startsWith("→ client 192.0.2.7:50212"));
    QVERIFY(contents(text).contains("[1461 bytes not captured]\n"));
    shown.choose(QStringLiteral("Server"));
    shown.panel->saveTo(text, StreamPanel::Saved::Text);
    QVERIFY(saved.wait());
    QVERIFY(contents(text).startsWith("← server 198.51.100.3:80"));
    QVERIFY(!contents(text).contains("client"));
}

void TestStreamPanel::savedFileIsForItsOwner() {
    Shown shown(load(talk(), "owner.pcap"));
    QVERIFY(shown.open(0, 80));
    QSignalSpy saved(shown.panel, &StreamPanel::saved);
    const QString path = folder_.filePath(QStringLiteral("secret.txt"));
    QFile before(path);
    QVERIFY(before.open(QIODevice::WriteOnly) &&
            before.setPermissions(QFileDevice::Permissions(0x6644)));
    before.close();
    shown.panel->saveTo(path, StreamPanel::Saved::Text);
    QVERIFY(saved.wait());
    const auto all = QFileInfo(path).permissions();
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther |
                        QFileDevice::WriteOther;
    QVERIFY(!(all & others));
    QVERIFY(all.testFlag(QFileDevice::ReadOwner));
}

void TestStreamPanel::savingAFailureIsTold() {
    Shown shown(load(talk(), "fails.pcap"));
    QVERIFY(shown.open(0, 80));
    QSignalSpy failed(shown.panel, &StreamPanel::saveFailed);
    shown.panel->saveTo(folder_.filePath(QStringLiteral("no/such/folder")),
                        StreamPanel::Saved::Text);
    QVERIFY(failed.wait());
    QVERIFY(!failed[0][1].toString().isEmpty());
    QTRY_VERIFY(shown.button(QStringLiteral("Save as"))->isEnabled());
    // A device is written to, not exchanged for a file.
    QSignalSpy saved(shown.panel, &StreamPanel::saved);
    shown.panel->saveTo(QStringLiteral("/dev/null"), StreamPanel::Saved::Text);
    QVERIFY(saved.wait());
    QVERIFY(!QFileInfo(QStringLiteral("/dev/null")).isFile());
}

void TestStreamPanel::longStreamsLoadOnDemand() {
    WrittenCapture capture;
    capture.open(100, 500);
    QByteArray all;
    for (std::uint32_t i = 0; i < 100; ++i) {
        const QByteArray part = QByteArray::number(i).rightJustified(9, '.') + '\n';
        const QByteArray payload = part.repeated(5'000);
        capture.tcp(false, kAck, 501 + 50'000 * i, 101, payload);
        all += payload;
    }
    Shown shown(load(capture, "long.pcap"));
    QVERIFY(shown.open(0, 80));
    QPushButton* more = shown.button(QStringLiteral("Load more"));
    QVERIFY(more->isVisible());
    const int lines = shown.view().lines().count();
    QVERIFY(lines > 90'000 && lines < 120'000);
    shown.picture(QStringLiteral("stream-long-light"));
    // What is saved is all of it.
    QSignalSpy saved(shown.panel, &StreamPanel::saved);
    const QString path = folder_.filePath(QStringLiteral("server.bin"));
    shown.panel->saveTo(path, StreamPanel::Saved::ServerBytes);
    QVERIFY(saved.wait());
    QVERIFY(contents(path) == all);
    QTest::mouseClick(more, Qt::LeftButton);
    QTRY_VERIFY(!more->isVisible() && !shown.isBusy());
    QCOMPARE(shown.view().lines().count(), 500'001);
    QTest::keyClick(&shown.view(), Qt::Key_End);
    QCOMPARE(shown.view().lineText(500'000), QStringLiteral(".......99"));
    QVERIFY(shown.view().viewport()->rect().contains(shown.view().lineRect(500'000)));
}

void TestStreamPanel::narrowWidthsWrapAndKeepTheirPlace() {
    WrittenCapture capture;
    capture.open(100, 500);
    QByteArray text;
    for (int i = 0; i < 900; ++i)
        text += "line " + QByteArray::number(i) + ' ' + QByteArray(90, 'x') + '\n';
    for (int at = 0; at < text.size(); at += 40'000)
        capture.tcp(false, kAck, 501 + static_cast<std::uint32_t>(at), 101, text.mid(at, 40'000));
    Shown shown(load(capture, "narrow.pcap"), {1'000, 400});
    QVERIFY(shown.open(0, 80));
    QCOMPARE(shown.view().lines().count(), 901);
    shown.view().verticalScrollBar()->setValue(501);
    const QString top = shown.view().lineText(501);
    QVERIFY(top.startsWith(QStringLiteral("line 500 ")));
    shown.window.resize(440, 400);
    QTRY_VERIFY(!shown.isBusy());
    QTRY_COMPARE(shown.view().lines().count(), 1'801);
    QTRY_VERIFY(top.startsWith(shown.view().lineText(shown.view().verticalScrollBar()->value())));
    shown.picture(QStringLiteral("stream-narrow-light"));
}

/// Lines that fit without a scroll bar and not beside it: the one must not chase the other.
void TestStreamPanel::aScrollBarThatJustFitsComesToRest() {
    WrittenCapture capture;
    capture.open(100, 500);
    QByteArray text;
    for (int i = 0; i < 12; ++i)
        text += QByteArray(78 + i, 'x') + '\n';
    capture.tcp(false, kAck, 501, 101, text);
    Shown shown(load(capture, "fits.pcap"), {700, 300});
    QVERIFY(shown.open(0, 80));
    for (int height = 180; height < 420; height += 5) {
        for (int width = 690; width < 700; width += 3) {
            shown.window.resize(width, height);
            QTRY_VERIFY_WITH_TIMEOUT(shown.view().isLaidOut(), 1000);
        }
    }
    QVERIFY(shown.view().lines().count() >= 13);
}

/// However much there is: what the event loop does at a time stays short. Generous, for a machine
/// that is busy with other things.
void TestStreamPanel::theGuiThreadNeverWaits() {
    WrittenCapture capture;
    capture.open(100, 500);
    for (std::uint32_t i = 0; i < 140; ++i) // no line ends, and much to escape
        capture.tcp(false, kAck, 501 + 60'000 * i, 101, QByteArray(60'000, char(i)));
    Shown shown(load(capture, "wait.pcap"));
    QVERIFY(shown.open(0, 80));
    QTest::mouseClick(shown.button(QStringLiteral("Load more")), Qt::LeftButton);
    shown.panel->findField()->setText(QStringLiteral("\\x09\\x09"));
    qint64 longest = 0;
    QElapsedTimer total;
    total.start();
    while (total.elapsed() < 60'000 &&
           (shown.isBusy() || shown.button(QStringLiteral("Load more"))->isVisible())) {
        QElapsedTimer one;
        one.start();
        QCoreApplication::processEvents();
        longest = qMax(longest, one.elapsed());
    }
    qInfo("8 MiB of escapes took %lld ms, no more than %lld ms at a time", total.elapsed(),
          longest);
    QVERIFY(!shown.isBusy());
    QVERIFY(longest < 500);
}

void TestStreamPanel::growsWithItsConnection() {
    const LoadedCapture capture = load(talk(), "grow.pcap");
    PacketDetails details;
    details.setHistory(capture.history());
    StreamPanel panel;
    panel.resize(900, 400);
    panel.show();
    panel.setPackets(&details);
    ConnectionSnapshot connection = *capture.find(0, 80);
    const WirePlace whole = connection.wire;
    connection.wire.lastPacket = 3;
    panel.show(connection, {});
    QTRY_COMPARE(panel.view()->lines().count(), 5);
    connection.wire = whole;
    panel.show(connection, {});
    QTRY_VERIFY(panel.view()->lines().count() > 10);
    panel.clear();
    QCOMPARE(panel.view()->lines().count(), 0);
    panel.setPackets(nullptr);
}

void TestStreamPanel::coloursFollowTheTheme_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestStreamPanel::coloursFollowTheTheme() {
    QFETCH(bool, dark);
    themes_.setChoice(dark ? ThemeChoice::Dark : ThemeChoice::Light);
    Shown shown(load(talk(), "theme.pcap"));
    QVERIFY(shown.open(0, 80));
    const QImage image = shown.view().viewport()->grab().toImage();
    const Theme& theme = dark ? darkTheme() : lightTheme();
    QCOMPARE(image.pixelColor(9, shown.view().lineRect(1).center().y()), theme.accent);
    const int server = int(shown.lines().indexOf(QStringLiteral("HTTP/1.1 200 OK")));
    QCOMPARE(image.pixelColor(9, shown.view().lineRect(server).center().y()), theme.ok.foreground);
    QCOMPARE(image.pixelColor(2, 2), theme.base);
    shown.picture(dark ? QStringLiteral("stream-theme-dark")
                       : QStringLiteral("stream-theme-light"));
}

void TestStreamPanel::marksAreReadable_data() {
    coloursFollowTheTheme_data();
}

/// 4.5:1 for everything that is written, WCAG 2.1, 1.4.3.
void TestStreamPanel::marksAreReadable() {
    QFETCH(bool, dark);
    const Theme& t = dark ? darkTheme() : lightTheme();
    const auto luminance = [](const QColor& color) {
        const auto linear = [](double c) {
            return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
               0.0722 * linear(color.blueF());
    };
    const auto contrast = [&](const QColor& a, const QColor& b) {
        const double x = luminance(a), y = luminance(b);
        return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
    };
    const std::pair<QColor, QColor> pairs[] = {{t.accent, t.base},
                                               {t.ok.foreground, t.base},
                                               {t.muted, t.base},
                                               {t.accent, t.selection},
                                               {t.ok.foreground, t.selection},
                                               {t.muted, t.selection},
                                               {t.accent, t.selectionInactive},
                                               {t.ok.foreground, t.selectionInactive},
                                               {t.onAccent, t.accent},
                                               {t.warning.foreground, t.warning.background}};
    for (const auto& [ink, ground] : pairs)
        QVERIFY2(contrast(ink, ground) >= 4.5,
                 qPrintable(ink.name() + QLatin1Char(' ') + ground.name() + QLatin1Char(' ') +
                            QString::number(contrast(ink, ground))));
}

QTEST_MAIN(TestStreamPanel)
#include "tst_stream_panel.moc"
