// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_table_model.h"
#include "tests/items/item_fixtures.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace synoptic;
using namespace synoptic::fixtures;
using Model = ConnectionTableModel;

namespace {

ChangeSet changes(Duration time, std::vector<ConnectionSnapshot> changed,
                  std::vector<ConnectionKey> removed = {}) {
    ChangeSet set;
    set.time = at(time);
    set.changed = std::move(changed);
    set.removed = std::move(removed);
    return set;
}

std::vector<ConnectionKey> keys(const Model& model) {
    std::vector<ConnectionKey> list;
    for (int row = 0; row < model.rowCount(); ++row)
        list.push_back(model.at(row)->key);
    return list;
}

QString text(const Model& model, int row, Model::Column column) {
    return model.index(row, column).data().toString();
}

ConnectionFilter parsed(const char* text) {
    return ConnectionFilter::parse(QString::fromUtf8(text)).filter;
}

RowHighlight highlight(const Model& model, int row, Model::Column column) {
    return static_cast<RowHighlight>(model.index(row, column).data(Model::HighlightRole).toInt());
}

} // namespace

class TestConnectionTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsComeGoAndMoveAtTheOrderTick();
    void sortsByValue_data();
    void sortsByValue();
    void persistentIndexesFollowTheirConnection();
    void heldOrderStaysAndSaysSo();
    void heldOrderKeepsNothingThatCameAndWent();
    void highlightsLastTheirTime();
    void closedLeaveOrStay();
    void cellsSayWhatPeopleRead();
    void shortLivedConnectionsAreSeen();
    void hostileTextIsMadeSafe();
    void churnAgreesWithANaiveModel_data();
    void churnAgreesWithANaiveModel();
};

void TestConnectionTable::rowsComeGoAndMoveAtTheOrderTick() {
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy layout(&model, &QAbstractItemModel::layoutChanged);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy counts(&model, &Model::countsChanged);
    model.sort(Model::RemoteAddress);
    model.apply(changes(0s, {connection(3), connection(1), connection(2)}));
    QCOMPARE(model.rowCount(), 0);
    model.tickOrder();
    QCOMPARE(keys(model), (std::vector<ConnectionKey>{1, 2, 3}));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(counts.count(), 1);
    QCOMPARE(model.totalCount(), 3);

    // One goes, one moves, two come: one insertRows, one layoutChanged, one removeRows.
    inserted.clear();
    layout.clear();
    ConnectionSnapshot moved = connection(1);
    moved.id.tuple.remote.address = *IpAddress::parse("203.0.113.1");
    model.apply(changes(1s, {moved, connection(5), connection(4)}, {2}));
    QCOMPARE(keys(model), (std::vector<ConnectionKey>{1, 2, 3}));
    model.tickOrder();
    QCOMPARE(keys(model), (std::vector<ConnectionKey>{3, 4, 5, 1}));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(layout.count(), 1);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(reset.count(), 0);
    QVERIFY(model.find(2) == nullptr);
    QCOMPARE(model.rowOf(1), 3);

    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.totalCount(), 0);
}

void TestConnectionTable::sortsByValue_data() {
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("ascending");
    QTest::addColumn<QString>("descending");
    // Unknown values stand last either way.
    QTest::newRow("state") << int(Model::State) << "ebcda"
                           << "adcbe";
    QTest::newRow("process") << int(Model::Process) << "bdace"
                             << "cadbe";
    QTest::newRow("remote") << int(Model::RemoteAddress) << "badce"
                            << "cdabe";
    QTest::newRow("remote port") << int(Model::RemotePort) << "acbde"
                                 << "dbcae";
    QTest::newRow("rtt") << int(Model::Rtt) << "bacde"
                         << "abcde";
    QTest::newRow("age") << int(Model::Age) << "ebacd"
                         << "dcabe";
}

