// SPDX-License-Identifier: GPL-3.0-or-later
//
// Kernel and packets tell different states of one connection: every place that says how a state is
// known says so.
#include "model/items/connection_export.h"
#include "model/items/connection_path_model.h"
#include "model/items/connection_table_model.h"
#include "model/items/format.h"
#include "tests/tracking/packet_script.h"
#include "views/window/selected_connection_panel.h"

#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include <array>

using namespace synoptic;
using namespace synoptic::test;
using Table = ConnectionTableModel;
using Path = ConnectionPathModel;

namespace {

const Endpoint kHere = endpoint("192.0.2.1", 50000);
const Endpoint kThere = endpoint("198.51.100.3", 443);

/// A tracker that captures in namespace 1, and what the window makes of its one connection.
struct Watched {
    Watched() {
        const IpAddress local = kHere.address;
        tracker.setLocalAddresses({&local, 1});
        tracker.beginLiveCapture(std::make_shared<NoBytesHistory>(), 1);
        observe(tracker, -1, {});
    }
    const ConnectionSnapshot& show() {
        table.apply(tracker.takeChanges());
        table.tickOrder();
        if (table.rowCount() != 1)
            qFatal("%d connections, not one", table.rowCount());
        const ConnectionSnapshot* one = table.at(0);
        path.setConnection(one);
        panel.show(one);
        return *one;
    }
    QString cell(Table::Column column, int role = Qt::DisplayRole) const {
        return table.index(0, column).data(role).toString();
    }
    QString lastStep(int role = Qt::DisplayRole) const {
        return path.index(path.rowCount() - 1, Path::EvidenceColumn).data(role).toString();
    }
    /// What the panel says below the steps.
    QString foot() const {
        for (const QLabel* label : panel.findChildren<QLabel*>()) {
            if (!label->isHidden() && label->text().contains(QStringLiteral("packets say")))
                return label->text();
        }
        return {};
    }

    ConnectionTracker tracker;
    Table table;
    Path path;
    ConnectionNames names; // none are known
    SelectedConnectionPanel panel{&path, &names};
};

KernelEvent change(int from, int to, double time) {
    KernelEvent event;
    event.from = static_cast<std::uint8_t>(from);
    event.to = static_cast<std::uint8_t>(to);
    event.time = at(time);
    event.netns = 1;
    event.cookie = 7;
    event.tuple = {kHere, kThere};
    return event;
}

} // namespace

class TestDisagreement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTableAgainstAForgedFin();
    void theTraceAgainstAForgedFin();
    void theTableTakesBackWhatPacketsTold();
    void whenTheKernelFollowsItIsOver();
};

