// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/diagram_help.h"

#include "model/items/format.h"
#include "views/diagram/diagram_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <array>

namespace synoptic {

namespace {

using enum TcpState;

struct Help {
    Q_DECLARE_TR_FUNCTIONS(synoptic::DiagramHelp)
};

#define SYNOPTIC_HELP(text) QT_TRANSLATE_NOOP("synoptic::DiagramHelp", text)

/// In the order of TcpState. RFC 9293, section 3.3.2, in our own words.
constexpr std::array<const char*, kTcpStateCount> kStates{
    SYNOPTIC_HELP("No connection. It stands twice: where connections begin and where they end."),
    SYNOPTIC_HELP("A server waits for a connection request from any peer."),
    SYNOPTIC_HELP("A SYN is on its way; the answer has not come."),
    SYNOPTIC_HELP("Half open: a SYN has come and was answered, and the last ACK of the handshake "
                  "is awaited. A SYN flood leaves a server full of these."),
    SYNOPTIC_HELP("Open: data flows both ways."),
    SYNOPTIC_HELP("This end closed first; its FIN has not been acknowledged."),
    SYNOPTIC_HELP("This end has closed and the peer knows it. The peer may go on sending until it "
                  "closes too."),
    SYNOPTIC_HELP("Both ends closed at once: the peer's FIN has come, the ACK of ours has not."),
    SYNOPTIC_HELP("Both ends have closed. The end that closed first waits for twice a segment's "
                  "lifetime, so that late segments cannot disturb a new connection."),
    SYNOPTIC_HELP("The peer has closed; the local program has not. If it stays, the program "
                  "forgot to close."),
    SYNOPTIC_HELP("The peer closed first, then this end; the ACK of our FIN is awaited."),
};

struct EdgeHelp {
    TcpState from;
    TcpState to;
    const char* text;
    /// Example segments as this end (initial sequence number 100, the peer's 300) sees them.
    const char* example = "";
};

/// The orderly edges. RFC 9293, sections 3.5, 3.6, 3.10, in our own words.
constexpr std::array kEdges{
    EdgeHelp{Closed, Listen, SYNOPTIC_HELP("A program calls listen(): nothing is sent.")},
    EdgeHelp{Closed, SynSent,
             SYNOPTIC_HELP("A program calls connect(): the first SYN carries this end's initial "
                           "sequence number."),
             "→ SYN seq=100"},
    EdgeHelp{Listen, SynReceived,
             SYNOPTIC_HELP("A peer asks for a connection. The answer acknowledges its SYN and "
                           "carries our own; the listener itself stays in LISTEN."),
             "← SYN seq=300\n→ SYN+ACK seq=100 ack=301"},
    EdgeHelp{Listen, SynSent,
             SYNOPTIC_HELP("The RFC lets a listening program send, which turns it into a client. "
                           "Linux does not do this."),
             "→ SYN seq=100"},
    EdgeHelp{Listen, Closed, SYNOPTIC_HELP("The program closes its listener.")},
    EdgeHelp{SynSent, Established,
             SYNOPTIC_HELP("The server agrees and acknowledges our SYN. Our ACK completes the "
                           "three-way handshake."),
             "← SYN+ACK seq=300 ack=101\n→ ACK seq=101 ack=301"},
    EdgeHelp{SynSent, SynReceived,
             SYNOPTIC_HELP("Simultaneous open: both ends sent a SYN, and the two crossed on the "
                           "way. One connection comes of it, not two."),
             "← SYN seq=300\n→ SYN+ACK seq=100 ack=301"},
    EdgeHelp{SynSent, Closed,
             SYNOPTIC_HELP("The open came to nothing: the peer refused, nobody answered, or the "
                           "program gave up."),
             "← RST+ACK seq=0 ack=101"},
    EdgeHelp{SynReceived, Established,
             SYNOPTIC_HELP("The peer acknowledges our SYN: the handshake is complete, and "
                           "accept() may return the connection."),
             "← ACK seq=301 ack=101"},
    EdgeHelp{SynReceived, Listen,
             SYNOPTIC_HELP("¹ Only after a passive open: the peer takes its request back, and the "
                           "server goes on listening."),
             "← RST seq=301"},
    EdgeHelp{SynReceived, FinWait1,
             SYNOPTIC_HELP("The program closes before the handshake is complete."),
             "→ FIN+ACK seq=101 ack=301"},
    EdgeHelp{Established, FinWait1,
             SYNOPTIC_HELP("Active close: the local program closes first. The FIN says that it "
                           "will send nothing more."),
             "→ FIN+ACK seq=101 ack=301"},
    EdgeHelp{Established, CloseWait,
             SYNOPTIC_HELP("Passive close: the peer will send nothing more. The kernel "
                           "acknowledges that; the program reads end of file."),
             "← FIN+ACK seq=301 ack=101\n→ ACK seq=101 ack=302"},
    EdgeHelp{FinWait1, FinWait2,
             SYNOPTIC_HELP("The peer acknowledges our FIN, but has not closed its own direction."),
             "← ACK seq=301 ack=102"},
    EdgeHelp{FinWait1, Closing,
             SYNOPTIC_HELP("Simultaneous close: the peer's FIN comes before the ACK of ours."),
             "← FIN+ACK seq=301 ack=101\n→ ACK seq=102 ack=302"},
    EdgeHelp{FinWait1, TimeWait,
             SYNOPTIC_HELP("² Left out of the RFC's figure: one segment carries the peer's FIN "
                           "and the ACK of ours, so FIN-WAIT-2 lasts no time at all."),
             "← FIN+ACK seq=301 ack=102\n→ ACK seq=102 ack=302"},
    EdgeHelp{FinWait2, TimeWait,
             SYNOPTIC_HELP("The peer closes too, and we acknowledge that. Should this last ACK be "
                           "lost, TIME-WAIT is there to send it again."),
             "← FIN+ACK seq=301 ack=102\n→ ACK seq=102 ack=302"},
    EdgeHelp{Closing, TimeWait,
             SYNOPTIC_HELP("The ACK of our FIN arrives after all; both directions are closed."),
             "← ACK seq=302 ack=102"},
    EdgeHelp{TimeWait, Closed,
             SYNOPTIC_HELP("Twice the longest life of a segment has passed (60 s on Linux): the "
                           "address pair may be used again.")},
    EdgeHelp{CloseWait, LastAck, SYNOPTIC_HELP("The local program closes as well."),
             "→ FIN+ACK seq=101 ack=302"},
    EdgeHelp{LastAck, Closed,
             SYNOPTIC_HELP("The peer acknowledges our FIN: the connection is gone at once. Only "
                           "the end that closed first waits in TIME-WAIT."),
             "← ACK seq=302 ack=102"},
};

#undef SYNOPTIC_HELP

QString arrow(TcpState from, TcpState to) {
    return QStringLiteral("%1 → %2").arg(formatState(from), formatState(to));
}

QString seen(std::uint64_t total) {
    // Plural forms only know int; beyond it every language uses the form of many.
    const int form = static_cast<int>(std::min<std::uint64_t>(total, 2'000'000'000));
    if (total == 0)
        return Help::tr("Not seen since start");
    //: how often a transition was seen; %1 is the number in the reader's format
    return Help::tr("Seen %1 time(s) since start", nullptr, form).arg(QLocale().toString(total));
}

QString abortHelp() {
    return Help::tr("The connection ends at once and without order: the peer sent a reset, the "
                    "program aborted, or nobody answered for too long.");
}

} // namespace

QString stateHelp(TcpState state, std::uint32_t count) {
    QStringList lines{formatState(state)};
    if (state != Closed)
        lines << Help::tr("%n connection(s)", nullptr,
                          static_cast<int>(std::min<std::uint32_t>(count, 2'000'000'000)));
    lines << Help::tr(kStates[index(state)]);
    return lines.join(QLatin1Char('\n'));
}

QString edgeHelp(EdgeIndex edge, std::uint64_t total) {
    const StateEdge& row = stateEdges()[edge];
    const EdgeText words = edgeText(edge);
    QStringList lines{arrow(row.from, row.to)};
    if (row.abortive) {
        lines << words.event << abortHelp();
        if (isSynchronized(row.from))
            lines << QStringLiteral("← RST seq=301");
    } else {
        lines << words.event + QStringLiteral(" / ") + words.sent;
        const auto* const help =
            std::find_if(kEdges.begin(), kEdges.end(), [&row](const EdgeHelp& candidate) {
                return candidate.from == row.from && candidate.to == row.to;
            });
        lines << Help::tr(help->text);
        if (*help->example)
            lines << QString::fromUtf8(help->example);
    }
    lines << seen(total);
    return lines.join(QLatin1Char('\n'));
}

QString railHelp(std::span<const EdgeIndex> edges,
                 std::span<const std::uint64_t, kStateEdgeCount> totals) {
    QStringList lines{diagramTexts().rail, abortHelp()};
    for (const EdgeIndex edge : edges) {
        const StateEdge& row = stateEdges()[edge];
        //: %1 "ESTABLISHED → CLOSED", %2 "Seen 3 times since start"
        lines << Help::tr("%1: %2").arg(arrow(row.from, row.to), seen(totals[edge]));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace synoptic
