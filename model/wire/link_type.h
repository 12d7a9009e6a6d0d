// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace synoptic {

/// The link types the decoder reads, by their LINKTYPE_ number in capture files
/// (https://www.tcpdump.org/linktypes.html).
enum class LinkType : std::uint16_t {
    Null = 0, ///< BSD loopback, address family in the byte order of the capturing machine
    Ethernet = 1,
    Slip = 8,
    Ppp = 9,
    RawOpenBsd = 12, ///< DLT_RAW where it is 12, written by old programs
    RawBsd = 14,     ///< DLT_RAW on OpenBSD
    PppHdlc = 50,
    PppEther = 51, ///< a PPPoE session without the Ethernet header
    AtmRfc1483 = 100,
    Raw = 101,
    CiscoHdlc = 104,
    Ieee80211 = 105,
    FrameRelay = 107,
    Loop = 108, ///< OpenBSD loopback, address family in network byte order
    OpenBsdEnc = 109,
    LinuxSll = 113,
    Prism = 119,
    IpOverFc = 122,
    Radiotap = 127,
    AppleIpOver1394 = 138,
    Avs = 163,
    PppPppd = 166,
    Ppi = 192,
    PppWithDirection = 204,
    Mpls = 219,
    Ipv4 = 228,
    Ipv6 = 229,
    Nflog = 239,
    IpOverInfiniband = 242,
    LinuxSll2 = 276,
};

} // namespace synoptic
