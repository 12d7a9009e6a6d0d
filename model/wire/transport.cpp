// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/decoding.h"
#include "model/wire/ip_protocol.h"

namespace synoptic::decoding {

namespace {

constexpr std::uint32_t kUdpHeader = 8; // RFC 768: source 2, destination 2, length 2, checksum 2

DecodeOutcome decodeUdp(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(kUdpHeader))
        return shortage(bytes, kUdpHeader);
    DecodedPacket& out = decoding.out;
    const std::uint32_t length = bytes.u16(4);
    const bool isJumbogram = length == 0 && out.ip.version == 6; // RFC 2675, 4
    if (length < kUdpHeader && !isJumbogram)
        return DecodeOutcome::Malformed;
    Bytes payload = bytes.after(kUdpHeader);
    if (!isJumbogram)
        payload = payload.limitedTo(length - kUdpHeader);
    out.source.port = bytes.u16(0);
    out.destination.port = bytes.u16(2);
    out.transport = Transport::Udp;
    out.udp = {payload.length, payload.span()};
    return decodeUdpTunnel(decoding, payload);
}

/// IPsec's authentication header in IPv4 (RFC 4302).
DecodeOutcome decodeAuthenticated(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(2))
        return shortage(bytes, 2);
    const std::uint32_t length = (bytes[1] + 2U) * 4U;
    if (!bytes.has(length))
        return shortage(bytes, length);
    return decodeIpPayload(decoding, bytes[0], bytes.after(length));
}

} // namespace

DecodeOutcome decodeIpPayload(Decoding& decoding, std::uint8_t protocol, Bytes bytes) {
    DecodedPacket& out = decoding.out;
    out.ip.protocol = protocol;
    if (protocol == static_cast<std::uint8_t>(IpProtocol::Tcp))
        return decodeTcp(decoding, bytes);
    if (!decoding.enterLayer())
        return DecodeOutcome::Malformed;
    out.transport = Transport::Other;
    switch (static_cast<IpProtocol>(protocol)) {
    case IpProtocol::Udp:
        return decodeUdp(decoding, bytes);
    case IpProtocol::Icmp:
        return decodeIcmp(decoding, bytes);
    case IpProtocol::Icmpv6:
        return decodeIcmpv6(decoding, bytes);
    case IpProtocol::Ipv4:
    case IpProtocol::Ipv6:
        return decodeIpInIp(decoding, bytes);
    case IpProtocol::Gre:
        return decodeGre(decoding, bytes);
    case IpProtocol::AuthenticationHeader:
        return decodeAuthenticated(decoding, bytes);
    case IpProtocol::EtherIp:
        return decodeEtherIp(decoding, bytes);
    case IpProtocol::L2tpV3:
        return decodeL2tpOverIp(decoding, bytes);
    case IpProtocol::MplsInIp:
        return decodeMplsInIp(decoding, bytes);
    default:
        return DecodeOutcome::Decoded;
    }
}

} // namespace synoptic::decoding
