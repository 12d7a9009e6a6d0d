// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/wire/endpoint.h"
#include "model/wire/sequence_number.h"
#include "model/wire/timestamp.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

/// What the decoder reads from one captured packet. Spans point into the caller's bytes.
namespace synoptic {

/// The control bits of a TCP header (RFC 9293, section 3.1; AE of RFC 9768 left out).
enum ControlBits : std::uint8_t {
    kFin = 0x01,
    kSyn = 0x02,
    kRst = 0x04,
    kPsh = 0x08,
    kAck = 0x10,
    kUrg = 0x20,
    kEce = 0x40,
    kCwr = 0x80,
};

/// The options that matter to an observer (RFC 9293 3.2, RFC 7323, RFC 2018, RFC 7413).
struct TcpOptions {
    std::uint16_t maximumSegmentSize = 0; ///< 0: absent
    std::int8_t windowScale = -1;         ///< -1: absent
    bool sackPermitted = false;
    bool hasTimestamps = false;
    bool hasFastOpen = false;
    bool hasFastOpenCookie = false; ///< with a cookie, not merely asking for one
    bool malformed = false; ///< a length ran out of the header; what stood before it is kept
    bool truncated = false; ///< the capture ends inside the options; what stood before it is kept
    std::uint32_t timestampValue = 0;
    std::uint32_t timestampEcho = 0;
    std::uint8_t sackBlockCount = 0;
    std::array<std::array<SequenceNumber, 2>, 4> sackBlocks{}; ///< left edge, right edge
};

/// One TCP segment. Lengths come from the headers, so a short capture still counts right.
struct TcpSegment {
    SequenceNumber sequence;
    SequenceNumber acknowledgment; ///< meaningful with kAck
    std::uint8_t control = 0;      ///< ControlBits
    std::uint16_t window = 0;      ///< as sent, not scaled
    std::uint32_t payloadLength = 0;
    TcpOptions options;
    std::span<const std::uint8_t> payload; ///< what was captured of it; may be shorter, or empty

