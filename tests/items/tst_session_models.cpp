// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_text.h"
#include "model/items/session_models.h"
#include "tests/items/item_fixtures.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace synoptic;
using namespace synoptic::fixtures;

namespace {

StateTransition step(ConnectionKey key, TcpState from, TcpEvent event, TcpState to, Duration time) {
    StateTransition t;
    t.connection = key;
    t.from = from;
    t.to = to;
    t.event = event;
    t.evidence = Evidence::SocketTable;
    t.edge = findEdge(from, to);
    t.time = t.notBefore = at(time);
    return t;
}

/// A connection that opened at 10 s and was closed by its peer at `closed`.
ConnectionSnapshot opened(ConnectionKey key, const std::vector<StateTransition>& steps) {
    ConnectionSnapshot c = connection(key, steps.empty() ? TcpState::SynSent : steps.back().to);
    c.firstState = TcpState::SynSent;
    c.firstSeen = at(10s);
    ConnectionHistory history;
    history.transitions.assign(steps.begin(), steps.end());
    c.history = std::make_shared<const ConnectionHistory>(history);
    return c;
}

QString text(const QAbstractItemModel& model, int row, int column) {
    return model.index(row, column).data().toString();
}

} // namespace

class TestSessionModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eventLogTellsTheNewestFirst();
    void eventLogKeepsToTheOrderOfTime();
    void eventLogIsBounded();
    void eventLogFilters();
    void eventLogFiltersByEnds();
    void pathGrowsWithItsConnection();
    void pathOfOneOpenedWhileWatching();
    void pathStartsAnewForAnother();
    void statesListCountsAndRates();
    void sessionDistributes();
    void ratesFadeWhenNothingHappens();
    void userNamesComeLater();
    void namespacesHaveNames();
    void serviceNamesAreRead();
    void hostNamesAreOffUntilAsked();
    void hostNamesAreBounded();
    void hostileHostNamesAreRefused();
    void realLookUpFindsLocalhost();
};

