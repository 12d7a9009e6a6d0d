// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the real helper does with a privilege, and refuses without: closing one socket of a network
// namespace of its own, telling what it could do, running for nobody and set-uid.
#include "model/sources/helper_protocol.h"
#include "tests/live/two_namespaces.h"
#include "tests/sources/sockets.h"

#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <cstring>
#include <optional>

using namespace synoptic;
using namespace synoptic::test;
using helper::FrameType;

namespace {

/// What the helper answered, and how it ended.
struct Answer {
    int status = -1;
    QByteArray said; ///< standard error
    std::optional<FrameType> last;
    std::optional<helper::Failure> failure;
    std::uint32_t abilities = 0;
    QByteArray rules; ///< of the firewall
};

Answer run(const QStringList& command) {
    QProcess process;
    process.start(command.front(), command.mid(1));
    process.closeWriteChannel();
    process.waitForFinished(10'000);
    Answer answer;
    answer.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    answer.said = process.readAllStandardError();
    const QByteArray bytes = process.readAllStandardOutput();
    helper::FrameAssembler frames;
    const auto space = frames.space();
    std::memcpy(space.data(), bytes.constData(), std::size_t(bytes.size()));
    frames.wrote(std::size_t(bytes.size()));
    while (const auto frame = frames.next()) {
        answer.last = frame->type;
        helper::FieldReader fields(frame->payload);
        if (frame->type == FrameType::Failure)
            answer.failure = static_cast<helper::Failure>(fields.u32());
        if (frame->type == FrameType::Abilities)
            answer.abilities = fields.u32();
        if (frame->type == FrameType::FirewallRules)
            answer.rules.append(reinterpret_cast<const char*>(frame->payload.data()),
                                qsizetype(frame->payload.size()));
    }
    return answer;
}

std::uint64_t cookieOf(int socket) {
    std::uint64_t cookie = 0;
    socklen_t size = sizeof cookie;
    ::getsockopt(socket, SOL_SOCKET, SO_COOKIE, &cookie, &size);
    return cookie;
}

/// What a program finds when it uses its socket: 0, or an errno.
int useOf(int socket) {
    return ::send(socket, "x", 1, MSG_NOSIGNAL) == 1 ? 0 : errno;
}

} // namespace

class TestHelperPrivilege : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void closesThatConnectionAndNoOther_data();
    void closesThatConnectionAndNoOther();
    void anotherCookieIsAnotherSocket();
    void closesAListener();
    void wrongUsageIsTold();
    void nobodyMayNotClose();
    void readsTheFirewallForRootAlone();
    void tellsWhatItCouldDo();
    void refusesSetUid();
    void leavesRootWhoeverAsked_data();
    void leavesRootWhoeverAsked();

private:
    static QStringList close(const QString& host, int socket, const Address& peer,
                             std::uint64_t cookie);

    QTemporaryDir folder_;
    QString copy_; ///< of the helper, where every user can start it
};

void TestHelperPrivilege::initTestCase() {
    if (::geteuid() != 0)
        QSKIP("only root can make network namespaces");
    if (::unshare(CLONE_NEWNET) != 0)
        QSKIP("this system grants no network namespaces");
    QCOMPARE(command(QStringLiteral("ip link set lo up")), QByteArray());
    QVERIFY(folder_.isValid());
    QFile::setPermissions(folder_.path(), QFile::Permissions(0x7755));
    copy_ = folder_.filePath(QStringLiteral("synoptic-capture"));
    QVERIFY(QFile::copy(QStringLiteral(SYNOPTIC_CAPTURE), copy_));
}

QStringList TestHelperPrivilege::close(const QString& host, int socket, const Address& peer,
                                       std::uint64_t cookie) {
    QStringList command{QStringLiteral(SYNOPTIC_CAPTURE), QStringLiteral("close"),
                        QStringLiteral("--local"), host};
    command << QStringLiteral("--local-port") << QString::number(localAddress(socket).port());
    if (peer.length != 0)
        command << QStringLiteral("--remote") << host << QStringLiteral("--remote-port")
                << QString::number(peer.port());
    return command << QStringLiteral("--cookie") << QString::number(cookie);
}

