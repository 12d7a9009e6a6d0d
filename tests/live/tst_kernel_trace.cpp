// SPDX-License-Identifier: GPL-3.0-or-later
//
// The kernel's trace through the real helper, beside the socket table and packets of the same
// namespace: every way of opening and closing is one connection with one story. And what befalls
// the helper: it dies, it lacks the privilege, it is confined.
#include "model/sources/linux/kernel_trace_source.h"
#include "model/sources/linux/live_packets_source.h"
#include "model/sources/linux/network_namespaces.h"
#include "model/sources/linux/socket_table_source.h"
#include "tests/live/two_namespaces.h"
#include "tests/sources/sockets.h"

#include <QFile>
#include <QTest>

#include <csignal>
#include <map>
#include <netinet/tcp.h>

using namespace synoptic;
using namespace synoptic::test;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 8000;

/// The sources as the monitor thread drives them, on this thread; which there are is chosen.
class Watch {
public:
    explicit Watch(bool table, bool packets, KernelTraceOptions options = {}) {
        options.onlyNetns = currentNetns();
        trace = std::make_unique<KernelTraceSource>(options);
        if (packets) {
            LivePacketsOptions wire;
            wire.interfaceName = "veth0";
            packets_ = std::make_unique<LivePacketsSource>(wire);
        }
        SocketTableOptions polled;
        polled.interval = 200ms;
        polled.holdBack = 80ms;
        if (table)
            table_ = std::make_unique<SocketTableSource>(polled);
    }
    void step() {
        for (ObservationSource* source : {static_cast<ObservationSource*>(trace.get()),
                                          static_cast<ObservationSource*>(packets_.get()),
                                          static_cast<ObservationSource*>(table_.get())}) {
            if (source &&
                (source->due() <= ObservationSource::Clock::now() || source->descriptor() >= 0))
                source->collect(tracker, {});
        }
        const ChangeSet set = tracker.takeChanges();
        for (const ConnectionSnapshot& connection : set.changed)
            known[connection.key] = connection;
        for (const ConnectionKey key : set.removed)
            known.erase(key);
    }
    template <typename Done>
    bool until(Done done) {
        return QTest::qWaitFor(
            [&] {
                step();
                return done();
            },
            kPatience);
    }
    bool isWorking() const {
        const auto works = [](const ObservationSource* source) {
            return !source || source->status().health == SourceStatus::Health::Working;
        };
        return works(trace.get()) && works(packets_.get()) && works(table_.get());
    }
    std::vector<const ConnectionSnapshot*> of(std::uint16_t local) const {
        std::vector<const ConnectionSnapshot*> found;
        for (const auto& [key, connection] : known)
            if (connection.id.protocol == Protocol::Tcp &&
                connection.id.tuple.local.port == local && !connection.isListening())
                found.push_back(&connection);
        return found;
    }
    QString story(std::uint16_t local) const {
        const auto all = of(local);
        if (all.size() != 1)
            return QStringLiteral("%1 connections").arg(all.size());
        QStringList states;
        for (const StateTransition& step : all.front()->history->transitions)
            states << QLatin1String(name(step.to).data());
        return states.join(QLatin1Char(' '));
    }

    ConnectionTracker tracker;
    std::unique_ptr<KernelTraceSource> trace;
    std::map<ConnectionKey, ConnectionSnapshot> known;

private:
    std::unique_ptr<LivePacketsSource> packets_;
    std::unique_ptr<SocketTableSource> table_;
};

void resetOnClose(const UniqueFd& socket) {
    const linger off{1, 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_LINGER, &off, sizeof off);
}

} // namespace

class TestKernelTrace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyWayIsOneStory_data();
    void everyWayIsOneStory();
    void aResetEndsAMinisocket();
    void theSocketIsNamedByItsProcess();
    void theHelperReadsOtherNamespacesForOneWhoMayNot();
    void theHelperIsConfined();
    void aDeadHelperIsStartedAgain();
    void withoutThePrivilegeItSaysSo();

private:
    std::uint16_t act(const QString& way);

    TwoNamespaces net_;
    UniqueFd peerListener_; ///< port 8000
    UniqueFd listener_;     ///< port 7000
};

