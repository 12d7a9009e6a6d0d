// SPDX-License-Identifier: GPL-3.0-or-later
//
// Live capture with the real helper between two namespaces: what packets tell beside the socket
// table, and what befalls a capture: interfaces that go down, helpers that die, wrong filters.
#include "model/sources/linux/live_packets_source.h"
#include "model/sources/linux/socket_table_source.h"
#include "model/sources/monitor.h"
#include "model/tracking/packet_history.h"
#include "tests/live/two_namespaces.h"
#include "tests/sources/sockets.h"

#include <QTest>

#include <csignal>
#include <map>

using namespace synoptic;
using namespace synoptic::test;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 8000;

/// The sources and the tracker as the monitor thread drives them, on this thread.
class Capture {
public:
    explicit Capture(LivePacketsOptions options, std::chrono::milliseconds interval = 200ms) {
        SocketTableOptions table;
        table.interval = interval;
        table.holdBack = 80ms;
        table_ = std::make_unique<SocketTableSource>(table);
        packets = std::make_unique<LivePacketsSource>(options);
    }
    void step() {
        for (ObservationSource* source : {static_cast<ObservationSource*>(table_.get()),
                                          static_cast<ObservationSource*>(packets.get())}) {
            if (source->due() <= ObservationSource::Clock::now() || source->descriptor() >= 0)
                source->collect(tracker, {});
        }
        set = tracker.takeChanges();
        for (const ConnectionSnapshot& connection : set.changed)
            known[connection.key] = connection;
        for (const ConnectionKey key : set.removed)
            known.erase(key);
        if (set.packets)
            history = set.packets;
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
    bool isWorking() const { return packets->status().health == SourceStatus::Health::Working; }
    /// The newest with this local port.
    const ConnectionSnapshot* of(std::uint16_t local) const {
        const ConnectionSnapshot* newest = nullptr;
        for (const auto& [key, connection] : known)
            if (connection.id.protocol == Protocol::Tcp &&
                connection.id.tuple.local.port == local && connection.id.tuple.remote.port != 0)
                newest = &connection;
        return newest;
    }

    ConnectionTracker tracker;
    std::unique_ptr<LivePacketsSource> packets;
    std::map<ConnectionKey, ConnectionSnapshot> known;
    std::shared_ptr<const PacketHistory> history;
    ChangeSet set;

private:
    std::unique_ptr<SocketTableSource> table_;
};

LivePacketsOptions on(const char* interface, const char* filter = "") {
    LivePacketsOptions options;
    options.interfaceName = interface;
    options.filter = filter;
    return options;
}

} // namespace

class TestLivePackets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void interfacesAreListed();
    void packetsAndTableTellOneStory();
    void shortConnectionsAreNotMissed();
    void bytesCanBeReadAgain();
    void loopbackIsNotCountedTwice();
    void theFilterHolds();
    void aWrongFilterIsSaidSo();
    void aMissingInterfaceIsSaidSo();
    void theInterfaceMayGoDownAndComeBack();
    void aDeadHelperIsStartedAgain();
    void somethingElseInItsPlaceIsRefused();
    void withoutThePrivilegeItSaysSo();

private:
    /// A connection to the peer that is opened, used and closed before it returns; its local port.
    std::uint16_t talkBriefly();

    TwoNamespaces net_;
    UniqueFd peerListener_; ///< port 8000
};

void TestLivePackets::initTestCase() {
    const QByteArray problem = net_.open();
    if (::geteuid() != 0)
        QSKIP(problem.constData());
    QVERIFY2(problem.isEmpty(), problem.constData());
    peerListener_ = net_.inPeer([] { return listener(address("10.77.0.2", 8000)); });
    QVERIFY(peerListener_);
}

std::uint16_t TestLivePackets::talkBriefly() {
    UniqueFd near = connected(SOCK_STREAM, address("10.77.0.2", 8000));
    UniqueFd far = accepted(peerListener_.get());
    const auto port = localAddress(near.get()).port();
    char text[64] = "GET /brief HTTP/1.1\r\nHost: peer\r\n\r\n";
    ::send(near.get(), text, sizeof text, MSG_NOSIGNAL);
    ::recv(far.get(), text, sizeof text, 0);
    far = {}; // the peer closes first: no TIME-WAIT stays here
    ::recv(near.get(), text, sizeof text, 0);
    return port;
}

void TestLivePackets::interfacesAreListed() {
    const CaptureInterfaces found = listCaptureInterfaces();
    QVERIFY2(found.problem.empty(), found.problem.c_str());
    const auto named = [&](const char* name) {
        return std::any_of(found.list.begin(), found.list.end(), [&](const CaptureInterface& one) {
            return one.name == name && one.isUp;
        });
    };
    QVERIFY(named("veth0") && named("lo") && named("any"));
}

