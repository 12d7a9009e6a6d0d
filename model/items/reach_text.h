// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/diagnosis/firewall/reach.h"

#include <QString>
#include <QStringList>

/// In words, in the language of the program: whether a listener can be reached from other machines.
/// Plain text; what came from elsewhere is made safe.
namespace synoptic {

/// "accepted", "dropped", "IPv4: accepted, IPv6: dropped", "loopback only", "cannot
/// tell".
QString reachText(const firewall::Reach& reach);
/// What decides, or why it cannot be told; a line for each of IPv4 and IPv6 if they differ.
QStringList reachReasons(const firewall::Reach& reach);
/// Why nothing can be told of any listener; empty where the rules were read.
QString firewallUnread(const firewall::View& view);

} // namespace synoptic