void TestDisagreement::theTableAgainstAForgedFin() {
    Watched w;
    QAbstractItemModelTester tester(&w.path,
                                    QAbstractItemModelTester::FailureReportingMode::QtTest);
    observe(w.tracker, 0, {row(TcpState::Established, 7, kHere, kThere)});
    observe(w.tracker, 1, {row(TcpState::CloseWait, 7, kHere, kThere)});
    w.show();
    QCOMPARE(w.cell(Table::Evidence), QStringLiteral("socket table"));
    QCOMPARE(w.lastStep(), QStringLiteral("socket table"));
    QVERIFY(w.foot().isEmpty());

    QSignalSpy changed(&w.path, &QAbstractItemModel::dataChanged);
    send(w.tracker, kHere, kThere, "> A 101 301 @0.1;> FA 101 301 @0.5");
    const ConnectionSnapshot& c = w.show();
    QVERIFY(c.state == TcpState::CloseWait && c.wireState == TcpState::FinWait1);
    QCOMPARE(w.cell(Table::Evidence), QStringLiteral("kernel ≠ packets"));
    const QString words =
        QStringLiteral("Kernel and packets disagree since %1: the kernel says CLOSE-WAIT, the "
                       "packets say FIN-WAIT-1.")
            .arg(formatDateTime(at(0.5)));
    for (const Table::Column column : {Table::Evidence, Table::State})
        QVERIFY2(w.cell(column, Qt::ToolTipRole).contains(words),
                 qPrintable(w.cell(column, Qt::ToolTipRole)));
    QCOMPARE(w.lastStep(), QStringLiteral("socket table ≠ packets"));
    QVERIFY(w.lastStep(Qt::ToolTipRole).contains(words));
    QCOMPARE(changed.count(), 1); // or the step drawn before would stay as it was
    QVERIFY(w.foot().startsWith(words));

    const std::array<const ConnectionSnapshot*, 1> rows{&c};
    const QJsonObject json = QJsonDocument::fromJson(exportJsonLines(rows)).object();
    QCOMPARE(json.value(QStringLiteral("state")).toString(), QStringLiteral("CLOSE-WAIT"));
    QCOMPARE(json.value(QStringLiteral("packets_state")).toString(), QStringLiteral("FIN-WAIT-1"));
    QCOMPARE(json.value(QStringLiteral("disagrees_since")).toDouble(), 1'700'000'000.5);
    const std::array columns{Table::State, Table::Evidence};
    QVERIFY(exportCsv(rows, columns, at(2), ConnectionNames())
                .contains("CLOSE-WAIT,socket-table,FIN-WAIT-1,"));
}

void TestDisagreement::theTraceAgainstAForgedFin() {
    Watched w;
    observe(w.tracker, 0, {row(TcpState::Established, 7, kHere, kThere)});
    send(w.tracker, kHere, kThere, "> A 101 301 @0.1;> FA 101 301 @0.5");
    QVERIFY(w.show().state == TcpState::FinWait1 && !w.show().disagreement);
    // The kernel sent no FIN: it receives one and stays.
    const std::array events{change(8, 9, 1.0)};
    w.tracker.observe(KernelTraceObservation{events, at(1.1)});
    QVERIFY(w.show().state == TcpState::LastAck);
    QCOMPARE(w.cell(Table::Evidence), QStringLiteral("kernel ≠ packets"));
    QVERIFY(w.cell(Table::Evidence, Qt::ToolTipRole)
                .contains(QStringLiteral("the kernel says LAST-ACK, the packets say FIN-WAIT-1.")));
    QCOMPARE(w.lastStep(), QStringLiteral("kernel trace ≠ packets"));
}

void TestDisagreement::theTableTakesBackWhatPacketsTold() {
    Watched w;
    observe(w.tracker, 0, {row(TcpState::Established, 7, kHere, kThere)});
    send(w.tracker, kHere, kThere, "> A 101 301 @0.1;> FA 101 301 @0.5");
    w.show();
    observe(w.tracker, 1, {row(TcpState::Established, 7, kHere, kThere)});
    QVERIFY(w.show().state == TcpState::Established);
    QCOMPARE(w.cell(Table::Evidence), QStringLiteral("kernel ≠ packets"));
    QVERIFY(
        w.foot().contains(QStringLiteral("kernel says ESTABLISHED, the packets say FIN-WAIT-1")));

    // A reset that never reached the socket.
    Watched reset;
    observe(reset.tracker, 0, {row(TcpState::Established, 7, kHere, kThere)});
    send(reset.tracker, kHere, kThere, "> A 101 301 @0.1;< R 301 @0.2");
    reset.tracker.endOfBatch(at(1.5));
    QVERIFY(reset.show().closed);
    observe(reset.tracker, 2, {row(TcpState::Established, 7, kHere, kThere)});
    reset.show();
    QCOMPARE(reset.cell(Table::Evidence), QStringLiteral("kernel ≠ packets"));
    QVERIFY(
        reset.foot().contains(QStringLiteral("kernel says ESTABLISHED, the packets say CLOSED")));
}

void TestDisagreement::whenTheKernelFollowsItIsOver() {
    Watched w;
    observe(w.tracker, 0, {row(TcpState::Established, 7, kHere, kThere)});
    send(w.tracker, kHere, kThere, "> A 101 301 @0.1;> FA 101 301 @0.5");
    observe(w.tracker, 1, {row(TcpState::Established, 7, kHere, kThere)});
    QVERIFY(w.show().disagreement);
    observe(w.tracker, 2, {row(TcpState::FinWait1, 7, kHere, kThere)});
    QVERIFY(!w.show().disagreement);
    QCOMPARE(w.cell(Table::Evidence), QStringLiteral("socket table"));
    QVERIFY(!w.lastStep().contains(u'≠') && w.foot().isEmpty());
}

QTEST_MAIN(TestDisagreement)
#include "tst_disagreement.moc"
