// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window of a user without rights before a pkexec that answers as the test tells it: the
// banner's button, and what is said of each answer. It stands over /usr/bin/pkexec in a mount
// namespace of the test's own.
#include "model/sources/helper_jobs.h"
#include "model/sources/linux/kernel_trace_source.h"
#include "tests/gui/as_nobody.h"
#include "tests/gui/window_fixture.h"
#include "views/common/banner.h"
#include "views/window/capture_request.h"

#include <QProcess>
#include <QPushButton>
#include <QStandardPaths>

#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>

using namespace synoptic;
using namespace synoptic::test;
using Trouble = SourceStatus::Trouble;

namespace {

constexpr int kPatience = 15'000;
constexpr char kFolder[] = "TST_PKEXEC_FOLDER"; ///< the environment's word
constexpr char kPkexec[] = "/usr/bin/pkexec";

/// As pkexec 0.105 and 122 write it. %1: the folder.
constexpr char kFakePkexec[] = R"(#!/bin/sh
echo "$*" >>%1/calls
said='Error executing command as another user:'
case $(cat %1/say) in
declined) echo "$said Request dismissed" >&2; exit 126 ;;
refused) printf '%s Not authorized\n\nThis incident has been reported.\n' "$said" >&2; exit 127 ;;
agentless) echo "$said No authentication agent found." >&2; exit 127 ;;
broken) echo 'pkexec must be setuid root' >&2; exit 127 ;;
other) echo 'something else' >&2; exit 5 ;;
killed) kill -KILL $$ ;;
granted) shift 2; exec %1/with-rights "$@" ;;
esac
)";

QString inFolder(const char* name) {
    return qEnvironmentVariable(kFolder) + u'/' + QLatin1String(name);
}

void say(const char* answer) {
    QFile file(inFolder("say"));
    if (!file.open(QIODevice::WriteOnly) || file.write(answer) < 0)
        qFatal("pkexec cannot be told what to say");
}

QList<QByteArray> calls() {
    QFile file(inFolder("calls"));
    QList<QByteArray> lines =
        file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QList<QByteArray>();
    lines.removeAll(QByteArray());
    return lines;
}

QPushButton* buttonOf(const Banner* banner, const QString& text) {
    const auto buttons = banner ? banner->findChildren<QPushButton*>() : QList<QPushButton*>();
    for (QPushButton* button : buttons) {
        if (button->isVisible() && button->text() == text)
            return button;
    }
    return nullptr;
}

/// Everything in place for the test as nobody; does not come back from there.
int runAsNobody(char** argv) {
    const PublicFolder folder;
    const QString script = QString::fromLatin1(kFakePkexec)
                               .replace(QStringLiteral("%1"), folder.path(QStringLiteral(".")));
    if (!folder.addProgram(QFile::symLinkTarget(QStringLiteral("/proc/self/exe")),
                           QStringLiteral("test")) ||
        !folder.addProgram(QStringLiteral(SYNOPTIC_CAPTURE), QStringLiteral("synoptic-capture")) ||
        !folder.addProgram(QStringLiteral(SYNOPTIC_CAPTURE), QStringLiteral("with-rights")) ||
        !folder.addProgram(QStringLiteral(SYNOPTIC_SETUP), QStringLiteral("synoptic-setup")) ||
        !folder.write(QStringLiteral("pkexec"), script.toUtf8(), 0x7755) ||
        !folder.write(QStringLiteral("say"), "refused") ||
        !folder.write(QStringLiteral("calls"), {}))
        return 99;
    QProcess::execute(QStringLiteral("setcap"),
                      {QStringLiteral("cap_net_raw,cap_bpf,cap_perfmon=ep"),
                       folder.path(QStringLiteral("with-rights"))});
    const QByteArray path = QFile::encodeName(folder.path(QStringLiteral(".")));
    const QByteArray home = QFile::encodeName(folder.home());
    const QByteArray test = QFile::encodeName(folder.path(QStringLiteral("test")));
    const QByteArray fake = QFile::encodeName(folder.path(QStringLiteral("pkexec")));
    const pid_t child = ::fork();
    if (child == 0) {
        ::setenv(kFolder, path.constData(), 1);
        if (::unshare(CLONE_NEWNS) == 0 &&
            ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
            ::mount(fake.constData(), kPkexec, nullptr, MS_BIND, nullptr) == 0 &&
            becomeNobody(home.constData()))
            ::execv(test.constData(), argv);
        ::_exit(98);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 97;
}

} // namespace

class TestPkexecWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theBannersButtonAndEachAnswer();
    void aSourceTellsTheAnswersApart_data();
    void aSourceTellsTheAnswersApart();
    void closingTellsThemApartToo_data();
    void closingTellsThemApartToo();
};

void TestPkexecWindow::initTestCase() {
    if (!qEnvironmentVariableIsSet(kFolder))
        QSKIP("only root can put another pkexec in its place, and a pkexec has to be there");
    QVERIFY(::geteuid() == kNobody);
}