void TestHelperPrivilege::closesThatConnectionAndNoOther_data() {
    QTest::addColumn<QString>("host");
    QTest::newRow("IPv4") << QStringLiteral("127.0.0.1");
    QTest::newRow("IPv6") << QStringLiteral("::1");
}

void TestHelperPrivilege::closesThatConnectionAndNoOther() {
    QFETCH(QString, host);
    const Address server = address(host.toLatin1().constData(), 7300);
    const UniqueFd listening = listener(server);
    const UniqueFd meant = connected(SOCK_STREAM, server);
    const UniqueFd meantFar = accepted(listening.get());
    const UniqueFd other = connected(SOCK_STREAM, server);
    const UniqueFd otherFar = accepted(listening.get());
    QVERIFY(meantFar && otherFar);
    const Answer answer = run(close(host, meant.get(), server, cookieOf(meant.get())));
    QVERIFY2(answer.status == 0, answer.said.constData());
    QVERIFY(answer.last == FrameType::End);
    QCOMPARE(useOf(meant.get()), ECONNABORTED);
    QCOMPARE(useOf(meantFar.get()), ECONNRESET); // the peer was told by a RST
    QCOMPARE(useOf(other.get()), 0);
    QCOMPARE(useOf(otherFar.get()), 0);
    const UniqueFd later = connected(SOCK_STREAM, server);
    QVERIFY(accepted(listening.get())); // nor was the listener
    const Answer again = run(close(host, meant.get(), server, cookieOf(meant.get())));
    QCOMPARE(again.status, 1);
    QVERIFY(again.failure == helper::Failure::NotFound);
}

