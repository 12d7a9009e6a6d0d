// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/save_file.h"

#include <QDateTime>
#include <QFileInfo>
#include <QSaveFile>

namespace synoptic {

namespace {

/// `file` is open without a buffer. The disk may take a part: only the next write tells why.
bool writeAll(QFileDevice& file, const QByteArray& contents) {
    qsizetype done = 0;
    while (done < contents.size()) {
        const qint64 written = file.write(contents.constData() + done, contents.size() - done);
        if (written <= 0)
            return false;
        done += written;
    }
    return true;
}

constexpr auto kUnbuffered = QIODevice::WriteOnly | QIODevice::Unbuffered;

/// A device or a pipe is written to; a new file in its place would take it away.
QString writeInPlace(const QString& path, const QByteArray& contents) {
    QFile file(path);
    if (!file.open(kUnbuffered) || !writeAll(file, contents))
        return file.errorString();
    return {};
}

} // namespace

QString saveFile(const QString& path, const QByteArray& contents) {
    const QFileInfo there(path);
    if (there.exists() && !there.isFile() && !there.isDir())
        return writeInPlace(path, contents);
    QSaveFile file(path);
    if (!file.open(kUnbuffered))
        return file.errorString();
    if (!writeAll(file, contents) || !file.commit())
        return file.errorString();
    return {};
}

QString pictureName(const QString& view, const QString& suffix, const QDateTime& time) {
    return QStringLiteral("synoptic_%1_%2.%3")
        .arg(view, time.toString(QStringLiteral("yyyyMMdd-HHmmss")), suffix);
}

} // namespace synoptic
