// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/action_log.h"

#include "model/items/json_object.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

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
    QFile file(path);
    if (QFileInfo(path).isSymLink())
        return QStringLiteral("%1 is a link").arg(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered,
                   QFile::ReadOwner | QFile::WriteOwner))
        return file.errorString();
    const QByteArray bytes = line.close() + '\n';
    if (file.write(bytes) != bytes.size())
        return file.errorString();
    return {};
}

} // namespace synoptic
