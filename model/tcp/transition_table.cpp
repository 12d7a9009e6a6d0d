// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tcp/transition_table.h"

#include <array>

namespace synoptic {

namespace {

using enum TcpState;
using enum TcpEvent;
using Sent = SentSegment;

constexpr TransitionRow normalRow(TcpState from, TcpEvent event, TcpState to,
                                  Sent sent = Sent::None) {
    return {from, event, to, sent, true, true};
}
constexpr TransitionRow figureRow(TcpState from, TcpEvent event, TcpState to,
                                  Sent sent = Sent::None) {
    return {from, event, to, sent, false, true};
}
/// In the RFC's text, but not in its figure.
constexpr TransitionRow textRow(TcpState from, TcpEvent event, TcpState to,
                                Sent sent = Sent::None) {
    return {from, event, to, sent, false, false};
}

constexpr std::array kRows{
    normalRow(Closed, PassiveOpen, Listen),
    normalRow(Closed, ActiveOpen, SynSent, Sent::Syn),
    normalRow(Listen, ReceiveSyn, SynReceived, Sent::SynAck),
    figureRow(Listen, Send, SynSent, Sent::Syn), // Linux never does it
    figureRow(Listen, Close, Closed),
    normalRow(SynSent, ReceiveSynAck, Established, Sent::Ack),
    figureRow(SynSent, ReceiveSyn, SynReceived, Sent::SynAck), // simultaneous open
    figureRow(SynSent, Close, Closed),
    textRow(SynSent, Timeout, Closed),
    textRow(SynSent, ReceiveRst, Closed),
    textRow(SynSent, ReceiveIcmpError, Closed), // RFC 9293, 3.9.2.2; RFC 5461, 4.1
    normalRow(SynReceived, ReceiveAckOfSyn, Established),
    figureRow(SynReceived, ReceiveRst, Listen), // figure 5, note 1: only after a passive open
    figureRow(SynReceived, Close, FinWait1, Sent::Fin),
    textRow(SynReceived, ReceiveRst, Closed), // after an active open
    textRow(SynReceived, Abort, Closed, Sent::Rst),
    textRow(SynReceived, Timeout, Closed),
    normalRow(Established, Close, FinWait1, Sent::Fin),
    normalRow(Established, ReceiveFin, CloseWait, Sent::Ack),
    textRow(Established, ReceiveRst, Closed),
    textRow(Established, Abort, Closed, Sent::Rst),
    textRow(Established, Timeout, Closed),
    normalRow(FinWait1, ReceiveAckOfFin, FinWait2),
    figureRow(FinWait1, ReceiveFin, Closing, Sent::Ack),        // simultaneous close
    textRow(FinWait1, ReceiveFinAckOfFin, TimeWait, Sent::Ack), // figure 5, note 2
    textRow(FinWait1, ReceiveRst, Closed),
    textRow(FinWait1, Abort, Closed, Sent::Rst),
    textRow(FinWait1, Timeout, Closed),
    normalRow(FinWait2, ReceiveFin, TimeWait, Sent::Ack),
    textRow(FinWait2, ReceiveRst, Closed),
    textRow(FinWait2, Abort, Closed, Sent::Rst),
    textRow(FinWait2, Timeout, Closed),
    figureRow(Closing, ReceiveAckOfFin, TimeWait),
    textRow(Closing, ReceiveRst, Closed),
    textRow(Closing, Abort, Closed), // RFC 9293, 3.10.5: ABORT answers without a RST from here on
    textRow(Closing, Timeout, Closed),
    normalRow(TimeWait, TimeWaitTimeout, Closed),
    textRow(TimeWait, ReceiveRst, Closed),
    textRow(TimeWait, Abort, Closed),
    textRow(TimeWait, Timeout, Closed),
    normalRow(CloseWait, Close, LastAck, Sent::Fin),
    textRow(CloseWait, ReceiveRst, Closed),
    textRow(CloseWait, Abort, Closed, Sent::Rst),
    textRow(CloseWait, Timeout, Closed),
    normalRow(LastAck, ReceiveAckOfFin, Closed),
    textRow(LastAck, ReceiveRst, Closed),
    textRow(LastAck, Abort, Closed),
    textRow(LastAck, Timeout, Closed),
};

constexpr bool isAbortive(const TransitionRow& row) {
    const bool abrupt = row.event == ReceiveRst || row.event == Abort || row.event == Timeout;
    return abrupt && row.to == Closed && row.from >= SynReceived;
}

struct Edges {
    std::array<StateEdge, kStateEdgeCount> list{};
    std::size_t count = 0;
};

constexpr Edges buildEdges() {
    Edges edges;
    for (const TransitionRow& row : kRows) {
        std::size_t e = 0;
        while (e < edges.count && (edges.list[e].from != row.from || edges.list[e].to != row.to ||
                                   edges.list[e].abortive != isAbortive(row)))
            ++e;
        if (e == edges.count)
            edges.list[edges.count++] = {row.from, row.to, isAbortive(row), false, false};
        edges.list[e].normal |= row.normal;
        edges.list[e].inFigure |= row.inFigure;
    }
    return edges;
}

constexpr Edges kEdges = buildEdges();
static_assert(kEdges.count == kStateEdgeCount);

constexpr std::array<std::string_view, 16> kEventNames{"passive OPEN",
                                                       "active OPEN",
                                                       "SEND",
                                                       "CLOSE",
                                                       "ABORT",
                                                       "rcv SYN",
                                                       "rcv SYN+ACK",
                                                       "rcv ACK of SYN",
                                                       "rcv FIN",
                                                       "rcv ACK of FIN",
                                                       "rcv FIN+ACK of FIN",
                                                       "rcv RST",
                                                       "rcv ICMP error",
                                                       "timeout",
                                                       "2MSL timeout",
                                                       "unseen"};

constexpr std::array<std::string_view, 6> kSentNames{"—",       "snd SYN", "snd SYN+ACK",
                                                     "snd ACK", "snd FIN", "snd RST"};

} // namespace

std::span<const TransitionRow> transitionTable() {
    return kRows;
}

std::span<const StateEdge> stateEdges() {
    return kEdges.list;
}

const TransitionRow* findTransition(TcpState from, TcpEvent event, bool passiveOpen) {
    if (from == SynReceived && event == ReceiveRst)
        return findTransition(from, event, passiveOpen ? Listen : Closed);
    for (const TransitionRow& row : kRows) {
        if (row.from == from && row.event == event)
            return &row;
    }
    return nullptr;
}

const TransitionRow* findTransition(TcpState from, TcpEvent event, TcpState to) {
    for (const TransitionRow& row : kRows) {
        if (row.from == from && row.event == event && row.to == to)
            return &row;
    }
    return nullptr;
}

EdgeIndex edgeOf(const TransitionRow& row) {
    return findEdge(row.from, row.to, isAbortive(row));
}

EdgeIndex findEdge(TcpState from, TcpState to, bool abortive) {
    for (std::size_t e = 0; e < kEdges.count; ++e) {
        const StateEdge& edge = kEdges.list[e];
        if (edge.from == from && edge.to == to && edge.abortive == abortive)
            return static_cast<EdgeIndex>(e);
    }
    return kNoEdge;
}

std::string_view name(TcpEvent event) {
    return kEventNames[static_cast<std::size_t>(event)];
}

std::optional<TcpEvent> tcpEventFromName(std::string_view text) {
    for (std::size_t i = 0; i < kEventNames.size(); ++i) {
        if (kEventNames[i] == text)
            return static_cast<TcpEvent>(i);
    }
    return std::nullopt;
}

std::string_view name(SentSegment sent) {
    return kSentNames[static_cast<std::size_t>(sent)];
}

} // namespace synoptic
