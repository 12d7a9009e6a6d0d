// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/packet_details.h"

#include <QString>
#include <QStringList>

/// What is said of packets. Texts are in the language installed; hostile parts are made safe. Any
/// thread.
namespace synoptic {

/// "SYN", "SYN+ACK", "PSH+ACK"; empty if no bit is set. Never translated.
QString formatControl(std::uint8_t control);
/// What an ICMP or ICMPv6 message is: "Port unreachable", "Echo request".
QString formatIcmp(bool isV6, std::uint8_t type, std::uint8_t code);
/// Local date and time to the nanosecond.
QString formatInstant(Timestamp time);
/// Seconds, perhaps negative, with six decimals, fewer where there are many seconds: "0.018245".
QString formatSeconds(Duration duration);

/// What AnalysisFlags mean, a few words each: "retransmission", "zero window".
QStringList analysisWords(std::uint16_t analysis);
/// "TCP", "HTTP", "DNS", "ICMPv6", ...; empty while only a look at the packet can tell.
QString packetProtocol(const IndexedPacket& packet, const PacketDetail* detail);
/// What else there is to say of a packet, on one line. `detail` null: what the index tells.
QString packetInfo(const IndexedPacket& packet, const PacketDetail* detail);

} // namespace synoptic
