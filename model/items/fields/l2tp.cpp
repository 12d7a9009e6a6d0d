// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"
#include "model/wire/ether_type.h"

namespace synoptic::fields {

namespace {

// RFC 2661, 3.1 and RFC 3931, 4.1: the first two bytes of L2TP.
constexpr std::uint16_t kControl = 0x8000;
constexpr std::uint16_t kLength = 0x4000;
constexpr std::uint16_t kSequence = 0x0800;
constexpr std::uint16_t kOffset = 0x0200;
constexpr std::uint16_t kVersion = 0x000f;

/// How version 3 frames its payload was agreed on while the session began, and may never have been
/// seen. The likely ways are tried: a cookie of 0, 4 or 8 bytes, then perhaps a sublayer of 4, then
/// Ethernet with an IP packet in it.
void addVersion3Data(Dissection& d, const Field& l2tp, Bytes bytes) {
    const Dissection::Inside inside(d, l2tp);
    for (const std::uint32_t skip : {0U, 4U, 8U, 12U}) {
        const Bytes frame = bytes.after(skip);
        if (!frame.has(15))
            break;
        const auto type = static_cast<EtherType>(frame.u16(12));
        const unsigned nibble = frame.u8(14) >> 4;
        if ((type == EtherType::Ipv4 && nibble == 4) || (type == EtherType::Ipv6 && nibble == 6) ||
            type == EtherType::Vlan) {
            l2tp.at(bytes).add("l2tp.cookie", FieldText::tr("Cookie and sublayer"),
                               hexText(bytes.span(0, skip)), 0, skip);
            addEthernet(d, frame);
            return;
        }
    }
    addData(d, bytes);
}

} // namespace

void addL2tpOverIp(Dissection& d, Bytes bytes) {
    const std::uint32_t session = bytes.u32(0); // RFC 3931, 4.1.1; 0 is a control message
    const Field l2tp = d.layer("l2tp", QStringLiteral("L2TP"),
                               FieldText::tr("session %1").arg(session), bytes, bytes.captured());
    if (!l2tp.require(4))
        return;
    l2tp.add("l2tp.sid", FieldText::tr("Session"), decimal(session), 0, 4);
    if (session != 0)
        addVersion3Data(d, l2tp, bytes.after(4));
}

bool addL2tpOverUdp(Dissection& d, Bytes bytes) {
    const std::uint16_t flags = bytes.u16(0);
    const unsigned version = flags & kVersion;
    if (!bytes.has(6) || (version != 2 && version != 3))
        return false;
    const bool isControl = (flags & kControl) != 0;
    const Field l2tp = d.layer("l2tp", QStringLiteral("L2TP"),
                               isControl ? FieldText::tr("control message") : FieldText::tr("data"),
                               bytes, bytes.captured());
    const Field word = l2tp.add("", FieldText::tr("Flags and version"), hex(flags, 4), 0, 2);
    word.bits("l2tp.type", FieldText::tr("Type"), decimal(flags >> 15), 0);
    word.bits("l2tp.version", FieldText::tr("Version"), decimal(version), 1);
    if (version == 3) {
        if (isControl) {
            l2tp.add("l2tp.length", FieldText::tr("Length"), byteCount(bytes.u16(2)), 2, 2);
            l2tp.add("l2tp.ccid", FieldText::tr("Control connection"), decimal(bytes.u32(4)), 4, 4);
        } else {
            l2tp.add("l2tp.sid", FieldText::tr("Session"), decimal(bytes.u32(4)), 4, 4);
            addVersion3Data(d, l2tp, bytes.after(8));
        }
        return true;
    }
    std::uint32_t at = 2;
    if ((flags & kLength) != 0) {
        l2tp.add("l2tp.length", FieldText::tr("Length"), byteCount(bytes.u16(at)), at, 2);
        bytes = bytes.limitedTo(bytes.u16(at));
        at += 2;
    }
    l2tp.add("l2tp.tunnel", FieldText::tr("Tunnel"), decimal(bytes.u16(at)), at, 2);
    l2tp.add("l2tp.session", FieldText::tr("Session"), decimal(bytes.u16(at + 2)), at + 2, 2);
    l2tp.setValue(FieldText::tr("tunnel %1, session %2").arg(bytes.u16(at)).arg(bytes.u16(at + 2)));
    at += 4;
    if ((flags & kSequence) != 0) {
        l2tp.add("l2tp.Ns", QStringLiteral("Ns"), decimal(bytes.u16(at)), at, 2);
        l2tp.add("l2tp.Nr", QStringLiteral("Nr"), decimal(bytes.u16(at + 2)), at + 2, 2);
        at += 4;
    }
    if ((flags & kOffset) != 0) {
        l2tp.add("l2tp.offset", FieldText::tr("Offset"), byteCount(bytes.u16(at)), at, 2);
        at += 2U + bytes.u16(at);
    }
    if (!l2tp.at(bytes).require(at) || isControl)
        return true;
    const Dissection::Inside inside(d, l2tp);
    addPpp(d, bytes.after(at));
    return true;
}

} // namespace synoptic::fields
