// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_text.h"

#include <QCoreApplication>

namespace synoptic {

namespace {

struct PacketText {
    Q_DECLARE_TR_FUNCTIONS(PacketText)
};

QString unreachable(std::uint8_t code) {
    switch (code) { // RFC 792, RFC 1122, RFC 1812
    case 0:
        return PacketText::tr("Network unreachable");
    case 1:
        return PacketText::tr("Host unreachable");
    case 2:
        return PacketText::tr("Protocol unreachable");
    case 3:
        return PacketText::tr("Port unreachable");
    case 4:
        return PacketText::tr("Fragmentation needed");
    case 9:
    case 10:
    case 13:
        return PacketText::tr("Communication prohibited");
    default:
        return PacketText::tr("Destination unreachable, code %1").arg(code);
    }
}

QString icmp(std::uint8_t type, std::uint8_t code) {
    switch (type) { // IANA, "ICMP Type Numbers"
    case 0:
        return PacketText::tr("Echo reply");
    case 3:
        return unreachable(code);
    case 4:
        return PacketText::tr("Source quench");
    case 5:
        return PacketText::tr("Redirect");
    case 8:
        return PacketText::tr("Echo request");
    case 9:
        return PacketText::tr("Router advertisement");
    case 10:
        return PacketText::tr("Router solicitation");
    case 11:
        return code == 1 ? PacketText::tr("Reassembly time exceeded")
                         : PacketText::tr("Time to live exceeded");
    case 12:
        return PacketText::tr("Parameter problem");
    case 13:
        return PacketText::tr("Timestamp request");
    case 14:
        return PacketText::tr("Timestamp reply");
    default:
        return PacketText::tr("Type %1, code %2").arg(type).arg(code);
    }
}

QString unreachable6(std::uint8_t code) {
    switch (code) { // RFC 4443, 3.1
    case 0:
        return PacketText::tr("No route to the destination");
    case 1:
        return PacketText::tr("Communication prohibited");
    case 3:
        return PacketText::tr("Address unreachable");
    case 4:
        return PacketText::tr("Port unreachable");
    default:
        return PacketText::tr("Destination unreachable, code %1").arg(code);
    }
}

QString icmpv6(std::uint8_t type, std::uint8_t code) {
    switch (type) { // IANA, "ICMPv6 type Numbers"
    case 1:
        return unreachable6(code);
    case 2:
        return PacketText::tr("Packet too big");
    case 3:
        return code == 1 ? PacketText::tr("Reassembly time exceeded")
                         : PacketText::tr("Hop limit exceeded");
    case 4:
        return PacketText::tr("Parameter problem");
    case 128:
        return PacketText::tr("Echo request");
    case 129:
        return PacketText::tr("Echo reply");
    case 130:
        return PacketText::tr("Multicast listener query");
    case 131:
    case 143:
        return PacketText::tr("Multicast listener report");
    case 132:
        return PacketText::tr("Multicast listener done");
    case 133:
        return PacketText::tr("Router solicitation");
    case 134:
        return PacketText::tr("Router advertisement");
    case 135:
        return PacketText::tr("Neighbor solicitation");
    case 136:
        return PacketText::tr("Neighbor advertisement");
    case 137:
        return PacketText::tr("Redirect");
    default:
        return PacketText::tr("Type %1, code %2").arg(type).arg(code);
    }
}

} // namespace

QString formatIcmp(bool isV6, std::uint8_t type, std::uint8_t code) {
    return isV6 ? icmpv6(type, code) : icmp(type, code);
}

} // namespace synoptic