void TestSessionModels::eventLogTellsTheNewestFirst() {
    EventLogModel log;
    QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto open =
        step(1, TcpState::SynSent, TcpEvent::ReceiveSynAck, TcpState::Established, 10'500ms);
    const auto fin = step(1, TcpState::Established, TcpEvent::ReceiveFin, TcpState::CloseWait, 17s);
    const ConnectionSnapshot c = opened(1, {open, fin});
    ChangeSet set;
    set.transitions = {open, fin};
    QSignalSpy inserted(&log, &QAbstractItemModel::rowsInserted);
    log.append(set, [&](ConnectionKey key) { return key == 1 ? &c : nullptr; });
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(log.rowCount(), 2);
    QCOMPARE(text(log, 0, EventLogModel::To), QStringLiteral("CLOSE-WAIT"));
    QCOMPARE(text(log, 0, EventLogModel::Event), QStringLiteral("rcv FIN / snd ACK"));
    QCOMPARE(text(log, 0, EventLogModel::SinceLast), QStringLiteral("+6.50 s"));
    QCOMPARE(text(log, 0, EventLogModel::Process), QStringLiteral("curl"));
    QCOMPARE(text(log, 1, EventLogModel::From), QStringLiteral("SYN-SENT"));
    QCOMPARE(text(log, 1, EventLogModel::SinceLast), QStringLiteral("+500 ms"));
    QCOMPARE(log.index(0, 0).data(EventLogModel::KeyRole).toULongLong(), 1ULL);
    log.clear();
    QCOMPARE(log.rowCount(), 0);
}

/// What a RST did is told later than it happened.
void TestSessionModels::eventLogKeepsToTheOrderOfTime() {
    EventLogModel log;
    QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
    log.setFilter({{}, 1U << index(TcpState::Closed), 0});
    const auto none = [](ConnectionKey) -> const ConnectionSnapshot* { return nullptr; };
    const auto tell = [&](const std::vector<int>& seconds) {
        ChangeSet set;
        for (const int second : seconds)
            set.transitions.push_back(step(1, TcpState::Established, TcpEvent::ReceiveRst,
                                           second % 7 == 6 ? TcpState::CloseWait : TcpState::Closed,
                                           second * 1s));
        log.append(set, none);
        for (int row = 1; row < log.rowCount(); ++row)
            QVERIFY(log.at(row - 1)->transition.time >= log.at(row)->transition.time);
    };
    tell({100, 102, 101, 110});
    QCOMPARE(log.rowCount(), 4);
    tell({105, 90, 103, 112, 104}); // 90 and 104 are of the others
    QCOMPARE(log.rowCount(), 7);
    QCOMPARE(log.at(0)->transition.time, at(112s));
    QCOMPARE(log.at(6)->transition.time, at(100s));
    std::vector<int> many;
    for (int second = 0; second < 99; ++second)
        many.push_back(second);
    tell(many);
    QCOMPARE(log.at(log.rowCount() - 1)->transition.time, at(0s));
    QCOMPARE(log.totalCount(), std::size_t{108});
    log.setFilter({});
    QCOMPARE(log.rowCount(), 108);
    tell({});
}

void TestSessionModels::eventLogIsBounded() {
    EventLogModel log(nullptr, 100);
    QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
    log.setFilter({{}, 1U << index(TcpState::CloseWait), 0});
    const auto none = [](ConnectionKey) -> const ConnectionSnapshot* { return nullptr; };
    for (int batch = 0; batch < 40; ++batch) {
        ChangeSet set;
        for (int i = 0; i < 7; ++i) {
            const int number = batch * 7 + i;
            set.transitions.push_back(step(
                static_cast<ConnectionKey>(number + 1), TcpState::Established, TcpEvent::ReceiveFin,
                number % 3 == 0 ? TcpState::CloseWait : TcpState::Closed, number * 1s));
        }
        log.append(set, none);
        QVERIFY(log.totalCount() <= 100);
    }
    QCOMPARE(log.totalCount(), std::size_t{100});
    QCOMPARE(log.rowCount(), 34); // every third of 180..279
    QCOMPARE(log.at(0)->transition.connection, ConnectionKey{280});
    QCOMPARE(log.at(33)->transition.connection, ConnectionKey{181});
    ChangeSet flood;
    for (int i = 0; i < 250; ++i)
        flood.transitions.push_back(
            step(1, TcpState::Established, TcpEvent::ReceiveFin, TcpState::CloseWait, 1h));
    log.append(flood, none);
    QCOMPARE(log.totalCount(), std::size_t{100});
    QCOMPARE(log.rowCount(), 100);
}

void TestSessionModels::eventLogFilters() {
    EventLogModel log;
    QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto inferred = step(2, TcpState::FinWait1, TcpEvent::ReceiveAckOfFin, TcpState::FinWait2, 3s);
    inferred.evidence = Evidence::Inferred;
    ChangeSet set;
    set.transitions = {
        step(1, TcpState::SynSent, TcpEvent::ReceiveSynAck, TcpState::Established, 1s), inferred};
    const ConnectionSnapshot one = connection(1);
    log.append(set, [&](ConnectionKey key) { return key == 1 ? &one : nullptr; });
    log.setFilter({QStringLiteral("CURL"), 0, 0});
    QCOMPARE(log.rowCount(), 1);
    QCOMPARE(log.at(0)->transition.connection, ConnectionKey{1});
    log.setFilter({QStringLiteral("ack of fin"), 0, 0});
    QCOMPARE(log.rowCount(), 1);
    log.setFilter({{}, 0, 1U << static_cast<int>(Evidence::Inferred)});
    QCOMPARE(log.rowCount(), 1);
    QCOMPARE(log.at(0)->transition.connection, ConnectionKey{2});
    log.setFilter({{}, 1U << index(TcpState::SynSent), 0});
    QCOMPARE(log.rowCount(), 1);
    log.setFilter({});
    QCOMPARE(log.rowCount(), 2);
}

void TestSessionModels::eventLogFiltersByEnds() {
    ConnectionSnapshot one = connection(1);
    one.id.tuple.local = {*IpAddress::parse("fe80::1"), 443, 2};
    one.id.tuple.remote = {*IpAddress::parse("fe80::2"), 50000, 2};
    ConnectionSnapshot two = listener(2, 8080);
    two.owner = {.kind = Owner::Kind::Kernel, .others = 0, .process = {}};
    EventLogModel log;
    ChangeSet set;
    set.transitions = {
        step(1, TcpState::SynReceived, TcpEvent::ReceiveAckOfSyn, TcpState::Established, 1s),
        step(2, TcpState::Closed, TcpEvent::PassiveOpen, TcpState::Listen, 2s)};
    log.append(set, [&](ConnectionKey key) { return key == 1 ? &one : &two; });
    const auto found = [&](const char* text) {
        log.setFilter({QString::fromUtf8(text), 0, 0});
        QString connections;
        for (int row = log.rowCount() - 1; row >= 0; --row)
            connections += QString::number(log.at(row)->transition.connection);
        return connections;
    };
    QCOMPARE(found("FE80::1"), QStringLiteral("1"));
    QCOMPARE(found("1%2]:443 ↔ [fe80"), QStringLiteral("1"));
    QCOMPARE(found("["), QStringLiteral("1"));
    QCOMPARE(found("↔"), QStringLiteral("1"));
    QCOMPARE(found(":8080"), QStringLiteral("2"));
    QCOMPARE(found(":0"), QString());
    QCOMPARE(found("kern"), QStringLiteral("2"));
    QCOMPARE(found("12"), QString());
}

void TestSessionModels::pathGrowsWithItsConnection() {
    ConnectionPathModel path;
    QAbstractItemModelTester tester(&path, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&path, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&path, &QAbstractItemModel::rowsInserted);
    const auto open =
        step(1, TcpState::SynSent, TcpEvent::ReceiveSynAck, TcpState::Established, 10'041ms);
    ConnectionSnapshot c = opened(1, {open});
    path.setConnection(&c);
    QCOMPARE(reset.count(), 1);
    QCOMPARE(path.rowCount(), 2);
    QCOMPARE(text(path, 0, ConnectionPathModel::Step), QString()); // no transition led to it
    QCOMPARE(text(path, 1, ConnectionPathModel::Step), QStringLiteral("1"));
    QCOMPARE(text(path, 0, ConnectionPathModel::State), QStringLiteral("SYN-SENT"));
    QCOMPARE(text(path, 0, ConnectionPathModel::Event), QStringLiteral("first seen"));
    QCOMPARE(text(path, 1, ConnectionPathModel::SinceLast), QStringLiteral("+41 ms"));
    QCOMPARE(text(path, 1, ConnectionPathModel::Event), QStringLiteral("rcv SYN+ACK / snd ACK"));

    auto fin = step(1, TcpState::Established, TcpEvent::ReceiveFin, TcpState::CloseWait, 17s);
    fin.evidence = Evidence::Inferred;
    fin.notBefore = at(16s);
    c = opened(1, {open, fin});
    path.setConnection(&c);
    QCOMPARE(reset.count(), 1);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(path.rowCount(), 3);
    QVERIFY(path.index(2, 0).data(ConnectionPathModel::InferredRole).toBool());
    QVERIFY(path.index(2, ConnectionPathModel::Time)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("Between")));
}

void TestSessionModels::pathOfOneOpenedWhileWatching() {
    // Seen ESTABLISHED at first; the hops to it were worked out.
    auto syn = step(1, TcpState::Closed, TcpEvent::ActiveOpen, TcpState::SynSent, 10s);
    auto open = step(1, TcpState::SynSent, TcpEvent::ReceiveSynAck, TcpState::Established, 10s);
    syn.evidence = open.evidence = Evidence::Inferred;
    syn.notBefore = open.notBefore = at(9s);
    ConnectionSnapshot c = opened(1, {syn, open});
    c.firstState = TcpState::Established;
    ConnectionPathModel path;
    path.setConnection(&c);
    QCOMPARE(path.rowCount(), 2);
    QCOMPARE(text(path, 0, ConnectionPathModel::Step), QStringLiteral("1"));
    QCOMPARE(text(path, 0, ConnectionPathModel::State), QStringLiteral("SYN-SENT"));
    QVERIFY(path.index(0, 0).data(ConnectionPathModel::InferredRole).toBool());
    QCOMPARE(text(path, 1, ConnectionPathModel::Step), QStringLiteral("2"));
    QCOMPARE(text(path, 1, ConnectionPathModel::State), QStringLiteral("ESTABLISHED"));
    // Both lie between two looks: how long one came after the other is not known.
    QCOMPARE(text(path, 1, ConnectionPathModel::SinceLast), QStringLiteral("–"));
    QVERIFY(path.index(1, ConnectionPathModel::SinceLast)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("Between")));
}

