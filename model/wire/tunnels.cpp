// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/decoding.h"
#include "model/wire/ether_type.h"

namespace synoptic::decoding {

namespace {

// RFC 1701, RFC 2784, RFC 2890 and RFC 2637: flags and version 2, protocol 2, then what the flags
// tell: checksum 2 and offset 2, key 4, sequence 4, acknowledgment 4.
constexpr std::uint32_t kGreHeader = 4;
constexpr std::uint16_t kGreChecksum = 0x8000;
constexpr std::uint16_t kGreRouting = 0x4000;
constexpr std::uint16_t kGreKey = 0x2000;
constexpr std::uint16_t kGreSequence = 0x1000;
constexpr std::uint16_t kGreAcknowledgment = 0x0080;
constexpr std::uint16_t kGreVersion = 0x0007;

/// What GRE carries beside EtherTypes.
enum class GreProtocol : std::uint16_t {
    Erspan = 0x88be,  ///< draft-foschiano-erspan: type I without, type II with a header of 8
    Erspan3 = 0x22eb, ///< type III, a header of 12 and perhaps 8 more
    Wccp = 0x883e,    ///< Cisco: IPv4, perhaps after a redirect header of 4
};

/// Passes over the source route entries of RFC 1701: family 2, offset 1, length 1, ...
bool skipGreRoutes(Bytes& bytes) {
    for (;;) {
        if (!bytes.has(4))
            return false;
        const std::uint16_t family = bytes.u16(0);
        const std::uint8_t length = bytes[3];
        bytes = bytes.after(4U + length);
        if (family == 0 && length == 0)
            return true;
    }
}

DecodeOutcome decodeErspan(Decoding& decoding, Bytes bytes, std::uint32_t header) {
    if (!bytes.has(header))
        return shortage(bytes, header);
    return decodeEthernet(decoding, bytes.after(header));
}

DecodeOutcome decodeErspan3(Decoding& decoding, Bytes bytes) {
    constexpr std::uint32_t kHeader = 12;
    constexpr std::uint32_t kPlatform = 8;
    if (!bytes.has(kHeader))
        return shortage(bytes, kHeader);
    const bool hasPlatform = (bytes[11] & 0x01) != 0;
    return decodeErspan(decoding, bytes, kHeader + (hasPlatform ? kPlatform : 0));
}

DecodeOutcome decodeGrePayload(Decoding& decoding, std::uint16_t flags, std::uint16_t protocol,
                               Bytes bytes) {
    switch (static_cast<GreProtocol>(protocol)) {
    case GreProtocol::Erspan:
        return decodeErspan(decoding, bytes, (flags & kGreSequence) != 0 ? 8 : 0);
    case GreProtocol::Erspan3:
        return decodeErspan3(decoding, bytes);
    case GreProtocol::Wccp:
        if (!bytes.has(1))
            return shortage(bytes, 1);
        return decodeIpv4(decoding, (bytes[0] >> 4) == 4 ? bytes : bytes.after(4));
    }
    return decodeEtherType(decoding, protocol, bytes);
}

// RFC 2661, 3.1 and RFC 3931, 4.1: the first two bytes of L2TP.
constexpr std::uint16_t kL2tpControl = 0x8000;
constexpr std::uint16_t kL2tpLength = 0x4000;
constexpr std::uint16_t kL2tpSequence = 0x0800;
constexpr std::uint16_t kL2tpOffset = 0x0200;
constexpr std::uint16_t kL2tpVersion = 0x000f;

DecodeOutcome decodeL2tpV2(Decoding& decoding, Bytes bytes) {
    const std::uint16_t flags = bytes.u16(0);
    std::uint32_t at = 2;
    if ((flags & kL2tpLength) != 0) {
        if (!bytes.has(at + 2))
            return shortage(bytes, at + 2);
        bytes = bytes.limitedTo(bytes.u16(at));
        at += 2;
    }
    if (!bytes.has(at + 4))
        return shortage(bytes, at + 4);
    const std::uint32_t tunnelAndSession = bytes.u32(at);
    at += 4;
    if ((flags & kL2tpSequence) != 0)
        at += 4;
    if ((flags & kL2tpOffset) != 0) {
        if (!bytes.has(at + 2))
            return shortage(bytes, at + 2);
        at += 2U + bytes.u16(at);
    }
    if (!bytes.has(at))
        return shortage(bytes, at);
    return enterTunnel(decoding, TunnelKind::L2tp, tunnelAndSession,
                       [&] { return decodePpp(decoding, bytes.after(at)); });
}

/// How version 3 frames its payload was agreed on while the session began, and may never have been
/// seen. The likely ways are tried: a cookie of 0, 4 or 8 bytes, then perhaps a sublayer of 4, then
/// Ethernet with an IP packet in it.
DecodeOutcome decodeL2tpV3Data(Decoding& decoding, std::uint32_t session, Bytes bytes) {
    for (const std::uint32_t skip : {0U, 4U, 8U, 12U}) {
        const Bytes frame = bytes.after(skip);
        if (!frame.has(15))
            break;
        const auto type = static_cast<EtherType>(frame.u16(12));
        const std::uint8_t nibble = frame[14] >> 4;
        if ((type == EtherType::Ipv4 && nibble == 4) || (type == EtherType::Ipv6 && nibble == 6) ||
            type == EtherType::Vlan)
            return enterTunnel(decoding, TunnelKind::L2tp, session,
                               [&] { return decodeEthernet(decoding, frame); });
    }
    return DecodeOutcome::Decoded;
}

} // namespace

DecodeOutcome decodeIpInIp(Decoding& decoding, Bytes bytes) {
    return enterTunnel(decoding, TunnelKind::IpInIp, 0, [&] { return decodeIp(decoding, bytes); });
}

DecodeOutcome decodeGre(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(kGreHeader))
        return shortage(bytes, kGreHeader);
    const std::uint16_t flags = bytes.u16(0);
    const std::uint16_t protocol = bytes.u16(2);
    const bool isEnhanced = (flags & kGreVersion) == 1;
    if ((flags & kGreVersion) > 1)
        return DecodeOutcome::Decoded;
    std::uint32_t at = kGreHeader;
    if ((flags & (kGreChecksum | kGreRouting)) != 0)
        at += 4;
    std::uint32_t key = 0;
    if ((flags & kGreKey) != 0) {
        if (!bytes.has(at + 4))
            return shortage(bytes, at + 4);
        key = isEnhanced ? bytes.u16(at + 2) : bytes.u32(at); // payload length 2, call id 2
        at += 4;
    }
    if ((flags & kGreSequence) != 0)
        at += 4;
    if (isEnhanced && (flags & kGreAcknowledgment) != 0)
        at += 4;
    if (!bytes.has(at))
        return shortage(bytes, at);
    Bytes payload = bytes.after(at);
    if ((flags & kGreRouting) != 0 && !isEnhanced && !skipGreRoutes(payload))
        return shortage(payload, 4);
    if (payload.length == 0) // PPTP's bare acknowledgments
        return DecodeOutcome::Decoded;
    return enterTunnel(decoding, isEnhanced ? TunnelKind::Pptp : TunnelKind::Gre, key,
                       [&] { return decodeGrePayload(decoding, flags, protocol, payload); });
}

