// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/json_firewall.h"
#include "model/items/reach_text.h"
#include "tests/live/firewall_look.h"

#include <poll.h>

#include <QTest>

using namespace synoptic;
using namespace synoptic::test;
using namespace std::chrono_literals;
using firewall::Answer;

namespace {

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
    void whoTakesIPv6AloneIsNotAskedForIPv4_data();
    void whoTakesIPv6AloneIsNotAskedForIPv4();
    void legacyIptablesIsNotGuessed();
    void whoMayNotReadItIsTold();
    void whatChangesIsFollowed();
    void clientsOfUdpAreLeftOut();

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

    const FirewallLook look;
    const firewall::View& view = look.view();
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

/// Both sockets stand on "::"; what the one takes of IPv4, the other never sees.
void TestFirewall::whoTakesIPv6AloneIsNotAskedForIPv4_data() {
    QTest::addColumn<int>("v6Only");
    QTest::newRow("both families") << 0;
    QTest::newRow("IPv6 alone") << 1;
}
void TestFirewall::whoTakesIPv6AloneIsNotAskedForIPv4() {
    QFETCH(int, v6Only);
    const UniqueFd tcp = bound(Protocol::Tcp, "::", kPort, v6Only);
    const UniqueFd udp = bound(Protocol::Udp, "::", kPort, v6Only);
    QVERIFY(tcp.get() >= 0 && udp.get() >= 0);
    QCOMPARE(loadRuleset(inputChain("meta nfproto ipv4 drop", "accept")), QByteArray());
    const FirewallLook look;
    QCOMPARE(look.view().listeners.size(), std::size_t(2));
    for (const firewall::Reach& reach : look.view().listeners) {
        QVERIFY(reach.v6);
        QCOMPARE(reach.v6->answer, Answer::Accept);
        QCOMPARE(reach.v4.has_value(), v6Only == 0);
        if (reach.v4)
            QCOMPARE(reach.v4->answer, Answer::Drop);
        QCOMPARE(reachText(reach), v6Only ? QStringLiteral("accepted")
                                          : QStringLiteral("IPv4 dropped, IPv6 accepted"));
    }
}

void TestFirewall::legacyIptablesIsNotGuessed() {
    const UniqueFd tcp = bound(Protocol::Tcp, "0.0.0.0");
    const UniqueFd tcp6 = bound(Protocol::Tcp, "fd00:77::1");
    if (QProcess::execute(QStringLiteral("iptables-legacy"),
                          {QStringLiteral("-L"), QStringLiteral("-n")}) != 0)
        QSKIP("this kernel has no legacy iptables, or its program is not installed");
    const FirewallLook look;
    const firewall::View& view = look.view();
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
    const FirewallLook look(options);
    const firewall::View& view = look.view();
    QCOMPARE(view.reading, FirewallObservation::Reading::NotPermitted);
    QVERIFY(view.detail.find("root") != std::string::npos);
    QCOMPARE(view.listeners.at(0).v4->answer, Answer::CannotTell);
    QVERIFY(look.engine.findings().empty());
    QCOMPARE(look.filter.due(), ObservationSource::Clock::time_point::max()); // not asked again
}

void TestFirewall::whatChangesIsFollowed() {
    const UniqueFd tcp = bound(Protocol::Tcp, "0.0.0.0");
    FirewallOptions options;
    options.interval = 1s;
    FirewallLook look(options);
    QCOMPARE(look.view().listeners.at(0).v4->answer, Answer::Accept);
    QCOMPARE(loadRuleset(inputChain({})), QByteArray());
    SocketTableSource table({});
    QVERIFY(QTest::qWaitFor([&] {
        for (ObservationSource* source : {static_cast<ObservationSource*>(&look.filter),
                                          static_cast<ObservationSource*>(&table)})
            source->collect(look.tracker, {});
        return look.view().listeners.at(0).v4->answer == Answer::Drop;
    }));
}

/// Ports that the kernel gave out by itself are those of programs that ask others.
void TestFirewall::clientsOfUdpAreLeftOut() {
    const UniqueFd client = bound(Protocol::Udp, "0.0.0.0", 40'000);
    const UniqueFd server = bound(Protocol::Udp, "0.0.0.0", 5'353);
    QCOMPARE(loadRuleset(inputChain({})), QByteArray());
    const FirewallLook look;
    QCOMPARE(look.view().listeners.size(), std::size_t(1));
    QCOMPARE(look.view().listeners.at(0).local.port, std::uint16_t(5'353));
}

QTEST_GUILESS_MAIN(TestFirewall)
#include "tst_firewall.moc"
