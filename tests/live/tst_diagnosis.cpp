// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/engine.h"
#include "model/sources/linux/live_packets_source.h"
#include "model/sources/linux/socket_table_source.h"
#include "tests/live/two_namespaces.h"

#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTest>

#include <map>

using namespace synoptic;
using namespace synoptic::test;
using namespace std::chrono_literals;

/// What is wrong, really made between two network namespaces, and what only looks wrong.
class TestDiagnosis : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aFloodIsFound_data();
    void aFloodIsFound();
    void aFloodIsFoundInPacketsAlone();
    void loadIsNoFlood_data();
    void loadIsNoFlood();
    void aServerThatNeverAccepts();
    void aProgramThatNeverCloses();
    void nobodyAnswers();
    void theListenerHereIsTooSlow();
    void nobodyReads();
    void noPortIsLeft();
    void whatPacketsTell_data();
    void whatPacketsTell();
    void aScan();

private:
    /// A helper process with the traffic.
    struct Ended {
        void operator()(QProcess* process) const {
            process->kill();
            process->waitForFinished();
            delete process;
        }
    };
    using Traffic = std::unique_ptr<QProcess, Ended>;
    Traffic traffic(const QStringList& arguments) {
        Traffic process(new QProcess);
        process->start(
            QStringLiteral("python3"),
            QStringList{QStringLiteral(SYNOPTIC_SOURCE_DIR "/tests/live/diagnosis_traffic.py")} +
                arguments);
        process->waitForStarted();
        return process;
    }
    Traffic fromPeer(const QStringList& arguments) {
        return net_->inPeer([&] { return traffic(arguments); });
    }
    Traffic serverHere(const char* mode, int backlog, bool atPeer = false) {
        const QStringList arguments{QLatin1String(mode),
                                    QLatin1String(atPeer ? "10.77.0.2" : "10.77.0.1"),
                                    QStringLiteral("8080"), QString::number(backlog)};
        auto process = atPeer ? fromPeer(arguments) : traffic(arguments);
        QTest::qWait(400);
        return process;
    }
    /// SYNs come from everywhere; answers have to find a way.
    void openToTheWorld() {
        QByteArray mac;
        net_->inPeer([&] {
            QProcess process;
            process.startCommand(QStringLiteral("ip -o link show veth1"));
            process.waitForFinished();
            const QByteArray line = process.readAll();
            mac = line.mid(line.indexOf("link/ether ") + 11, 17);
        });
        command(QStringLiteral("ip route add default via 10.77.0.2"));
        command(QStringLiteral("ip neigh replace 10.77.0.2 lladdr %1 dev veth0")
                    .arg(QLatin1String(mac)));
    }

    /// Looks for so long, or until the rule has a finding; the source's own pace is a second.
    bool watch(std::chrono::milliseconds time, std::optional<RuleId> until = {}) {
        QElapsedTimer timer;
        for (timer.start(); timer.elapsed() < time.count(); QTest::qWait(20)) {
            for (ObservationSource* source :
                 {static_cast<ObservationSource*>(table_.get()), packets_.get()}) {
                if (source &&
                    (source->due() <= ObservationSource::Clock::now() || source->descriptor() >= 0))
                    source->collect(tracker_, {});
            }
            tracker_.takeChanges();
            if (until && find(*until))
                return true;
        }
        return !until;
    }
    std::optional<Finding> find(RuleId rule) const {
        for (const Finding& finding : engine_->findings()) {
            if (finding.rule == rule)
                return finding;
        }
        return std::nullopt;
    }
    double evidence(const Finding& finding, std::string_view name) const {
        for (const FindingEvidence& each : finding.evidence) {
            if (each.name == name)
                return each.value;
        }
        return -1;
    }
    QByteArray rules() const {
        QByteArray names;
        for (const Finding& finding : engine_->findings())
            names += QByteArray(name(finding.rule).data()) + ' ';
        return names.trimmed();
    }
    void capture(const char* interface) {
        LivePacketsOptions options;
        options.interfaceName = interface;
        packets_ = std::make_unique<LivePacketsSource>(options);
        watch(700ms);
    }

    std::unique_ptr<TwoNamespaces> net_;
    std::unique_ptr<DiagnosisEngine> engine_;
    ConnectionTracker tracker_;
    std::unique_ptr<SocketTableSource> table_;
    std::unique_ptr<ObservationSource> packets_;
};

