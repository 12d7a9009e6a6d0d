// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sources/forbid_netlink.h"
#include "tests/sources/sockets.h"

#include <linux/close_range.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <map>

using namespace synoptic;
using namespace synoptic::test;

namespace {

/// What the program said and how it ended.
struct Result {
    int status = -1;
    QByteArray out;
    QByteArray err;

    QList<QJsonObject> objects() const {
        QList<QJsonObject> all;
        for (const QByteArray& line : out.trimmed().split('\n')) {
            QJsonParseError error;
            all.append(QJsonDocument::fromJson(line, &error).object());
            if (error.error != QJsonParseError::NoError)
                qWarning() << "no JSON:" << line;
        }
        return all;
    }
};

Result ended(QProcess& process) {
    process.waitForFinished(30'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

void start(QProcess& process, const QString& arguments) {
    process.start(QStringLiteral(SYNOPTIC_CLI),
                  arguments.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    process.waitForStarted();
}

Result run(const char* arguments) {
    QProcess process;
    start(process, QLatin1String(arguments));
    return ended(process);
}

QString text(const QJsonObject& json, const char* key) {
    return json.value(QLatin1String(key)).toString();
}

int number(const QJsonObject& json, const char* key) {
    return json.value(QLatin1String(key)).toInt(-1);
}

int port(const QJsonObject& json, const char* end) {
    return number(json.value(QLatin1String(end)).toObject(), "port");
}

/// The object of a socket that this test holds; empty if it is not told.
QJsonObject ofSocket(const QList<QJsonObject>& objects, const UniqueFd& socket) {
    for (const QJsonObject& json : objects)
        if (number(json, "inode") == static_cast<int>(inodeOf(socket.get())))
            return json;
    return {};
}

UniqueFd anyListener() {
    return listener(address("127.0.0.1", 0), 9);
}

/// For what has to come; as long as the busiest machine may take.
constexpr int kPatience = 30'000;

/// Makes one connection after the other until the program has told what `seen` looks for in its
/// output so far: only what happens after its first look is a transition.
template <typename Seen>
bool connectUntil(QProcess& watch, const UniqueFd& server, QByteArray& out, Seen seen) {
    QElapsedTimer time;
    for (time.start(); time.elapsed() < kPatience && watch.state() == QProcess::Running;) {
        // Accepted, so that the backlog never fills.
        const UniqueFd client = connected(SOCK_STREAM, localAddress(server.get()));
        const UniqueFd accepting = accepted(server.get());
        for (int i = 0; i < 4; ++i) {
            watch.waitForReadyRead(100);
            out += watch.readAllStandardOutput();
            if (seen(out))
                return true;
        }
    }
    return false;
}

/// True once the program holds back a signal, to read it when it likes.
bool blocks(const QProcess& process, int signal) {
    QFile status(QStringLiteral("/proc/%1/status").arg(process.processId()));
    if (!status.open(QIODevice::ReadOnly))
        return false;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("SigBlk:"))
            return (line.mid(7).trimmed().toULongLong(nullptr, 16) >> (signal - 1) & 1U) != 0;
    return false;
}

Result endedBy(QProcess& process, int signal, const QByteArray& before = {}) {
    ::kill(static_cast<pid_t>(process.processId()), signal);
    Result result = ended(process);
    result.out.prepend(before);
    return result;
}

} // namespace

class TestCli : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wrongUsageIsStatus2_data();
    void wrongUsageIsStatus2();
    void helpAndVersion();
    void linksNoGui();
    void snapshotShowsSocketsAsJson();
    void snapshotListening();
    void snapshotFilter();
    void snapshotTableIsAligned();
    void snapshotTableGivesUdpNoStates();
    void hostileProcessNamesDoNotReachTheTerminal();
    void aFullDiskIsStatus1();
    void deniedNetlinkIsAWarning();
    void watchTellsTransitionsAsTheyHappen();
    void watchFollowsPacketsOfAnInterface();
    void watchEndsAfterItsDuration();
    void watchEndsWithTheSummaryOnSignals();
    void watchWithoutSignalfdCanBeEnded();
    void watchTableForPeople();
    void watchOnAFullDiskSaysSoOnce();
    void watchThatCanReadNothingEndsWithTheSummary();
    void diagnoseSaysForWhatItWatchedTooShort();
    void aLiveReportIsWritten();
};

void TestCli::wrongUsageIsStatus2_data() {
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("word"); // that the message has to name
    const auto row = [](const char* arguments, const char* word) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments) << QString::fromLatin1(word);
    };
    row("", "command");
    row("snapshoot", "snapshoot");
    row("report --output r.json", "--duration");
    row("report f.pcap --duration 3 --output r.json", "--duration");
    row("analyze", "capture file");
    row("analyze file.pcap extra", "extra");
    row("analyze --listening file.pcap", "listening");
    row("analyze --transitions file.pcap", "--json");
    row("snapshot --summary", "summary");
    row("analyze --all-namespaces file.pcap", "all-namespaces");
    row("record out", "record");
    row("snapshot --no-such-option", "no-such-option");
    row("snapshot --duration 3", "duration");
    row("watch --listening", "listening");
    row("snapshot extra", "extra");
    row("watch --duration x", "\"x\"");
    row("watch --duration 0", "\"0\"");
    row("watch --duration -1", "\"-1\"");
    row("watch --duration nan", "\"nan\"");
    row("watch --interval 0.05", "0.05");
    row("watch --interval 11", "11");
    row("watch --source eth0", "eth0");
    row("watch --source packets:", "packets:");
    row("watch --source packets:lo --all-namespaces", "all-namespaces");
    row("watch --duration", "duration");
    row("snapshot --filter state:NO-SUCH", "NO-SUCH");
    row("snapshot --filter (", "(");
}

