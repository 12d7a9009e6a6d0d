// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"

namespace synoptic::fields {

namespace {

// RFC 1701, RFC 2784, RFC 2890 and RFC 2637
constexpr std::uint16_t kGreChecksum = 0x8000;
constexpr std::uint16_t kGreRouting = 0x4000;
constexpr std::uint16_t kGreKey = 0x2000;
constexpr std::uint16_t kGreSequence = 0x1000;
constexpr std::uint16_t kGreAcknowledgment = 0x0080;

/// What GRE carries beside EtherTypes.
enum GreProtocol : std::uint16_t {
    Erspan = 0x88be,  ///< type I without, type II with a header of 8
    Erspan3 = 0x22eb, ///< type III, a header of 12 and perhaps 8 more
    Wccp = 0x883e,    ///< IPv4, perhaps after a redirect header of 4
};

QString greProtocolName(std::uint16_t protocol) {
    switch (protocol) {
    case Erspan:
        return QStringLiteral("ERSPAN");
    case Erspan3:
        return QStringLiteral("ERSPAN III");
    case Wccp:
        return QStringLiteral("WCCP");
    default:
        return etherTypeName(protocol);
    }
}

void addErspan(Dissection& d, Bytes bytes, std::uint32_t header) {
    if (header > 0) {
        const Field erspan =
            d.layer("erspan", QStringLiteral("ERSPAN"),
                    FieldText::tr("session %1").arg(bytes.u16(2) & 0x03ff), bytes, header);
        if (!erspan.require(header))
            return;
        erspan.bits("erspan.vlan", QStringLiteral("VLAN"), decimal(bytes.u16(0) & 0x0fff), 0, 2);
        erspan.bits("erspan.spanid", FieldText::tr("Session"), decimal(bytes.u16(2) & 0x03ff), 2,
                    2);
    }
    addEthernet(d, bytes.after(header));
}

void addGrePayload(Dissection& d, std::uint16_t flags, std::uint16_t protocol, Bytes bytes) {
    switch (protocol) {
    case Erspan:
        addErspan(d, bytes, (flags & kGreSequence) != 0 ? 8 : 0);
        return;
    case Erspan3:
        addErspan(d, bytes, 12U + ((bytes.u8(11) & 0x01) != 0 ? 8U : 0U));
        return;
    case Wccp:
        addIpv4(d, (bytes.u8(0) >> 4) == 4 ? bytes : bytes.after(4));
        return;
    default:
        addEtherType(d, protocol, bytes);
    }
}

} // namespace

void addGre(Dissection& d, Bytes bytes) {
    const std::uint16_t flags = bytes.u16(0);
    const std::uint16_t protocol = bytes.u16(2);
    const unsigned version = flags & 7U;
    const bool isEnhanced = version == 1;
    const Field gre =
        d.layer("gre", isEnhanced ? QStringLiteral("GRE, PPTP") : QStringLiteral("GRE"),
                greProtocolName(protocol), bytes, bytes.captured());
    const Field word =
        gre.add("gre.flags_and_version", FieldText::tr("Flags and version"), hex(flags, 4), 0, 2);
    word.flag("gre.flags.checksum", FieldText::tr("Checksum"), (flags & kGreChecksum) != 0, 0);
    word.flag("gre.flags.routing", FieldText::tr("Routing"), (flags & kGreRouting) != 0, 0);
    word.flag("gre.flags.key", FieldText::tr("Key"), (flags & kGreKey) != 0, 0);
    word.flag("gre.flags.sequence_number", FieldText::tr("Sequence number"),
              (flags & kGreSequence) != 0, 0);
    word.bits("gre.flags.version", FieldText::tr("Version"), decimal(version), 1);
    gre.add("gre.proto", FieldText::tr("Protocol"),
            namedHex(protocol, 4, greProtocolName(protocol)), 2, 2);
    if (!gre.require(4) || version > 1)
        return;
    std::uint32_t at = 4;
    if ((flags & (kGreChecksum | kGreRouting)) != 0) {
        gre.add("gre.checksum", FieldText::tr("Checksum"), hex(bytes.u16(at), 4), at, 2);
        gre.add("gre.offset", FieldText::tr("Offset"), decimal(bytes.u16(at + 2)), at + 2, 2);
        at += 4;
    }
    if ((flags & kGreKey) != 0) {
        if (isEnhanced) {
            gre.add("gre.key.payload_length", FieldText::tr("Payload length"),
                    byteCount(bytes.u16(at)), at, 2);
            gre.add("gre.key.call_id", FieldText::tr("Call"), decimal(bytes.u16(at + 2)), at + 2,
                    2);
        } else {
            gre.add("gre.key", FieldText::tr("Key"), hex(bytes.u32(at), 8), at, 4);
        }
        at += 4;
    }
    if ((flags & kGreSequence) != 0) {
        gre.add("gre.sequence_number", FieldText::tr("Sequence number"), decimal(bytes.u32(at)), at,
                4);
        at += 4;
    }
    if (isEnhanced && (flags & kGreAcknowledgment) != 0) {
        gre.add("gre.ack_number", FieldText::tr("Acknowledgment number"), decimal(bytes.u32(at)),
                at, 4);
        at += 4;
    }
    if (!gre.require(at))
        return;
    if ((flags & kGreRouting) != 0 && !isEnhanced) { // RFC 1701: family 2, offset 1, length 1, ...
        for (bool more = true; more && bytes.has(at + 4);) {
            const std::uint32_t size = 4U + bytes.u8(at + 3);
            more = bytes.u16(at) != 0 || size != 4;
            gre.add("gre.routing", FieldText::tr("Routing"), hexText(bytes.span(at, size)), at,
                    size);
            at += size;
        }
    }
    const Bytes payload = bytes.after(at);
    if (payload.length == 0) // PPTP's bare acknowledgments
        return;
    const Dissection::Inside inside(d, gre);
    addGrePayload(d, flags, protocol, payload);
}

void addEtherIp(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kHeader = 2; // RFC 3378: version 4 bits, 0 12 bits
    const Field tunnel = d.layer("etherip", QStringLiteral("EtherIP"), {}, bytes, bytes.captured());
    if (!tunnel.require(kHeader))
        return;
    tunnel.bits("etherip.ver", FieldText::tr("Version"), decimal(bytes.u8(0) >> 4), 0);
    const Dissection::Inside inside(d, tunnel);
    if ((bytes.u8(0) >> 4) == 3)
        addEthernet(d, bytes.after(kHeader));
    else
        addData(d, bytes.after(kHeader));
}

void addIpInIp(Dissection& d, Bytes bytes) {
    const Field tunnel =
        d.layer("", QStringLiteral("IP in IP"), byteCount(bytes.length), bytes, bytes.captured());
    const Dissection::Inside inside(d, tunnel);
    addIp(d, bytes);
}

void addMplsIn(Dissection& d, Bytes bytes) {
    const Field tunnel =
        d.layer("", QStringLiteral("MPLS in IP"), byteCount(bytes.length), bytes, bytes.captured());
    const Dissection::Inside inside(d, tunnel);
    addMpls(d, bytes);
}

} // namespace synoptic::fields
