// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/ladder_label.h"

#include "model/items/format.h"
#include "model/items/safe_text.h"

#include <QCoreApplication>

#include <limits>

namespace synoptic {

namespace {

using Style = LadderPart::Style;
using Kind = LadderRow::Kind;

struct Label {
    Q_DECLARE_TR_FUNCTIONS(LadderLabel)
};

/// tr() counts in int.
int forPlural(std::uint64_t count) {
    return static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max()));
}

QString payloadText(const PacketDetail& detail) {
    const QString text = safeText(detail.firstLine.text, 160);
    switch (detail.firstLine.kind) {
    case FirstLine::Kind::HttpRequest:
    case FirstLine::Kind::HttpStatus:
        return text;
    case FirstLine::Kind::DnsQuery:
        //: A DNS query for the name %1
        return Label::tr("DNS query %1").arg(text);
    case FirstLine::Kind::DnsResponse:
        //: A DNS answer about the name %1
        return Label::tr("DNS answer %1").arg(text);
    case FirstLine::Kind::Tls:
        //: A TLS ClientHello for the server %1
        return Label::tr("TLS %1").arg(text);
    case FirstLine::Kind::None:
        break;
    }
    return {};
}

/// Builds the label of one segment.
class SegmentLabel {
public:
    SegmentLabel(const LadderContent& content, const LadderRow& row, std::size_t number)
        : content_(content), row_(row), number_(number), packet_(*content.rows.packet(row.first)),
          detail_(content.detailAt(row.first)), numbers_(content, row.has(LadderRow::kPrevious)) {}

    LadderLabel make() {
        if (packet_.kind == IndexedPacket::Kind::Tcp)
            addTcp();
        else
            addOther();
        if (detail_ && !detail_->readable)
            //: The packet's bytes cannot be read any more
            add(Label::tr("bytes not available"), Style::Aside, 3, true);
        return std::move(label_);
    }

private:
    void add(const QString& text, Style style, int keep, bool apart = false) {
        label_.parts.push_back({text, style, static_cast<std::uint8_t>(keep), apart, {}});
    }
    bool has(std::uint16_t flag) const { return packet_.analysis & flag; }
    bool isRead() const { return detail_ && detail_->readable; }

    void addOther() {
        const bool udp = packet_.kind == IndexedPacket::Kind::Udp;
        add(udp ? QStringLiteral("UDP") : QStringLiteral("ICMP"), Style::Strong, 10);
        add(QStringLiteral("len=%1").arg(packet_.payloadLength), Style::Plain, 7, true);
        addPayload();
    }

    void addTcp() {
        const std::uint8_t control = packet_.control;
        add(control == 0 ? Label::tr("no flags") : controlText(control), Style::Strong, 10);
        const bool opens = control & kSyn;
        const bool ends = control & (kFin | kRst);
        const bool odd = has(kKeepAlive | kZeroWindowProbe);
        const bool data = packet_.payloadLength > 0;
        if (isRead()) {
            const bool spelled = opens || isHandshakeAck();
            if (opens || ends || odd || data || spelled)
                addNumber(QStringLiteral("seq="), row_.sender, detail_->sequence, spelled,
                          data ? 6 : 8, true);
            if (detail_->has(kAck) && (opens || ends || (!odd && !data) || spelled))
                addNumber(QStringLiteral("ack="), opposite(row_.sender), detail_->acknowledgment,
                          spelled, 7, !(opens || ends || spelled));
        }
        if (data || odd)
            add(QStringLiteral("len=%1").arg(packet_.payloadLength), Style::Plain, 7, !isRead());
        if (isRead() && !(control & kRst) && !odd && (!data || has(kZeroWindow)))
            addWindow();
        if (isRead() && opens && detail_->options.maximumSegmentSize != 0)
            add(QStringLiteral("mss=%1").arg(detail_->options.maximumSegmentSize), Style::Plain, 2);
        addPayload();
        addWords();
    }

