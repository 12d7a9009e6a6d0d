// SPDX-License-Identifier: GPL-3.0-or-later
// What a ladder's tooltips say.
#include "model/items/format.h"
#include "model/items/ladder_label.h"
#include "model/items/ladder_words.h"
#include "model/items/safe_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <limits>

namespace synoptic {

namespace {

using Kind = LadderRow::Kind;

struct Help {
    Q_DECLARE_TR_FUNCTIONS(LadderHelp)
};

struct FlagHelp {
    std::uint16_t flag;
    std::uint16_t unless; ///< a flag that says it better
    const char* text;
};

constexpr FlagHelp kFlagHelp[] = {
    {kSpuriousRetransmission, 0,
     QT_TRANSLATE_NOOP("LadderHelp",
                       "Spurious retransmission: all of it was acknowledged before.")},
    {kFastRetransmission, 0,
     QT_TRANSLATE_NOOP("LadderHelp",
                       "Fast retransmission: duplicate ACKs asked for it, no timer was awaited.")},
    {kRetransmission, kSpuriousRetransmission | kFastRetransmission,
     QT_TRANSLATE_NOOP("LadderHelp", "Retransmission: these numbers were sent before.")},
    {kOutOfOrder, 0,
     QT_TRANSLATE_NOOP("LadderHelp",
                       "Out of order: segments with higher numbers passed shortly before.")},
    {kLostSegment, 0,
     QT_TRANSLATE_NOOP("LadderHelp", "Data before this segment was not captured: lost on the way "
                                     "here, or missed by the capture.")},
    {kAckedUnseen, 0, QT_TRANSLATE_NOOP("LadderHelp", "Acknowledges data that was not captured.")},
    {kDuplicateAck, 0,
     QT_TRANSLATE_NOOP("LadderHelp",
                       "Duplicate ACK: says again which number is awaited; something came out of "
                       "order or is missing.")},
    {kZeroWindow, 0,
     QT_TRANSLATE_NOOP("LadderHelp",
                       "Zero window: the sender of this segment has no room for more data.")},
    {kZeroWindowProbe, 0,
     QT_TRANSLATE_NOOP("LadderHelp", "Window probe: asks whether there is room again.")},
    {kZeroWindowProbeAck, 0,
     QT_TRANSLATE_NOOP("LadderHelp", "Answers a window probe: there is still no room.")},
    {kKeepAlive, 0,
     QT_TRANSLATE_NOOP("LadderHelp", "Keep-alive: repeats the last number to hear whether the "
                                     "other end is there. While its window is closed, a probe.")},
    {kKeepAliveAck, 0, QT_TRANSLATE_NOOP("LadderHelp", "Answers a keep-alive.")},
    {kWindowUpdate, 0,
     QT_TRANSLATE_NOOP("LadderHelp", "Window update: tells of more or less room, nothing else.")},
    {kPortsReused, 0,
     QT_TRANSLATE_NOOP("LadderHelp",
                       "These ports were used by an earlier connection of the capture.")},
};

QString optionsText(const TcpOptions& options, const LadderNumbers& numbers, LadderSide acked) {
    QStringList list;
    if (options.maximumSegmentSize != 0)
        list << Help::tr("maximum segment size %1").arg(options.maximumSegmentSize);
    if (options.windowScale >= 0)
        list << Help::tr("window scale %1").arg(options.windowScale);
    if (options.sackPermitted)
        list << Help::tr("SACK permitted");
    if (options.hasTimestamps)
        list << Help::tr("timestamps %1 and %2")
                    .arg(options.timestampValue)
                    .arg(options.timestampEcho);
    if (options.hasFastOpen)
        list << Help::tr("Fast Open");
    for (std::size_t i = 0; i < options.sackBlockCount && i < options.sackBlocks.size(); ++i)
        list << Help::tr("SACK %1 to %2")
                    .arg(numbers.text(acked, options.sackBlocks[i][0]),
                         numbers.text(acked, options.sackBlocks[i][1]));
    return list.join(QStringLiteral(", "));
}

class SegmentHelp {
public:
    SegmentHelp(const LadderContent& content, const LadderRow& row)
        : content_(content), row_(row), numbers_(content, row.has(LadderRow::kPrevious)) {}

