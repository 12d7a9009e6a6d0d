// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/linux/socket_table_reader.h"
#include "model/sources/linux/socket_table_source.h"
#include "tests/sources/forbid_netlink.h"
#include "tests/sources/sockets.h"

#include <linux/capability.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTest>

#include <set>
#include <thread>

using namespace synoptic;
using namespace synoptic::test;
using namespace std::chrono_literals;

namespace {

/// What a check in a child process says: 0, or the number of the step that failed.
template <typename Check>
int inChild(Check check) {
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(check());
    int status = -1;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// Reads until `done` says so of a table, for at most some seconds; returns the last one. Owners
/// are searched for in slices of time: on a busy machine they may come with a later table.
template <typename Done>
std::optional<SocketTableObservation> readUntil(SocketTableReader& source, Done done) {
    const auto patience = std::chrono::steady_clock::now() + 8s;
    auto table = source.read();
    while (table && !done(*table) && std::chrono::steady_clock::now() < patience) {
        std::this_thread::sleep_for(10ms);
        table = source.read();
    }
    return table;
}

/// Takes every capability from the calling thread; other threads keep theirs.
bool dropCapabilities() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    const __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3]{};
    return ::syscall(SYS_capset, &header, none) == 0;
}

} // namespace

class TestSocketTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsBothEndsOfAConnection();
    void showsQueuesOfAListener();
    void showsUnreadAndUnsentBytes();
    void showsMetrics();
    void showsUdp();
    void showsIpv6AndKeepsMappedAddressesSix();
    void cookieOutlivesTheStates();
    void timeNeverRunsBackwards();
    void everySocketOnce();
    void fallsBackToProcNetAndSaysSo();
    void stopsWhenAsked();
    void doublesLeaveTheLaterRow();
    void aDearTableIsReadLessOftenWhereTheTraceTells();
    void withoutPrivilegeItsOwnNamespaceIsStillListed();
    void whatIsHeldBackIsNotToldAfterSwitchingOff();
};

void TestSocketTable::showsBothEndsOfAConnection() {
    const UniqueFd server = listener(address("127.0.0.1", 0));
    const UniqueFd client = connected(SOCK_STREAM, localAddress(server.get()));
    const UniqueFd peer = accepted(server.get());
    QVERIFY(peer);
    SocketTableReader source;
    const auto table = readUntil(source, [&](const SocketTableObservation& seen) {
        const SocketRow* row = findInode(seen.rows, client.get());
        return row != nullptr && row->owner->kind != Owner::Kind::Unknown;
    });
    QVERIFY(table);
    const SocketRow* near = findInode(table->rows, client.get());
    const SocketRow* far = findInode(table->rows, peer.get());
    QVERIFY(near && far);
    QCOMPARE(near->state, TcpState::Established);
    QCOMPARE(far->state, TcpState::Established);
    QCOMPARE(near->tuple.remote, far->tuple.local);
    QCOMPARE(near->tuple.local, far->tuple.remote);
    QCOMPARE(near->tuple.remote.port, localAddress(server.get()).port());
    QCOMPARE(near->tuple.remote.address, IpAddress::fromV4(0x7f000001));
    QCOMPARE(near->uid, ::getuid());
    QVERIFY(near->cookie != 0 && near->cookie != far->cookie);
    QCOMPARE(source.status().health, SourceStatus::Health::Working);
    QCOMPARE(source.status().way, SourceStatus::Way::Netlink);
    QVERIFY(table->counters);
    struct stat here {};
    QCOMPARE(::stat("/proc/self/ns/net", &here), 0);
    QCOMPARE(table->netns, here.st_ino);
    QVERIFY(near->owner);
    QCOMPARE(near->owner->kind, Owner::Kind::Process);
    QCOMPARE(near->owner->process->pid, ::getpid());
    QCOMPARE(near->owner->process->name, "tst_socket_tabl"); // comm holds 15 bytes
}

void TestSocketTable::showsQueuesOfAListener() {
    const UniqueFd server = listener(address("127.0.0.1", 0), 7);
    const UniqueFd first = connected(SOCK_STREAM, localAddress(server.get()));
    const UniqueFd second = connected(SOCK_STREAM, localAddress(server.get()));
    SocketTableReader source;
    const auto table = source.read();
    QVERIFY(table);
    const SocketRow* row = findInode(table->rows, server.get());
    QVERIFY(row);
    QCOMPARE(row->state, TcpState::Listen);
    QCOMPARE(row->receiveQueue, 2U);
    QCOMPARE(row->sendQueue, 7U);
    QVERIFY(!row->hasMetrics);
}

void TestSocketTable::showsUnreadAndUnsentBytes() {
    const UniqueFd server = listener(address("127.0.0.1", 0));
    const UniqueFd client = connected(SOCK_STREAM, localAddress(server.get()));
    const UniqueFd peer = accepted(server.get());
    QCOMPARE(::send(client.get(), "hello", 5, 0), 5);
    SocketTableReader source;
    const auto table = source.read();
    QVERIFY(table);
    QCOMPARE(findInode(table->rows, peer.get())->receiveQueue, 5U);
}