    /// The segment that completes the three-way handshake.
    bool isHandshakeAck() const {
        if (!content_.detail || row_.has(LadderRow::kPrevious) || packet_.payloadLength > 0 ||
            packet_.control != kAck)
            return false;
        const auto& ackTime = content_.detail->handshake.ackTime;
        const WireEnd& end = content_.detail->ends[index(row_.sender)];
        const auto own = numbers_.base(row_.sender);
        const auto others = numbers_.base(opposite(row_.sender));
        return ackTime && *ackTime == packet_.time && end.isClient && own && others &&
               detail_->sequence.value() - *own == 1 &&
               detail_->acknowledgment.value() - *others == 1;
    }

    /// `spelled`: with the textbook's letter, and the whole number of a SYN, beside it.
    void addNumber(const QString& name, LadderSide side, SequenceNumber number, bool spelled,
                   int keep, bool apart) {
        add(name + numbers_.text(side, number), Style::Plain, keep, apart);
        const bool initial = numbers_.base(side) == number.value();
        const QString whole = groupedNumber(number.value());
        if (content_.learning && !content_.absoluteNumbers) {
            if (initial && spelled && numbers_.letter(side))
                label_.below.push_back({*numbers_.letter(side) + QLatin1String(" = ") + whole,
                                        Style::Aside,
                                        5,
                                        false,
                                        {}});
            return;
        }
        if (!spelled || !numbers_.base(side))
            return;
        if (!numbers_.letter(side)) {
            if (initial && !content_.absoluteNumbers)
                add(u'(' + whole + u')', Style::Aside, 5);
            return;
        }
        QString aside = numbers_.inLetters(side, number);
        if (initial && !content_.absoluteNumbers)
            aside += QLatin1String(" = ") + whole;
        add(u'(' + aside + u')', Style::Aside, 5);
    }

    void addWindow() {
        std::uint32_t window = detail_->window;
        if (!(packet_.control & kSyn))
            window <<= numbers_.windowShift(row_.sender).value_or(0);
        add(QStringLiteral("win=%1").arg(window), has(kZeroWindow) ? Style::Warning : Style::Plain,
            has(kZeroWindow) ? 9 : 4);
    }

    void addPayload() {
        const QString text = isRead() ? payloadText(*detail_) : QString();
        if (text.isEmpty())
            return;
        if (content_.learning)
            label_.below.push_back({text, Style::Payload, 5, !label_.below.empty(), {}});
        else
            add(text, Style::Payload, 5, true);
    }

    void addWords() {
        const auto word = [this](const QString& text, Style style = Style::Plain, int keep = 9) {
            add(text, style, keep, true);
        };
        // Short words on an arrow of the time-sequence diagram, as Wireshark means them.
        if (has(kSpuriousRetransmission))
            word(Label::tr("spurious retransmission"), Style::Repeat);
        else if (has(kFastRetransmission))
            word(Label::tr("fast retransmission"), Style::Repeat);
        else if (has(kRetransmission))
            word(Label::tr("retransmission"), Style::Repeat);
        if (has(kOutOfOrder))
            word(Label::tr("out of order"), Style::Warning);
        if (has(kZeroWindowProbe) || (has(kKeepAlive) && isPeerWindowClosed()))
            word(Label::tr("window probe"));
        else if (has(kKeepAlive))
            word(Label::tr("keep-alive"));
        if (has(kZeroWindowProbeAck))
            word(Label::tr("answer to the probe"));
        else if (has(kKeepAliveAck))
            word(Label::tr("answer to the keep-alive"));
        else if (has(kZeroWindow))
            word(Label::tr("zero window"), Style::Warning);
        if (has(kWindowUpdate))
            word(Label::tr("window update"), Style::Plain, 5);
        if (has(kDuplicateAck))
            word(Label::tr("duplicate ACK"), Style::Warning);
        if (has(kAckedUnseen))
            word(Label::tr("acknowledges what was not captured"), Style::Warning, 5);
        if (answersSyn())
            //: A RST that answers a SYN: no connection is opened
            word(Label::tr("refused"));
    }

    bool answersSyn() const {
        if ((packet_.control & (kRst | kAck)) != (kRst | kAck))
            return false;
        if (!row_.has(LadderRow::kPrevious))
            return content_.rows.stateBefore(number_, opposite(row_.sender)) == TcpState::SynSent;
        const IndexedPacket* before =
            row_.first > 0 ? content_.rows.packet(row_.first - 1) : nullptr;
        return before && before->sender != packet_.sender &&
               (before->control & (kSyn | kAck)) == kSyn;
    }