void TestCli::wrongUsageIsStatus2() {
    QFETCH(QString, arguments);
    QFETCH(QString, word);
    const Result result = run(arguments.toLatin1().constData());
    QCOMPARE(result.status, 2);
    QCOMPARE(result.out, QByteArray());
    QVERIFY2(result.err.endsWith('\n') && result.err.count('\n') == 1, result.err.constData());
    QVERIFY2(result.err.contains(word.toUtf8()), result.err.constData());
}

void TestCli::helpAndVersion() {
    const Result help = run("--help");
    QCOMPARE(help.status, 0);
    QVERIFY(help.err.isEmpty());
    for (const char* word :
         {"snapshot", "watch", "analyze", "--filter", "--interval", "--json", "--all-namespaces"})
        QVERIFY2(help.out.contains(word), word);
    for (const char* later : {"record"})
        QVERIFY2(!help.out.contains(later), later);
    for (const QByteArray& line : help.out.split('\n'))
        QVERIFY2(line.size() <= 90, line.constData());
    QCOMPARE(run("snapshot --help").out, help.out);
    const Result version = run("--version");
    QCOMPARE(version.status, 0);
    const QRegularExpression form(QStringLiteral("^synoptic-cli \\d+\\.\\d+\\.\\d+\\n$"));
    QVERIFY(form.match(QString::fromUtf8(version.out)).hasMatch());
}

void TestCli::linksNoGui() {
    QProcess ldd;
    ldd.start(QStringLiteral("ldd"), {QStringLiteral(SYNOPTIC_CLI)});
    const Result result = ended(ldd);
    QVERIFY(result.out.contains("libQt6Core"));
    QVERIFY2(!result.out.contains("libQt6Gui") && !result.out.contains("libQt6Widgets"),
             result.out.constData());
}

void TestCli::snapshotShowsSocketsAsJson() {
    const UniqueFd server = anyListener();
    const UniqueFd client = connected(SOCK_STREAM, localAddress(server.get()));
    const UniqueFd udp = bound(SOCK_DGRAM, address("127.0.0.1", 0));
    const Result result = run("snapshot --json");
    QCOMPARE(result.status, 0);
    QVERIFY2(result.err.isEmpty(), result.err.constData());
    QList<QJsonObject> objects = result.objects();
    const QJsonObject summary = objects.takeLast();
    QCOMPARE(text(summary, "type"), QStringLiteral("summary"));
    QCOMPARE(number(summary, "connections"), objects.size());
    QVERIFY(summary.value(QLatin1String("warnings")).toArray().isEmpty());
    for (const QJsonObject& json : objects)
        QCOMPARE(text(json, "type"), QStringLiteral("socket"));

    const QJsonObject listening = ofSocket(objects, server);
    QCOMPARE(text(listening, "state"), QStringLiteral("LISTEN"));
    QCOMPARE(number(listening, "receive_queue"), 1);
    QCOMPARE(number(listening, "send_queue"), 9);
    QCOMPARE(port(listening, "local"), localAddress(server.get()).port());

    const QJsonObject open = ofSocket(objects, client);
    QCOMPARE(text(open, "state"), QStringLiteral("ESTABLISHED"));
    QCOMPARE(number(open, "pid"), ::getpid());
    QCOMPARE(text(open, "process"), QStringLiteral("tst_cli"));
    QCOMPARE(port(open, "remote"), localAddress(server.get()).port());
    QVERIFY(open.value(QLatin1String("rtt")).toDouble() > 0);

    const QJsonObject datagrams = ofSocket(objects, udp);
    QCOMPARE(text(datagrams, "protocol"), QStringLiteral("udp"));
    QCOMPARE(text(datagrams, "state"), QStringLiteral("CLOSED"));
}