    bool has(std::uint8_t bits) const { return (control & bits) == bits; }
    /// SEG.LEN: payload, SYN and FIN each count (RFC 9293, section 3.4).
    std::uint32_t length() const {
        return payloadLength + (has(kSyn) ? 1U : 0U) + (has(kFin) ? 1U : 0U);
    }
};

/// One UDP datagram (RFC 768).
struct UdpDatagram {
    std::uint32_t payloadLength = 0;       ///< from the headers
    std::span<const std::uint8_t> payload; ///< what was captured of it
};

/// Which protocol the IP packet carries (IANA protocol numbers 6, 17, 1 and 58).
enum class Transport : std::uint8_t { Tcp, Udp, Icmp, Icmpv6, Other };

/// An ICMP message, and the packet an error of it quotes (RFC 792, RFC 4443). Its sender and
/// receiver are those of the DecodedPacket, with ports 0.
struct IcmpMessage {
    std::uint8_t type = 0;
    std::uint8_t code = 0;
    bool isError = false;       ///< unreachable, too big, time exceeded, parameter problem, ...
    bool hasQuote = false;      ///< the error quotes an IP packet whose addresses could be read
    bool hasPorts = false;      ///< the quote reaches to its ports
    bool isUnreachable = false; ///< of the errors, one that says: this cannot be delivered
    bool hasSequence = false;   ///< the quote is TCP and reaches to its sequence number
    Transport quotedTransport = Transport::Other;
    std::uint16_t nextHopMtu = 0; ///< "fragmentation needed" and "packet too big"; else 0
    Endpoint quotedSource;        ///< who sent the packet that met the error
    Endpoint quotedDestination;
    SequenceNumber quotedSequence;
};

/// What the innermost IP header said.
struct IpHeader {
    std::uint8_t version = 0;         ///< 4 or 6; 0: there was none
    std::uint8_t protocol = 0;        ///< IANA number after all extension headers
    std::uint8_t timeToLive = 0;      ///< or hop limit
    bool isFragment = false;          ///< one of several fragments, or put together from them
    bool isReassembled = false;       ///< spans point into the Reassembler, until its next packet
    std::uint32_t identification = 0; ///< IPv4: always; IPv6: of the fragment header
    std::uint32_t payloadLength = 0;  ///< bytes after all IP headers
};

/// What carried the packet besides the link.
enum class TunnelKind : std::uint8_t {
    IpInIp,   ///< IPv4 or IPv6 in IP (RFC 2003, RFC 2473, RFC 4213)
    Gre,      ///< RFC 2784, RFC 2890; ERSPAN too
    Pptp,     ///< enhanced GRE (RFC 2637)
    EtherIp,  ///< RFC 3378
    L2tp,     ///< RFC 2661, RFC 3931
    Teredo,   ///< RFC 4380
    Vxlan,    ///< RFC 7348, and its generic protocol extension
    Geneve,   ///< RFC 8926
    GtpU,     ///< 3GPP TS 29.281
    MplsInIp, ///< RFC 4023, RFC 7510
    Lisp,     ///< RFC 9300
};
/// "IP in IP", "GRE", "PPTP", ... Static lifetime; a proper name, not translated.
std::string_view name(TunnelKind kind);

/// An outer layer. Where it is UDP, it is a conversation of its own.
struct Tunnel {
    TunnelKind kind = TunnelKind::IpInIp;
    bool isUdp = false;
    std::uint32_t identifier = 0; ///< GRE key, VNI, TEID, call or session id; 0 where there is none
    Endpoint source;              ///< ports 0 unless isUdp
    Endpoint destination;
    UdpDatagram udp; ///< meaningful if isUdp
};

/// How far the decoder came.
enum class DecodeOutcome : std::uint8_t {
    Decoded,   ///< an IP packet; `transport` and what belongs to it are set
    Fragment,  ///< a fragment that waits for the others, or whose first one never came
    NotIp,     ///< ARP, spanning tree, a management frame, encrypted, an unknown EtherType, ...
    Truncated, ///< the capture ends inside a header that is needed
    Malformed, ///< a header contradicts itself
    UnknownLinkType, ///< nothing here reads this link type
};
/// "decoded", "fragment", "not IP", ... Static lifetime.
std::string_view name(DecodeOutcome outcome);
/// It should have been read further, and could not.
constexpr bool isUnreadable(DecodeOutcome outcome) {
    return outcome == DecodeOutcome::Truncated || outcome == DecodeOutcome::Malformed ||
           outcome == DecodeOutcome::UnknownLinkType;
}

inline constexpr std::size_t kMaxTunnels = 6; ///< deeper ones are not entered
inline constexpr std::size_t kMaxVlans = 4;   ///< further tags are passed over, not noted

/// One packet, decoded: its innermost IP layer, and the tunnels around it from the outermost in.
/// About 700 bytes, meant to be kept by the caller and used again for each packet; only what the
/// comments call meaningful was written for the present one. Spans point into the captured bytes,
/// or into the Reassembler, and hold until the next decodePacket() with it.
struct DecodedPacket {
    Endpoint source; ///< port 0 unless TCP or UDP
    Endpoint destination;
    Transport transport = Transport::Other;
    IpHeader ip;
    TcpSegment tcp;           ///< meaningful if transport is Tcp
    UdpDatagram udp;          ///< meaningful if transport is Udp
    IcmpMessage icmp;         ///< meaningful if transport is Icmp or Icmpv6
    bool isTruncated = false; ///< fewer bytes were captured than were on the wire
    std::uint8_t vlanCount = 0;
    std::uint8_t tunnelCount = 0;                  ///< meaningful whatever the outcome
    std::array<std::uint16_t, kMaxVlans> vlans{};  ///< VLAN ids from the outermost in
    std::array<Tunnel, kMaxTunnels> tunnelArray{}; ///< see tunnels()

    std::span<const Tunnel> tunnels() const { return {tunnelArray.data(), tunnelCount}; }
};

} // namespace synoptic
