// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/action_log.h"

#include "model/items/json_object.h"

#include <QDateTime>
#include <QDir>
#include <QStandardPaths>

namespace synoptic {

QString actionLogPath() {
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    folder.mkpath(QStringLiteral("."));
    return folder.filePath(QStringLiteral("actions.jsonl"));
}

QByteArray actionLogLine(const LoggedAction& action) {
    const auto text = [](const QString& words) { return words.toStdString(); };
    JsonObject line;
    line.text("time", text(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)))
        .text("act", text(action.act))
        .text("subject", text(action.subject))
        .text("process", text(action.process))
        .text("outcome", text(action.outcome));
    return line.close() + '\n';
}

} // namespace synoptic
