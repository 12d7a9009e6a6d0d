// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"

namespace synoptic::fields {

namespace {

/// Where bytes lie in the frame, held to what was captured.
void setRange(PacketField& field, const Bytes& bytes, std::uint32_t at, std::uint32_t count) {
    field.begin = std::min(bytes.begin + at, bytes.end);
    field.end = field.begin + std::min(count, bytes.end - field.begin);
}

} // namespace

int Dissection::append(PacketField field) {
    if (tree.fields().size() >= PacketFields::kMostFields) {
        ++left;
        return -1;
    }
    return tree.append(std::move(field));
}

Field Dissection::layer(const char* key, const QString& name, const QString& value, Bytes bytes,
                        std::uint32_t count) {
    PacketField field;
    field.key = key;
    field.name = name;
    field.value = value;
    field.kind = PacketField::Kind::Layer;
    field.parent = carrier_;
    setRange(field, bytes, 0, count);
    return {this, append(std::move(field)), bytes};
}

Field Field::put(const char* key, const QString& name, const QString& value, std::uint32_t at,
                 std::uint32_t count, PacketField::Kind kind) const {
    if (!isValid() || (count > 0 && !bytes_.has(at + count)))
        return {};
    PacketField field;
    field.key = key;
    field.name = name;
    field.value = value;
    field.kind = kind;
    field.parent = index_;
    if (count > 0)
        setRange(field, bytes_, at, count);
    return {dissection_, dissection_->append(std::move(field)), bytes_};
}

Field Field::add(const char* key, const QString& name, const QString& value, std::uint32_t at,
                 std::uint32_t count) const {
    return put(key, name, value, at, count, PacketField::Kind::Whole);
}

Field Field::bits(const char* key, const QString& name, const QString& value, std::uint32_t at,
                  std::uint32_t count) const {
    return put(key, name, value, at, count, PacketField::Kind::Bits);
}

Field Field::flag(const char* key, const QString& name, bool isSet, std::uint32_t at,
                  std::uint32_t count) const {
    //: A flag in a packet's header
    return bits(key, name, isSet ? FieldText::tr("set") : FieldText::tr("not set"), at, count);
}

void Field::problem(const QString& what, std::uint32_t at, std::uint32_t count) const {
    if (!isValid())
        return;
    const PacketField& parent = dissection_->tree[index_];
    const std::uint32_t end = parent.end > parent.begin ? parent.end : bytes_.end;
    const std::uint32_t begin = std::min(bytes_.begin + at, end);
    const Field field = add("", FieldText::tr("Note"), what, at, std::min(count, end - begin));
    if (field.isValid())
        dissection_->tree[field.index()].isProblem = true;
}

bool Field::require(std::uint32_t count) const {
    if (bytes_.has(count))
        return true;
    if (dissection_ && dissection_->isQuoted)
        add("", FieldText::tr("Note"), FieldText::tr("No more of it is quoted"), 0, 0);
    else if (bytes_.length >= count)
        problem(FieldText::tr("The capture ends within this header"));
    else
        problem(FieldText::tr("The packet ends within this header"));
    return false;
}

void Field::resize(std::uint32_t count) const {
    if (isValid())
        setRange(dissection_->tree[index_], bytes_, 0, count);
}

void Field::setValue(const QString& value) const {
    if (isValid())
        dissection_->tree[index_].value = value;
}

} // namespace synoptic::fields
