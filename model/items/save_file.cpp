// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/save_file.h"

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

} // namespace

PartedFile::PartedFile() = default;

PartedFile::~PartedFile() = default;

QString PartedFile::open(const QString& path, Readers readers) {
    const QFileInfo there(path);
    // A device or a pipe is written to; a new file in its place would take it away.
    const bool inPlace = there.exists() && !there.isFile() && !there.isDir();
    if (inPlace)
        file_ = std::make_unique<QFile>(path);
    else
        file_ = std::make_unique<QSaveFile>(path);
    if (!file_->open(kUnbuffered))
        return file_->errorString();
    // While it is empty still.
    if (!inPlace && readers == Readers::Owner &&
        !file_->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return file_->errorString();
    return {};
}

QString PartedFile::write(const QByteArray& contents) {
    return writeAll(*file_, contents) ? QString() : file_->errorString();
}

QString PartedFile::commit() {
    auto* file = qobject_cast<QSaveFile*>(file_.get());
    return file == nullptr || file->commit() ? QString() : file->errorString();
}

QString saveFile(const QString& path, const QByteArray& contents, Readers readers) {
    PartedFile file;
    if (const QString problem = file.open(path, readers); !problem.isEmpty())
        return problem;
    if (const QString problem = file.write(contents); !problem.isEmpty())
        return problem;
    return file.commit();
}

QString pictureName(const QString& view, const QString& suffix, const QDateTime& time) {
    return QStringLiteral("synoptic_%1_%2.%3")
        .arg(view, time.toString(QStringLiteral("yyyyMMdd-HHmmss")), suffix);
}

} // namespace synoptic
