// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/decoding.h"

namespace synoptic::decoding {

namespace {

// RFC 9293, 3.1: ports 2 and 2, sequence 4, acknowledgment 4, offset and control bits 2, window 2,
// checksum 2, urgent pointer 2.
constexpr std::uint32_t kSmallestHeader = 20;

/// TCP option kinds (IANA) and the length each has where it is fixed.
enum class OptionKind : std::uint8_t {
    EndOfList = 0,
    NoOperation = 1,
    MaximumSegmentSize = 2, ///< 4 bytes (RFC 9293, 3.7.1)
    WindowScale = 3,        ///< 3 bytes (RFC 7323, 2.2)
    SackPermitted = 4,      ///< 2 bytes (RFC 2018, 2)
    Sack = 5,               ///< 2 bytes and 8 for each block (RFC 2018, 3)
    Timestamps = 8,         ///< 10 bytes (RFC 7323, 3.2)
    FastOpen = 34,          ///< 2 bytes and the cookie (RFC 7413, 4.1.1)
    Experiment = 254,       ///< RFC 6994: a magic number 0xF989 is Fast Open
};

void readSackBlocks(TcpOptions& options, Bytes body) {
    const std::uint32_t blocks = std::min<std::uint32_t>(body.captured / 8, 4);
    for (std::uint32_t i = 0; i < blocks; ++i)
        options.sackBlocks[i] = {SequenceNumber(body.u32(i * 8)),
                                 SequenceNumber(body.u32(i * 8 + 4))};
    options.sackBlockCount = static_cast<std::uint8_t>(blocks);
}

/// `body` is what follows kind and length, whole. An option of the wrong size is passed over.
void readOption(TcpOptions& options, OptionKind kind, Bytes body) {
    switch (kind) {
    case OptionKind::MaximumSegmentSize:
        if (body.captured == 2)
            options.maximumSegmentSize = body.u16(0);
        break;
    case OptionKind::WindowScale:
        if (body.captured == 1) // RFC 7323, 2.3: more than 14 counts as 14
            options.windowScale = static_cast<std::int8_t>(std::min<int>(body[0], 14));
        break;
    case OptionKind::SackPermitted:
        options.sackPermitted = body.captured == 0;
        break;
    case OptionKind::Sack:
        readSackBlocks(options, body);
        break;
    case OptionKind::Timestamps:
        if (body.captured == 8) {
            options.hasTimestamps = true;
            options.timestampValue = body.u32(0);
            options.timestampEcho = body.u32(4);
        }
        break;
    case OptionKind::FastOpen:
        options.hasFastOpen = true;
        options.hasFastOpenCookie = body.captured > 0;
        break;
    case OptionKind::Experiment:
        if (body.captured >= 2 && body.u16(0) == 0xf989) {
            options.hasFastOpen = true;
            options.hasFastOpenCookie = body.captured > 2;
        }
        break;
    case OptionKind::EndOfList:
    case OptionKind::NoOperation:
        break;
    }
}

/// Most segments of an open connection carry just this: two no-operations and the time stamps.
bool readTimestampsAlone(TcpOptions& options, Bytes bytes) {
    if (bytes.captured != 12 || bytes.u32(0) != 0x0101080a)
        return false;
    options.hasTimestamps = true;
    options.timestampValue = bytes.u32(4);
    options.timestampEcho = bytes.u32(8);
    return true;
}

[[gnu::noinline]] void readOptions(TcpOptions& options, Bytes bytes) {
    options.truncated = bytes.captured < bytes.length;
    while (bytes.has(1)) {
        const auto kind = static_cast<OptionKind>(bytes[0]);
        if (kind == OptionKind::EndOfList)
            return;
        if (kind == OptionKind::NoOperation) {
            bytes = bytes.after(1);
            continue;
        }
        if (!bytes.has(2)) {
            options.malformed = !options.truncated;
            return;
        }
        const std::uint32_t length = bytes[1];
        if (length < 2 || length > bytes.length) {
            options.malformed = true;
            return;
        }
        if (!bytes.has(length))
            return;
        readOption(options, kind, bytes.limitedTo(length).after(2));
        bytes = bytes.after(length);
    }
}

} // namespace

DecodeOutcome decodeTcp(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(kSmallestHeader))
        return shortage(bytes, kSmallestHeader);
    const std::uint32_t headerLength = (bytes[12] >> 4) * 4U;
    if (headerLength < kSmallestHeader)
        return DecodeOutcome::Malformed;

    DecodedPacket& out = decoding.out;
    out.transport = Transport::Tcp;
    out.source.port = bytes.u16(0);
    out.destination.port = bytes.u16(2);
    TcpSegment& tcp = out.tcp;
    tcp.sequence = SequenceNumber(bytes.u32(4));
    tcp.acknowledgment = SequenceNumber(bytes.u32(8));
    tcp.control = bytes[13];
    tcp.window = bytes.u16(14);
    tcp.options = {};
    const Bytes payload = bytes.after(headerLength);
    tcp.payloadLength = payload.length;
    tcp.payload = payload.span();
    if (headerLength == kSmallestHeader)
        return DecodeOutcome::Decoded;
    const Bytes options = bytes.limitedTo(headerLength).behind(kSmallestHeader);
    if (!readTimestampsAlone(tcp.options, options))
        readOptions(tcp.options, options);
    if (headerLength > bytes.length)
        tcp.options.malformed = true;
    return DecodeOutcome::Decoded;
}

} // namespace synoptic::decoding
