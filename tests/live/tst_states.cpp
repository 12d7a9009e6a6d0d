// SPDX-License-Identifier: GPL-3.0-or-later
//
// Real sockets through every state of RFC 9293, between two network namespaces. At each step the
// source, the tracker and the command line agree with ss over the whole table.
#include "model/sources/linux/socket_table_source.h"
#include "tests/live/two_namespaces.h"
#include "tests/sources/sockets.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <map>

using namespace synoptic;
using namespace synoptic::test;

namespace {

/// One line for each socket: "tcp LISTEN any:80 any:*". Sorted, so that two can be compared.
using Table = QList<QByteArray>;

QByteArray endText(const QString& host, const QString& port) {
    const bool any = host == QLatin1String("0.0.0.0") || host == QLatin1String("::") ||
                     host == QLatin1String("*");
    return (any ? QByteArray("any") : host.toUtf8()) + ':' +
           (port == QLatin1String("0") ? QByteArray("*") : port.toUtf8());
}

QByteArray endText(const Endpoint& end) {
    return endText(QString::fromStdString(end.address.toString()), QString::number(end.port));
}

QByteArray lineText(Protocol protocol, TcpState state, const QByteArray& local,
                    const QByteArray& remote) {
    return QByteArray::fromStdString(std::string(name(protocol)) + ' ' + std::string(name(state))) +
           ' ' + local + ' ' + remote;
}

/// "[fe80::1]%veth0:80", "10.0.0.1:80", "*:*".
QByteArray ssEnd(const QString& text) {
    const auto colon = text.lastIndexOf(QLatin1Char(':'));
    QString host = text.left(colon).section(QLatin1Char('%'), 0, 0);
    host.remove(QLatin1Char('[')).remove(QLatin1Char(']'));
    return endText(host, text.mid(colon + 1));
}

Table ssTable() {
    Table table;
    for (const auto protocol : {Protocol::Tcp, Protocol::Udp}) {
        QProcess ss;
        ss.start(QStringLiteral("ss"),
                 {protocol == Protocol::Tcp ? QStringLiteral("-tanH") : QStringLiteral("-uanH")});
        ss.waitForFinished();
        for (const QString& line : QString::fromUtf8(ss.readAll()).split(QLatin1Char('\n'))) {
            const QStringList words = line.simplified().split(QLatin1Char(' '));
            if (words.size() < 5)
                continue;
            const bool unconnected = words[0] == QLatin1String("UNCONN");
            const auto state =
                unconnected ? TcpState::Closed : tcpStateFromName(words[0].toStdString());
            table.append(lineText(protocol, state.value(), ssEnd(words[3]), ssEnd(words[4])));
        }
    }
    std::sort(table.begin(), table.end());
    return table;
}

Table cliTable() {
    QProcess cli;
    cli.start(QStringLiteral(SYNOPTIC_CLI), {QStringLiteral("snapshot"), QStringLiteral("--json")});
    cli.waitForFinished();
    Table table;
    for (const QByteArray& line : cli.readAllStandardOutput().split('\n')) {
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        const auto text = [&](const char* key) {
            return json.value(QLatin1String(key)).toString();
        };
        const auto end = [&](const char* key) {
            const QJsonObject at = json.value(QLatin1String(key)).toObject();
            return endText(at.value(QLatin1String("address")).toString(),
                           QString::number(at.value(QLatin1String("port")).toInt()));
        };
        if (text("type") == QLatin1String("socket"))
            table.append(text("protocol").toUtf8() + ' ' + text("state").toUtf8() + ' ' +
                         end("local") + ' ' + end("remote"));
    }
    std::sort(table.begin(), table.end());
    return table;
}

constexpr int kPatience = 5000;

} // namespace

class TestStates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void listen();
    void synSent();
    void synReceived();
    void established();
    void finWait1();
    void finWait2();
    void closeWait();
    void lastAck();
    void closing();
    void timeWait();
    void closedByReset();
    void refused();
    void udp();
    void ipv6();
    void linkLocal();
    void v4Mapped();