void TestSessionModels::pathStartsAnewForAnother() {
    ConnectionPathModel path;
    QAbstractItemModelTester tester(&path, QAbstractItemModelTester::FailureReportingMode::QtTest);
    ConnectionSnapshot c = opened(
        1, {step(1, TcpState::SynSent, TcpEvent::ReceiveSynAck, TcpState::Established, 11s)});
    path.setConnection(&c);
    ConnectionSnapshot other = connection(2);
    other.alreadyThere = true;
    path.setConnection(&other);
    QCOMPARE(path.rowCount(), 1);
    QCOMPARE(text(path, 0, ConnectionPathModel::Event), QStringLiteral("already there"));
    // Where old steps were let go, the numbers go on from them.
    ConnectionHistory history = *c.history;
    history.omitted = 5;
    c.history = std::make_shared<const ConnectionHistory>(history);
    path.setConnection(&c);
    QCOMPARE(path.rowCount(), 1);
    QCOMPARE(text(path, 0, ConnectionPathModel::Step), QStringLiteral("6"));
    path.setConnection(nullptr);
    QCOMPARE(path.rowCount(), 0);
}

void TestSessionModels::statesListCountsAndRates() {
    StateListModel list;
    QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(list.rowCount(), 11);
    QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
    StateCounts counts{};
    StateRates rates{};
    counts[index(TcpState::TimeWait)] = 412;
    rates[index(TcpState::TimeWait)] = 7.04;
    list.setValues(counts, rates);
    list.setValues(counts, rates);
    QCOMPARE(changed.count(), 1);
    const int row = static_cast<int>(index(TcpState::TimeWait));
    QCOMPARE(text(list, row, StateListModel::State), QStringLiteral("TIME-WAIT"));
    QCOMPARE(text(list, row, StateListModel::Count), QStringLiteral("412"));
    QCOMPARE(text(list, row, StateListModel::Rate), QStringLiteral("7.0"));
    for (int i = 0; i < list.rowCount(); ++i)
        QVERIFY(text(list, i, StateListModel::Meaning).size() > 20);
}