void TestConnectionTable::sortsByValue() {
    QFETCH(int, column);
    QFETCH(QString, ascending);
    QFETCH(QString, descending);
    const auto make = [](ConnectionKey key, TcpState state, const char* process_, Endpoint remote,
                         Duration seen) {
        ConnectionSnapshot c = connection(key, state);
        c.owner = process(process_, static_cast<int>(key));
        c.id.tuple.remote = remote;
        c.firstSeen = at(seen);
        return c;
    };
    ConnectionSnapshot a = make(1, TcpState::LastAck, "Nginx", endpoint("10.0.0.10", 80), 30s);
    a.metrics = metrics(9000);
    ConnectionSnapshot b = make(2, TcpState::SynSent, "bash", endpoint("9.0.0.10", 8080), 40s);
    b.metrics = metrics(800);
    const ConnectionSnapshot c =
        make(3, TcpState::Established, "zsh", endpoint("2001:db8::1", 443), 20s);
    const ConnectionSnapshot d = make(4, TcpState::TimeWait, "curl", endpoint("::1", 50000), 10s);
    ConnectionSnapshot e = listener(5, 80);
    e.owner = {Owner::Kind::Kernel, 0, nullptr};
    e.firstSeen = at(50s);

    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.apply(changes(60s, {c, e, a, d, b}));
    model.tickOrder();
    const auto letters = [&] {
        QString out;
        for (const ConnectionKey key : keys(model))
            out += QChar(u'a' + static_cast<char16_t>(key - 1));
        return out;
    };
    model.sort(column, Qt::AscendingOrder);
    QCOMPARE(letters(), ascending);
    model.sort(column, Qt::DescendingOrder);
    QCOMPARE(letters(), descending);
}

void TestConnectionTable::persistentIndexesFollowTheirConnection() {
    Model model;
    std::vector<ConnectionSnapshot> list;
    for (ConnectionKey key = 1; key <= 100; ++key)
        list.push_back(connection(key));
    model.apply(changes(0s, list));
    model.tickOrder();
    std::vector<std::pair<QPersistentModelIndex, ConnectionKey>> held;
    for (const int row : {0, 17, 50, 99})
        held.emplace_back(model.index(row, Model::Rtt), model.at(row)->key);
    model.sort(Model::RemoteAddress, Qt::DescendingOrder);
    model.setFilter(parsed("not dst:198.51.100.1"));
    std::vector<ConnectionKey> gone;
    for (ConnectionKey key = 2; key <= 40; ++key)
        gone.push_back(key);
    model.apply(changes(1s, {}, gone));
    model.tickOrder();
    for (const auto& [index, key] : held) {
        const int row = model.rowOf(key);
        QCOMPARE(index.isValid(), row >= 0);
        if (row >= 0) {
            QCOMPARE(index.row(), row);
            QCOMPARE(index.column(), int(Model::Rtt));
        }
    }
    QVERIFY(!held[0].first.isValid());
    QVERIFY(held[3].first.isValid());
}

void TestConnectionTable::heldOrderStaysAndSaysSo() {
    Model model;
    QSignalSpy said(&model, &Model::orderHeldChanged);
    model.sort(Model::RemotePort);
    model.apply(changes(0s, {connection(1), connection(2)}));
    model.tickOrder();
    model.setOrderHeld(true);
    QCOMPARE(said.count(), 0); // nothing waits yet

    ConnectionSnapshot moved = connection(1);
    moved.id.tuple.remote.port = 9999;
    moved.receiveQueue = 77;
    model.apply(changes(1s, {moved, connection(3)}, {2}));
    QCOMPARE(said.count(), 1);
    QCOMPARE(said.takeFirst().at(0).toBool(), true);
    model.tickOrder();
    QCOMPARE(keys(model), (std::vector<ConnectionKey>{1, 2}));
    QCOMPARE(text(model, 0, Model::ReceiveQueue), QStringLiteral("77 B")); // values go on
    model.setOrderHeld(false);
    QCOMPARE(said.count(), 1);
    QCOMPARE(said.takeFirst().at(0).toBool(), false);
    model.tickOrder();
    QCOMPARE(keys(model), (std::vector<ConnectionKey>{3, 1}));
}

void TestConnectionTable::heldOrderKeepsNothingThatCameAndWent() {
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.sort(Model::RemotePort);
    model.apply(changes(0s, {connection(1)}));
    model.tickOrder();
    model.setOrderHeld(true);
    for (ConnectionKey key = 2; key < 1000; ++key) {
        model.apply(changes(1s, {connection(static_cast<int>(key))}));
        model.apply(changes(1s, {}, {key}));
        QVERIFY(!model.find(key));
    }
    model.setOrderHeld(false);
    model.tickOrder();
    QCOMPARE(keys(model), (std::vector<ConnectionKey>{1}));
    QCOMPARE(model.totalCount(), 1);
    QCOMPARE(model.matchCount(), 1);
}

