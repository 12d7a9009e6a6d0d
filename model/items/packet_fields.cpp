// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_fields.h"

#include "model/items/fields/dissection.h"
#include "model/items/packet_text.h"

#include <cstring>

namespace synoptic {

using fields::FieldText;

int PacketFields::append(PacketField field) {
    const int index = static_cast<int>(fields_.size());
    std::vector<int>& siblings =
        field.parent < 0 ? roots_ : fields_[static_cast<std::size_t>(field.parent)].children;
    field.row = static_cast<int>(siblings.size());
    siblings.push_back(index);
    fields_.push_back(std::move(field));
    return index;
}

int PacketFields::find(const char* key) const {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (std::strcmp(fields_[i].key, key) == 0)
            return static_cast<int>(i);
    }
    return -1;
}

int PacketFields::at(std::uint32_t byte) const {
    int best = -1;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const PacketField& field = fields_[i];
        if (byte < field.begin || byte >= field.end)
            continue;
        // Of a byte of flags the flags as a whole are meant, not one of them.
        const bool part = field.kind == PacketField::Kind::Bits;
        if (part && (*this)[field.parent].kind != PacketField::Kind::Layer)
            continue;
        const auto size = [](const PacketField& f) { return f.end - f.begin; };
        if (best < 0 || size(field) < size((*this)[best]) ||
            (size(field) == size((*this)[best]) && !part))
            best = static_cast<int>(i);
    }
    return best;
}

PacketFields fieldsOf(const CapturedFrame& frame, const FieldHints& hints) {
    const fields::NumbersOf numbers(hints.locale);
    fields::Dissection d(hints);
    const auto captured = static_cast<std::uint32_t>(frame.captured.size());
    const std::uint32_t length = std::max(frame.originalLength, captured);
    const fields::Bytes bytes{frame.captured.data(), 0, captured, length};

    const fields::Field root =
        d.layer("frame", FieldText::tr("Frame"),
                captured == length
                    ? FieldText::tr("%1 on the wire, captured whole").arg(fields::byteCount(length))
                    //: Both are numbers of bytes with their unit
                    : FieldText::tr("%1 on the wire, %2 captured")
                          .arg(fields::byteCount(length), fields::byteCount(captured)),
                bytes, captured);
    root.add("", FieldText::tr("Arrival time"), formatInstant(frame.time), 0, 0);
    root.add("frame.len", FieldText::tr("Length on the wire"), fields::byteCount(length), 0, 0);
    root.add("frame.cap_len", FieldText::tr("Captured length"), fields::byteCount(captured), 0, 0);
    root.add("", FieldText::tr("Link type"),
             fields::named(frame.linkType, fields::linkTypeName(frame.linkType)), 0, 0);
    fields::addLink(d, frame.linkType, bytes);
    if (d.left > 0) {
        PacketField more;
        more.name = FieldText::tr("Note");
        more.value =
            FieldText::tr("%1 more field(s) are not listed", nullptr, fields::pluralOf(d.left))
                .arg(fields::grouped(d.left));
        more.isProblem = true;
        d.tree.append(std::move(more));
    }
    return std::move(d.tree);
}

} // namespace synoptic
