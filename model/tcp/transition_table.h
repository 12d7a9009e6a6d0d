// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/tcp_state.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

/// The transition table, once, as data. The inferring machine, the diagram, the help and the tests
/// read it; nothing else in the program knows which state may follow which.
/// Source: RFC 9293, figure 5 and sections 3.6, 3.10.
namespace synoptic {

/// What makes a connection change state. User calls are written in capitals as in the RFC.
enum class TcpEvent : std::uint8_t {
    PassiveOpen,
    ActiveOpen,
    Send,
    Close,
    Abort,
    ReceiveSyn,
    ReceiveSynAck,
    ReceiveAckOfSyn,
    ReceiveFin,
    ReceiveAckOfFin,
    ReceiveFinAckOfFin, ///< one segment with FIN that also acknowledges ours
    ReceiveRst,
    ReceiveIcmpError, ///< RFC 9293, 3.9.2.2: the network or the host says it cannot be reached
    Timeout,          ///< user timeout, or retries spent
    TimeWaitTimeout,  ///< 2MSL
    Unseen,           ///< it happened where no source was looking; never in the table
};

/// What the end that changes state sends for it.
enum class SentSegment : std::uint8_t { None, Syn, SynAck, Ack, Fin, Rst };

/// One row: in `from`, `event` leads to `to`.
struct TransitionRow {
    TcpState from;
    TcpEvent event;
    TcpState to;
    SentSegment sent;
    bool normal;   ///< part of an ordinary open, transfer and close
    bool inFigure; ///< drawn in figure 5 of RFC 9293
};

/// One line of the diagram: all rows between two states that are drawn together. RST, abort and
/// timeout are apart from an orderly end between the same states (TIME-WAIT to CLOSED has both).
struct StateEdge {
    TcpState from;
    TcpState to;
    bool abortive; ///< by RST, abort or timeout, from SYN-RECEIVED on
    bool normal;   ///< at least one row is normal
    bool inFigure; ///< at least one row is in the RFC's figure
};

/// Position in stateEdges(). Stable within one build only: do not write it to a file.
using EdgeIndex = std::uint8_t;
inline constexpr std::size_t kStateEdgeCount = 29;
inline constexpr EdgeIndex kNoEdge = 0xff;

/// Every row, in the order a connection lives. Static lifetime.
std::span<const TransitionRow> transitionTable();

/// Every edge the rows form, in order of their first row. Static lifetime.
std::span<const StateEdge> stateEdges();

/// The row for an event in a state, or null. SYN-RECEIVED has two rows for RST: to LISTEN after a
/// passive open (`passiveOpen` true), to CLOSED after an active one.
const TransitionRow* findTransition(TcpState from, TcpEvent event, bool passiveOpen = true);

/// The row for an event that leads from one state to another, or null.
const TransitionRow* findTransition(TcpState from, TcpEvent event, TcpState to);

/// The edge on which a row is drawn.
EdgeIndex edgeOf(const TransitionRow& row);

/// The edge between two states, orderly or abortive; kNoEdge where there is none.
EdgeIndex findEdge(TcpState from, TcpState to, bool abortive = false);

/// "rcv SYN+ACK", "active OPEN", "2MSL timeout", ... Static lifetime, never translated here.
std::string_view name(TcpEvent event);
std::optional<TcpEvent> tcpEventFromName(std::string_view text);

/// "snd SYN", or "—" where nothing is sent. Static lifetime.
std::string_view name(SentSegment sent);

} // namespace synoptic