void TestCli::snapshotListening() {
    const UniqueFd server = anyListener();
    const UniqueFd client = connected(SOCK_STREAM, localAddress(server.get()));
    QList<QJsonObject> objects = run("snapshot --json --listening").objects();
    objects.removeLast();
    for (const QJsonObject& json : objects)
        QCOMPARE(text(json, "state"), text(json, "protocol") == QLatin1String("tcp")
                                          ? QStringLiteral("LISTEN")
                                          : QStringLiteral("CLOSED"));
    QVERIFY(!ofSocket(objects, server).isEmpty());
    QVERIFY(ofSocket(objects, client).isEmpty());
}

void TestCli::snapshotFilter() {
    const UniqueFd server = anyListener();
    const UniqueFd client = connected(SOCK_STREAM, localAddress(server.get()));
    QProcess process;
    process.start(
        QStringLiteral(SYNOPTIC_CLI),
        {QStringLiteral("snapshot"), QStringLiteral("--json"), QStringLiteral("--filter"),
         QStringLiteral("state:ESTABLISHED dport:%1").arg(localAddress(server.get()).port())});
    const Result result = ended(process);
    QCOMPARE(result.status, 0);
    QList<QJsonObject> objects = result.objects();
    QCOMPARE(text(objects.takeLast(), "type"), QStringLiteral("summary"));
    QCOMPARE(objects.size(), 1);
    QVERIFY(!ofSocket(objects, client).isEmpty());
    objects = run("snapshot --json --filter user:no-such-user").objects();
    QCOMPARE(objects.size(), 1);
    QCOMPARE(number(objects[0], "connections"), 0);
}

void TestCli::snapshotTableIsAligned() {
    const UniqueFd server = anyListener();
    const Result result = run("snapshot");
    QCOMPARE(result.status, 0);
    const QList<QByteArray> lines = result.out.trimmed().split('\n');
    QVERIFY(lines.size() >= 2);
    const auto column = lines[0].indexOf("Local address");
    QVERIFY(column > 0);
    const QByteArray end = "127.0.0.1:" + QByteArray::number(localAddress(server.get()).port());
    bool seen = false;
    for (const QByteArray& line : lines) {
        QVERIFY(line[column - 1] == ' ' && line[column] != ' ');
        seen = seen || line.mid(column).startsWith(end + ' ');
    }
    QVERIFY(seen);
}

void TestCli::snapshotTableGivesUdpNoStates() {
    const UniqueFd alone = bound(SOCK_DGRAM, address("127.0.0.1", 0));
    const UniqueFd paired = connected(SOCK_DGRAM, localAddress(alone.get()));
    const Result result = run("snapshot");
    const auto lineOf = [&](const UniqueFd& socket) {
        const QByteArray end =
            " 127.0.0.1:" + QByteArray::number(localAddress(socket.get()).port()) + ' ';
        for (const QByteArray& line : result.out.split('\n')) {
            if (line.startsWith("udp") && line.indexOf("127.0.0.1") == line.indexOf(end) + 1)
                return line.simplified();
        }
        return QByteArray();
    };
    QVERIFY2(lineOf(alone).startsWith("udp unconnected "), lineOf(alone).constData());
    QVERIFY2(lineOf(paired).startsWith("udp connected "), lineOf(paired).constData());
}

