// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/packet_details.h"
#include "model/items/packet_fields.h"

#include <QByteArray>

namespace synoptic {

/// The one packet that is looked at: its bytes, and its fields. Read in the background. GUI thread.
class PacketContent : public QObject {
    Q_OBJECT

public:
    explicit PacketContent(PacketDetails* details, QObject* parent = nullptr);

    /// Another packet, or kNoPacket for none. What is there stays until the new one was read.
    void show(PacketNumber number, const FieldHints& hints);
    /// The same packet anew, as after a change of language.
    void readAgain();
    /// The packet asked for last.
    PacketNumber wanted() const { return wanted_; }

    /// The packet that was read; kNoPacket if none.
    PacketNumber number() const { return number_; }
    /// False: its bytes cannot be read any more, and there is nothing below.
    bool isReadable() const { return readable_; }
    const QByteArray& bytes() const { return bytes_; }
    const PacketFields& fields() const { return fields_; }

Q_SIGNALS:
    /// Another packet was read, or there is none any more.
    void changed();

private:
    void clear();

    PacketDetails* details_;
    FieldHints hints_;
    PacketNumber wanted_ = kNoPacket;
    PacketNumber number_ = kNoPacket;
    bool readable_ = false;
    QByteArray bytes_;
    PacketFields fields_;
};

} // namespace synoptic
