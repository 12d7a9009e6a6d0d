// SPDX-License-Identifier: GPL-3.0-or-later
//
// Another machine watched over ssh: a real sshd in a network namespace of its own, whose sockets
// and addresses are not this one's. What it tells, and what is said when it cannot be reached.
#include "model/sources/linux/helper_process.h"
#include "model/sources/linux/kernel_trace_source.h"
#include "model/sources/linux/live_packets_source.h"
#include "model/tracking/connection_tracker.h"
#include "tests/live/ssh_server.h"
#include "tests/sources/sockets.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <map>

using namespace synoptic;
using namespace synoptic::test;
using namespace std::chrono_literals;
using Trouble = SourceStatus::Trouble;
Q_DECLARE_METATYPE(SourceStatus::Trouble)

namespace {

constexpr int kPatience = 15'000;

/// A source and a tracker as the monitor thread drives them, on this thread.
class Watch {
public:
    explicit Watch(std::unique_ptr<ObservationSource> watched) : source(std::move(watched)) {}
    ~Watch() { source->end(tracker); }

    template <typename Done>
    bool until(Done done) {
        return QTest::qWaitFor(
            [&] {
                if (source->due() <= ObservationSource::Clock::now() || source->descriptor() >= 0)
                    source->collect(tracker, {});
                const ChangeSet set = tracker.takeChanges();
                for (const ConnectionSnapshot& connection : set.changed)
                    known[connection.key] = connection;
                return done();
            },
            kPatience);
    }
    bool untilWorking() {
        return until([this] {
                   return source->status().health == SourceStatus::Health::Working ||
                          source->status().health == SourceStatus::Health::Failed;
               }) &&
               source->status().health == SourceStatus::Health::Working;
    }
    bool untilFailed() {
        return until([this] { return source->status().health == SourceStatus::Health::Failed; });
    }
    const ConnectionSnapshot* of(std::uint16_t local, std::uint16_t remote) const {
        for (const auto& [key, connection] : known) {
            const FourTuple& tuple = connection.id.tuple;
            if (tuple.local.port == local && tuple.remote.port == remote)
                return &connection;
        }
        return nullptr;
    }

    ConnectionTracker tracker;
    std::unique_ptr<ObservationSource> source;
    std::map<ConnectionKey, ConnectionSnapshot> known;
};

Watch traceOf(const std::string& host) {
    return Watch(makeKernelTraceSource({HelperReach::ssh(host), 0}));
}

std::unique_ptr<ObservationSource> packetsOf(const char* interface, const char* filter = "") {
    LivePacketsOptions options;
    options.helper = HelperReach::ssh("far");
    options.interfaceName = interface;
    options.filter = filter;
    return makeLivePacketsSource(options);
}

} // namespace

class TestRemote : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void itsTraceIsSeen();
    void itsPacketsAreSeenFromItsSide();
    void theSessionItselfIsLeftOut();
    void itsInterfacesAreListed();
    void aFilterIsNoCommand();
    void whatFailsIsSaid_data();
    void whatFailsIsSaid();
    void aCutConnectionIsToldAndNotMadeAgain();
    void anotherAnswerIsRefused_data();
    void anotherAnswerIsRefused();
    void aWrongClockIsPutRight();
    void namesThatAreNoHosts_data();
    void namesThatAreNoHosts();
    void theCommandLineWatchesIt();

private:
    void answerWith(const QByteArray& script);

    TwoNamespaces net_;
    SshServer ssh_;
    QString helperFolder_;
};

void TestRemote::initTestCase() {
    const QByteArray problem = net_.open();
    if (::geteuid() != 0)
        QSKIP(problem.constData());
    QVERIFY2(problem.isEmpty(), problem.constData());
    const auto helper = findHelper();
    QVERIFY(!helper.empty());
    helperFolder_ = QString::fromStdString(helper.parent_path().string());
    const QString path = ssh_.at("far-bin") + QStringLiteral(":/usr/bin:/bin");
    const QByteArray said = ssh_.open(net_, path);
    if (said.contains("not installed"))
        QSKIP(said.constData());
    QVERIFY2(said.isEmpty(), said.constData());
}

/// What a login there finds as synoptic-capture.
void TestRemote::init() {
    QDir(ssh_.at("far-bin")).removeRecursively();
    QDir().mkpath(ssh_.at("far-bin"));
    QVERIFY(QFile::link(helperFolder_ + QStringLiteral("/synoptic-capture"),
                        ssh_.at("far-bin/synoptic-capture")));
}

