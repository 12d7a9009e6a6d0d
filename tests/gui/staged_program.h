// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QTemporaryDir>

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>

/// A test that stands alone in a folder of its own, beside a synoptic-capture that is the test
/// itself: the window looks for its helper beside the program.
namespace synoptic::test {

/// The environment's word for where the fake helper finds what to do.
inline constexpr char kStagedHelperFolder[] = "TST_FAKE_HELPER_FOLDER";
inline constexpr char kStaged[] = "TST_STAGED";

inline bool isStagedHelper(const char* program) {
    return QByteArray(program).endsWith("/synoptic-capture");
}

/// The same file at another place, by a second name where the file system can.
inline bool stage(const QString& from, const QString& to) {
    return ::link(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0 ||
           QFile::copy(from, to);
}

/// Runs `test` in a copy of this program; the folder is removed whatever happens to it.
inline int runStaged(int argc, char** argv, const std::function<int(int, char**)>& test) {
    if (std::getenv(kStaged))
        return test(argc, argv);
    const QString self = QFile::symLinkTarget(QStringLiteral("/proc/self/exe"));
    const QTemporaryDir folder(self + QStringLiteral("-staged"));
    const QString copy = folder.filePath(QStringLiteral("test"));
    if (!folder.isValid() || !stage(self, copy) ||
        !QFile::link(copy, folder.filePath(QStringLiteral("synoptic-capture"))))
        return 99;
    const pid_t child = ::fork();
    if (child == 0) {
        ::setenv(kStaged, "1", 1);
        ::execv(QFile::encodeName(copy).constData(), argv);
        ::_exit(98);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 97;
}

} // namespace synoptic::test
