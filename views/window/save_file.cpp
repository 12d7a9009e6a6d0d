// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/save_file.h"

#include <QDateTime>
#include <QSaveFile>

namespace synoptic {

QString saveFile(const QString& path, const QByteArray& contents) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    if (file.write(contents) != contents.size() || !file.commit())
        return file.errorString();
    return {};
}

QString pictureName(const QString& view, const QString& suffix, const QDateTime& time) {
    return QStringLiteral("synoptic_%1_%2.%3")
        .arg(view, time.toString(QStringLiteral("yyyyMMdd-HHmmss")), suffix);
}

} // namespace synoptic