void TestConnectionTable::highlightsLastTheirTime() {
    Model model;
    ConnectionSnapshot old = connection(1);
    old.alreadyThere = true;
    model.apply(changes(0s, {old, connection(2)}));
    model.tickOrder();
    const int oldRow = model.rowOf(1);
    const int newRow = model.rowOf(2);
    QCOMPARE(highlight(model, oldRow, Model::State), RowHighlight::None);
    QCOMPARE(highlight(model, newRow, Model::Rtt), RowHighlight::New);
    model.advance(at(1900ms));
    QCOMPARE(highlight(model, newRow, Model::Rtt), RowHighlight::New);
    model.advance(at(2000ms));
    QCOMPARE(highlight(model, newRow, Model::Rtt), RowHighlight::None);

    // A change of value is no change of state; a change of state marks the state cell alone.
    old.receiveQueue = 5;
    model.apply(changes(3s, {old}));
    QCOMPARE(highlight(model, oldRow, Model::State), RowHighlight::None);
    old.state = TcpState::CloseWait;
    model.apply(changes(3s, {old}));
    QCOMPARE(highlight(model, oldRow, Model::State), RowHighlight::Changed);
    QCOMPARE(highlight(model, oldRow, Model::Process), RowHighlight::None);
    QCOMPARE(model.headerData(oldRow, Qt::Vertical, Model::HighlightRole).toInt(),
             int(RowHighlight::Changed));
    model.advance(at(4100ms));
    QCOMPARE(highlight(model, oldRow, Model::State), RowHighlight::Changed);
    QSignalSpy told(&model, &QAbstractItemModel::dataChanged);
    model.advance(at(4200ms));
    QCOMPARE(highlight(model, oldRow, Model::State), RowHighlight::None);
    QCOMPARE(told.count(), 1);
}

void TestConnectionTable::closedLeaveOrStay() {
    Model model;
    model.apply(changes(0s, {connection(1), connection(2)}));
    model.tickOrder();
    ConnectionSnapshot closed = connection(1, TcpState::Closed);
    closed.closed = true;
    model.apply(changes(10s, {closed}));
    model.tickOrder();
    QCOMPARE(model.rowCount(), 2);
    const int row = model.rowOf(1);
    QCOMPARE(highlight(model, row, Model::Process), RowHighlight::Closed);
    QVERIFY(model.index(row, 0).data(Model::ClosedRole).toBool());
    // It only stays to be seen leaving: the chips no longer count it, so neither does the field.
    QCOMPARE(model.totalCount(), 1);
    QCOMPARE(model.matchCount(), 1);
    model.advance(at(11900ms));
    model.tickOrder();
    QCOMPARE(model.rowCount(), 2);
    model.advance(at(12s));
    model.tickOrder();
    QCOMPARE(keys(model), (std::vector<ConnectionKey>{2}));
    QCOMPARE(model.totalCount(), 1);

    // The tracker still keeps it: it comes back when asked for, without a highlight.
    model.setShowClosed(true);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.highlightOf(model.rowOf(1)), RowHighlight::None);
    model.setShowClosed(false);
    QCOMPARE(model.rowCount(), 1);
    model.setFilter(parsed("is:closed"));
    QCOMPARE(keys(model), (std::vector<ConnectionKey>{1}));
    model.setFilter({});
    QCOMPARE(keys(model), (std::vector<ConnectionKey>{2}));

    // Forgotten by the tracker, the shown one too.
    model.apply(changes(70s, {}, {1, 2}));
    model.tickOrder();
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(model.find(1) == nullptr);
}

void TestConnectionTable::shortLivedConnectionsAreSeen() {
    Model model;
    ConnectionSnapshot c = connection(1);
    model.apply(changes(0s, {c}));
    c.closed = true;
    c.state = TcpState::Closed;
    model.apply(changes(200ms, {c}));
    model.advance(at(900ms));
    model.tickOrder();
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(highlight(model, 0, Model::State), RowHighlight::Closed);
    model.advance(at(2800ms));
    model.tickOrder();
    QCOMPARE(model.rowCount(), 1);
    model.advance(at(2900ms));
    model.tickOrder();
    QCOMPARE(model.rowCount(), 0);
}

