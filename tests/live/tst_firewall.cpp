// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/engine.h"
#include "model/diagnosis/firewall/judge.h"
#include "model/items/finding_text.h"
#include "model/items/json_firewall.h"
#include "model/sources/linux/firewall_source.h"
#include "model/sources/linux/socket_table_source.h"
#include "tests/diagnosis/nft_ruleset.h"
#include "tests/live/two_namespaces.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <QElapsedTimer>
#include <QTest>

#include <cerrno>

using namespace synoptic;
using namespace synoptic::test;
using namespace std::chrono_literals;
using firewall::Answer;

namespace {

constexpr int kPort = 5000;

sockaddr_in6 addressOf(const char* v6, int port) {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(static_cast<std::uint16_t>(port));
    ::inet_pton(AF_INET6, v6, &address.sin6_addr);
    return address;
}
sockaddr_in addressOf4(const char* v4, int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    ::inet_pton(AF_INET, v4, &address.sin_addr);
    return address;
}

/// A socket of the calling thread's namespace, bound, and listening if it is TCP's.
UniqueFd bound(Protocol protocol, const char* address, int port = kPort) {
    const bool v4 = QByteArray(address).contains('.');
    const int type = protocol == Protocol::Tcp ? SOCK_STREAM : SOCK_DGRAM;
    UniqueFd fd(::socket(v4 ? AF_INET : AF_INET6, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int yes = 1;
    ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    const sockaddr_in to4 = addressOf4(v4 ? address : "0.0.0.0", port);
    const sockaddr_in6 to6 = addressOf(v4 ? "::" : address, port);
    const int status = v4 ? ::bind(fd.get(), reinterpret_cast<const sockaddr*>(&to4), sizeof to4)
                          : ::bind(fd.get(), reinterpret_cast<const sockaddr*>(&to6), sizeof to6);
    if (status != 0 || (protocol == Protocol::Tcp && ::listen(fd.get(), 64) != 0))
        return {};
    return fd;
}

bool isReadable(int fd, int events, int milliseconds) {
    pollfd wait{fd, static_cast<short>(events), 0};
    return ::poll(&wait, 1, milliseconds) == 1;
}

/// An ICMPv6 error that comes while connect() still holds its socket is passed over: over a veth
/// pair it always does, and the next SYN goes out after a second.
constexpr int kUntilNextSyn = 1'300;

/// What becomes of a real connect, or of a real datagram, from the namespace the thread is in.
Answer tried(Protocol protocol, bool v6, int server, int patience = 300) {
    const int type = protocol == Protocol::Tcp ? SOCK_STREAM : SOCK_DGRAM;
    const UniqueFd fd(::socket(v6 ? AF_INET6 : AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const sockaddr_in to4 = addressOf4("10.77.0.1", kPort);
    const sockaddr_in6 to6 = addressOf("fd00:77::1", kPort);
    if (v6)
        ::connect(fd.get(), reinterpret_cast<const sockaddr*>(&to6), sizeof to6);
    else
        ::connect(fd.get(), reinterpret_cast<const sockaddr*>(&to4), sizeof to4);
    if (protocol == Protocol::Udp) {
        ::send(fd.get(), "x", 1, 0);
        if (isReadable(server, POLLIN, 200)) {
            char byte = 0;
            return ::recv(server, &byte, 1, 0) == 1 ? Answer::Accept : Answer::CannotTell;
        }
    } else if (!isReadable(fd.get(), POLLOUT, patience)) {
        return Answer::Drop;
    }
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0)
        return Answer::Reject;
    return protocol == Protocol::Tcp ? Answer::Accept : Answer::Drop;
}

QByteArray words(Answer answer) {
    const std::string_view text = name(answer);
    return {text.data(), qsizetype(text.size())};
}

} // namespace

/// The verdicts, held against what really happens between two network namespaces.
class TestFirewall : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theVerdictIsTheTruth_data();
    void theVerdictIsTheTruth();
    void findingsAndNearMisses_data();
    void findingsAndNearMisses();
    void legacyIptablesIsNotGuessed();
    void whoMayNotReadItIsTold();

private:
    std::unique_ptr<TwoNamespaces> net_;
};

void TestFirewall::init() {
    net_ = std::make_unique<TwoNamespaces>();
    const QByteArray problem = net_->open();
    if (::geteuid() != 0)
        QSKIP(problem.constData());
    QVERIFY2(problem.isEmpty(), problem.constData());
}

void TestFirewall::theVerdictIsTheTruth_data() {
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QStringList>("more");
    // What cannot be told, and may be: "tcp4", "udp4", "tcp6", "udp6".
    QTest::addColumn<QByteArrayList>("untold");
    const auto row = [](const char* name, const QByteArray& rules,
                        const QByteArrayList& untold = {}, const QStringList& more = {}) {
        QTest::newRow(name) << rules << more << untold;
    };
    const QByteArrayList all{"tcp4", "udp4", "tcp6", "udp6"};
    const QByteArray sub = "chain sub {\nudp dport 5000 return\ntcp dport 5000 accept\ndrop\n}\n";
    row("no filter", {});
    row("policy drop", inputChain({}));
    row("policy accept", inputChain({}, "accept"));
    row("tcp opened", inputChain("tcp dport 5000 accept"));
    row("only udp opened", inputChain("udp dport 5000 accept"));
    row("another port opened", inputChain("tcp dport 5001 accept"));
    row("tcp dropped", inputChain("tcp dport 5000 drop", "accept"));
    row("rejected with a reset", inputChain("tcp dport 5000 reject with tcp reset", "accept"));
    row("all rejected", inputChain("meta l4proto { tcp, udp } reject", "accept"));
    row("IPv4 alone", inputChain("meta nfproto ipv4 accept\nicmpv6 type { nd-neighbor-solicit, "
                                 "nd-neighbor-advert } accept"));
    row("a set", inputChain("tcp dport { 22, 4990-5010 } accept"));
    row("a named set of ranges",
        inputChain("udp dport @p accept", "drop",
                   "set p { type inet_service; flags interval; elements = { 1-4999, 5000-6000 } "
                   "}\n"));
    row("a set of protocol and port",
        inputChain("meta l4proto . th dport { tcp . 5000, udp . 5001 } accept"));
    row("all but a port", inputChain("tcp dport != 5000 accept\nudp dport != 5001 accept"));
    row("bounds", inputChain("tcp dport >= 5000 tcp dport < 5001 accept"));
    row("a verdict map",
        inputChain("meta l4proto vmap { tcp : jump sub, udp : drop }", "drop", sub));
    row("a named verdict map of concatenations",
        inputChain("meta l4proto . th dport vmap @m", "drop",
                   "map m { type inet_proto . inet_service : verdict; elements = { udp . 5000 : "
                   "accept, tcp . 5000 : drop } }\n"));
    row("jump and return", inputChain("jump sub\nudp dport 5000 accept", "drop", sub));
    row("goto", inputChain("goto sub\nudp dport 5000 accept", "drop", sub));
    row("established only", inputChain("ct state established,related accept"));
    row("the usual", inputChain("ct state vmap { established : accept, related : accept, invalid : "
                                "drop }\niif lo accept\nct state new tcp dport 5000 accept\n"
                                "udp dport 5000 log prefix \"x \" counter accept"));
    row("new without SYN is dropped",
        inputChain("tcp flags & (fin|syn|rst|ack) != syn ct state new drop", "accept"));
    row("loopback only", inputChain("iifname \"lo\" accept"));
    row("not loopback", inputChain("iifname != \"lo\" tcp dport 5000 accept"));
    row("by the interface", inputChain("iifname { \"veth0\", \"eth9\" } tcp dport 5000 accept"));
    row("by another interface", inputChain("iifname \"eth*\" accept"));
    // A socket of all addresses is asked at fe80::1 too.
    row("for this address",
        inputChain("ip daddr 10.77.0.1 accept\nip6 daddr fd00:77::1 tcp dport "
                   "5000 accept\nicmpv6 type nd-neighbor-solicit accept"),
        {"tcp6"});
    row("local by the routes", inputChain("fib daddr type local tcp dport 5000 accept"));
    row("no way back", inputChain("fib saddr . iif oif missing drop", "accept"));
    row("raw drops",
        "table ip r {\nchain p {\ntype filter hook prerouting priority raw;\ntcp dport 5000 "
        "drop\n}\n}\n");
    row("untracked", "table inet r {\nchain p {\ntype filter hook prerouting priority raw;\nudp "
                     "dport 5000 notrack\n}\n}\n" +
                         inputChain("ct state new accept"));
    row("two tables", inputChain("tcp dport 5000 accept") +
                          "table ip u {\nchain in {\ntype filter hook input priority 10;\n"
                          "tcp dport 5000 reject with tcp reset\n}\n}\n");
    row("source", inputChain("ip saddr 10.77.0.0/24 tcp dport 5000 accept"), {"tcp4"});
    row("another source", inputChain("ip saddr 192.0.2.0/24 drop", "accept"), {"tcp4", "udp4"});
    row("a limit", inputChain("tcp dport 5000 limit rate 100/second accept"), {"tcp4", "tcp6"});
    row("not understood", inputChain("meta cpu 0 accept"), all);
    row("the uid of a socket", inputChain("meta skuid 0 accept"), all);
    row("redirected",
        "table inet n {\nchain p {\ntype nat hook prerouting priority dstnat;\nudp "
        "dport 5000 redirect to :5001\n}\n}\n",
        {"udp4", "udp6"});
    const auto iptables = [](const char* rule) {
        return QStringLiteral("iptables-nft ") + QLatin1String(rule);
    };
    if (QProcess::execute(QStringLiteral("iptables-nft"), {QStringLiteral("--version")}) != 0)
        return;
    row("iptables: accept", {}, {},
        {iptables("-A INPUT -p tcp --dport 5000 -j ACCEPT"), iptables("-P INPUT DROP")});
    row("iptables: udp alone", {}, {},
        {iptables("-A INPUT -p udp --dport 5000 -j ACCEPT"), iptables("-P INPUT DROP")});
    row("iptables: reject", {}, {}, {iptables("-A INPUT -p tcp --dport 5000 -j REJECT")});
    row("iptables: a chain", {}, {},
        {iptables("-N sub"), iptables("-A sub -p udp -j RETURN"), iptables("-A sub -j DROP"),
         iptables("-A INPUT -i veth+ -j sub")});
    row("iptables: a match of xtables", {}, {"tcp4"},
        {iptables("-A INPUT -p tcp -m multiport --dports 22,5000 -j ACCEPT"),
         iptables("-P INPUT DROP")});
}

void TestFirewall::theVerdictIsTheTruth() {
    QFETCH(QByteArray, rules);
    QFETCH(QStringList, more);
    QFETCH(QByteArrayList, untold);
    const UniqueFd tcp = bound(Protocol::Tcp, "::");
    const UniqueFd udp = bound(Protocol::Udp, "::");
    QVERIFY(tcp.get() >= 0 && udp.get() >= 0);
    net_->inPeer([&] { // neighbours are known before anything is filtered
        for (const bool v6 : {false, true})
            QVERIFY(QTest::qWaitFor(
                [&] { return tried(Protocol::Tcp, v6, tcp.get()) == Answer::Accept; }));
    });
    QByteArray said = loadRuleset(rules);
    said += commands(more);
    QVERIFY2(said.isEmpty(), said.constData());

    DiagnosisEngine engine;
    ConnectionTracker tracker;
    tracker.setObserver(&engine);
    FirewallSource filter({});
    filter.collect(tracker, {});
    QVERIFY(QTest::qWaitFor([&] {
        filter.collect(tracker, {});
        return filter.descriptor() < 0;
    }));
    SocketTableSource table({});
    table.collect(tracker, {});
    const firewall::View& view = engine.firewallView();
    QCOMPARE(view.reading, FirewallObservation::Reading::Read);
    const bool rejects = rules.contains("reject");
    int told = 0;
    for (const firewall::Reach& reach : view.listeners) {
        if (reach.local.port != kPort)
            continue;
        for (const bool v6 : {false, true}) {
            const auto& verdict = v6 ? reach.v6 : reach.v4;
            QVERIFY(verdict);
            const Answer truth = net_->inPeer([&] {
                return tried(reach.protocol, v6,
                             reach.protocol == Protocol::Tcp ? tcp.get() : udp.get(),
                             rejects ? kUntilNextSyn : 300);
            });
            const QByteArray what =
                (reach.protocol == Protocol::Tcp ? "tcp" : "udp") + QByteArray(v6 ? "6" : "4");
            const QByteArray expected =
                untold.contains(what) ? words(Answer::CannotTell) : words(truth);
            const QByteArray answer = words(verdict->answer);
            QVERIFY2(answer == expected, (what + ": said " + answer + ", expected " + expected +
                                          ", true is " + words(truth) + '\n' + firewallObject(view))
                                             .constData());
            told += verdict->answer != Answer::CannotTell;
        }
    }
    QCOMPARE(told, 4 - untold.size());
}

void TestFirewall::findingsAndNearMisses_data() {
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QByteArrayList>("sockets"); // "tcp 0.0.0.0"
    QTest::addColumn<QByteArray>("found");       // rules and variants
    QTest::addColumn<QByteArray>("command");     // what to write; run, it makes the finding go
    const auto row = [](const char* name, const QByteArray& rules, const QByteArrayList& sockets,
                        const char* found, const char* command = "") {
        QTest::newRow(name) << rules << sockets << QByteArray(found) << QByteArray(command);
    };
    const QByteArray udpOpen = inputChain("udp dport 5000 accept");
    const QByteArray tcpOpen = inputChain("tcp dport 5000 accept");
    row("udp is open, TCP listens", udpOpen, {"tcp 0.0.0.0"}, "firewall-protocol-mismatch 0",
        "nft add rule inet t in tcp dport 5000 accept");
    row("tcp is open, UDP listens", tcpOpen, {"udp 0.0.0.0"}, "firewall-protocol-mismatch 1",
        "nft add rule inet t in udp dport 5000 accept");
    row("of both families", udpOpen, {"tcp ::"}, "firewall-protocol-mismatch 0",
        "nft add rule inet t in tcp dport 5000 accept");
    row("dropped by a rule behind", inputChain("udp dport 5000 accept\ncounter drop"),
        {"tcp 0.0.0.0"}, "firewall-protocol-mismatch 0",
        "nft insert rule inet t in handle 3 tcp dport 5000 accept");
    row("for some senders", inputChain("ip saddr 10.0.0.0/8 udp dport 5000 accept"),
        {"tcp 0.0.0.0"}, "firewall-protocol-mismatch 0");
    // Near misses
    row("both are open", inputChain("meta l4proto { tcp, udp } th dport 5000 accept"),
        {"tcp 0.0.0.0"}, "");
    row("the right one is open", tcpOpen, {"tcp 0.0.0.0"}, "");
    row("udp is open, and both listen", udpOpen, {"tcp 0.0.0.0", "udp 0.0.0.0"},
        "firewall-blocks-listener 0");
    row("nothing is filtered", inputChain("udp dport 5000 accept", "accept"), {"tcp 0.0.0.0"}, "");
    row("all of udp is open", inputChain("meta l4proto udp accept"), {"tcp 0.0.0.0"},
        "firewall-blocks-listener 0");
    row("nearly all of udp is open", inputChain("udp dport 1024-65535 accept"), {"tcp 0.0.0.0"},
        "firewall-blocks-listener 0");
    row("perhaps open: a rule that is not understood",
        inputChain("meta skuid 0 udp dport 5000 accept"), {"tcp 0.0.0.0"},
        "firewall-blocks-listener 0");

    row("loopback is open", tcpOpen, {"tcp 127.0.0.1"}, "firewall-opens-loopback 0",
        "nft delete rule inet t in handle 2");
    row("loopback of IPv6 is open", tcpOpen, {"tcp ::1"}, "firewall-opens-loopback 0");
    row("loopback is open, among others", inputChain("tcp dport { 80, 5000 } accept"),
        {"tcp 127.0.0.1"}, "firewall-opens-loopback 1");
    row("loopback of UDP is open", udpOpen, {"udp 127.0.0.1"}, "firewall-opens-loopback 0");
    // Near misses
    row("loopback, not open", inputChain("tcp dport 5001 accept"), {"tcp 127.0.0.1"}, "");
    row("loopback, open for all", inputChain("accept"), {"tcp 127.0.0.1"}, "");
    row("loopback, and another listens for others", tcpOpen, {"tcp 127.0.0.1", "tcp 10.77.0.1"},
        "");

    row("dropped", inputChain("tcp dport 22 accept"), {"tcp 0.0.0.0"}, "firewall-blocks-listener 0",
        "nft add rule inet t in tcp dport 5000 accept");
    row("rejected", inputChain("tcp dport 5000 reject", "accept"), {"tcp 0.0.0.0"},
        "firewall-blocks-listener 1", "nft insert rule inet t in handle 2 tcp dport 5000 accept");
    row("UDP dropped", inputChain("udp dport 5000 drop", "accept"), {"udp 0.0.0.0"},
        "firewall-blocks-listener 0", "nft insert rule inet t in handle 2 udp dport 5000 accept");
    // Near misses
    row("dropped for some", inputChain("ip saddr 192.0.2.0/24 drop", "accept"), {"tcp 0.0.0.0"},
        "");
    row("IPv6 alone is dropped", inputChain("meta nfproto ipv6 drop", "accept"), {"tcp ::"}, "");
    row("what is not understood", inputChain("meta skuid 0 accept"), {"tcp 0.0.0.0"}, "");
    row("loopback dropped", inputChain({}), {"tcp 127.0.0.1"}, "");
}

void TestFirewall::findingsAndNearMisses() {
    QFETCH(QByteArray, rules);
    QFETCH(QByteArrayList, sockets);
    QFETCH(QByteArray, found);
    QFETCH(QByteArray, command);
    std::vector<UniqueFd> open;
    for (const QByteArray& socket : sockets) {
        open.push_back(bound(socket.startsWith("tcp") ? Protocol::Tcp : Protocol::Udp,
                             socket.mid(4).constData()));
        QVERIFY(open.back().get() >= 0);
    }
    const QByteArray said = loadRuleset(rules);
    QVERIFY2(said.isEmpty(), said.constData());
    // The second time by what the finding says to write.
    for (const QByteArray& expected : {found, QByteArray()}) {
        DiagnosisEngine engine;
        ConnectionTracker tracker;
        tracker.setObserver(&engine);
        FirewallSource filter({});
        filter.collect(tracker, {});
        QVERIFY(QTest::qWaitFor([&] {
            filter.collect(tracker, {});
            return filter.descriptor() < 0;
        }));
        SocketTableSource table({});
        table.collect(tracker, {});
        QByteArrayList names;
        for (const Finding& finding : engine.findings())
            names +=
                QByteArray(name(finding.rule).data()) + ' ' + QByteArray::number(finding.variant);
        QCOMPARE(names.join(", "), expected);
        if (command.isEmpty())
            return;
        if (expected.isEmpty())
            break;
        const Finding finding = engine.findings().front();
        QCOMPARE(QByteArray::fromStdString(finding.details.at(1)), command);
        QVERIFY(findingAdvice(finding).contains(QString::fromLatin1(command)));
        QVERIFY(findingSummary(finding).contains(QStringLiteral("5000")));
        QVERIFY(!findingEvidence(finding).isEmpty());
        QCOMPARE(synoptic::test::command(QString::fromLatin1(command)), QByteArray());
    }
}

void TestFirewall::legacyIptablesIsNotGuessed() {
    const UniqueFd tcp = bound(Protocol::Tcp, "0.0.0.0");
    const UniqueFd tcp6 = bound(Protocol::Tcp, "fd00:77::1");
    if (QProcess::execute(QStringLiteral("iptables-legacy"),
                          {QStringLiteral("-L"), QStringLiteral("-n")}) != 0)
        QSKIP("this kernel has no legacy iptables, or its program is not installed");
    DiagnosisEngine engine;
    ConnectionTracker tracker;
    tracker.setObserver(&engine);
    FirewallSource filter({});
    filter.collect(tracker, {});
    QVERIFY(QTest::qWaitFor([&] {
        filter.collect(tracker, {});
        return filter.descriptor() < 0;
    }));
    SocketTableSource table({});
    table.collect(tracker, {});
    const firewall::View& view = engine.firewallView();
    QCOMPARE(view.listeners.size(), std::size_t(2));
    for (const firewall::Reach& reach : view.listeners) {
        if (reach.v4) {
            QCOMPARE(reach.v4->answer, Answer::CannotTell);
            QCOMPARE(reach.v4->doubt, std::uint16_t(firewall::kLegacy));
        } else { // ip6tables has none
            QCOMPARE(reach.v6->answer, Answer::Accept);
        }
    }
    QVERIFY(firewallObject(view).contains("legacy-iptables"));
}

/// A user who is not root, through a command of his own.
void TestFirewall::whoMayNotReadItIsTold() {
    const UniqueFd tcp = bound(Protocol::Tcp, "0.0.0.0");
    FirewallOptions options;
    options.helper = {"/usr/bin/setpriv", "--reuid", "65534", "--clear-groups",
                      QCoreApplication::applicationDirPath().toStdString() +
                          "/../bin/synoptic-capture"};
    DiagnosisEngine engine;
    ConnectionTracker tracker;
    tracker.setObserver(&engine);
    FirewallSource filter(options);
    filter.collect(tracker, {});
    QVERIFY(QTest::qWaitFor([&] {
        filter.collect(tracker, {});
        return filter.descriptor() < 0;
    }));
    SocketTableSource table({});
    table.collect(tracker, {});
    const firewall::View& view = engine.firewallView();
    QCOMPARE(view.reading, FirewallObservation::Reading::NotPermitted);
    QVERIFY(view.detail.find("root") != std::string::npos);
    QCOMPARE(view.listeners.at(0).v4->answer, Answer::CannotTell);
    QVERIFY(engine.findings().empty());
    QCOMPARE(filter.due(), ObservationSource::Clock::time_point::max()); // not asked again
}

QTEST_GUILESS_MAIN(TestFirewall)
#include "tst_firewall.moc"
