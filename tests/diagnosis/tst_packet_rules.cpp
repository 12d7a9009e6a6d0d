// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/diagnosis/rule_check.h"

using namespace synoptic;
using namespace synoptic::test;

namespace {

const std::string kOpen = "> S 100; < SA 300 101; > A 101 301;";
const std::string kAsked = kOpen + "> PA 101 301 +20;";
const std::string kAnswered = kAsked + "< PA 301 121 +50; > A 121 351;";
const std::string kFlow = "192.0.2.7:50212 > 198.51.100.3:443";

/// Facts that are one flow and nothing else.
Facts flow(const std::string& script, std::uint32_t incarnation = 0) {
    return [=](Looks& l) { l.flow(script, incarnation); };
}
Facts spoken(FirstBytes client, FirstBytes server, const std::string& script = kAnswered) {
    return [=](Looks& l) { l.flow(script).first = {client, server}; };
}

} // namespace

/// What packets tell of one connection.
class TestPacketRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opening_data();
    void opening() { checkWhatHappened(); }
    void talking_data();
    void talking() { checkWhatHappened(); }
    void lasting_data();
    void lasting() { checkWhatHolds(); }
    void aRefusalIsToldOnceTheScanIsRuledOut();
};

void TestPacketRules::opening_data() {
    ruleColumns();
    const char* const to = "198.51.100.3:443";
    const auto told = [to](const char* what) {
        return QByteArray(what) + " to " + to; // lives until the row is added
    };
    const Rule refused = rules::findConnectRefused;
    addCase("a SYN answered by RST", refused, flow("> S 100; < RA 0 101"),
            told("note connect-refused 0"));
    addCase("reset later", refused, flow(kOpen + "< R 301"));
    addCase("aborted by who asked", refused, flow("> S 100; > R 101"));
    addCase("one of a scan's", refused,
            [](Looks& l) { l.flow("> S 100; < RA 0 101").scanner = l.flag(true); });

    const Rule silent = rules::findConnectSilent;
    addCase("SYNs without an answer", silent, flow("> S 100; > S 100 @1; > S 100 @3"),
            told("warning connect-silent 3"));
    addCase("the last moment ago", silent, flow("> S 100 @9"));
    addCase("an answer", silent, flow("> S 100; < SA 300 101"));
    addCase("refused", silent, flow("> S 100; < RA 0 101"));
    addCase("no SYN was seen", silent, flow("> A 100 300; > A 100 300 @3"));
    addCase("a flood's", silent, [](Looks& l) { l.flow("> S 100").flooded = l.flag(true); });
    addCase("a socket tells", silent, [](Looks& l) { l.flow("> S 100").isSocket = true; });

    const auto icmp = [](const char* script) {
        return [=](Looks& l) {
            l.flow(script);
            IcmpMessage error;
            error.type = 3;
            error.code = 13;
            l.connection().observeError(error, 0, l.input.time - 9s);
        };
    };
    addCase("prohibited by ICMP", rules::findConnectUnreachable, icmp("> S 100"),
            told("warning connect-unreachable 0"));
    addCase("an ICMP error, and an answer", rules::findConnectUnreachable,
            icmp("> S 100; < SA 300 101; > A 101 301"));
    addCase("ICMP tells: not silent", silent, icmp("> S 100"));

    const Rule reused = rules::findReusedPortRefused;
    const char* const challenged =
        "> S 900; < A 350 121; > R 121; > S 900 @1; < A 350 121; > R 121";
    addCase("an ACK of the connection before", reused, flow("> S 900; < A 350 121", 1),
            told("warning reused-port-refused 1"));
    addCase(
        "an ACK, then its end", reused, [=](Looks& l) { l.flow(challenged, 1); },
        told("warning reused-port-refused 1"));
    addCase("an ACK, then a RST", reused, flow("> S 900; < A 350 121; < RA 350 121", 1),
            told("warning reused-port-refused 0"));
    addCase("the one before was not captured", reused, flow(challenged),
            told("warning reused-port-refused 1"));
    addCase("only answers were captured from there on", reused,
            flow("> S 900; < A 350 121; > A 121 350; < A 350 121"));
    addCase("an answer to what was sent: not silent", silent, flow(challenged));
    addCase("refused like the one before", reused, flow("> S 900; < RA 0 901", 1));
    addCase("silent like the one before", reused, flow("> S 900; > S 900 @1", 1));
    addCase("it came about on the second try", reused,
            flow("> S 900; < A 350 121; > R 121; > S 900 @1; < SA 500 901; > A 901 501", 1));

    const Rule slow = rules::findSlowHandshake;
    addCase("a late answer", slow, flow("> S 100 @1; < SA 300 101 @2.2; > A 101 301"),
            told("note slow-handshake 0"));
    addCase("a second SYN", slow, flow("> S 100 @1; > S 100 @2; < SA 300 101; > A 101 301"),
            told("note slow-handshake 1"));
    addCase("in nine tenths", slow, flow("> S 100 @1; < SA 300 101 @1.9; > A 101 301"));
    addCase("never", slow, flow("> S 100 @1; < SA 300 101 @3"));
}

