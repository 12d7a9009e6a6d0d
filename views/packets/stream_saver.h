// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/stream_reader.h"
#include "model/wire/endpoint.h"

#include <QObject>
#include <QString>

#include <array>
#include <optional>

namespace synoptic {

/// Writes a whole conversation to a file, however much of it is shown: read again from the packets
/// and written in the background, part by part. The file can be read by its owner alone. One at a
/// time. GUI thread.
class StreamSaver : public QObject {
    Q_OBJECT

public:
    enum class Form { Raw, Text };
    struct Choice {
        Form form = Form::Text;
        std::optional<EndIndex> only; ///< what this end sent; Raw needs it
    };

    explicit StreamSaver(QObject* parent = nullptr) : QObject(parent) {}

    /// `ends`: by sender.
    void save(PacketDetails* packets, StreamReading reading, const QString& path, Choice choice,
              std::array<Endpoint, 2> ends, EndIndex client);
    bool isSaving() const { return task_ != nullptr; }
    /// Gives up; nothing is told of it, and the file stays as it was.
    void cancel();

Q_SIGNALS:
    /// `missing`: bytes of what was asked for that were not captured.
    void saved(const QString& path, quint64 missing);
    void failed(const QString& path, const QString& reason);

private:
    struct Task;
    void next();
    void giveUp();

    PacketDetails* packets_ = nullptr;
    std::shared_ptr<Task> task_;
};

} // namespace synoptic
