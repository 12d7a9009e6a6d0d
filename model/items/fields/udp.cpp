// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"
#include "model/wire/ip_protocol.h"

namespace synoptic::fields {

namespace {

constexpr std::uint32_t kHeader = 8; // RFC 768: source 2, destination 2, length 2, checksum 2

/// `datagram` is header and payload, of the length that the header gives.
QString sumText(const IpEnds& ends, Bytes datagram) {
    const std::uint16_t stored = datagram.u16(6);
    if (stored == 0)
        return FieldText::tr("0x0000, none was sent");
    if (!datagram.isWhole() || ends.isFragment || !ends.isFinal)
        return uncheckedText(stored);
    InternetSum sum =
        pseudoHeader(ends, static_cast<std::uint8_t>(IpProtocol::Udp), datagram.length);
    sum.add(datagram.span(0, 6));
    sum.add(datagram.span(8));
    const std::uint16_t right = sum.value();
    return checksumText(stored, right == 0 ? 0xffff : right);
}

} // namespace

void addUdp(Dissection& d, const IpEnds& ends, Bytes bytes) {
    const std::uint16_t source = bytes.u16(0);
    const std::uint16_t destination = bytes.u16(2);
    const std::uint32_t length = bytes.u16(4);
    const Field udp = d.layer("udp", QStringLiteral("UDP"),
                              arrow(decimal(source), decimal(destination)), bytes, kHeader);
    udp.add("udp.srcport", FieldText::tr("Source port"), decimal(source), 0, 2);
    udp.add("udp.dstport", FieldText::tr("Destination port"), decimal(destination), 2, 2);
    if (!udp.require(kHeader))
        return;
    udp.add("udp.length", FieldText::tr("Length"), byteCount(length), 4, 2);
    const bool isJumbogram = length == 0 && ends.source.size() == 16; // RFC 2675, 4
    if (length < kHeader && !isJumbogram) {
        udp.problem(FieldText::tr("The datagram is said to be shorter than its header"), 4, 2);
        return;
    }
    const Bytes datagram = isJumbogram ? bytes : bytes.limitedTo(length);
    udp.add("udp.checksum", FieldText::tr("Checksum"), sumText(ends, datagram), 6, 2);
    if (datagram.length < length && !ends.isFragment && !d.isQuoted)
        udp.problem(FieldText::tr("The datagram is said to be longer than the packet"), 4, 2);
    const Bytes payload = datagram.after(kHeader);
    if (!addUdpTunnel(d, source, destination, payload))
        addUdpPayload(d, source, destination, payload);
}

} // namespace synoptic::fields
