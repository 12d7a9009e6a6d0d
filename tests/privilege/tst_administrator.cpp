// SPDX-License-Identifier: GPL-3.0-or-later
//
// The helper started through a real pkexec, by users whom check_pkexec.sh has given rights: the
// source, and the window's button. Started by itself it skips.
#include "model/sources/linux/kernel_trace_source.h"
#include "model/sources/linux/live_packets_source.h"
#include "model/tracking/connection_tracker.h"
#include "tests/gui/window_fixture.h"
#include "views/common/banner.h"
#include "views/window/status_line.h"

#include <QFile>
#include <QPushButton>

#include <pwd.h>
#include <unistd.h>

using namespace synoptic;
using Trouble = SourceStatus::Trouble;

namespace {

constexpr int kPatience = 15'000;

bool settle(ObservationSource& source, ConnectionTracker& tracker) {
    return QTest::qWaitFor(
        [&] {
            if (source.due() <= ObservationSource::Clock::now() || source.descriptor() >= 0)
                source.collect(tracker, {});
            return source.status().health != SourceStatus::Health::Starting;
        },
        kPatience);
}

QByteArray statusLine(pid_t pid, const char* key) {
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    file.open(QIODevice::ReadOnly);
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith(key))
            return line.mid(line.indexOf(':') + 1).simplified();
    }
    return {};
}

QPushButton* buttonOf(Banner* banner, const QString& text) {
    const auto buttons = banner->findChildren<QPushButton*>();
    for (QPushButton* button : buttons) {
        if (button->isVisible() && button->text() == text)
            return button;
    }
    return nullptr;
}

} // namespace

class TestAdministrator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whoMayIsServed();
    void whoMayNotIsToldSoOnce();
    void theBannersButtonStartsIt();

private:
    bool mayTrace_ = false;
};

void TestAdministrator::initTestCase() {
    const passwd* user = ::getpwuid(::getuid());
    const QByteArray name = user ? user->pw_name : "";
    if (name != "tst-alice" && name != "tst-bob")
        QSKIP("run by check_pkexec.sh, which makes users and a polkit for it");
    mayTrace_ = name == "tst-alice";
}

void TestAdministrator::whoMayIsServed() {
    if (!mayTrace_)
        QSKIP("this user may not");
    ConnectionTracker tracker;
    KernelTraceSource source({HelperReach::administrator(), 0});
    QVERIFY(settle(source, tracker));
    const SourceStatus status = source.status();
    if (status.trouble == Trouble::Unsupported)
        QSKIP("this kernel cannot be traced");
    QVERIFY2(status.health == SourceStatus::Health::Working, status.problem.c_str());
    QVERIFY(status.asAdministrator);
    // Once it is open, nothing of root is left: it runs as whoever asked.
    const QByteArray uid = QByteArray::number(::getuid());
    QCOMPARE(statusLine(source.helperPid(), "Uid"), uid + ' ' + uid + ' ' + uid + ' ' + uid);
    QCOMPARE(statusLine(source.helperPid(), "CapEff"), "0000000000000000");
    QElapsedTimer watch;
    watch.start();
    source.end(tracker);
    QVERIFY2(watch.elapsed() < 2000, "the program waited for it");
}

void TestAdministrator::whoMayNotIsToldSoOnce() {
    ConnectionTracker tracker;
    LivePacketsOptions options;
    options.helper = HelperReach::administrator();
    options.interfaceName = "lo";
    const auto source = makeLivePacketsSource(options);
    QVERIFY(settle(*source, tracker));
    const SourceStatus status = source->status();
    QVERIFY2(status.trouble == (mayTrace_ ? Trouble::NotAuthorized : Trouble::NoAgent),
             status.problem.c_str());
    QCOMPARE(status.detail, mayTrace_ ? "Not authorized" : "No authentication agent found.");
    source->refreshSoon(); // as F5 does: nobody is asked again
    QVERIFY(source->due() == ObservationSource::Clock::time_point::max());
}

void TestAdministrator::theBannersButtonStartsIt() {
    WindowFixture fixture;
    MainWindow& window = *fixture.window;
    const auto banner = [&](const char* name) {
        return window.banners()->banner(QLatin1String(name));
    };
    QTRY_VERIFY_WITH_TIMEOUT(
        banner("rights") && banner("rights")->content().text.contains(QLatin1String("every step")),
        kPatience);
    QPushButton* button = buttonOf(banner("rights"), QStringLiteral("As administrator…"));
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    if (mayTrace_) {
        QTRY_VERIFY_WITH_TIMEOUT(
            window.statusLine()->sourceText().contains(QLatin1String("kernel trace")), kPatience);
        const Loopback traffic(1);
        const quint16 port = traffic.clients.front()->localPort();
        QTRY_VERIFY_WITH_TIMEOUT(
            fixture.rowOf(port, traffic.port()) >= 0 &&
                fixture.rows().at(fixture.rowOf(port, traffic.port()))->evidence ==
                    Evidence::Kernel,
            kPatience);
    } else {
        QTRY_VERIFY_WITH_TIMEOUT(banner("trace"), kPatience);
        QCOMPARE(banner("trace")->content().title,
                 QStringLiteral("Nothing here can ask for a password."));
        QPushButton* again = buttonOf(banner("trace"), QStringLiteral("Try again"));
        QVERIFY(again);
        // Meanwhile somebody allows it, as an administrator does with a password.
        QFile allowed(qEnvironmentVariable("TST_ALLOWED"));
        QVERIFY(allowed.open(QIODevice::WriteOnly));
        QTest::mouseClick(again, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(
            window.statusLine()->sourceText().contains(QLatin1String("kernel trace")), kPatience);
        QVERIFY(!banner("trace"));
    }
}

QTEST_MAIN(TestAdministrator)
#include "tst_administrator.moc"
