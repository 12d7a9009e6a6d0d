// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/watch_time.h"
#include "tests/diagnosis/rule_check.h"

using namespace synoptic;
using namespace synoptic::test;

/// What the socket table and the kernel tell.
class TestSocketRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void states_data();
    void states() { checkWhatHolds(); }
    void ports_data();
    void ports() { checkWhatHolds(); }
    void data_data();
    void data() { checkWhatHolds(); }
    void faults_data();
    void faults() { checkWhatHappened(); }
    void refusedOftenIsAWarning();
    void someRulesNeedTime();
    void thousandsDoNotComeAndGo();
};

void TestSocketRules::states_data() {
    ruleColumns();
    const Rule silent = rules::findConnectSilent;
    const auto ended = [](Duration waited) {
        return [=](Looks& l) {
            l.socket(TcpState::SynSent, waited);
            ConnectionSnapshot& socket = l.snapshot();
            l.input.sockets.clear();
            auto history = std::make_shared<ConnectionHistory>();
            StateTransition end;
            end.from = TcpState::SynSent;
            end.event = TcpEvent::Timeout;
            history->transitions.push_back(end);
            socket.history = history;
            socket.lastChange = l.input.time;
            l.input.ended.push_back(&socket);
        };
    };
    addCase(
        "no answer for 2.5 s", silent, [](Looks& l) { l.socket(TcpState::SynSent, 2'500ms); },
        "warning connect-silent 0 to 198.51.100.3:443");
    addCase("the firewall here dropped it", silent,
            [](Looks& l) { l.socket(TcpState::SynSent, 9s).blocked = true; });
    addCase("the peer answers for another connection", silent,
            [](Looks& l) { l.socket(TcpState::SynSent, 60s).answered = true; });
    addCase("no answer yet", silent, [](Looks& l) { l.socket(TcpState::SynSent, 2'400ms); });
    addCase(
        "two more SYNs", silent,
        [](Looks& l) {
            l.socket(TcpState::SynSent, 1s);
            l.snapshot().retransmits = 2;
        },
        "warning connect-silent 0 to 198.51.100.3:443");
    addCase(
        "the listener here is full", silent,
        [](Looks& l) {
            l.listener(8081).acceptFull = true;
            l.socket(TcpState::SynSent, 3s, endpoint("127.0.0.1", 8081),
                     endpoint("127.0.0.1", 50'000));
        },
        "warning connect-silent 2 to 127.0.0.1:8081");
    addCase("the kernel gave up", silent, ended(127s),
            "warning connect-silent 1 to 198.51.100.3:443");
    addCase("the program gave up", silent, ended(20s));

    const Rule leak = rules::findCloseWaitLeak;
    addCase(
        "five in CLOSE-WAIT", leak, [](Looks& l) { l.process(42, 5, 61s); },
        "warning close-wait-leak 0 process 42");
    addCase("four", leak, [](Looks& l) { l.process(42, 4, 600s); });
    addCase(
        "a hundred", leak, [](Looks& l) { l.process(42, 100, 61s); },
        "error close-wait-leak 0 process 42");

    const Rule orphan = rules::findFinWait2Orphan;
    const auto orphans = [](int count, Duration age, bool held = false, bool twoPeers = false) {
        return [=](Looks& l) {
            for (int i = 0; i < count; ++i) {
                l.socket(TcpState::FinWait2, age,
                         endpoint(twoPeers && i % 2 ? "198.51.100.4" : "198.51.100.3", 443));
                if (!held)
                    l.snapshot().inode = 0;
            }
        };
    };
    addCase("twenty orphans in FIN-WAIT-2", orphan, orphans(20, 10s),
            "note fin-wait-2-orphan 0 to 198.51.100.3:0");
    addCase("nineteen", orphan, orphans(19, 50s));
    addCase("twenty young ones", orphan, orphans(20, 9s));
    addCase("twenty held by their program", orphan, orphans(20, 50s, true));
    addCase("twenty from two peers", orphan, orphans(20, 50s, false, true));

    const Rule half = rules::findHalfClosed;
    addCase(
        "FIN-WAIT-2 with its program", half, [](Looks& l) { l.socket(TcpState::FinWait2, 60s); },
        "note half-closed 0 192.0.2.7:50212 > 198.51.100.3:443");
    addCase(
        "CLOSE-WAIT", half, [](Looks& l) { l.socket(TcpState::CloseWait, 60s); },
        "note half-closed 1 192.0.2.7:50212 > 198.51.100.3:443");
    addCase("not so long", half, [](Looks& l) { l.socket(TcpState::CloseWait, 59s); });
    addCase("data still comes", half,
            [](Looks& l) { l.socket(TcpState::FinWait2, 600s).stuck = 20s; });
    addCase("an orphan", half, [](Looks& l) {
        l.socket(TcpState::FinWait2, 60s);
        l.snapshot().inode = 0;
    });
    addCase("a leak: that is told", half, [](Looks& l) {
        l.process(42, 5, 61s);
        l.socket(TcpState::CloseWait, 60s);
        l.snapshot().owner = Looks::ownedBy(42, "leaky");
    });

    const Rule disagreement = rules::findDisagreement;
    const auto disagrees = [](Duration time, Duration inState) {
        return [=](Looks& l) {
            l.socket(TcpState::Established, inState).disagreeing = time;
            l.snapshot().disagreement = time > Duration::zero();
        };
    };
    addCase("kernel and wire disagree", disagreement, disagrees(3s, 100s),
            "note disagreement 0 192.0.2.7:50212 > 198.51.100.3:443");
    addCase("for a moment, long after the handshake", disagreement, disagrees(1s, 1'000s));
    addCase("not at all", disagreement, disagrees(0s, 1'000s));
}

void TestSocketRules::ports_data() {
    ruleColumns();
    const Rule pressure = rules::findTimeWaitPressure;
    const Rule exhausted = rules::findPortExhaustion;
    const auto to = [](std::uint32_t ports, std::uint32_t timeWait, const char* address,
                       std::uint32_t reuse = 2) {
        return [=](Looks& l) {
            l.destination(ports, timeWait, endpoint(address, 443));
            l.input.settings.timeWaitReuse = reuse;
        };
    };
    addCase("half of the ports in TIME-WAIT", pressure, to(60, 50, "198.51.100.3"),
            "warning time-wait-pressure 0 to 198.51.100.3:443");
    addCase("one fewer", pressure, to(60, 49, "198.51.100.3"));
    addCase("reused on loopback", pressure, to(90, 90, "127.0.0.1"));
    addCase("reused by setting", pressure, to(90, 90, "198.51.100.3", 1));
    addCase("never reused", pressure, to(90, 90, "127.0.0.1", 0),
            "warning time-wait-pressure 0 to 127.0.0.1:443");
    addCase("no port is left: that is told", pressure, to(96, 90, "198.51.100.3"));
    addCase(
        "the kernel keeps no more", pressure, [](Looks& l) { l.input.timeWaits = 900; },
        "warning time-wait-pressure 1 host");
    addCase("it keeps a few more", pressure, [](Looks& l) { l.input.timeWaits = 899; });

    addCase("95 of 100 ports", exhausted, to(95, 0, "198.51.100.3"),
            "error port-exhaustion 0 to 198.51.100.3:443");
    addCase("94", exhausted, to(94, 94, "198.51.100.3"));
    addCase("all, and the kernel gives them out again", exhausted, to(100, 80, "127.0.0.1"));
    addCase("all in use on loopback", exhausted, to(100, 4, "127.0.0.1"),
            "error port-exhaustion 0 to 127.0.0.1:443");
    addCase("the range is not known", exhausted, [](Looks& l) {
        l.destination(100, 0);
        l.input.settings.firstEphemeral.reset();
    });
}

void TestSocketRules::data_data() {
    ruleColumns();
    const Rule storm = rules::findRetransmissionStorm;
    const auto tries = [](TcpState state, int count) {
        return [=](Looks& l) {
            l.socket(state, 60s);
            l.snapshot().retransmits = static_cast<std::uint8_t>(count);
        };
    };
    const auto host = [](std::uint64_t again, std::uint64_t sent, std::uint64_t opening = 0,
                         std::uint64_t needless = 0) {
        return [=](Looks& l) {
            HostCounters& rise = l.input.counters.rise;
            rise.segmentsRetransmitted = again;
            rise.segmentsSent = sent;
            rise.handshakeRetransmits = opening;
            rise.duplicatesReported = needless;
        };
    };
    addCase("a segment sent seven times", storm, tries(TcpState::Established, 6),
            "warning retransmission-storm 0 192.0.2.7:50212 > 198.51.100.3:443");
    addCase("six times", storm, tries(TcpState::Established, 5));
    addCase("a SYN", storm, tries(TcpState::SynSent, 6));
    addCase("a tenth of what the host sends", storm, host(100, 1'000),
            "warning retransmission-storm 2 host");
    addCase("a little less", storm, host(99, 900));
    addCase("of many more", storm, host(300, 4'000));
    addCase("handshakes over a slow link", storm, host(300, 900, 260));
    addCase("what had arrived", storm, host(300, 900, 0, 260));

    const Rule stall = rules::findZeroWindowStall;
    const auto waits = [](SocketTimer::Kind kind, Duration stuck) {
        return [=](Looks& l) {
            l.socket(TcpState::Established, 100s).stuck = stuck;
            l.snapshot().timer.kind = kind;
        };
    };
    addCase("the peer's window is closed", stall, waits(SocketTimer::Kind::Persist, 3s),
            "warning zero-window-stall 0 192.0.2.7:50212 > 198.51.100.3:443");
    addCase("for a moment", stall, waits(SocketTimer::Kind::Persist, 2s));
    addCase("another timer", stall, waits(SocketTimer::Kind::Retransmit, 60s));
    addCase(
        "of a reader here", stall,
        [=](Looks& l) {
            l.socket(TcpState::Established, 100s);
            ConnectionSnapshot& reader = l.snapshot();
            reader.owner = Looks::ownedBy(7, "deaf");
            l.input.sockets.clear();
            waits(SocketTimer::Kind::Persist, 3s)(l);
            l.input.sockets.back().mirror = &reader;
        },
        "warning zero-window-stall 1 192.0.2.7:50212 > 198.51.100.3:443");

    const Rule death = rules::findKeepAliveDeath;
    const auto probes = [](SocketTimer::Kind kind, int count) {
        return [=](Looks& l) {
            l.socket(TcpState::Established, 7'300s);
            l.snapshot().timer = {kind, static_cast<std::uint8_t>(count), 1s};
        };
    };
    addCase("two probes without an answer", death, probes(SocketTimer::Kind::KeepAlive, 2),
            "warning keep-alive-death 0 192.0.2.7:50212 > 198.51.100.3:443");
    addCase("one", death, probes(SocketTimer::Kind::KeepAlive, 1));
    addCase("window probes", death, probes(SocketTimer::Kind::Persist, 5));
}

void TestSocketRules::faults_data() {
    ruleColumns();
    using Kind = KernelFault::Kind;
    const auto fault = [](Kind kind, int error) {
        return [=](Looks& l) { l.fault(kind, static_cast<std::uint16_t>(error)); };
    };
    addCase("EACCES", rules::findConnectBlockedHere, fault(Kind::ErrorReport, 13),
            "warning connect-blocked-here 1 to 198.51.100.3:443");
    addCase("dropped by the firewall", rules::findConnectBlockedHere, fault(Kind::Firewall, 0),
            "warning connect-blocked-here 0 to 198.51.100.3:443");
    const auto overV6 = [](Looks& l) {
        l.fault(Kind::ErrorReport, 13, endpoint("2001:db8::3", 443));
    };
    addCase("prohibited by ICMPv6: not here", rules::findConnectBlockedHere, overV6);
    addCase("prohibited by ICMPv6", rules::findConnectUnreachable, overV6,
            "warning connect-unreachable 2 to [2001:db8::3]:443");
    addCase("ETIMEDOUT", rules::findConnectBlockedHere, fault(Kind::ErrorReport, 110));
    addCase("ECONNREFUSED", rules::findConnectRefused, fault(Kind::ErrorReport, 111),
            "note connect-refused 1 to 198.51.100.3:443");
    addCase("ECONNRESET", rules::findConnectRefused, fault(Kind::ErrorReport, 104));
    addCase("EHOSTUNREACH", rules::findConnectUnreachable, fault(Kind::ErrorReport, 113),
            "warning connect-unreachable 1 to 198.51.100.3:443");
    addCase("ENETUNREACH", rules::findConnectUnreachable, fault(Kind::ErrorReport, 101),
            "warning connect-unreachable 1 to 198.51.100.3:443");
    addCase("EPIPE", rules::findConnectUnreachable, fault(Kind::ErrorReport, 32));
}

void TestSocketRules::refusedOftenIsAWarning() {
    Looks looks(rules::findConnectRefused);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(looks.standing().empty() ||
                looks.standing().front().severity == FindingSeverity::Note);
        looks.input.faults.clear();
        looks.fault(KernelFault::Kind::ErrorReport, 111);
        looks.look();
    }
    QCOMPARE(looks.standing().front().severity, FindingSeverity::Warning);
    QCOMPARE(evidence(looks.standing().front(), "refused"), 3.0);
}

void TestSocketRules::someRulesNeedTime() {
    const auto names = [](Duration watched) {
        QStringList rules;
        for (const WatchTime& rule : rulesBeyond({}, watched))
            rules << QString::fromLatin1(name(rule.rule).data());
        return rules.join(QLatin1Char(' '));
    };
    QCOMPARE(names(60s), QString());
    QCOMPARE(names(59s), QStringLiteral("close-wait-leak half-closed"));
    QVERIFY(names(5s).endsWith(QLatin1String("fin-wait-2-orphan")));
    QVERIFY(names(1s).contains(QLatin1String("syn-flood")));
}

/// Where more hold than are kept, the same ones stay; a graver one is let in.
void TestSocketRules::thousandsDoNotComeAndGo() {
    Looks looks(rules::findConnectSilent);
    for (int i = 0; i < 3'000; ++i)
        looks.socket(TcpState::SynSent, 9s,
                     endpoint("198.51.100.3", static_cast<std::uint16_t>(i + 1)));
    looks.look();
    QCOMPARE(looks.standing().size(), std::size_t(1'000));
    const std::uint64_t first = looks.standing().front().id;
    const std::uint64_t last = looks.standing().back().id;
    looks.look(5);
    QCOMPARE(looks.standing().front().id, first);
    QCOMPARE(looks.standing().back().id, last);
    looks.book.beginLook(1, looks.input.time);
    Finding grave;
    grave.severity = FindingSeverity::Error;
    looks.book.raise(std::move(grave));
    looks.book.endLook();
    QCOMPARE(looks.standing().size(), std::size_t(1'000));
    QVERIFY(looks.standing().back().severity == FindingSeverity::Error);
}

QTEST_APPLESS_MAIN(TestSocketRules)
#include "tst_socket_rules.moc"