void TestSocketTable::showsMetrics() {
    const UniqueFd server = listener(address("127.0.0.1", 0));
    const UniqueFd client = connected(SOCK_STREAM, localAddress(server.get()));
    const UniqueFd peer = accepted(server.get());
    const std::string data(3000, 'x');
    QCOMPARE(::send(client.get(), data.data(), data.size(), 0), 3000);
    SocketTableReader source;
    const auto table = source.read();
    QVERIFY(table);
    const SocketRow* near = findInode(table->rows, client.get());
    const SocketRow* far = findInode(table->rows, peer.get());
    QVERIFY(near->hasMetrics && far->hasMetrics);
    QCOMPARE(far->metrics.bytesReceived, 3000U);
    QCOMPARE(near->metrics.bytesAcked, 3001U); // the SYN counts as one
    QVERIFY(near->metrics.rttMicroseconds > 0);
    QVERIFY(near->metrics.congestionWindow >= 2);
    QCOMPARE(near->metrics.totalRetransmits, 0U);
}

void TestSocketTable::showsUdp() {
    const UniqueFd open = bound(SOCK_DGRAM, address("127.0.0.1", 0));
    const UniqueFd talking = connected(SOCK_DGRAM, localAddress(open.get()));
    SocketTableReader source;
    const auto table = source.read();
    QVERIFY(table);
    const SocketRow* unconnected = findInode(table->rows, open.get());
    const SocketRow* connectedRow = findInode(table->rows, talking.get());
    QVERIFY(unconnected && connectedRow);
    QCOMPARE(unconnected->protocol, Protocol::Udp);
    QCOMPARE(unconnected->state, TcpState::Closed);
    QCOMPARE(connectedRow->state, TcpState::Established);
    QCOMPARE(connectedRow->tuple.remote.port, localAddress(open.get()).port());
    QVERIFY(!unconnected->hasMetrics);
}

void TestSocketTable::showsIpv6AndKeepsMappedAddressesSix() {
    const UniqueFd server = listener(address("::", 0));
    if (!server)
        QSKIP("this machine has no IPv6");
    const auto port = localAddress(server.get()).port();
    const UniqueFd four = connected(SOCK_STREAM, address("127.0.0.1", port));
    const UniqueFd mapped = accepted(server.get());
    QVERIFY(mapped);
    SocketTableReader source;
    auto table = source.read();
    QVERIFY(table);
    const SocketRow* row = findInode(table->rows, mapped.get());
    QVERIFY(row);
    QCOMPARE(row->tuple.local.address.toString(), "::ffff:127.0.0.1");
    QVERIFY(findInode(table->rows, four.get())->tuple.local.address.isV4());

    const UniqueFd six = connected(SOCK_STREAM, address("::1", port));
    if (!six)
        QSKIP("no ::1 on the loopback");
    const UniqueFd peer = accepted(server.get());
    table = source.read();
    QVERIFY(table);
    QCOMPARE(findInode(table->rows, six.get())->tuple.remote.toString(),
             "[::1]:" + std::to_string(port));
    QCOMPARE(findInode(table->rows, peer.get())->tuple.local.scope, 0U);
}

void TestSocketTable::cookieOutlivesTheStates() {
    const UniqueFd server = listener(address("127.0.0.1", 0));
    UniqueFd client = connected(SOCK_STREAM, localAddress(server.get()));
    UniqueFd peer = accepted(server.get());
    SocketTableReader source;
    auto table = source.read();
    QVERIFY(table);
    const SocketRow before = *findInode(table->rows, client.get());
    client = UniqueFd();
    peer = UniqueFd();
    const auto byCookie = [&] {
        const auto at =
            std::find_if(table->rows.begin(), table->rows.end(),
                         [&](const SocketRow& row) { return row.cookie == before.cookie; });
        return at == table->rows.end() ? nullptr : &*at;
    };
    QTRY_VERIFY((table = source.read()) && byCookie() && byCookie()->state == TcpState::TimeWait);
    const SocketRow* after = byCookie();
    QCOMPARE(after->tuple, before.tuple);
    QCOMPARE(after->inode, 0U);
    QCOMPARE(after->owner->kind, Owner::Kind::Kernel);
    QCOMPARE(after->timer.kind, SocketTimer::Kind::TimeWait);
    QVERIFY(after->timer.expires > 0ms && after->timer.expires <= 60s);
}

void TestSocketTable::timeNeverRunsBackwards() {
    SocketTableReader source;
    const auto first = source.read();
    const auto second = source.read();
    QVERIFY(first && second);
    QVERIFY(first->time < second->time);
    const auto now = std::chrono::system_clock::now();
    QVERIFY(std::chrono::abs(second->time - now) < 5s);
}

void TestSocketTable::everySocketOnce() {
    const UniqueFd server = listener(address("127.0.0.1", 0), 256);
    std::vector<UniqueFd> many;
    for (int i = 0; i < 200; ++i)
        many.push_back(connected(SOCK_STREAM, localAddress(server.get())));
    SocketTableReader source;
    const auto table = source.read();
    QVERIFY(table);
    std::set<std::uint64_t> cookies;
    for (const SocketRow& row : table->rows)
        QVERIFY(cookies.insert(row.cookie).second);
    for (const UniqueFd& socket : many)
        QVERIFY(findInode(table->rows, socket.get()));
}