private:
    /// A connection made here to the peer; all in one.
    struct Pair {
        UniqueFd near;
        UniqueFd far;
        std::uint16_t port = 0; ///< of the near end
    };
    Pair connect();

    void look();
    Table rowsTable();
    Table trackedTable();
    TcpState rowState(std::uint16_t localPort);
    const ConnectionSnapshot* tracked(std::uint16_t localPort);
    /// ss is a process of its own: what changes while it starts is looked at again.
    bool agreesWithSs();
    /// The near socket's state, as every reader tells it; false after a while.
    bool allAgreeOn(std::uint16_t localPort, TcpState state);

    TwoNamespaces net_;
    UniqueFd listener_;     ///< here, port 7000
    UniqueFd peerListener_; ///< at the peer, port 8000
    std::unique_ptr<SocketTableReader> reader_;
    std::unique_ptr<SocketTableSource> source_;
    ConnectionTracker tracker_;
    std::span<const SocketRow> rows_;
    std::map<ConnectionKey, ConnectionSnapshot> tracked_;
};

void TestStates::initTestCase() {
    const QByteArray problem = net_.open();
    if (::geteuid() != 0)
        QSKIP(problem.constData());
    QVERIFY2(problem.isEmpty(), problem.constData());
    listener_ = listener(address("10.77.0.1", 7000));
    peerListener_ = net_.inPeer([] { return listener(address("10.77.0.2", 8000)); });
    QVERIFY(listener_ && peerListener_);
    reader_ = std::make_unique<SocketTableReader>();
    source_ = std::make_unique<SocketTableSource>(SocketTableOptions{});
    look();
}

void TestStates::cleanup() {
    net_.letAllPass();
}

TestStates::Pair TestStates::connect() {
    Pair pair;
    pair.near = connected(SOCK_STREAM, address("10.77.0.2", 8000));
    pair.far = accepted(peerListener_.get());
    pair.port = localAddress(pair.near.get()).port();
    return pair;
}

void TestStates::look() {
    const auto table = reader_->read();
    rows_ = table ? table->rows : std::span<const SocketRow>();
    source_->refreshSoon();
    source_->collect(tracker_, {});
    const ChangeSet changes = tracker_.takeChanges();
    for (const ConnectionSnapshot& connection : changes.changed)
        tracked_[connection.key] = connection;
    for (const ConnectionKey key : changes.removed)
        tracked_.erase(key);
}

Table TestStates::rowsTable() {
    Table table;
    for (const SocketRow& row : rows_)
        table.append(
            lineText(row.protocol, row.state, endText(row.tuple.local), endText(row.tuple.remote)));
    std::sort(table.begin(), table.end());
    return table;
}

Table TestStates::trackedTable() {
    Table table;
    for (const auto& [key, connection] : tracked_)
        if (!connection.closed)
            table.append(lineText(connection.id.protocol, connection.state,
                                  endText(connection.id.tuple.local),
                                  endText(connection.id.tuple.remote)));
    std::sort(table.begin(), table.end());
    return table;
}

TcpState TestStates::rowState(std::uint16_t localPort) {
    for (const SocketRow& row : rows_)
        if (row.tuple.local.port == localPort && row.tuple.remote.port != 0)
            return row.state;
    return TcpState::Closed;
}

/// The newest on that port: those of earlier tests are still kept, and ports are chosen at random.
const ConnectionSnapshot* TestStates::tracked(std::uint16_t localPort) {
    const ConnectionSnapshot* newest = nullptr;
    for (const auto& [key, connection] : tracked_)
        if (connection.id.tuple.local.port == localPort && connection.id.tuple.remote.port != 0)
            newest = &connection;
    return newest;
}

bool TestStates::agreesWithSs() {
    const auto agree = [&] {
        look();
        return ssTable() == rowsTable();
    };
    return QTest::qWaitFor(agree, kPatience);
}

bool TestStates::allAgreeOn(std::uint16_t localPort, TcpState state) {
    Table ss, rows, tracker, cli;
    const bool reached = QTest::qWaitFor(
        [&] {
            look();
            const auto* connection = tracked(localPort);
            if (rowState(localPort) != state || connection == nullptr || connection->state != state)
                return false;
            ss = ssTable();
            rows = rowsTable();
            tracker = trackedTable();
            cli = cliTable();
            return ss == rows && ss == tracker && ss == cli;
        },
        kPatience);
    if (!reached)
        qWarning() << "port" << localPort << "is" << name(rowState(localPort)).data()
                   << "in the table and"
                   << (tracked(localPort) ? name(tracked(localPort)->state).data() : "unknown")
                   << "in the tracker, not" << name(state).data() << "\nss     " << ss
                   << "\nrows   " << rows << "\ntracker" << tracker << "\ncli    " << cli;
    return reached;
}