void TestDiagnosis::init() {
    net_ = std::make_unique<TwoNamespaces>();
    const QByteArray problem = net_->open();
    if (::geteuid() != 0)
        QSKIP(problem.constData());
    QVERIFY2(problem.isEmpty(), problem.constData());
    engine_ = std::make_unique<DiagnosisEngine>();
    tracker_ = ConnectionTracker{};
    tracker_.setObserver(engine_.get());
    table_ = std::make_unique<SocketTableSource>(SocketTableOptions{});
}

void TestDiagnosis::cleanup() {
    tracker_.setObserver(nullptr);
    packets_.reset();
    table_.reset();
    net_.reset();
}

void TestDiagnosis::aFloodIsFound_data() {
    QTest::addColumn<int>("cookies");
    QTest::addColumn<QString>("how");
    for (const int cookies : {0, 1, 2}) {
        const auto add = [&](const char* name, const char* how) {
            QTest::addRow("%s, tcp_syncookies=%d", name, cookies)
                << cookies << QString::fromLatin1(how);
        };
        add("as fast as it goes", "--flood --rand-source");
        add("a thousand a second", "-i u1000 --rand-source");
        add("one source", "-i u500 -a 192.0.2.66 -s 1024");
    }
}

void TestDiagnosis::aFloodIsFound() {
    QFETCH(int, cookies);
    QFETCH(QString, how);
    if (QStandardPaths::findExecutable(QStringLiteral("hping3")).isEmpty())
        QSKIP("hping3 is not installed");
    openToTheWorld();
    command(QStringLiteral("sysctl -qw net.ipv4.tcp_syncookies=%1").arg(cookies));
    const auto server = serverHere("serve", 128);
    watch(1500ms);
    QProcess flood;
    net_->inPeer([&] {
        flood.startCommand(QStringLiteral("hping3 -q -c 3000000 -S -p 8080 %1 10.77.0.1").arg(how));
        flood.waitForStarted();
    });
    QElapsedTimer timer;
    timer.start();
    const bool found = watch(7s, RuleId::SynFlood);
    const qint64 took = timer.elapsed();
    flood.kill();
    flood.waitForFinished();
    QVERIFY2(found, rules().constData());
    const Finding finding = *find(RuleId::SynFlood);
    qInfo("alarm after %lld ms, %.0f SYNs/s, %.0f half-open", took, evidence(finding, "syn_rate"),
          evidence(finding, "half_open"));
    QVERIFY(took < 3000);
    QCOMPARE(finding.severity, FindingSeverity::Error);
    QCOMPARE(finding.subject.local.port, 8080);
    QCOMPARE(finding.variant, cookies == 0 ? 0 : 1);
    QVERIFY(!find(RuleId::AcceptQueueOverflow));
}

/// No socket table: as from a capture of another machine's traffic.
void TestDiagnosis::aFloodIsFoundInPacketsAlone() {
    if (QStandardPaths::findExecutable(QStringLiteral("hping3")).isEmpty())
        QSKIP("hping3 is not installed");
    openToTheWorld();
    const auto server = serverHere("serve", 128);
    table_.reset();
    capture("veth0");
    QProcess flood;
    net_->inPeer([&] {
        flood.startCommand(
            QStringLiteral("hping3 -q -c 8000 -S -p 8080 -i u1000 --rand-source 10.77.0.1"));
        flood.waitForStarted();
    });
    QElapsedTimer timer;
    timer.start();
    const bool found = watch(7s, RuleId::SynFlood);
    qInfo("alarm after %lld ms", timer.elapsed());
    flood.kill();
    flood.waitForFinished();
    QVERIFY2(found, rules().constData());
    QCOMPARE(find(RuleId::SynFlood)->subject.local.toString(), std::string("10.77.0.1:8080"));
}

