// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace synoptic {

/// The columns of the connection table, and what is said of each. Translated texts are read from
/// the installed translators at each call. Any thread.
struct ConnectionColumns {
    enum Column : int {
        State,
        Process,
        Pid,
        LocalAddress,
        LocalPort,
        RemoteAddress,
        RemotePort,
        RemoteHost,
        PeerState,
        Age,
        TimeInState,
        ReceiveRate,
        SendRate,
        ReceivedBytes,
        SentBytes,
        Packets,
        ReceiveQueue,
        SendQueue,
        Rtt,
        CongestionWindow,
        Retransmits,
        Timer,
        Role,
        Family,
        Interface,
        User,
        Service,
        Evidence,
        Diagnosis,
        Namespace,
        ColumnCount
    };

    /// Short, as it stands over the column. In a capture the local end is the client.
    static QString header(Column column, bool capture = false);
    /// The full words, for a column menu and the header's tooltip.
    static QString title(Column column, bool capture = false);
    /// One sentence on what the values mean.
    static QString explanation(Column column);
    /// English, snake_case: the name in exports and settings. Static lifetime.
    static std::string_view key(Column column);
    /// Numbers and times are set at the right.
    static bool isRightAligned(Column column);
    /// Shown when the program is first started, or first shows a capture.
    static bool isShownAtFirst(Column column, bool capture = false);
};

} // namespace synoptic
