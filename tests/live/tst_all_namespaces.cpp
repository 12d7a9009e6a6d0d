// SPDX-License-Identifier: GPL-3.0-or-later
//
// The command line over two network namespaces at once, one of which has a name.
#include "model/sources/linux/sock_diag_table.h"
#include "tests/live/two_namespaces.h"
#include "tests/sources/sockets.h"

#include <sys/mount.h>

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace synoptic;
using namespace synoptic::test;

namespace {

constexpr int kPatience = 30'000;

QList<QJsonObject> objects(const QByteArray& out) {
    QList<QJsonObject> all;
    for (const QByteArray& line : out.split('\n'))
        if (!line.isEmpty())
            all.append(QJsonDocument::fromJson(line).object());
    return all;
}

void start(QProcess& process, const QStringList& arguments) {
    process.start(QStringLiteral(SYNOPTIC_CLI), arguments);
    process.waitForStarted();
}

/// What standard output got; empty if the program failed.
QByteArray run(const QStringList& arguments) {
    QProcess process;
    start(process, arguments);
    process.waitForFinished();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return {};
    return process.readAllStandardOutput();
}

QString text(const QJsonObject& json, const char* key) {
    return json.value(QLatin1String(key)).toString();
}

qint64 number(const QJsonObject& json, const char* key) {
    return json.value(QLatin1String(key)).toInteger(-1);
}

qint64 port(const QJsonObject& json, const char* end) {
    return number(json.value(QLatin1String(end)).toObject(), "port");
}

qint64 netnsHere() {
    struct stat info {};
    return ::stat("/proc/thread-self/ns/net", &info) == 0 ? static_cast<qint64>(info.st_ino) : -1;
}

const QStringList kSnapshot{QStringLiteral("snapshot"), QStringLiteral("--all-namespaces")};
const QStringList kWatch{QStringLiteral("watch"), QStringLiteral("--all-namespaces"),
                         QStringLiteral("--interval"), QStringLiteral("0.1")};
const QString kJson = QStringLiteral("--json");

} // namespace

class TestAllNamespaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void snapshotTellsBoth();
    void snapshotTableHasAColumnForThem();
    void withoutTheOptionThisOneAlone();
    void interfacesOfOthersAreNotNamedAsOurs();
    void watchTellsTransitionsInTheOther();
    void aTableStaysInItsNamespaceWhenADumpBreaksOff();
    void withoutPrivilegeOneLineSaysWhy_data();
    void withoutPrivilegeOneLineSaysWhy();

private:
    /// A listener and a connection to it, both in one namespace.
    struct Sockets {
        UniqueFd listening;
        UniqueFd client;
        UniqueFd server;
        qint64 netns = 0;
    };
    static Sockets makeSockets(std::uint16_t port);
    QByteArray namePeer();

    TwoNamespaces net_;
    Sockets here_; ///< port 7000
    Sockets peer_; ///< port 7001
};

TestAllNamespaces::Sockets TestAllNamespaces::makeSockets(std::uint16_t port) {
    Sockets sockets;
    sockets.listening = listener(address("127.0.0.1", port));
    sockets.client = connected(SOCK_STREAM, address("127.0.0.1", port));
    sockets.server = accepted(sockets.listening.get());
    sockets.netns = netnsHere();
    return sockets;
}

/// As "ip netns" does, but where only this process and its children see it.
QByteArray TestAllNamespaces::namePeer() {
    if (::unshare(CLONE_NEWNS) != 0 ||
        ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("tmpfs", "/run", "tmpfs", 0, nullptr) != 0 || ::mkdir("/run/netns", 0755) != 0)
        return "no /run of its own";
    for (const char* name : {"/run/netns/a left over name", "/run/netns/blue"}) {
        QFile file(QString::fromLatin1(name));
        if (!file.open(QIODevice::WriteOnly))
            return "no file in /run/netns";
    }
    const QByteArray peer = "/proc/" + QByteArray::number(net_.peerProcess()) + "/ns/net";
    if (::mount(peer.constData(), "/run/netns/blue", nullptr, MS_BIND, nullptr) != 0)
        return "no mount in /run/netns";
    return {};
}

void TestAllNamespaces::initTestCase() {
    const QByteArray problem = net_.open();
    if (::geteuid() != 0)
        QSKIP(problem.constData());
    QVERIFY2(problem.isEmpty(), problem.constData());
    const QByteArray unnamed = namePeer();
    QVERIFY2(unnamed.isEmpty(), unnamed.constData());
    here_ = makeSockets(7000);
    peer_ = net_.inPeer([] { return makeSockets(7001); });
    QVERIFY(here_.server && peer_.server);
    QVERIFY(here_.netns > 0 && peer_.netns > 0 && here_.netns != peer_.netns);
}

void TestAllNamespaces::snapshotTellsBoth() {
    QList<QJsonObject> all = objects(run(kSnapshot + QStringList{kJson}));
    QVERIFY(!all.isEmpty());
    const QJsonObject summary = all.takeLast();
    QCOMPARE(text(summary, "type"), QStringLiteral("summary"));
    QCOMPARE(number(summary, "connections"), all.size());
    for (const Sockets* sockets : {&here_, &peer_}) {
        const bool isPeer = sockets == &peer_;
        for (const UniqueFd* socket : {&sockets->listening, &sockets->client, &sockets->server}) {
            const auto at = std::find_if(all.begin(), all.end(), [&](const QJsonObject& json) {
                return number(json, "inode") == inodeOf(socket->get());
            });
            QVERIFY(at != all.end());
            QCOMPARE(number(*at, "netns"), sockets->netns);
            QCOMPARE(text(*at, "netns_name"), isPeer ? QStringLiteral("blue") : QString());
            QCOMPARE(number(*at, "pid"), ::getpid());
            QCOMPARE(text(*at, "process"), QStringLiteral("tst_all_namespa"));
            QCOMPARE(text(*at, "state"), socket == &sockets->listening
                                             ? QStringLiteral("LISTEN")
                                             : QStringLiteral("ESTABLISHED"));
        }
    }
}

