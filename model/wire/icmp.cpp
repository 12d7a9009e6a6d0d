// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/decoding.h"
#include "model/wire/ip_protocol.h"

namespace synoptic::decoding {

namespace {

constexpr std::uint32_t kIcmpHeader = 8; // RFC 792: type 1, code 1, checksum 2, depends 4
constexpr std::uint32_t kIpv4Header = 20;
constexpr std::uint32_t kIpv6Header = 40;

Transport transportOf(std::uint8_t protocol) {
    switch (static_cast<IpProtocol>(protocol)) {
    case IpProtocol::Tcp:
        return Transport::Tcp;
    case IpProtocol::Udp:
        return Transport::Udp;
    case IpProtocol::Icmp:
        return Transport::Icmp;
    case IpProtocol::Icmpv6:
        return Transport::Icmpv6;
    default:
        return Transport::Other;
    }
}

void readQuotedTransport(IcmpMessage& icmp, std::uint8_t protocol, Bytes bytes) {
    icmp.quotedTransport = transportOf(protocol);
    const bool isTcp = icmp.quotedTransport == Transport::Tcp;
    if (!bytes.has(4) || (!isTcp && icmp.quotedTransport != Transport::Udp))
        return;
    icmp.hasPorts = true;
    icmp.quotedSource.port = bytes.u16(0);
    icmp.quotedDestination.port = bytes.u16(2);
    if (isTcp && bytes.has(8)) {
        icmp.hasSequence = true;
        icmp.quotedSequence = SequenceNumber(bytes.u32(4));
    }
}

void readQuotedIpv4(IcmpMessage& icmp, Bytes bytes) {
    if (!bytes.has(kIpv4Header) || (bytes[0] >> 4) != 4)
        return;
    icmp.hasQuote = true;
    icmp.quotedSource.address = IpAddress::fromV4Bytes(bytes.data + 12);
    icmp.quotedDestination.address = IpAddress::fromV4Bytes(bytes.data + 16);
    const std::uint32_t headerLength = (bytes[0] & 0x0fU) * 4U;
    const bool isFirst = (bytes.u16(6) & 0x1fff) == 0;
    if (headerLength >= kIpv4Header && isFirst)
        readQuotedTransport(icmp, bytes[9], bytes.after(headerLength));
    else
        icmp.quotedTransport = transportOf(bytes[9]);
}

void readQuotedIpv6(IcmpMessage& icmp, Bytes bytes) {
    if (!bytes.has(kIpv6Header) || (bytes[0] >> 4) != 6)
        return;
    icmp.hasQuote = true;
    icmp.quotedSource.address = IpAddress::fromV6Bytes(bytes.data + 8);
    icmp.quotedDestination.address = IpAddress::fromV6Bytes(bytes.data + 24);
    Bytes rest = bytes.after(kIpv6Header);
    const std::uint8_t protocol = skipIpv6Extensions(bytes[6], rest);
    readQuotedTransport(icmp, protocol, rest);
}

} // namespace

DecodeOutcome decodeIcmp(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(kIcmpHeader))
        return shortage(bytes, kIcmpHeader);
    constexpr std::uint8_t kUnreachable = 3;
    constexpr std::uint8_t kSourceQuench = 4;
    constexpr std::uint8_t kRedirect = 5;
    constexpr std::uint8_t kTimeExceeded = 11;
    constexpr std::uint8_t kParameterProblem = 12;
    constexpr std::uint8_t kFragmentationNeeded = 4;
    decoding.out.transport = Transport::Icmp;
    IcmpMessage& icmp = decoding.out.icmp;
    icmp = {};
    icmp.type = bytes[0];
    icmp.code = bytes[1];
    icmp.isError = icmp.type == kUnreachable || icmp.type == kSourceQuench ||
                   icmp.type == kRedirect || icmp.type == kTimeExceeded ||
                   icmp.type == kParameterProblem;
    if (!icmp.isError)
        return DecodeOutcome::Decoded;
    const bool isTooBig = icmp.type == kUnreachable && icmp.code == kFragmentationNeeded;
    if (isTooBig)
        icmp.nextHopMtu = bytes.u16(6); // RFC 1191, 4
    icmp.isUnreachable = !isTooBig && icmp.type != kSourceQuench && icmp.type != kRedirect;
    readQuotedIpv4(icmp, bytes.after(kIcmpHeader));
    return DecodeOutcome::Decoded;
}

DecodeOutcome decodeIcmpv6(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(kIcmpHeader))
        return shortage(bytes, kIcmpHeader);
    constexpr std::uint8_t kPacketTooBig = 2;
    constexpr std::uint8_t kParameterProblem = 4;
    decoding.out.transport = Transport::Icmpv6;
    IcmpMessage& icmp = decoding.out.icmp;
    icmp = {};
    icmp.type = bytes[0];
    icmp.code = bytes[1];
    icmp.isError = icmp.type >= 1 && icmp.type <= kParameterProblem; // RFC 4443, 2.1
    if (!icmp.isError)
        return DecodeOutcome::Decoded;
    if (icmp.type == kPacketTooBig)
        icmp.nextHopMtu = static_cast<std::uint16_t>(std::min(bytes.u32(4), 0xffffU));
    icmp.isUnreachable = icmp.type != kPacketTooBig;
    readQuotedIpv6(icmp, bytes.after(kIcmpHeader));
    return DecodeOutcome::Decoded;
}

} // namespace synoptic::decoding
