// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/connection_columns.h"
#include "model/items/connection_names.h"

/// What the cells of the connection table say. Pure functions of their arguments and the locale.
namespace synoptic {

/// The text of a cell at the moment `now`.
QString cellText(const ConnectionSnapshot& connection, ConnectionColumns::Column column,
                 Timestamp now, const ConnectionNames& names);

/// What the cell's text leaves out, in plain text that is safe as a tooltip; empty if nothing.
QString cellToolTip(const ConnectionSnapshot& connection, ConnectionColumns::Column column,
                    Timestamp now, const ConnectionNames& names);

/// True where the cell says zero, "kernel" or unknown, and should stand back.
bool isMutedCell(const ConnectionSnapshot& connection, ConnectionColumns::Column column,
                 const ConnectionNames& names);

/// The process's name, or the reason it is not known: "kernel", "other user", "not visible".
QString ownerText(const Owner& owner);
/// The user's name, or the number where no name is known; empty where the kernel names nobody.
QString userText(const ConnectionSnapshot& connection, const ConnectionNames& names);
/// The namespace's name, or its number where no name is known; a dash of a capture.
QString namespaceText(const ConnectionSnapshot& connection, const ConnectionNames& names);
/// Why the process is not known, or its command line and who shares the socket.
QString ownerExplanation(const ConnectionSnapshot& connection);

/// True while the time in the present state is only a lower bound.
bool isTimeInStateLeast(const ConnectionSnapshot& connection);

/// "ESTABLISHED", "UDP", or a dash where nothing tells it.
QString stateText(const ConnectionSnapshot& connection);
/// How the present state is known; where kernel and packets disagree, that they do.
QString evidenceText(const ConnectionSnapshot& connection);
/// Which end states kernel and packets tell and since when; empty where they do not disagree.
QString disagreementText(const ConnectionSnapshot& connection);
QString peerStateText(const ConnectionSnapshot& connection);
/// Time since it was first seen; in a capture file, how long it lasted.
Duration ageOf(const ConnectionSnapshot& connection, Timestamp now);

} // namespace synoptic
