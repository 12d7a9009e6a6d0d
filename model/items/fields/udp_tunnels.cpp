// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"

namespace synoptic::fields {

namespace {

/// What a tunnel's header says comes next, where it uses the numbers of VXLAN-GPE and NSH.
void addNextProtocol(Dissection& d, std::uint8_t next, Bytes bytes) {
    if (!d.enterLayer())
        return;
    switch (next) {
    case 1:
        addIpv4(d, bytes);
        return;
    case 2:
        addIpv6(d, bytes);
        return;
    case 3:
        addEthernet(d, bytes);
        return;
    case 4: { // RFC 8300, 2: version, flags and length 2, ..., next 1 at 3, service path 4, context
        const std::uint32_t size = (bytes.u8(1) & 0x3fU) * 4U;
        const Field nsh = d.layer("nsh", QStringLiteral("NSH"), byteCount(size), bytes, size);
        if (size >= 8 && nsh.require(size))
            addNextProtocol(d, bytes.u8(3), bytes.after(size));
        return;
    }
    case 5:
        addMpls(d, bytes);
        return;
    default:
        addData(d, bytes);
    }
}

/// RFC 7348, 5: flags 1, 0 3, VNI 3, 0 1; with the generic extension the byte before the VNI tells
/// what comes next.
bool addVxlan(Dissection& d, Bytes bytes, bool isGeneric) {
    constexpr std::uint32_t kHeader = 8;
    if (!bytes.has(kHeader))
        return false;
    const Field vxlan =
        d.layer("vxlan", QStringLiteral("VXLAN"), QStringLiteral("VNI %1").arg(bytes.u24(4)), bytes,
                bytes.captured());
    if (isGeneric) {
        vxlan.add("vxlan.flags", FieldText::tr("Flags"), hex(bytes.u8(0), 2), 0, 1);
        vxlan.add("vxlan.next_proto", FieldText::tr("Next protocol"), decimal(bytes.u8(3)), 3, 1);
    } else {
        vxlan.add("vxlan.flags", FieldText::tr("Flags"), hex(bytes.u16(0), 4), 0, 2);
    }
    vxlan.add("vxlan.vni", QStringLiteral("VNI"), decimal(bytes.u24(4)), 4, 3);
    const Dissection::Inside inside(d, vxlan);
    if (isGeneric)
        addNextProtocol(d, bytes.u8(3), bytes.after(kHeader));
    else
        addEthernet(d, bytes.after(kHeader));
    return true;
}

/// RFC 8926, 3.4: version and option length 1, flags 1, protocol 2, VNI 3, 0 1, options.
bool addGeneve(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kFixed = 8;
    if (!bytes.has(kFixed) || (bytes.u8(0) >> 6) != 0)
        return false;
    const std::uint32_t size = kFixed + (bytes.u8(0) & 0x3fU) * 4U;
    const std::uint16_t type = bytes.u16(2);
    const Field geneve =
        d.layer("geneve", QStringLiteral("Geneve"), QStringLiteral("VNI %1").arg(bytes.u24(4)),
                bytes, bytes.captured());
    geneve.bits("geneve.version", FieldText::tr("Version"), decimal(bytes.u8(0) >> 6), 0);
    geneve.bits("", FieldText::tr("Options' length"), byteCount(size - kFixed), 0);
    const Field flags =
        geneve.add("geneve.flags", FieldText::tr("Flags"), hex(bytes.u8(1), 2), 1, 1);
    flags.flag("geneve.flags.oam", QStringLiteral("OAM"), (bytes.u8(1) & 0x80) != 0, 1);
    flags.flag("geneve.flags.critical", FieldText::tr("Critical options"),
               (bytes.u8(1) & 0x40) != 0, 1);
    geneve.add("geneve.proto_type", FieldText::tr("Protocol"),
               namedHex(type, 4, etherTypeName(type)), 2, 2);
    geneve.add("geneve.vni", QStringLiteral("VNI"), decimal(bytes.u24(4)), 4, 3);
    if (!geneve.require(size))
        return true;
    for (std::uint32_t at = kFixed; at + 4 <= size;) { // class 2, type 1, length in words 1, value
        const std::uint32_t option = 4U + (bytes.u8(at + 3) & 0x1fU) * 4U;
        if (at + option > size) {
            geneve.problem(FieldText::tr("An option is longer than the header"), at, 4);
            break;
        }
        geneve.add("geneve.option",
                   FieldText::tr("Option %1")
                       .arg(hex(bytes.u16(at), 4) + QLatin1Char('/') + hex(bytes.u8(at + 2), 2)),
                   hexText(bytes.span(at + 4, option - 4)), at, option);
        at += option;
    }
    const Dissection::Inside inside(d, geneve);
    addEtherType(d, type, bytes.after(size));
    return true;
}

/// RFC 4380, 5.1.1: perhaps authentication, perhaps origin, then IPv6.
bool addTeredo(Dissection& d, Bytes bytes) {
    std::uint32_t at = 0;
    std::uint32_t authentication = 0;
    if (bytes.has(4) && bytes.u16(0) == 0x0001)
        at = authentication = 4U + bytes.u8(2) + bytes.u8(3) + 9U;
    const bool hasOrigin = bytes.has(at + 8) && bytes.u16(at) == 0x0000;
    const std::uint32_t origin = at;
    if (hasOrigin)
        at += 8;
    if (bytes.u8(at) >> 4 != 6)
        return false;
    const Field teredo = d.layer("teredo", QStringLiteral("Teredo"), {}, bytes, bytes.captured());
    if (authentication > 0)
        teredo.add("", FieldText::tr("Authentication"), hexText(bytes.span(0, authentication)), 0,
                   authentication);
    if (hasOrigin) {
        teredo.add("teredo.orig.port", FieldText::tr("Origin's port"),
                   decimal(bytes.u16(origin + 2) ^ 0xffffU), origin + 2, 2);
        teredo.add("teredo.orig.addr", FieldText::tr("Origin's address"),
                   QString::fromStdString(IpAddress::fromV4(~bytes.u32(origin + 4)).toString()),
                   origin + 4, 4);
    }
    const Dissection::Inside inside(d, teredo);
    addIpv6(d, bytes.after(at));
    return true;
}

/// 3GPP TS 29.281, 5.1; see decodeGtpU().
bool addGtpU(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kHeader = 8;
    const std::uint8_t flags = bytes.u8(0);
    const std::uint8_t type = bytes.u8(1);
    constexpr std::uint8_t kUserData = 255;
    if (!bytes.has(kHeader) || (flags & 0xf0) != 0x30)
        return false;
    const Field gtp =
        d.layer("gtp", QStringLiteral("GTP-U"), QStringLiteral("TEID %1").arg(hex(bytes.u32(4), 8)),
                bytes, bytes.captured());
    gtp.add("gtp.flags", FieldText::tr("Flags"), hex(flags, 2), 0, 1);
    gtp.add("gtp.message", FieldText::tr("Message type"), decimal(type), 1, 1);
    gtp.add("gtp.length", FieldText::tr("Length"), byteCount(bytes.u16(2)), 2, 2);
    gtp.add("gtp.teid", QStringLiteral("TEID"), hex(bytes.u32(4), 8), 4, 4);
    bytes = bytes.limitedTo(kHeader + bytes.u16(2));
    const Field part = gtp.at(bytes);
    std::uint32_t at = kHeader;
    if ((flags & 0x07) != 0) {
        part.add("gtp.seq_number", FieldText::tr("Sequence number"), hex(bytes.u16(at), 4), at, 2);
        at += 4;
        for (std::uint8_t next = (flags & 0x04) != 0 ? bytes.u8(at - 1) : std::uint8_t{0};
             next != 0;) {
            const std::uint32_t size = bytes.u8(at) * 4U;
            if (size == 0 || !bytes.has(at + size)) {
                part.problem(FieldText::tr("An extension is longer than the packet"), at, 1);
                return true;
            }
            part.add("", FieldText::tr("Extension %1").arg(hex(next, 2)),
                     hexText(bytes.span(at + 1, size - 2)), at, size);
            at += size;
            next = bytes.u8(at - 1);
        }
    }
    const Dissection::Inside inside(d, gtp);
    if (type == kUserData)
        addIp(d, bytes.after(at));
    else
        addData(d, bytes.after(at));
    return true;
}

/// RFC 9300, 5.1: flags and nonce 4, instance and locator bits 4, then IP.
bool addLisp(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kHeader = 8;
    if (!bytes.has(kHeader))
        return false;
    const Field lisp = d.layer("lisp-data", QStringLiteral("LISP"), {}, bytes, bytes.captured());
    lisp.add("lisp-data.flags", FieldText::tr("Flags"), hex(bytes.u8(0), 2), 0, 1);
    lisp.add("lisp-data.nonce", FieldText::tr("Nonce"), hex(bytes.u24(1), 6), 1, 3);
    const Dissection::Inside inside(d, lisp);
    addIp(d, bytes.after(kHeader));
    return true;
}

bool addByPort(Dissection& d, std::uint16_t port, Bytes bytes) {
    switch (port) { // IANA
    case 1701:
        return addL2tpOverUdp(d, bytes);
    case 2152:
        return addGtpU(d, bytes);
    case 3544:
        return addTeredo(d, bytes);
    case 4341:
        return addLisp(d, bytes);
    case 4789:
    case 8472: // Linux's VXLAN before the port was assigned
        return addVxlan(d, bytes, false);
    case 4790:
        return addVxlan(d, bytes, true);
    case 6081:
        return addGeneve(d, bytes);
    case 6635:
        addMplsIn(d, bytes);
        return true;
    default:
        return false;
    }
}

} // namespace

bool addUdpTunnel(Dissection& d, std::uint16_t source, std::uint16_t destination, Bytes bytes) {
    if (bytes.captured() == 0 || !d.enterLayer())
        return false;
    const auto [low, high] = std::minmax({source, destination});
    constexpr std::uint16_t kSystemPorts = 1024; // a server of its own; the other port is chance
    return addByPort(d, low, bytes) || (low >= kSystemPorts && addByPort(d, high, bytes));
}

} // namespace synoptic::fields
