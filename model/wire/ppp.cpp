// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/decoding.h"

namespace synoptic::decoding {

namespace {

/// Protocol numbers of the point-to-point protocol (IANA).
enum class PppProtocol : std::uint16_t {
    Ipv4 = 0x0021,
    BridgedPdu = 0x0031, ///< RFC 3518
    Multilink = 0x003d,  ///< RFC 1990
    Ipv6 = 0x0057,
    MplsUnicast = 0x0281,
    MplsMulticast = 0x0283,
};

constexpr std::uint32_t kPppoeHeader =
    6; // RFC 2516: version and type 1, code 1, session 2, length 2
constexpr std::uint32_t kCiscoHdlcHeader = 4; // address 1, control 1, EtherType 2

/// Only a packet that was not split is read: its fragment both begins and ends it.
DecodeOutcome decodeMultilink(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(4))
        return shortage(bytes, 4);
    constexpr std::uint8_t kBeginAndEnd = 0xc0;
    if ((bytes[0] & kBeginAndEnd) != kBeginAndEnd)
        return DecodeOutcome::NotIp;
    return decodePpp(decoding, bytes.after(4));
}

/// RFC 3518: flags 1, MAC type 1, then for type 1 an Ethernet frame.
DecodeOutcome decodeBridgedPdu(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(2))
        return shortage(bytes, 2);
    return bytes[1] == 1 ? decodeEthernet(decoding, bytes.after(2)) : DecodeOutcome::NotIp;
}

} // namespace

DecodeOutcome decodePpp(Decoding& decoding, Bytes bytes) {
    if (!decoding.enterLayer())
        return DecodeOutcome::Malformed;
    if (bytes.has(2) && bytes[0] == 0xff && bytes[1] == 0x03) // RFC 1662: address and control
        bytes = bytes.after(2);
    if (!bytes.has(1))
        return shortage(bytes, 1);
    // RFC 1661, 6.5: the protocol's last byte is odd, and the first may be left out.
    const bool isShort = (bytes[0] & 0x01) != 0;
    if (!isShort && !bytes.has(2))
        return shortage(bytes, 2);
    const std::uint16_t protocol = isShort ? bytes[0] : bytes.u16(0);
    const Bytes rest = bytes.after(isShort ? 1 : 2);
    switch (static_cast<PppProtocol>(protocol)) {
    case PppProtocol::Ipv4:
        return decodeIpv4(decoding, rest);
    case PppProtocol::Ipv6:
        return decodeIpv6(decoding, rest);
    case PppProtocol::MplsUnicast:
    case PppProtocol::MplsMulticast:
        return decodeMpls(decoding, rest);
    case PppProtocol::Multilink:
        return decodeMultilink(decoding, rest);
    case PppProtocol::BridgedPdu:
        return decodeBridgedPdu(decoding, rest);
    }
    return DecodeOutcome::NotIp;
}

DecodeOutcome decodePppHdlc(Decoding& decoding, Bytes bytes) {
    constexpr std::uint8_t kCiscoUnicast = 0x0f;
    constexpr std::uint8_t kCiscoMulticast = 0x8f;
    if (bytes.has(1) && (bytes[0] == kCiscoUnicast || bytes[0] == kCiscoMulticast))
        return decodeCiscoHdlc(decoding, bytes);
    return decodePpp(decoding, bytes);
}

DecodeOutcome decodePppoe(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(kPppoeHeader))
        return shortage(bytes, kPppoeHeader);
    constexpr std::uint8_t kSessionData = 0;
    if (bytes[1] != kSessionData)
        return DecodeOutcome::NotIp;
    return decodePpp(decoding, bytes.after(kPppoeHeader).limitedTo(bytes.u16(4)));
}

DecodeOutcome decodeCiscoHdlc(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(kCiscoHdlcHeader))
        return shortage(bytes, kCiscoHdlcHeader);
    return decodeEtherType(decoding, bytes.u16(2), bytes.after(kCiscoHdlcHeader));
}

DecodeOutcome decodeFrameRelay(Decoding& decoding, Bytes bytes) {
    // RFC 2427: an address of 2 to 4 bytes whose last is odd, control, then perhaps a pad, NLPID.
    std::uint32_t at = 0;
    while (at < 4 && bytes.has(at + 1) && (bytes[at] & 0x01) == 0)
        ++at;
    ++at;
    if (!bytes.has(at + 2))
        return shortage(bytes, at + 2);
    if (bytes[at] != 0x03) // Cisco's own encapsulation has an EtherType here
        return decodeEtherType(decoding, bytes.u16(at), bytes.after(at + 2));
    ++at;
    if (bytes[at] == 0x00)
        ++at;
    if (!bytes.has(at + 1))
        return shortage(bytes, at + 1);
    const std::uint8_t networkLayer = bytes[at];
    const Bytes rest = bytes.after(at + 1);
    switch (networkLayer) {
    case 0xcc:
        return decodeIpv4(decoding, rest);
    case 0x8e:
        return decodeIpv6(decoding, rest);
    case 0xcf:
        return decodePpp(decoding, rest);
    case 0x80: // SNAP: organisation 3, EtherType 2
        if (!rest.has(5))
            return shortage(rest, 5);
        return (rest.u32(0) >> 8) == 0 ? decodeEtherType(decoding, rest.u16(3), rest.after(5))
                                       : DecodeOutcome::NotIp;
    default:
        return DecodeOutcome::NotIp;
    }
}

} // namespace synoptic::decoding
