// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/connection_columns.h"
#include "model/items/connection_names.h"

#include <QString>
#include <QStringList>

/// Writing in the filter field: what chips, clicks, menus and completion put into it. Pure
/// functions on texts.
namespace synoptic {

enum class FilterWrite {
    Replace, ///< the term alone
    And,     ///< what is there, and the term
    Not,     ///< what is there, but not the term
};

/// The text with a term written into it. An "or" in the text is bracketed where it must be, a term
/// that is already there is not written twice.
QString filterWithTerm(const QString& text, const QString& term, FilterWrite write);

/// The term that finds connections like this one in a column: "port:443", "process:=curl";
/// empty where the cell has no value to ask for.
QString termForCell(const ConnectionSnapshot& connection, ConnectionColumns::Column column,
                    const ConnectionNames& names);

/// Values seen in the session, to be offered after their keys.
struct FilterValues {
    QStringList processes;
    QStringList users;
    QStringList services;
    QStringList interfaces;
};

/// What can stand at the cursor, and the part of the text that it replaces.
struct FilterCompletions {
    QStringList words;   ///< as they are to be written; at most 50
    qsizetype start = 0; ///< of the part to be replaced
    qsizetype length = 0;
};
FilterCompletions completions(const QString& text, qsizetype cursor, const FilterValues& values);

/// The connection for `ss`, to be pasted after "ss -tan": "src 192.0.2.10:41836 and dst …".
QString ssFilterFor(const ConnectionSnapshot& connection);
/// The connection for tcpdump, Wireshark's capture options and the like (pcap-filter(7)).
QString captureFilterFor(const ConnectionSnapshot& connection);

} // namespace synoptic
