// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself, drawing pictures without a display, and refusing wrong usage.
#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <functional>

class ScreenshotTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    struct Outcome {
        int status = -1;
        QByteArray output, error;
    };

    Outcome run(const QStringList& arguments, const std::function<void()>& inChild = {}) {
        QProcess process;
        if (inChild)
            process.setChildProcessModifier(inChild);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QLatin1String(name));
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"),
                           folder_.filePath(QStringLiteral("config")));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(SYNOPTIC_PROGRAM), arguments);
        if (!process.waitForFinished(60000))
            process.kill();
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                process.readAllStandardOutput(), process.readAllStandardError()};
    }
    Outcome draw(const QString& path, const QStringList& more) {
        return run(QStringList{QStringLiteral("--screenshot"), path, QStringLiteral("--duration"),
                               QStringLiteral("1")} +
                   more);
    }
    static QStringList words(const char* text) {
        return QString::fromLatin1(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    }

private Q_SLOTS:
    void everyViewIsDrawnAtTheSizeAsked_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QSize>("size");
        QTest::newRow("window") << QStringLiteral("--size 1200x800") << QSize(1200, 800);
        QTest::newRow("small window") << QStringLiteral("--size 900x600") << QSize(900, 600);
        QTest::newRow("dark") << QStringLiteral("--theme dark") << QSize(1440, 900);
        QTest::newRow("table") << QStringLiteral("--view table --size 800x400") << QSize(800, 400);
        QTest::newRow("diagram") << QStringLiteral("--view diagram --size 1800x1200")
                                 << QSize(1800, 1200);
        QTest::newRow("chart") << QStringLiteral("--view chart --size 700x300") << QSize(700, 300);
    }
    void everyViewIsDrawnAtTheSizeAsked() {
        QFETCH(QString, arguments);
        QFETCH(QSize, size);
        const QString path = folder_.filePath(QStringLiteral("picture.png"));
        const Outcome outcome = draw(path, words(arguments.toLatin1().constData()));
        QVERIFY2(outcome.status == 0, outcome.error.constData());
        QVERIFY2(outcome.error.isEmpty(), outcome.error.constData());
        const QImage image(path);
        QCOMPARE(image.size(), size);
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 3) {
            for (int x = 0; x < image.width(); x += 3)
                colours << image.pixel(x, y);
        }
        QVERIFY(colours.size() > 20);
        if (arguments.contains(QLatin1String("dark")))
            QVERIFY(image.pixelColor(700, 14).lightness() < 80);
        // The user's settings stay untouched: no folder for them was made.
        QVERIFY(!QDir(folder_.filePath(QStringLiteral("config"))).exists());
    }

    void diagramAndChartAreAlsoDrawnAsSvg() {
        for (const char* view : {"diagram", "chart"}) {
            const QString path = folder_.filePath(QStringLiteral("drawing.svg"));
            const Outcome outcome = draw(path, {QStringLiteral("--view"), QLatin1String(view)});
            QVERIFY2(outcome.status == 0, outcome.error.constData());
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(file.readAll().contains("<svg"));
        }
    }

    void aConnectionIsSelectedByItsTuple() {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, server.serverPort());
        QVERIFY(socket.waitForConnected());
        const QString tuple = QStringLiteral("127.0.0.1:%1-127.0.0.1:%2")
                                  .arg(socket.localPort())
                                  .arg(server.serverPort());
        const QString path = folder_.filePath(QStringLiteral("selected.png"));
        const Outcome outcome = draw(path, {QStringLiteral("--select"), tuple});
        QVERIFY2(outcome.status == 0, outcome.error.constData());
        const Outcome none =
            draw(path, {QStringLiteral("--select"), QStringLiteral("127.0.0.1:1-127.0.0.1:2")});
        QCOMPARE(none.status, 1);
        QVERIFY(none.error.contains("no such connection"));
    }

    void aCaptureIsDrawnAsItStoodAtAMoment() {
        const QString capture =
            QStringLiteral(SYNOPTIC_TEST_DATA "/samples/tcpdump-print-flags.pcap");
        const auto drawn = [&](const QStringList& more) {
            const QString path = folder_.filePath(QStringLiteral("capture.png"));
            QFile::remove(path);
            const Outcome outcome =
                run(QStringList{QStringLiteral("--screenshot"), path, capture,
                                QStringLiteral("--view"), QStringLiteral("diagram")} +
                    more);
            return outcome.status == 0 ? QImage(path) : QImage();
        };
        const QImage end = drawn({});
        const QImage opening = drawn({QStringLiteral("--at"), QStringLiteral("0")});
        QVERIFY(!end.isNull() && !opening.isNull() && end != opening);
        // By its number, from 0, and by its ends.
        const QImage numbered = drawn({QStringLiteral("--connection"), QStringLiteral("0")});
        const QImage named =
            drawn({QStringLiteral("--select"), QStringLiteral("127.0.0.1:55920-127.0.0.1:80")});
        QVERIFY(!numbered.isNull() && numbered == named && numbered != end);
        QVERIFY(drawn({QStringLiteral("--connection"), QStringLiteral("7")}).isNull());
    }

    void theLadderOfAConnectionIsDrawn() {
        const QString capture =
            QStringLiteral(SYNOPTIC_TEST_DATA "/samples/tcpdump-print-flags.pcap");
        const QString png = folder_.filePath(QStringLiteral("ladder.png"));
        const QString svg = folder_.filePath(QStringLiteral("ladder.svg"));
        for (const QString& path : {png, svg}) {
            const Outcome outcome =
                run(QStringList{QStringLiteral("--screenshot"), path, capture} +
                    words("--view ladder --connection 0 --size 800x500 --language en"));
            QVERIFY2(outcome.status == 0, outcome.error.constData());
        }
        QCOMPARE(QImage(png).size(), QSize(800, 500));
        QFile file(svg);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray drawing = file.readAll();
        // The handshake with its numbers, the request the packets carry, and where it ended.
        for (const char* text : {"SYN", "GET /", "TIME-WAIT"})
            QVERIFY2(drawing.contains(text), text);
    }

    void aCaptureThatCannotBeReadIsTold() {
        const Outcome outcome =
            run({QStringLiteral("--screenshot"), folder_.filePath(QStringLiteral("none.png")),
                 QStringLiteral("missing.pcap")});
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.error.contains("missing.pcap") && outcome.error.contains("No such file"),
                 outcome.error.constData());
        QCOMPARE(outcome.error.count('\n'), 1);
        QVERIFY(!QFile::exists(folder_.filePath(QStringLiteral("none.png"))));
    }

    void wrongUsageIsRefusedInWords_data() {
        QTest::addColumn<QString>("arguments");
        QTest::newRow("unknown option") << QStringLiteral("--frobnicate");
        QTest::newRow("two capture files") << QStringLiteral("one.pcap two.pcap");
        QTest::newRow("a moment without a capture") << QStringLiteral("--screenshot a.png --at 1");
        QTest::newRow("svg of the window") << QStringLiteral("--screenshot a.svg");
        QTest::newRow("svg of the table") << QStringLiteral("--screenshot a.svg --view table");
        QTest::newRow("other suffix") << QStringLiteral("--screenshot a.jpg");
        QTest::newRow("unknown view") << QStringLiteral("--screenshot a.png --view pie");
        QTest::newRow("a ladder of nothing") << QStringLiteral("--screenshot a.png --view ladder");
        QTest::newRow("a ladder of no connection")
            << QStringLiteral("--screenshot a.png --view ladder a.pcap");
        QTest::newRow("bad size") << QStringLiteral("--screenshot a.png --size 10x10");
        QTest::newRow("bad theme") << QStringLiteral("--screenshot a.png --theme pink");
        QTest::newRow("bad language") << QStringLiteral("--screenshot a.png --language xx");
        QTest::newRow("bad tuple") << QStringLiteral("--screenshot a.png --select here-there");
        QTest::newRow("bad id") << QStringLiteral("--screenshot a.png --connection -1");
        QTest::newRow("bad duration") << QStringLiteral("--screenshot a.png --duration nan");
        QTest::newRow("view alone") << QStringLiteral("--view table");
    }
    void wrongUsageIsRefusedInWords() {
        QFETCH(QString, arguments);
        const Outcome outcome = run(words(arguments.toLatin1().constData()));
        QCOMPARE(outcome.status, 2);
        QVERIFY(outcome.error.startsWith("synoptic: "));
        QCOMPARE(outcome.error.count('\n'), 1);
        QVERIFY(outcome.output.isEmpty());
    }

    void helpAndVersionWorkWithoutADisplay() {
        const Outcome help = run({QStringLiteral("--help")});
        QCOMPARE(help.status, 0);
        QVERIFY(help.output.contains("--screenshot"));
        const Outcome version = run({QStringLiteral("--version")});
        QCOMPARE(version.status, 0);
        QVERIFY(version.output.startsWith("synoptic "));
        const Outcome window = run({});
        QCOMPARE(window.status, 1);
        QVERIFY(window.error.contains("no display"));
    }

    void aFileThatCannotBeWrittenIsTold() {
        const Outcome outcome =
            draw(QStringLiteral("/nonexistent/folder/a.png"), words("--view table"));
        QCOMPARE(outcome.status, 1);
        QVERIFY(outcome.error.contains("/nonexistent/folder/a.png"));
    }

    void aFullDiskIsToldAndNothingHalfWrittenStays_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("view");
        QTest::newRow("png") << QStringLiteral("full.png") << QStringLiteral("table");
        QTest::newRow("diagram") << QStringLiteral("full.svg") << QStringLiteral("diagram");
        QTest::newRow("chart") << QStringLiteral("full.svg") << QStringLiteral("chart");
    }
    void aFullDiskIsToldAndNothingHalfWrittenStays() {
        QFETCH(QString, name);
        QFETCH(QString, view);
        QDir(folder_.path()).mkdir(QStringLiteral("full"));
        const QDir full(folder_.filePath(QStringLiteral("full")));
        const Outcome outcome =
            run({QStringLiteral("--screenshot"), full.filePath(name), QStringLiteral("--view"),
                 view, QStringLiteral("--duration"), QStringLiteral("1")},
                [] {
                    // No file may grow: as on a full disk, but for the reason.
                    ::signal(SIGXFSZ, SIG_IGN);
                    const rlimit none{1024, 1024};
                    ::setrlimit(RLIMIT_FSIZE, &none);
                });
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.error.count('\n') == 1 && outcome.error.contains("File too large") &&
                     outcome.error.contains("choose another place"),
                 outcome.error.constData());
        QCOMPARE(full.entryList(QDir::Files | QDir::Hidden), QStringList());
    }

    void aDeviceIsWrittenToAndStays() {
        const QString path = folder_.filePath(QStringLiteral("device.png"));
        QVERIFY(QFile::link(QStringLiteral("/dev/full"), path));
        const Outcome outcome = draw(path, words("--view table"));
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.error.count('\n') == 1 && outcome.error.contains("No space left"),
                 outcome.error.constData());
        struct stat info {};
        QVERIFY(::stat("/dev/full", &info) == 0 && S_ISCHR(info.st_mode));
    }
};

QTEST_GUILESS_MAIN(ScreenshotTest)
#include "tst_screenshot.moc"
