// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/decoding.h"
#include "model/wire/ip_protocol.h"

namespace synoptic::decoding {

namespace {

// RFC 791, 3.1: version and header length 1, service 1, total length 2, identification 2,
// flags and fragment offset 2, time to live 1, protocol 1, checksum 2, source 4, destination 4.
constexpr std::uint32_t kSmallestHeader = 20;
constexpr std::uint8_t kPlainHeader = 0x45; ///< version 4, 20 bytes
constexpr std::uint32_t kDestination = 16;
constexpr std::uint16_t kMoreFragments = 0x2000;
constexpr std::uint16_t kOffsetMask = 0x1fff;

/// Where a source route has hops left, the last one is the destination (RFC 791, "Loose Source and
/// Record Route"). Returns the offset of the destination's address in the header.
std::uint32_t destinationOffset(Bytes header) {
    constexpr std::uint8_t kEnd = 0;
    constexpr std::uint8_t kNoOperation = 1;
    constexpr std::uint8_t kLooseSourceRoute = 131;
    constexpr std::uint8_t kStrictSourceRoute = 137;
    for (std::uint32_t at = kSmallestHeader; at + 1 < header.captured;) {
        const std::uint8_t kind = header[at];
        if (kind == kEnd)
            break;
        if (kind == kNoOperation) {
            ++at;
            continue;
        }
        const std::uint8_t length = header[at + 1];
        if (length < 2 || at + length > header.captured)
            break;
        if ((kind == kLooseSourceRoute || kind == kStrictSourceRoute) && length >= 7) {
            const std::uint8_t pointer = header[at + 2]; // counts from 1
            return pointer >= 4 && pointer + 3 <= length ? at + length - 4 : kDestination;
        }
        at += length;
    }
    return kDestination;
}

/// Keeps a fragment, and goes on with the whole datagram once it is there.
[[gnu::noinline]] DecodeOutcome decodeFragment(Decoding& decoding, std::uint16_t field,
                                               Bytes payload) {
    DecodedPacket& out = decoding.out;
    out.ip.isFragment = true;
    const std::uint32_t offset = (field & kOffsetMask) * 8U;
    const bool moreFollow = (field & kMoreFragments) != 0;
    if (payload.captured < payload.length) {
        // Cut by the capture: nothing to put together, but the first one has the ports.
        return offset == 0 ? decodeIpPayload(decoding, out.ip.protocol, payload)
                           : DecodeOutcome::Fragment;
    }
    const Reassembler::Key key{out.source.address, out.destination.address, out.ip.identification,
                               out.vlanCount > 0 ? out.vlans[out.vlanCount - 1U] : std::uint16_t{0},
                               out.ip.protocol};
    const auto whole = decoding.reassembler.add(
        key, {offset, moreFollow, out.ip.protocol, payload.span()}, decoding.time);
    if (!whole.isComplete)
        return DecodeOutcome::Fragment;
    out.ip.isReassembled = true;
    const auto size = static_cast<std::uint32_t>(whole.bytes.size());
    out.ip.payloadLength = size;
    return decodeIpPayload(decoding, whole.protocol, {whole.bytes.data(), size, size});
}

std::uint32_t totalLengthOf(Bytes bytes) {
    const std::uint32_t length = bytes.u16(2);
    return length != 0 ? length : bytes.length; // the network card was to cut this into segments
}

/// The header is all there. `destination` is the offset of the destination's address.
[[gnu::always_inline]] inline DecodeOutcome decodeHeader(Decoding& decoding, Bytes bytes,
                                                         std::uint32_t headerLength,
                                                         std::uint32_t destination) {
    const std::uint32_t totalLength = totalLengthOf(bytes);
    if (totalLength < headerLength)
        return DecodeOutcome::Malformed;
    DecodedPacket& out = decoding.out;
    out.source.address.assignV4Bytes(bytes.data + 12);
    out.source.port = 0;
    out.source.scope = 0;
    out.destination.address.assignV4Bytes(bytes.data + destination);
    out.destination.port = 0;
    out.destination.scope = 0;
    const Bytes payload = bytes.limitedTo(totalLength).behind(headerLength);
    out.ip = {};
    out.ip.version = 4;
    out.ip.protocol = bytes[9];
    out.ip.timeToLive = bytes[8];
    out.ip.identification = bytes.u16(4);
    out.ip.payloadLength = payload.length;
    const std::uint16_t fragmentField = bytes.u16(6);
    if ((fragmentField & (kMoreFragments | kOffsetMask)) != 0)
        return decodeFragment(decoding, fragmentField, payload);
    if (bytes[9] == static_cast<std::uint8_t>(IpProtocol::Tcp))
        return decodeTcp(decoding, payload);
    return decodeIpPayload(decoding, bytes[9], payload);
}

[[gnu::noinline]] DecodeOutcome decodeLongHeader(Decoding& decoding, Bytes bytes,
                                                 std::uint32_t headerLength) {
    if (totalLengthOf(bytes) < headerLength)
        return DecodeOutcome::Malformed;
    if (!bytes.has(headerLength))
        return shortage(bytes, headerLength);
    return decodeHeader(decoding, bytes, headerLength,
                        destinationOffset(bytes.limitedTo(headerLength)));
}

} // namespace

DecodeOutcome decodeIp(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(1))
        return shortage(bytes, 1);
    switch (bytes[0] >> 4) {
    case 4:
        return decodeIpv4(decoding, bytes);
    case 6:
        return decodeIpv6(decoding, bytes);
    default:
        return DecodeOutcome::NotIp;
    }
}

DecodeOutcome decodeIpv4(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(kSmallestHeader))
        return shortage(bytes, kSmallestHeader);
    if (bytes[0] == kPlainHeader)
        return decodeHeader(decoding, bytes, kSmallestHeader, kDestination);
    const std::uint32_t headerLength = (bytes[0] & 0x0fU) * 4U;
    if ((bytes[0] >> 4) != 4 || headerLength < kSmallestHeader)
        return DecodeOutcome::Malformed;
    return decodeLongHeader(decoding, bytes, headerLength);
}

} // namespace synoptic::decoding
