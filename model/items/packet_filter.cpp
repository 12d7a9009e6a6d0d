// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_filter.h"

#include "model/items/safe_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace synoptic {

namespace {

struct Messages {
    Q_DECLARE_TR_FUNCTIONS(PacketFilter)
};

constexpr std::uint8_t bit(IndexedPacket::Kind kind) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind));
}

struct Token {
    QString text;
    qsizetype start = 0;
};

std::vector<Token> tokensOf(const QString& text) {
    std::vector<Token> tokens;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at].isSpace()) {
            ++at;
            continue;
        }
        const qsizetype start = at;
        while (at < text.size() && !text[at].isSpace())
            ++at;
        tokens.push_back({text.mid(start, at - start).toLower(), start});
    }
    return tokens;
}

} // namespace

const std::vector<PacketFilter::Word>& PacketFilter::vocabulary() {
    using Kind = IndexedPacket::Kind;
    static const std::vector<Word> kWords{
        {"tcp", {.kinds = bit(Kind::Tcp)}},
        {"udp", {.kinds = bit(Kind::Udp)}},
        {"icmp", {.isIcmp = true}},
        {"data", {.hasPayload = true}},
        {"syn", {.control = kSyn}},
        {"fin", {.control = kFin}},
        {"rst", {.control = kRst}},
        {"ack", {.control = kAck}},
        {"psh", {.control = kPsh}},
        {"urg", {.control = kUrg}},
        {"ece", {.control = kEce}},
        {"cwr", {.control = kCwr}},
        {"retransmission", {.analysis = kRetransmission}},
        {"fast-retransmission", {.analysis = kFastRetransmission}},
        {"spurious-retransmission", {.analysis = kSpuriousRetransmission}},
        {"out-of-order", {.analysis = kOutOfOrder}},
        {"lost", {.analysis = kLostSegment}},
        {"acked-unseen", {.analysis = kAckedUnseen}},
        {"duplicate-ack", {.analysis = kDuplicateAck}},
        {"zero-window", {.analysis = kZeroWindow}},
        {"zero-window-probe", {.analysis = kZeroWindowProbe}},
        {"keep-alive", {.analysis = kKeepAlive | kKeepAliveAck}},
        {"window-update", {.analysis = kWindowUpdate}},
        {"ports-reused", {.analysis = kPortsReused}},
    };
    return kWords;
}

QStringList PacketFilter::words() {
    QStringList list;
    for (const Word& word : vocabulary())
        list << QString::fromLatin1(word.text);
    return list << QStringLiteral("or") << QStringLiteral("not");
}

bool PacketFilter::Term::matches(const IndexedPacket& packet, const IsIcmp& ask) const {
    using Kind = IndexedPacket::Kind;
    const bool holds =
        (kinds == 0 || (kinds >> static_cast<unsigned>(packet.kind) & 1) != 0) &&
        (control == 0 || (packet.kind == IndexedPacket::Kind::Tcp && (packet.control & control))) &&
        (analysis == 0 || (packet.analysis & analysis) != 0) &&
        (!hasPayload || packet.payloadLength > 0) &&
        (!isIcmp || packet.kind == Kind::IcmpError || (packet.kind == Kind::Other && ask(packet)));
    return holds != isNegated;
}

bool PacketFilter::matches(const IndexedPacket& packet, const IsIcmp& isIcmp) const {
    return alternatives_.empty() ||
           std::any_of(alternatives_.begin(), alternatives_.end(), [&](const auto& terms) {
               return std::all_of(terms.begin(), terms.end(),
                                  [&](const Term& term) { return term.matches(packet, isIcmp); });
           });
}

PacketFilterParseResult PacketFilter::parse(const QString& text) {
    PacketFilterParseResult result;
    const auto fail = [&](const Token& token, const QString& message) {
        result.filter = {};
        result.isValid = false;
        result.message = message;
        result.errorStart = token.start;
        result.errorLength = token.text.size();
        return result;
    };
    const std::vector<Token> tokens = tokensOf(text);
    auto& alternatives = result.filter.alternatives_;
    bool isNegated = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        const bool isLast = i + 1 == tokens.size();
        if (token.text == QLatin1String("or")) {
            if (alternatives.empty() || alternatives.back().empty() || isNegated || isLast)
                return fail(token, Messages::tr("“or” stands between two conditions"));
            alternatives.emplace_back();
            continue;
        }
        if (token.text == QLatin1String("not")) {
            if (isLast)
                return fail(token, Messages::tr("“not” stands before a condition"));
            isNegated = !isNegated;
            continue;
        }
        const auto& all = vocabulary();
        const auto known = std::find_if(all.begin(), all.end(), [&](const Word& word) {
            return token.text == QLatin1String(word.text);
        });
        if (known == all.end())
            return fail(token,
                        Messages::tr("“%1” is no condition for packets; there are: %2")
                            .arg(safeText(token.text, 40), words().join(QStringLiteral(", "))));
        if (alternatives.empty())
            alternatives.emplace_back();
        alternatives.back().push_back(known->term);
        alternatives.back().back().isNegated = isNegated;
        isNegated = false;
    }
    return result;
}

} // namespace synoptic
