// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/captured_frame.h"

#include <QLocale>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace synoptic {

/// One line of a decoded packet: what it is called, what it says, and the bytes it stands for.
struct PacketField {
    enum class Kind : std::uint8_t {
        Layer, ///< a protocol; its range is its header, of a tunnel all that it carries too
        Whole, ///< some bytes, or none where the value follows from elsewhere
        Bits,  ///< a part of a byte, or of a few
    };

    QString name;
    QString value;           ///< hostile parts went through safeText(); may be empty
    const char* key = "";    ///< Wireshark's name for it, "ip.ttl"; "" if it has none
    std::uint32_t begin = 0; ///< bytes of the frame, [begin, end)
    std::uint32_t end = 0;
    int parent = -1; ///< index into PacketFields::fields(); -1: a root
    int row = 0;     ///< among its siblings
    Kind kind = Kind::Whole;
    bool isProblem = false;    ///< cut short, or contradicting itself
    std::vector<int> children; ///< indexes, in order
};

/// A packet as a tree of fields. A value; fields are in the order of the tree, parents first.
class PacketFields {
public:
    static constexpr std::size_t kMostFields = 4000; ///< more are counted, not kept

    const std::vector<PacketField>& fields() const { return fields_; }
    const std::vector<int>& roots() const { return roots_; }
    bool isEmpty() const { return fields_.empty(); }
    /// The field that says most exactly what a byte of the frame is; -1 if none does.
    int at(std::uint32_t byte) const;
    /// The first field of that key, -1 if there is none.
    int find(const char* key) const;

    /// Returns its index. `parent` as in PacketField; the rest of the links are set here.
    int append(PacketField field);
    PacketField& operator[](int index) { return fields_[static_cast<std::size_t>(index)]; }
    const PacketField& operator[](int index) const {
        return fields_[static_cast<std::size_t>(index)];
    }

private:
    std::vector<PacketField> fields_;
    std::vector<int> roots_;
};

/// What the packet alone does not tell.
struct FieldHints {
    // Of its innermost TCP header:
    std::optional<std::uint32_t> sequenceBase;       ///< relative numbers of its sender count from
    std::optional<std::uint32_t> acknowledgmentBase; ///< those of its receiver
    /// How numbers are written. Taken when the hints are made, on the GUI thread: the default must
    /// not be asked for while that thread may set it.
    QLocale locale;
};

/// Reads a frame for people, layer by layer. Any bytes are safe to hand in: nothing outside
/// `frame.captured` is read, nesting and counts are bounded. Texts are in the language installed.
/// Fragments are shown as they came, not put together. Any thread.
PacketFields fieldsOf(const CapturedFrame& frame, const FieldHints& hints = {});

} // namespace synoptic
