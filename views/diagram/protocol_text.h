// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/transition_table.h"

#include <QString>

/// The transition table's words in the reader's language. State names and flags are the RFC's in
/// every language; what surrounds them ("rcv", "snd", "passive OPEN") is translated.
namespace synoptic {

/// "SYN-RECEIVED"; the same in every language.
QString stateText(TcpState state);
/// "rcv ACK of SYN", "passive OPEN", ...
QString eventText(TcpEvent event);
/// "snd SYN+ACK", or "—" where nothing is sent.
QString sentText(SentSegment sent);

} // namespace synoptic
