// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/live/two_namespaces.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <memory>

namespace synoptic::test {

/// Where an sshd listens, in the peer's namespace.
inline constexpr int kSshPort = 2222;

/// A real sshd in the peer's namespace with keys of its own, and an `ssh` first in PATH that reads
/// a configuration of the test's: "far" is root on it. Ends with the object, and all its sessions.
class SshServer {
public:
    /// `path` is the PATH that logins there get. Empty if it listens, else why not.
    QByteArray open(TwoNamespaces& net, const QString& path) {
        if (!QFile::exists(QStringLiteral("/usr/sbin/sshd")))
            return "sshd is not installed (openssh-server)";
        if (!folder_.isValid())
            return "no folder";
        madeRunFolder_ = ::mkdir("/run/sshd", 0755) == 0; // sshd will not start without
        for (const char* key : {"host", "user", "other"}) {
            if (QProcess::execute(QStringLiteral("ssh-keygen"),
                                  {QStringLiteral("-q"), QStringLiteral("-t"),
                                   QStringLiteral("ed25519"), QStringLiteral("-N"), QString(),
                                   QStringLiteral("-f"), at(key)}) != 0)
                return "no key could be made";
        }
        QFile::copy(at("user.pub"), at("authorized"));
        write("sshd_config",
              "ListenAddress 10.77.0.2\nPort " + QByteArray::number(kSshPort) + "\nHostKey " +
                  at("host").toUtf8() + "\nAuthorizedKeysFile " + at("authorized").toUtf8() +
                  "\nStrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin yes\n"
                  "PasswordAuthentication no\nKbdInteractiveAuthentication no\nUseDNS no\n"
                  "SetEnv PATH=" +
                  path.toUtf8() + "\n");
        const QByteArray common = "HostName 10.77.0.2\nPort " + QByteArray::number(kSshPort) +
                                  "\nUser root\nIdentitiesOnly yes\nIdentityAgent none\n"
                                  "GlobalKnownHostsFile /dev/null\n";
        const auto host = [&](const char* name, const char* key, const char* known) {
            return QByteArray("Host ") + name + "\n" + common + "IdentityFile " + at(key).toUtf8() +
                   "\nUserKnownHostsFile " + at(known).toUtf8() + "\n";
        };
        write("ssh_config", host("far", "user", "known") + host("stranger", "user", "none") +
                                host("changed", "user", "changed") +
                                host("refusing", "other", "known") +
                                "Host silent\nHostName 10.77.0.2\nPort 2223\n"
                                "Host lost\nHostName no-such-host.invalid\n");
        const auto knownAs = [&](const char* key) {
            return "[10.77.0.2]:" + QByteArray::number(kSshPort) + " " +
                   read(QByteArray(key) + ".pub");
        };
        write("known", knownAs("host"));
        write("changed", knownAs("other"));
        QDir(folder_.path()).mkdir(QStringLiteral("bin"));
        write("bin/ssh",
              "#!/bin/sh\nexec /usr/bin/ssh -F " + at("ssh_config").toUtf8() + " \"$@\"\n");
        QFile::setPermissions(at("bin/ssh"), QFile::Permissions(0x7755));
        oldPath_ = qgetenv("PATH");
        qputenv("PATH", at("bin").toUtf8() + ":" + oldPath_);
        server_.setProcessChannelMode(QProcess::MergedChannels);
        net.inPeer([this] {
            server_.start(QStringLiteral("/usr/sbin/sshd"),
                          {QStringLiteral("-D"), QStringLiteral("-e"), QStringLiteral("-f"),
                           at("sshd_config")});
            server_.waitForStarted();
        });
        QByteArray output;
        while (!output.contains("Server listening") && server_.waitForReadyRead(5000))
            output += server_.readAll();
        return output.contains("Server listening") ? QByteArray() : "sshd: " + output;
    }

    ~SshServer() {
        endSessions();
        server_.kill();
        server_.waitForFinished();
        if (!oldPath_.isNull())
            qputenv("PATH", oldPath_);
        if (madeRunFolder_)
            ::rmdir("/run/sshd");
    }

    /// Kills the processes that serve logins, as if the line were cut. How many there were.
    int endSessions() {
        int ended = 0;
        const pid_t server = pid_t(server_.processId());
        const QStringList all = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
        for (const QString& entry : all) {
            QFile stat(QStringLiteral("/proc/%1/stat").arg(entry));
            if (server == 0 || entry.toInt() == 0 || !stat.open(QIODevice::ReadOnly))
                continue;
            const QByteArray text = stat.readAll();
            const QList<QByteArray> after = text.mid(text.lastIndexOf(')') + 2).split(' ');
            if (after.value(1).toInt() == server && ::kill(entry.toInt(), SIGKILL) == 0)
                ++ended;
        }
        return ended;
    }

    QString at(const char* name) const { return folder_.filePath(QLatin1String(name)); }
    void write(const QByteArray& name, const QByteArray& text) const {
        QFile file(at(name.constData()));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        file.close();
        QFile::setPermissions(file.fileName(), QFile::Permissions(0x6600));
    }

private:
    QByteArray read(const QByteArray& name) const {
        QFile file(at(name.constData()));
        file.open(QIODevice::ReadOnly);
        return file.readAll();
    }

    QTemporaryDir folder_;
    QProcess server_;
    QByteArray oldPath_;
    bool madeRunFolder_ = false;
};

} // namespace synoptic::test
