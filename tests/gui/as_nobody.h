// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QString>
#include <QTemporaryDir>

#include <grp.h>
#include <unistd.h>

#include <cstdlib>

/// Programs for a user who owns nothing and may do nothing special.
namespace synoptic::test {

inline constexpr uid_t kNobody = 65534; ///< the group of this number as well

/// A folder that everybody may enter, with programs for everybody and a home for nobody.
class PublicFolder {
public:
    PublicFolder() : folder_(QDir::tempPath() + QStringLiteral("/synoptic-test")) {
        QFile::setPermissions(folder_.path(), QFile::Permissions(0x7755));
        QDir().mkpath(home());
        if (::chown(QFile::encodeName(home()).constData(), kNobody, kNobody) != 0)
            qWarning("the home cannot be given away");
    }
    QString path(const QString& name) const { return folder_.filePath(name); }
    QString home() const { return path(QStringLiteral("home")); }
    /// False if it cannot be copied.
    bool addProgram(const QString& from, const QString& name) const {
        return QFile::copy(from, path(name)) &&
               QFile::setPermissions(path(name), QFile::Permissions(0x7755));
    }
    /// A file that everybody may write.
    bool write(const QString& name, const QByteArray& text, int permissions = 0x6666) const {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() &&
               file.setPermissions(QFile::Permissions(permissions));
    }

private:
    QTemporaryDir folder_;
};

/// Of a child process, before it becomes another program. False if it is still who it was.
inline bool becomeNobody(const char* home) {
    for (const char* name : {"HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
                             "XDG_CACHE_HOME", "XDG_STATE_HOME"})
        ::setenv(name, home, 1);
    return ::setgroups(0, nullptr) == 0 && ::setresgid(kNobody, kNobody, kNobody) == 0 &&
           ::setresuid(kNobody, kNobody, kNobody) == 0 && ::chdir(home) == 0;
}

} // namespace synoptic::test