/// One window, one banner: each click asks pkexec once, and the last one is granted.
void TestPkexecWindow::theBannersButtonAndEachAnswer() {
    Loopback traffic(1);
    Settings settings = Settings::inMemory();
    settings.setRightsNoteRead(true); // it would tell the command instead
    settings.setCapture(QStringLiteral("lo"), {}, false);
    WindowFixture fixture(std::move(settings));
    MainWindow& window = *fixture.window;
    const auto content = [&] {
        const Banner* banner = window.banners()->banner(QStringLiteral("packets"));
        return banner ? banner->content() : BannerContent{};
    };
    Q_EMIT window.packetsRequested({QStringLiteral("lo"), {}, false, false});
    QTRY_COMPARE_WITH_TIMEOUT(content().title, QStringLiteral("Packets on lo need a right."),
                              kPatience);
    QVERIFY2(content().command.endsWith(QStringLiteral("/synoptic-setup")),
             qPrintable(content().command));
    QVERIFY(calls().isEmpty()); // nobody is asked before a person wants it
    struct Answer {
        const char* said;
        const char* title;
        const char* text;
    };
    qsizetype asked = 0;
    for (const Answer& answer :
         {Answer{"declined", "An administrator's password was not given.", "(Request dismissed)"},
          Answer{"refused", "You may not start this as an administrator.", "(Not authorized)"},
          Answer{"agentless", "Nothing here can ask for a password.", "No polkit agent"},
          Answer{"broken", "pkexec does not work.", "(pkexec must be setuid root)"}}) {
        say(answer.said);
        QPushButton* button = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT(
            (button = buttonOf(window.banners()->banner(QStringLiteral("packets")),
                               QStringLiteral("As administrator…"))),
            kPatience);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(content().title, QString::fromUtf8(answer.title), kPatience);
        QVERIFY2(content().text.contains(QString::fromUtf8(answer.text)),
                 qPrintable(content().text));
        QVERIFY(content().command.endsWith(QStringLiteral("/synoptic-setup")));
        QCOMPARE(calls().size(), ++asked);
        fixture.picture(QStringLiteral("pkexec-%1").arg(QLatin1String(answer.said)));
    }
    const QByteArray call = calls().constFirst();
    QVERIFY2(call.startsWith("--disable-internal-agent /") &&
                 call.contains("/synoptic-capture packets --interface lo"),
             call.constData());

    say("granted");
    QTest::mouseClick(buttonOf(window.banners()->banner(QStringLiteral("packets")),
                               QStringLiteral("As administrator…")),
                      Qt::LeftButton);
    const auto answered = [&] {
        return calls().size() == asked + 1 &&
               (content().title.isEmpty() || content().title.contains(QStringLiteral("a right")));
    };
    QTRY_VERIFY_WITH_TIMEOUT(answered(), kPatience);
    if (!content().title.isEmpty())
        QSKIP("files keep no capabilities here, so what was granted could not be given");
    const auto hasPackets = [&] {
        traffic.clients.front()->write("x");
        traffic.clients.front()->flush();
        const int row = fixture.rowOf(traffic.clients.front()->localPort(), traffic.port());
        return row >= 0 && fixture.rows().at(row)->wire.packets > 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasPackets(), kPatience);
}

void TestPkexecWindow::aSourceTellsTheAnswersApart_data() {
    QTest::addColumn<int>("trouble");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char* said, Trouble trouble, const char* detail) {
        QTest::newRow(said) << int(trouble) << QString::fromUtf8(detail);
    };
    row("declined", Trouble::PasswordNotGiven, "Request dismissed");
    row("refused", Trouble::NotAuthorized, "Not authorized");
    row("agentless", Trouble::NoAgent, "No authentication agent found.");
    row("broken", Trouble::PkexecFailed, "pkexec must be setuid root");
    row("other", Trouble::HelperEnded, "status 5: something else");
    row("killed", Trouble::HelperEnded, "signal 9");
}

void TestPkexecWindow::aSourceTellsTheAnswersApart() {
    QFETCH(int, trouble);
    QFETCH(QString, detail);
    say(QTest::currentDataTag());
    const auto before = calls().size();
    ConnectionTracker tracker;
    KernelTraceSource source({HelperReach::administrator(), 0});
    QVERIFY(QTest::qWaitFor(
        [&] {
            if (source.due() <= ObservationSource::Clock::now() || source.descriptor() >= 0)
                source.collect(tracker, {});
            return source.status().health == SourceStatus::Health::Failed;
        },
        kPatience));
    QCOMPARE(int(source.status().trouble), trouble);
    QVERIFY2(QString::fromStdString(source.status().detail).contains(detail),
             source.status().detail.c_str());
    // Not again by itself: each time a person may be asked.
    source.refreshSoon();
    QVERIFY(source.due() == ObservationSource::Clock::time_point::max());
    QCOMPARE(calls().size(), before + 1);
}

void TestPkexecWindow::closingTellsThemApartToo_data() {
    using Outcome = CloseResult::Outcome;
    QTest::addColumn<int>("outcome");
    QTest::newRow("declined") << int(Outcome::Cancelled);
    QTest::newRow("refused") << int(Outcome::NotAuthorized);
    QTest::newRow("agentless") << int(Outcome::NoAgent);
    QTest::newRow("broken") << int(Outcome::PkexecFailed);
    QTest::newRow("other") << int(Outcome::Failed);
    QTest::newRow("killed") << int(Outcome::Failed);
    QTest::newRow("granted") << int(Outcome::NotPermitted); // by the helper: it is not root
}

void TestPkexecWindow::closingTellsThemApartToo() {
    QFETCH(int, outcome);
    say(QTest::currentDataTag());
    Loopback traffic(1);
    ConnectionId id;
    id.tuple.local = {*IpAddress::parse("127.0.0.1"), traffic.clients.front()->localPort(), 0};
    id.tuple.remote = {*IpAddress::parse("127.0.0.1"), traffic.port(), 0};
    id.incarnation = 12345;
    const CloseResult result = closeSocket(id, 0, true, {});
    QVERIFY2(int(result.outcome) == outcome, result.detail.c_str());
    QCOMPARE(traffic.clients.front()->state(), QAbstractSocket::ConnectedState);
}

int main(int argc, char** argv) {
    const bool possible = ::geteuid() == 0 && QFile::exists(QLatin1String(kPkexec));
    if (possible && !qEnvironmentVariableIsSet(kFolder))
        return runAsNobody(argv);
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    TestPkexecWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_pkexec_window.moc"