void TestDiagnosis::loadIsNoFlood_data() {
    QTest::addColumn<int>("cookies");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("number");
    QTest::addColumn<QString>("link");
    const QString none;
    for (const int cookies : {0, 1, 2})
        QTest::addRow("5,000 clients at once, tcp_syncookies=%d", cookies)
            << cookies << QStringLiteral("burst") << QStringLiteral("5000") << none;
    QTest::newRow("short connections, as fast as they go")
        << 1 << QStringLiteral("hammer") << QStringLiteral("8") << none;
    QTest::newRow("a server that restarts")
        << 1 << QStringLiteral("restarts") << QStringLiteral("8") << none;
    QTest::newRow("300 clients over a slow link")
        << 1 << QStringLiteral("burst") << QStringLiteral("300")
        << QStringLiteral("tc qdisc add dev veth1 root tbf rate 64kbit burst 1600 limit 60000");
}

void TestDiagnosis::loadIsNoFlood() {
    QFETCH(int, cookies);
    QFETCH(QString, mode);
    QFETCH(QString, number);
    QFETCH(QString, link);
    command(QStringLiteral("sysctl -qw net.ipv4.tcp_syncookies=%1").arg(cookies));
    net_->inPeer([&] {
        command(QStringLiteral("sysctl -qw net.ipv4.ip_local_port_range=\"10000 60000\""));
        if (!link.isEmpty())
            QCOMPARE(command(link), QByteArray());
    });
    const bool restarts = mode == QLatin1String("restarts");
    const auto server = serverHere(restarts ? "restarts" : "serve", 128);
    watch(1500ms);
    const auto clients = fromPeer({restarts ? QStringLiteral("hammer") : mode,
                                   QStringLiteral("10.77.0.1"), QStringLiteral("8080"), number});
    watch(10s);
    qInfo("findings: %s; the client said %s", rules().constData(),
          clients->readAll().trimmed().constData());
    QVERIFY2(!find(RuleId::SynFlood), rules().constData());
    // A burst does overflow the queue.
    for (const Finding& finding : engine_->findings())
        QVERIFY2(finding.rule == RuleId::AcceptQueueOverflow, rules().constData());
}

void TestDiagnosis::aServerThatNeverAccepts() {
    const auto server = serverHere("idle", 5);
    watch(1500ms);
    const auto clients = fromPeer({QStringLiteral("connect"), QStringLiteral("10.77.0.1"),
                                   QStringLiteral("8080"), QStringLiteral("60")});
    QVERIFY(watch(6s, RuleId::AcceptQueueOverflow));
    watch(6s);
    const Finding finding = *find(RuleId::AcceptQueueOverflow);
    QCOMPARE(evidence(finding, "accept_queue"), 6.0);
    QCOMPARE(finding.subject.local.port, 8080);
    QVERIFY(finding.subject.pid == server->processId());
    QVERIFY2(!find(RuleId::SynFlood), rules().constData());
}

void TestDiagnosis::aProgramThatNeverCloses() {
    DiagnosisThresholds thresholds;
    thresholds.closeWaitAge = 2s;
    engine_->setThresholds(thresholds);
    const auto server = serverHere("leak", 64);
    const auto clients = fromPeer({QStringLiteral("leave"), QStringLiteral("10.77.0.1"),
                                   QStringLiteral("8080"), QStringLiteral("12")});
    QVERIFY2(watch(8s, RuleId::CloseWaitLeak), rules().constData());
    const Finding finding = *find(RuleId::CloseWaitLeak);
    QCOMPARE(evidence(finding, "close_wait"), 12.0);
    QVERIFY(finding.subject.pid == server->processId());
    QVERIFY(finding.connections.size() == 12);
}

void TestDiagnosis::nobodyAnswers() {
    QCOMPARE(net_->dropAtPeer("tcp dport 8080"), QByteArray());
    watch(1200ms);
    const auto client = traffic({QStringLiteral("connect"), QStringLiteral("10.77.0.2"),
                                 QStringLiteral("8080"), QStringLiteral("1")});
    QVERIFY2(watch(8s, RuleId::ConnectSilent), rules().constData());
    watch(2s);
    const Finding finding = *find(RuleId::ConnectSilent);
    QCOMPARE(finding.subject.remote.toString(), std::string("10.77.0.2:8080"));
    QVERIFY(evidence(finding, "syns_sent") >= 3);
    QVERIFY(evidence(finding, "gives_up_in") > 60);
    QVERIFY(!finding.details.empty());
}