void TestSocketTable::fallsBackToProcNetAndSaysSo() {
    const UniqueFd server = listener(address("127.0.0.1", 0));
    const UniqueFd client = connected(SOCK_STREAM, localAddress(server.get()));
    const UniqueFd udp = bound(SOCK_DGRAM, address("127.0.0.1", 0));
    const int step = inChild([&] {
        if (!forbidNetlink())
            return 1;
        SocketTableReader source;
        // The child has inherited the socket: both are to be found.
        const auto table = readUntil(source, [&](const SocketTableObservation& seen) {
            const SocketRow* row = findInode(seen.rows, client.get());
            return row != nullptr && row->owner->others == 1;
        });
        if (!table)
            return 2;
        const SocketRow* row = findInode(table->rows, client.get());
        if (row == nullptr || row->state != TcpState::Established ||
            row->tuple.remote.address != IpAddress::fromV4(0x7f000001) ||
            row->tuple.remote.port != localAddress(server.get()).port())
            return 3;
        // Of two holders the elder speaks.
        if (row->owner->kind != Owner::Kind::Process || row->owner->process->pid != ::getppid() ||
            row->owner->others != 1)
            return 4;
        const SocketRow* udpRow = findInode(table->rows, udp.get());
        if (udpRow == nullptr || udpRow->protocol != Protocol::Udp)
            return 5;
        const SourceStatus status = source.status();
        if (status.way != SourceStatus::Way::ProcNet ||
            status.health != SourceStatus::Health::Degraded)
            return 6;
        return status.problem.find("Operation not permitted") != std::string::npos ? 0 : 7;
    });
    QCOMPARE(step, 0);
}

void TestSocketTable::stopsWhenAsked() {
    std::stop_source stop;
    stop.request_stop();
    SocketTableReader source;
    QVERIFY(!source.read(stop.get_token()));
    QVERIFY(source.read());
}

void TestSocketTable::aDearTableIsReadLessOftenWhereTheTraceTells() {
    QCOMPARE(leastInterval(200ms, false), 0ns);   // nothing else tells of changes
    QVERIFY(leastInterval(20ms, true) < 1s);      // an ordinary one keeps its beat
    QCOMPARE(leastInterval(100ms, true), 2000ms); // a twentieth of a core
    QVERIFY(leastInterval(9s, true) <= 5s);       // what the trace lost is found soon
}

/// All are asked for and none may be entered: what is read all the same is not "known from the
/// trace alone".
void TestSocketTable::withoutPrivilegeItsOwnNamespaceIsStillListed() {
    SourceStatus status;
    bool dropped = false;
    std::thread([&] {
        dropped = dropCapabilities();
        ConnectionTracker tracker;
        SocketTableSource source(SocketTableOptions{.resolveProcesses = false});
        source.setAllNamespaces(true);
        source.collect(tracker, {});
        status = source.status();
    }).join();
    QVERIFY(dropped);
    QCOMPARE(status.namespaces, SourceStatus::Namespaces::Refused);
    QVERIFY(status.namespaceNames);
    QCOMPARE(status.namespaceNames->size(), std::size_t{1});
    QCOMPARE(status.namespaceNames->front().netns, currentNetns());
}

/// Read while all were asked for and not told yet: it must not come back after they are forgotten.
void TestSocketTable::whatIsHeldBackIsNotToldAfterSwitchingOff() {
    const UniqueFd other = listener(address("127.0.0.1", 0));
    std::size_t told = 1;
    std::size_t toldLater = 0;
    std::thread([&] {
        ConnectionTracker tracker;
        SocketTableSource source(SocketTableOptions{.resolveProcesses = false, .holdBack = 1h});
        source.setAllNamespaces(true);
        source.collect(tracker, {});
        source.setAllNamespaces(false);
        source.setHoldBack(0ms);
        tracker.keepOnly(currentNetns());
        std::stop_source stopped; // the next reading tells nothing: what is told was held back
        stopped.request_stop();
        source.collect(tracker, stopped.get_token());
        told = tracker.takeChanges().changed.size();
        source.refreshSoon();
        source.collect(tracker, {});
        toldLater = tracker.takeChanges().changed.size();
    }).join();
    QCOMPARE(told, std::size_t{0});
    QVERIFY(toldLater > 0);
}

void TestSocketTable::doublesLeaveTheLaterRow() {
    std::vector<SocketRow> rows(6);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].cookie = std::array{5, 0, 7, 5, 0, 5}[i];
        rows[i].inode = static_cast<std::uint32_t>(i);
    }
    DoublesMerger merger;
    QCOMPARE(merger.merge(rows), 2U);
    std::set<std::uint32_t> left;
    for (const SocketRow& row : rows)
        left.insert(row.inode);
    QCOMPARE(left, (std::set<std::uint32_t>{1, 2, 4, 5}));
}

QTEST_GUILESS_MAIN(TestSocketTable)
#include "tst_socket_table.moc"