void TestConnectionTable::cellsSayWhatPeopleRead() {
    QLocale::setDefault(QLocale::c());
    TableNames names;
    Model model(&names);
    ConnectionSnapshot c = connection(1);
    c.alreadyThere = true;
    c.metrics = metrics(18'200);
    c.receiveRate = 2458;
    c.owner = {Owner::Kind::OtherUser, 0, nullptr};
    ConnectionSnapshot udp = connection(2, TcpState::Closed);
    udp.id.protocol = Protocol::Udp;
    udp.id.tuple.remote = {};
    udp.owner = {Owner::Kind::NotVisible, 0, nullptr};
    ConnectionSnapshot tw = connection(4, TcpState::TimeWait);
    tw.owner = {Owner::Kind::Kernel, 0, nullptr};
    tw.lastChange = at(2426s - 400ms);
    model.apply(changes(0s, {c, udp, listener(3, 443), tw}));
    model.tickOrder();
    model.advance(at(2466s));
    const int row = model.rowOf(1);
    QCOMPARE(text(model, row, Model::State), QStringLiteral("ESTABLISHED"));
    QCOMPARE(text(model, row, Model::TimeInState), QStringLiteral("> 41 m 06 s"));
    QCOMPARE(text(model, row, Model::ReceiveRate), QStringLiteral("2.4 KiB"));
    QCOMPARE(text(model, row, Model::SendRate), QStringLiteral("0"));
    QCOMPARE(text(model, row, Model::Rtt), QStringLiteral("18.2 ms"));
    QCOMPARE(text(model, row, Model::Process), QStringLiteral("other user"));
    QVERIFY(model.index(row, Model::Process).data(Model::MutedRole).toBool());
    QVERIFY(model.index(row, Model::SendRate).data(Model::MutedRole).toBool());
    QVERIFY(!model.index(row, Model::ReceiveRate).data(Model::MutedRole).toBool());
    QVERIFY(model.index(row, Model::Process)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("another user")));
    QCOMPARE(model.index(row, Model::Rtt).data(Model::SortRole).toDouble(), 0.0182);

    const int udpRow = model.rowOf(2);
    QCOMPARE(text(model, udpRow, Model::State), QStringLiteral("UDP"));
    QVERIFY(!model.index(udpRow, 0).data(Model::TcpStateRole).isValid());
    QVERIFY(model.index(udpRow, 0)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("not connected")));
    QCOMPARE(text(model, udpRow, Model::RemoteAddress), QStringLiteral("*"));
    QCOMPARE(text(model, udpRow, Model::Process), QStringLiteral("not visible"));

    const int listenRow = model.rowOf(3);
    QCOMPARE(text(model, listenRow, Model::ReceiveQueue), QStringLiteral("3"));
    QCOMPARE(text(model, listenRow, Model::SendQueue), QStringLiteral("128"));
    const QString queues =
        model.index(listenRow, Model::SendQueue).data(Qt::ToolTipRole).toString();
    QVERIFY2(queues.contains(QStringLiteral("Accept queue: 3 ")) &&
                 queues.contains(QStringLiteral("limit 128")),
             qPrintable(queues));
    QCOMPARE(text(model, listenRow, Model::Service), QStringLiteral("https"));

    const int waitRow = model.rowOf(4);
    QCOMPARE(text(model, waitRow, Model::Process), QStringLiteral("kernel"));
    QCOMPARE(text(model, waitRow, Model::Rtt), QStringLiteral("–"));
    QCOMPARE(text(model, waitRow, Model::TimeInState), QStringLiteral("40.4 s"));
}

void TestConnectionTable::hostileTextIsMadeSafe() {
    Model model;
    ConnectionSnapshot c = connection(1);
    ProcessInfo info;
    info.name = "ev\x1b[31m\nil\xe2\x80\xae";
    info.commandLine = "<b>bold</b><img src=x>";
    c.owner.process = std::make_shared<const ProcessInfo>(info);
    model.apply(changes(0s, {c}));
    model.tickOrder();
    const QString shown = text(model, 0, Model::Process);
    QVERIFY(std::all_of(shown.cbegin(), shown.cend(), [](QChar ch) {
        return ch.isPrint() || ch == QChar(QChar::ReplacementCharacter);
    }));
    const QString tip = model.index(0, Model::Process).data(Qt::ToolTipRole).toString();
    QVERIFY(!tip.contains(QStringLiteral("<b>")));
    QVERIFY(tip.contains(QStringLiteral("&lt;b&gt;")));
}