void TestStates::listen() {
    look();
    QCOMPARE(rowsTable(), Table{"tcp LISTEN 10.77.0.1:7000 any:*"});
    QVERIFY(agreesWithSs());
    QCOMPARE(cliTable(), rowsTable());
    QCOMPARE(trackedTable(), rowsTable());
}

void TestStates::synSent() {
    QCOMPARE(net_.dropAtPeer("tcp dport 8000"), QByteArray());
    const UniqueFd socket = connected(SOCK_STREAM, address("10.77.0.2", 8000), SOCK_NONBLOCK);
    QVERIFY(allAgreeOn(localAddress(socket.get()).port(), TcpState::SynSent));
    const auto* connection = tracked(localAddress(socket.get()).port());
    QCOMPARE(connection->timer.kind, SocketTimer::Kind::Retransmit);
    QCOMPARE(connection->owner.process->pid, ::getpid());
}

void TestStates::synReceived() {
    // The peer's end waits for the SYN+ACK that it never gets.
    QCOMPARE(net_.dropAtPeer("tcp sport 7000"), QByteArray());
    const UniqueFd far = net_.inPeer(
        [] { return connected(SOCK_STREAM, address("10.77.0.1", 7000), SOCK_NONBLOCK); });
    QVERIFY(allAgreeOn(7000, TcpState::SynReceived));
    QCOMPARE(tracked(7000)->owner.kind, Owner::Kind::Kernel);
    // The handshake completes: the same connection goes on.
    const ConnectionKey key = tracked(7000)->key;
    net_.letAllPass();
    QVERIFY(allAgreeOn(7000, TcpState::Established));
    QCOMPARE(tracked(7000)->key, key);
    const UniqueFd near = accepted(listener_.get());
    QVERIFY(near);
}

void TestStates::established() {
    const Pair pair = connect();
    QVERIFY(allAgreeOn(pair.port, TcpState::Established));
    // On a busy machine the search for processes takes some looks.
    QVERIFY(QTest::qWaitFor(
        [&] {
            look();
            return tracked(pair.port)->owner.process != nullptr;
        },
        kPatience));
    QCOMPARE(tracked(pair.port)->owner.process->pid, ::getpid());
    QVERIFY(tracked(pair.port)->metrics->rttMicroseconds > 0);
}

void TestStates::finWait1() {
    const Pair pair = connect();
    QCOMPARE(net_.dropAtPeer("tcp dport 8000"), QByteArray());
    ::shutdown(pair.near.get(), SHUT_WR);
    QVERIFY(allAgreeOn(pair.port, TcpState::FinWait1));
}

void TestStates::finWait2() {
    Pair pair = connect();
    ::shutdown(pair.near.get(), SHUT_WR);
    QVERIFY(allAgreeOn(pair.port, TcpState::FinWait2));
    const ConnectionKey key = tracked(pair.port)->key;
    // Once closed it is a minisocket of the kernel's, and still the same connection.
    pair.near = UniqueFd();
    QVERIFY(allAgreeOn(pair.port, TcpState::FinWait2));
    QCOMPARE(tracked(pair.port)->key, key);
}

void TestStates::closeWait() {
    Pair pair = connect();
    pair.far = UniqueFd();
    QVERIFY(allAgreeOn(pair.port, TcpState::CloseWait));
}

void TestStates::lastAck() {
    Pair pair = connect();
    pair.far = UniqueFd();
    QVERIFY(allAgreeOn(pair.port, TcpState::CloseWait));
    QCOMPARE(net_.dropAtPeer("tcp dport 8000"), QByteArray());
    pair.near = UniqueFd();
    QVERIFY(allAgreeOn(pair.port, TcpState::LastAck));
}

void TestStates::closing() {
    const Pair pair = connect();
    // Both FINs are under way and neither has arrived.
    QCOMPARE(net_.dropAtPeer("tcp dport 8000"), QByteArray());
    QCOMPARE(net_.dropHere("tcp sport 8000"), QByteArray());
    ::shutdown(pair.near.get(), SHUT_WR);
    ::shutdown(pair.far.get(), SHUT_WR);
    QVERIFY(allAgreeOn(pair.port, TcpState::FinWait1));
    // Now the peer's is sent again and arrives; ours still does not.
    net_.letAllPassHere();
    QVERIFY(allAgreeOn(pair.port, TcpState::Closing));
}

