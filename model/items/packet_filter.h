// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/packet_index.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace synoptic {

struct PacketFilterParseResult;

/// Which packets a list shows: words for protocols, flags and analysis, joined by "or" and "not";
/// words side by side must all hold. The index answers all but one. A value; any thread.
class PacketFilter {
public:
    /// Shows all.
    PacketFilter() = default;
    static PacketFilterParseResult parse(const QString& text);
    /// Every word there is, as it is written. English, never translated.
    static QStringList words();

    /// Whether a packet of Kind::Other is ICMP: the index does not say, its bytes do.
    using IsIcmp = std::function<bool(const IndexedPacket& packet)>;

    bool isEmpty() const { return alternatives_.empty(); }
    bool matches(const IndexedPacket& packet, const IsIcmp& isIcmp) const;

    friend bool operator==(const PacketFilter&, const PacketFilter&) = default;

private:
    struct Term {
        std::uint8_t kinds = 0;     ///< a bit for each IndexedPacket::Kind; 0: any
        std::uint8_t control = 0;   ///< any of these
        std::uint16_t analysis = 0; ///< any of these
        bool hasPayload = false;
        bool isIcmp = false;
        bool isNegated = false;

        bool matches(const IndexedPacket& packet, const IsIcmp& ask) const;
        friend bool operator==(const Term&, const Term&) = default;
    };
    struct Word {
        const char* text;
        Term term;
    };
    static const std::vector<Word>& vocabulary();

    std::vector<std::vector<Term>> alternatives_; ///< one of them must hold with all its terms
};

struct PacketFilterParseResult {
    PacketFilter filter; ///< shows all if invalid
    bool isValid = true;
    QString message;          ///< plain words; empty if valid
    qsizetype errorStart = 0; ///< the part of the text the message is about
    qsizetype errorLength = 0;
};

} // namespace synoptic
