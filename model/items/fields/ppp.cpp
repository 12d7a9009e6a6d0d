// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"

namespace synoptic::fields {

namespace {

void addPppContent(Dissection& d, std::uint16_t protocol, Bytes bytes) {
    switch (protocol) {
    case 0x0021:
        addIpv4(d, bytes);
        return;
    case 0x0057:
        addIpv6(d, bytes);
        return;
    case 0x0281:
    case 0x0283:
        addMpls(d, bytes);
        return;
    case 0x003d: // RFC 1990: only a packet that was not split is read
        if ((bytes.u8(0) & 0xc0) == 0xc0)
            addPpp(d, bytes.after(4));
        else
            addData(d, bytes);
        return;
    case 0x0031: // RFC 3518: flags 1, MAC type 1, then for type 1 an Ethernet frame
        if (bytes.u8(1) == 1)
            addEthernet(d, bytes.after(2));
        else
            addData(d, bytes);
        return;
    default:
        addData(d, bytes);
    }
}

} // namespace

void addPpp(Dissection& d, Bytes bytes) {
    if (!d.enterLayer())
        return;
    std::uint32_t at = 0;
    if (bytes.u16(0) == 0xff03) // RFC 1662: address and control
        at = 2;
    // RFC 1661, 6.5: the protocol's last byte is odd, and the first may be left out.
    const std::uint32_t size = (bytes.u8(at) & 0x01) != 0 ? 1 : 2;
    const std::uint16_t protocol = size == 1 ? bytes.u8(at) : bytes.u16(at);
    const QString name = pppProtocolName(protocol);
    const Field ppp = d.layer("ppp", QStringLiteral("PPP"), name, bytes, at + size);
    if (at == 2) {
        ppp.add("ppp.address", FieldText::tr("Address"), hex(0xff, 2), 0, 1);
        ppp.add("ppp.control", FieldText::tr("Control"), hex(0x03, 2), 1, 1);
    }
    if (!ppp.require(at + size))
        return;
    ppp.add("ppp.protocol", FieldText::tr("Protocol"), namedHex(protocol, 4, name), at, size);
    addPppContent(d, protocol, bytes.after(at + size));
}

void addPppHdlc(Dissection& d, Bytes bytes) {
    constexpr std::uint8_t kCiscoUnicast = 0x0f;
    constexpr std::uint8_t kCiscoMulticast = 0x8f;
    if (bytes.u8(0) == kCiscoUnicast || bytes.u8(0) == kCiscoMulticast)
        addCiscoHdlc(d, bytes);
    else
        addPpp(d, bytes);
}

void addPppoe(Dissection& d, Bytes bytes) {
    // RFC 2516: version and type 1, code 1, session 2, length 2
    constexpr std::uint32_t kHeader = 6;
    const std::uint16_t length = bytes.u16(4);
    const Field pppoe =
        d.layer("pppoes", QStringLiteral("PPPoE"),
                FieldText::tr("session %1").arg(hex(bytes.u16(2), 4)), bytes, kHeader);
    if (!pppoe.require(kHeader))
        return;
    pppoe.bits("pppoe.version", FieldText::tr("Version"), decimal(bytes.u8(0) >> 4), 0);
    pppoe.bits("pppoe.type", FieldText::tr("Type"), decimal(bytes.u8(0) & 0x0f), 0);
    pppoe.add("pppoe.code", FieldText::tr("Code"), hex(bytes.u8(1), 2), 1, 1);
    pppoe.add("pppoe.session_id", FieldText::tr("Session"), hex(bytes.u16(2), 4), 2, 2);
    pppoe.add("pppoe.payload_length", FieldText::tr("Payload length"), byteCount(length), 4, 2);
    const Bytes rest = bytes.after(kHeader);
    constexpr std::uint8_t kSessionData = 0;
    if (bytes.u8(1) == kSessionData)
        addPpp(d, rest.limitedTo(length));
    else
        addData(d, rest.limitedTo(length));
    addTrailer(d, rest.after(length));
}

void addCiscoHdlc(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kHeader = 4; // address 1, control 1, EtherType 2
    const std::uint16_t type = bytes.u16(2);
    const Field hdlc =
        d.layer("chdlc", QStringLiteral("Cisco HDLC"), etherTypeName(type), bytes, kHeader);
    if (!hdlc.require(kHeader))
        return;
    hdlc.add("chdlc.address", FieldText::tr("Address"), hex(bytes.u8(0), 2), 0, 1);
    hdlc.add("chdlc.protocol", FieldText::tr("EtherType"), namedHex(type, 4, etherTypeName(type)),
             2, 2);
    addEtherType(d, type, bytes.after(kHeader));
}

void addFrameRelay(Dissection& d, Bytes bytes) {
    // RFC 2427: an address of 2 to 4 bytes whose last is odd, control, then perhaps a pad, NLPID.
    std::uint32_t at = 0;
    while (at < 4 && bytes.has(at + 1) && (bytes.u8(at) & 0x01) == 0)
        ++at;
    ++at;
    const std::uint32_t address = at;
    const bool isCisco = bytes.u8(at) != 0x03; // its own encapsulation has an EtherType here
    if (isCisco)
        at += 2;
    else
        at += bytes.u8(at + 1) == 0x00 ? 3 : 2;
    const Field relay = d.layer("fr", QStringLiteral("Frame Relay"), {}, bytes, at);
    relay.add("", FieldText::tr("Address"), hexText(bytes.span(0, address)), 0, address);
    if (!relay.require(at))
        return;
    const Bytes rest = bytes.after(at);
    if (isCisco) {
        const std::uint16_t type = bytes.u16(at - 2);
        relay.add("fr.chdlctype", FieldText::tr("EtherType"),
                  namedHex(type, 4, etherTypeName(type)), at - 2, 2);
        addEtherType(d, type, rest);
        return;
    }
    const std::uint8_t networkLayer = bytes.u8(at - 1);
    relay.add("fr.nlpid", QStringLiteral("NLPID"), hex(networkLayer, 2), at - 1, 1);
    switch (networkLayer) {
    case 0xcc:
        addIpv4(d, rest);
        return;
    case 0x8e:
        addIpv6(d, rest);
        return;
    case 0xcf:
        addPpp(d, rest);
        return;
    case 0x80: // SNAP: organisation 3, EtherType 2
        if (rest.u24(0) == 0)
            addEtherType(d, rest.u16(3), rest.after(5));
        else
            addData(d, rest);
        return;
    default:
        addData(d, rest);
    }
}

} // namespace synoptic::fields