void TestSessionModels::sessionDistributes() {
    SessionModels session;
    QSignalSpy counts(&session, &SessionModels::countsChanged);
    QSignalSpy selection(&session, &SessionModels::selectionChanged);
    int arrived = 0;
    connect(&session, &SessionModels::transitionsArrived, this, [&](const ChangeSet& set) {
        arrived += static_cast<int>(set.transitions.size());
        QCOMPARE(session.eventLog().rowCount(), 1); // the models have it already
    });
    const auto open =
        step(1, TcpState::SynSent, TcpEvent::ReceiveSynAck, TcpState::Established, 11s);
    ChangeSet set;
    set.time = at(11s);
    set.changed = {opened(1, {open}), connection(2)};
    set.transitions = {open};
    set.edgeCounts[open.edge] = 10;
    set.counts[index(TcpState::Established)] = 2;
    set.totals.connections = 2;
    session.apply(set);
    session.connections().tickOrder();
    QCOMPARE(arrived, 1);
    QCOMPARE(session.connections().rowCount(), 2);
    QCOMPARE(session.counts()[index(TcpState::Established)], 2U);
    QCOMPARE(session.totals().connections, std::uint64_t{2});
    QCOMPARE(session.edgeRates()[open.edge], 2.0);
    QCOMPARE(session.stateRates()[index(TcpState::Established)], 2.0);
    QVERIFY(counts.count() > 0);

    session.setSelected(1);
    QCOMPARE(selection.count(), 1);
    QCOMPARE(session.path().rowCount(), 2);
    QCOMPARE(session.selected()->key, ConnectionKey{1});

    // The selected one goes on; another's changes do not disturb.
    disconnect(&session, &SessionModels::transitionsArrived, this, nullptr);
    ChangeSet other;
    other.time = at(12s);
    other.changed = {connection(2)};
    session.apply(other);
    QCOMPARE(selection.count(), 1);
    const auto fin = step(1, TcpState::Established, TcpEvent::ReceiveFin, TcpState::CloseWait, 13s);
    ChangeSet more;
    more.time = at(13s);
    more.changed = {opened(1, {open, fin})};
    more.transitions = {fin};
    session.apply(more);
    QCOMPARE(selection.count(), 2);
    QCOMPARE(session.path().rowCount(), 3);

    // Its last transition comes with its removal and is told with its name all the same.
    const auto end = step(1, TcpState::CloseWait, TcpEvent::Abort, TcpState::Closed, 14s);
    ChangeSet last;
    last.time = at(14s);
    last.transitions = {end};
    last.removed = {1};
    session.apply(last);
    QCOMPARE(text(session.eventLog(), 0, EventLogModel::Process), QStringLiteral("curl"));
    session.connections().tickOrder();
    QVERIFY(session.selected() == nullptr);

    session.clear();
    QCOMPARE(session.connections().rowCount(), 0);
    QCOMPARE(session.eventLog().rowCount(), 0);
    QCOMPARE(session.selectedKey(), ConnectionKey{0});
    QCOMPARE(session.counts()[index(TcpState::Established)], 0U);
}

