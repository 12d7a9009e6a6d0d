// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window on another machine, as a person uses it: menu, dialog, connections, a cut line and
// the way back. The machine is a real sshd in a network namespace of its own.
#include "tests/gui/window_fixture.h"
#include "tests/live/ssh_server.h"
#include "tests/sources/sockets.h"
#include "views/common/banner.h"
#include "views/window/remote_dialog.h"
#include "views/window/status_line.h"
#include "views/window/window_actions.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>

using namespace synoptic;
using namespace synoptic::test;

namespace {

constexpr int kPatience = 20'000;
const QString kBanner = QStringLiteral("remote");

void click(QWidget* widget) {
    QTest::mouseClick(widget, Qt::LeftButton, {},
                      qobject_cast<QRadioButton*>(widget) ? QPoint(8, widget->height() / 2)
                                                          : widget->rect().center());
}

/// Through the toolbar's menu, as there is no other way for a pointer.
RemoteDialog* openDialog(MainWindow& window) {
    QMenu* menu = window.actions().capture;
    menu->popup(window.mapToGlobal(QPoint(200, 60)));
    QTest::mouseClick(menu, Qt::LeftButton, {},
                      menu->actionGeometry(window.actions().remote).center());
    return QTest::qWaitFor([&] { return window.remoteDialog() != nullptr; }, kPatience)
               ? window.remoteDialog()
               : nullptr;
}

void type(QComboBox* box, const QString& text) {
    box->lineEdit()->selectAll();
    QTest::keyClicks(box->lineEdit(), text);
}

QPushButton* actionOf(Banner* banner) {
    const auto buttons = banner->findChildren<QPushButton*>();
    for (QPushButton* button : buttons) {
        if (button->isVisible() && button->text() == banner->content().action)
            return button;
    }
    return nullptr;
}

} // namespace

class TestRemoteWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void badNamesCannotBeConfirmed();
    void theirConnectionsAloneAreShown();
    void packetsOfTheirInterface();
    void whatFailsIsABanner();

private:
    TwoNamespaces net_;
    SshServer ssh_;
};

void TestRemoteWindow::initTestCase() {
    const QByteArray problem = net_.open();
    if (::geteuid() != 0)
        QSKIP(problem.constData());
    QVERIFY2(problem.isEmpty(), problem.constData());
    const QDir programs(QCoreApplication::applicationDirPath() + QStringLiteral("/../bin"));
    const QByteArray said =
        ssh_.open(net_, programs.absolutePath() + QStringLiteral(":/usr/bin:/bin"));
    if (said.contains("not installed"))
        QSKIP(said.constData());
    QVERIFY2(said.isEmpty(), said.constData());
}

void TestRemoteWindow::badNamesCannotBeConfirmed() {
    WindowFixture fixture(Settings::inMemory(), false);
    RemoteDialog* dialog = openDialog(*fixture.window);
    QVERIFY(dialog);
    QVERIFY(!dialog->connectButton()->isEnabled()); // nothing stands there yet
    for (const char* name : {"-oProxyCommand=x", "a b", "$(touch x)", "x'y"}) {
        type(dialog->host(), QString::fromLatin1(name));
        QVERIFY2(!dialog->connectButton()->isEnabled(), name);
        QVERIFY2(dialog->note()->isVisible(), name);
        QTest::keyClick(dialog->host()->lineEdit(), Qt::Key_Return);
        QVERIFY2(dialog->isVisible(), name);
    }
    type(dialog->host(), QStringLiteral("far"));
    QVERIFY(dialog->connectButton()->isEnabled());
    QVERIFY(!dialog->note()->isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(fixture.window->subject().kind == WatchedSubject::Kind::None);
}

void TestRemoteWindow::theirConnectionsAloneAreShown() {
    WindowFixture fixture;
    const Loopback here; // of this machine, and shown while it is looked at
    MainWindow& window = *fixture.window;
    QTRY_VERIFY_WITH_TIMEOUT(fixture.rowOf(here.port(), 0) >= 0, kPatience);
    const auto ownUser = [&] { return window.models().names().user(0); };
    QTRY_COMPARE_WITH_TIMEOUT(ownUser(), QStringLiteral("root"), kPatience);
    RemoteDialog* dialog = openDialog(window);
    QVERIFY(dialog);
    type(dialog->host(), QStringLiteral("far"));
    click(dialog->trace());
    fixture.picture(QStringLiteral("remote-dialog"), dialog);
    click(dialog->connectButton());
    QTRY_VERIFY(window.subject().kind == WatchedSubject::Kind::Remote);
    QCOMPARE(fixture.rows().totalCount(), 0);
    QVERIFY(window.windowTitle().startsWith(QLatin1String("far")));
    QTRY_VERIFY_WITH_TIMEOUT(!window.sources().empty() &&
                                 window.sources().front().health == SourceStatus::Health::Working,
                             kPatience);
    QCOMPARE(window.statusLine()->sourceText(), QStringLiteral("far · kernel trace over SSH"));
    QCOMPARE(window.statusLine()->rightsText(), QStringLiteral("Connected"));
    QVERIFY(window.actions().watch->isEnabled());

    const UniqueFd listening = net_.inPeer([] { return listener(address("10.77.0.2", 8200)); });
    const UniqueFd near =
        net_.inPeer([] { return connected(SOCK_STREAM, address("10.77.0.2", 8200)); });
    const UniqueFd far = accepted(listening.get());
    const quint16 port = localAddress(near.get()).port();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.rowOf(port, 8200) >= 0, kPatience);
    const ConnectionSnapshot* row = fixture.rows().at(fixture.rowOf(port, 8200));
    QVERIFY(row->state == TcpState::Established && row->evidence == Evidence::Kernel);
    QVERIFY(row->owner.kind == Owner::Kind::Process);
    // What was there of this machine is not: neither its listener nor its connections.
    QVERIFY(fixture.rowOf(here.port(), 0) < 0);
    QCOMPARE(ownUser(), QString()); // its users are not ours
    fixture.picture(QStringLiteral("remote-window"));

    // The line is cut.
    QVERIFY(ssh_.endSessions() > 0);
    QTRY_VERIFY_WITH_TIMEOUT(window.banners()->banner(kBanner), kPatience);
    Banner* banner = window.banners()->banner(kBanner);
    QVERIFY2(banner->content().title.contains(QLatin1String("far broke off")),
             qPrintable(banner->content().title));
    QCOMPARE(window.statusLine()->rightsText(), QStringLiteral("Not connected"));
    QVERIFY(fixture.rowOf(port, 8200) >= 0); // what was seen stays
    fixture.picture(QStringLiteral("remote-cut"));
    QPushButton* again = actionOf(banner);
    QVERIFY(again && again->text() == QLatin1String("Reconnect"));
    click(again);
    QTRY_VERIFY_WITH_TIMEOUT(!window.banners()->banner(kBanner), kPatience);
    const UniqueFd second =
        net_.inPeer([] { return connected(SOCK_STREAM, address("10.77.0.2", 8200)); });
    const quint16 secondPort = localAddress(second.get()).port();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.rowOf(secondPort, 8200) >= 0, kPatience);

    // And back to this machine.
    window.actions().watch->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.rowOf(here.port(), 0) >= 0, kPatience);
    QVERIFY(fixture.rowOf(secondPort, 8200) < 0);
    QCOMPARE(fixture.settings.recentHosts(), QStringList{QStringLiteral("far")});
    QCOMPARE(ownUser(), QStringLiteral("root"));
}

