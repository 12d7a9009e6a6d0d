// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/format.h"
#include "model/items/ladder_label.h"

#include <algorithm>

namespace synoptic {

namespace {

/// Both ends must offer window scaling, each for itself (RFC 7323, 2.2).
std::optional<int> shiftOf(const ConnectionDetail& detail, LadderSide side) {
    const SynOptions& own = detail.ends[index(side)].synOptions;
    const SynOptions& other = detail.ends[index(opposite(side))].synOptions;
    if (!own.seen || !other.seen)
        return std::nullopt;
    if (own.windowScale < 0 || other.windowScale < 0)
        return 0;
    return std::min<int>(own.windowScale, 14);
}

} // namespace

LadderNumbers::LadderNumbers(const LadderContent& content, bool previous) : content_(content) {
    if (previous) {
        // Nothing is kept of that connection but its last packets: a SYN among them will do.
        for (std::size_t position = 0; position < content.rows.own(); ++position) {
            const IndexedPacket* packet = content.rows.packet(position);
            const PacketDetail* detail = content.detailAt(position);
            if (packet && detail && detail->readable && detail->has(kSyn))
                bases_[index(content.rows.sideOf(*packet))] = detail->sequence.value();
        }
        return;
    }
    if (!content.detail)
        return;
    for (const LadderSide side : kLadderSides) {
        const WireEnd& end = content.detail->ends[index(side)];
        bases_[index(side)] = end.baseSequence;
        if (end.isnSeen && end.baseSequence)
            letters_[index(side)] = end.isClient ? u'j' : u'k';
        shifts_[index(side)] = shiftOf(*content.detail, side);
    }
}

QString LadderNumbers::text(LadderSide side, SequenceNumber number) const {
    if (content_.absoluteNumbers)
        return groupedNumber(number.value());
    return content_.learning && letter(side) ? inLetters(side, number) : relative(side, number);
}

QString LadderNumbers::relative(LadderSide side, SequenceNumber number) const {
    const auto from = base(side);
    return from ? QString::number(number.value() - *from) : groupedNumber(number.value());
}

QString LadderNumbers::inLetters(LadderSide side, SequenceNumber number) const {
    const std::uint32_t distance = number.value() - base(side).value_or(0);
    const QString name = letter(side).value_or(u'?');
    return distance == 0 ? name : name + u'+' + QString::number(distance);
}

QString groupedNumber(std::uint32_t number) {
    QString text = QString::number(number);
    for (qsizetype at = text.size() - 3; at > 0; at -= 3)
        text.insert(at, QChar(QChar::Nbsp));
    return text;
}

QString controlText(std::uint8_t control) {
    constexpr std::pair<std::uint8_t, const char*> kNames[] = {
        {kSyn, "SYN"}, {kFin, "FIN"}, {kRst, "RST"}, {kPsh, "PSH"},
        {kUrg, "URG"}, {kEce, "ECE"}, {kCwr, "CWR"}, {kAck, "ACK"}};
    QString text;
    for (const auto& [bit, name] : kNames) {
        if (!(control & bit))
            continue;
        if (!text.isEmpty())
            text += u'+';
        text += QLatin1String(name);
    }
    return text;
}

QString silenceText(Duration length) {
    using namespace std::chrono_literals;
    if (length >= 9'995ms)
        return formatDuration(length);
    return formatRtt(static_cast<std::uint32_t>(std::max<std::int64_t>(0, length / 1us)));
}

} // namespace synoptic
