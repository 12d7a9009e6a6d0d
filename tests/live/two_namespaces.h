// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/sources/linux/unique_fd.h"

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <QByteArray>
#include <QProcess>
#include <QString>

#include <array>

namespace synoptic::test {

/// Runs a command in the calling thread's namespace; empty if it succeeded, else what it said.
inline QByteArray command(const QString& line) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.startCommand(line);
    process.waitForFinished();
    const bool good = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    return good ? QByteArray() : line.toUtf8() + ": " + process.readAll();
}

/// One after the other; what those that failed said.
inline QByteArray commands(const QStringList& lines) {
    QByteArray said;
    for (const QString& line : lines)
        said += command(line);
    return said;
}

/// Two network namespaces joined by a veth pair: "here", which the thread enters, and "peer". They
/// are held by processes only and go with them; nothing of the machine's own network is touched.
///   here  10.77.0.1/24  fd00:77::1/64  veth0        peer  10.77.0.2/24  fd00:77::2/64  veth1
class TwoNamespaces {
public:
    /// Does something while the thread is in the peer's namespace. Sockets made there stay there.
    template <typename Work>
    auto inPeer(Work work) {
        struct Return {
            int here;
            ~Return() { ::setns(here, CLONE_NEWNET); }
        };
        ::setns(peer_.get(), CLONE_NEWNET);
        const Return back{here_.get()};
        return work();
    }

    /// Where several pairs are open, the one opened last is entered; this enters another.
    void enter() const { ::setns(here_.get(), CLONE_NEWNET); }

    /// Empty if both are up, else why not.
    QByteArray open() {
        if (::geteuid() != 0)
            return "only root can make network namespaces";
        if (::unshare(CLONE_NEWNET) != 0)
            return "this system grants no network namespaces";
        std::array<int, 2> ready{};
        if (::pipe2(ready.data(), O_CLOEXEC) != 0)
            return "no pipe";
        keeper_ = ::fork();
        if (keeper_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            const char answer = ::unshare(CLONE_NEWNET) == 0 ? 'y' : 'n';
            ::write(ready[1], &answer, 1);
            while (true)
                ::pause();
        }
        char answer = 'n';
        ::read(ready[0], &answer, 1);
        ::close(ready[0]);
        ::close(ready[1]);
        if (answer != 'y')
            return "this system grants no second network namespace";
        here_ = UniqueFd(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC));
        const QByteArray path = "/proc/" + QByteArray::number(keeper_) + "/ns/net";
        peer_ = UniqueFd(::open(path.constData(), O_RDONLY | O_CLOEXEC));
        QByteArray said = commands({QStringLiteral("ip link set lo up"),
                                    QStringLiteral("ip link add veth0 type veth peer name veth1 "
                                                   "netns %1")
                                        .arg(keeper_)});
        said += setUp(QStringLiteral("veth0"), 1);
        inPeer([&] {
            said += command(QStringLiteral("ip link set lo up"));
            said += setUp(QStringLiteral("veth1"), 2);
        });
        return said;
    }

    ~TwoNamespaces() {
        if (keeper_ > 0) {
            ::kill(keeper_, SIGKILL);
            ::waitpid(keeper_, nullptr, 0);
        }
    }

    /// A process that is there.
    pid_t peerProcess() const { return keeper_; }

    /// From now on packets that arrive in a namespace and match are dropped.
    QByteArray dropHere(const char* match) { return drop(match); }
    QByteArray dropAtPeer(const char* match) {
        return inPeer([&] { return drop(match); });
    }
    void letAllPassHere() { command(QStringLiteral("nft flush ruleset")); }
    void letAllPass() {
        letAllPassHere();
        inPeer([this] { letAllPassHere(); });
    }

private:
    static QByteArray setUp(const QString& device, int host) {
        return commands(
            {QStringLiteral("ip addr add 10.77.0.%1/24 dev %2").arg(host).arg(device),
             QStringLiteral("ip addr add fd00:77::%1/64 dev %2 nodad").arg(host).arg(device),
             QStringLiteral("ip addr add fe80::%1/64 dev %2 nodad").arg(host).arg(device),
             QStringLiteral("ip link set %1 up").arg(device)});
    }
    static QByteArray drop(const char* match) {
        return commands(
            {QStringLiteral("nft add table inet t"),
             QStringLiteral("nft add chain inet t in \"{ type filter hook input "
                            "priority 0 ; }\""),
             QStringLiteral("nft add rule inet t in %1 drop").arg(QString::fromLatin1(match))});
    }

    pid_t keeper_ = 0;
    UniqueFd here_;
    UniqueFd peer_;
};

} // namespace synoptic::test