void TestRemote::itsTraceIsSeen() {
    Watch watch = traceOf("far");
    if (!watch.untilWorking() && watch.source->status().trouble == Trouble::Unsupported)
        QSKIP("this kernel cannot be traced");
    QVERIFY2(watch.source->status().problem.empty(), watch.source->status().problem.c_str());
    QCOMPARE(watch.source->status().host, "far");
    const UniqueFd listening = net_.inPeer([] { return listener(address("10.77.0.2", 8100)); });
    const UniqueFd near =
        net_.inPeer([] { return connected(SOCK_STREAM, address("10.77.0.2", 8100)); });
    const UniqueFd far = accepted(listening.get());
    const std::uint16_t port = localAddress(near.get()).port();
    QVERIFY(watch.until([&] {
        const auto* client = watch.of(port, 8100);
        const auto* server = watch.of(8100, port);
        return client && server && client->state == TcpState::Established &&
               server->state == TcpState::Established;
    }));
    // The process is the one that the machine there tells.
    const Owner& owner = watch.of(port, 8100)->owner;
    QVERIFY(owner.kind == Owner::Kind::Process);
    QCOMPARE(owner.process->name, "tst_remote");
    QCOMPARE(owner.process->pid, ::getpid());
    QVERIFY(!watch.of(kSshPort, 0)); // sshd listened before: the trace tells what happens, no more
}

void TestRemote::itsPacketsAreSeenFromItsSide() {
    Watch watch(packetsOf("veth1", "port 8101"));
    QVERIFY2(watch.untilWorking(), watch.source->status().problem.c_str());
    // 10.77.0.2 is an address of the machine there, 10.77.0.1 is not: the row is the server's.
    const UniqueFd listening = net_.inPeer([] { return listener(address("10.77.0.2", 8101)); });
    const UniqueFd near = connected(SOCK_STREAM, address("10.77.0.2", 8101));
    const UniqueFd far = accepted(listening.get());
    const std::uint16_t port = localAddress(near.get()).port();
    QVERIFY(watch.until([&] { return watch.of(8101, port) != nullptr; }));
    QVERIFY(watch.of(8101, port)->role == Role::Server);
    QVERIFY(!watch.of(port, 8101));
}

void TestRemote::theSessionItselfIsLeftOut() {
    Watch watch(packetsOf("any"));
    QVERIFY2(watch.untilWorking(), watch.source->status().problem.c_str());
    // Another session's packets are seen, its own are not; else each frame would make another.
    const UniqueFd other =
        net_.inPeer([] { return connected(SOCK_STREAM, address("10.77.0.2", kSshPort)); });
    QVERIFY(other);
    const std::uint16_t port = localAddress(other.get()).port();
    QVERIFY(watch.until([&] { return watch.of(kSshPort, port) != nullptr; }));
    QTest::qWait(500);
    watch.until([] { return true; });
    for (const auto& [key, connection] : watch.known) {
        const FourTuple& tuple = connection.id.tuple;
        QVERIFY(tuple.local.port == port || tuple.remote.port == port);
    }
}

void TestRemote::itsInterfacesAreListed() {
    const CaptureInterfaces found = listCaptureInterfaces(HelperReach::ssh("far"));
    QCOMPARE(found.problem, "");
    QVERIFY(std::any_of(found.list.begin(), found.list.end(),
                        [](const CaptureInterface& one) { return one.name == "veth1"; }));
    const CaptureInterfaces none = listCaptureInterfaces(HelperReach::ssh("stranger"));
    QVERIFY(none.list.empty());
    QVERIFY2(none.problem.find("accepted the key") != std::string::npos, none.problem.c_str());
}

void TestRemote::aFilterIsNoCommand() {
    const QString mark = ssh_.at("mark");
    for (const QString& form : {QStringLiteral("port 1; touch %1"), QStringLiteral("$(touch %1)"),
                                QStringLiteral("'; touch %1; '"), QStringLiteral("\"`touch %1`\""),
                                QStringLiteral("a\ntouch %1\n")}) {
        Watch watch(packetsOf("veth1", form.arg(mark).toUtf8().constData()));
        QVERIFY(watch.untilFailed());
        QVERIFY2(watch.source->status().trouble == Trouble::BadFilter,
                 watch.source->status().problem.c_str());
        QVERIFY(!QFile::exists(mark));
    }
}

void TestRemote::whatFailsIsSaid_data() {
    QTest::addColumn<QString>("host");
    QTest::addColumn<Trouble>("trouble");
    QTest::addColumn<QString>("said");
    QTest::newRow("key not known") << "stranger" << Trouble::HostKeyUnknown << "ssh stranger";
    QTest::newRow("key changed") << "changed" << Trouble::HostKeyChanged << "another than before";
    QTest::newRow("login refused") << "refusing" << Trouble::LoginRefused << "ssh-copy-id";
    QTest::newRow("nobody listens") << "silent" << Trouble::HostUnreachable << "refused";
    QTest::newRow("no such host") << "lost" << Trouble::HostNotFound << "no host lost";
    QTest::newRow("helper missing") << "far" << Trouble::HelperMissing << "install Synoptic there";
}