void TestLivePackets::packetsAndTableTellOneStory() {
    Capture capture(on("veth0"));
    QVERIFY(capture.until([&] { return capture.isWorking(); }));
    UniqueFd near = connected(SOCK_STREAM, address("10.77.0.2", 8000));
    UniqueFd far = accepted(peerListener_.get());
    const auto port = localAddress(near.get()).port();
    QVERIFY(capture.until([&] {
        const auto* c = capture.of(port);
        return c && c->inode != 0 && c->history->transitions.size() == 2 &&
               c->history->transitions[1].has(Evidence::SocketTable);
    }));
    const ConnectionSnapshot& opened = *capture.of(port);
    QVERIFY(opened.role == Role::Client && opened.peerState == TcpState::Established);
    QVERIFY(opened.history->transitions[1].has(Evidence::Packets));
    QVERIFY(opened.history->transitions[0].evidence == Evidence::Packets); // polling missed it
    ::shutdown(near.get(), SHUT_WR);
    QVERIFY(capture.until([&] { return capture.of(port)->state == TcpState::FinWait2; }));
    QVERIFY(capture.of(port)->peerState == TcpState::CloseWait);
    far = {};
    QVERIFY(capture.until([&] { return capture.of(port)->state == TcpState::TimeWait; }));
    std::vector<TcpState> path;
    for (const StateTransition& step : capture.of(port)->history->transitions) {
        path.push_back(step.to);
        QVERIFY(step.time == step.notBefore);
    }
    using enum TcpState;
    QVERIFY((path == std::vector{SynSent, Established, FinWait1, FinWait2, TimeWait}));
    QVERIFY(!capture.of(port)->disagreement);
    QCOMPARE(
        std::count_if(capture.known.begin(), capture.known.end(),
                      [&](const auto& entry) { return entry.second.id.tuple.local.port == port; }),
        1);
}

void TestLivePackets::shortConnectionsAreNotMissed() {
    Capture capture(on("veth0"), 2000ms);
    QVERIFY(capture.until([&] { return capture.isWorking(); }));
    std::vector<std::uint16_t> ports;
    for (int i = 0; i < 50; ++i)
        ports.push_back(talkBriefly());
    QVERIFY(capture.until([&] {
        return std::all_of(ports.begin(), ports.end(), [&](std::uint16_t port) {
            const auto* c = capture.of(port);
            return c && c->closed;
        });
    }));
    using enum TcpState;
    for (const std::uint16_t port : ports) {
        std::vector<TcpState> path;
        for (const StateTransition& step : capture.of(port)->history->transitions)
            path.push_back(step.to);
        QVERIFY((path == std::vector{SynSent, Established, CloseWait, LastAck, Closed}));
    }
}

void TestLivePackets::bytesCanBeReadAgain() {
    LivePacketsOptions options = on("veth0");
    options.recordPayload = true;
    Capture capture(options);
    QVERIFY(capture.until([&] { return capture.isWorking(); }));
    const auto port = talkBriefly();
    QVERIFY(capture.until([&] { return capture.of(port) && capture.of(port)->wire.packets >= 8; }));
    const PacketIndex::View packets = capture.history->index().view();
    const auto numbers = packets.ofConnection(capture.of(port)->wire.lastPacket);
    QCOMPARE(numbers.size(), capture.of(port)->wire.packets);
    const auto store = capture.history->openStore();
    bool saw = false;
    for (const PacketNumber number : numbers) {
        CapturedFrame frame;
        QVERIFY(store->at(packets[number].place, frame));
        QVERIFY(frame.time == packets[number].time);
        const std::string_view text(reinterpret_cast<const char*>(frame.captured.data()),
                                    frame.captured.size());
        saw |= text.find("GET /brief") != std::string_view::npos;
    }
    QVERIFY(saw);
}

void TestLivePackets::loopbackIsNotCountedTwice() {
    Capture capture(on("lo"));
    QVERIFY(capture.until([&] { return capture.isWorking(); }));
    const UniqueFd server = listener(address("127.0.0.1", 7100));
    const UniqueFd near = connected(SOCK_STREAM, address("127.0.0.1", 7100));
    const UniqueFd far = accepted(server.get());
    const auto port = localAddress(near.get()).port();
    QVERIFY(capture.until([&] {
        return capture.of(port) && capture.of(7100) && capture.of(port)->wire.packets > 0 &&
               capture.of(7100)->wire.packets > 0;
    }));
    QCOMPARE(capture.of(port)->wire.packets, 3U);
    QVERIFY(capture.of(port)->metrics && capture.of(port)->metrics->totalRetransmits == 0);
    QVERIFY(capture.of(7100)->role == Role::Server);
}

