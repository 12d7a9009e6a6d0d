// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/synoptic/packet_saving.h"

#include "model/sources/pcapng_writer.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <cstring>

namespace synoptic {

PacketSaving::PacketSaving(SessionModels& models, ConnectionKey connection)
    : history_(models.packets().history()) {
    models.packets().refresh();
    packets_ = models.packets().packets();
    if (const ConnectionSnapshot* one = models.connections().find(connection))
        numbers_ = packets_.ofConnection(one->wire.lastPacket);
    // On loopback both ends have a process.
    models.connections().forEach([this](const ConnectionSnapshot& c) {
        if (c.wire.flow == kNoFlow || !c.owner.process)
            return;
        std::string& comment = comments_[c.wire.flow];
        comment += (comment.empty() ? "process " : ", process ") + c.owner.process->name +
                   " (PID " + std::to_string(c.owner.process->pid) + ")";
    });
}

QString PacketSaving::saveTo(const QString& path) const {
    const auto failed = [] { return QString::fromLocal8Bit(std::strerror(errno)); };
    const std::unique_ptr<PacketStore> store = history_ ? history_->openStore() : nullptr;
    if (!store)
        return QCoreApplication::translate("PacketSaving", "there are no packets");
    PcapngWriter writer;
    const std::string application =
        "Synoptic " + QCoreApplication::applicationVersion().toStdString();
    if (!writer.open(QFile::encodeName(path).toStdString(), application))
        return failed();
    const auto put = [&](PacketNumber number) {
        const IndexedPacket& packet = packets_[number];
        CapturedFrame frame;
        if (!store->at(packet.place, frame))
            return true; // its bytes made room for newer ones
        const auto comment = comments_.find(packet.flow);
        return writer.write(frame, {}, comment == comments_.end() ? "" : comment->second);
    };
    bool good = true;
    for (const PacketNumber number : numbers_)
        good = good && put(number);
    for (PacketNumber number = packets_.begin();
         good && numbers_.empty() && number < packets_.end(); ++number)
        good = put(number);
    return good && writer.finish() ? QString() : failed();
}

} // namespace synoptic
