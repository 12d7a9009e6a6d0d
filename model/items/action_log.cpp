// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/action_log.h"

#include "model/items/json_object.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <cerrno>
#include <cstring>

namespace synoptic {

QString actionLogPath() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
        .filePath(QStringLiteral("actions.jsonl"));
}

QString appendToActionLog(const QString& path, const LoggedAction& action) {
    const auto text = [](const QString& words) { return words.toStdString(); };
    JsonObject line;
    line.text("time", text(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)))
        .text("act", text(action.act))
        .text("subject", text(action.subject))
        .text("process", text(action.process))
        .text("outcome", text(action.outcome));
    const QDir folder = QFileInfo(path).dir();
    if (!folder.exists() && !folder.mkpath(QStringLiteral(".")))
        return QStringLiteral("%1 cannot be made").arg(folder.path());
    // QFile would follow a link that was made since somebody looked for one.
    const int descriptor =
        ::open(QFile::encodeName(path).constData(),
               O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return errno == ELOOP ? QStringLiteral("it is a link")
                              : QString::fromLocal8Bit(std::strerror(errno));
    QFile file;
    if (!file.open(descriptor, QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered,
                   QFile::AutoCloseHandle))
        return file.errorString();
    struct stat about {};
    if (::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode))
        return QStringLiteral("it is no ordinary file");
    if (::fchmod(descriptor, 0600) != 0)
        return QString::fromLocal8Bit(std::strerror(errno));
    const QByteArray bytes = line.close() + '\n';
    if (file.write(bytes) != bytes.size())
        return file.errorString();
    return {};
}

} // namespace synoptic
