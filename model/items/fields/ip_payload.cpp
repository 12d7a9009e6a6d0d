// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"
#include "model/wire/ip_protocol.h"

namespace synoptic::fields {

namespace {

/// IPsec's authentication header in IPv4 (RFC 4302).
void addAuthentication(Dissection& d, const IpEnds& ends, Bytes bytes) {
    const std::uint32_t size = (bytes.u8(1) + 2U) * 4U;
    const std::uint8_t next = bytes.u8(0);
    const Field header =
        d.layer("ah", FieldText::tr("Authentication header"), byteCount(size), bytes, size);
    header.add("ah.next_header", FieldText::tr("Next header"), named(next, ipProtocolName(next)), 0,
               1);
    header.add("ah.spi", QStringLiteral("SPI"), hex(bytes.u32(4), 8), 4, 4);
    if (header.require(size))
        addIpPayload(d, next, ends, bytes.after(size));
}

} // namespace

InternetSum pseudoHeader(const IpEnds& ends, std::uint8_t protocol, std::uint32_t length) {
    InternetSum sum;
    sum.add(ends.source);
    sum.add(ends.destination);
    sum.add(std::uint32_t{protocol});
    sum.add(length);
    return sum;
}

void addIpPayload(Dissection& d, std::uint8_t protocol, const IpEnds& ends, Bytes bytes) {
    if (!d.enterLayer())
        return;
    switch (static_cast<IpProtocol>(protocol)) {
    case IpProtocol::Tcp:
        return addTcp(d, ends, bytes);
    case IpProtocol::Udp:
        return addUdp(d, ends, bytes);
    case IpProtocol::Icmp:
        return addIcmp(d, bytes);
    case IpProtocol::Icmpv6:
        return addIcmpv6(d, ends, bytes);
    case IpProtocol::Ipv4:
    case IpProtocol::Ipv6:
        return addIpInIp(d, bytes);
    case IpProtocol::Gre:
        return addGre(d, bytes);
    case IpProtocol::AuthenticationHeader:
        return addAuthentication(d, ends, bytes);
    case IpProtocol::EtherIp:
        return addEtherIp(d, bytes);
    case IpProtocol::L2tpV3:
        return addL2tpOverIp(d, bytes);
    case IpProtocol::MplsInIp:
        return addMplsIn(d, bytes);
    default:
        addData(d, bytes);
    }
}

} // namespace synoptic::fields