void TestPacketRules::talking_data() {
    ruleColumns();
    using First = FirstBytes;
    const Rule wrong = rules::findWrongProtocol;
    const char* const mixed[] = {
        "warning wrong-protocol 0 to 198.51.100.3:443",
        "warning wrong-protocol 1 to 198.51.100.3:443",
        "warning wrong-protocol 2 to 198.51.100.3:443",
        "warning wrong-protocol 3 to 198.51.100.3:443",
    };
    addCase("HTTP, answered by a TLS alert", wrong, spoken(First::HttpRequest, First::TlsAlert),
            mixed[0]);
    addCase("HTTP, answered that TLS is wanted", wrong,
            spoken(First::HttpRequest, First::HttpsWanted),
            "warning wrong-protocol 4 to 198.51.100.3:443");
    addCase("TLS, answered by an HTTP status", wrong, spoken(First::TlsHello, First::HttpStatus),
            mixed[1]);
    addCase("TLS, answered by text", wrong, spoken(First::TlsHello, First::Other), mixed[1]);
    addCase("HTTP to SSH", wrong, spoken(First::HttpRequest, First::Ssh), mixed[2]);
    addCase("HTTP", wrong, spoken(First::HttpRequest, First::HttpStatus));
    addCase("TLS", wrong, spoken(First::TlsHello, First::TlsHello));
    addCase("TLS, refused by its own alert", wrong, spoken(First::TlsHello, First::TlsAlert));
    addCase("SSH", wrong, spoken(First::Ssh, First::Ssh));
    addCase("something else", wrong, spoken(First::Other, First::Other));
    addCase("its beginning was not seen", wrong,
            spoken(First::TlsHello, First::Other, "> PA 101 301 +20; < PA 301 121 +50"));
    const auto refusedBeside = [](const char* udp) {
        return [=](Looks& l) {
            l.flow("> S 100; < RA 0 101");
            l.input.udpPorts.push_back(endpoint(udp, 443));
        };
    };
    addCase("refused where UDP is bound", wrong, refusedBeside("0.0.0.0"), mixed[3]);
    addCase("refused, UDP bound to another address", wrong, refusedBeside("127.0.0.1"));
    addCase("refused", wrong, flow("> S 100; < RA 0 101"));

    const Rule request = rules::findResetAfterRequest;
    const auto first = [](First bytes, const std::string& script) {
        return [=](Looks& l) { l.flow(script).first[0] = bytes; };
    };
    addCase("the request was reset", request, flow(kAsked + "< R 301"),
            "warning reset-after-request 0 to 198.51.100.3:443");
    addCase("the TLS hello was reset", request, first(First::TlsHello, kAsked + "< R 301"),
            "warning reset-after-request 1 to 198.51.100.3:443");
    addCase("the HTTP request was reset", request, first(First::HttpRequest, kAsked + "< R 301"),
            "warning reset-after-request 2 to 198.51.100.3:443");
    addCase("four seconds later", request, flow(kAsked + "< R 301 @4.5"));
    addCase("after an answer", request, flow(kAnswered + "< R 351"));
    addCase("reset by who asked", request, flow(kAsked + "> R 121"));
    addCase("reset before it asked", request, flow(kOpen + "< R 301"));

    const Rule later = rules::findResetAfterData;
    addCase("cut by the server", later, flow(kAnswered + "< RA 351 121"),
            "note reset-after-data 0 to 198.51.100.3:443");
    addCase("cut by the client", later, flow(kAnswered + "> RA 121 351"),
            "note reset-after-data 1 to 198.51.100.3:443");
    addCase("closed, then reset", later, flow(kAnswered + "> FA 121 351; < RA 351 122"));
    addCase("closed", later, flow(kAnswered + "> FA 121 351; < FA 351 122; > A 122 352"));
    addCase("cut before an answer", later, flow(kAsked + "< RA 301 121"));

    const Rule death = rules::findKeepAliveDeath;
    const auto probed = [](std::uint32_t unanswered, const char* end) {
        return [=](Looks& l) {
            l.flow(kAnswered + "> A 120 351 @5; > A 120 351 @6; > A 120 351 @7;" + end)
                .unanswered[0] = unanswered;
        };
    };
    addCase("given up after three probes", death, probed(3, "> RA 121 351 @8"),
            ("warning keep-alive-death 1 " + kFlow).c_str());
    addCase("two went unanswered", death, probed(2, "> RA 121 351 @8"));
    addCase("it goes on", death, probed(3, ""));
    addCase("probes answered, then cut", death, probed(0, "> RA 121 351 @8"));
    addCase("the other end cut it", death, probed(3, "< RA 351 121 @8"));
}