void TestConnectionTable::churnAgreesWithANaiveModel_data() {
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("order");
    QTest::addColumn<QString>("filter");
    QTest::newRow("unsorted") << -1 << int(Qt::AscendingOrder) << "";
    QTest::newRow("queue down") << int(Model::ReceiveQueue) << int(Qt::DescendingOrder) << "";
    QTest::newRow("queue up, filtered")
        << int(Model::ReceiveQueue) << int(Qt::AscendingOrder) << "recvq:>20";
    QTest::newRow("process, filtered")
        << int(Model::Process) << int(Qt::AscendingOrder) << "state:ESTABLISHED or process:p1";
    QTest::newRow("age, by time") << int(Model::Age) << int(Qt::AscendingOrder) << "age:<10s";
}

/// What the model should show, the slow and plain way.
void TestConnectionTable::churnAgreesWithANaiveModel() {
    QFETCH(int, column);
    QFETCH(int, order);
    QFETCH(QString, filter);
    const ConnectionNames noNames;
    Model model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const ConnectionFilter condition = ConnectionFilter::parse(filter).filter;
    model.sort(column, static_cast<Qt::SortOrder>(order));
    model.setFilter(condition);
    model.setShowClosed(true);

    std::mt19937 random(7);
    const auto below = [&](unsigned bound) { return static_cast<unsigned>(random() % bound); };
    std::map<ConnectionKey, ConnectionSnapshot> naive;
    std::map<ConnectionKey, QPersistentModelIndex> watched;
    ConnectionKey next = 1;
    for (int step = 0; step < 450; ++step) {
        const Duration time = step * 100ms;
        ChangeSet set = changes(time, {});
        const auto freshen = [&](ConnectionSnapshot c) {
            c.receiveQueue = below(100);
            c.owner = process(("p" + std::to_string(below(5))).c_str(), 1);
            c.state = below(2) == 0 ? TcpState::Established : TcpState::CloseWait;
            set.changed.push_back(c);
            naive[c.key] = c;
        };
        for (unsigned i = below(4); i > 0; --i) {
            ConnectionSnapshot c = connection(next++);
            c.firstSeen = at(time);
            freshen(c);
        }
        for (auto& [key, c] : std::map(naive)) {
            if (below(20) == 0 && c.firstSeen != at(time))
                freshen(c);
        }
        for (auto it = naive.begin(); it != naive.end();) {
            const bool justSent =
                std::any_of(set.changed.begin(), set.changed.end(),
                            [&](const ConnectionSnapshot& c) { return c.key == it->first; });
            if (below(40) == 0 && !justSent) {
                set.removed.push_back(it->first);
                it = naive.erase(it);
            } else {
                ++it;
            }
        }
        model.apply(set);
        model.advance(at(time));
        if (step % 3 != 0)
            continue;
        model.tickOrder();
        model.tickValues();

        const auto value = [&](const ConnectionSnapshot& c) -> std::pair<std::string, qint64> {
            switch (column) {
            case Model::ReceiveQueue:
                return {"", c.receiveQueue};
            case Model::Process:
                return {c.owner.process->name, 0};
            case Model::Age:
                return {"", -c.firstSeen.time_since_epoch().count()};
            default:
                return {"", 0};
            }
        };
        std::vector<ConnectionSnapshot> expected;
        for (const auto& [key, c] : naive) {
            if (condition.matches(c, {at(time), noNames}))
                expected.push_back(c);
        }
        std::stable_sort(expected.begin(), expected.end(), [&](const auto& a, const auto& b) {
            return order == Qt::AscendingOrder ? value(a) < value(b) : value(b) < value(a);
        });
        std::vector<ConnectionKey> expectedKeys;
        for (const ConnectionSnapshot& c : expected)
            expectedKeys.push_back(c.key);
        QCOMPARE(keys(model), expectedKeys);
        QCOMPARE(model.totalCount(), static_cast<int>(naive.size()));
        QCOMPARE(model.matchCount(), static_cast<int>(expected.size()));

        for (const auto& [key, index] : watched) {
            if (index.isValid())
                QCOMPARE(model.rowOf(key), index.row());
            else
                QVERIFY(!naive.contains(key) || !filter.isEmpty());
        }
        if (!expected.empty() && watched.size() < 50) {
            const int row = static_cast<int>(below(static_cast<unsigned>(expected.size())));
            watched[model.at(row)->key] = model.index(row, 0);
        }
    }
    QVERIFY(next > 500);
}

QTEST_GUILESS_MAIN(TestConnectionTable)
#include "tst_connection_table.moc"