void TestKernelTrace::initTestCase() {
    const QByteArray problem = net_.open();
    if (::geteuid() != 0)
        QSKIP(problem.constData());
    QVERIFY2(problem.isEmpty(), problem.constData());
    peerListener_ = net_.inPeer([] { return listener(address("10.77.0.2", 8000)); });
    listener_ = listener(address("10.77.0.1", 7000));
    QVERIFY(peerListener_ && listener_);
    Watch watch(false, false);
    QVERIFY(watch.until(
        [&] { return watch.trace->status().health != SourceStatus::Health::Starting; }));
    if (watch.trace->status().trouble == SourceStatus::Trouble::Unsupported)
        QSKIP(watch.trace->status().problem.c_str());
}

/// Does what its name says; the local port.
std::uint16_t TestKernelTrace::act(const QString& way) {
    char byte = 0;
    if (way == QLatin1String("refused")) {
        const UniqueFd socket = connected(SOCK_STREAM, address("10.77.0.2", 8999), SOCK_NONBLOCK);
        const auto port = localAddress(socket.get()).port();
        QTest::qWait(50);
        return port;
    }
    const bool passive = way.startsWith(QLatin1String("accepted"));
    UniqueFd near, far;
    if (passive) {
        far = net_.inPeer([] { return connected(SOCK_STREAM, address("10.77.0.1", 7000)); });
        near = accepted(listener_.get());
    } else {
        near = connected(SOCK_STREAM, address("10.77.0.2", 8000));
        far = accepted(peerListener_.get());
    }
    const auto port = passive ? localAddress(far.get()).port() : localAddress(near.get()).port();
    const auto waitFor = [&](const UniqueFd& socket) { ::recv(socket.get(), &byte, 1, 0); };
    if (way.contains(QLatin1String("without lingering"))) {
        const int never = -1;
        ::setsockopt(near.get(), IPPROTO_TCP, TCP_LINGER2, &never, sizeof never);
        if (way.endsWith(QLatin1String("in FIN-WAIT-2"))) {
            ::shutdown(near.get(), SHUT_WR);
            waitFor(far);
            QTest::qWait(20);
        }
        near = {};
        waitFor(far);
    } else if (way.endsWith(QLatin1String("left waiting, peer resets"))) {
        near = {};
        waitFor(far);
        QTest::qWait(300); // a table may see the minisocket
        resetOnClose(far);
        far = {};
    } else if (way.endsWith(QLatin1String("we close first"))) {
        ::shutdown(near.get(), SHUT_WR);
        waitFor(far);
        QTest::qWait(20);
        far = {};
        waitFor(near);
    } else if (way.endsWith(QLatin1String("peer closes first"))) {
        ::shutdown(far.get(), SHUT_WR);
        waitFor(near);
        near = {};
        waitFor(far);
    } else if (way.endsWith(QLatin1String("we reset"))) {
        resetOnClose(near);
        near = {};
        waitFor(far);
    } else if (way.endsWith(QLatin1String("peer resets"))) {
        resetOnClose(far);
        far = {};
        waitFor(near);
    } else if (way.endsWith(QLatin1String("closed unread"))) {
        ::send(far.get(), "data", 4, MSG_NOSIGNAL);
        QTest::qWait(20);
        near = {}; // what was not read is answered by a reset
        waitFor(far);
    }
    return port;
}

void TestKernelTrace::everyWayIsOneStory_data() {
    QTest::addColumn<QString>("states");
    const auto way = [](const char* name, const char* states) {
        QTest::newRow(name) << QString::fromLatin1(states);
    };
    way("we close first", "SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT");
    way("peer closes first", "SYN-SENT ESTABLISHED CLOSE-WAIT LAST-ACK CLOSED");
    way("we reset", "SYN-SENT ESTABLISHED CLOSED");
    way("peer resets", "SYN-SENT ESTABLISHED CLOSED");
    way("closed unread", "SYN-SENT ESTABLISHED CLOSED");
    way("refused", "SYN-SENT CLOSED");
    way("accepted, we close first", "SYN-RECEIVED ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT");
    way("accepted, peer closes first", "SYN-RECEIVED ESTABLISHED CLOSE-WAIT LAST-ACK CLOSED");
    way("accepted, we reset", "SYN-RECEIVED ESTABLISHED CLOSED");
    way("accepted, peer resets", "SYN-RECEIVED ESTABLISHED CLOSED");
    // TCP_LINGER2 below zero: nobody waits for the peer's FIN.
    way("without lingering, closed in FIN-WAIT-2",
        "SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 CLOSED");
    way("without lingering, closed at once", "SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 CLOSED");
}

