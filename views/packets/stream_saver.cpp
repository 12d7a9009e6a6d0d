// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/packets/stream_saver.h"

#include "model/items/packet_details.h"
#include "model/items/save_file.h"
#include "model/items/stream_export.h"

#include <utility>

namespace synoptic {

namespace {

constexpr std::uint64_t kPartBytes = std::uint64_t{4} << 20;
constexpr int kSaveTag = 0x5A;

} // namespace

/// What goes to the reading thread and comes back, one part after the other.
struct StreamSaver::Task {
    Task(QString where, Choice what, StreamReading from, StreamTextWriter as)
        : path(std::move(where)), choice(what), reading(std::move(from)), writer(std::move(as)) {}

    QString path;
    Choice choice;
    StreamReading reading;
    StreamTextWriter writer;
    PartedFile file;
    bool open = false;
    bool done = false;
    QString problem;
    quint64 missing = 0;

    QByteArray contentsOf(const StreamData& data) {
        return choice.form == Form::Raw ? streamRawBytes(data, *choice.only)
                                        : writer.write(data, reading.packets());
    }
    void writePart(PacketStore& store, const std::function<bool()>& isStale) {
        if (!std::exchange(open, true))
            problem = file.open(path, Readers::Owner);
        if (!problem.isEmpty())
            return;
        const StreamReading::Part part = reading.next(store, kPartBytes, isStale);
        problem = file.write(contentsOf(part.settled));
        if (!part.isAll || !problem.isEmpty())
            return;
        problem = file.write(contentsOf(part.tail) + writer.finish());
        for (const EndIndex end : {EndIndex{0}, EndIndex{1}}) {
            if (!choice.only || *choice.only == end)
                missing += part.counts[end].cut + part.counts[end].missing;
        }
        done = true;
        if (problem.isEmpty())
            problem = file.commit();
    }
};

void StreamSaver::save(PacketDetails* packets, StreamReading reading, const QString& path,
                       Choice choice, std::array<Endpoint, 2> ends, EndIndex client) {
    cancel();
    packets_ = packets;
    connect(packets_, &PacketDetails::reset, this, &StreamSaver::giveUp);
    task_ = std::make_shared<Task>(path, choice, std::move(reading),
                                   StreamTextWriter(ends, client, choice.only));
    next();
}

void StreamSaver::next() {
    packets_->run(
        this, kSaveTag,
        [task = task_](PacketStore& store, const auto& isStale) {
            task->writePart(store, isStale);
        },
        [this, task = task_] {
            if (task != task_)
                return;
            if (task->problem.isEmpty() && !task->done) {
                next();
                return;
            }
            cancel();
            if (task->problem.isEmpty())
                Q_EMIT saved(task->path, task->missing);
            else
                Q_EMIT failed(task->path, task->problem);
        });
}

void StreamSaver::cancel() {
    if (packets_)
        packets_->disconnect(this);
    packets_ = nullptr;
    task_.reset();
}

void StreamSaver::giveUp() {
    const QString path = task_ ? task_->path : QString();
    cancel();
    if (!path.isEmpty())
        Q_EMIT failed(path, tr("The capture was closed before all of it was written"));
}

} // namespace synoptic
