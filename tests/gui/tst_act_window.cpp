// SPDX-License-Identifier: GPL-3.0-or-later
//
// Connections closed and processes ended from the window, on real sockets and processes, and the
// page that tells what can be done here.
#include "model/items/action_log.h"
#include "tests/gui/window_fixture.h"
#include "views/common/banner.h"
#include "views/common/toast.h"
#include "views/window/capabilities_dialog.h"
#include "views/window/window_actions.h"

#include <arpa/inet.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QClipboard>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

#include <csignal>

using namespace synoptic;

namespace {

/// A process that listens on loopback until it is ended; deaf to SIGTERM if `stubborn`.
class ListeningProcess {
public:
    explicit ListeningProcess(bool stubborn) {
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        ::bind(listener, reinterpret_cast<sockaddr*>(&address), length);
        ::listen(listener, 5);
        ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length);
        port_ = ntohs(address.sin_port);
        pid_ = ::fork();
        if (pid_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            std::signal(SIGTERM, stubborn ? SIG_IGN : SIG_DFL);
            while (true)
                ::pause();
        }
        ::close(listener);
    }
    ~ListeningProcess() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
    }
    quint16 port() const { return port_; }
    /// The signal that ended it; nothing while it is there.
    std::optional<int> endedBy() {
        int status = 0;
        if (pid_ > 0 && ::waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = 0;
            endedBy_ = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        }
        return endedBy_;
    }

private:
    pid_t pid_ = 0;
    quint16 port_ = 0;
    std::optional<int> endedBy_;
};

QMessageBox* question() {
    return qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
}

void answer(QMessageBox* box, bool yes) {
    for (QAbstractButton* button : box->buttons())
        if ((box->buttonRole(button) == QMessageBox::AcceptRole) == yes)
            QTest::mouseClick(button, Qt::LeftButton);
}

