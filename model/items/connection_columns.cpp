// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_columns.h"

#include <QCoreApplication>

#include <array>
#include <cstddef>

namespace synoptic {

namespace {

struct ColumnFacts {
    std::string_view key;
    const char* header;
    const char* title;
    const char* explanation;
    bool rightAligned;
    bool shownAtFirst;
};

constexpr const char* kContext = "ConnectionColumns";

// In the order of ConnectionColumns::Column.
constexpr std::array<ColumnFacts, ConnectionColumns::ColumnCount> kFacts{{
    {"state", QT_TRANSLATE_NOOP("ConnectionColumns", "State"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "State"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "State of this end, as in RFC 9293."), false, true},
    {"process", QT_TRANSLATE_NOOP("ConnectionColumns", "Process"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Process"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "The program that holds the socket, or why it is not "
                                            "known."),
     false, true},
    //: Process identifier
    {"pid", QT_TRANSLATE_NOOP("ConnectionColumns", "PID"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Process identifier"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "The number of the process that holds the socket."),
     true, false},
    //: Short for local address
    {"local_address", QT_TRANSLATE_NOOP("ConnectionColumns", "Local"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Local address"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Address of this end."), false, true},
    //: Short for local port
    {"local_port", QT_TRANSLATE_NOOP("ConnectionColumns", "Port"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Local port"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Port of this end."), true, true},
    //: Short for remote address
    {"remote_address", QT_TRANSLATE_NOOP("ConnectionColumns", "Remote"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Remote address"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Address of the other end."), false, true},
    //: Short for remote port
    {"remote_port", QT_TRANSLATE_NOOP("ConnectionColumns", "Port"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Remote port"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Port of the other end."), true, true},
    {"remote_host", QT_TRANSLATE_NOOP("ConnectionColumns", "Remote host"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Remote host name"),
     QT_TRANSLATE_NOOP("ConnectionColumns",
                       "Name of the other end, where Resolve names is on and one is found."),
     false, false},
    //: Short for the state of the connection's other end
    {"peer_state", QT_TRANSLATE_NOOP("ConnectionColumns", "Peer state"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "State of the peer"),
     QT_TRANSLATE_NOOP("ConnectionColumns",
                       "State of the other end, inferred from its packets; empty where nothing "
                       "tells it."),
     false, false},
    //: How long a connection has been known
    {"age", QT_TRANSLATE_NOOP("ConnectionColumns", "Age"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Age"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Time since the connection was first seen."), true,
     false},
    //: Short for time in the present state
    {"time_in_state", QT_TRANSLATE_NOOP("ConnectionColumns", "In state"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Time in state"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Time since the connection entered its state."), true,
     true},
    //: Bytes received per second
    {"receive_rate", QT_TRANSLATE_NOOP("ConnectionColumns", "Rx/s"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Received per second"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Bytes received per second over the last interval."),
     true, true},
    //: Bytes sent per second
    {"send_rate", QT_TRANSLATE_NOOP("ConnectionColumns", "Tx/s"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Sent per second"),
     QT_TRANSLATE_NOOP("ConnectionColumns",
                       "Bytes sent and acknowledged per second over the last interval."),
     true, true},
    //: Bytes received
    {"received_bytes", QT_TRANSLATE_NOOP("ConnectionColumns", "Rx"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Received"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Bytes received over the connection's life."), true,
     false},
    //: Bytes sent
    {"sent_bytes", QT_TRANSLATE_NOOP("ConnectionColumns", "Tx"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Sent"),
     QT_TRANSLATE_NOOP("ConnectionColumns",
                       "Bytes sent and acknowledged over the connection's life."),
     true, false},
    //: Number of packets
    {"packets", QT_TRANSLATE_NOOP("ConnectionColumns", "Packets"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Packets captured"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Packets of both ends that were captured."), true,
     false},
    {"receive_queue", QT_TRANSLATE_NOOP("ConnectionColumns", "Recv-Q"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Receive queue"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Bytes received and not yet read by the process. On "
                                            "LISTEN: connections waiting to be accepted."),
     true, false},
    {"send_queue", QT_TRANSLATE_NOOP("ConnectionColumns", "Send-Q"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Send queue"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Bytes written and not yet acknowledged. On LISTEN: "
                                            "limit of the accept queue."),
     true, false},
    //: Round-trip time
    {"rtt", QT_TRANSLATE_NOOP("ConnectionColumns", "RTT"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Round-trip time"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Smoothed round-trip time, as the kernel measures it."),
     true, false},
    //: Congestion window
    {"congestion_window", QT_TRANSLATE_NOOP("ConnectionColumns", "Cwnd"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Congestion window"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Segments that may be in flight unacknowledged."), true,
     false},
    //: Retransmissions
    {"retransmits", QT_TRANSLATE_NOOP("ConnectionColumns", "Retrans"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Retransmissions"),
     QT_TRANSLATE_NOOP("ConnectionColumns",
                       "Segments sent again over the connection's life; in brackets, tries of what "
                       "is unacknowledged now."),
     true, false},
    {"timer", QT_TRANSLATE_NOOP("ConnectionColumns", "Timer"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Timer"),
     QT_TRANSLATE_NOOP("ConnectionColumns",
                       "The kernel's timer on the socket and the time to its expiry."),
     false, false},
    {"role", QT_TRANSLATE_NOOP("ConnectionColumns", "Role"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Role"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Which end opened the connection."), false, false},
    {"family", QT_TRANSLATE_NOOP("ConnectionColumns", "Family"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Address family"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Protocol and family of the socket's addresses."),
     false, false},
    {"interface", QT_TRANSLATE_NOOP("ConnectionColumns", "Interface"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Interface"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "The interface the socket is bound to."), false, false},
    {"user", QT_TRANSLATE_NOOP("ConnectionColumns", "User"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "User"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "The user the socket belongs to."), false, false},
    {"service", QT_TRANSLATE_NOOP("ConnectionColumns", "Service"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Service"),
     QT_TRANSLATE_NOOP("ConnectionColumns",
                       "What the port is registered for; the program behind it may be another."),
     false, false},
    {"evidence", QT_TRANSLATE_NOOP("ConnectionColumns", "Evidence"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Evidence"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "How the state is known."), false, false},
    {"diagnosis", QT_TRANSLATE_NOOP("ConnectionColumns", "Diagnosis"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Diagnosis"),
     QT_TRANSLATE_NOOP("ConnectionColumns",
                       "The gravest finding the connection belongs to; empty where all is well. A "
                       "click opens it."),
     false, true},
    //: Short for network namespace
    {"namespace", QT_TRANSLATE_NOOP("ConnectionColumns", "Namespace"),
     QT_TRANSLATE_NOOP("ConnectionColumns", "Network namespace"),
     QT_TRANSLATE_NOOP("ConnectionColumns",
                       "The network namespace of the socket: as ip netns, its container or its "
                       "service names it, else its number."),
     false, false},
}};

const ColumnFacts& facts(ConnectionColumns::Column column) {
    return kFacts.at(static_cast<std::size_t>(column));
}

QString translated(const char* text) {
    return QCoreApplication::translate(kContext, text);
}

} // namespace

QString ConnectionColumns::header(Column column, bool capture) {
    if (capture && column == LocalAddress)
        //: The end of a connection that opened it
        return translated(QT_TRANSLATE_NOOP("ConnectionColumns", "Client"));
    if (capture && column == RemoteAddress)
        //: The end of a connection that accepted it
        return translated(QT_TRANSLATE_NOOP("ConnectionColumns", "Server"));
    if (capture && column == Age)
        //: How long a connection of a capture lasted
        return translated(QT_TRANSLATE_NOOP("ConnectionColumns", "Lasted"));
    return translated(facts(column).header);
}

QString ConnectionColumns::title(Column column, bool capture) {
    if (capture && column == LocalAddress)
        return translated(QT_TRANSLATE_NOOP("ConnectionColumns", "Client's address"));
    if (capture && column == LocalPort)
        return translated(QT_TRANSLATE_NOOP("ConnectionColumns", "Client's port"));
    if (capture && column == RemoteAddress)
        return translated(QT_TRANSLATE_NOOP("ConnectionColumns", "Server's address"));
    if (capture && column == RemotePort)
        return translated(QT_TRANSLATE_NOOP("ConnectionColumns", "Server's port"));
    if (capture && column == Age)
        return translated(QT_TRANSLATE_NOOP("ConnectionColumns", "Time from first to last packet"));
    return translated(facts(column).title);
}

QString ConnectionColumns::explanation(Column column) {
    return translated(facts(column).explanation);
}

std::string_view ConnectionColumns::key(Column column) {
    return facts(column).key;
}

bool ConnectionColumns::isRightAligned(Column column) {
    return facts(column).rightAligned;
}

bool ConnectionColumns::isShownAtFirst(Column column, bool capture) {
    if (capture)
        return column == State || column == PeerState || column == LocalAddress ||
               column == LocalPort || column == RemoteAddress || column == RemotePort ||
               column == Age || column == ReceivedBytes || column == SentBytes || column == Rtt ||
               column == Retransmits || column == Packets || column == Diagnosis;
    return facts(column).shownAtFirst;
}

} // namespace synoptic
