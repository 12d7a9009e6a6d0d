// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/connection.h"

#include <QString>

/// Values as people read them: digits and separators of the default locale, units and their order
/// translatable. Each is short enough for a table cell.
namespace synoptic {

/// What stands where a value is unknown: an en dash.
QString unknownText();

/// "1,832"
QString formatCount(std::uint64_t count);

/// "0", "512 B", "2.4 KiB", "212 KiB", "1.8 MiB": 1024 to the step, three digits or so.
QString formatBytes(std::uint64_t bytes);
/// Bytes a second without the "/s", which the header says: "0", "52 B", "0.9 KiB", "18.7 KiB".
QString formatRate(double bytesPerSecond);

/// "0.4 s", "38.2 s", "2 m 41 s", "1 h 13 m", "2 d 04 h". Negative counts as zero.
QString formatDuration(Duration duration);
/// The same, fine below ten seconds: "4 µs", "0.44 ms", "41 ms", "7.32 s", "2 h 48 m".
QString formatFine(Duration duration);
/// That with "+" before it: "+41 ms".
QString formatInterval(Duration duration);
/// A length of time that is only known to be at least so long: "> 2 m 41 s".
QString formatAtLeast(Duration duration);
/// "0.04 ms", "18.2 ms", "183 ms", "1.02 s".
QString formatRtt(std::uint32_t microseconds);

/// Local time of day to the millisecond: "10:51:02.118".
QString formatTimeOfDay(Timestamp time);
/// Local date and time to the millisecond, for tooltips: "2026-11-22 10:51:02.118".
QString formatDateTime(Timestamp time);
/// "2026-11-22T10:51:02.118Z": for exports, never localised.
QString formatIso(Timestamp time);

/// An address with its scope, as its column shows it: "192.0.2.7", "fe80::1%3".
QString formatAddress(const Endpoint& end);
/// A port; "*" for any.
QString formatPort(std::uint16_t port);
/// "192.0.2.10:8080 ↔ 203.0.113.57:50212"; of a listener only its own end.
QString formatTuple(const FourTuple& tuple);
/// What formatTuple() puts between the two ends.
QString formatTupleSeparator();
/// True if formatTuple() writes the local end alone: nothing is at the other.
bool isUnconnected(const FourTuple& tuple);

/// The RFC's name.
QString formatState(TcpState state);
/// "rcv FIN", "2MSL timeout", "unseen". The verb rcv is translated, segments and calls are not.
QString formatEvent(TcpEvent event);
/// "snd ACK", or "—" where nothing is sent.
QString formatSent(SentSegment sent);
/// Both: "rcv FIN / snd ACK"; "unseen" alone where nobody saw it.
QString formatEventAndSent(const StateTransition& transition);
/// One word of evidence: "kernel trace", "socket table", "packets", "inferred".
QString formatEvidence(Evidence evidence);

} // namespace synoptic
