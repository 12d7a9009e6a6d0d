// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/decoding.h"

namespace synoptic::decoding {

namespace {

constexpr std::uint32_t kAddressFamily = 4;
constexpr std::uint32_t kOpenBsdEncHeader = 12; // address family 4, SPI 4, flags 4
constexpr std::uint32_t kSllHeader =
    16; // type 2, ARPHRD 2, address length 2, address 8, protocol 2
constexpr std::uint32_t kSll2Header =
    20; // protocol 2, 0 2, interface 4, ARPHRD 2, type 1, length 1, address 8
constexpr std::uint16_t kArphrdNetlink = 824;

/// The number of an address family differs from system to system.
DecodeOutcome decodeFamily(Decoding& decoding, std::uint32_t family, Bytes bytes) {
    switch (family) {
    case 2:
        return decodeIpv4(decoding, bytes);
    case 10: // Linux
    case 24: // NetBSD, OpenBSD
    case 28: // FreeBSD
    case 30: // macOS
        return decodeIpv6(decoding, bytes);
    default:
        // Some tunnels of BSD systems give the EtherType.
        return family >= 0x0600 && family <= 0xffff
                   ? decodeEtherType(decoding, static_cast<std::uint16_t>(family), bytes)
                   : DecodeOutcome::NotIp;
    }
}

/// The protocol of a cooked header: an EtherType, or one of Linux's numbers below 1536.
DecodeOutcome decodeSllProtocol(Decoding& decoding, std::uint16_t hardware, std::uint16_t protocol,
                                Bytes bytes) {
    constexpr std::uint16_t kLlc = 0x0004; // ETH_P_802_2
    if (hardware == kArphrdNetlink)
        return DecodeOutcome::NotIp;
    return protocol == kLlc ? decodeLlc(decoding, bytes)
                            : decodeEtherType(decoding, protocol, bytes);
}

/// Finds NFULA_PAYLOAD among the attributes, whose numbers are in the capturing machine's order.
/// Returns false if the attributes do not make sense in this order.
bool findNflogPayload(Bytes bytes, bool bigEndian, Bytes& payload) {
    constexpr std::uint16_t kPayload = 9;
    while (bytes.has(4)) {
        const std::uint16_t length = bigEndian ? bytes.u16(0) : bytes.u16le(0);
        const std::uint16_t type = bigEndian ? bytes.u16(2) : bytes.u16le(2);
        if (length < 4 || length > bytes.length)
            return false;
        if ((type & 0x7fff) == kPayload) {
            payload = bytes.limitedTo(length).after(4);
            return true;
        }
        bytes = bytes.after((length + 3U) & ~3U);
    }
    return false;
}

} // namespace

DecodeOutcome decodeNull(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(kAddressFamily))
        return shortage(bytes, kAddressFamily);
    if (bytes.u16(0) == 0xff03) // some systems give PPP here
        return decodePpp(decoding, bytes);
    const std::uint32_t big = bytes.u32(0);
    const std::uint32_t little = bytes.u32le(0);
    return decodeFamily(decoding, std::min(big, little), bytes.after(kAddressFamily));
}

DecodeOutcome decodeLoop(Decoding& decoding, Bytes bytes) {
    return decodeNull(decoding, bytes);
}

DecodeOutcome decodeOpenBsdEnc(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(kOpenBsdEncHeader))
        return shortage(bytes, kOpenBsdEncHeader);
    return decodeFamily(decoding, std::min(bytes.u32(0), bytes.u32le(0)),
                        bytes.after(kOpenBsdEncHeader));
}

DecodeOutcome decodeLinuxSll(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(kSllHeader))
        return shortage(bytes, kSllHeader);
    return decodeSllProtocol(decoding, bytes.u16(2), bytes.u16(14), bytes.after(kSllHeader));
}

DecodeOutcome decodeLinuxSll2(Decoding& decoding, Bytes bytes) {
    if (!bytes.has(kSll2Header))
        return shortage(bytes, kSll2Header);
    return decodeSllProtocol(decoding, bytes.u16(8), bytes.u16(0), bytes.after(kSll2Header));
}

DecodeOutcome decodeNflog(Decoding& decoding, Bytes bytes) {
    constexpr std::uint32_t kHeader = 4; // family 1, version 1, resource 2
    if (!bytes.has(kHeader))
        return shortage(bytes, kHeader);
    const std::uint8_t family = bytes[0];
    Bytes payload;
    if (!findNflogPayload(bytes.after(kHeader), false, payload) &&
        !findNflogPayload(bytes.after(kHeader), true, payload))
        return bytes.captured < bytes.length ? DecodeOutcome::Truncated : DecodeOutcome::NotIp;
    switch (family) {
    case 2:
        return decodeIpv4(decoding, payload);
    case 10:
        return decodeIpv6(decoding, payload);
    default:
        return DecodeOutcome::NotIp;
    }
}

} // namespace synoptic::decoding
