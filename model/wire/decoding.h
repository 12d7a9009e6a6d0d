// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/decoder.h"

#include <algorithm>
#include <cstdint>
#include <span>

/// What the layers of the decoder share; nobody else includes this. Each function reads one layer
/// and calls the next. `Bytes` is what is left of the frame, `Decoding` what is known so far.
namespace synoptic::decoding {

/// The rest of a layer: what was captured of it, and how long it was on the wire.
struct Bytes {
    const std::uint8_t* data = nullptr;
    std::uint32_t captured = 0;
    std::uint32_t length = 0; ///< on the wire; never less than captured

    bool has(std::uint32_t count) const { return captured >= count; }
    std::uint8_t operator[](std::uint32_t at) const { return data[at]; }
    std::uint16_t u16(std::uint32_t at) const {
        return static_cast<std::uint16_t>(data[at] << 8 | data[at + 1]);
    }
    std::uint32_t u32(std::uint32_t at) const {
        return std::uint32_t{data[at]} << 24 | std::uint32_t{data[at + 1]} << 16 |
               std::uint32_t{data[at + 2]} << 8 | data[at + 3];
    }
    std::uint16_t u16le(std::uint32_t at) const {
        return static_cast<std::uint16_t>(data[at + 1] << 8 | data[at]);
    }
    std::uint32_t u32le(std::uint32_t at) const {
        return std::uint32_t{u16le(at + 2)} << 16 | u16le(at);
    }
    /// What follows `count` bytes, which may be more than there are: then nothing does.
    Bytes after(std::uint32_t count) const {
        const std::uint32_t skip = std::min(count, captured);
        return {data + skip, captured - skip, length - std::min(count, length)};
    }
    /// What follows `count` bytes, of which has(count) was asked.
    Bytes behind(std::uint32_t count) const {
        return {data + count, captured - count, length - count};
    }
    /// The same, ended by a length that a header gave; never made longer.
    Bytes limitedTo(std::uint32_t count) const {
        return {data, std::min(captured, count), std::min(length, count)};
    }
    std::span<const std::uint8_t> span() const { return {data, captured}; }
};

struct Decoding {
    DecodedPacket& out;
    Reassembler& reassembler;
    Timestamp time;
    std::uint8_t layers = 0; ///< how many were entered; the guard against endless nesting

    /// False once there are more layers than any honest packet has.
    bool enterLayer() { return ++layers <= 40; }
};

/// True if a header of `count` bytes fits what was on the wire, and only the capture is too short.
inline DecodeOutcome shortage(Bytes bytes, std::uint32_t count) {
    return bytes.length >= count ? DecodeOutcome::Truncated : DecodeOutcome::Malformed;
}

// link_layer.cpp
DecodeOutcome decodeLink(Decoding& decoding, std::uint16_t linkType, Bytes bytes);
DecodeOutcome decodeEthernet(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeEtherType(Decoding& decoding, std::uint16_t etherType, Bytes bytes);
/// IEEE 802.2 logical link control, with or without SNAP.
DecodeOutcome decodeLlc(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeMpls(Decoding& decoding, Bytes bytes);

// cooked.cpp
DecodeOutcome decodeNull(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeLoop(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeOpenBsdEnc(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeLinuxSll(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeLinuxSll2(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeNflog(Decoding& decoding, Bytes bytes);

// ppp.cpp
/// From the protocol field on, or from address and control bytes before it.
DecodeOutcome decodePpp(Decoding& decoding, Bytes bytes);
DecodeOutcome decodePppHdlc(Decoding& decoding, Bytes bytes);
DecodeOutcome decodePppoe(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeCiscoHdlc(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeFrameRelay(Decoding& decoding, Bytes bytes);

// wifi.cpp
DecodeOutcome decodeIeee80211(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeRadiotap(Decoding& decoding, Bytes bytes);
DecodeOutcome decodePrism(Decoding& decoding, Bytes bytes);
DecodeOutcome decodePpi(Decoding& decoding, Bytes bytes);

// ipv4.cpp, ipv6.cpp
/// IPv4 or IPv6 as the first four bits say; anything else is not IP.
DecodeOutcome decodeIp(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeIpv4(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeIpv6(Decoding& decoding, Bytes bytes);
/// Passes over the extension headers from `protocol` on, and decodes what comes after them.
DecodeOutcome decodeIpv6Payload(Decoding& decoding, std::uint8_t protocol, Bytes bytes);
/// Passes over IPv6 extension headers without acting on them: for quoted packets. Returns the
/// protocol after them; `bytes` then begins behind them.
std::uint8_t skipIpv6Extensions(std::uint8_t protocol, Bytes& bytes);

// transport.cpp
/// What an IP header of either version carries. `out` has its addresses already.
DecodeOutcome decodeIpPayload(Decoding& decoding, std::uint8_t protocol, Bytes bytes);

// tcp_header.cpp
DecodeOutcome decodeTcp(Decoding& decoding, Bytes bytes);

// icmp.cpp
DecodeOutcome decodeIcmp(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeIcmpv6(Decoding& decoding, Bytes bytes);

// tunnels.cpp
DecodeOutcome decodeIpInIp(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeGre(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeEtherIp(Decoding& decoding, Bytes bytes);
DecodeOutcome decodeMplsInIp(Decoding& decoding, Bytes bytes);
/// L2TP version 3 directly over IP.
DecodeOutcome decodeL2tpOverIp(Decoding& decoding, Bytes bytes);
/// L2TP version 2 or 3 over UDP.
DecodeOutcome decodeL2tpOverUdp(Decoding& decoding, Bytes bytes);

// udp_tunnels.cpp
/// Enters the tunnel that a UDP datagram's ports name, if it holds a readable IP packet.
DecodeOutcome decodeUdpTunnel(Decoding& decoding, Bytes bytes);

/// Notes the present packet as the outer layer of a tunnel, and decodes what is inside by calling
/// `inside`. If that is no IP packet, the present packet is the result after all.
template <class Inside>
DecodeOutcome enterTunnel(Decoding& decoding, TunnelKind kind, std::uint32_t identifier,
                          const Inside& inside) {
    DecodedPacket& out = decoding.out;
    if (out.tunnelCount == kMaxTunnels)
        return DecodeOutcome::Decoded;
    const IpHeader outerIp = out.ip;
    const Transport outerTransport = out.transport;
    const std::uint8_t index = out.tunnelCount++;
    const std::uint8_t outerVlans = out.vlanCount;
    Tunnel& tunnel = out.tunnelArray[index];
    tunnel.kind = kind;
    tunnel.isUdp = outerTransport == Transport::Udp;
    tunnel.identifier = identifier;
    tunnel.source = out.source;
    tunnel.destination = out.destination;
    if (tunnel.isUdp)
        tunnel.udp = out.udp;

    const DecodeOutcome outcome = inside();
    if (outcome == DecodeOutcome::Decoded || outcome == DecodeOutcome::Fragment)
        return outcome;
    out.tunnelCount = index;
    out.vlanCount = outerVlans;
    out.ip = outerIp;
    out.transport = outerTransport;
    out.source = tunnel.source;
    out.destination = tunnel.destination;
    if (tunnel.isUdp)
        out.udp = tunnel.udp;
    return DecodeOutcome::Decoded;
}

} // namespace synoptic::decoding
