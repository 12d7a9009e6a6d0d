// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/helper_protocol.h"

#include <algorithm>
#include <cstring>

namespace synoptic::helper {

namespace {

template <typename T>
void storeLittle(std::uint8_t* out, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
        out[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

template <typename T>
T loadLittle(const std::uint8_t* in) {
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value = static_cast<T>(value | static_cast<T>(in[i]) << (8 * i));
    return value;
}

bool isKnown(std::uint16_t type) {
    return type >= static_cast<std::uint16_t>(FrameType::Hello) &&
           type <= static_cast<std::uint16_t>(kLastFrameType);
}

} // namespace

FrameWriter::FrameWriter(FrameType type) : buffer_(kHeaderSize) {
    storeLittle(buffer_.data() + 4, static_cast<std::uint16_t>(type));
}

FrameWriter& FrameWriter::u32(std::uint32_t value) {
    buffer_.resize(buffer_.size() + sizeof value);
    storeLittle(buffer_.data() + buffer_.size() - sizeof value, value);
    return *this;
}

FrameWriter& FrameWriter::u64(std::uint64_t value) {
    buffer_.resize(buffer_.size() + sizeof value);
    storeLittle(buffer_.data() + buffer_.size() - sizeof value, value);
    return *this;
}

FrameWriter& FrameWriter::text(std::string_view value) {
    u32(static_cast<std::uint32_t>(value.size()));
    return bytes({reinterpret_cast<const std::uint8_t*>(value.data()), value.size()});
}

FrameWriter& FrameWriter::bytes(std::span<const std::uint8_t> value) {
    buffer_.insert(buffer_.end(), value.begin(), value.end());
    return *this;
}

std::span<const std::uint8_t> FrameWriter::finish() {
    storeLittle(buffer_.data(), static_cast<std::uint32_t>(payloadSize()));
    return buffer_;
}

std::span<const std::uint8_t> FieldReader::take(std::size_t count) {
    if (!ok_ || count > rest_.size()) {
        ok_ = false;
        return {};
    }
    const auto taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
}

std::uint32_t FieldReader::u32() {
    const auto raw = take(4);
    return ok_ ? loadLittle<std::uint32_t>(raw.data()) : 0;
}

std::uint64_t FieldReader::u64() {
    const auto raw = take(8);
    return ok_ ? loadLittle<std::uint64_t>(raw.data()) : 0;
}

std::string FieldReader::text(std::size_t limit) {
    const auto raw = take(u32());
    return {reinterpret_cast<const char*>(raw.data()), std::min(raw.size(), limit)};
}

std::span<const std::uint8_t> FieldReader::bytes(std::size_t count) {
    return take(count);
}

std::span<std::uint8_t> FrameAssembler::space() {
    constexpr std::size_t kChunk = 64U << 10;
    if (begin_ == end_) {
        begin_ = end_ = 0;
    } else if (begin_ > 0 && buffer_.size() - end_ < kChunk) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (buffer_.size() - end_ < kChunk)
        buffer_.resize(end_ + kChunk);
    return std::span(buffer_).subspan(end_);
}

void FrameAssembler::wrote(std::size_t count) {
    end_ += count;
}

std::optional<Frame> FrameAssembler::next() {
    if (fault_ != Fault::None || end_ - begin_ < kHeaderSize)
        return std::nullopt;
    const std::uint8_t* header = buffer_.data() + begin_;
    const auto length = loadLittle<std::uint32_t>(header);
    const auto type = loadLittle<std::uint16_t>(header + 4);
    // Before the greeting anything may be on the other end: a shell's message, another program.
    if (!greeted_ && type != static_cast<std::uint16_t>(FrameType::Hello)) {
        fault_ = Fault::NotTheHelper;
        return std::nullopt;
    }
    if (length > kMaxPayload || !isKnown(type)) {
        fault_ = !greeted_              ? Fault::NotTheHelper
                 : length > kMaxPayload ? Fault::TooLong
                                        : Fault::UnknownType;
        return std::nullopt;
    }
    if (end_ - begin_ - kHeaderSize < length)
        return std::nullopt;
    const std::span<const std::uint8_t> payload{header + kHeaderSize, length};
    begin_ += kHeaderSize + length;
    if (!greeted_ && !acceptHello(payload))
        return std::nullopt;
    return Frame{static_cast<FrameType>(type), payload};
}

bool FrameAssembler::acceptHello(std::span<const std::uint8_t> payload) {
    FieldReader reader(payload);
    const std::uint32_t magic = reader.u32();
    const std::uint32_t version = reader.u32();
    helperVersion_ = reader.text(64);
    if (!reader.ok() || magic != kMagic)
        fault_ = Fault::NotTheHelper;
    else if (version != kProtocolVersion)
        fault_ = Fault::OtherVersion;
    greeted_ = fault_ == Fault::None;
    return greeted_;
}

} // namespace synoptic::helper
