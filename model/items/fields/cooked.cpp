// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"

namespace synoptic::fields {

namespace {

/// The number of an address family differs from system to system.
QString familyName(std::uint32_t family) {
    switch (family) {
    case 2:
        return QStringLiteral("IPv4");
    case 10: // Linux
    case 24: // NetBSD, OpenBSD
    case 28: // FreeBSD
    case 30: // macOS
        return QStringLiteral("IPv6");
    default:
        return {};
    }
}

void addFamily(Dissection& d, std::uint32_t family, Bytes bytes) {
    const QString name = familyName(family);
    if (name == QLatin1String("IPv4"))
        addIpv4(d, bytes);
    else if (!name.isEmpty())
        addIpv6(d, bytes);
    else if (family >= 0x0600 && family <= 0xffff) // some tunnels of BSD systems: an EtherType
        addEtherType(d, static_cast<std::uint16_t>(family), bytes);
    else
        addData(d, bytes);
}

/// In the byte order of the capturing machine, which small numbers give away.
std::uint32_t familyOf(Bytes bytes) {
    return std::min(bytes.u32(0), bytes.u32le(0));
}

/// The way a packet went, as both versions of the cooked header tell it (packet(7)).
QString packetTypeName(std::uint32_t type) {
    switch (type) {
    case 0:
        return FieldText::tr("received");
    case 1:
        return FieldText::tr("broadcast, received");
    case 2:
        return FieldText::tr("multicast, received");
    case 3:
        return FieldText::tr("seen on its way between others");
    case 4:
        return FieldText::tr("sent");
    default:
        return {};
    }
}

/// An EtherType, or one of Linux's numbers below 1536.
void addCookedProtocol(Dissection& d, std::uint16_t hardware, std::uint16_t protocol, Bytes bytes) {
    constexpr std::uint16_t kLlc = 0x0004; // ETH_P_802_2
    constexpr std::uint16_t kNetlink = 824;
    if (hardware == kNetlink)
        addData(d, bytes);
    else if (protocol == kLlc)
        addLlc(d, bytes);
    else
        addEtherType(d, protocol, bytes);
}

void addAddress(const Field& cooked, Bytes bytes, std::uint32_t length, std::uint32_t at) {
    if (length == 6)
        cooked.add("sll.src.eth", FieldText::tr("Source"), macText(bytes, at), at, 6);
    else if (length > 0)
        cooked.add("sll.src.other", FieldText::tr("Source"),
                   hexText(bytes.span(at, std::min(length, 8U))), at, std::min(length, 8U));
}

} // namespace

void addNull(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kHeader = 4;
    if (bytes.u16(0) == 0xff03) { // some systems give PPP here
        addPpp(d, bytes);
        return;
    }
    const std::uint32_t family = familyOf(bytes);
    const Field null =
        d.layer("null", FieldText::tr("Loopback"), familyName(family), bytes, kHeader);
    if (!null.require(kHeader))
        return;
    null.add("null.family", FieldText::tr("Address family"), named(family, familyName(family)), 0,
             4);
    addFamily(d, family, bytes.after(kHeader));
}

void addEnc(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kHeader = 12; // address family 4, SPI 4, flags 4
    const std::uint32_t family = familyOf(bytes);
    const Field enc =
        d.layer("enc", QStringLiteral("OpenBSD enc"), familyName(family), bytes, kHeader);
    if (!enc.require(kHeader))
        return;
    enc.add("enc.af", FieldText::tr("Address family"), named(family, familyName(family)), 0, 4);
    enc.add("enc.spi", QStringLiteral("SPI"), hex(bytes.u32(4), 8), 4, 4);
    enc.add("enc.flags", FieldText::tr("Flags"), hex(bytes.u32(8), 8), 8, 4);
    addFamily(d, family, bytes.after(kHeader));
}

void addSll(Dissection& d, Bytes bytes) {
    // type 2, ARPHRD 2, address length 2, address 8, protocol 2
    constexpr std::uint32_t kHeader = 16;
    const std::uint16_t protocol = bytes.u16(14);
    const Field cooked = d.layer("sll", FieldText::tr("Linux cooked capture, version 1"),
                                 packetTypeName(bytes.u16(0)), bytes, kHeader);
    if (!cooked.require(kHeader))
        return;
    cooked.add("sll.pkttype", FieldText::tr("Packet type"),
               named(bytes.u16(0), packetTypeName(bytes.u16(0))), 0, 2);
    cooked.add("sll.hatype", FieldText::tr("Hardware type"),
               named(bytes.u16(2), arphrdName(bytes.u16(2))), 2, 2);
    cooked.add("sll.halen", FieldText::tr("Hardware address length"), decimal(bytes.u16(4)), 4, 2);
    addAddress(cooked, bytes, bytes.u16(4), 6);
    cooked.add("sll.etype", FieldText::tr("Protocol"),
               namedHex(protocol, 4, etherTypeName(protocol)), 14, 2);
    addCookedProtocol(d, bytes.u16(2), protocol, bytes.after(kHeader));
}

void addSll2(Dissection& d, Bytes bytes) {
    // protocol 2, 0 2, interface 4, ARPHRD 2, type 1, address length 1, address 8
    constexpr std::uint32_t kHeader = 20;
    const std::uint16_t protocol = bytes.u16(0);
    const Field cooked = d.layer("sll", FieldText::tr("Linux cooked capture, version 2"),
                                 packetTypeName(bytes.u8(10)), bytes, kHeader);
    if (!cooked.require(kHeader))
        return;
    cooked.add("sll.etype", FieldText::tr("Protocol"),
               namedHex(protocol, 4, etherTypeName(protocol)), 0, 2);
    cooked.add("sll.ifindex", FieldText::tr("Interface index"), decimal(bytes.u32(4)), 4, 4);
    cooked.add("sll.hatype", FieldText::tr("Hardware type"),
               named(bytes.u16(8), arphrdName(bytes.u16(8))), 8, 2);
    cooked.add("sll.pkttype", FieldText::tr("Packet type"),
               named(bytes.u8(10), packetTypeName(bytes.u8(10))), 10, 1);
    cooked.add("sll.halen", FieldText::tr("Hardware address length"), decimal(bytes.u8(11)), 11, 1);
    addAddress(cooked, bytes, bytes.u8(11), 12);
    addCookedProtocol(d, bytes.u16(8), protocol, bytes.after(kHeader));
}

void addNflog(Dissection& d, Bytes bytes) {
    // family 1, version 1, resource 2, then attributes: length 2, type 2, value, padded to 4; their
    // numbers in the capturing machine's order.
    constexpr std::uint32_t kHeader = 4;
    constexpr std::uint16_t kPayload = 9; // NFULA_PAYLOAD
    const std::uint8_t family = bytes.u8(0);
    const Field log = d.layer("nflog", QStringLiteral("Linux NFLOG"), familyName(family), bytes,
                              bytes.captured());
    if (!log.require(kHeader))
        return;
    log.add("nflog.family", FieldText::tr("Address family"), named(family, familyName(family)), 0,
            1);
    log.add("nflog.version", FieldText::tr("Version"), decimal(bytes.u8(1)), 1, 1);
    log.add("nflog.res_id", FieldText::tr("Group"), decimal(bytes.u16(2)), 2, 2);
    const bool isBig = bytes.u16(kHeader) < bytes.u16le(kHeader);
    for (std::uint32_t at = kHeader; bytes.has(at + 4);) {
        const std::uint32_t length = isBig ? bytes.u16(at) : bytes.u16le(at);
        const std::uint32_t type = (isBig ? bytes.u16(at + 2) : bytes.u16le(at + 2)) & 0x7fffU;
        if (length < 4 || length > bytes.length - at) {
            log.problem(FieldText::tr("An attribute is longer than the packet"), at, 4);
            return;
        }
        if (type == kPayload) {
            log.resize(at + 4);
            addFamily(d, family, bytes.limitedTo(at + length).after(at + 4));
            return;
        }
        log.add("", FieldText::tr("Attribute %1").arg(type),
                hexText(bytes.span(at + 4, length - 4)), at,
                std::min(length, bytes.captured() - at));
        at += (length + 3U) & ~3U;
    }
}

} // namespace synoptic::fields
