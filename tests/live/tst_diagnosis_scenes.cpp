// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diagnosis/engine.h"
#include "model/sources/linux/kernel_trace_source.h"
#include "model/sources/linux/live_packets_source.h"
#include "model/sources/linux/socket_table_source.h"
#include "tests/live/two_namespaces.h"

#include <QElapsedTimer>
#include <QTest>

#include <optional>
#include <vector>

using namespace synoptic;
using namespace synoptic::test;
using namespace std::chrono_literals;

namespace {

/// Something that goes wrong, or only looks so, between two namespaces of its own.
struct Scene {
    const char* name;
    RuleId rule;
    int variant;           ///< -1: the rule has to stay silent
    QStringList here = {}; ///< commands before it begins
    QStringList peer = {};
    QStringList serverHere = {}; ///< MODE ADDRESS PORT NUMBER of diagnosis_traffic.py
    QStringList serverPeer = {};
    QStringList clientHere = {};
    QStringList clientPeer = {};
    const char* capture = nullptr; ///< a filter: packets of veth0 are captured
    bool trace = false;
    bool payload = false;              ///< whole packets
    bool alone = false;                ///< nothing else is said
    int resets = -1;                   ///< so many RST segments are counted; -1: any
    const char* laterAtPeer = nullptr; ///< dropped there from the fourth second on
};

QStringList words(const char* text) {
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

/// A chain of this hook with one rule.
QStringList nft(const char* hook, const char* rule) {
    return {QStringLiteral("nft add table inet t"),
            QStringLiteral("nft add chain inet t c \"{ type filter hook %1 priority 0 ; }\"")
                .arg(QLatin1String(hook)),
            QStringLiteral("nft add rule inet t c %1").arg(QLatin1String(rule))};
}
QStringList sysctl(const char* setting) {
    return {QStringLiteral("sysctl -qw ") + QLatin1String(setting)};
}

constexpr auto kServer = "10.77.0.2 8080";

std::vector<Scene> scenes() {
    const auto peer = [](const char* mode) { return words(mode) + words(kServer) + words("64"); };
    const auto client = [](const char* mode, const char* number = "1") {
        return words(mode) + words(kServer) + words(number);
    };
    const QStringList fewPorts = sysctl("net.ipv4.ip_local_port_range=\"40000 40039\"");
    const QStringList probes = sysctl("net.ipv4.tcp_keepalive_time=1") +
                               sysctl("net.ipv4.tcp_keepalive_intvl=1") +
                               sysctl("net.ipv4.tcp_keepalive_probes=4");
    using enum RuleId;
    return {
        {.name = "orphans whose peer never closes",
         .rule = FinWait2Orphan,
         .variant = 0,
         .here = sysctl("net.ipv4.tcp_fin_timeout=30"),
         .serverPeer = peer("leak"),
         .clientHere = client("leave", "25")},
        {.name = "orphans whose peer closes",
         .rule = FinWait2Orphan,
         .variant = -1,
         .here = sysctl("net.ipv4.tcp_fin_timeout=30"),
         .serverPeer = peer("echo"),
         .clientHere = client("leave", "25")},
        {.name = "25 of 40 ports rest",
         .rule = TimeWaitPressure,
         .variant = 0,
         .here = fewPorts,
         .serverPeer = peer("echo"),
         .clientHere = client("talk", "25")},
        {.name = "few ports rest",
         .rule = TimeWaitPressure,
         .variant = -1,
         .here = fewPorts,
         .serverPeer = peer("echo"),
         .clientHere = client("talk", "18")},
        {.name = "on loopback they are given out again",
         .rule = TimeWaitPressure,
         .variant = -1,
         .here = fewPorts,
         .serverHere = words("echo 127.0.0.1 8080 64"),
         .clientHere = words("talk 127.0.0.1 8080 39")},
        {.name = "all on loopback: no exhaustion",
         .rule = PortExhaustion,
         .variant = -1,
         .here = fewPorts,
         .serverHere = words("echo 127.0.0.1 8080 64"),
         .clientHere = words("talk 127.0.0.1 8080 60")},
        {.name = "the kernel keeps no more TIME-WAIT",
         .rule = TimeWaitPressure,
         .variant = 1,
         .here = sysctl("net.ipv4.tcp_max_tw_buckets=20"),
         .serverPeer = peer("echo"),
         .clientHere = client("talk", "40")},
        {.name = "half-closed and silent",
         .rule = HalfClosed,
         .variant = 0,
         .serverPeer = peer("leak"),
         .clientHere = client("hang")},
        {.name = "half-closed, the answer drips",
         .rule = HalfClosed,
         .variant = -1,
         .serverPeer = peer("drips"),
         .clientHere = client("hang")},
        {.name = "the peer is cut off",
         .rule = KeepAliveDeath,
         .variant = 0,
         .here = probes,
         .serverPeer = peer("leak"),
         .clientHere = client("probe"),
         .laterAtPeer = "tcp dport 8080"},
        {.name = "the peer is cut off, by packets",
         .rule = KeepAliveDeath,
         .variant = 1,
         .here = probes,
         .serverPeer = peer("leak"),
         .clientHere = client("probe"),
         .capture = "",
         .laterAtPeer = "tcp dport 8080"},
        {.name = "keep-alives are answered",
         .rule = KeepAliveDeath,
         .variant = -1,
         .here = probes,
         .serverPeer = peer("leak"),
         .clientHere = client("probe"),
         .capture = ""},
        {.name = "the server cuts",
         .rule = ResetAfterData,
         .variant = 0,
         .serverPeer = peer("resets"),
         .clientHere = client("probe"),
         .capture = ""},
        {.name = "the server closes",
         .rule = ResetAfterData,
         .variant = -1,
         .serverPeer = peer("closes"),
         .clientHere = client("talk", "4"),
         .capture = ""},
        {.name = "one direction is captured",
         .rule = AsymmetricCapture,
         .variant = 0,
         .serverPeer = peer("echo"),
         .clientHere = client("talk", "5"),
         .capture = "src host 10.77.0.1"},
        {.name = "both are",
         .rule = AsymmetricCapture,
         .variant = -1,
         .serverPeer = peer("echo"),
         .clientHere = client("talk", "5"),
         .capture = ""},
        {.name = "a reset the kernel never got",
         .rule = Disagreement,
         .variant = 0,
         .here = nft("input", "tcp flags & rst == rst drop"),
         .serverPeer = peer("resets"),
         .clientHere = client("probe"),
         .capture = ""},
        {.name = "a reset it got",
         .rule = Disagreement,
         .variant = -1,
         .serverPeer = peer("resets"),
         .clientHere = client("probe"),
         .capture = ""},
        {.name = "the server thinks the old one open",
         .rule = ReusedPortRefused,
         .variant = 1,
         .here = nft("output", "tcp flags & rst == rst drop"),
         .serverPeer = peer("echo"),
         .clientHere = client("again", "1"),
         .capture = "",
         .alone = true},
        {.name = "a port reused in TIME-WAIT",
         .rule = ReusedPortRefused,
         .variant = -1,
         .serverPeer = peer("closes"),
         .clientHere = client("again", "0"),
         .capture = ""},
        {.name = "TLS to a plain server",
         .rule = WrongProtocol,
         .variant = 1,
         .serverPeer = peer("plain"),
         .clientHere = client("https", "3"),
         .capture = ""},
        {.name = "HTTP to nginx with TLS",
         .rule = WrongProtocol,
         .variant = 4,
         .serverPeer = peer("nginx"),
         .clientHere = client("http", "12"),
         .capture = "",
         .payload = true},
        {.name = "HTTP to a Go server with TLS",
         .rule = WrongProtocol,
         .variant = 4,
         .serverPeer = peer("go"),
         .clientHere = client("http", "3"),
         .capture = "",
         .payload = true},
        {.name = "HTTP that is malformed",
         .rule = WrongProtocol,
         .variant = -1,
         .serverPeer = peer("malformed"),
         .clientHere = client("http", "3"),
         .capture = "",
         .payload = true},
        {.name = "HTTP to SSH",
         .rule = WrongProtocol,
         .variant = 2,
         .serverPeer = peer("banner"),
         .clientHere = client("http", "2"),
         .capture = ""},
        {.name = "TCP to a UDP service",
         .rule = WrongProtocol,
         .variant = 3,
         .serverHere = words("bound 10.77.0.1 8080 1"),
         .clientPeer = words("http 10.77.0.1 8080 2"),
         .capture = ""},
        {.name = "TLS to TLS",
         .rule = WrongProtocol,
         .variant = -1,
         .serverPeer = peer("tls"),
         .clientHere = client("https", "3"),
         .capture = ""},
        {.name = "HTTP to HTTP",
         .rule = WrongProtocol,
         .variant = -1,
         .serverPeer = peer("plain"),
         .clientHere = client("http", "2"),
         .capture = ""},
        {.name = "TCP refused beside another UDP service",
         .rule = WrongProtocol,
         .variant = -1,
         .serverHere = words("bound 10.77.0.1 8081 1"),
         .clientPeer = words("http 10.77.0.1 8080 2"),
         .capture = ""},
        {.name = "dropped on its way out",
         .rule = ConnectBlockedHere,
         .variant = 0,
         .here = nft("output", "tcp dport 8080 drop"),
         .serverPeer = peer("echo"),
         .clientHere = client("connect"),
         .trace = true},
        {.name = "its answer is dropped",
         .rule = ConnectBlockedHere,
         .variant = 0,
         .here = nft("input", "tcp sport 8080 drop"),
         .serverPeer = peer("echo"),
         .clientHere = client("connect"),
         .trace = true},
        {.name = "dropped by the peer",
         .rule = ConnectBlockedHere,
         .variant = -1,
         .here = nft("input", "tcp dport 9090 drop"),
         .peer = nft("input", "tcp dport 8080 drop"),
         .serverPeer = peer("echo"),
         .clientHere = client("connect"),
         .clientPeer = words("connect 10.77.0.1 9090 3"),
         .trace = true},
        {.name = "resets on loopback, by counters",
         .rule = SynFlood,
         .variant = -1,
         .serverHere = words("echo 127.0.0.1 8080 64"),
         .clientHere = words("cuts 127.0.0.1 8080 30"),
         .resets = 50},
        {.name = "resets on loopback, by the trace",
         .rule = SynFlood,
         .variant = -1,
         .serverHere = words("echo 127.0.0.1 8080 64"),
         .clientHere = words("cuts 127.0.0.1 8080 30"),
         .trace = true,
         .resets = 50},
        {.name = "a lossy way",
         .rule = RetransmissionStorm,
         .variant = 2,
         .peer = nft("input", "tcp dport 8080 numgen random mod 100 < 30 drop"),
         .serverPeer = peer("echo"),
         .clientHere = client("storm", "40")},
    };
}

/// A scene that is being played, and who watches it.
class Stage {
public:
    explicit Stage(const Scene& scene) : scene_(scene) {}
    ~Stage() {
        for (const auto& process : players_) {
            process->kill();
            process->waitForFinished();
        }
        if (packets_ || trace_ || table_)
            net_.enter();
        packets_.reset();
        trace_.reset();
        table_.reset();
    }
    Stage(const Stage&) = delete;

    QByteArray open() {
        QByteArray said = net_.open();
        if (!said.isEmpty())
            return said;
        DiagnosisThresholds thresholds; // what takes a minute takes seconds here
        thresholds.finWait2Age = 3s;
        thresholds.halfClosedAge = 3s;
        engine_.setThresholds(thresholds);
        tracker_.setObserver(&engine_);
        table_ = std::make_unique<SocketTableSource>(SocketTableOptions{});
        if (scene_.capture) {
            LivePacketsOptions options;
            options.interfaceName = "veth0";
            options.filter = scene_.capture;
            options.recordPayload = scene_.payload;
            packets_ = std::make_unique<LivePacketsSource>(options);
        }
        if (scene_.trace)
            trace_ = std::make_unique<KernelTraceSource>(
                KernelTraceOptions{.helper = {}, .onlyNetns = currentNetns()});
        said = commands(scene_.here);
        play(scene_.serverHere);
        net_.inPeer([&] {
            said += commands(scene_.peer);
            play(scene_.serverPeer);
        });
        return said;
    }
    void begin() {
        net_.enter();
        play(scene_.clientHere);
        net_.inPeer([&] { play(scene_.clientPeer); });
    }
    QByteArray later() {
        return scene_.laterAtPeer ? net_.dropAtPeer(scene_.laterAtPeer) : QByteArray();
    }
    void look() {
        net_.enter();
        for (ObservationSource* source :
             {static_cast<ObservationSource*>(table_.get()), packets_.get(), trace_.get()}) {
            if (source &&
                (source->due() <= ObservationSource::Clock::now() || source->descriptor() >= 0))
                source->collect(tracker_, {});
        }
        for (const StateSample& sample : tracker_.takeChanges().samples)
            resets_ += sample.resets;
    }
    std::uint32_t resets() const { return resets_; }
    const Scene& scene() const { return scene_; }
    /// Of its rule, and of its wording if that is given.
    std::optional<Finding> found() const {
        for (const Finding& finding : engine_.findings()) {
            if (finding.rule == scene_.rule &&
                (scene_.variant < 0 || finding.variant == scene_.variant))
                return finding;
        }
        return std::nullopt;
    }
    QByteArray all() const {
        QByteArray text;
        for (const Finding& finding : engine_.findings())
            text += QByteArray(name(finding.rule).data()) + '/' +
                    QByteArray::number(finding.variant) + ' ';
        return text.trimmed();
    }

private:
    void play(const QStringList& arguments) {
        if (arguments.isEmpty())
            return;
        auto& process = players_.emplace_back(std::make_unique<QProcess>());
        process->start(
            QStringLiteral("python3"),
            QStringList{QStringLiteral(SYNOPTIC_SOURCE_DIR "/tests/live/diagnosis_traffic.py")} +
                arguments);
        process->waitForStarted();
    }

    const Scene scene_;
    TwoNamespaces net_;
    DiagnosisEngine engine_;
    ConnectionTracker tracker_;
    std::uint32_t resets_ = 0;
    std::unique_ptr<ObservationSource> table_;
    std::unique_ptr<ObservationSource> packets_;
    std::unique_ptr<ObservationSource> trace_;
    std::vector<std::unique_ptr<QProcess>> players_;
};

} // namespace

/// Rules that take real traffic and have no test of their own in tst_diagnosis; all scenes play at
/// once, each in its own pair of namespaces.
class TestDiagnosisScenes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatIsSaid_data();
    void whatIsSaid();
    void cleanupTestCase() { stages_.clear(); }

private:
    void watch(std::chrono::milliseconds time);
    std::vector<std::unique_ptr<Stage>> stages_;
};

