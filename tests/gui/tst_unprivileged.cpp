// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real program as a user without any right: the table is filled, and the window says what is
// missing and how to get it.
#include "tests/gui/as_nobody.h"

#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace synoptic::test;

namespace {

constexpr int kPatience = 20'000;

} // namespace

class TestUnprivileged : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theWindowShowsRowsAndSaysWhatIsMissing();
    void aPictureIsDrawn();

private:
    /// Of the program as nobody, with a home of its own.
    void prepare(QProcess& process) const;
    QJsonObject seen() const;
    QString probe() const { return folder_.home() + QStringLiteral("/seen.json"); }

    PublicFolder folder_;
};

void TestUnprivileged::initTestCase() {
    if (::geteuid() != 0)
        QSKIP("only root can become nobody");
    const QFileInfo program(QStringLiteral(SYNOPTIC_PROGRAM));
    for (const char* name : {"synoptic", "synoptic-capture", "synoptic-setup"})
        QVERIFY(
            folder_.addProgram(program.dir().filePath(QLatin1String(name)), QLatin1String(name)));
    QVERIFY(folder_.addProgram(QStringLiteral(WINDOW_PROBE), QStringLiteral("probe.so")));
}

void TestUnprivileged::prepare(QProcess& process) const {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    const QString home = folder_.home();
    for (const char* name : {"HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
                             "XDG_CACHE_HOME", "XDG_STATE_HOME"})
        environment.insert(QLatin1String(name), home);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(home);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setChildProcessModifier([] {
        if (::setgroups(0, nullptr) != 0 || ::setresgid(kNobody, kNobody, kNobody) != 0 ||
            ::setresuid(kNobody, kNobody, kNobody) != 0)
            ::_exit(98);
    });
}

QJsonObject TestUnprivileged::seen() const {
    QFile file(probe());
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

void TestUnprivileged::theWindowShowsRowsAndSaysWhatIsMissing() {
    QTcpServer server; // of another user: root
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, server.serverPort());
    QVERIFY(client.waitForConnected());
    QProcess process;
    prepare(process);
    QProcessEnvironment environment = process.processEnvironment();
    environment.insert(QStringLiteral("LD_PRELOAD"), folder_.path(QStringLiteral("probe.so")));
    environment.insert(QStringLiteral("SYNOPTIC_PROBE"), probe());
    environment.insert(QStringLiteral("ASAN_OPTIONS"),
                       QStringLiteral("detect_leaks=0:verify_asan_link_order=0"));
    process.setProcessEnvironment(environment);
    process.start(folder_.path(QStringLiteral("synoptic")), QStringList());
    QVERIFY(process.waitForStarted());
    const auto end = qScopeGuard([&] {
        process.kill();
        process.waitForFinished();
    });

    const auto has = [&](const char* what, const QStringList& words) {
        for (const QJsonValue& value : seen().value(QLatin1String(what)).toArray()) {
            const QString text = value.toString();
            if (std::all_of(words.begin(), words.end(),
                            [&](const QString& word) { return text.contains(word); }))
                return true;
        }
        return false;
    };
    const auto port = [](quint16 number) { return u'\t' + QString::number(number) + u'\t'; };
    const auto words = [&] {
        return qPrintable(QString::fromUtf8(QJsonDocument(seen()).toJson()) +
                          QString::fromLocal8Bit(process.readAll()));
    };
    // Both ends of root's connection, in their state.
    QVERIFY2(QTest::qWaitFor(
                 [&] {
                     return has("rows", {QStringLiteral("ESTABLISHED\t"), port(server.serverPort()),
                                         port(client.localPort()), QStringLiteral("other user")}) &&
                            has("rows", {QStringLiteral("LISTEN\t"), port(server.serverPort())});
                 },
                 kPatience),
             words());
    // What is missing, and the command that mends it.
    QVERIFY2(QTest::qWaitFor(
                 [&] {
                     return has("banners", {QStringLiteral("Running without extra rights."),
                                            QStringLiteral("every step"), QStringLiteral("packets"),
                                            QStringLiteral("processes of other users"),
                                            QStringLiteral("sudo ") +
                                                folder_.path(QStringLiteral("synoptic-setup"))});
                 },
                 kPatience),
             words());
    QFile status(QStringLiteral("/proc/%1/status").arg(process.processId()));
    QVERIFY(status.open(QIODevice::ReadOnly));
    QVERIFY(status.readAll().contains("Uid:\t65534\t65534\t65534\t65534\n"));
    ::kill(pid_t(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished(kPatience));
}

void TestUnprivileged::aPictureIsDrawn() {
    QProcess process;
    prepare(process);
    const QString picture = folder_.home() + QStringLiteral("/table.png");
    process.start(folder_.path(QStringLiteral("synoptic")),
                  {QStringLiteral("--screenshot"), picture, QStringLiteral("--view"),
                   QStringLiteral("table"), QStringLiteral("--duration"), QStringLiteral("1")});
    QVERIFY(process.waitForFinished(kPatience));
    QVERIFY2(process.exitCode() == 0, process.readAll().constData());
    QVERIFY(QImage(picture).width() > 300);
}

QTEST_GUILESS_MAIN(TestUnprivileged)
#include "tst_unprivileged.moc"