DecodeOutcome decodeEtherIp(Decoding& decoding, Bytes bytes) {
    constexpr std::uint32_t kHeader = 2; // RFC 3378: version 4 bits, 0 12 bits
    if (!bytes.has(kHeader) || (bytes[0] >> 4) != 3)
        return DecodeOutcome::Decoded;
    return enterTunnel(decoding, TunnelKind::EtherIp, 0,
                       [&] { return decodeEthernet(decoding, bytes.after(kHeader)); });
}

DecodeOutcome decodeMplsInIp(Decoding& decoding, Bytes bytes) {
    const std::uint32_t label = bytes.has(4) ? bytes.u32(0) >> 12 : 0;
    return enterTunnel(decoding, TunnelKind::MplsInIp, label,
                       [&] { return decodeMpls(decoding, bytes); });
}

DecodeOutcome decodeL2tpOverIp(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(4))
        return DecodeOutcome::Decoded;
    const std::uint32_t session = bytes.u32(0); // RFC 3931, 4.1.1; 0 is a control message
    return session == 0 ? DecodeOutcome::Decoded
                        : decodeL2tpV3Data(decoding, session, bytes.after(4));
}

DecodeOutcome decodeL2tpOverUdp(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(8))
        return DecodeOutcome::Decoded;
    const std::uint16_t flags = bytes.u16(0);
    if ((flags & kL2tpControl) != 0)
        return DecodeOutcome::Decoded;
    DecodeOutcome outcome = DecodeOutcome::Decoded;
    if ((flags & kL2tpVersion) == 2)
        outcome = decodeL2tpV2(decoding, bytes);
    else if ((flags & kL2tpVersion) == 3)
        outcome = decodeL2tpV3Data(decoding, bytes.u32(4), bytes.after(8));
    return outcome == DecodeOutcome::Fragment ? outcome : DecodeOutcome::Decoded;
}

} // namespace synoptic::decoding
