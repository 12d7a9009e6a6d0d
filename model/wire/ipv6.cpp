// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/decoding.h"
#include "model/wire/ip_protocol.h"

namespace synoptic::decoding {

namespace {

// RFC 8200, 3: version, class and flow 4, payload length 2, next header 1, hop limit 1,
// source 16, destination 16.
constexpr std::uint32_t kHeader = 40;
constexpr std::uint32_t kAddress = 16;
constexpr std::uint32_t kFragmentHeader = 8; // next 1, 0 1, offset and flags 2, identification 4
constexpr int kMostExtensions = 32;

/// Bytes of the extension header that `bytes` begins with, or 0 if `protocol` is none.
/// There are at least 2 bytes.
std::uint32_t extensionLength(IpProtocol protocol, Bytes bytes) {
    switch (protocol) {
    case IpProtocol::HopByHopOptions:
    case IpProtocol::Ipv6Routing:
    case IpProtocol::Ipv6DestinationOptions:
    case IpProtocol::Ipv6Mobility:
    case IpProtocol::HostIdentity:
    case IpProtocol::Shim6:
        return (bytes[1] + 1U) * 8U; // RFC 8200, 4.3
    case IpProtocol::AuthenticationHeader:
        return (bytes[1] + 2U) * 4U; // RFC 4302, 2.2
    default:
        return 0;
    }
}

bool isExtension(std::uint8_t protocol) {
    switch (static_cast<IpProtocol>(protocol)) {
    case IpProtocol::HopByHopOptions:
    case IpProtocol::Ipv6Routing:
    case IpProtocol::Ipv6DestinationOptions:
    case IpProtocol::Ipv6Mobility:
    case IpProtocol::HostIdentity:
    case IpProtocol::Shim6:
    case IpProtocol::AuthenticationHeader:
    case IpProtocol::Ipv6Fragment:
        return true;
    default:
        return false;
    }
}

/// The length that the jumbo payload option gives (RFC 2675), or 0.
std::uint32_t jumboLength(Bytes options) {
    constexpr std::uint8_t kPadOne = 0x00;
    constexpr std::uint8_t kJumbo = 0xc2;
    if (!options.has(2))
        return 0;
    options = options.limitedTo((options[1] + 1U) * 8U);
    for (std::uint32_t at = 2; options.has(at + 2);) {
        if (options[at] == kPadOne) {
            ++at;
            continue;
        }
        if (options[at] == kJumbo && options[at + 1] == 4 && options.has(at + 6))
            return options.u32(at + 2);
        at += options[at + 1] + 2U;
    }
    return 0;
}

/// With segments left, the last address of a routing header is the destination: of type 0
/// (RFC 5095) and 2 (RFC 6275) it stands last, of type 4 (RFC 8754) first.
void followRoute(Decoding& decoding, Bytes header) {
    constexpr std::uint32_t kFixed = 8; // next 1, length 1, type 1, segments left 1, other 4
    if (!header.has(kFixed + kAddress) || header[3] == 0)
        return;
    const std::uint8_t type = header[2];
    std::uint32_t at = kFixed;
    if (type == 0 || type == 2)
        at = kFixed + (header[1] / 2U - 1U) * kAddress;
    else if (type != 4)
        return;
    if (header.has(at + kAddress))
        decoding.out.destination.address = IpAddress::fromV6Bytes(header.data + at);
}

DecodeOutcome decodeFragment(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(kFragmentHeader))
        return shortage(bytes, kFragmentHeader);
    DecodedPacket& out = decoding.out;
    const std::uint8_t next = bytes[0];
    const std::uint16_t field = bytes.u16(2);
    const std::uint32_t offset = field & 0xfff8U;
    const bool moreFollow = (field & 0x0001U) != 0;
    out.ip.identification = bytes.u32(4);
    const Bytes payload = bytes.after(kFragmentHeader);
    out.ip.payloadLength = payload.length;
    if (offset == 0 && !moreFollow) // RFC 6946: an atomic fragment is whole
        return decodeIpv6Payload(decoding, next, payload);
    out.ip.isFragment = true;
    out.ip.protocol = next;
    if (payload.captured < payload.length)
        return offset == 0 ? decodeIpv6Payload(decoding, next, payload) : DecodeOutcome::Fragment;
    const Reassembler::Key key{out.source.address, out.destination.address, out.ip.identification,
                               out.vlanCount > 0 ? out.vlans[out.vlanCount - 1U] : std::uint16_t{0},
                               0};
    const auto whole =
        decoding.reassembler.add(key, {offset, moreFollow, next, payload.span()}, decoding.time);
    if (!whole.isComplete)
        return DecodeOutcome::Fragment;
    out.ip.isReassembled = true;
    const auto size = static_cast<std::uint32_t>(whole.bytes.size());
    out.ip.payloadLength = size;
    return decodeIpv6Payload(decoding, whole.protocol, {whole.bytes.data(), size, size});
}

} // namespace