void TestStates::timeWait() {
    Pair pair = connect();
    pair.near = UniqueFd();
    pair.far = UniqueFd();
    QVERIFY(allAgreeOn(pair.port, TcpState::TimeWait));
    QCOMPARE(tracked(pair.port)->owner.kind, Owner::Kind::Kernel);
    QCOMPARE(tracked(pair.port)->timer.kind, SocketTimer::Kind::TimeWait);
}

void TestStates::closedByReset() {
    Pair pair = connect();
    QVERIFY(allAgreeOn(pair.port, TcpState::Established));
    const linger abort{1, 0};
    ::setsockopt(pair.far.get(), SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
    pair.far = UniqueFd();
    QVERIFY(QTest::qWaitFor(
        [&] {
            look();
            return tracked(pair.port)->closed;
        },
        kPatience));
    QCOMPARE(tracked(pair.port)->state, TcpState::Closed);
    QVERIFY(QTest::qWaitFor(
        [&] {
            look();
            return trackedTable() == rowsTable();
        },
        kPatience));
    QVERIFY(agreesWithSs());
}

void TestStates::refused() {
    UniqueFd socket = connected(SOCK_STREAM, address("10.77.0.2", 9), SOCK_NONBLOCK);
    QTest::qWait(50);
    look();
    QCOMPARE(rowState(localAddress(socket.get()).port()), TcpState::Closed);
    QVERIFY(agreesWithSs());
}

void TestStates::udp() {
    const UniqueFd open = bound(SOCK_DGRAM, address("10.77.0.1", 7001));
    const UniqueFd talking = connected(SOCK_DGRAM, address("10.77.0.2", 8001));
    const UniqueFd six = bound(SOCK_DGRAM, address("::", 7002));
    QVERIFY(open && talking && six);
    QVERIFY(allAgreeOn(localAddress(talking.get()).port(), TcpState::Established));
    const Table table = rowsTable();
    QVERIFY(table.contains("udp CLOSED 10.77.0.1:7001 any:*"));
    QVERIFY(table.contains("udp CLOSED any:7002 any:*"));
}

void TestStates::ipv6() {
    const UniqueFd server = net_.inPeer([] { return listener(address("fd00:77::2", 8002)); });
    const UniqueFd near = connected(SOCK_STREAM, address("fd00:77::2", 8002));
    QVERIFY(server && near);
    const auto port = localAddress(near.get()).port();
    QVERIFY(allAgreeOn(port, TcpState::Established));
    QCOMPARE(tracked(port)->id.tuple.local.address.toString(), "fd00:77::1");
    QCOMPARE(tracked(port)->id.tuple.local.scope, 0U);
    const UniqueFd udp = connected(SOCK_DGRAM, address("fd00:77::2", 8003));
    QVERIFY(allAgreeOn(localAddress(udp.get()).port(), TcpState::Established));
}

void TestStates::linkLocal() {
    const UniqueFd server =
        net_.inPeer([] { return listener(address("fe80::2", 8004, ::if_nametoindex("veth1"))); });
    const std::uint32_t scope = ::if_nametoindex("veth0");
    const UniqueFd near = connected(SOCK_STREAM, address("fe80::2", 8004, scope));
    QVERIFY(server && near && scope != 0);
    const auto port = localAddress(near.get()).port();
    QVERIFY(allAgreeOn(port, TcpState::Established));
    QCOMPARE(tracked(port)->id.tuple.local.scope, scope);
    QCOMPARE(tracked(port)->id.tuple.remote.scope, scope);
    QCOMPARE(tracked(port)->interfaceIndex, scope);
}

void TestStates::v4Mapped() {
    const UniqueFd server = listener(address("::", 7005));
    const UniqueFd far =
        net_.inPeer([] { return connected(SOCK_STREAM, address("10.77.0.1", 7005)); });
    const UniqueFd near = accepted(server.get());
    QVERIFY(far && near);
    QVERIFY(allAgreeOn(7005, TcpState::Established));
    QCOMPARE(tracked(7005)->id.tuple.local.address.toString(), "::ffff:10.77.0.1");
}

QTEST_GUILESS_MAIN(TestStates)
#include "tst_states.moc"
