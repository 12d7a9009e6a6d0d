// SPDX-License-Identifier: GPL-3.0-or-later
// The window beside a real packet filter, in a network namespace of the test's own.
#include "model/diagnosis/engine.h"
#include "tests/diagnosis/nft_ruleset.h"
#include "tests/gui/window_fixture.h"
#include "views/diagnosis/listeners_panel.h"
#include "views/window/dock_area.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace synoptic;
using namespace synoptic::test;

class FirewallWindowTest : public QObject {
    Q_OBJECT

    std::unique_ptr<WindowFixture> f_;
    QTcpServer open_, loopback_, closed_;

    QString outside(quint16 port, int role = Qt::DisplayRole) const {
        const QAbstractItemModel& model = *f_->window->listenersPanel()->view()->model();
        for (int row = 0; row < model.rowCount(); ++row) {
            const QString listener =
                model.index(row, ListenerQueuesModel::Listener).data().toString();
            if (listener.endsWith(QStringLiteral(":%1").arg(port)))
                return model.index(row, ListenerQueuesModel::Outside).data(role).toString();
        }
        return QStringLiteral("no such listener");
    }
    const Finding* finding(RuleId rule) const {
        FindingsModel& findings = f_->window->models().findings();
        for (int row = 0; row < findings.rowCount(); ++row) {
            if (findings.at(row)->rule == rule && !findings.at(row)->over)
                return findings.at(row);
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() {
        if (::geteuid() != 0 || ::unshare(CLONE_NEWNET) != 0)
            QSKIP("only root can make network namespaces");
        printed({QStringLiteral("ip"), QStringLiteral("link"), QStringLiteral("set"),
                 QStringLiteral("lo"), QStringLiteral("up")});
        QVERIFY(open_.listen(QHostAddress::AnyIPv4, 7501));
        QVERIFY(closed_.listen(QHostAddress::AnyIPv4, 7502));
        QVERIFY(loopback_.listen(QHostAddress::LocalHost, 7503));
        QCOMPARE(loadRuleset(inputChain("iif lo accept\ntcp dport { 7501, 7503 } accept\n"
                                        "udp dport 7502 accept")),
                 QByteArray());
        f_ = std::make_unique<WindowFixture>();
        f_->window->resize(1440, 900);
        f_->window->setWindowLayout(WindowLayout::Diagnose);
    }
    void cleanupTestCase() { f_.reset(); }

    void listenersSayWhetherTheyAreReached() {
        QTRY_COMPARE(outside(7501), QStringLiteral("accepted"));
        QCOMPARE(outside(7502), QStringLiteral("dropped"));
        QCOMPARE(outside(7502, ListenerQueuesModel::kRuleRole), QStringLiteral("policy drop"));
        QCOMPARE(outside(7503), QStringLiteral("loopback only"));
        QVERIFY(outside(7501, Qt::ToolTipRole).contains(QLatin1String("inet t in: tcp dport")));
        QVERIFY(!f_->window->listenersPanel()->readFirewall()->isVisible());
        f_->picture(QStringLiteral("firewall"));
    }

    void findingsQuoteTheRule() {
        QTRY_VERIFY(finding(RuleId::FirewallProtocolMismatch));
        QCOMPARE(finding(RuleId::FirewallProtocolMismatch)->subject.local.port,
                 std::uint16_t(7502));
        QTRY_VERIFY(finding(RuleId::FirewallOpensLoopback));
        QVERIFY(!finding(RuleId::FirewallBlocksListener));
    }

    void whereItMayNotBeReadAPersonIsAsked() {
        ListenersPanel& panel = *f_->window->listenersPanel();
        DiagnosisUpdate update;
        update.firewall = firewall::View{};
        update.firewall->netns = 1;
        update.firewall->reading = firewall::View::Reading::NotPermitted;
        f_->window->apply(update);
        QTRY_VERIFY(panel.readFirewall()->isVisible());
        f_->picture(QStringLiteral("firewall-not-permitted"));
        const QSignalSpy wanted(f_->window.get(), &MainWindow::firewallRequested);
        QTest::mouseClick(panel.readFirewall(), Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        QVERIFY(!panel.readFirewall()->isEnabled()); // until the answer comes
        // The session has it read anew, as root here without a question.
        QTRY_COMPARE(outside(7501), QStringLiteral("accepted"));
        QVERIFY(!panel.readFirewall()->isVisible());
        // Read once: what changes later is not followed.
        QCOMPARE(loadRuleset({}), QByteArray());
        QTest::qWait(1500);
        QCOMPARE(outside(7502), QStringLiteral("dropped"));
    }
};

QTEST_MAIN(FirewallWindowTest)
#include "tst_firewall_window.moc"
