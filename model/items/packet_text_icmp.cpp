// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_text.h"

#include <QCoreApplication>

namespace synoptic {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PacketText)
};

QString unreachable(std::uint8_t code) {
    switch (code) { // RFC 792, RFC 1122, RFC 1812
    case 0:
        return Words::tr("Network unreachable");
    case 1:
        return Words::tr("Host unreachable");
    case 2:
        return Words::tr("Protocol unreachable");
    case 3:
        return Words::tr("Port unreachable");
    case 4:
        return Words::tr("Fragmentation needed");
    case 9:
    case 10:
    case 13:
        return Words::tr("Communication prohibited");
    default:
        return Words::tr("Destination unreachable, code %1").arg(code);
    }
}

QString icmp(std::uint8_t type, std::uint8_t code) {
    switch (type) { // IANA, "ICMP Type Numbers"
    case 0:
        return Words::tr("Echo reply");
    case 3:
        return unreachable(code);
    case 4:
        return Words::tr("Source quench");
    case 5:
        return Words::tr("Redirect");
    case 8:
        return Words::tr("Echo request");
    case 9:
        return Words::tr("Router advertisement");
    case 10:
        return Words::tr("Router solicitation");
    case 11:
        return code == 1 ? Words::tr("Reassembly time exceeded")
                         : Words::tr("Time to live exceeded");
    case 12:
        return Words::tr("Parameter problem");
    case 13:
        return Words::tr("Timestamp request");
    case 14:
        return Words::tr("Timestamp reply");
    default:
        return Words::tr("Type %1, code %2").arg(type).arg(code);
    }
}

QString unreachable6(std::uint8_t code) {
    switch (code) { // RFC 4443, 3.1
    case 0:
        return Words::tr("No route to the destination");
    case 1:
        return Words::tr("Communication prohibited");
    case 3:
        return Words::tr("Address unreachable");
    case 4:
        return Words::tr("Port unreachable");
    default:
        return Words::tr("Destination unreachable, code %1").arg(code);
    }
}

QString icmpv6(std::uint8_t type, std::uint8_t code) {
    switch (type) { // IANA, "ICMPv6 type Numbers"
    case 1:
        return unreachable6(code);
    case 2:
        return Words::tr("Packet too big");
    case 3:
        return code == 1 ? Words::tr("Reassembly time exceeded") : Words::tr("Hop limit exceeded");
    case 4:
        return Words::tr("Parameter problem");
    case 128:
        return Words::tr("Echo request");
    case 129:
        return Words::tr("Echo reply");
    case 130:
        return Words::tr("Multicast listener query");
    case 131:
    case 143:
        return Words::tr("Multicast listener report");
    case 132:
        return Words::tr("Multicast listener done");
    case 133:
        return Words::tr("Router solicitation");
    case 134:
        return Words::tr("Router advertisement");
    case 135:
        return Words::tr("Neighbor solicitation");
    case 136:
        return Words::tr("Neighbor advertisement");
    case 137:
        return Words::tr("Redirect");
    default:
        return Words::tr("Type %1, code %2").arg(type).arg(code);
    }
}

} // namespace

QString formatIcmp(bool isV6, std::uint8_t type, std::uint8_t code) {
    return isV6 ? icmpv6(type, code) : icmp(type, code);
}

} // namespace synoptic
