// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_text.h"

#include "model/items/fields/names.h"
#include "model/items/safe_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace synoptic {

namespace {

struct PacketText {
    Q_DECLARE_TR_FUNCTIONS(PacketText)
};

QString latin(std::string_view text) {
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

QString transportName(Transport transport) {
    switch (transport) {
    case Transport::Tcp:
        return QStringLiteral("TCP");
    case Transport::Udp:
        return QStringLiteral("UDP");
    case Transport::Icmp:
        return QStringLiteral("ICMP");
    case Transport::Icmpv6:
        return QStringLiteral("ICMPv6");
    case Transport::Other:
        break;
    }
    return {};
}

QString firstLineText(const FirstLine& line) {
    const QString text = safeText(line.text);
    switch (line.kind) {
    case FirstLine::Kind::DnsQuery:
        //: %1 is the name that DNS is asked for
        return PacketText::tr("query %1").arg(text);
    case FirstLine::Kind::DnsResponse:
        return PacketText::tr("response %1").arg(text);
    case FirstLine::Kind::Tls:
        return PacketText::tr("Client Hello, server name %1").arg(text);
    case FirstLine::Kind::HttpRequest:
    case FirstLine::Kind::HttpStatus:
        return text;
    case FirstLine::Kind::None:
        break;
    }
    return {};
}

/// What a SYN offers, in the words of RFC 9293 and its kin.
QString synOptions(const TcpOptions& options) {
    QStringList words;
    if (options.maximumSegmentSize != 0)
        words << QStringLiteral("mss=%1").arg(options.maximumSegmentSize);
    if (options.windowScale >= 0)
        words << QStringLiteral("wscale=%1").arg(options.windowScale);
    if (options.sackPermitted)
        words << QStringLiteral("SACK");
    if (options.hasFastOpen)
        words << QStringLiteral("TFO");
    return words.join(QLatin1Char(' '));
}

QString icmpText(const PacketDetail& detail) {
    const IcmpMessage& icmp = detail.icmp;
    const QString what = formatIcmp(detail.transport == Transport::Icmpv6, icmp.type, icmp.code);
    if (!icmp.hasQuote)
        return what;
    const auto end = [&](const Endpoint& endpoint) {
        return icmp.hasPorts ? latin(endpoint.toString()) : latin(endpoint.address.toString());
    };
    QString protocol = transportName(icmp.quotedTransport);
    if (protocol.isEmpty())
        protocol = QStringLiteral("IP");
    //: An ICMP error, then protocol, source and destination of the packet that met it
    return PacketText::tr("%1, about %2 %3 → %4")
        .arg(what, protocol, end(icmp.quotedSource), end(icmp.quotedDestination));
}

/// Why there is not more to say.
QString outcomeText(const PacketDetail& detail) {
    if (!detail.readable)
        return PacketText::tr("its bytes cannot be read any more");
    switch (detail.outcome) {
    case DecodeOutcome::Fragment:
        return PacketText::tr("fragment");
    case DecodeOutcome::NotIp:
        return PacketText::tr("not an IP packet");
    case DecodeOutcome::Truncated:
        return PacketText::tr("cut off by the snap length within its headers");
    case DecodeOutcome::Malformed:
        return PacketText::tr("its headers contradict themselves");
    case DecodeOutcome::UnknownLinkType:
        return PacketText::tr("link type %1 is not read").arg(detail.linkType);
    case DecodeOutcome::Decoded:
        break;
    }
    return {};
}

} // namespace

QString formatControl(std::uint8_t control) {
    static constexpr struct {
        std::uint8_t bit;
        const char* name;
    } kNames[] = {{kSyn, "SYN"}, {kFin, "FIN"}, {kRst, "RST"}, {kPsh, "PSH"},
                  {kUrg, "URG"}, {kEce, "ECE"}, {kCwr, "CWR"}, {kAck, "ACK"}};
    QString text;
    for (const auto& flag : kNames) {
        if ((control & flag.bit) == 0)
            continue;
        if (!text.isEmpty())
            text += QLatin1Char('+');
        text += QLatin1String(flag.name);
    }
    return text;
}

QString formatInstant(Timestamp time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const auto nanoseconds = (time - seconds).count();
    return QDateTime::fromSecsSinceEpoch(seconds.time_since_epoch().count())
               .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) +
           QStringLiteral(".%1").arg(nanoseconds, 9, 10, QLatin1Char('0'));
}