void TestAllNamespaces::snapshotTableHasAColumnForThem() {
    const QByteArray out = run(kSnapshot);
    QVERIFY2(out.startsWith("Netns"), out.constData());
    QMap<QByteArray, QByteArray> netnsOf; // by the listener's local end
    for (const QByteArray& line : out.split('\n')) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() > 5 && words[2] == "LISTEN")
            netnsOf[words[5]] = words[0];
    }
    QCOMPARE(netnsOf.value("127.0.0.1:7000"), QByteArray::number(here_.netns));
    QCOMPARE(netnsOf.value("127.0.0.1:7001"), QByteArray("blue"));
}

void TestAllNamespaces::withoutTheOptionThisOneAlone() {
    const QByteArray out = run({QStringLiteral("snapshot")});
    QVERIFY2(out.startsWith("Proto"), out.constData());
    QVERIFY(out.contains("127.0.0.1:7000 ") && !out.contains("127.0.0.1:7001 "));
}

void TestAllNamespaces::interfacesOfOthersAreNotNamedAsOurs() {
    const auto boundToLoopback = [](std::uint16_t port) {
        UniqueFd socket = bound(SOCK_STREAM, address("127.0.0.1", port));
        ::setsockopt(socket.get(), SOL_SOCKET, SO_BINDTODEVICE, "lo", 3);
        ::listen(socket.get(), 1);
        return socket;
    };
    const UniqueFd near = boundToLoopback(7002);
    const UniqueFd far = net_.inPeer([&] { return boundToLoopback(7003); });
    const QByteArray out =
        run(kSnapshot + QStringList{QStringLiteral("--filter"), QStringLiteral("iface:lo")});
    QVERIFY2(out.contains("127.0.0.1:7002 ") && !out.contains("127.0.0.1:7003 "), out.constData());
}

void TestAllNamespaces::watchTellsTransitionsInTheOther() {
    QProcess watch;
    start(watch, kWatch + QStringList{kJson});
    QJsonObject told;
    std::vector<UniqueFd> kept;
    QElapsedTimer time;
    // Again and again: only what happens after its first look is a transition.
    for (time.start(); told.isEmpty() && time.elapsed() < kPatience;) {
        net_.inPeer([&] {
            kept.push_back(connected(SOCK_STREAM, address("127.0.0.1", 7001)));
            kept.push_back(accepted(peer_.listening.get()));
        });
        watch.waitForReadyRead(400);
        while (told.isEmpty() && watch.canReadLine()) {
            const QJsonObject json = QJsonDocument::fromJson(watch.readLine()).object();
            if (port(json, "remote") == 7001)
                told = json;
        }
    }
    QCOMPARE(text(told, "type"), QStringLiteral("transition"));
    QCOMPARE(text(told, "from"), QStringLiteral("CLOSED"));
    QCOMPARE(number(told, "netns"), peer_.netns);
    QCOMPARE(text(told, "netns_name"), QStringLiteral("blue"));
    QCOMPARE(number(told, "pid"), ::getpid());
    watch.terminate();
    QVERIFY(watch.waitForFinished(kPatience));
    QCOMPARE(watch.exitCode(), 0);
}

void TestAllNamespaces::aTableStaysInItsNamespaceWhenADumpBreaksOff() {
    const QByteArray path = "/proc/" + QByteArray::number(net_.peerProcess()) + "/ns/net";
    SockDiagTable table(UniqueFd(::open(path.constData(), O_RDONLY | O_CLOEXEC)));
    std::vector<SocketRow> rows;
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(table.dump(Protocol::Tcp, rows, stop.get_token()).kind, DumpOutcome::Kind::Stopped);
    QCOMPARE(table.dump(Protocol::Tcp, rows).kind, DumpOutcome::Kind::Complete);
    QVERIFY(findInode(rows, peer_.listening.get()) != nullptr);
    QVERIFY(findInode(rows, here_.listening.get()) == nullptr);
    QCOMPARE(netnsHere(), here_.netns); // this thread never left
}

void TestAllNamespaces::withoutPrivilegeOneLineSaysWhy_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("snapshot") << kSnapshot;
    QTest::newRow("snapshot as JSON") << kSnapshot + QStringList{kJson};
    QTest::newRow("watch") << kWatch;
}

void TestAllNamespaces::withoutPrivilegeOneLineSaysWhy() {
    QFETCH(QStringList, arguments);
    QProcess process;
    process.start(QStringLiteral("setpriv"),
                  QStringList{QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"),
                              QStringLiteral("--clear-groups"), QStringLiteral(SYNOPTIC_CLI)} +
                      arguments);
    QVERIFY(process.waitForFinished(kPatience));
    const QByteArray said = process.readAllStandardError();
    QCOMPARE(process.exitCode(), 1);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QVERIFY2(said.count('\n') == 1 && said.endsWith('\n'), said.constData());
    QVERIFY2(said.contains("CAP_SYS_ADMIN") && said.contains("root"), said.constData());
}

QTEST_GUILESS_MAIN(TestAllNamespaces)
#include "tst_all_namespaces.moc"