void TestSessionModels::ratesFadeWhenNothingHappens() {
    SessionModels session;
    ChangeSet set;
    set.time = at(0s);
    set.edgeCounts[3] = 50;
    session.apply(set);
    QCOMPARE(session.transitionRate(), 10.0);
    session.advance(at(4s));
    QCOMPARE(session.transitionRate(), 10.0);
    session.advance(at(5s));
    QCOMPARE(session.transitionRate(), 0.0);
}

void TestSessionModels::userNamesComeLater() {
    LiveNames names;
    QSignalSpy learnt(&names, &LiveNames::learnt);
    QTRY_VERIFY(names.user(0) == QStringLiteral("root"));
    QVERIFY(learnt.count() > 0);
    QVERIFY(names.interfaceName(1).isEmpty() || names.interfaceName(1) == QStringLiteral("lo"));
    QTRY_COMPARE(names.interfaceName(1), QStringLiteral("lo"));
    QCOMPARE(names.user(0xfffffff0U), QString());
}

void TestSessionModels::namespacesHaveNames() {
    LiveNames names;
    QVERIFY(!names.tellsNamespaces());
    QVERIFY(names.isNamespaceListed(7)); // nothing is said where nobody asked
    const std::vector<NamespaceName> known{{1, {}}, {2, "web\x1b[31m\nnext"}, {3, {}}};
    names.setNamespaces(std::make_shared<const std::vector<NamespaceName>>(known));
    QVERIFY(names.tellsNamespaces());
    QCOMPARE(names.networkNamespace(1), QStringLiteral("this one"));
    QVERIFY(names.networkNamespace(2).startsWith(QStringLiteral("web")));
    QVERIFY(!names.networkNamespace(2).contains(QChar(0x1b)));
    QVERIFY(!names.networkNamespace(2).contains(u'\n'));
    ConnectionSnapshot c = connection(1, TcpState::Established);
    c.id.netns = 3;
    QCOMPARE(namespaceText(c, names), QStringLiteral("3"));
    QVERIFY(names.isNamespaceListed(3) && !names.isNamespaceListed(4)); // 4: by trace alone
    QVERIFY(isMutedCell(c, ConnectionColumns::Namespace, names) == false);
    c.id.netns = 4;
    QVERIFY(isMutedCell(c, ConnectionColumns::Namespace, names));
}