    bool isPeerWindowClosed() const {
        return number_ > 0 &&
               content_.rows.rows()[number_ - 1].isWindowClosed(opposite(row_.sender));
    }

    const LadderContent& content_;
    const LadderRow& row_;
    std::size_t number_;
    const IndexedPacket& packet_;
    const PacketDetail* detail_;
    LadderNumbers numbers_;
    LadderLabel label_;
};

LadderLabel runLabel(const LadderContent& content, const LadderRow& row) {
    const IndexedPacket* packet = content.rows.packet(row.first);
    const bool udp = packet && packet->kind == IndexedPacket::Kind::Udp;
    const int count = forPlural(row.count);
    //: A run of segments with data, and how many bytes they carried together: "14 segments, 19 KiB"
    const QString text = udp ? Label::tr("%Ln datagram(s), %1", nullptr, count)
                             : Label::tr("%Ln segment(s), %1", nullptr, count);
    LadderLabel label;
    label.parts.push_back({text.arg(formatBytes(row.amount)), Style::Strong, 10, false, {}});
    const PacketDetail* first = content.detailAt(row.first);
    const PacketDetail* last = content.detailAt(row.last);
    if (udp || !first || !last || !first->readable || !last->readable)
        return label;
    const LadderNumbers numbers(content, row.has(LadderRow::kPrevious));
    const auto written = [&](SequenceNumber number) {
        const auto base = numbers.base(row.sender);
        const bool whole = content.absoluteNumbers || !base;
        return groupedNumber(whole ? number.value() : number.value() - *base);
    };
    label.parts.push_back(
        {QStringLiteral("seq %1 – %2")
             .arg(written(first->sequence), written(last->sequence + (last->payloadLength - 1))),
         Style::Aside,
         5,
         true,
         {}});
    return label;
}

} // namespace

QString LadderLabel::text() const {
    QString line;
    for (const auto* list : {&parts, &below}) {
        for (const LadderPart& part : *list) {
            if (!line.isEmpty())
                line += u' ';
            line += part.text;
        }
    }
    return line;
}

LadderLabel ladderLabel(const LadderContent& content, std::size_t number) {
    const LadderRow& row = content.rows.rows()[number];
    const auto note = [](const QString& text, const QString& brief = {},
                         Style style = Style::Aside) {
        return LadderLabel{{{text, style, 10, false, brief}}, {}};
    };
    switch (row.kind) {
    case Kind::Segment:
        if (!content.rows.packet(row.first))
            //: The capture keeps only its newest packets
            return note(Label::tr("no longer kept"));
        return SegmentLabel(content, row, number).make();
    case Kind::DataRun:
        return runLabel(content, row);
    case Kind::Gap:
        // Silence that is drawn to scale is told once, in its middle.
        if (row.last != row.count / 2)
            return {};
        //: %1 is a length of time
        return note(Label::tr("%1, no traffic").arg(silenceText(row.length())));
    case Kind::NewConnection:
        //: %1 is a length of time
        return note(Label::tr("%1 later: a new connection on the same ports")
                        .arg(silenceText(row.length())),
                    //: The same where there is little room
                    Label::tr("%1 later: new connection").arg(silenceText(row.length())),
                    Style::Strong);
    case Kind::NotCaptured:
        return note(Label::tr("not captured: data before the next segment"),
                    //: The same where there is little room
                    Label::tr("not captured"));
    case Kind::NotKept:
        if (row.count == 0)
            return note(Label::tr("earlier packets no longer kept"));
        return note(
            row.first == content.rows.own()
                ? Label::tr("%Ln earlier packet(s) no longer kept", nullptr, forPlural(row.count))
                : Label::tr("%Ln later packet(s) not indexed", nullptr, forPlural(row.count)));
    case Kind::States:
        break;
    }
    const auto [from, to] = content.rows.statesAt(number);
    for (std::size_t i = from; i < to; ++i) {
        const LadderState& state = content.rows.states()[i];
        if (!state.isStart)
            return note(formatEvent(state.event));
    }
    return {};
}

} // namespace synoptic