void TestHelperPrivilege::anotherCookieIsAnotherSocket() {
    const Address server = address("127.0.0.1", 7301);
    const UniqueFd listening = listener(server);
    const UniqueFd near = connected(SOCK_STREAM, server);
    const UniqueFd far = accepted(listening.get());
    const Answer answer =
        run(close(QStringLiteral("127.0.0.1"), near.get(), server, cookieOf(near.get()) + 1'000));
    QCOMPARE(answer.status, 1);
    QVERIFY(answer.failure == helper::Failure::NotFound);
    QVERIFY(answer.said.contains("no such socket"));
    QCOMPARE(useOf(near.get()), 0);
}

void TestHelperPrivilege::closesAListener() {
    const Address server = address("127.0.0.1", 7302);
    const UniqueFd listening = listener(server);
    const UniqueFd near = connected(SOCK_STREAM, server);
    const UniqueFd far = accepted(listening.get());
    const Answer answer =
        run(close(QStringLiteral("127.0.0.1"), listening.get(), {}, cookieOf(listening.get())));
    QVERIFY2(answer.status == 0, answer.said.constData());
    QVERIFY(!connected(SOCK_STREAM, server)); // refused
    QCOMPARE(useOf(near.get()), 0);           // what it had accepted lives on
}

void TestHelperPrivilege::wrongUsageIsTold() {
    const QString helper = QStringLiteral(SYNOPTIC_CAPTURE);
    const QStringList base{helper,
                           QStringLiteral("close"),
                           QStringLiteral("--local"),
                           QStringLiteral("127.0.0.1"),
                           QStringLiteral("--local-port"),
                           QStringLiteral("80")};
    QCOMPARE(run(base).status, 2); // without a cookie it could be any socket
    QCOMPARE(run(base + QStringList{QStringLiteral("--cookie"), QStringLiteral("0")}).status, 2);
    QCOMPARE(
        run(base + QStringList{QStringLiteral("--cookie"), QStringLiteral("18446744073709551615")})
            .status,
        2);
    QCOMPARE(run(base + QStringList{QStringLiteral("--remote"), QStringLiteral("::1"),
                                    QStringLiteral("--cookie"), QStringLiteral("5")})
                 .status,
             2); // two families
    QCOMPARE(run({helper, QStringLiteral("shut")}).status, 2);
}

void TestHelperPrivilege::nobodyMayNotClose() {
    const QStringList as{QStringLiteral("runuser"), QStringLiteral("-u"), QStringLiteral("nobody"),
                         QStringLiteral("--")};
    const Address server = address("127.0.0.1", 7303);
    const UniqueFd listening = listener(server);
    const UniqueFd near = connected(SOCK_STREAM, server);
    const UniqueFd far = accepted(listening.get());
    QStringList closing =
        close(QStringLiteral("127.0.0.1"), near.get(), server, cookieOf(near.get()));
    closing.front() = copy_;
    Answer answer = run(as + closing);
    QCOMPARE(answer.status, 1);
    QVERIFY(answer.failure == helper::Failure::NotPermitted);
    QVERIFY2(answer.said.contains("only root closes connections"), answer.said.constData());
    QCOMPARE(useOf(near.get()), 0);
    // Not even with the capability on the file.
    if (command(QStringLiteral("setcap cap_net_admin=ep ") + copy_).isEmpty()) {
        answer = run(as + closing);
        QVERIFY(answer.failure == helper::Failure::NotPermitted);
        QCOMPARE(useOf(near.get()), 0);
        QCOMPARE(command(QStringLiteral("setcap -r ") + copy_), QByteArray());
    }
    const Answer packets =
        run(as + QStringList{copy_, QStringLiteral("packets"), QStringLiteral("--interface"),
                             QStringLiteral("lo")});
    QCOMPARE(packets.status, 1);
    QVERIFY(packets.failure == helper::Failure::NotPermitted);
}

void TestHelperPrivilege::readsTheFirewallForRootAlone() {
    QCOMPARE(commands({QStringLiteral("nft add table inet t"),
                       QStringLiteral("nft add chain inet t in "
                                      "\"{ type filter hook input priority 0 ; }\""),
                       QStringLiteral("nft add rule inet t in tcp dport 7400 accept")}),
             QByteArray());
    Answer answer = run({QStringLiteral(SYNOPTIC_CAPTURE), QStringLiteral("firewall")});
    if (answer.failure == helper::Failure::Unsupported)
        QSKIP("it was built without libnftables");
    QVERIFY2(answer.status == 0, answer.said.constData());
    QVERIFY(answer.last == FrameType::End);
    QVERIFY2(answer.rules.contains("7400"), answer.rules.constData());
    QCOMPARE(
        run({QStringLiteral(SYNOPTIC_CAPTURE), QStringLiteral("firewall"), QStringLiteral("--all")})
            .status,
        2);
    const QStringList as{QStringLiteral("runuser"),
                         QStringLiteral("-u"),
                         QStringLiteral("nobody"),
                         QStringLiteral("--"),
                         copy_,
                         QStringLiteral("firewall")};
    answer = run(as);
    QVERIFY(answer.failure == helper::Failure::NotPermitted && answer.rules.isEmpty());
    QVERIFY2(answer.said.contains("CAP_NET_ADMIN"), answer.said.constData());
    // Not even with the capability on the file.
    if (command(QStringLiteral("setcap cap_net_admin=ep ") + copy_).isEmpty()) {
        answer = run(as);
        QVERIFY(answer.failure == helper::Failure::NotPermitted && answer.rules.isEmpty());
        QCOMPARE(command(QStringLiteral("setcap -r ") + copy_), QByteArray());
    }
    // Root in name only.
    answer = run({QStringLiteral("setpriv"), QStringLiteral("--bounding-set"),
                  QStringLiteral("-net_admin"), QStringLiteral(SYNOPTIC_CAPTURE),
                  QStringLiteral("firewall")});
    QVERIFY(answer.failure == helper::Failure::NotPermitted && answer.rules.isEmpty());
    QVERIFY2(answer.said.contains("CAP_NET_ADMIN"), answer.said.constData());
    QCOMPARE(command(QStringLiteral("nft flush ruleset")), QByteArray());
}

void TestHelperPrivilege::tellsWhatItCouldDo() {
    const Answer root = run({QStringLiteral(SYNOPTIC_CAPTURE), QStringLiteral("check")});
    QCOMPARE(root.status, 0);
    QVERIFY(root.abilities & helper::kPacketSocket);
    QVERIFY(root.abilities & helper::kIsRoot);
    QVERIFY(!(root.abilities & helper::kNoNewPrivileges));
    const QStringList as{QStringLiteral("runuser"),
                         QStringLiteral("-u"),
                         QStringLiteral("nobody"),
                         QStringLiteral("--"),
                         copy_,
                         QStringLiteral("check")};
    const auto held = [&] {
        return run(as).abilities &
               (helper::kPacketSocket | helper::kTracePrivilege | helper::kIsRoot);
    };
    QCOMPARE(held(), 0U);
    if (!command(QStringLiteral("setcap cap_net_raw,cap_bpf,cap_perfmon=ep ") + copy_).isEmpty())
        QSKIP("the file system keeps no capabilities");
    QCOMPARE(held(), std::uint32_t(helper::kPacketSocket | helper::kTracePrivilege));
    const Answer bound =
        run({QStringLiteral("runuser"), QStringLiteral("-u"), QStringLiteral("nobody"),
             QStringLiteral("--"), QStringLiteral("setpriv"), QStringLiteral("--no-new-privs"),
             copy_, QStringLiteral("check")});
    QCOMPARE(bound.abilities & (helper::kPacketSocket | helper::kNoNewPrivileges),
             std::uint32_t(helper::kNoNewPrivileges));
    QCOMPARE(command(QStringLiteral("setcap -r ") + copy_), QByteArray());
}

void TestHelperPrivilege::refusesSetUid() {
    QCOMPARE(command(QStringLiteral("chmod 4755 ") + copy_), QByteArray());
    const Answer answer =
        run({QStringLiteral("runuser"), QStringLiteral("-u"), QStringLiteral("nobody"),
             QStringLiteral("--"), copy_, QStringLiteral("check")});
    QCOMPARE(answer.status, 2);
    QVERIFY2(answer.said.contains("refuses to run set-uid"), answer.said.constData());
    QVERIFY(!answer.last);
}

void TestHelperPrivilege::leavesRootWhoeverAsked_data() {
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QByteArray>("user");
    QTest::newRow("a user") << QStringLiteral("1000") << QByteArray("1000");
    QTest::newRow("root") << QStringLiteral("0") << QByteArray("65534");
    QTest::newRow("as it is") << QStringLiteral("4294967295") << QByteArray("65534");
    QTest::newRow("nonsense") << QStringLiteral("-1") << QByteArray("65534");
    QTest::newRow("nobody said") << QString() << QByteArray("65534");
}

/// pkexec tells in the environment who asked; whatever stands there, it is root no more.
void TestHelperPrivilege::leavesRootWhoeverAsked() {
    QFETCH(QString, asked);
    QFETCH(QByteArray, user);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!asked.isEmpty())
        environment.insert(QStringLiteral("PKEXEC_UID"), asked);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(SYNOPTIC_CAPTURE),
                  {QStringLiteral("packets"), QStringLiteral("--interface"), QStringLiteral("lo")});
    QVERIFY(process.waitForStarted(10'000));
    QByteArray status;
    const auto isConfined = [&] {
        QFile file(QStringLiteral("/proc/%1/status").arg(process.processId()));
        status = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        return status.contains("Seccomp:\t2");
    };
    QTRY_VERIFY_WITH_TIMEOUT(isConfined(), 10'000);
    const auto four = [](const QByteArray& id) { return id + '\t' + id + '\t' + id + '\t' + id; };
    QVERIFY2(status.contains("Uid:\t" + four(user)), status.constData());
    QVERIFY2(status.contains("Gid:\t" + four("65534")), status.constData());
    QVERIFY(status.contains("CapPrm:\t0000000000000000\n"));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(10'000));
}

QTEST_GUILESS_MAIN(TestHelperPrivilege)
#include "tst_helper_privilege.moc"