void TestRemote::whatFailsIsSaid() {
    QFETCH(QString, host);
    QFETCH(Trouble, trouble);
    QFETCH(QString, said);
    if (trouble == Trouble::HelperMissing) {
        if (QFile::exists(QStringLiteral("/usr/libexec/synoptic-capture")) ||
            QFile::exists(QStringLiteral("/usr/local/libexec/synoptic-capture")))
            QSKIP("Synoptic is installed on this machine");
        QDir(ssh_.at("far-bin")).removeRecursively();
    }
    Watch watch = traceOf(host.toStdString());
    QVERIFY(watch.untilFailed());
    const SourceStatus status = watch.source->status();
    QVERIFY2(status.trouble == trouble, status.problem.c_str());
    QVERIFY2(QString::fromStdString(status.problem).contains(said), status.problem.c_str());
    // Nobody is asked twice without having asked for it.
    QTest::qWait(1500);
    QVERIFY(watch.source->due() == ObservationSource::Clock::time_point::max());
}

void TestRemote::aCutConnectionIsToldAndNotMadeAgain() {
    Watch watch(packetsOf("veth1", "port 8102"));
    QVERIFY2(watch.untilWorking(), watch.source->status().problem.c_str());
    QVERIFY(ssh_.endSessions() > 0);
    QVERIFY(watch.untilFailed());
    const SourceStatus status = watch.source->status();
    QVERIFY2(status.trouble == Trouble::ConnectionLost, status.problem.c_str());
    QVERIFY(watch.source->descriptor() < 0);
    watch.source->refreshSoon(); // what Reconnect does
    QVERIFY(watch.until(
        [&] { return watch.source->status().health == SourceStatus::Health::Working; }));
}

void TestRemote::anotherAnswerIsRefused_data() {
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<Trouble>("trouble");
    QTest::addColumn<QString>("said");
    QTest::newRow("another version")
        << QByteArray("#!/bin/sh\nprintf "
                      "'\\021\\000\\000\\000\\001\\000\\000\\000SYNP\\143\\000\\000\\000\\005\\000"
                      "\\000\\0009.9.9'\nexec cat\n")
        << Trouble::OtherVersion << "9.9.9";
    QTest::newRow("another program")
        << QByteArray("#!/bin/sh\necho 'Welcome to this machine!'\nexec cat\n")
        << Trouble::NotTheHelper << "not synoptic-capture";
    const QByteArray helper = findHelper().c_str();
    QTest::newRow("without the right")
        << QByteArray("#!/bin/sh\nexec setpriv --reuid=65534 --clear-groups --inh-caps=-all " +
                      helper + " \"$@\"\n")
        << Trouble::NotPermitted << "sudo synoptic-setup";
    QTest::newRow("control characters in what it says")
        << QByteArray("#!/bin/sh\nprintf '\\033[31mno\\n' >&2\nexit 127\n")
        << Trouble::HelperMissing << "?[31mno";
}

void TestRemote::answerWith(const QByteArray& script) {
    QFile::remove(ssh_.at("far-bin/synoptic-capture"));
    ssh_.write("far-bin/synoptic-capture", script);
    QFile::setPermissions(ssh_.at("far-bin/synoptic-capture"), QFile::Permissions(0x7755));
}

void TestRemote::anotherAnswerIsRefused() {
    QFETCH(QByteArray, script);
    QFETCH(Trouble, trouble);
    QFETCH(QString, said);
    answerWith(script);
    Watch watch = traceOf("far");
    QVERIFY(watch.untilFailed());
    const SourceStatus status = watch.source->status();
    QVERIFY2(status.trouble == trouble, status.problem.c_str());
    QVERIFY2(QString::fromStdString(status.problem).contains(said), status.problem.c_str());
}

/// A helper on a machine whose clock is an hour ahead.
void TestRemote::aWrongClockIsPutRight() {
    answerWith(
        "#!/usr/bin/env python3\n"
        "import struct, sys, time\n"
        "def frame(kind, data):\n"
        "    sys.stdout.buffer.write(struct.pack('<IHH', len(data), kind, 0) + data)\n"
        "text = lambda t: struct.pack('<I', len(t)) + t\n"
        "frame(1, b'SYNP' + struct.pack('<I', " +
        QByteArray::number(helper::kProtocolVersion) +
        ") + text(b'0'))\n"
        "frame(2, struct.pack('<II', 0, 0) + text(b''))\n"
        "now = time.monotonic_ns()\n"
        "frame(10, struct.pack('<Qq', now, time.time_ns() - now + 3600 * 10**9))\n"
        "frame(9, struct.pack('<QQIIIIHHBBBBI', now, 77, 1, 0, 0, 0, 5000, 80, 0, 2, 1, 0, 0)"
        " + bytes([10, 0, 0, 1]) + bytes(12) + bytes([10, 0, 0, 2]) + bytes(12) + bytes(16))\n"
        "sys.stdout.flush()\n"
        "sys.stdin.buffer.read()\n");
    Watch watch = traceOf("far");
    QVERIFY2(watch.untilWorking(), watch.source->status().problem.c_str());
    QVERIFY(watch.until([&] { return watch.of(5000, 80) != nullptr; }));
    const Duration off = std::chrono::system_clock::now() - watch.of(5000, 80)->lastChange;
    QVERIFY2(off > -30s && off < 30s, "its time is not this machine's");
    const auto shift = watch.source->status().clockShift;
    QVERIFY(shift < -3590s && shift > -3610s);
}

