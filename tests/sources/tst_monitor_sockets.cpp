// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/monitor.h"
#include "model/sources/source_factory.h"

#include "tests/sources/sockets.h"

#include <QTest>

#include <map>
#include <thread>

using namespace synoptic;
using namespace std::chrono_literals;

namespace {

/// What a window would know: the newest values of each connection.
class Reader {
public:
    explicit Reader(MonitorThread& monitor) : monitor_(monitor) {}

    /// Takes updates until the end on this local port, that is no listener, is in the state.
    bool waitForState(std::uint16_t localPort, TcpState state) {
        for (int tries = 0; tries < 300; ++tries) {
            takeUpdate();
            const ConnectionSnapshot* end = find(localPort);
            if (end && end->state == state)
                return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }
    bool waitForUpdate() {
        for (int tries = 0; tries < 300; ++tries) {
            if (takeUpdate())
                return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }
    const ConnectionSnapshot* find(std::uint16_t localPort) const {
        for (const auto& [key, c] : connections_) {
            if (c.id.tuple.local.port == localPort && c.id.protocol == Protocol::Tcp &&
                !c.isListening())
                return &c;
        }
        return nullptr;
    }
    /// "CLOSED SYN-SENT ESTABLISHED ..."
    QString path(std::uint16_t localPort) const {
        QStringList states;
        for (const StateTransition& t : find(localPort)->history->transitions) {
            if (states.isEmpty())
                states << QString::fromStdString(std::string(name(t.from)));
            states << QString::fromStdString(std::string(name(t.to)));
        }
        return states.join(QLatin1Char(' '));
    }

private:
    bool takeUpdate() {
        const auto update = monitor_.takeUpdate();
        if (!update)
            return false;
        for (const ConnectionSnapshot& c : update->changes.changed)
            connections_[c.key] = c;
        return true;
    }

    MonitorThread& monitor_;
    std::map<ConnectionKey, ConnectionSnapshot> connections_;
};

} // namespace

/// The kernel's own sockets, all the way through source, tracker and slot.
class TestMonitorSockets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsBothEndsOfARealConnection();
};

void TestMonitorSockets::followsBothEndsOfARealConnection() {
    const UniqueFd listening = test::listener(test::address("127.0.0.1", 0));
    QVERIFY(listening);
    const std::uint16_t serverPort = test::localAddress(listening.get()).port();

    MonitorThread::Sources sources;
    sources.push_back(makeSocketTableSource({100ms, false}));
    MonitorThread monitor(std::move(sources));
    monitor.start();
    Reader reader(monitor);
    QVERIFY(reader.waitForUpdate()); // what comes after the first table is new

    UniqueFd client = test::connected(SOCK_STREAM, test::address("127.0.0.1", serverPort));
    QVERIFY(client);
    const std::uint16_t clientPort = test::localAddress(client.get()).port();
    UniqueFd server = test::accepted(listening.get());
    QVERIFY(reader.waitForState(clientPort, TcpState::Established));
    QVERIFY(reader.waitForState(serverPort, TcpState::Established));
    QCOMPARE(reader.find(clientPort)->role, Role::Client);
    QCOMPARE(reader.find(serverPort)->role, Role::Server);
    QVERIFY(!reader.find(clientPort)->alreadyThere);

    ::shutdown(client.get(), SHUT_WR);
    QVERIFY(reader.waitForState(clientPort, TcpState::FinWait2));
    QVERIFY(reader.waitForState(serverPort, TcpState::CloseWait));
    server = UniqueFd();
    QVERIFY(reader.waitForState(clientPort, TcpState::TimeWait));
    QVERIFY(reader.waitForState(serverPort, TcpState::Closed));
    monitor.stop();

    QCOMPARE(reader.path(clientPort),
             "CLOSED SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT");
    // Whether the last ACK came or a RST is more than a table tells.
    QCOMPARE(reader.path(serverPort), "LISTEN SYN-RECEIVED ESTABLISHED CLOSE-WAIT CLOSED");
    QVERIFY(reader.find(serverPort)->closed);
    QVERIFY(reader.find(clientPort)->metrics); // kept through TIME-WAIT
}

QTEST_APPLESS_MAIN(TestMonitorSockets)
#include "tst_monitor_sockets.moc"