    QStringList lines() {
        const IndexedPacket* packet = content_.rows.packet(row_.first);
        if (!packet)
            return {};
        const PacketNumber number = content_.rows.packets()[row_.first];
        lines_ << Help::tr("Packet %L1 at %2").arg(number + 1).arg(formatDateTime(packet->time));
        addEnds();
        const PacketDetail* detail = content_.detailAt(row_.first);
        const bool tcp = packet->kind == IndexedPacket::Kind::Tcp;
        if (tcp && packet->control != 0)
            lines_ << Help::tr("Flags %1").arg(controlText(packet->control));
        if (tcp && detail && detail->readable)
            addTcp(*detail);
        if (packet->payloadLength > 0)
            lines_ << Help::tr("Payload %Ln byte(s)", nullptr,
                               static_cast<int>(std::min<std::uint32_t>(
                                   packet->payloadLength, std::numeric_limits<int>::max())));
        if (detail && !detail->firstLine.text.empty())
            lines_ << safeText(detail->firstLine.text, 256);
        for (const FlagHelp& help : kFlagHelp) {
            if ((packet->analysis & help.flag) && !(packet->analysis & help.unless))
                lines_ << QCoreApplication::translate("LadderHelp", help.text);
        }
        if (detail && !detail->readable)
            lines_ << Help::tr("The packet's bytes cannot be read any more.");
        return lines_;
    }

private:
    void addEnds() {
        const FourTuple& tuple = content_.connection.id.tuple;
        const bool local = row_.sender == LadderSide::Local;
        const QString from =
            QString::fromStdString((local ? tuple.local : tuple.remote).toString());
        const QString to = QString::fromStdString((local ? tuple.remote : tuple.local).toString());
        //: Sender and receiver of a packet
        lines_ << Help::tr("%1 → %2").arg(from, to);
    }

    void addNumber(const QString& relative, const QString& plain, LadderSide side,
                   SequenceNumber number) {
        const QString whole = groupedNumber(number.value());
        lines_ << (numbers_.base(side) ? relative.arg(numbers_.relative(side, number), whole)
                                       : plain.arg(whole));
    }

    void addTcp(const PacketDetail& detail) {
        addNumber(Help::tr("Sequence number %1, absolute %2"), Help::tr("Sequence number %1"),
                  row_.sender, detail.sequence);
        if (detail.has(kAck))
            addNumber(Help::tr("Acknowledgment number %1, absolute %2"),
                      Help::tr("Acknowledgment number %1"), opposite(row_.sender),
                      detail.acknowledgment);
        const auto shift = numbers_.windowShift(row_.sender);
        if (detail.has(kSyn) || shift == 0)
            lines_ << Help::tr("Window %L1 bytes").arg(detail.window);
        else if (shift)
            lines_ << Help::tr("Window %L1 bytes: %L2 as sent, times %L3")
                          .arg(std::uint32_t{detail.window} << *shift)
                          .arg(detail.window)
                          .arg(1U << *shift);
        else
            lines_ << Help::tr("Window %L1 as sent; its scale was not captured").arg(detail.window);
        const QString options = optionsText(detail.options, numbers_, opposite(row_.sender));
        if (!options.isEmpty())
            lines_ << Help::tr("Options: %1").arg(options);
    }

    const LadderContent& content_;
    const LadderRow& row_;
    LadderNumbers numbers_;
    QStringList lines_;
};

QStringList runHelp(const LadderContent& content, const LadderRow& row) {
    const auto& packets = content.rows.packets();
    QStringList lines;
    lines << Help::tr("%1 sends data without trouble; nothing but ACKs comes back.")
                 .arg(ladderEndName(content, row.sender));
    lines << Help::tr("Packets %L1 to %L2").arg(packets[row.first] + 1).arg(packets[row.last] + 1);
    lines << (row.has(LadderRow::kOpen) ? Help::tr("Click or press Enter to close it.")
                                        : Help::tr("Click or press Enter to open it."));
    return lines;
}

} // namespace

QString ladderRowHelp(const LadderContent& content, std::size_t number) {
    const LadderRow& row = content.rows.rows()[number];
    QStringList lines;
    switch (row.kind) {
    case Kind::Segment:
        lines = SegmentHelp(content, row).lines();
        break;
    case Kind::DataRun:
        lines = runHelp(content, row);
        break;
    case Kind::NotCaptured:
        lines << Help::tr("Data before the next segment was not captured: lost on the way here, "
                          "or missed by the capture.");
        break;
    default:
        break;
    }
    const auto [from, to] = content.rows.statesAt(number);
    for (std::size_t i = from; i < to; ++i) {
        const LadderState& state = content.rows.states()[i];
        const QString end = ladderEndName(content, state.side);
        if (state.isStart) {
            //: An end of the connection and a state
            lines << Help::tr("%1 begins in %2").arg(end, formatState(state.state));
            continue;
        }
        StateTransition transition;
        transition.from = state.from;
        transition.to = state.state;
        transition.event = state.event;
        //: An end of the connection, the state it leaves, the one it enters, and by what
        lines << Help::tr("%1: %2 → %3, %4")
                     .arg(end, formatState(state.from), formatState(state.state),
                          formatEventAndSent(transition));
    }
    return lines.join(u'\n');
}

} // namespace synoptic
