// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_content.h"

namespace synoptic {

namespace {
constexpr int kTag = 1;
}

PacketContent::PacketContent(PacketDetails* details, QObject* parent)
    : QObject(parent), details_(details) {
    connect(details_, &PacketDetails::reset, this, [this] {
        wanted_ = kNoPacket;
        clear();
    });
}

void PacketContent::clear() {
    number_ = kNoPacket;
    readable_ = false;
    bytes_.clear();
    fields_ = {};
    Q_EMIT changed();
}

void PacketContent::show(PacketNumber number, const FieldHints& hints) {
    wanted_ = number;
    hints_ = hints;
    readAgain();
}

void PacketContent::readAgain() {
    if (!details_->packets().contains(wanted_)) {
        if (number_ != kNoPacket || wanted_ != kNoPacket)
            clear();
        return;
    }
    hints_.locale = QLocale();
    struct Result {
        bool readable = false;
        QByteArray bytes;
        PacketFields fields;
    };
    auto result = std::make_shared<Result>();
    details_->run(
        this, kTag,
        [result, place = details_->packets()[wanted_].place, hints = hints_](PacketStore& store,
                                                                             const auto&) {
            CapturedFrame frame;
            if (!store.at(place, frame))
                return;
            result->readable = true;
            result->bytes = QByteArray(reinterpret_cast<const char*>(frame.captured.data()),
                                       static_cast<qsizetype>(frame.captured.size()));
            result->fields = fieldsOf(frame, hints);
        },
        [this, result, number = wanted_] {
            if (number != wanted_)
                return;
            number_ = number;
            readable_ = result->readable;
            bytes_ = std::move(result->bytes);
            fields_ = std::move(result->fields);
            Q_EMIT changed();
        });
}

} // namespace synoptic