void TestRemote::namesThatAreNoHosts_data() {
    QTest::addColumn<QString>("form");
    for (const char* form : {"",
                             "-oProxyCommand=touch %1",
                             "-F%1",
                             "two words",
                             "a\nb",
                             "a\tb",
                             "$(touch %1)",
                             "`touch %1`",
                             "a;touch %1",
                             "a|touch",
                             "a&touch",
                             "a'b",
                             "a\"b",
                             "a\\b",
                             "a>%1",
                             "~root",
                             "x@-oProxyCommand=a",
                             "me@",
                             "é",
                             "a,b",
                             "a\x7f"})
        QTest::newRow(form) << QString::fromUtf8(form);
}

void TestRemote::namesThatAreNoHosts() {
    QFETCH(QString, form);
    const QString mark = ssh_.at("mark");
    const QString host = form.contains(QLatin1String("%1")) ? form.arg(mark) : form;
    Watch watch = traceOf(host.toStdString());
    QVERIFY(watch.untilFailed());
    QVERIFY(watch.source->status().trouble == Trouble::HostName);
    if (!host.contains(QLatin1Char(','))) {
        QProcess cli;
        cli.start(QStringLiteral(SYNOPTIC_CLI),
                  {QStringLiteral("watch"), QStringLiteral("--source"),
                   QStringLiteral("ssh:") + host, QStringLiteral("--duration"),
                   QStringLiteral("1")});
        QVERIFY(cli.waitForFinished());
        QCOMPARE(cli.exitCode(), 2);
        QVERIFY(cli.readAllStandardError().contains("what you would type after"));
    }
    QVERIFY(!QFile::exists(mark));
}

void TestRemote::theCommandLineWatchesIt() {
    for (const bool packets : {false, true}) {
        QProcess cli;
        cli.start(QStringLiteral(SYNOPTIC_CLI),
                  {QStringLiteral("watch"), QStringLiteral("--json"), QStringLiteral("--source"),
                   packets ? QStringLiteral("ssh:far,packets:veth1") : QStringLiteral("ssh:far"),
                   QStringLiteral("--duration"), QStringLiteral("4")});
        QVERIFY(cli.waitForStarted());
        QByteArray lines;
        const UniqueFd listening = net_.inPeer([] { return listener(address("10.77.0.2", 8103)); });
        // Until it listens, nothing of it is seen: so it is done more than once.
        while (cli.state() == QProcess::Running) {
            const auto talk = [] { return connected(SOCK_STREAM, address("10.77.0.2", 8103)); };
            const UniqueFd near = packets ? talk() : net_.inPeer(talk);
            const UniqueFd far = accepted(listening.get());
            QTest::qWait(200);
            lines += cli.readAllStandardOutput();
        }
        lines += cli.readAllStandardOutput();
        QCOMPARE(cli.readAllStandardError(), "");
        QCOMPARE(cli.exitCode(), 0);
        bool seen = false;
        const QList<QByteArray> split = lines.split('\n');
        for (const QByteArray& line : split) {
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            seen |=
                object[QStringLiteral("from")] == QLatin1String("SYN-RECEIVED") &&
                object[QStringLiteral("to")] == QLatin1String("ESTABLISHED") &&
                object[QStringLiteral("local")][QStringLiteral("port")] == 8103 &&
                object[QStringLiteral("evidence")] == QLatin1String(packets ? "packets" : "kernel");
        }
        QVERIFY2(seen, lines.constData());
    }
    QProcess cli;
    cli.start(QStringLiteral(SYNOPTIC_CLI), {QStringLiteral("watch"), QStringLiteral("--source"),
                                             QStringLiteral("ssh:refusing")});
    QVERIFY(cli.waitForFinished());
    QCOMPARE(cli.exitCode(), 1);
    const QByteArray said = cli.readAllStandardError();
    QVERIFY2(said.contains("accepted no key") && said.count('\n') == 1, said.constData());
}

QTEST_GUILESS_MAIN(TestRemote)
#include "tst_remote.moc"