QString formatSeconds(Duration duration) {
    const double seconds = std::chrono::duration<double>(duration).count();
    const double size = std::abs(seconds);
    return QLocale().toString(seconds, 'f', size < 1e4 ? 6 : size < 1e7 ? 3 : 0);
}

QStringList analysisWords(std::uint16_t analysis) {
    QStringList words;
    if ((analysis & kFastRetransmission) != 0)
        words << PacketText::tr("fast retransmission");
    else if ((analysis & kSpuriousRetransmission) != 0)
        words << PacketText::tr("spurious retransmission");
    else if ((analysis & kRetransmission) != 0)
        words << PacketText::tr("retransmission");
    if ((analysis & kOutOfOrder) != 0)
        words << PacketText::tr("out of order");
    if ((analysis & kLostSegment) != 0)
        words << PacketText::tr("a segment before it is missing");
    if ((analysis & kAckedUnseen) != 0)
        words << PacketText::tr("acknowledges a segment not seen");
    if ((analysis & kDuplicateAck) != 0)
        words << PacketText::tr("duplicate ACK");
    if ((analysis & kZeroWindow) != 0)
        words << PacketText::tr("zero window");
    if ((analysis & kZeroWindowProbe) != 0)
        words << PacketText::tr("zero-window probe");
    if ((analysis & kZeroWindowProbeAck) != 0)
        words << PacketText::tr("ACK of a zero-window probe");
    if ((analysis & kKeepAlive) != 0)
        words << PacketText::tr("keep-alive");
    if ((analysis & kKeepAliveAck) != 0)
        words << PacketText::tr("ACK of a keep-alive");
    if ((analysis & kWindowUpdate) != 0)
        words << PacketText::tr("window update");
    if ((analysis & kPortsReused) != 0)
        words << PacketText::tr("ports used before");
    return words;
}

QString packetProtocol(const IndexedPacket& packet, const PacketDetail* detail) {
    if (detail && detail->readable) {
        switch (detail->firstLine.kind) {
        case FirstLine::Kind::HttpRequest:
        case FirstLine::Kind::HttpStatus:
            return QStringLiteral("HTTP");
        case FirstLine::Kind::DnsQuery:
        case FirstLine::Kind::DnsResponse:
            return QStringLiteral("DNS");
        case FirstLine::Kind::Tls:
            return QStringLiteral("TLS");
        case FirstLine::Kind::None:
            break;
        }
        if (detail->outcome == DecodeOutcome::Decoded) {
            const QString name = transportName(detail->transport);
            return name.isEmpty() ? fields::ipProtocolName(detail->ip.protocol) : name;
        }
        if (detail->outcome == DecodeOutcome::Fragment)
            return detail->ip.version == 6 ? QStringLiteral("IPv6") : QStringLiteral("IPv4");
    }
    switch (packet.kind) {
    case IndexedPacket::Kind::Tcp:
        return QStringLiteral("TCP");
    case IndexedPacket::Kind::Udp:
        return QStringLiteral("UDP");
    case IndexedPacket::Kind::IcmpError:
        return QStringLiteral("ICMP");
    case IndexedPacket::Kind::Other:
        break;
    }
    return {};
}

QString packetInfo(const IndexedPacket& packet, const PacketDetail* detail) {
    QStringList parts = analysisWords(packet.analysis);
    if (detail) {
        const bool isDecoded = detail->readable && detail->outcome == DecodeOutcome::Decoded;
        if (!isDecoded)
            parts << outcomeText(*detail);
        else if (detail->transport == Transport::Icmp || detail->transport == Transport::Icmpv6)
            parts << icmpText(*detail);
        if (isDecoded && detail->transport == Transport::Tcp && detail->has(kSyn))
            parts << synOptions(detail->options);
        parts << firstLineText(detail->firstLine);
        if (detail->firstLineCut)
            parts << PacketText::tr("cut off by the snap length");
    }
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

} // namespace synoptic