void TestSessionModels::serviceNamesAreRead() {
    const ServiceNames::Table table =
        ServiceNames::parse("# comment\nhttp\t80/tcp www # web\nhttp-alt 80/tcp\ndomain 53/udp\n"
                            "bad 99999/tcp\nworse /tcp\nsctp 7/sctp\n\nev\x1bil 81/tcp");
    QCOMPARE(table.size(), std::size_t{3});
    QCOMPARE(table.at(80U << 1), QStringLiteral("http"));
    QCOMPARE(table.at(53U << 1 | 1U), QStringLiteral("domain"));
    QCOMPARE(table.at(81U << 1), QStringLiteral("ev\uFFFDil"));
}

void TestSessionModels::hostNamesAreOffUntilAsked() {
    QStringList asked;
    HostNames hosts(
        [&](const QString& address, std::function<void(QString)> done) {
            asked << address;
            done(QStringLiteral("host-%1.example").arg(address.section(u'.', 3)));
        },
        nullptr);
    QSignalSpy learnt(&hosts, &HostNames::learnt);
    const IpAddress address = *IpAddress::parse("192.0.2.7");
    hosts.want(address);
    QVERIFY(asked.isEmpty());
    hosts.setEnabled(true);
    hosts.want(address);
    hosts.want(address);
    QCOMPARE(asked, QStringList{QStringLiteral("192.0.2.7")});
    QCOMPARE(hosts.name(address), QStringLiteral("host-7.example"));
    QTRY_VERIFY(learnt.count() >= 2);
    hosts.setEnabled(false);
    QCOMPARE(hosts.name(address), QString());
}

void TestSessionModels::hostNamesAreBounded() {
    std::vector<std::function<void(QString)>> running;
    QStringList asked;
    HostNames hosts(
        [&](const QString& address, std::function<void(QString)> done) {
            asked << address;
            running.push_back(std::move(done));
        },
        nullptr);
    hosts.setEnabled(true);
    for (std::uint32_t i = 1; i <= 10'000; ++i)
        hosts.want(IpAddress::fromV4(0x0A000000U + i));
    QCOMPARE(asked.size(), HostNames::kMostAtOnce);
    auto first = running.front();
    first(QString());
    QCOMPARE(asked.size(), HostNames::kMostAtOnce + 1);
    QCOMPARE(asked.last(), QStringLiteral("10.0.39.16")); // the newest wish
    // Every look-up ends, one starting the next: as many as wishes were kept.
    for (std::size_t i = 1; i < running.size(); ++i) {
        auto done = running[i];
        done(QString());
    }
    QCOMPARE(static_cast<std::size_t>(asked.size()),
             HostNames::kMostWishes + HostNames::kMostAtOnce);
}

void TestSessionModels::hostileHostNamesAreRefused() {
    QCOMPARE(checkedHostName(QStringLiteral("www.example_1.org")),
             QStringLiteral("www.example_1.org"));
    QCOMPARE(checkedHostName(QStringLiteral("<b>x</b>")), QString());
    QCOMPARE(checkedHostName(QStringLiteral("a\nb")), QString());
    QCOMPARE(checkedHostName(QString(300, u'a')), QString());
}

void TestSessionModels::realLookUpFindsLocalhost() {
    HostNames hosts;
    hosts.setEnabled(true);
    const IpAddress loopback = *IpAddress::parse("127.0.0.1");
    hosts.want(loopback);
    QTRY_VERIFY_WITH_TIMEOUT(!hosts.name(loopback).isEmpty(), 5000);
}

QTEST_GUILESS_MAIN(TestSessionModels)
#include "tst_session_models.moc"