/// With the trace alone, with the table, and with all three.
void TestKernelTrace::everyWayIsOneStory() {
    QFETCH(QString, states);
    const QString way = QString::fromLatin1(QTest::currentDataTag());
    for (const auto& [table, packets] : {std::pair{false, false}, {true, false}, {true, true}}) {
        Watch watch(table, packets);
        QVERIFY(watch.until([&] { return watch.isWorking(); }));
        const auto port = act(way);
        // Of an accepted one the far port tells it from others on the listener's.
        const auto mine = [&]() -> const ConnectionSnapshot* {
            const ConnectionSnapshot* found = nullptr;
            int count = 0;
            for (const auto& [key, connection] : watch.known) {
                const FourTuple& ends = connection.id.tuple;
                if (connection.id.protocol == Protocol::Tcp &&
                    (ends.local.port == port || ends.remote.port == port)) {
                    found = &connection;
                    ++count;
                }
            }
            return count == 1 ? found : nullptr;
        };
        const auto told = [&] {
            QStringList all;
            if (const ConnectionSnapshot* one = mine())
                for (const StateTransition& step : one->history->transitions)
                    all << QLatin1String(name(step.to).data());
            return all.join(QLatin1Char(' '));
        };
        QVERIFY2(watch.until([&] { return told() == states; }),
                 qPrintable(QStringLiteral("table %1, packets %2: %3")
                                .arg(table)
                                .arg(packets)
                                .arg(mine() ? told() : QStringLiteral("no single connection"))));
        // Later tables, packets and events add evidence, and no step.
        const auto byKernel = [&] {
            if (!mine())
                return false;
            const auto& steps = mine()->history->transitions;
            return std::all_of(steps.begin(), steps.end(), [](const StateTransition& step) {
                // Of a minisocket the trace tells nothing any more, of a half-open connection
                // nothing yet: where table or packets were faster, they told of it.
                return step.edge != kNoEdge &&
                       (step.from == TcpState::FinWait2 || step.from == TcpState::Listen ||
                        step.has(Evidence::Kernel));
            });
        };
        QVERIFY(watch.until(byKernel));
        QTest::qWait(300);
        watch.step();
        QCOMPARE(told(), states);
        QVERIFY(!mine()->disagreement);
        QVERIFY(watch.trace->status().dropped == 0);
    }
}

/// Of a minisocket the trace tells no more: the table misses it then, and packets tell why.
void TestKernelTrace::aResetEndsAMinisocket() {
    for (const bool packets : {false, true}) {
        Watch watch(true, packets);
        QVERIFY(watch.until([&] { return watch.isWorking(); }));
        const auto port = act(QStringLiteral("left waiting, peer resets"));
        const QString states = QStringLiteral("SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 CLOSED");
        QVERIFY2(watch.until([&] { return watch.story(port) == states; }),
                 qPrintable(watch.story(port)));
        // Without packets it may have been something else, for all that is known.
        const TcpEvent cause = packets ? TcpEvent::ReceiveRst : TcpEvent::Unseen;
        const auto last = [&] { return watch.of(port).front()->history->transitions.back(); };
        QVERIFY2(watch.until([&] { return last().event == cause; }), name(last().event).data());
        QVERIFY(last().has(Evidence::Packets) == packets && (last().edge != kNoEdge) == packets);
        QVERIFY(watch.of(port).front()->closed && !watch.of(port).front()->disagreement);
    }
}

void TestKernelTrace::theSocketIsNamedByItsProcess() {
    Watch watch(false, false);
    QVERIFY(watch.until([&] { return watch.isWorking(); }));
    const auto port = act(QStringLiteral("we reset"));
    QVERIFY(watch.until([&] { return watch.of(port).size() == 1 && watch.of(port)[0]->closed; }));
    const Owner& owner = watch.of(port)[0]->owner;
    QVERIFY(owner.kind == Owner::Kind::Process);
    QCOMPARE(owner.process->pid, ::getpid());
    QVERIFY(owner.process->name.starts_with("tst_kernel_trac"));
}