DecodeOutcome decodeIpv6(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(kHeader))
        return shortage(bytes, kHeader);
    if ((bytes[0] >> 4) != 6)
        return DecodeOutcome::Malformed;
    DecodedPacket& out = decoding.out;
    out.source.address.assignV6Bytes(bytes.data + 8);
    out.source.port = 0;
    out.source.scope = 0;
    out.destination.address.assignV6Bytes(bytes.data + 24);
    out.destination.port = 0;
    out.destination.scope = 0;
    const std::uint8_t next = bytes[6];
    Bytes payload = bytes.after(kHeader);
    std::uint32_t length = bytes.u16(4);
    if (length == 0 && static_cast<IpProtocol>(next) == IpProtocol::HopByHopOptions)
        length = jumboLength(payload);
    if (length != 0 || next == static_cast<std::uint8_t>(IpProtocol::Ipv6NoNextHeader))
        payload = payload.limitedTo(length);
    out.ip = {};
    out.ip.version = 6;
    out.ip.protocol = next;
    out.ip.timeToLive = bytes[7];
    out.ip.payloadLength = payload.length;
    return decodeIpv6Payload(decoding, next, payload);
}

DecodeOutcome decodeIpv6Payload(Decoding& decoding, std::uint8_t protocol, Bytes bytes) {
    for (int count = 0; isExtension(protocol); ++count) {
        if (count == kMostExtensions)
            return DecodeOutcome::Malformed;
        if (static_cast<IpProtocol>(protocol) == IpProtocol::Ipv6Fragment)
            return decoding.enterLayer() ? decodeFragment(decoding, bytes)
                                         : DecodeOutcome::Malformed;
        if (!bytes.has(2))
            return shortage(bytes, 2);
        const std::uint32_t length = extensionLength(static_cast<IpProtocol>(protocol), bytes);
        if (!bytes.has(length))
            return shortage(bytes, length);
        if (static_cast<IpProtocol>(protocol) == IpProtocol::Ipv6Routing)
            followRoute(decoding, bytes.limitedTo(length));
        protocol = bytes[0];
        bytes = bytes.after(length);
        decoding.out.ip.payloadLength = bytes.length;
    }
    return decodeIpPayload(decoding, protocol, bytes);
}

std::uint8_t skipIpv6Extensions(std::uint8_t protocol, Bytes& bytes) {
    for (int count = 0; count < kMostExtensions && isExtension(protocol) && bytes.has(8); ++count) {
        const auto kind = static_cast<IpProtocol>(protocol);
        const bool isFragment = kind == IpProtocol::Ipv6Fragment;
        if (isFragment && (bytes.u16(2) & 0xfff8U) != 0)
            break; // not the first fragment: what follows is no transport header
        const std::uint32_t length = isFragment ? kFragmentHeader : extensionLength(kind, bytes);
        protocol = bytes[0];
        bytes = bytes.after(length);
    }
    return protocol;
}

} // namespace synoptic::decoding