void TestDiagnosis::theListenerHereIsTooSlow() {
    const auto server = traffic({QStringLiteral("idle"), QStringLiteral("127.0.0.1"),
                                 QStringLiteral("8081"), QStringLiteral("2")});
    QTest::qWait(400);
    const auto client = traffic({QStringLiteral("connect"), QStringLiteral("127.0.0.1"),
                                 QStringLiteral("8081"), QStringLiteral("12")});
    QVERIFY2(watch(8s, RuleId::ConnectSilent), rules().constData());
    QCOMPARE(find(RuleId::ConnectSilent)->variant, 2);
}

void TestDiagnosis::nobodyReads() {
    const auto server = serverHere("deaf", 16, true);
    const auto client =
        traffic({QStringLiteral("pour"), QStringLiteral("10.77.0.2"), QStringLiteral("8080")});
    QVERIFY2(watch(12s, RuleId::ZeroWindowStall), rules().constData());
    const Finding finding = *find(RuleId::ZeroWindowStall);
    QCOMPARE(finding.variant, 0);
    QVERIFY(evidence(finding, "waiting_to_send") > 10'000);
}

void TestDiagnosis::noPortIsLeft() {
    command(QStringLiteral("sysctl -qw net.ipv4.ip_local_port_range=\"40000 40039\""));
    const auto server = serverHere("leak", 64, true);
    const auto client = traffic({QStringLiteral("connect"), QStringLiteral("10.77.0.2"),
                                 QStringLiteral("8080"), QStringLiteral("60")});
    QVERIFY2(watch(8s, RuleId::PortExhaustion), rules().constData());
    const Finding finding = *find(RuleId::PortExhaustion);
    QCOMPARE(evidence(finding, "ports"), 40.0);
    QCOMPARE(finding.severity, FindingSeverity::Error);
}

void TestDiagnosis::whatPacketsTell_data() {
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<RuleId>("rule");
    QTest::newRow("closed port") << QString() << RuleId::ConnectRefused;
    QTest::newRow("nft reject") << QStringLiteral("reject with icmp type admin-prohibited")
                                << RuleId::ConnectUnreachable;
    QTest::newRow("reset at the request") << QStringLiteral("cut") << RuleId::ResetAfterRequest;
}

void TestDiagnosis::whatPacketsTell() {
    QFETCH(QString, verdict);
    QFETCH(RuleId, rule);
    Traffic server;
    if (verdict == QLatin1String("cut")) {
        server = serverHere("cut", 16, true);
    } else if (!verdict.isEmpty()) {
        net_->inPeer([&] {
            QCOMPARE(
                commands({QStringLiteral("nft add table inet t"),
                          QStringLiteral("nft add chain inet t in \"{ type filter hook input "
                                         "priority 0 ; }\""),
                          QStringLiteral("nft add rule inet t in tcp dport 8080 %1").arg(verdict)}),
                QByteArray());
        });
    }
    capture("veth0");
    const auto client =
        traffic({server ? QStringLiteral("hammer") : QStringLiteral("connect"),
                 QStringLiteral("10.77.0.2"), QStringLiteral("8080"), QStringLiteral("1")});
    QVERIFY2(watch(6s, rule), rules().constData());
    const Finding finding = *find(rule);
    QCOMPARE(finding.subject.remote.toString(), std::string("10.77.0.2:8080"));
    if (rule == RuleId::ConnectUnreachable)
        QCOMPARE(evidence(finding, "icmp_code"), 13.0);
}

void TestDiagnosis::aScan() {
    capture("veth0");
    const auto client = fromPeer({QStringLiteral("scan"), QStringLiteral("10.77.0.1"),
                                  QStringLiteral("7000"), QStringLiteral("40")});
    QVERIFY2(watch(6s, RuleId::ConnectionAttempts), rules().constData());
    watch(2s);
    const Finding finding = *find(RuleId::ConnectionAttempts);
    QCOMPARE(finding.subject.remote.address.toString(), std::string("10.77.0.2"));
    QCOMPARE(evidence(finding, "ports"), 40.0);
    QVERIFY(!find(RuleId::SynFlood));
}

QTEST_GUILESS_MAIN(TestDiagnosis)
#include "tst_diagnosis.moc"