void TestLivePackets::theFilterHolds() {
    Capture capture(on("veth0", "tcp port 8000"));
    QVERIFY(capture.until([&] { return capture.isWorking(); }));
    const UniqueFd datagrams = connected(SOCK_DGRAM, address("10.77.0.2", 8001));
    QVERIFY(::send(datagrams.get(), "left out", 8, 0) == 8);
    const auto port = talkBriefly();
    QVERIFY(capture.until([&] { return capture.of(port) && capture.of(port)->closed; }));
    const PacketIndex::View packets = capture.history->index().view();
    for (PacketNumber number = packets.begin(); number < packets.end(); ++number)
        QVERIFY(packets[number].kind == IndexedPacket::Kind::Tcp);
}

void TestLivePackets::aWrongFilterIsSaidSo() {
    Capture capture(on("veth0", "tcp prot 80"));
    QVERIFY(capture.until(
        [&] { return capture.packets->status().health == SourceStatus::Health::Failed; }));
    QVERIFY(capture.packets->status().trouble == SourceStatus::Trouble::BadFilter);
    QVERIFY(!capture.packets->status().detail.empty());
    QVERIFY(capture.packets->due() == ObservationSource::Clock::time_point::max());
}

void TestLivePackets::aMissingInterfaceIsSaidSo() {
    Capture capture(on("nosuch0"));
    QVERIFY(capture.until([&] {
        return capture.packets->status().trouble == SourceStatus::Trouble::NoSuchInterface;
    }));
    QVERIFY(capture.packets->status().problem.find("nosuch0") != std::string::npos);
}

void TestLivePackets::theInterfaceMayGoDownAndComeBack() {
    Capture capture(on("veth0"));
    QVERIFY(capture.until([&] { return capture.isWorking(); }));
    const auto before = talkBriefly();
    QVERIFY(capture.until([&] { return capture.of(before) && capture.of(before)->closed; }));
    QCOMPARE(command(QStringLiteral("ip link set veth0 down")), QByteArray());
    QVERIFY(capture.until(
        [&] { return capture.packets->status().trouble == SourceStatus::Trouble::InterfaceDown; }));
    QCOMPARE(command(QStringLiteral("ip link set veth0 up")), QByteArray());
    QVERIFY(capture.until([&] { return capture.isWorking(); }));
    QTest::qWait(200); // the link is carried again
    const auto after = talkBriefly();
    QVERIFY(capture.until([&] { return capture.of(after) && capture.of(after)->closed; }));
    QVERIFY(capture.of(before)); // nothing of before is lost
}

void TestLivePackets::aDeadHelperIsStartedAgain() {
    Capture capture(on("veth0"));
    QVERIFY(capture.until([&] { return capture.isWorking(); }));
    const auto before = talkBriefly();
    QVERIFY(capture.until([&] { return capture.of(before) && capture.of(before)->closed; }));
    const pid_t first = capture.packets->helperPid();
    ::kill(first, SIGKILL);
    QVERIFY(capture.until(
        [&] { return capture.packets->status().trouble == SourceStatus::Trouble::HelperEnded; }));
    QVERIFY(capture.packets->status().detail.find("signal 9") != std::string::npos);
    QVERIFY(capture.until([&] { return capture.isWorking(); }));
    QVERIFY(capture.packets->helperPid() != first);
    const auto after = talkBriefly();
    QVERIFY(capture.until([&] { return capture.of(after) && capture.of(after)->closed; }));
    QVERIFY(capture.of(before));
}

void TestLivePackets::somethingElseInItsPlaceIsRefused() {
    LivePacketsOptions options = on("veth0");
    options.helper = {"/bin/echo", "I am no helper"};
    Capture capture(options);
    QVERIFY(capture.until(
        [&] { return capture.packets->status().trouble == SourceStatus::Trouble::NotTheHelper; }));
}

void TestLivePackets::withoutThePrivilegeItSaysSo() {
    LivePacketsOptions options = on("veth0");
    options.helper = {"/usr/bin/setpriv", "--reuid=65534", "--clear-groups", "--inh-caps=-all",
                      findHelper().string()};
    Capture capture(options);
    QVERIFY(capture.until(
        [&] { return capture.packets->status().health == SourceStatus::Health::Failed; }));
    QVERIFY2(capture.packets->status().trouble == SourceStatus::Trouble::NotPermitted,
             capture.packets->status().problem.c_str());
}

QTEST_GUILESS_MAIN(TestLivePackets)
#include "tst_live_packets.moc"