/// As behind pkexec: the helper is root as it starts, the window is not.
void TestKernelTrace::theHelperReadsOtherNamespacesForOneWhoMayNot() {
    struct stat info {};
    UniqueFd listening;
    UniqueFd client;
    UniqueFd server;
    const bool open = net_.inPeer([&] {
        ::stat("/proc/thread-self/ns/net", &info);
        listening = listener(address("127.0.0.1", 7801));
        client = connected(SOCK_STREAM, address("127.0.0.1", 7801));
        server = accepted(listening.get());
        return bool(server);
    });
    QVERIFY(open);
    KernelTraceOptions options;
    options.readsOthers = true;
    Watch watch(false, false, options);
    QVERIFY(watch.until([&] { return watch.isWorking(); }));
    QTest::qWait(1200);
    watch.step();
    QVERIFY(watch.of(7801).empty()); // nobody asked
    QVERIFY(!watch.trace->status().namespaceNames);

    watch.trace->setAllNamespaces(true);
    QVERIFY(watch.until([&] { return watch.of(7801).size() == 1; }));
    const ConnectionSnapshot there = *watch.of(7801).front();
    QCOMPARE(there.id.netns, std::uint64_t{info.st_ino});
    QVERIFY(there.state == TcpState::Established && there.alreadyThere && there.metrics);
    const auto names = watch.trace->status().namespaceNames;
    QVERIFY(names && names->front().netns == currentNetns());
    QVERIFY(std::any_of(names->begin(), names->end(),
                        [&](const NamespaceName& one) { return one.netns == info.st_ino; }));
    // What happens from now on is the trace's to tell, of the same connection.
    client = {};
    QVERIFY(watch.until([&] { return watch.story(7801) == QLatin1String("CLOSE-WAIT"); }));
    QVERIFY(watch.of(7801).front()->evidence == Evidence::Kernel);
    QCOMPARE(watch.of(7801).front()->key, there.key);
    // A dump goes on to work without any right, through the filter of system calls.
    QTest::qWait(1200);
    QVERIFY(watch.until([&] { return watch.of(7801).front()->lastSeen > there.lastSeen; }));
    QVERIFY(watch.isWorking());

    watch.trace->setAllNamespaces(false);
    watch.tracker.keepOnly(currentNetns());
    QVERIFY(watch.until([&] { return watch.of(7801).empty(); }));
    QTest::qWait(1500);
    watch.step();
    QVERIFY(watch.of(7801).empty());
}

void TestKernelTrace::theHelperIsConfined() {
    Watch watch(false, false);
    QVERIFY(watch.until([&] { return watch.isWorking(); }));
    QFile status(QStringLiteral("/proc/%1/status").arg(watch.trace->helperPid()));
    QVERIFY(status.open(QIODevice::ReadOnly));
    const QByteArray text = status.readAll();
    for (const char* line : {"CapEff:\t0000000000000000", "CapPrm:\t0000000000000000",
                             "CapBnd:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2"})
        QVERIFY2(text.contains(line), line);
    QVERIFY(!text.contains("Uid:\t0"));
}

void TestKernelTrace::aDeadHelperIsStartedAgain() {
    Watch watch(true, false);
    QVERIFY(watch.until([&] { return watch.isWorking(); }));
    const pid_t first = watch.trace->helperPid();
    ::kill(first, SIGKILL);
    QVERIFY(watch.until(
        [&] { return watch.trace->status().trouble == SourceStatus::Trouble::HelperEnded; }));
    QVERIFY(watch.until([&] { return watch.isWorking() && watch.trace->helperPid() != first; }));
    const auto port = act(QStringLiteral("peer resets"));
    const QString states = QStringLiteral("SYN-SENT ESTABLISHED CLOSED");
    QVERIFY2(watch.until([&] { return watch.story(port) == states; }),
             qPrintable(watch.story(port)));
}

void TestKernelTrace::withoutThePrivilegeItSaysSo() {
    KernelTraceOptions options;
    options.helper = {"/usr/bin/setpriv", "--reuid=65534", "--clear-groups", "--inh-caps=-all",
                      findHelper().string()};
    Watch watch(true, false, options);
    QVERIFY(
        watch.until([&] { return watch.trace->status().health == SourceStatus::Health::Failed; }));
    QVERIFY2(watch.trace->status().trouble == SourceStatus::Trouble::NotPermitted,
             watch.trace->status().problem.c_str());
    // Polling goes on.
    const UniqueFd near = connected(SOCK_STREAM, address("10.77.0.2", 8000));
    const auto port = localAddress(near.get()).port();
    QVERIFY(watch.until([&] { return watch.of(port).size() == 1; }));
    const UniqueFd far = accepted(peerListener_.get());
}

QTEST_GUILESS_MAIN(TestKernelTrace)
#include "tst_kernel_trace.moc"