void TestPacketRules::lasting_data() {
    ruleColumns();
    const Rule storm = rules::findRetransmissionStorm;
    const auto again = [](int good, int lost, Duration idle = 0s) {
        return [=](Looks& l) {
            std::string script = kOpen + "> A 101 301 @7.8;";
            std::uint32_t next = 101;
            for (int i = 0; i < good; ++i, next += 10)
                script += "> PA " + std::to_string(next) + " 301 +10;";
            for (int i = 0; i < lost; ++i)
                script += "> PA " + std::to_string(next - 10) + " 301 +10;";
            l.flow(script);
            l.input.time += idle;
        };
    };
    addCase("a tenth sent again", storm, again(176, 20),
            ("warning retransmission-storm 1 " + kFlow).c_str());
    addCase("a little less", storm, again(177, 20));
    addCase("few", storm, again(20, 19));
    addCase("long ago", storm, again(100, 20, 15s));

    const Rule stall = rules::findZeroWindowStall;
    const auto stalled = [](Duration time, bool socket = false) {
        return [=](Looks& l) {
            WireFlow& flow = l.flow(kAnswered + "< A 351 121 w=0");
            flow.stalled = time;
            flow.stalledBy = 1;
            flow.isSocket = socket;
        };
    };
    addCase("the server does not read", stall, stalled(3s),
            ("warning zero-window-stall 2 " + kFlow).c_str());
    addCase("for a moment", stall, stalled(2s));
    addCase("a socket tells", stall, stalled(9s, true));

    const Rule half = rules::findHalfClosed;
    const auto halfClosed = [](bool file, Duration ago, const char* end = "") {
        return [=](Looks& l) {
            l.input.capture.isFile = file;
            l.input.time += ago;
            l.flow(kAnswered + "> FA 121 351; < A 351 122;" + end);
            l.input.time += ago;
        };
    };
    addCase("half-closed in a file", half, halfClosed(true, 60s),
            ("note half-closed 0 " + kFlow).c_str());
    addCase("live, the table tells", half, halfClosed(false, 60s));
    addCase("closed by both", half, halfClosed(true, 60s, "< FA 351 122; > A 122 352"));

    const Rule asymmetric = rules::findAsymmetricCapture;
    const auto sides = [](std::uint64_t one, std::uint64_t all) {
        return [=](Looks& l) {
            l.input.capture.oneSided = one;
            l.input.capture.withData = all;
        };
    };
    addCase("half of the connections", asymmetric, sides(5, 10),
            "warning asymmetric-capture 0 host");
    addCase("three are all", asymmetric, sides(3, 3), "warning asymmetric-capture 0 host");
    addCase("two are all", asymmetric, sides(2, 2));
    addCase("four of ten", asymmetric, sides(4, 10));
}

/// Who tries fifteen ports is told of as a scan, not as fifteen refusals.
void TestPacketRules::aRefusalIsToldOnceTheScanIsRuledOut() {
    Looks looks(rules::findConnectRefused);
    looks.flow("> S 100 @9; < RA 0 101 @9.5");
    looks.look(1, 100ms);
    QVERIFY(looks.standing().empty());
    looks.look(1, 1s);
    QCOMPARE(looks.standing().size(), std::size_t(1));
}

QTEST_APPLESS_MAIN(TestPacketRules)
#include "tst_packet_rules.moc"
