// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/format.h"
#include "model/items/listener_queues_model.h"
#include "tests/items/item_fixtures.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace synoptic;
using namespace synoptic::fixtures;
using Model = ListenerQueuesModel;

namespace {

ConnectionSnapshot halfOpen(ConnectionKey key, const char* address, int port) {
    ConnectionSnapshot c = connection(key, TcpState::SynReceived);
    c.role = Role::Server;
    c.id.tuple.local = endpoint(address, port);
    return c;
}

ChangeSet changed(std::vector<ConnectionSnapshot> connections) {
    ChangeSet set;
    set.changed = std::move(connections);
    return set;
}

} // namespace

class TestListenerQueues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aHandshakeCountsForItsListener();
    void fullQueuesComeFirst();
    void aListenerThatClosedLeaves();
    void theHistoryIsBounded();
    void whatTheFirewallDoesIsTold();
    void whatTheFirewallDoesIsNotGuessed();
    void udpSocketsHaveAVerdictAndNoQueues();
};

void TestListenerQueues::aHandshakeCountsForItsListener() {
    Model model;
    const QAbstractItemModelTester tester(&model);
    ConnectionSnapshot special = listener(2, 80);
    special.id.tuple.local = endpoint("192.0.2.10", 80);
    model.apply(changed({listener(1, 80), special, halfOpen(3, "192.0.2.10", 80),
                         halfOpen(4, "192.0.2.11", 80), halfOpen(5, "192.0.2.11", 81)}));
    QCOMPARE(model.rowCount(), 2);
    for (int row = 0; row < 2; ++row)
        QCOMPARE(model.at(row)->halfOpen.now, 1U); // the one bound to the address goes before
    QCOMPARE(model.at(0)->accept.now, 3U);
    QCOMPARE(model.index(0, Model::Accept).data().toString(), QStringLiteral("3 of 128"));
    // The client's ACK came, and the other was forgotten.
    ConnectionSnapshot done = halfOpen(3, "192.0.2.10", 80);
    done.state = TcpState::Established;
    ChangeSet set = changed({done});
    set.removed = {4};
    model.apply(set);
    for (int row = 0; row < 2; ++row) {
        QCOMPARE(model.at(row)->halfOpen.now, 0U);
        QCOMPARE(model.at(row)->halfOpen.peak, 1U);
    }
}