QByteArray logged() {
    QFile file(actionLogPath());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class ActWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        if (::geteuid() != 0)
            QSKIP("Closing sockets of the kernel needs root");
    }
    void init() { QFile::remove(actionLogPath()); }

    void aConnectionIsClosedAfterAQuestion() {
        Loopback traffic(2);
        WindowFixture f;
        const auto row = [&](int client) {
            return f.rowOf(traffic.clients[std::size_t(client)]->localPort(), traffic.port());
        };
        QTRY_VERIFY(row(0) >= 0 && row(1) >= 0);
        f.window->selectConnection(f.rows().at(row(0))->key);
        QAction* close = f.window->actions().closeConnection;
        QTRY_VERIFY2(close->isEnabled(), qPrintable(close->toolTip()));
        close->trigger();
        QTRY_VERIFY(question());
        QVERIFY(question()->informativeText().contains(
            QString::number(traffic.clients[0]->localPort())));
        QVERIFY(question()->informativeText().contains(QStringLiteral("tst_act_window")));
        f.picture(QStringLiteral("act-question"), question());
        answer(question(), false);
        QTest::qWait(300);
        QCOMPARE(traffic.clients[0]->state(), QAbstractSocket::ConnectedState);
        QVERIFY(logged().isEmpty());

        close->trigger();
        QTRY_VERIFY(question());
        answer(question(), true);
        QTRY_COMPARE(traffic.clients[0]->state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(traffic.accepted[0]->state(), QAbstractSocket::UnconnectedState); // its RST
        QCOMPARE(traffic.clients[1]->state(), QAbstractSocket::ConnectedState);
        QTRY_COMPARE(f.window->toast()->text(), QStringLiteral("The connection is closed"));
        QVERIFY(logged().contains("\"act\":\"close\"") && logged().contains("\"done\""));
        QCOMPARE(QFile::permissions(actionLogPath()) &
                     (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
    }

    void aListenerIsAnotherThing() {
        Loopback traffic(1);
        WindowFixture f;
        QTRY_VERIFY(f.rowOf(traffic.port(), 0) >= 0);
        f.window->selectConnection(f.rows().at(f.rowOf(traffic.port(), 0))->key);
        QTRY_VERIFY(f.window->actions().closeListener->isEnabled());
        QVERIFY(!f.window->actions().closeConnection->isEnabled());
        QVERIFY(
            f.window->actions().closeConnection->toolTip().contains(QStringLiteral("a listener")));
        f.window->actions().closeListener->trigger();
        QTRY_VERIFY(question());
        answer(question(), true);
        QTRY_COMPARE(f.window->toast()->text(), QStringLiteral("The listener is closed"));
        QTcpSocket late;
        late.connectToHost(QHostAddress::LocalHost, traffic.port());
        QVERIFY(!late.waitForConnected(2000));
        QCOMPARE(traffic.clients[0]->state(), QAbstractSocket::ConnectedState); // lives on
    }

    void aProcessIsAskedToEnd() {
        ListeningProcess process(false);
        WindowFixture f;
        QTRY_VERIFY(f.rowOf(process.port(), 0) >= 0);
        f.window->selectConnection(f.rows().at(f.rowOf(process.port(), 0))->key);
        QTRY_VERIFY(f.window->actions().endProcess->isEnabled());
        f.window->actions().endProcess->trigger();
        QTRY_VERIFY(question());
        answer(question(), true);
        QTRY_COMPARE(process.endedBy().value_or(0), SIGTERM);
        QTRY_VERIFY(f.window->toast()->text().contains(QStringLiteral("has ended")));
        QVERIFY(logged().contains("\"act\":\"end\""));
    }

    void aStubbornProcessIsEndedAfterAnotherQuestion() {
        ListeningProcess process(true);
        WindowFixture f;
        QTRY_VERIFY(f.rowOf(process.port(), 0) >= 0);
        f.window->selectConnection(f.rows().at(f.rowOf(process.port(), 0))->key);
        QTRY_VERIFY(f.window->actions().endProcess->isEnabled());
        f.window->actions().endProcess->trigger();
        QTRY_VERIFY(question());
        answer(question(), true);
        QTRY_VERIFY_WITH_TIMEOUT(question(), 8000);
        QVERIFY(question()->informativeText().contains(QStringLiteral("SIGKILL")));
        QVERIFY(!process.endedBy());
        answer(question(), true);
        QTRY_COMPARE(process.endedBy().value_or(0), SIGKILL);
    }

    void whatCannotBeDoneSaysWhy() {
        Loopback traffic(1);
        WindowFixture f;
        const WindowActions& actions = f.window->actions();
        QVERIFY(!actions.closeConnection->isEnabled());
        QVERIFY(actions.closeConnection->toolTip().contains(QStringLiteral("Select")));
        // Of Synoptic itself: its process is this test.
        const auto row = [&] { return f.rowOf(traffic.clients[0]->localPort(), traffic.port()); };
        QTRY_VERIFY(row() >= 0);
        f.window->selectConnection(f.rows().at(row())->key);
        QTRY_VERIFY(actions.endProcess->toolTip().contains(QStringLiteral("Synoptic itself")));
        QVERIFY(!actions.endProcess->isEnabled());
        f.session->openCapture(
            QStringLiteral(SYNOPTIC_TEST_DATA "/samples/tcpdump-print-flags.pcap"));
        QTRY_VERIFY(f.rows().rowCount() == 1);
        f.window->selectConnection(f.rows().at(0)->key);
        QTRY_VERIFY(actions.closeConnection->toolTip().contains(QStringLiteral("capture file")));
        QVERIFY(!actions.closeConnection->isEnabled() && !actions.endProcess->isEnabled());
    }

    void theCapabilitiesPageTellsEachThing() {
        WindowFixture f;
        f.window->actions().capabilities->trigger();
        CapabilitiesDialog* page = f.window->capabilitiesDialog();
        QVERIFY(page && page->isVisible());
        QTRY_VERIFY(std::none_of(page->shown().begin(), page->shown().end(), [](const auto& one) {
            return one.state == Capability::State::Pending;
        }));
        QVERIFY(page->shown().size() >= 7);
        for (const Capability& one : page->shown())
            QVERIFY2(!one.text.isEmpty(), qPrintable(one.name));
        f.picture(QStringLiteral("capabilities"), page);
        // Without any right, and in the other language.
        ActAbilities none;
        none.helper.answer = HelperAbilities::Answer::Told;
        none.helper.traceBuilt = none.helper.kernelTypes = true;
        f.window->setSetupCommand(QStringLiteral("sudo /usr/sbin/synoptic-setup"));
        f.window->setAbilities(none);
        const auto packets =
            std::find_if(page->shown().begin(), page->shown().end(),
                         [](const auto& one) { return one.name == QStringLiteral("Packets"); });
        QVERIFY(packets != page->shown().end());
        QCOMPARE(packets->state, Capability::State::Missing);
        QVERIFY(packets->text.contains(QStringLiteral("cap_net_raw")));
        bool copied = false;
        for (QPushButton* button : page->findChildren<QPushButton*>()) {
            if (!copied && button->text() == QStringLiteral("Copy")) {
                QTest::mouseClick(button, Qt::LeftButton);
                copied = true;
            }
        }
        QVERIFY(copied);
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("sudo /usr/sbin/synoptic-setup"));
        f.themes.setChoice(ThemeChoice::Dark);
        f.picture(QStringLiteral("capabilities-none-dark"), page);
        f.themes.setChoice(ThemeChoice::Light);
    }
};

QTEST_MAIN(ActWindowTest)
#include "tst_act_window.moc"
