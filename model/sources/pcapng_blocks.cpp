// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/capture_file_reader.h"
#include "model/sources/pcap_format.h"

#include <algorithm>
#include <span>

/// The pcapng part of CaptureFileReader (draft-ietf-opsawg-pcapng).
namespace synoptic {

using namespace pcap_format;

/// One block, its body between the two lengths around it.
struct CaptureFileReader::Block {
    BlockType type{};
    std::uint64_t offset = 0;
    std::uint32_t length = 0; ///< of all of it
    bool isSwapped = false;
    const std::uint8_t* body = nullptr; ///< null for blocks that are passed over
    std::uint32_t bodySize = 0;

    std::uint16_t u16(std::uint32_t at) const { return load16(body + at, isSwapped); }
    std::uint32_t u32(std::uint32_t at) const { return load32(body + at, isSwapped); }
    std::uint64_t u64(std::uint32_t at) const { return load64(body + at, isSwapped); }

    bool read(CaptureFileBytes& bytes, std::uint64_t at, bool sectionIsSwapped,
              CaptureProblem::Kind& fault);
};

namespace {

constexpr std::uint32_t kAroundBody = 12; // type 4, length 4, and the length again
constexpr std::uint32_t kLongestBlock = 16U << 20;
constexpr std::size_t kMostInterfaces = 1U << 16;
constexpr std::size_t kMostSections = 1U << 20;

// Fixed parts of the blocks' bodies.
constexpr std::uint32_t kSectionFixed = 16;  // order 4, version 2 and 2, section length 8
constexpr std::uint32_t kInterfaceFixed = 8; // link type 2, 0 2, snap length 4
constexpr std::uint32_t kEnhancedFixed = 20; // interface 4, time 8, captured 4, original 4
constexpr std::uint32_t kObsoleteFixed = 20; // interface 2, drops 2, time 8, captured 4, original 4
constexpr std::uint32_t kSimpleFixed = 4;    // original 4

/// A count of units as nanoseconds. What does not fit wraps; instant() then keeps it in bounds.
std::uint64_t toNanoseconds(std::uint64_t units, std::uint8_t resolution) {
    constexpr std::uint64_t kSecond = 1'000'000'000;
    const std::uint8_t exponent = resolution & 0x7f;
    if ((resolution & 0x80) != 0) { // units of 2^-exponent seconds
        if (exponent > 63)
            return 0;
        const std::uint64_t seconds = units >> exponent;
        std::uint64_t fraction = units & ((std::uint64_t{1} << exponent) - 1);
        constexpr int kMostBits = 34; // times 10^9 it still fits 64 bits
        const int shift = std::max(0, exponent - kMostBits);
        fraction >>= shift;
        return seconds * kSecond + ((fraction * kSecond) >> (exponent - shift));
    }
    std::uint64_t factor = 1;
    for (int i = exponent; i < 9; ++i)
        factor *= 10;
    units *= factor;
    for (int i = 9; i < exponent && units != 0; ++i)
        units /= 10;
    return units;
}

Timestamp timeOf(std::uint32_t high, std::uint32_t low,
                 const CaptureFileReader::Interface& interface) {
    const std::uint64_t units = std::uint64_t{high} << 32 | low;
    const std::uint64_t offset =
        static_cast<std::uint64_t>(interface.offsetSeconds) * 1'000'000'000U;
    const std::uint64_t sum =
        interface.resolution == 6 ? units * 1000U : toNanoseconds(units, interface.resolution);
    return instant(static_cast<std::int64_t>(sum + offset));
}

} // namespace

/// Reads the block at an offset. A block that matters is loaded whole; of others only the lengths.
bool CaptureFileReader::Block::read(CaptureFileBytes& bytes, std::uint64_t at,
                                    bool sectionIsSwapped, CaptureProblem::Kind& fault) {
    fault = CaptureProblem::Kind::CutShort;
    const std::uint8_t* head = bytes.get(at, kAroundBody);
    if (head == nullptr)
        return false;
    isSwapped = sectionIsSwapped;
    type = static_cast<BlockType>(load32(head, isSwapped));
    if (type == BlockType::SectionHeader) {
        isSwapped = load32(head + 8, false) != kByteOrderMagic;
        if (load32(head + 8, isSwapped) != kByteOrderMagic) {
            fault = CaptureProblem::Kind::Damaged;
            return false;
        }
    }
    offset = at;
    length = load32(head + 4, isSwapped);
    const bool matters = type == BlockType::SectionHeader || type == BlockType::Interface ||
                         type == BlockType::EnhancedPacket || type == BlockType::SimplePacket ||
                         type == BlockType::Packet;
    if (length < kAroundBody || length % 4 != 0 || (matters && length > kLongestBlock)) {
        fault = CaptureProblem::Kind::Damaged;
        return false;
    }
    body = nullptr;
    bodySize = length - kAroundBody;
    const std::uint8_t* whole = matters ? bytes.get(at, length) : nullptr;
    const std::uint8_t* tail =
        matters ? whole : bytes.get(at + length - sizeof(std::uint32_t), sizeof(std::uint32_t));
    if (tail == nullptr)
        return false;
    if (matters) {
        body = whole + 8;
        tail = whole + length - sizeof(std::uint32_t);
    }
    if (load32(tail, isSwapped) != length) {
        fault = CaptureProblem::Kind::Damaged;
        return false;
    }
    return true;
}

CaptureProblem::Kind CaptureFileReader::beginSection(const Block& block) {
    if (block.bodySize < kSectionFixed || sections_.size() >= kMostSections)
        return CaptureProblem::Kind::Damaged;
    const std::uint16_t major = block.u16(4);
    const std::uint16_t minor = block.u16(6);
    if (major != 1 || (minor != 0 && minor != 2))
        return CaptureProblem::Kind::UnsupportedVersion;
    sections_.push_back(
        {block.offset, static_cast<std::uint32_t>(interfaces_.size()), block.isSwapped});
    return CaptureProblem::Kind::None;
}

CaptureProblem::Kind CaptureFileReader::addInterface(const Block& block) {
    constexpr std::uint16_t kEnd = 0;
    constexpr std::uint16_t kName = 2;
    constexpr std::uint16_t kTimeResolution = 9;
    constexpr std::uint16_t kTimeOffset = 14;
    constexpr std::size_t kLongestName = 256;
    if (block.bodySize < kInterfaceFixed || interfaces_.size() >= kMostInterfaces)
        return CaptureProblem::Kind::Damaged;
    Interface interface;
    interface.linkType = block.u16(0);
    interface.snapLength = block.u32(4);
    for (std::uint32_t at = kInterfaceFixed; at + 4 <= block.bodySize;) {
        const std::uint16_t code = block.u16(at);
        const std::uint16_t length = block.u16(at + 2);
        at += 4;
        if (code == kEnd || length > block.bodySize - at)
            break;
        if (code == kName)
            interface.name.assign(reinterpret_cast<const char*>(block.body + at),
                                  std::min<std::size_t>(length, kLongestName));
        else if (code == kTimeResolution && length == 1)
            interface.resolution = block.body[at];
        else if (code == kTimeOffset && length == 8)
            interface.offsetSeconds = static_cast<std::int64_t>(block.u64(at));
        at += (length + 3U) & ~3U;
    }
    interfaces_.push_back(std::move(interface));
    return CaptureProblem::Kind::None;
}

bool CaptureFileReader::readPacket(const Block& block, std::span<const Interface> interfaces,
                                   std::uint32_t first, CapturedFrame& frame) const {
    std::uint32_t id = 0;
    std::uint32_t fixed = kSimpleFixed;
    if (block.type == BlockType::EnhancedPacket)
        fixed = kEnhancedFixed;
    else if (block.type == BlockType::Packet)
        fixed = kObsoleteFixed;
    if (block.bodySize < fixed)
        return false;
    const std::uint32_t room = block.bodySize - fixed;
    if (block.type != BlockType::SimplePacket)
        id = block.type == BlockType::EnhancedPacket ? block.u32(0) : block.u16(0);
    if (id >= interfaces.size())
        return false;
    const Interface& interface = interfaces[id];
    std::uint32_t captured = 0;
    if (block.type == BlockType::SimplePacket) {
        frame.originalLength = block.u32(0);
        captured = std::min(frame.originalLength, room);
        if (interface.snapLength != 0)
            captured = std::min(captured, interface.snapLength);
        frame.time = lastTime_;
    } else {
        captured = block.u32(12);
        frame.originalLength = block.u32(16);
        frame.time = timeOf(block.u32(4), block.u32(8), interface);
    }
    if (captured > room || captured > kLongestPacket)
        return false;
    frame.originalLength = std::max(frame.originalLength, captured);
    frame.linkType = interface.linkType;
    frame.interfaceId = first + id;
    frame.offset = block.offset;
    frame.captured = {block.body + fixed, captured};
    return true;
}

bool CaptureFileReader::nextPcapng(CapturedFrame& frame) {
    for (;;) {
        Block block;
        CaptureProblem::Kind fault{};
        const bool isSwapped = !sections_.empty() && sections_.back().isSwapped;
        if (!block.read(sequential_, position_, isSwapped, fault))
            return stop(fault == CaptureProblem::Kind::CutShort && position_ >= sequential_.size()
                            ? CaptureProblem::Kind::None
                            : fault);
        if (sections_.empty() && block.type != BlockType::SectionHeader)
            return stop(CaptureProblem::Kind::Damaged);
        CaptureProblem::Kind problem = CaptureProblem::Kind::None;
        switch (block.type) {
        case BlockType::SectionHeader:
            problem = beginSection(block);
            break;
        case BlockType::Interface:
            problem = addInterface(block);
            break;
        case BlockType::EnhancedPacket:
        case BlockType::SimplePacket:
        case BlockType::Packet: {
            const std::uint32_t first = sections_.back().firstInterface;
            if (!readPacket(block, std::span(interfaces_).subspan(first), first, frame))
                return stop(CaptureProblem::Kind::Damaged);
            position_ += block.length;
            lastTime_ = frame.time;
            frame.number = ++packets_;
            return true;
        }
        }
        if (problem != CaptureProblem::Kind::None)
            return stop(problem);
        position_ += block.length;
    }
}

bool CaptureFileReader::readPcapngAt(std::uint64_t offset, CapturedFrame& frame) {
    const auto after =
        std::upper_bound(sections_.begin(), sections_.end(), offset,
                         [](std::uint64_t value, const Section& s) { return value < s.offset; });
    if (after == sections_.begin())
        return false;
    const Section& section = *(after - 1);
    const std::size_t end = after == sections_.end() ? interfaces_.size() : after->firstInterface;
    Block block;
    CaptureProblem::Kind fault{};
    if (!block.read(random_, offset, section.isSwapped, fault) || block.body == nullptr ||
        block.type == BlockType::SectionHeader || block.type == BlockType::Interface)
        return false;
    const auto interfaces =
        std::span(interfaces_).subspan(section.firstInterface, end - section.firstInterface);
    if (!readPacket(block, interfaces, section.firstInterface, frame))
        return false;
    if (block.type == BlockType::SimplePacket)
        frame.time = {};
    return true;
}

} // namespace synoptic
