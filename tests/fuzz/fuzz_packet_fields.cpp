// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_fields.h"

#include <cstdlib>
#include <vector>

namespace {

using namespace synoptic;

void require(bool condition) {
    if (!condition)
        std::abort();
}

void check(const PacketFields& fields, std::size_t size) {
    require(!fields.isEmpty() && fields.fields().size() <= PacketFields::kMostFields + 1);
    std::size_t listed = fields.roots().size();
    for (std::size_t i = 0; i < fields.fields().size(); ++i) {
        const PacketField& field = fields.fields()[i];
        require(field.begin <= field.end && field.end <= size);
        require(field.parent < static_cast<int>(i));
        require(field.name.size() <= 4096 && field.value.size() <= 65536);
        listed += field.children.size();
        if (field.parent < 0 || field.begin == field.end)
            continue;
        const PacketField& parent = fields[field.parent];
        require(parent.begin == parent.end ||
                (field.begin >= parent.begin && field.end <= parent.end));
        require(parent.children[static_cast<std::size_t>(field.row)] == static_cast<int>(i));
    }
    require(listed == fields.fields().size());
    for (std::uint32_t byte = 0; byte < size; byte += 7)
        require(fields.at(byte) >= 0);
}

} // namespace

/// Input as fuzz_decoder takes it: link type 2, then frames, each as length 2, missing bytes 1, 1
/// of no meaning here, bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2)
        return 0;
    CapturedFrame frame;
    frame.linkType = static_cast<std::uint16_t>(data[0] | data[1] << 8);
    for (std::size_t at = 2; at + 4 <= size;) {
        const std::size_t length =
            std::min<std::size_t>(data[at] | data[at + 1] << 8, size - at - 4);
        const std::vector<std::uint8_t> bytes(data + at + 4, data + at + 4 + length);
        frame.captured = bytes;
        frame.originalLength = static_cast<std::uint32_t>(length + data[at + 2]);
        FieldHints hints;
        if (data[at + 3] & 1)
            hints = {1000, 2000};
        check(fieldsOf(frame, hints), bytes.size());
        at += 4 + length;
    }
    return 0;
}
