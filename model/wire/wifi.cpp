// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/decoding.h"
#include "model/wire/link_type.h"

namespace synoptic::decoding {

namespace {

// IEEE 802.11-2020, 9.2.4.1: the frame control field, first byte and second byte.
constexpr std::uint8_t kTypeMask = 0x0c;
constexpr std::uint8_t kTypeData = 0x08;
constexpr std::uint8_t kSubtypeQos = 0x80;
constexpr std::uint8_t kSubtypeNoData = 0x40;
constexpr std::uint8_t kToDistribution = 0x01;
constexpr std::uint8_t kFromDistribution = 0x02;
constexpr std::uint8_t kMoreFragments = 0x04;
constexpr std::uint8_t kProtected = 0x40;
constexpr std::uint8_t kOrder = 0x80;

constexpr std::uint32_t kMacHeader = 24; // control 2, duration 2, addresses 18, sequence 2
constexpr std::uint32_t kFourthAddress = 6;
constexpr std::uint32_t kQosControl = 2;
constexpr std::uint32_t kHtControl = 4;
constexpr std::uint32_t kSubframeHeader = 14; // destination 6, source 6, length 2
constexpr std::uint32_t kCheckSequence = 4;

DecodeOutcome decodeFrame(Decoding& decoding, Bytes bytes, bool isPadded) {
    if (!bytes.has(kMacHeader))
        return shortage(bytes, 2);
    const std::uint8_t control = bytes[0];
    const std::uint8_t flags = bytes[1];
    if ((control & kTypeMask) != kTypeData || (control & kSubtypeNoData) != 0 ||
        (flags & (kProtected | kMoreFragments)) != 0 || (bytes[22] & 0x0f) != 0)
        return DecodeOutcome::NotIp;

    const bool isQos = (control & kSubtypeQos) != 0;
    std::uint32_t header = kMacHeader;
    constexpr std::uint8_t kBoth = kToDistribution | kFromDistribution;
    if ((flags & kBoth) == kBoth)
        header += kFourthAddress;
    bool isAggregate = false;
    if (isQos) {
        if (!bytes.has(header + kQosControl))
            return shortage(bytes, header + kQosControl);
        isAggregate = (bytes[header] & 0x80) != 0;
        header += kQosControl;
        if ((flags & kOrder) != 0)
            header += kHtControl;
    }
    if (isPadded)
        header = (header + 3U) & ~3U;
    if (!bytes.has(header))
        return shortage(bytes, header);
    const Bytes rest = bytes.after(header);
    if (!isAggregate)
        return decodeLlc(decoding, rest);
    if (!rest.has(kSubframeHeader))
        return shortage(rest, kSubframeHeader);
    return decodeLlc(decoding, rest.after(kSubframeHeader).limitedTo(rest.u16(12)));
}

struct RadiotapFlags {
    bool hasCheckSequence = false;
    bool isPadded = false;
};

/// Reads the flags field of a radiotap header (radiotap.org), which only the time stamp precedes.
RadiotapFlags radiotapFlags(Bytes header) {
    constexpr std::uint32_t kHasTimestamp = 0x00000001;
    constexpr std::uint32_t kHasFlags = 0x00000002;
    constexpr std::uint32_t kHasMoreWords = 0x80000000;
    const std::uint32_t present = header.u32le(4);
    std::uint32_t at = 8;
    for (std::uint32_t word = present; (word & kHasMoreWords) != 0; at += 4) {
        if (!header.has(at + 4))
            return {};
        word = header.u32le(at);
    }
    if ((present & kHasFlags) == 0)
        return {};
    if ((present & kHasTimestamp) != 0)
        at = ((at + 7U) & ~7U) + 8;
    if (!header.has(at + 1))
        return {};
    return {(header[at] & 0x10) != 0, (header[at] & 0x20) != 0};
}

} // namespace

DecodeOutcome decodeIeee80211(Decoding& decoding, Bytes bytes) {
    return decodeFrame(decoding, bytes, false);
}

DecodeOutcome decodeRadiotap(Decoding& decoding, Bytes bytes) {
    constexpr std::uint32_t kSmallestHeader = 8; // version 1, pad 1, length 2, present 4
    if (!bytes.has(kSmallestHeader))
        return shortage(bytes, kSmallestHeader);
    const std::uint32_t length = bytes.u16le(2);
    if (bytes[0] != 0 || length < kSmallestHeader)
        return DecodeOutcome::Malformed;
    if (!bytes.has(length))
        return shortage(bytes, length);
    const RadiotapFlags flags = radiotapFlags(bytes.limitedTo(length));
    Bytes frame = bytes.after(length);
    if (flags.hasCheckSequence && frame.length >= kCheckSequence)
        frame = frame.limitedTo(frame.length - kCheckSequence);
    return decodeFrame(decoding, frame, flags.isPadded);
}

DecodeOutcome decodePrism(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(8))
        return shortage(bytes, 8);
    constexpr std::uint32_t kAvsVersion1 = 0x80211000; // the last digit counts up
    const std::uint32_t first = bytes.u32(0);
    std::uint32_t header = 144; // what the Prism drivers wrote, whatever length they gave
    if ((first & 0xfffff000U) == kAvsVersion1)
        header = bytes.u32(4);
    else if (first != 0x00000044 && first != 0x44000000) // the message code, in either order
        return decodeIeee80211(decoding, bytes);
    if (!bytes.has(header))
        return shortage(bytes, header);
    return decodeIeee80211(decoding, bytes.after(header));
}

DecodeOutcome decodePpi(Decoding& decoding, Bytes bytes) {
    constexpr std::uint32_t kHeader = 8; // version 1, flags 1, length 2, link type 4
    if (!bytes.has(kHeader))
        return shortage(bytes, kHeader);
    const std::uint32_t length = bytes.u16le(2);
    const std::uint32_t linkType = bytes.u32le(4);
    if (length < kHeader || linkType > 0xffff ||
        linkType == static_cast<std::uint32_t>(LinkType::Ppi))
        return DecodeOutcome::Malformed;
    if (!bytes.has(length))
        return shortage(bytes, length);
    return decodeLink(decoding, static_cast<std::uint16_t>(linkType), bytes.after(length));
}

} // namespace synoptic::decoding