void TestCli::hostileProcessNamesDoNotReachTheTerminal() {
    const UniqueFd server = anyListener();
    std::array<char, 16> before{};
    ::prctl(PR_GET_NAME, before.data());
    ::prctl(PR_SET_NAME, "\x1b[31mred\n\xc2\x9b");
    const Result table = run("snapshot");
    const Result json = run("snapshot --json");
    ::prctl(PR_SET_NAME, before.data());
    QVERIFY(!table.out.contains('\x1b') && !table.out.contains("\xc2\x9b"));
    QVERIFY2(table.out.contains("\\x1b[31mred\\x0a\\x9b ("), table.out.constData());
    QVERIFY(!json.out.contains('\x1b') && !json.out.contains("\xc2\x9b"));
    QVERIFY(json.out.contains("\\u001b[31mred\\u000a\\u009b"));
}

void TestCli::aFullDiskIsStatus1() {
    for (const char* command : {"snapshot", "snapshot --json", "watch --duration 0.3", "--help"}) {
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        start(process, QLatin1String(command));
        const Result result = ended(process);
        QCOMPARE(result.status, 1);
        QVERIFY2(result.err.count('\n') == 1 && result.err.contains("No space left") &&
                     result.err.contains("choose another place"),
                 result.err.constData());
    }
}

void TestCli::deniedNetlinkIsAWarning() {
    const UniqueFd server = anyListener();
    QProcess process;
    process.setChildProcessModifier([] { forbidNetlink(); });
    start(process, QStringLiteral("snapshot --json"));
    const Result result = ended(process);
    QCOMPARE(result.status, 0);
    QVERIFY2(result.err.count('\n') == 1 && result.err.contains("/proc/net"),
             result.err.constData());
    QList<QJsonObject> objects = result.objects();
    QCOMPARE(objects.takeLast().value(QLatin1String("warnings")).toArray().size(), 1);
    const QJsonObject listening = ofSocket(objects, server);
    QCOMPARE(text(listening, "state"), QStringLiteral("LISTEN"));
    QVERIFY(!listening.contains(QLatin1String("send_queue"))); // the limit is not known there
}

void TestCli::watchTellsTransitionsAsTheyHappen() {
    const UniqueFd server = anyListener();
    const UniqueFd old = connected(SOCK_STREAM, localAddress(server.get()));
    const UniqueFd oldFar = accepted(server.get());
    QProcess watch;
    start(watch, QStringLiteral("watch --json --interval 0.1"));
    QByteArray out;
    QVERIFY(connectUntil(watch, server, out,
                         [](const QByteArray& told) { return told.contains('\n'); }));
    // It is looking by now: this one is seen from its opening on, and told at once.
    const UniqueFd client = connected(SOCK_STREAM, localAddress(server.get()));
    const int own = localAddress(client.get()).port();
    const QByteArray end = R"("local":{"address":"127.0.0.1","port":)" + QByteArray::number(own);
    QTRY_VERIFY_WITH_TIMEOUT((out += watch.readAllStandardOutput()).contains(end), kPatience);
    QCOMPARE(watch.state(), QProcess::Running);
    const Result result = endedBy(watch, SIGINT, out);
    QCOMPARE(result.status, 0);
    QList<QJsonObject> objects = result.objects();
    const QJsonObject summary = objects.takeLast();
    QCOMPARE(text(summary, "type"), QStringLiteral("summary"));
    QCOMPARE(number(summary, "transitions"), objects.size());
    QStringList states;
    for (const QJsonObject& json : objects) {
        QCOMPARE(text(json, "type"), QStringLiteral("transition"));
        QVERIFY(port(json, "local") != localAddress(old.get()).port());
        if (port(json, "local") != own)
            continue;
        QCOMPARE(port(json, "remote"), localAddress(server.get()).port());
        QCOMPARE(number(json, "pid"), ::getpid());
        states << text(json, "from") << text(json, "to");
    }
    QVERIFY(!states.isEmpty());
    QCOMPARE(states.first(), QStringLiteral("CLOSED"));
    QCOMPARE(states.last(), QStringLiteral("ESTABLISHED"));
}