void TestListenerQueues::udpSocketsHaveAVerdictAndNoQueues() {
    Model model;
    const QAbstractItemModelTester tester(&model);
    const auto udp = [](ConnectionKey key, int port) {
        ConnectionSnapshot c = connection(key, TcpState::Closed);
        c.id.protocol = Protocol::Udp;
        c.role = Role::Unknown;
        c.id.tuple = {endpoint("0.0.0.0", port), {}};
        return c;
    };
    ConnectionSnapshot connected = udp(4, 7503);
    connected.id.tuple.remote = endpoint("192.0.2.1", 53);
    model.apply(changed({listener(1, 7501), udp(2, 7501), udp(3, 40'000), connected}));
    QCOMPARE(model.rowCount(), 1); // of UDP nothing is known yet
    firewall::View view;
    view.netns = model.at(0)->netns;
    view.reading = firewall::View::Reading::Read;
    for (const Protocol protocol : {Protocol::Tcp, Protocol::Udp}) {
        firewall::Reach reach;
        reach.protocol = protocol;
        reach.local = endpoint("0.0.0.0", 7501);
        reach.v4.emplace();
        reach.v4->answer =
            protocol == Protocol::Tcp ? firewall::Answer::Accept : firewall::Answer::Drop;
        view.listeners.push_back(reach);
    }
    model.setFirewall(view);
    QCOMPARE(model.rowCount(), 2); // not the program's that asks others
    const auto text = [&](int row, int column) {
        return model.index(row, column).data().toString();
    };
    QCOMPARE(text(0, Model::Listener), QStringLiteral("0.0.0.0:7501"));
    QCOMPARE(text(0, Model::Outside), QStringLiteral("accepted"));
    QCOMPARE(text(1, Model::Listener), QStringLiteral("0.0.0.0:7501 (UDP)"));
    QCOMPARE(text(1, Model::HalfOpen), unknownText());
    QCOMPARE(text(1, Model::Accept), unknownText());
    QCOMPARE(text(1, Model::Outside), QStringLiteral("dropped"));
    ChangeSet gone;
    gone.removed = {2};
    model.apply(gone);
    QCOMPARE(model.rowCount(), 1);
}

void TestListenerQueues::fullQueuesComeFirst() {
    Model model;
    const QAbstractItemModelTester tester(&model);
    ConnectionSnapshot busy = listener(2, 9000);
    busy.receiveQueue = 129; // the kernel takes one more than the limit
    ConnectionSnapshot nearly = listener(3, 100);
    nearly.receiveQueue = 128;
    model.apply(changed({listener(1, 22), busy, nearly}));
    QCOMPARE(model.at(0)->local.port, std::uint16_t(9000));
    QVERIFY(model.index(0, Model::Accept).data().toString().contains(QLatin1String("full")));
    QCOMPARE(model.at(1)->local.port, std::uint16_t(22));
    QVERIFY(!model.index(2, Model::Accept).data().toString().contains(QLatin1String("full")));
    busy.receiveQueue = 0;
    model.apply(changed({busy}));
    QCOMPARE(model.at(2)->local.port, std::uint16_t(9000));
    QCOMPARE(model.at(2)->accept.peak, 129U);
}

void TestListenerQueues::aListenerThatClosedLeaves() {
    Model model;
    const QAbstractItemModelTester tester(&model);
    ConnectionSnapshot first = listener(1, 22);
    model.apply(changed({first, halfOpen(2, "192.0.2.10", 22)}));
    first.closed = true;
    model.apply(changed({first}));
    QCOMPARE(model.rowCount(), 0);
    ChangeSet gone;
    gone.removed = {1, 2};
    model.apply(gone);
    model.apply(changed({listener(7, 22)}));
    QCOMPARE(model.at(0)->halfOpen.now, 0U);
}

void TestListenerQueues::theHistoryIsBounded() {
    Model model;
    model.apply(changed({listener(1, 22)}));
    for (int second = 0; second < 400; ++second) {
        model.advance(at(std::chrono::seconds(second)));
        model.advance(at(std::chrono::seconds(second) + 250ms)); // not a second yet
    }
    QCOMPARE(model.at(0)->accept.history.size(), Model::kHistorySeconds);
    QCOMPARE(model.at(0)->accept.history.back(), 3U);
}

void TestListenerQueues::whatTheFirewallDoesIsTold() {
    Model model;
    const QAbstractItemModelTester tester(&model);
    ConnectionSnapshot inside = listener(2, 81);
    inside.id.tuple.local = endpoint("127.0.0.1", 81);
    model.apply(changed({listener(1, 80), inside}));
    const auto cell = [&](int row, int role = Qt::DisplayRole) {
        return model.index(row, Model::Outside).data(role).toString();
    };
    QCOMPARE(cell(0), QString()); // nobody has looked
    firewall::View view;
    view.netns = model.at(0)->netns;
    view.reading = firewall::View::Reading::Read;
    firewall::Reach reach;
    reach.local = model.at(0)->local;
    reach.v4 =
        firewall::Verdict{firewall::Answer::Drop,
                          0,
                          firewall::Place{"inet", "t", "<b>in", 7, "tcp dport 80 drop", true},
                          false,
                          {}};
    firewall::Reach loopback;
    loopback.local = model.at(1)->local;
    loopback.loopback = true;
    view.listeners = {reach, loopback};
    model.setFirewall(view);
    QCOMPARE(cell(0), QStringLiteral("dropped"));
    QCOMPARE(cell(0, Model::kRuleRole), QStringLiteral("tcp dport 80 drop"));
    QVERIFY(cell(0, Qt::ToolTipRole).contains(QLatin1String("tcp dport 80 drop # handle 7")));
    QVERIFY(!cell(0, Qt::ToolTipRole).contains(QLatin1String("<b>"))); // hostile
    QCOMPARE(cell(1), QStringLiteral("loopback only"));
    // One family only
    view.listeners.front().v6 = firewall::Verdict{firewall::Answer::Accept, 0, {}, false, {}};
    model.setFirewall(view);
    QCOMPARE(cell(0), QStringLiteral("IPv4 dropped, IPv6 accepted"));
    QVERIFY(cell(0, Qt::ToolTipRole).contains(QLatin1String("IPv6 accepted: no rule")));
    view.netns += 1; // the filter of another namespace
    model.setFirewall(view);
    QCOMPARE(cell(0), QString());
}

void TestListenerQueues::whatTheFirewallDoesIsNotGuessed() {
    Model model;
    model.apply(changed({listener(1, 80)}));
    firewall::View view;
    view.netns = model.at(0)->netns;
    view.reading = firewall::View::Reading::NotPermitted;
    const auto cell = [&](int role = Qt::DisplayRole) {
        return model.index(0, Model::Outside).data(role).toString();
    };
    model.setFirewall(view);
    QCOMPARE(cell(), QStringLiteral("cannot tell"));
    QVERIFY(cell(Qt::ToolTipRole).contains(QLatin1String("root alone")));
    QCOMPARE(cell(Model::kRuleRole), QString());
    view.reading = firewall::View::Reading::Read;
    firewall::Reach reach;
    reach.local = model.at(0)->local;
    reach.v4 = firewall::Verdict{firewall::Answer::CannotTell, firewall::kLegacy, {}, false, {}};
    view.listeners = {reach};
    model.setFirewall(view);
    QCOMPARE(cell(), QStringLiteral("cannot tell"));
    QVERIFY(cell(Qt::ToolTipRole).contains(QLatin1String("legacy iptables")));
}

QTEST_GUILESS_MAIN(TestListenerQueues)
#include "tst_listener_queues.moc"
