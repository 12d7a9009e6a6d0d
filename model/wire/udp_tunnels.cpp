// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/decoding.h"

namespace synoptic::decoding {

namespace {

/// UDP ports of tunnels (IANA).
enum class Port : std::uint16_t {
    L2tp = 1701,
    GtpU = 2152,
    Teredo = 3544,
    Lisp = 4341,
    Vxlan = 4789,
    VxlanGpe = 4790,
    Geneve = 6081,
    MplsInUdp = 6635,
    LinuxVxlan = 8472, ///< Linux's VXLAN before the port was assigned; also OTV
};

constexpr DecodeOutcome kNoTunnel = DecodeOutcome::NotIp;

/// What a tunnel's header says comes next, where it uses the numbers of VXLAN-GPE and NSH.
DecodeOutcome decodeNextProtocol(Decoding& decoding, std::uint8_t next, Bytes bytes);

/// RFC 8300, 2: version, flags and length 2, ..., next protocol 1 at 3, service path 4, context.
DecodeOutcome decodeNsh(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(8) || !decoding.enterLayer())
        return kNoTunnel;
    const std::uint32_t length = (bytes[1] & 0x3fU) * 4U;
    if (length < 8 || !bytes.has(length))
        return kNoTunnel;
    return decodeNextProtocol(decoding, bytes[3], bytes.after(length));
}

DecodeOutcome decodeNextProtocol(Decoding& decoding, std::uint8_t next, Bytes bytes) {
    switch (next) {
    case 1:
        return decodeIpv4(decoding, bytes);
    case 2:
        return decodeIpv6(decoding, bytes);
    case 3:
        return decodeEthernet(decoding, bytes);
    case 4:
        return decodeNsh(decoding, bytes);
    case 5:
        return decodeMpls(decoding, bytes);
    default:
        return kNoTunnel;
    }
}

/// RFC 7348, 5: flags 1, 0 3, VNI 3, 0 1; with the generic extension the byte before the VNI tells
/// what comes next.
DecodeOutcome decodeVxlan(Decoding& decoding, Bytes bytes, bool isGeneric) {
    constexpr std::uint32_t kHeader = 8;
    if (!bytes.has(kHeader))
        return kNoTunnel;
    const std::uint32_t network = bytes.u32(4) >> 8;
    return enterTunnel(decoding, TunnelKind::Vxlan, network, [&] {
        const Bytes rest = bytes.after(kHeader);
        return isGeneric ? decodeNextProtocol(decoding, bytes[3], rest)
                         : decodeEthernet(decoding, rest);
    });
}

/// RFC 8926, 3.4: version and option length 1, flags 1, protocol 2, VNI 3, 0 1, options.
DecodeOutcome decodeGeneve(Decoding& decoding, Bytes bytes) {
    constexpr std::uint32_t kHeader = 8;
    if (!bytes.has(kHeader) || (bytes[0] >> 6) != 0)
        return kNoTunnel;
    const std::uint32_t length = kHeader + (bytes[0] & 0x3fU) * 4U;
    if (!bytes.has(length))
        return kNoTunnel;
    return enterTunnel(decoding, TunnelKind::Geneve, bytes.u32(4) >> 8, [&] {
        return decodeEtherType(decoding, bytes.u16(2), bytes.after(length));
    });
}

/// RFC 4380, 5.1.1: perhaps authentication, perhaps origin, then IPv6.
DecodeOutcome decodeTeredo(Decoding& decoding, Bytes bytes) {
    if (bytes.has(4) && bytes.u16(0) == 0x0001) {
        // indicator 2, lengths 1 and 1, client id, authentication value, nonce 8, confirmation 1
        bytes = bytes.after(4U + bytes[2] + bytes[3] + 9U);
    }
    if (bytes.has(2) && bytes.u16(0) == 0x0000)
        bytes = bytes.after(8); // indicator 2, port 2, address 4
    return enterTunnel(decoding, TunnelKind::Teredo, 0,
                       [&] { return decodeIpv6(decoding, bytes); });
}

/// 3GPP TS 29.281, 5.1: flags 1, type 1, length 2, TEID 4, then with any of three flags sequence 2,
/// N-PDU 1, type of the next extension 1; an extension gives its length in words and ends with the
/// type of the next.
DecodeOutcome decodeGtpU(Decoding& decoding, Bytes bytes) {
    constexpr std::uint32_t kHeader = 8;
    constexpr std::uint32_t kOptionalFields = 4;
    constexpr std::uint8_t kVersionOne = 0x30; // version 3 bits, protocol type GTP
    constexpr std::uint8_t kVersionMask = 0xf0;
    constexpr std::uint8_t kExtensionFlag = 0x04;
    constexpr std::uint8_t kAnyOptional = 0x07;
    constexpr std::uint8_t kUserData = 255;
    if (!bytes.has(kHeader) || (bytes[0] & kVersionMask) != kVersionOne || bytes[1] != kUserData)
        return kNoTunnel;
    const std::uint8_t flags = bytes[0];
    const std::uint32_t tunnel = bytes.u32(4);
    bytes = bytes.limitedTo(kHeader + bytes.u16(2));
    std::uint32_t at = kHeader;
    if ((flags & kAnyOptional) != 0) {
        at += kOptionalFields;
        if (!bytes.has(at))
            return kNoTunnel;
        std::uint8_t next = (flags & kExtensionFlag) != 0 ? bytes[at - 1] : std::uint8_t{0};
        while (next != 0) {
            if (!bytes.has(at + 1) || bytes[at] == 0)
                return kNoTunnel;
            at += bytes[at] * 4U;
            if (!bytes.has(at))
                return kNoTunnel;
            next = bytes[at - 1];
        }
    }
    return enterTunnel(decoding, TunnelKind::GtpU, tunnel,
                       [&] { return decodeIp(decoding, bytes.after(at)); });
}

/// RFC 9300, 5.1: flags and nonce 4, instance and locator bits 4, then IP.
DecodeOutcome decodeLisp(Decoding& decoding, Bytes bytes) {
    constexpr std::uint32_t kHeader = 8;
    if (!bytes.has(kHeader))
        return kNoTunnel;
    return enterTunnel(decoding, TunnelKind::Lisp, 0,
                       [&] { return decodeIp(decoding, bytes.after(kHeader)); });
}

DecodeOutcome decodeByPort(Decoding& decoding, std::uint16_t port, Bytes bytes) {
    switch (static_cast<Port>(port)) {
    case Port::L2tp:
        return decodeL2tpOverUdp(decoding, bytes);
    case Port::GtpU:
        return decodeGtpU(decoding, bytes);
    case Port::Teredo:
        return decodeTeredo(decoding, bytes);
    case Port::Lisp:
        return decodeLisp(decoding, bytes);
    case Port::Vxlan:
    case Port::LinuxVxlan:
        return decodeVxlan(decoding, bytes, false);
    case Port::VxlanGpe:
        return decodeVxlan(decoding, bytes, true);
    case Port::Geneve:
        return decodeGeneve(decoding, bytes);
    case Port::MplsInUdp:
        return decodeMplsInIp(decoding, bytes);
    }
    return kNoTunnel;
}

} // namespace

DecodeOutcome decodeUdpTunnel(Decoding& decoding, Bytes bytes) {
    const auto [low, high] = std::minmax({decoding.out.source.port, decoding.out.destination.port});
    constexpr std::uint16_t kSystemPorts = 1024; // a server of its own; the other port is chance
    DecodeOutcome outcome = decodeByPort(decoding, low, bytes);
    if (outcome == kNoTunnel && low >= kSystemPorts)
        outcome = decodeByPort(decoding, high, bytes);
    return outcome == DecodeOutcome::Fragment ? outcome : DecodeOutcome::Decoded;
}

} // namespace synoptic::decoding
