// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/pcapng_writer.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace synoptic {

namespace {

enum BlockType : std::uint32_t {
    kSectionHeader = 0x0A0D0D0A,
    kInterfaceDescription = 1,
    kEnhancedPacket = 6,
};
enum Option : std::uint16_t {
    kEnd = 0,
    kComment = 1,
    kInterfaceName = 2,
    kUserApplication = 4,
    kTimeResolution = 9,
};
constexpr std::uint32_t kByteOrderMagic = 0x1A2B3C4D;
constexpr std::uint8_t kNanoseconds = 9; ///< 10^-9 s
constexpr std::size_t kLongestOption = 0xffff;
constexpr std::size_t kBuffer = 1U << 20;

} // namespace

/// One block in the making, in this machine's byte order, which the section header tells.
class PcapngWriter::Block {
public:
    explicit Block(std::uint32_t type) {
        u32(type);
        u32(0); // its length, when it is known
    }
    Block& u16(std::uint16_t value) { return raw(&value, sizeof value); }
    Block& u32(std::uint32_t value) { return raw(&value, sizeof value); }
    Block& raw(const void* data, std::size_t size) {
        const std::size_t at = bytes_.size();
        bytes_.resize(at + size);
        if (size > 0)
            std::memcpy(bytes_.data() + at, data, size);
        return *this;
    }
    Block& padded(const void* data, std::size_t size) {
        raw(data, size);
        bytes_.resize((bytes_.size() + 3) / 4 * 4);
        return *this;
    }
    Block& option(Option code, std::string_view value) {
        value = value.substr(0, kLongestOption);
        u16(code).u16(static_cast<std::uint16_t>(value.size()));
        return padded(value.data(), value.size());
    }
    const std::vector<std::uint8_t>& finish() {
        const auto length = static_cast<std::uint32_t>(bytes_.size() + 4);
        u32(length);
        std::memcpy(bytes_.data() + 4, &length, sizeof length);
        return bytes_;
    }

private:
    std::vector<std::uint8_t> bytes_;
};

PcapngWriter::~PcapngWriter() {
    if (descriptor_ < 0)
        return;
    ::close(descriptor_);
    ::unlink(temporary_.c_str());
}

bool PcapngWriter::open(const std::string& path, std::string_view application) {
    path_ = path;
    temporary_ = path + '.' + std::string(6, 'X');          // mkstemp(3) fills them in
    descriptor_ = ::mkostemp(temporary_.data(), O_CLOEXEC); // 0600
    if (descriptor_ < 0)
        return false;
    Block section(kSectionHeader);
    section.u32(kByteOrderMagic).u16(1).u16(0).u32(0xffff'ffff).u32(0xffff'ffff);
    section.option(kUserApplication, application).option(kEnd, {});
    return put(section);
}

std::uint32_t PcapngWriter::interfaceOf(std::uint16_t linkType, std::string_view name, bool& good) {
    const auto known = std::find(linkTypes_.begin(), linkTypes_.end(), linkType);
    const auto number = static_cast<std::uint32_t>(known - linkTypes_.begin());
    if (known != linkTypes_.end())
        return number;
    linkTypes_.push_back(linkType);
    Block interface(kInterfaceDescription);
    interface.u16(linkType).u16(0).u32(0);
    if (!name.empty())
        interface.option(kInterfaceName, name);
    const char resolution = kNanoseconds;
    interface.option(kTimeResolution, {&resolution, 1}).option(kEnd, {});
    good = put(interface);
    return number;
}

bool PcapngWriter::write(const CapturedFrame& frame, std::string_view interfaceName,
                         std::string_view comment) {
    bool good = true;
    const std::uint32_t interface = interfaceOf(frame.linkType, interfaceName, good);
    if (!good)
        return false;
    const auto time = static_cast<std::uint64_t>(frame.time.time_since_epoch().count());
    const auto captured = static_cast<std::uint32_t>(frame.captured.size());
    Block packet(kEnhancedPacket);
    packet.u32(interface)
        .u32(static_cast<std::uint32_t>(time >> 32))
        .u32(static_cast<std::uint32_t>(time))
        .u32(captured)
        .u32(std::max(frame.originalLength, captured))
        .padded(frame.captured.data(), captured);
    if (!comment.empty())
        packet.option(kComment, comment).option(kEnd, {});
    return put(packet);
}

bool PcapngWriter::put(Block& block) {
    const std::vector<std::uint8_t>& bytes = block.finish();
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
    return buffer_.size() < kBuffer || flush();
}

bool PcapngWriter::flush() {
    const std::uint8_t* bytes = buffer_.data();
    std::size_t left = buffer_.size();
    while (left > 0) {
        const ssize_t written = ::write(descriptor_, bytes, left);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        left -= static_cast<std::size_t>(written);
    }
    buffer_.clear();
    return true;
}

bool PcapngWriter::finish() {
    if (!flush() || ::fsync(descriptor_) != 0)
        return false;
    const int closed = ::close(descriptor_);
    descriptor_ = -1;
    if (closed == 0 && ::rename(temporary_.c_str(), path_.c_str()) == 0)
        return true;
    const int error = errno;
    ::unlink(temporary_.c_str());
    errno = error;
    return false;
}

} // namespace synoptic