void TestCli::watchFollowsPacketsOfAnInterface() {
    if (::geteuid() != 0)
        QSKIP("Capturing packets needs root.");
    const UniqueFd server = anyListener();
    QProcess watch;
    start(watch, QStringLiteral("watch --json --source packets:lo"));
    QByteArray out;
    QVERIFY(connectUntil(watch, server, out,
                         [](const QByteArray& told) { return told.contains('\n'); }));
    const UniqueFd other = anyListener();
    UniqueFd client = connected(SOCK_STREAM, localAddress(other.get()));
    const int own = localAddress(client.get()).port();
    UniqueFd far = accepted(other.get());
    client = {};
    const QByteArray end = R"("local":{"address":"127.0.0.1","port":)" + QByteArray::number(own);
    const auto told = [&](const QByteArray& state) {
        out += watch.readAllStandardOutput();
        const QList<QByteArray> lines = out.split('\n');
        return std::any_of(lines.begin(), lines.end(), [&](const QByteArray& line) {
            return line.contains(end) && line.contains(R"("to":")" + state);
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(told("FIN-WAIT-2"), kPatience);
    far = {};
    QTRY_VERIFY_WITH_TIMEOUT(told("TIME-WAIT"), kPatience);
    // A reset is believed a second later, and what follows it is told behind it; the last one is
    // told at the end.
    std::array<int, 3> aborted{};
    for (int& port : aborted) {
        UniqueFd aborter = connected(SOCK_STREAM, localAddress(other.get()));
        port = localAddress(aborter.get()).port();
        const UniqueFd reader = accepted(other.get());
        const linger now{1, 0};
        ::setsockopt(aborter.get(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
    QTest::qWait(200); // the last segments come to the helper
    const Result result = endedBy(watch, SIGINT, out);
    QCOMPARE(result.status, 0);
    std::map<int, QStringList> ends;
    double before = 0;
    for (const QJsonObject& json : result.objects()) {
        if (text(json, "type") != QLatin1String("transition"))
            continue;
        QVERIFY(json[QLatin1String("time")].toDouble() >= before);
        before = json[QLatin1String("time")].toDouble();
        ends[port(json, "local")] << text(json, "to");
    }
    for (const int port : aborted)
        QCOMPARE(ends[port].value(ends[port].size() - 1), QStringLiteral("CLOSED"));
    QStringList here, there;
    for (const QJsonObject& json : result.objects()) {
        if (text(json, "type") != QLatin1String("transition"))
            continue;
        QCOMPARE(text(json, "evidence"), QStringLiteral("packets"));
        if (port(json, "local") == own)
            here << text(json, "to");
        else if (port(json, "remote") == own)
            there << text(json, "to");
    }
    QCOMPARE(here, (QStringList{QStringLiteral("SYN-SENT"), QStringLiteral("ESTABLISHED"),
                                QStringLiteral("FIN-WAIT-1"), QStringLiteral("FIN-WAIT-2"),
                                QStringLiteral("TIME-WAIT")}));
    QCOMPARE(there, (QStringList{QStringLiteral("SYN-RECEIVED"), QStringLiteral("ESTABLISHED"),
                                 QStringLiteral("CLOSE-WAIT"), QStringLiteral("LAST-ACK"),
                                 QStringLiteral("CLOSED")}));
}

void TestCli::watchEndsAfterItsDuration() {
    const Result result = run("watch --json --duration 0.3 --interval 0.1");
    QCOMPARE(result.status, 0);
    const QJsonObject summary = result.objects().last();
    QCOMPARE(text(summary, "type"), QStringLiteral("summary"));
    QVERIFY(summary.value(QLatin1String("duration")).toDouble() >= 0.3);
}

void TestCli::watchEndsWithTheSummaryOnSignals() {
    for (const int signal : {SIGINT, SIGTERM}) {
        QProcess watch;
        start(watch, QStringLiteral("watch --json --interval 10"));
        QTRY_VERIFY_WITH_TIMEOUT(blocks(watch, signal), kPatience);
        const Result result = endedBy(watch, signal);
        QCOMPARE(result.status, 0);
        const QJsonObject summary = result.objects().last();
        QCOMPARE(text(summary, "type"), QStringLiteral("summary"));
        // It did not wait for the next look.
        QVERIFY(summary.value(QLatin1String("duration")).toDouble() < 9);
    }
}

void TestCli::watchWithoutSignalfdCanBeEnded() {
    const UniqueFd server = anyListener();
    QProcess watch;
    watch.setChildProcessModifier([] { forbidSystemCall(__NR_signalfd4); });
    start(watch, QStringLiteral("watch --json --interval 0.1"));
    QByteArray out;
    QVERIFY(connectUntil(watch, server, out,
                         [](const QByteArray& told) { return told.contains('\n'); }));
    ::kill(static_cast<pid_t>(watch.processId()), SIGTERM);
    QVERIFY(watch.waitForFinished(kPatience));
    QCOMPARE(watch.exitStatus(), QProcess::CrashExit); // as by any signal that nobody catches
}

void TestCli::watchTableForPeople() {
    const UniqueFd server = anyListener();
    QProcess watch;
    start(watch, QStringLiteral("watch --interval 0.1"));
    QByteArray out;
    const bool seen = connectUntil(watch, server, out, [](const QByteArray& told) {
        return told.contains("-> ESTABLISHED") && told.contains("tst_cli (");
    });
    QVERIFY2(seen, out.constData());
    const Result result = endedBy(watch, SIGINT, out);
    QVERIFY2(result.out.trimmed().split('\n').last().contains(" transitions in "),
             result.out.constData());
}

void TestCli::watchOnAFullDiskSaysSoOnce() {
    const UniqueFd server = anyListener();
    QProcess watch;
    watch.setStandardOutputFile(QStringLiteral("/dev/full"));
    start(watch, QStringLiteral("watch --json --duration 30 --interval 0.1"));
    // It ends with the first transition it cannot tell, whenever its first look came.
    std::vector<UniqueFd> clients;
    while (clients.size() < 70 && !watch.waitForFinished(400))
        clients.push_back(connected(SOCK_STREAM, localAddress(server.get())));
    const Result result = ended(watch);
    QCOMPARE(result.status, 1);
    QVERIFY2(result.err.count('\n') == 1 && result.err.contains("No space left"),
             result.err.constData());
}

void TestCli::watchThatCanReadNothingEndsWithTheSummary() {
    QProcess watch;
    watch.setChildProcessModifier([] {
        forbidNetlink();
        // Enough to start, none left for a file of /proc; not counting what this test inherited.
        ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
        const rlimit few{4, 4};
        ::setrlimit(RLIMIT_NOFILE, &few);
    });
    start(watch, QStringLiteral("watch --json --duration 5"));
    const Result result = ended(watch);
    QCOMPARE(result.status, 1);
    QVERIFY2(result.err.count('\n') == 1 && result.err.contains("/proc/net"),
             result.err.constData());
    const QList<QJsonObject> objects = result.objects();
    QCOMPARE(objects.size(), 1);
    QCOMPARE(text(objects[0], "type"), QStringLiteral("summary"));
    QCOMPARE(objects[0].value(QLatin1String("warnings")).toArray().size(), 1);
    QVERIFY(objects[0].value(QLatin1String("duration")).toDouble() < 5);
}

void TestCli::diagnoseSaysForWhatItWatchedTooShort() {
    const UniqueFd listener = anyListener();
    const Result result = run("diagnose --duration 1.2");
    QCOMPARE(result.status, 0);
    const QByteArrayList lines = result.out.trimmed().split('\n');
    QVERIFY2(lines.last().startsWith("Watched too short") &&
                 lines.last().contains("close-wait-leak"),
             result.out.constData());
    QVERIFY2(!result.out.contains("1 connections"), result.out.constData());
    const Result json = run("diagnose --duration 1.2 --json");
    const QJsonObject summary =
        QJsonDocument::fromJson(json.out.trimmed().split('\n').last()).object();
    QCOMPARE(text(summary, "type"), QStringLiteral("summary"));
    const QJsonObject first =
        summary.value(QLatin1String("too_short")).toArray().first().toObject();
    QCOMPARE(text(first, "rule"), QStringLiteral("close-wait-leak"));
    QCOMPARE(number(first, "needs"), 60);
}

void TestCli::aLiveReportIsWritten() {
    const UniqueFd listener = anyListener();
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("report.json"));
    const Result result = run(("report --duration 1.2 --output " + path.toUtf8()).constData());
    QCOMPARE(result.status, 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray report = file.readAll();
    QVERIFY2(report.contains("socket-table"), report.left(400).constData());
    if (::geteuid() == 0)
        QVERIFY2(report.contains("\"kernel\""), report.left(400).constData());
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