void TestRemoteWindow::packetsOfTheirInterface() {
    WindowFixture fixture(Settings::inMemory(), false);
    fixture.settings.setRecentHosts({QStringLiteral("far"), QStringLiteral("other")});
    MainWindow& window = *fixture.window;
    RemoteDialog* dialog = openDialog(window);
    QVERIFY(dialog);
    QCOMPARE(dialog->host()->currentText(), QStringLiteral("far"));
    QCOMPARE(dialog->host()->count(), 2);
    click(dialog->packets());
    QVERIFY(dialog->ask()->isEnabled());
    click(dialog->ask());
    QTRY_VERIFY_WITH_TIMEOUT(dialog->interface()->findData(QStringLiteral("veth1")) >= 0,
                             kPatience);
    dialog->interface()->setCurrentIndex(dialog->interface()->findData(QStringLiteral("veth1")));
    click(dialog->connectButton());
    QTRY_VERIFY_WITH_TIMEOUT(!window.sources().empty() &&
                                 window.sources().front().health == SourceStatus::Health::Working,
                             kPatience);
    QCOMPARE(window.statusLine()->sourceText(), QStringLiteral("far · packets on veth1 over SSH"));
    const UniqueFd listening = net_.inPeer([] { return listener(address("10.77.0.2", 8201)); });
    const UniqueFd near = connected(SOCK_STREAM, address("10.77.0.2", 8201));
    const quint16 port = localAddress(near.get()).port();
    QTRY_VERIFY_WITH_TIMEOUT(fixture.rowOf(8201, port) >= 0, kPatience); // its own end
    QVERIFY(fixture.rowOf(port, 8201) < 0);
    QVERIFY(window.models().packets().packets().size() > 0);
    QVERIFY(fixture.settings.remotePackets());
    QCOMPARE(fixture.settings.remoteInterface(), QStringLiteral("veth1"));
}

void TestRemoteWindow::whatFailsIsABanner() {
    WindowFixture fixture(Settings::inMemory(), false);
    MainWindow& window = *fixture.window;
    struct Case {
        const char* host;
        const char* title;
        const char* command;
        const char* action;
    };
    for (const Case& one :
         {Case{"stranger", "The key of stranger is not known.", "ssh stranger", "Reconnect"},
          Case{"refusing", "refusing refuses the login.", "ssh-copy-id refusing", "Reconnect"},
          Case{"silent", "silent cannot be reached.", "ssh silent", "Reconnect"},
          Case{"lost", "There is no host lost.", "", "Choose again…"}}) {
        RemoteDialog* dialog = openDialog(window);
        QVERIFY(dialog);
        type(dialog->host(), QString::fromUtf8(one.host));
        click(dialog->connectButton());
        QTRY_VERIFY_WITH_TIMEOUT(window.subject().host == QLatin1String(one.host) &&
                                     window.banners()->banner(kBanner),
                                 kPatience);
        const BannerContent& content = window.banners()->banner(kBanner)->content();
        QCOMPARE(content.title, QString::fromUtf8(one.title));
        QCOMPARE(content.command, QString::fromUtf8(one.command));
        QCOMPARE(content.action, QString::fromUtf8(one.action));
        QTRY_VERIFY(!window.remoteDialog());
    }
    fixture.picture(QStringLiteral("remote-no-host"));
    click(actionOf(window.banners()->banner(kBanner)));
    QTRY_VERIFY(window.remoteDialog());
    QCOMPARE(window.remoteDialog()->host()->currentText(), QStringLiteral("lost"));
}

QTEST_MAIN(TestRemoteWindow)
#include "tst_remote_window.moc"
