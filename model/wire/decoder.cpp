// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/decoder.h"

#include "model/wire/decoding.h"

namespace synoptic {

DecodeOutcome decodePacket(const CapturedFrame& frame, DecodedPacket& out,
                           Reassembler& reassembler) {
    reassembler.beginPacket();
    const auto captured = static_cast<std::uint32_t>(frame.captured.size());
    const std::uint32_t length = std::max(frame.originalLength, captured);
    out.vlanCount = 0;
    out.tunnelCount = 0;
    out.isTruncated = captured < length;
    decoding::Decoding decoding{out, reassembler, frame.time};
    return decodeLink(decoding, frame.linkType, {frame.captured.data(), captured, length});
}

std::string_view name(TunnelKind kind) {
    switch (kind) {
    case TunnelKind::IpInIp:
        return "IP in IP";
    case TunnelKind::Gre:
        return "GRE";
    case TunnelKind::Pptp:
        return "PPTP";
    case TunnelKind::EtherIp:
        return "EtherIP";
    case TunnelKind::L2tp:
        return "L2TP";
    case TunnelKind::Teredo:
        return "Teredo";
    case TunnelKind::Vxlan:
        return "VXLAN";
    case TunnelKind::Geneve:
        return "Geneve";
    case TunnelKind::GtpU:
        return "GTP-U";
    case TunnelKind::MplsInIp:
        return "MPLS in IP";
    case TunnelKind::Lisp:
        return "LISP";
    }
    return {};
}

std::string_view name(DecodeOutcome outcome) {
    switch (outcome) {
    case DecodeOutcome::Decoded:
        return "decoded";
    case DecodeOutcome::Fragment:
        return "fragment";
    case DecodeOutcome::NotIp:
        return "not IP";
    case DecodeOutcome::Truncated:
        return "truncated";
    case DecodeOutcome::Malformed:
        return "malformed";
    case DecodeOutcome::UnknownLinkType:
        return "unknown link type";
    }
    return {};
}

} // namespace synoptic
