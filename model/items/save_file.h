// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

class QDateTime;
class QFileDevice;

namespace synoptic {

/// Who may read a file that is written.
enum class Readers {
    Usual, ///< as the user's umask has it, or the file before had it
    Owner  ///< 0600: what others said over the network is nobody else's business
};

/// A file written in parts: under its name once commit() has it there, and until then what was
/// there before stays. A device or a pipe is written to as it is. Given up if it is not committed.
/// Any thread, one at a time. Each step returns nothing, or the system's reason.
class PartedFile {
public:
    PartedFile();
    ~PartedFile();

    QString open(const QString& path, Readers readers = Readers::Usual);
    QString write(const QByteArray& contents);
    QString commit();

private:
    std::unique_ptr<QFileDevice> file_;
};

/// Writes the whole file or leaves what was there; a device or a pipe is written to as it is.
/// Empty on success, else the system's reason. Any thread.
QString saveFile(const QString& path, const QByteArray& contents, Readers readers = Readers::Usual);

/// "synoptic_diagram_20261122-105102.png"
QString pictureName(const QString& view, const QString& suffix, const QDateTime& time);

} // namespace synoptic