void TestDiagnosisScenes::watch(std::chrono::milliseconds time) {
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < time.count(); QTest::qWait(20)) {
        for (const auto& stage : stages_)
            stage->look();
    }
}

void TestDiagnosisScenes::initTestCase() {
    for (const Scene& scene : scenes()) {
        auto stage = std::make_unique<Stage>(scene);
        const QByteArray problem = stage->open();
        if (::geteuid() != 0)
            QSKIP(problem.constData());
        QVERIFY2(problem.isEmpty(), problem.constData());
        stages_.push_back(std::move(stage));
    }
    watch(1500ms); // servers and captures are up
    for (const auto& stage : stages_)
        stage->begin();
    watch(4s);
    for (const auto& stage : stages_)
        QCOMPARE(stage->later(), QByteArray());
    watch(9s);
}

void TestDiagnosisScenes::whatIsSaid_data() {
    QTest::addColumn<int>("at");
    for (std::size_t i = 0; i < stages_.size(); ++i)
        QTest::newRow(stages_[i]->scene().name) << static_cast<int>(i);
}

void TestDiagnosisScenes::whatIsSaid() {
    QFETCH(int, at);
    const Stage& stage = *stages_[static_cast<std::size_t>(at)];
    const auto found = stage.found();
    qInfo("findings: %s; resets: %u", stage.all().constData(), stage.resets());
    if (stage.scene().resets >= 0)
        QCOMPARE(static_cast<int>(stage.resets()), stage.scene().resets);
    if (stage.scene().alone)
        QVERIFY2(!stage.all().contains(' '), stage.all().constData());
    if (stage.scene().variant < 0)
        QVERIFY2(!found, stage.all().constData());
    else
        QVERIFY2(found && found->variant == stage.scene().variant, stage.all().constData());
}

QTEST_GUILESS_MAIN(TestDiagnosisScenes)
#include "tst_diagnosis_scenes.moc"
