// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/fields/dissection.h"
#include "model/items/packet_text.h"

namespace synoptic::fields {

void addQuote(Dissection& d, const Field& icmp, Bytes bytes) {
    if (bytes.captured() == 0)
        return;
    const bool before = d.isQuoted;
    d.isQuoted = true;
    const Field quote = icmp.at(bytes).add("", FieldText::tr("Quoted packet"),
                                           byteCount(bytes.length), 0, bytes.captured());
    const Dissection::Inside inside(d, quote);
    addIp(d, bytes);
    d.isQuoted = before;
}

void addIcmp(Dissection& d, Bytes bytes) {
    constexpr std::uint32_t kHeader = 8; // RFC 792: type 1, code 1, checksum 2, depends 4
    const std::uint8_t type = bytes.u8(0);
    const std::uint8_t code = bytes.u8(1);
    // What it carries belongs to it.
    const Field icmp = d.layer("icmp", QStringLiteral("ICMP"), formatIcmp(false, type, code), bytes,
                               bytes.captured());
    icmp.add("icmp.type", FieldText::tr("Type"), decimal(type), 0, 1);
    icmp.add("icmp.code", FieldText::tr("Code"), decimal(code), 1, 1);
    InternetSum sum;
    sum.add(bytes.span(0, 2));
    sum.add(bytes.span(4));
    icmp.add("icmp.checksum", FieldText::tr("Checksum"),
             bytes.isWhole() ? checksumText(bytes.u16(2), sum.value())
                             : uncheckedText(bytes.u16(2)),
             2, 2);
    if (!icmp.require(kHeader))
        return;
    const Bytes rest = bytes.after(kHeader);
    switch (type) {
    case 0:
    case 8:
        icmp.add("icmp.ident", FieldText::tr("Identifier"), decimal(bytes.u16(4)), 4, 2);
        icmp.add("icmp.seq", FieldText::tr("Sequence number"), decimal(bytes.u16(6)), 6, 2);
        break;
    case 5:
        icmp.add("icmp.redir_gw", FieldText::tr("Gateway"), ipv4Text(bytes, 4), 4, 4);
        addQuote(d, icmp, rest);
        return;
    case 3:
        if (code == 4) // RFC 1191, 4
            icmp.add("icmp.mtu", FieldText::tr("MTU of the next hop"), byteCount(bytes.u16(6)), 6,
                     2);
        addQuote(d, icmp, rest);
        return;
    case 12:
        icmp.add("icmp.pointer", FieldText::tr("Pointer"), decimal(bytes.u8(4)), 4, 1);
        addQuote(d, icmp, rest);
        return;
    case 4:
    case 11:
        addQuote(d, icmp, rest);
        return;
    default:
        break;
    }
    if (rest.captured() > 0)
        icmp.at(rest).add("", FieldText::tr("Data"), byteCount(rest.length), 0, rest.captured());
}

} // namespace synoptic::fields
